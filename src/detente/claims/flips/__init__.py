"""What would flip a claim: the smallest change of one input, or of two, that turns its verdict round."""

from detente.claims.flips.flip import Change, Flip, Flips
from detente.claims.flips.search import flips_of

__all__ = ["Change", "Flip", "Flips", "flips_of"]
