"""What only lecture 1 draws."""
