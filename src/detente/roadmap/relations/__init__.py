"""An index of relations from recorded events, to suggest a range of trust to start from."""
