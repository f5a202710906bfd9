"""Brackets, vectors, matrices."""
