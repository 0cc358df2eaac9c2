"""What the stability analysis found, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.case.naming import capitalised, joined, within
from detente.stability.certificates.said import CONCEPT_SAYS
from detente.stability.completions.verdict import SETTLED, Verdict
from detente.stability.concepts import Concept
from detente.stability.said import NOUN, Mentions, names_say, steps_say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.stability.conflict import Conflict
    from detente.stability.result import Stability

__all__ = [
    "certificate_reasons",
    "coalitions_say",
    "equilibria_say",
    "hinges_say",
    "known_says",
    "reason_says",
    "sentences",
    "today_says",
    "ways_say",
]

MOST_APART = 5
"""Verdicts that are named where another definition gives others."""
MOST_UPSET = 2
"""Equilibria of which it is told who improves on them together."""


def sentences(result: Stability) -> list[str]:
    """Return what was found in sentences, the most important first."""
    called = Mentions(result.conflict)
    return [
        *known_says(result),
        *today_says(result, called),
        *equilibria_say(result, called),
        *ways_say(result, called),
        *coalitions_say(result, called),
        *ahead_says(result, called),
        *one_move_each_says(result, called),
        *hinges_say(result),
        *keeping_says(result),
        *_overview(result.conflict),
        *result.conflict.alone,
        *result.conflict.notes,
        *result.left_out,
    ]


def _overview(conflict: Conflict) -> Iterator[str]:
    model = conflict.model
    moves = sum(len(of.targets) for of in model.moves)
    joint = sum(len(of.moves.targets) for of in model.joint)
    makers = len(model.decision_makers)
    deciders = f"{makers} decision makers" if makers > 1 else "one decision maker"
    more = f", and {joint:,} that take{'s' if joint == 1 else ''} several" if joint else ""
    alone = " that one of them can make alone" if makers > 1 else ""
    yield (
        f"The conflict has {model.states:,} state{'s' if model.states != 1 else ''} and {deciders}"
        f" ({names_say(conflict, range(makers))}), with {f'{moves:,}' if moves else 'no'}"
        f" move{'s' if moves != 1 else ''}{alone}{more}."
    )


def today_says(result: Stability, called: Mentions) -> Iterator[str]:
    """Yield whether today's state lasts, and if not, who would leave it, and why that goes unpunished."""
    state = result.conflict.status_quo
    if state is None:
        return
    lasting = [concept for concept in Concept if result.equilibria[str(concept)][state]]
    here = f"Today, {called(state)},"
    whatever = ", whatever is not known of preferences," if _hangs_for_all(result, state) else ""
    yield f"{here} is stable for everybody{whatever} by {_by(lasting) if lasting else 'no concept'}."
    told = set()
    for concept in (Concept.SEQ, Concept.GMR, Concept.NASH):
        for maker, name in enumerate(result.model.decision_makers):
            if result.stable[name][str(concept)][state] or maker in told:
                continue
            told.add(maker)
            yield from reason_says(result, maker, state, concept, called)


def _hangs_for_all(result: Stability, state: int) -> bool:
    """Tell whether it hangs on unknown preferences by which concepts a state is stable for everybody."""
    if result.completions is None:
        return False
    return any(
        of[state] not in {Verdict.EVERY, Verdict.NONE} for of in result.completions.equilibria.values()
    )


def ahead_says(result: Stability, called: Mentions) -> Iterator[str]:
    """Yield where each of two stays who look some moves ahead."""
    for maker, looked in enumerate((result.looking_ahead or {}).values()):
        stays = np.flatnonzero(looked.stays).tolist()
        hangs = np.flatnonzero(looked.may_stay & ~looked.stays).tolist()
        moves = "one move" if result.horizon == 1 else f"{result.horizon} moves"
        whose = within(result.conflict.called[maker])
        more = f"; in {called.several(hangs)} that hangs on how ties are broken" if hangs else ""
        order = "" if result.completions is None else ", by one order that fits what is known"
        yield f"Looking {moves} ahead, {whose} would stay in {called.several(stays)}{more}{order}."


