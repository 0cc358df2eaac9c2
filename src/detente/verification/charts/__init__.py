"""Pictures of the verification analysis."""
