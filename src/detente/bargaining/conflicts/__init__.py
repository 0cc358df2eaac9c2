"""What collides when nothing can be signed, and what is the least to drop."""
