"""Lecture 3: what backpropagation is really doing."""
