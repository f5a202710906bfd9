"""All connections between layers."""
