"""Win-sets: which packages each side, each voice and the bloc as a whole could sign, and how many.

Source: R. D. Putnam, "Diplomacy and domestic politics: the logic of two-level games", International
Organization 42 (1988): an agreement is possible only where the win-sets overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.cohesion.region import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.cohesion.sizes import Sizes
    from detente.outcomes.counting.counting import Count

__all__ = ["WinSets", "win_sets"]


@dataclass(frozen=True)
class WinSets:
    """Sizes of win-sets in packages.

    ``feasible``: what can exist; ``bloc``: what the bloc could sign by its rule; ``voices``: what each of its
    voices would sign; ``everybody``: what all of them would; ``other_side``: what the others could sign;
    ``overlap``: what both could.
    """

    feasible: Count
    bloc: Count
    voices: Mapping[str, Count]
    everybody: Count
    other_side: Count
    overlap: Count

    def share(self, size: Count) -> Fraction | None:
        """Return a size as a share of the packages that can exist; None where there are none."""
        return Fraction(size.value, self.feasible.value) if self.feasible.value else None


def win_sets(sizes: Sizes) -> WinSets:
    """Return the win-sets of a bloc's negotiation."""
    sides = sizes.sides
    return WinSets(
        sizes.of(EVERYTHING),
        sizes.of(sides.mandate),
        {one.key: sizes.of(one.acceptable) for one in sides.members},
        sizes.of(sides.all_accept),
        sizes.of(sides.other_side),
        sizes.of(sides.mandate & sides.other_side),
    )
