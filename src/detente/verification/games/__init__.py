"""Inspection games over time: when to inspect, and what a violator can still hope for."""
