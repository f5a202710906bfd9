"""Colours, sizes, paces and places: asked before anything is drawn."""
