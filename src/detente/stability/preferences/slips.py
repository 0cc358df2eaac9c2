"""What is wrong with preferences as they were said, all of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["PreferenceError", "tier_slips"]


class PreferenceError(ValueError):
    """The preferences cannot be used; every slip found is listed.

    ``slips``: a sentence for each.
    """

    def __init__(self, slips: Iterable[str]) -> None:
        """Keep the sentences in their order."""
        self.slips = tuple(slips)
        super().__init__("; ".join(self.slips))

    def __reduce__(self) -> tuple[type[PreferenceError], tuple[tuple[int | str, ...]]]:
        """Let the error travel between processes."""
        return PreferenceError, (self.slips,)


def tier_slips(tiers: Sequence[Sequence[int]], states: int) -> list[str]:
    """Return a sentence for each entry of tiers that is no state: the states are 0 to ``states`` - 1.

    >>> tier_slips([[0, 7], [1]], 2)
    ['state 7 is unknown: states are 0 to 1']
    """
    listed = [state for tier in tiers for state in tier]
    unknown = [one for one in dict.fromkeys(listed) if not 0 <= one < states]
    return [f"state {one} is unknown: states are 0 to {states - 1}" for one in unknown]
