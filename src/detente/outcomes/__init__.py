"""What every analysis stands on: packages, values, moves and constraints, encoded once."""
