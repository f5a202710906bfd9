"""What took long to find out, stored."""
