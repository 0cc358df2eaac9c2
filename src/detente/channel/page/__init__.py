"""The page of a channel: it belongs to a party, and runs on its own machine over its own copy."""
