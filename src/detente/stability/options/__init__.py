"""Conflicts in option form: options that are chosen or not, and who controls them."""
