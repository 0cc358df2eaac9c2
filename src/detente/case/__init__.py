"""What an analyst writes: the case file, read, checked, varied and drawn from."""
