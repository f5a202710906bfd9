"""What all scenes have in common."""
