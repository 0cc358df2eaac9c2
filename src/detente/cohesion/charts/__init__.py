"""Cohesion as charts."""
