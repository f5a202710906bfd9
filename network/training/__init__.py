"""How a network learns, and what is kept of it."""
