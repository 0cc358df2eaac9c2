"""Limits of a regime against what is declared: holdings, the balance between dates, and verdicts."""
