"""The network of agreements as a chart."""
