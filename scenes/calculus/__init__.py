"""Lecture 4: the calculus of backpropagation."""
