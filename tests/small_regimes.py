"""Small regimes for tests that need one and little in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from detente.case.case import Case
from detente.verification.limits.compliance import compliance

if TYPE_CHECKING:
    from detente.case.regimes import Regime

__all__ = ["SURE", "limit", "regime", "regime_case", "verdicts"]

SURE = {"article": "Article 1", "confidence": "confirmed"}


def regime_case(rest: dict[str, Any] | None = None, **parts: Any) -> Case:  # noqa: ANN401 - as an analyst may write
    """Return a case with one regime, ``treaty``, of two states, with two categories and two zones.

    ``parts``: what the regime has besides or instead; ``rest``: what the case has.
    """
    treaty = {
        "states": {"a": None, "b": None},
        "groups": {"all": {"members": ["a", "b"]}},
        "categories": {"tank": None, "acv": None},
        "zones": {"centre": None, "flank": None},
        "exclusions": {"export": SURE},
        **parts,
    }
    head = {"detente": 1, "title": "A treaty", "as_of": "2000-06-01", "parties": {"a": {}, "b": {}}}
    return Case.from_text(json.dumps({**head, "regimes": {"treaty": treaty}, **(rest or {})}))


def regime(**parts: Any) -> Regime:  # noqa: ANN401 - as above
    """Return that regime alone."""
    return regime_case(**parts).regimes["treaty"]


def limit(id_: str, most: int, **rest: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Return a limit on the tanks of state a."""
    return {"id": id_, "on": "a", "at_most": {"tank": most}, **SURE, **rest}


def verdicts(of: Regime, date: str) -> dict[str, str]:
    """Return the verdict on every limit by its id, where it binds one side and one category."""
    return {one.limit.id: str(one.compliance) for one in compliance("treaty", of, date)}
