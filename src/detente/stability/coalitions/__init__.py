"""What several decision makers can reach together, and what of it is better for all of them."""
