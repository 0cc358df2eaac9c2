"""Does the argument hold: every claim of a case, in the nominal case and over draws."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from detente.claims.evaluate import World, arguments_of, calls, gaps, holds, truth
from detente.claims.exceptions import exceptions_of
from detente.claims.explained import Effort
from detente.claims.misuse import misuses, named_in, unpublished
from detente.claims.nothing_exists import nothing_exists
from detente.claims.over_draws import Judging
from detente.claims.registry import quantity
from detente.claims.result import ClaimResult, Claims
from detente.claims.run import Run
from detente.claims.searches import Searches
from detente.claims.sensitivity.first_order import effects_of
from detente.claims.study import Study, expression_of, variants_of, where
from detente.claims.too_large import TOO_LARGE, place_says, reason_of
from detente.claims.verdict import Verdict, verdict_of
from detente.outcomes.wilson import wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

    from detente.case.arguments import Claim
    from detente.case.case import Case
    from detente.case.language import Expression
    from detente.claims.explained import Explained
    from detente.claims.over_draws import OverDraws
    from detente.claims.run_folder import RunFolder

__all__ = ["Begun", "analyse", "begin"]


def analyse(  # noqa: PLR0913 - what may be asked of a study
    case: Case,
    *,
    claims: Sequence[Claim] | None = None,
    draws: int = 0,
    seed: int = 0,
    sufficient: bool = True,
    thorough: bool = False,
    executor: Executor | None = None,
    kept: RunFolder | None = None,
    progress: Callable[[str], None] | None = None,
) -> Claims:
    """Test every claim of a case, or those ``claims`` in their place.

    The verdict is in words over ``draws`` certain cases; without draws it only says whether the claim holds
    in the nominal case. ``sufficient`` asks for the smallest set of inputs that suffices for each verdict,
    and for the smallest change that flips it; where a claim turns on something slow, such as the chance of a
    roadmap of many blocks, the set is tried in few worlds and may not be found, unless ``thorough``, and what
    flips it is looked for only with draws, or ``thorough``. ``executor`` shares draws and the search for
    these among processes, where there is much to do, and changes nothing in what is found. A folder in which
    what is done is ``kept`` lets a run that was interrupted go on. ``progress`` is told in words what is
    being done.

    A claim without an expression, or one that uses a quantity that no analysis publishes, is not testable
    yet; nor is one that turns on something too large to be found, such as what can be signed in a variant
    with too many voices, and the reason is given. A claim that turns on a quantity without a value does not
    hold, and the reason is given, too.

    Raises ``CaseError`` where a claim's variant does not fit the case, or the folder belongs to another run,
    and ``ValueError`` for a negative number of draws.
    """
    begun = begin(
        case,
        claims=claims,
        draws=draws,
        seed=seed,
        sufficient=sufficient,
        thorough=thorough,
        executor=executor,
        kept=kept,
        progress=progress,
    )
    return begun.finish()


class Begun:
    """A test of claims over draws that is done, with searches under way for what the verdicts rest on."""

    def __init__(
        self,
        study: Study,
        claims: Sequence[Claim],
        over: OverDraws,
        searches: Searches,
        progress: Callable[[str], None],
    ) -> None:
        """Keep what was found over draws, and the searches that go on; ``claims`` are all that were given."""
        self._claims = claims
        self._study, self._over, self._searches, self._progress = study, over, searches, progress

    def finish(self) -> Claims:
        """Return the claims with their verdicts, once all that they rest on is found."""
        study, over, nominal = self._study, self._over, self._study.nominal()
        found = self._searches.finish(self._progress)
        results = tuple(
            _result(claim, study, nominal, over, found.get(claim.id))
            if claim.id in over.held
            else _untestable(claim, study.case, _why_not(claim, study.case))
            for claim in self._claims
        )
        return Claims(study.case, results, study.draws, study.seed)


def begin(  # noqa: PLR0913 - as above
    case: Case,
    *,
    claims: Sequence[Claim] | None = None,
    draws: int = 0,
    seed: int = 0,
    sufficient: bool = True,
    thorough: bool = False,
    executor: Executor | None = None,
    kept: RunFolder | None = None,
    progress: Callable[[str], None] | None = None,
) -> Begun:
    """Test claims over draws, and begin to search for what their verdicts rest on.

    With an ``executor`` the searches go on while something else is done. The arguments are those of
    ``analyse``.
    """
    say = progress or _silent
    asked = case.claims if claims is None else claims
    testable = [claim for claim in asked if not _why_not(claim, case)]
    study = Study(case, testable, draws, seed)
    searched = testable if sufficient else []
    if kept is not None:
        kept.take(Run.of(study, thorough=thorough))
    judging = Judging(study, executor, kept)
    effort = Effort.ALL if thorough else Effort.SOME if draws else Effort.LITTLE
    search = partial(Searches, study, executor=executor, effort=effort, kept=kept)
    # No draw goes against a verdict where there is none, so that others need not wait for the verdicts.
    searches = None if draws else search(searched, {one.id: () for one in searched})
    verdicts = _verdicts(study, searched)  # while others judge draws, or search
    over = judging.finish(say)
    if searches is None:
        searched = [one for one in searched if one.id in verdicts.keys() - over.too_large.keys()]
        searches = search(searched, {one.id: over.against(one, verdict=verdicts[one.id]) for one in searched})
    return Begun(study, asked, over, searches, say)


def _silent(_: str) -> None:
    """Say nothing."""


def _verdicts(study: Study, claims: Sequence[Claim]) -> dict[str, bool]:
    """Return what claims say in the nominal case, save those that turn on something too large."""
    found = {}
    for one in claims:
        with suppress(*TOO_LARGE):
            found[one.id] = study.verdict(one)
    return found


def _result(
    claim: Claim, study: Study, nominal: World, over: OverDraws, explained: Explained | None
) -> ClaimResult:
    """Return a claim with its verdict, or why it is too large to have one."""
    too_large = over.too_large.get(claim.id, "")
    if not too_large:
        try:
            return _tested(claim, study, nominal, over, explained)
        except TOO_LARGE as error:
            too_large = reason_of(error)
    why = f"{place_says(claim, nominal)}{too_large}"
    return replace(_untestable(claim, study.case, why), too_large=too_large)


def _tested(
    claim: Claim, study: Study, nominal: World, over: OverDraws, explained: Explained | None
) -> ClaimResult:
    expression, case = expression_of(claim), study.cases[variants_of(claim)[0]]
    held = over.held[claim.id]
    found = holds(expression, nominal, claim.variant)
    why = _why(expression, nominal, claim)
    if explained is not None and explained.why_not:
        why, explained = (*why, f"what this rests on cannot be found: {explained.why_not}"), None
    if explained is not None and explained.enough is None and study.slow(claim):
        why = (*why, "what this rests on takes long to find: ask for it with --thorough")
    # What is only enough does not refute a claim by failing.
    verdict_now = None if claim.enough_if and not found else found
    if not held:
        word = Verdict.HOLDS_NOMINALLY if found else Verdict.FAILS_NOMINALLY
        shown = word if verdict_now is not None else Verdict.NOT_TESTABLE
        return ClaimResult(claim, verdict_now, shown, None, None, why, explained, case)
    varying = study.varying(claim, len(held)) if len(set(held)) > 1 else {}
    return ClaimResult(
        claim,
        verdict_now,
        Verdict.NOT_TESTABLE if claim.enough_if and not all(held) else verdict_of(sum(held), len(held)),
        sum(held) / len(held),
        # Approximate: draws of a Latin hypercube are not independent, and usually better spread.
        wilson(sum(held), len(held)),
        why,
        explained,
        case,
        exceptions_of(held, varying, over.empty[claim.id]),
        effects_of(held, varying, study.seed),
        draws=len(held),
        undefined=over.undefined[claim.id],
    )


def _why(expression: Expression, world: World, claim: Claim) -> tuple[str, ...]:
    """Return the witness of each quantity, or the reason why it has no value."""
    said = dict.fromkeys(world.shown(call, claim.variant) for call in calls(expression))
    if truth(expression, world, claim.variant) is None:
        shown = "; ".join(said)
        said |= dict.fromkeys(gap for gap in gaps(expression, world, claim.variant) if gap not in shown)
        said["so the statement has no truth value, and does not hold"] = None
    said |= dict.fromkeys(nothing_exists(expression, world.certain, claim.variant))
    if claim.enough_if and not holds(expression, world, claim.variant):
        said[f"that is not enough, so the claim waits for {' and '.join(claim.waits_for)}"] = None
    elif claim.waits_for:
        said[f"the rest of the claim waits for {' and '.join(claim.waits_for)}"] = None
    return tuple(said)


def _untestable(claim: Claim, case: Case, why: str) -> ClaimResult:
    return ClaimResult(claim, None, Verdict.NOT_TESTABLE, None, None, (why,), None, case, tested=False)


def _why_not(claim: Claim, case: Case) -> str:
    """Say why a claim cannot be tested yet; an empty text if it can."""
    if claim.test is None:
        return f"waits for {' and '.join(claim.waits_for)}" if claim.waits_for else "has no test (holds_if)"
    expression = claim.test.meaning
    wrong = (*unpublished(expression, case), *misuses(expression, named_in(case)))
    return "; ".join(dict.fromkeys(map(str, wrong or _lacking(claim, case))))


def _lacking(claim: Claim, case: Case) -> Iterator[str]:
    """Say what is not there yet without which there is nothing to be tested."""
    for call in calls(expression_of(claim)):
        published = quantity(call.name)
        if published is not None and published.lacks is not None:
            name = where(call, claim)
            tested = case if name is None else case.with_variant(name)
            lacking = published.lacks(tested, *arguments_of(call))
            if lacking:
                yield lacking
