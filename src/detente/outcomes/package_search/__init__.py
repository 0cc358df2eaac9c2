"""A domain as a model for the constraint solver, for questions about packages too many to list."""
