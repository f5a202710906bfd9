"""What only lecture 4 draws."""
