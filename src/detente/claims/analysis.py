"""Does the argument hold: every claim of a case, in the nominal case and over draws."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

from detente.case.uncertainty import inputs
from detente.claims.evaluate import World, arguments_of, calls, find_in_each, gaps, hold_in_each, holds, truth
from detente.claims.exceptions import exceptions_of
from detente.claims.free_worlds import FreeWorlds, is_free
from detente.claims.misuse import misuses, unpublished
from detente.claims.registry import quantity
from detente.claims.result import ClaimResult, Claims
from detente.claims.sufficient import Sufficient, minimal_sufficient, smallest_sufficient
from detente.claims.verdict import Verdict, verdict_of
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.published import UndefinedQuantityError
from detente.outcomes.sample import Sample
from detente.outcomes.wilson import wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.case.arguments import Claim
    from detente.case.case import Case
    from detente.case.language import Call, Expression
    from detente.case.uncertainty import CertainCase

__all__ = ["analyse"]

MOST_AGAINST = 20
"""Draws that go against a verdict which are tried in the search for what it rests on."""
MOST_FURTHER = 200
"""Draws that are tried there besides, where packages are few enough for so many."""
DEAR_DRAWS = 20
"""Draws in which a claim is tested that turns on something that takes long, such as a whole roadmap."""
PACKAGES_FURTHER = 200_000
"""Packages in all of these draws together."""
AT_ONCE = 32
"""Worlds that are judged together in the search for what a verdict rests on."""
WORLDS_SEED = 2010
"""Seed of the worlds in which sets of inputs are tried, whatever the seed of the draws may be."""


def analyse(  # noqa: PLR0913 - what may be asked of a study
    case: Case,
    *,
    draws: int = 0,
    seed: int = 0,
    sufficient: bool = True,
    thorough: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Claims:
    """Test every claim of a case.

    The verdict is in words over ``draws`` certain cases; without draws it only says whether the claim holds
    in the nominal case. ``sufficient`` asks for the smallest set of inputs that suffices for each verdict;
    where a claim turns on something slow, such as the chance of a roadmap of many blocks, only if
    ``thorough``, and then for a set of which nothing can be left out. ``progress`` is told in words what is
    being done.

    A claim without an expression, or one that uses a quantity that no analysis publishes, is not testable
    yet. A claim that turns on a quantity without a value does not hold, and the reason is given.

    Raises ``CaseError`` where a claim's variant does not fit the case, and ``ValueError`` for a negative
    number of draws.
    """
    testable = [claim for claim in case.claims if not _why_not(claim, case)]
    study = _Study(case, testable, draws, seed)
    held: dict[str, list[bool]] = {claim.id: [] for claim in testable}
    worlds = study.worlds()
    for claim in testable if draws else ():
        find_in_each(_expression(claim), worlds, study.samples, claim.variant)
    for done, world in enumerate(worlds, start=1):
        for claim in testable:
            if done <= DEAR_DRAWS or not _is_dear(claim):
                held[claim.id].append(holds(_expression(claim), world, claim.variant))
        if progress is not None:
            progress(f"draw {done} of {draws}")
    nominal, rests_on = study.nominal(), {}
    for claim in testable if sufficient else ():
        if thorough or not study.slow(claim):
            if progress is not None:
                progress(f"what {claim.id} rests on")
            rests_on[claim.id] = study.sufficient(claim, held[claim.id])
    results = tuple(
        _tested(claim, study, nominal, held[claim.id], rests_on.get(claim.id))
        if claim in testable
        else _untestable(claim, case)
        for claim in case.claims
    )
    return Claims(case, results, draws, seed)


class _Study:
    """The certain cases of a case and of the variants that its testable claims name."""

    def __init__(self, case: Case, claims: Sequence[Claim], draws: int, seed: int) -> None:
        named = {None}.union(*(_variants(claim) for claim in claims))
        self.cases: dict[str | None, Case] = {
            name: case if name is None else case.with_variant(name)
            for name in sorted(named, key=lambda name: name or "")
        }
        self.drawn: dict[str | None, list[CertainCase]] = {
            name: list(one.draw(draws, seed)) for name, one in self.cases.items()
        }

    @cached_property
    def room(self) -> int:
        """How many further draws are tried in the search for what a verdict rests on."""
        on_table = (negotiation_of(case.nominal) for case in self.cases.values())
        packages = max(
            math.prod(len(one.case.issues[issue].options) for issue in one.issues) for one in on_table
        )
        return min(MOST_FURTHER, PACKAGES_FURTHER // packages)

    @cached_property
    def further(self) -> dict[str | None, list[CertainCase]]:
        """Draws apart from those of the verdicts."""
        return {name: list(case.draw(self.room, WORLDS_SEED)) for name, case in self.cases.items()}

    def nominal(self) -> World:
        return World.of({name: case.nominal for name, case in self.cases.items()})

    def worlds(self) -> list[World]:
        """Return one world for each draw; an input that variants share has one value in all of them."""
        return [
            World.of(dict(zip(self.drawn, drawn, strict=True)))
            for drawn in zip(*self.drawn.values(), strict=True)
        ]

    @cached_property
    def samples(self) -> dict[str | None, Sample]:
        """The draws, which must not be none, of each case as one sample."""
        return {name: Sample.of(drawn) for name, drawn in self.drawn.items()}

    def sufficient(self, claim: Claim, held: Sequence[bool]) -> Sufficient:
        """Return a smallest set of inputs that suffices for what a claim says in the nominal case.

        ``held``: whether the claim holds in each draw.
        """
        expression = _expression(claim)
        verdict = holds(expression, self.nominal(), claim.variant)
        cases = {name: self.cases[name] for name in _variants(claim)}
        structural = tuple(
            dict.fromkeys(path for call in calls(expression) for path in self._paths(call, claim))
        )
        numbers = self.numbers(claim)
        numerical = tuple(
            dict.fromkeys(
                one.path
                for case in cases.values()
                for one in inputs(case)
                if is_free(one) and f"{one.path}.".startswith(numbers)
            )
        )
        # Where a draw goes against the verdict, what is said to suffice must explain it.
        against = [index for index, one in enumerate(held) if one != verdict][:MOST_AGAINST]
        drawn = [{name: self.drawn[name][index] for name in cases} for index in against]
        dear = _is_dear(claim)
        if not dear:
            drawn += [{name: self.further[name][index] for name in cases} for index in range(self.room)]
        free = FreeWorlds(cases, structural, numerical, WORLDS_SEED, drawn, few=dear)
        judged = free.memory(lambda samples: hold_in_each(expression, samples, claim.variant))
        search = minimal_sufficient if self.slow(claim) else smallest_sufficient
        return search(
            tuple(dict.fromkeys((*structural, *numerical))),
            free.count,
            lambda trials: [held_so != verdict for held_so in judged(trials)],
            AT_ONCE if _is_quick(claim) else 1,
            free.moved,
        )

    def numbers(self, claim: Claim) -> tuple[str, ...]:
        """Return where the numbers stand that a claim could turn on, as beginnings of paths."""
        found: dict[str, None] = {}
        for call in calls(_expression(claim)):
            published, certain = quantity(call.name), self.cases[_where(call, claim)].nominal
            if published is not None:
                found |= dict.fromkeys(f"{one}." for one in published.numbers(certain, *arguments_of(call)))
        return tuple(found)

    def slow(self, claim: Claim) -> bool:
        """Tell whether what a claim rests on takes so long to find that it is looked for only on request."""
        return any(
            published.slow(self.cases[_where(call, claim)].nominal, *arguments_of(call))
            for call in calls(_expression(claim))
            if (published := quantity(call.name)) is not None
        )

    def _paths(self, call: Call, claim: Claim) -> tuple[str, ...]:
        """Return the red lines, demands, floors and rules that a quantity could turn on."""
        published, certain = quantity(call.name), self.cases[_where(call, claim)].nominal
        try:
            return published.turns_on(certain, *arguments_of(call)) if published else ()
        except UndefinedQuantityError:
            return ()


def _is_dear(claim: Claim) -> bool:
    """Tell whether a claim turns on something for which only few draws are made."""
    used = (quantity(call.name) for call in calls(_expression(claim)))
    return any(one.dear for one in used if one is not None)


def _is_quick(claim: Claim) -> bool:
    """Tell whether a claim is judged in many worlds faster than in each alone."""
    used = (quantity(call.name) for call in calls(_expression(claim)))
    return any(one.over is not None for one in used if one is not None)


def _variants(claim: Claim) -> set[str | None]:
    """Return the variants in which a claim takes its quantities, None for the case itself."""
    return {_where(call, claim) for call in calls(_expression(claim))} or {claim.variant}


def _where(call: Call, claim: Claim) -> str | None:
    return dict(call.options).get("variant", claim.variant)


def _tested(
    claim: Claim, study: _Study, nominal: World, held: list[bool], enough: Sufficient | None
) -> ClaimResult:
    expression, case = _expression(claim), study.cases[min(_variants(claim), key=lambda name: name or "")]
    found = holds(expression, nominal, claim.variant)
    why = _why(expression, nominal, claim)
    if enough is None and study.slow(claim):
        why = (*why, "what this rests on takes minutes to find: ask for it with --thorough")
    # What is only enough does not refute a claim by failing.
    verdict_now = None if claim.enough_if and not found else found
    if not held:
        word = Verdict.HOLDS_NOMINALLY if found else Verdict.FAILS_NOMINALLY
        return ClaimResult(
            claim,
            verdict_now,
            word if verdict_now is not None else Verdict.NOT_TESTABLE,
            None,
            None,
            why,
            enough,
            case,
        )
    return ClaimResult(
        claim,
        verdict_now,
        Verdict.NOT_TESTABLE if claim.enough_if and not all(held) else verdict_of(sum(held), len(held)),
        sum(held) / len(held),
        # Approximate: draws of a Latin hypercube are not independent, and usually better spread.
        wilson(sum(held), len(held)),
        why,
        enough,
        case,
        exceptions_of(
            held,
            [study.drawn[name][: len(held)] for name in sorted(_variants(claim), key=str)],
            study.numbers(claim),
        ),
        draws=len(held),
    )


def _why(expression: Expression, world: World, claim: Claim) -> tuple[str, ...]:
    """Return the witness of each quantity, or the reason why it has no value."""
    said = dict.fromkeys(world.shown(call, claim.variant) for call in calls(expression))
    if truth(expression, world, claim.variant) is None:
        shown = "; ".join(said)
        said |= dict.fromkeys(gap for gap in gaps(expression, world, claim.variant) if gap not in shown)
        said["so the statement has no truth value, and does not hold"] = None
    if claim.enough_if and not holds(expression, world, claim.variant):
        said[f"that is not enough, so the claim waits for {' and '.join(claim.waits_for)}"] = None
    elif claim.waits_for:
        said[f"the rest of the claim waits for {' and '.join(claim.waits_for)}"] = None
    return tuple(said)


def _untestable(claim: Claim, case: Case) -> ClaimResult:
    return ClaimResult(
        claim, None, Verdict.NOT_TESTABLE, None, None, (_why_not(claim, case),), None, case, tested=False
    )


def _why_not(claim: Claim, case: Case) -> str:
    """Say why a claim cannot be tested yet; an empty text if it can."""
    if claim.test is None:
        return f"waits for {' and '.join(claim.waits_for)}" if claim.waits_for else "has no test (holds_if)"
    expression = claim.test.meaning
    wrong = (*unpublished(expression, case), *misuses(expression, {*case.parties, *case.blocs}, case.blocks))
    return "; ".join(map(str, wrong))


def _expression(claim: Claim) -> Expression:
    assert claim.test is not None
    return claim.test.meaning
