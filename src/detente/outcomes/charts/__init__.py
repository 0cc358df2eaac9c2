"""The look that all charts share."""
