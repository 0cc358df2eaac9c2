"""Why today's state is stable for each decision maker by each concept, or why it is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import capitalised, joined
from detente.stability.concepts import Concept
from detente.stability.said import SHORT, Mentions
from detente.stability.sentences import certificate_reasons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.stability.result import Stability

__all__ = ["ReasonSaid", "ReasonsSaid", "reasons_said"]

NOT_KNOWN = ("that hangs on what is not known of preferences.",)


@dataclass(frozen=True)
class ReasonSaid:
    """A verdict by one concept or several, with the one reason for it; ``more``: its parts, one by one."""

    verdict: str
    says: str
    more: tuple[str, ...]


@dataclass(frozen=True)
class ReasonsSaid:
    """The reasons of one decision maker."""

    name: str
    reasons: tuple[ReasonSaid, ...]


def reasons_said(result: Stability) -> tuple[ReasonsSaid, ...]:
    """Return the reasons by decision maker, those that are the same for several concepts once."""
    state = result.conflict.status_quo
    if state is None:
        return ()
    called = Mentions(result.conflict)
    return tuple(
        ReasonsSaid(capitalised(name), tuple(_of(result, maker, state, called)))
        for maker, name in enumerate(result.conflict.called)
    )


def _of(result: Stability, maker: int, state: int, called: Mentions) -> Iterator[ReasonSaid]:
    stable = result.stable[result.model.decision_makers[maker]]
    groups: dict[tuple[str, ...], list[Concept]] = {}
    for concept in Concept:
        groups.setdefault(_reason(result, maker, state, concept), []).append(concept)
    for plain, concepts in groups.items():
        by = joined(SHORT[concept] for concept in concepts)
        if plain == NOT_KNOWN:
            yield ReasonSaid(f"Not known to be stable by {by}", *plain, ())
            continue
        first, *more = certificate_reasons(result, maker, state, concepts[0], called)
        holds = stable[str(concepts[0])][state]
        if len(concepts) == len(Concept):
            by = "every concept" if holds else "any concept"
        yield ReasonSaid(f"{'Stable' if holds else 'Not stable'} by {by}", first, tuple(more))


def _reason(result: Stability, maker: int, state: int, concept: Concept) -> tuple[str, ...]:
    """Return a reason in which states go by their numbers, so that it can be compared with others."""
    if result.hangs(maker, state, concept):
        return NOT_KNOWN
    return tuple(certificate_reasons(result, maker, state, concept, lambda one: f"state {one + 1}"))
