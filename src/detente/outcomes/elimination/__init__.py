"""Settling the issues of a negotiation one by one, in arrays, without writing all packages out."""
