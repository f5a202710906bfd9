"""Where images of digits come from."""
