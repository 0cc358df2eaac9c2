"""The pictures of the institutions analysis."""
