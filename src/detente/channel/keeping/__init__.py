"""How a channel is kept: stores, the copy together with its store, and moving from one store to another."""
