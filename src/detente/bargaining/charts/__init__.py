"""The pictures of a bargaining result."""
