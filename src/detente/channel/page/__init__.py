"""The page of a channel: it belongs to a party, runs on its own machine, and reads and writes its own copy."""
