"""The four extensions, against their definitions, and against what holds in completions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from detente.stability.completions.extensions import Extension, stable_in_extension
from detente.stability.concepts import Concept
from detente.stability.examples import DILEMMA
from detente.stability.preferences.partial import complete_order
from tests.stability.completions.known import Partly, partly_known


def _signs(partly: Partly, maker: int, one: int, two: int) -> set[int]:
    """Return which ways a comparison can turn out: 1 where the first is better, -1 where it is worse."""
    pairs = [(of[maker][one], of[maker][two]) for of in partly.completions]
    return {(first > second) - (first < second) for first, second in pairs}


def _stable(partly: Partly, focal: int, state: int, concept: str, leaves: bool, deterred: bool) -> bool:  # noqa: PLR0913, PLR0917 - a question in full
    """``leaves``: also for what it cannot compare; ``deterred``: also by what it cannot compare."""

    def no_better(other: int) -> bool:
        signs = _signs(partly, focal, other, state)
        return signs != {1} if deterred else 1 not in signs

    def ends(other: int) -> bool:
        further = partly.moves[focal][other] if concept == "smr" else set()
        return all(map(no_better, {other, *further}))

    def reached(start: int) -> set[int]:
        seen: set[tuple[int, int]] = set()
        waiting = [(start, -1)]
        for at, last in waiting:
            for mover, of in enumerate(partly.moves):
                for to in of[at] if mover not in {focal, last} else ():
                    counts = concept != "seq" or 1 in _signs(partly, mover, to, at)
                    if counts and (to, mover) not in seen:
                        seen.add((to, mover))
                        waiting.append((to, mover))
        return {one for one, _ in seen}

    def improves(other: int) -> bool:
        signs = _signs(partly, focal, other, state)
        return 1 in signs if leaves else signs == {1}

    leaving = [one for one in partly.moves[focal][state] if improves(one)]
    return not leaving if concept == "nash" else all(any(map(ends, reached(one))) for one in leaving)


@given(partly_known())
@settings(max_examples=40)
def test_extensions_are_those_of_their_definitions(partly: Partly) -> None:
    found = partly.found()
    for extension in Extension:
        leaves, deterred = str(extension) in {"a", "c"}, str(extension) in {"c", "d"}
        for concept in (Concept.NASH, Concept.GMR, Concept.SMR, Concept.SEQ):
            for focal in range(len(partly.moves)):
                says = stable_in_extension(found.model, found.known, focal, concept, extension).tolist()
                assert says == [
                    _stable(partly, focal, state, str(concept), leaves, deterred)
                    for state in range(partly.states)
                ]


@given(partly_known())
@settings(max_examples=40)
def test_the_first_is_stability_under_every_completion_and_the_last_under_some(partly: Partly) -> None:
    found = partly.found()
    for concept in (Concept.NASH, Concept.GMR, Concept.SMR):
        for focal, of in enumerate(found.stable.values()):
            words = list(map(str, of[str(concept)]))
            first, last = (
                stable_in_extension(found.model, found.known, focal, concept, one)
                for one in (Extension.A, Extension.D)
            )
            assert first.tolist() == [word == "every" for word in words]
            assert last.tolist() == [word != "none" for word in words]


def test_a_concept_that_the_paper_does_not_extend_is_refused() -> None:
    known = [complete_order(ranks) for ranks in DILEMMA.ranks]
    with pytest.raises(ValueError, match="the four extensions are of nash, gmr, smr and seq"):
        stable_in_extension(DILEMMA, known, 0, Concept.SSEQ, Extension.A)