def one_move_each_says(result: Stability, called: Mentions) -> Iterator[str]:
    """Yield where programs that let each opponent move once in a sanction would tell otherwise."""
    found = result.one_move_each or ()
    by_state: dict[tuple[int, str, bool], list[str]] = {}
    for one in found[:MOST_APART]:
        verdict = (one.state, one.decision_maker, one.standard)
        by_state.setdefault(verdict, []).append(NOUN[Concept(one.concept)])
    listed = [
        f"{called(state)} would {'not ' if stable_here else ''}be stable for"
        f" {within(result.conflict.names.get(name, name))} by {joined(concepts)}"
        for (state, name, stable_here), concepts in by_state.items()
    ]
    if listed:
        rest = len(found) - MOST_APART
        more = f"; other verdicts would change too ({rest:,})" if rest > 0 else ""
        yield f"If each opponent moved only once in a sanction, as in GMCR+, {'; '.join(listed)}{more}."


def known_says(result: Stability) -> Iterator[str]:
    """Yield of whom only a part is known what they prefer, and how to read the rest."""
    if result.conflict.known:
        whose = joined(within(result.conflict.names.get(name, name)) for name in result.conflict.known)
        looking = ", looking some moves ahead" if result.looking_ahead else ""
        yield (
            f"What {whose} would prefer is known only in part. What is called stable is so whatever the rest"
            f" is; ways by improvements, coalitions{looking} and reasons are told for one order that fits"
            " what is known."
        )


def keeping_says(result: Stability) -> Iterator[str]:
    """Yield who would keep what is agreed, and of what package that is told."""
    if result.compliance is None:
        return
    about = result.package_is
    if not about and result.package is None:
        about = "everything that somebody could breach"
    if about:
        yield f"What follows is about {about}."
    yield from result.compliance.summary()


def hinges_say(result: Stability) -> Iterator[str]:
    """Yield which states are stable for everybody only if what is not known turns out in a certain way."""
    if result.completions is None:
        return
    from detente.stability.completions.said import completions_say

    numbers = [f"state {state + 1}" for state in range(result.model.states)]
    makers = [within(name) for name in result.conflict.called]
    for concept in (Concept.NASH, Concept.SEQ):
        found = completions_say(result.completions, concept, numbers, makers)
        if len(found) > 1:
            yield from found


def reason_says(
    result: Stability, maker: int, state: int, concept: Concept, called: Callable[[int], str]
) -> list[str]:
    """Return why a state is stable for a decision maker by a concept, or why it is not.

    Where that hangs on what is not known of preferences, that.

    ``called``: what states are called within a sentence.
    """
    if result.completions is not None:
        verdict = result.completions.stable[result.model.decision_makers[maker]][str(concept)][state]
        whether = f"Whether {called(state)} is {CONCEPT_SAYS[concept]} for"
        whose = within(result.conflict.called[maker])
        if verdict is Verdict.SOME:
            return [f"{whether} {whose} hangs on what is not known of preferences."]
        if verdict not in SETTLED:
            return [f"{whether} {whose} whatever is not known of preferences could not be told."]
    return _certificate_says(result, maker, state, concept, called)


def _certificate_says(
    result: Stability, maker: int, state: int, concept: Concept, called: Callable[[int], str]
) -> list[str]:
    """Return why a state is stable for a decision maker by a concept, or why it is not.

    ``called``: what states are called within a sentence.
    """
    from detente.stability.certificates.said import sentences as said

    conflict = result.conflict
    certificate = result.certificate(maker, state, concept)
    return said(result.model, certificate, called, lambda one: conflict.called[one])


def certificate_reasons(
    result: Stability, maker: int, state: int, concept: Concept, called: Callable[[int], str]
) -> list[str]:
    """Return the same without the verdict."""
    from detente.stability.certificates.said import reasons

    conflict = result.conflict
    certificate = result.certificate(maker, state, concept)
    return reasons(result.model, certificate, called, lambda one: conflict.called[one])


