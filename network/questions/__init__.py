"""What films ask a network."""
