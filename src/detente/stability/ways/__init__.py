"""Where a conflict can go from a state: legal sequences of moves, and what two see ahead."""
