"""Neurons, layers and whole networks."""
