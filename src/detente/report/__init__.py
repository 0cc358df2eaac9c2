"""What the user sees: the HTML report, and the answers of the smaller commands."""
