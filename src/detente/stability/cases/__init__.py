"""The conflict that a case describes: its states, moves and preferences."""
