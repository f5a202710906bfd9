"""What only lecture 2 draws."""
