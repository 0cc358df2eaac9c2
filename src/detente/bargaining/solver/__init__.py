"""A domain as a model for the constraint solver, on which conflicts and large solutions stand."""
