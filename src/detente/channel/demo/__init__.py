"""A channel on one machine, to see what comes of closing it, of silence, and of a host that is killed."""
