"""A comparison of two states by a decision maker, as it is decided where it is not known."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Comparison"]


class Comparison(NamedTuple):
    """A decision maker likes one state better than another or, unless ``strict``, at least as well.

    ``decision_maker``: its number; ``upper`` and ``lower``: states, from 0.
    """

    decision_maker: int
    upper: int
    lower: int
    strict: bool

    @property
    def opposite(self) -> Comparison:
        """What holds in every complete ranking in which this one does not.

        >>> Comparison(0, 3, 5, strict=True).opposite
        Comparison(decision_maker=0, upper=5, lower=3, strict=False)
        """
        return Comparison(self.decision_maker, self.lower, self.upper, not self.strict)
