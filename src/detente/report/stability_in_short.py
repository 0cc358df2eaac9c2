"""Would they keep it, in two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.case.naming import capitalised
from detente.outcomes.counts_said import counted
from detente.stability.compliance.said import counts_say
from detente.stability.concepts import Concept
from detente.stability.said import names_say

if TYPE_CHECKING:
    from detente.stability.compliance import Compliance
    from detente.stability.result import Stability

__all__ = ["lasting_says", "today_says"]

OUTCOMES = (
    (Concept.NASH, ""),
    (Concept.SEQ, "but others would gain by moves that punish it"),
    (Concept.GMR, "and only moves by which the others do not gain would punish it"),
    (None, "and nothing that the others can do would punish it"),
)
"""The concepts from the narrowest to the widest, with what follows where none before applies."""


def lasting_says(result: Stability | None, compliance: Compliance | None) -> tuple[str, str]:
    """Say who would leave today's state and what follows, how many states last, and what is kept."""
    said = [] if result is None else [*_today(result), _equilibria(result)]
    if compliance is not None and compliance.commitments:
        package = "" if compliance.package is None else " This is about what the Nash solution picks."
        said.append(f"{counts_say(compliance)}{package}")
    first, *rest = said or ["Nobody is named who could later breach what could be signed."]
    return first, " ".join(rest)


def today_says(result: Stability) -> str:
    """Say whether somebody would leave today's state, or else how many states last."""
    return next(iter(_today(result)), _equilibria(result))


def _today(result: Stability) -> list[str]:
    """Say whether somebody would leave today's state; nothing where that hangs on what is not known."""
    state = result.conflict.status_quo
    if state is None or result.conflict.known:
        return []
    places = [_first(result, name, state) for name in result.model.decision_makers]
    last = max(places)
    if not last:
        return ["Nobody would gain by moving alone away from what holds today."]
    whose = names_say(result.conflict, [maker for maker, place in enumerate(places) if place == last])
    return [
        f"{capitalised(whose)} would gain by moving alone away from what holds today, {OUTCOMES[last][1]}."
    ]


def _first(result: Stability, name: str, state: int) -> int:
    """Return the place of the first concept by which a state is stable for a decision maker."""
    return next(
        place
        for place, (concept, _) in enumerate(OUTCOMES)
        if concept is None or result.stable[name][str(concept)][state]
    )


def _equilibria(result: Stability) -> str:
    lasting = int(np.count_nonzero(result.concepts_of == len(Concept)))
    known = ", whatever is not known of preferences" if result.conflict.known else ""
    return (
        f"{lasting or 'None'} of {counted(result.model.states, 'state')} {'is' if lasting <= 1 else 'are'}"
        f" stable for everybody by every concept{known}."
    )
