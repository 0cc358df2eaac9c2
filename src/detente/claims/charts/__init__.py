"""The test of claims as charts."""
