"""Lecture films on neural networks: Manim scenes that draw a network that was really trained."""
