"""The same solutions where the frontier is too wide, found and proved by a constraint solver."""
