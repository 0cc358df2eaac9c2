"""Voting power under any decision rule, counted exactly."""
