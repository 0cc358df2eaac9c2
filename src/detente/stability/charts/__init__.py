"""Pictures of how a conflict may go."""
