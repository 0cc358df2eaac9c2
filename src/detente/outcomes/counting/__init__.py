"""How many packages can be signed, exactly, and an estimate where they are too many."""
