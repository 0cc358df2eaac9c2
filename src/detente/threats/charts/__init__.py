"""Pictures of the threats analysis."""
