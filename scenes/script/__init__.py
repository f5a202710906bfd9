"""What is said and written, and in which language; knows nothing of Manim."""
