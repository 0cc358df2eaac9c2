"""Inspections at several sites: how often to visit each, by whom and when, and what a violator can gain."""
