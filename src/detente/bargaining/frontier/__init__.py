"""The Pareto frontier of what can be signed, exactly, and bounds of it where it is too wide."""
