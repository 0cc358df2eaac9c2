"""Categories and zones that lie within each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.regimes import Category, Zone

__all__ = ["above", "overlap"]


def above(parts: Mapping[str, Category | Zone], key: str) -> tuple[str, ...]:
    """Return a category or zone and all of which it is a part, the nearest first.

    >>> from detente.case.regimes import Zone
    >>> zones = {"europe": Zone(), "centre": Zone(within=("europe",)), "flank": Zone(within=("europe",))}
    >>> zones["border"] = Zone(within=("centre", "flank"))
    >>> above(zones, "border")
    ('border', 'centre', 'flank', 'europe')
    """
    found = [key]
    for one in found:
        within = parts[one].within if one in parts else None
        wider = (within,) if isinstance(within, str) else within or ()
        # The list grows while it is read, until nothing new lies above.
        found.extend(zone for zone in dict.fromkeys(wider) if zone not in found)
    return tuple(found)


def overlap(zones: Mapping[str, Zone], one: str, other: str) -> bool:
    """Tell whether some zone that is named lies within both.

    >>> from detente.case.regimes import Zone
    >>> zones = {"centre": Zone(), "flank": Zone(), "north": Zone()}
    >>> zones["border"] = Zone(within=("centre", "flank"))
    >>> overlap(zones, "centre", "flank"), overlap(zones, "centre", "north")
    (True, False)
    """
    return any({one, other} <= set(above(zones, zone)) for zone in (*zones, one, other))
