"""Lecture 2: how a network learns, by going downhill."""
