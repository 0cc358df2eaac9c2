"""The course of a channel: what its record comes to under the procedure, at any moment."""
