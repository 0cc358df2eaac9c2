"""How low the others can bring a decision maker, and what that deters."""
