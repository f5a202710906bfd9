"""Our own digits, drawn from strokes."""
