"""How much work the heuristic takes on; all bounds are counts, so that they are the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["QUICK", "USUAL", "Effort"]


@dataclass(frozen=True)
class Effort:
    """Bounds on the work of the heuristic.

    ``search``: runs of orders that the search for the best one may take. ``looks``: periods that may be
    looked ahead until it is settled how far to look, and as many again once it is. ``runs``: fresh runs by
    which the result is judged, where looking ahead leaves room for so many, and ``fewest`` where it does not.
    ``again``: runs of a search for each further question, such as what one block matters.
    """

    search: int = 200_000
    looks: int = 25_000_000
    runs: int = 2_000
    fewest: int = 200
    again: int = 2_000

    def less(self) -> Effort:
        """Return a quarter of it, for what is asked beside the question."""
        return Effort(self.search // 4, self.looks // 4, self.runs, self.fewest, self.again)


USUAL = Effort()
"""The bounds that hold where none are given."""
QUICK = Effort(4_000, 500_000, 200, 20, 50)
"""Bounds for a first look."""
