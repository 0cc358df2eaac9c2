"""The words for regimes, states, categories and zones, the same in every sentence and table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.confidence import Certainty
from detente.case.naming import capitalised, spaced, within
from detente.outcomes.regime_inputs_said import side_name

if TYPE_CHECKING:
    from detente.case.model import CaseFile
    from detente.verification.limits.compliance import Verdict
    from detente.verification.regime_found import RegimeFound

__all__ = [
    "category_name",
    "design_name",
    "regime_name",
    "sure_says",
    "who",
    "zone_name",
]


def regime_name(found: RegimeFound) -> str:
    """Return what a regime is called."""
    return found.regime.name or spaced(found.key)


def who(case: CaseFile, found: RegimeFound, key: str, *, begins: bool = False) -> str:
    """Return what a state, group, party or bloc is called within a sentence, or where it begins."""
    name = within(side_name(case, found.regime, key))
    return capitalised(name) if begins else name


def category_name(found: RegimeFound, key: str) -> str:
    """Return what a category is called within a sentence."""
    category = found.regime.categories.get(key)
    name = (category.name if category is not None else None) or spaced(key)
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def zone_name(found: RegimeFound, key: str | None) -> str:
    """Return what a zone is called within a sentence; nothing where none is meant."""
    if key is None:
        return ""
    return (found.regime.zones[key].name if key in found.regime.zones else None) or spaced(key)


def design_name(found: RegimeFound, key: str | None) -> str:
    """Return what a design is called; the regime as it is has no design."""
    if key is None:
        return "as it is"
    return found.regime.designs[key].name or spaced(key)


def sure_says(verdict: Verdict) -> str:
    """Say that a limit is not confirmed, where it is not."""
    certainty = verdict.limit.confidence
    return "" if certainty is Certainty.CONFIRMED else f" (the limit is {certainty}, not confirmed)"
