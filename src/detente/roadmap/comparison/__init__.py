"""Variants of a road beside each other: chances, paired differences, and regret."""
