"""What is uncertain in regimes: how much there is to inspect, and how likely a breach is to be noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.numbers import Range
from detente.case.uncertainty import GRID, Input

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.case.fields import Section

__all__ = ["regime_inputs"]

_COUNTS = ("objects", "inspections", "breach")
_CHANCES = ("seen", "other_means")
_AMOUNTS = ("harm", "gain", "penalty", "cost")


def regime_inputs(case: Case) -> Iterator[Input]:
    """Yield the numbers of inspected sides, of designs and of sites."""
    for key, regime in case.regimes.items():
        for part in ("inspected", "designs", "sites"):
            for name, one in getattr(regime, part).items():
                yield from _numbers(f"regimes.{key}.{part}.{name}", one)


def _numbers(path: str, section: Section) -> Iterator[Input]:
    for field in (*_COUNTS, *_CHANCES, *_AMOUNTS):
        source = getattr(section, field, None)
        if isinstance(source, Range):
            number = f"{path}.{field}"
            grid = GRID / 100 if field in _CHANCES else GRID
            yield Input(number, source, (number,), grid, whole=field in _COUNTS)
