"""A procedure as a chart."""