def equilibria_say(result: Stability, called: Mentions) -> Iterator[str]:
    """Yield which states are stable for everybody, by which concepts: those by most of them first."""
    count = sum(result.equilibria[str(concept)].astype(np.int8) for concept in Concept)
    pattern = sum(
        result.equilibria[str(concept)].astype(np.int8) << place for place, concept in enumerate(Concept)
    )
    if not np.any(count):
        whatever = " whatever is not known of preferences" if result.completions is not None else ""
        yield f"No state is stable for everybody{whatever}, by any concept."
        return
    groups = sorted(
        set(np.asarray(pattern)[np.asarray(count) > 0].tolist()), key=lambda one: (-one.bit_count(), one)
    )
    for group in groups:
        states = np.flatnonzero(pattern == group).tolist()
        by = [concept for place, concept in enumerate(Concept) if group >> place & 1]
        verb = "is" if len(states) == 1 else "are"
        yield f"Stable for everybody by {_by(by)} {verb} {called.several(states)}."


def ways_say(result: Stability, called: Mentions) -> Iterator[str]:
    """Yield to which equilibria improvements alone lead from today, and to which nothing does."""
    start, today = result.start, result.conflict.status_quo
    if start is None or today is None:
        return
    equilibria = result.concepts_of > 0
    attractive = [one for one in np.flatnonzero(start.attractive(equilibria)).tolist() if one != today]
    if attractive:
        nearest = result.nearest_first(attractive)[0]
        path = start.by_improvements.path_to(nearest) or ()
        which = "one other equilibrium" if len(attractive) == 1 else f"{len(attractive):,} other equilibria"
        nearness = "it" if len(attractive) == 1 else "the nearest of those by most concepts"
        steps = joined(
            f"{names_say(result.conflict, result.model.movers[step.mover])} to {called(step.target)}"
            for step in path
        )
        yield (
            f"From today improvements alone lead to {which}; {nearness} takes {steps_say(len(path))}:"
            f" {steps}."
        )
    else:
        yield "From today improvements alone lead to no other equilibrium."
    unreachable = np.flatnonzero(start.unreachable(equilibria)).tolist()
    if unreachable:
        yield f"No moves at all lead from today to {called.several(unreachable)}."


def coalitions_say(result: Stability, called: Mentions) -> Iterator[str]:
    """Yield which equilibria some leave together to the good of each of them, and which nobody would."""
    if isinstance(result.coalitions, str) or result.coalition_stable is None:
        return
    if len(result.model.decision_makers) == 1:
        return
    from detente.stability.coalitions.coalition_improvements import coalitions_of

    equilibria = result.concepts_of == max(1, int(result.concepts_of.max(initial=0)))
    upset = equilibria & ~result.coalition_stable
    lasting = np.flatnonzero(equilibria & result.coalition_stable).tolist()
    if lasting:
        every = len(lasting) == result.model.states > 1
        states = "any state" if every else called.several(lasting)
        yield f"No coalition improves, for each of its members, on {states}."
    for state in _today_first(result, np.flatnonzero(upset).tolist())[:MOST_UPSET]:
        for coalition in coalitions_of(len(result.model.decision_makers)):
            targets = result.coalitions.improvements(coalition).of(state)
            if len(targets):
                target = max(targets.tolist(), key=lambda one: (int(result.concepts_of[one]), -one))
                yield (
                    f"{capitalised(names_say(result.conflict, coalition))} together can go from"
                    f" {called(state)} to {called(target)}, which"
                    " each of them likes better."
                )
                break
    more = int(np.count_nonzero(upset)) - MOST_UPSET
    if more > 0:
        yield f"Coalitions improve on {'one more equilibrium' if more == 1 else f'{more:,} more equilibria'}."


def _today_first(result: Stability, states: list[int]) -> list[int]:
    return sorted(states, key=lambda one: one != result.conflict.status_quo)


def _by(concepts: list[Concept]) -> str:
    """Name some concepts, or those that are missing where these are fewer."""
    missing = [concept for concept in Concept if concept not in concepts]
    if not missing:
        return "every concept"
    if len(missing) == 1:
        return f"every concept but {NOUN[missing[0]]}"
    return f"{joined(NOUN[concept] for concept in concepts)} alone"
