"""Images and weights, drawn as squares or circles."""
