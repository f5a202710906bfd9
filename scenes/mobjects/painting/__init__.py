"""How things get onto the frame."""
