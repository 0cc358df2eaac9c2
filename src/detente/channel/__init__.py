"""A consultation channel that no side can close: signed logs, merged, under a procedure of a case."""
