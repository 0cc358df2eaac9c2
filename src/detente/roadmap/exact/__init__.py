"""The exact method: what can occur, and backward induction over all of it."""
