"""Whose stance a party takes where it has none of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.case.model import CaseFile

__all__ = ["followed"]


def followed(case: CaseFile, holder: str) -> tuple[str, ...]:
    """Return the holder, then its camps, then the blocs that contain it, nearest first.

    Where several speak on an issue, the first counts.
    """
    found = [holder, *(key for key, camp in case.camps.items() if holder in camp.members)]
    seen: set[str] = set()
    inner = {holder}
    while inner:
        outer = [
            key for key, bloc in case.blocs.items() if key not in seen and inner.intersection(bloc.members)
        ]
        found += outer
        seen.update(outer)
        inner = set(outer)
    return tuple(found)
