"""Graph models as arrays: states, moves, and what is sorted of them once."""
