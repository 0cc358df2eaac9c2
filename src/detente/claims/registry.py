"""The analyses and the quantities they publish; a new analysis is one line here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.outcomes.published import Quantity

__all__ = ["ANALYSES", "PLANNED", "quantities", "quantity"]

ANALYSES = ("bargaining", "stability", "cohesion", "institutions", "verification", "threats", "roadmap")
"""Packages of ``detente``; each publishes ``QUANTITIES`` in its module ``quantities``."""

PLANNED = ("channel",)
"""Analyses that do not exist yet, for which a claim may wait."""


@cache
def quantities() -> dict[str, tuple[str, Quantity]]:
    """Return every published quantity by name, with the analysis that publishes it."""
    return {
        quantity.name: (analysis, quantity)
        for analysis in ANALYSES
        for quantity in import_module(f"detente.{analysis}.quantities").QUANTITIES
    }


def quantity(name: str) -> Quantity | None:
    """Return a quantity by name, or None where no analysis publishes it."""
    found = quantities().get(name)
    return found[1] if found else None
