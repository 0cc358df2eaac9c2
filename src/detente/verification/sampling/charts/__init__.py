"""Charts about samples."""
