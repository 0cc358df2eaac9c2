"""Which equilibria hold whatever is not known, and on which comparisons the others hang, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, joined
from detente.stability.completions.search import Found, UndecidedError
from detente.stability.completions.verdict import Verdict
from detente.stability.said import NOUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.stability.completions.comparison import Comparison
    from detente.stability.completions.result import Completions
    from detente.stability.concepts import Concept

__all__ = ["completions_say"]

MOST_HINGES = 20
"""States of which it is said on what they hang."""


def completions_say(
    found: Completions,
    concept: Concept,
    states: Sequence[str] | None = None,
    makers: Sequence[str] | None = None,
) -> list[str]:
    """Return which equilibria hold whatever is not known, and on what the others hang.

    ``states``: their names; "state 0" and so on where none are given. ``makers``: what decision makers are
    called within a sentence; as in the model where nothing is given. Of up to 20 states that are equilibria
    only in some cases it says for which comparisons they are, and for which they are not: each list suffices
    however all other comparisons turn out, and there may be others that do.

    >>> from detente.stability.completions.result import completions_of
    >>> from detente.stability.concepts import Concept
    >>> from detente.stability.examples import DILEMMA
    >>> from detente.stability.preferences.partial import partial_order
    >>> known = {"row": partial_order([[[2], [0], [1]]], 4)}
    >>> for sentence in completions_say(completions_of(DILEMMA, known), Concept.NASH):
    ...     print(sentence)
    By Nash stability, no state is an equilibrium whatever the unknown comparisons turn out to be.
    State 1 is one in some cases only: if row likes state 1 at least as well as state 3. It is not if row
    likes state 3 better than state 1.
    State 3 is one in some cases only: if row likes state 3 at least as well as state 1. It is not if row
    likes state 1 better than state 3.
    """
    names = [f"state {one}" for one in range(found.model.states)] if states is None else list(states)
    verdicts = found.equilibria[str(concept)]
    by = {verdict: [at for at, one in enumerate(verdicts) if one is verdict] for verdict in Verdict}
    said = [_always(concept, [names[at] for at in by[Verdict.EVERY]])]
    whose = found.model.decision_makers if makers is None else makers
    said += [_hangs(found, concept, names, whose, at) for at in by[Verdict.SOME][:MOST_HINGES]]
    if more := [names[at] for at in by[Verdict.SOME][MOST_HINGES:]]:
        said.append(f"{capitalised(joined(more))} {_are(more)} in some cases only.")
    bound = f"within {found.most_steps:,} steps of a search"
    for verdict, says in _UNTOLD.items():
        if held := [names[at] for at in by[verdict]]:
            said.append(f"{capitalised(joined(held))} {says[len(held) > 1]} {bound}.")
    return said


_UNTOLD = {
    Verdict.SOME_OR_EVERY: [
        f"{one} in some cases; whether in all, could not be told" for one in ("is one", "are equilibria")
    ],
    Verdict.NONE_OR_SOME: [
        f"{one} in some cases at least; whether in any, could not be told"
        for one in ("is none", "are no equilibria")
    ],
    Verdict.UNTOLD: [
        "may be one or not: it could not be told",
        "may be equilibria or not: it could not be told",
    ],
}


def _always(concept: Concept, names: Sequence[str]) -> str:
    what = f"{joined(names)} {_are(names)}" if names else "no state is an equilibrium"
    return f"By {NOUN[concept]}, {what} whatever the unknown comparisons turn out to be."


def _are(names: Sequence[str]) -> str:
    return "is an equilibrium" if len(names) == 1 else "are equilibria"


def _hangs(
    found: Completions, concept: Concept, names: Sequence[str], whose: Sequence[str], state: int
) -> str:
    """Return when a state is an equilibrium and when not."""
    says = f"{capitalised(names[state])} is one in some cases only"
    if (when := _found(found, concept, state, None)) is not None:
        says += f": if {_say(names, whose, when.comparisons)}"
    makers = range(len(found.known))
    against = [one for one in (_found(found, concept, state, maker) for maker in makers) if one is not None]
    if against:
        fewest = min(against, key=lambda one: len(one.comparisons))
        says += f". It is not if {_say(names, whose, fewest.comparisons)}"
    return f"{says}."


def _found(found: Completions, concept: Concept, state: int, against: int | None) -> Found | None:
    """Return a completion with an equilibrium, or one without as it is not stable for a decision maker."""
    try:
        if against is None:
            return found.under_which(concept, state)
        return found.under_which_not(concept, state, against)
    except UndecidedError:
        return None


def _say(names: Sequence[str], makers: Sequence[str], comparisons: Sequence[Comparison]) -> str:
    link = {True: "better than", False: "at least as well as"}
    return joined(
        f"{makers[maker]} likes {names[upper]} {link[strict]} {names[lower]}"
        for maker, upper, lower, strict in comparisons
    )
