"""What the clauses of a draft let parties do about the moves of others."""
