"""What only lecture 3 draws."""
