"""Short names, such as a case file has, made from names for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.written import is_name, name_meant

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["short_names"]

LONGEST = 30
"""Characters; words past it are left out, and where that leaves two alike they are numbered."""


def short_names(names: Sequence[str], kind: str) -> list[str]:
    """Return a short name for each of some names, all of them different.

    ``kind``: the word that comes before what could not stand alone, such as ``option``.

    >>> short_names(["Release water", "release-water", "Is", "2nd front", "?"], "option")
    ['release_water', 'release_water_2', 'option_is', 'option_2nd_front', 'option_5']
    """
    found: dict[str, None] = {}
    for place, name in enumerate(names, 1):
        short = _shortened(name_meant(name.lower()))
        if not is_name(short):
            short = f"{kind}_{short or place}"
        different, times = short, 1
        while different in found:
            times += 1
            different = f"{short}_{times}"
        found[different] = None
    return list(found)


def _shortened(name: str) -> str:
    """Return as many of the first words of a name as are short enough, or the beginning of a long one."""
    if len(name) <= LONGEST:
        return name
    return name[: LONGEST + 1].rpartition("_")[0].strip("_") or name[:LONGEST]
