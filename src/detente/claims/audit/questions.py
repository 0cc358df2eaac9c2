"""The seven rules of sensitivity auditing, asked of a case and answered from what was found about its claims.

Source: A. Saltelli, Â. Guimarães Pereira, J. P. van der Sluijs and S. Funtowicz, "What do I make of your
latinorum? Sensitivity auditing of mathematical modelling", International Journal of Foresight and Innovation
Policy 9 (2013).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.grounds import evidence_for
from detente.case.naming import joined, within
from detente.case.places import line_of
from detente.case.uncertainty import inputs
from detente.claims.audit.given import NOTHING, inputs_of
from detente.claims.flips.said import change_says
from detente.claims.verdict import Verdict
from detente.outcomes.inputs_said import ground_says
from detente.outcomes.naming import holders_of, name_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from detente.case.case import Case
    from detente.claims.audit.diagnostic import Diagnosed
    from detente.claims.result import ClaimResult, Claims

__all__ = ["Answered", "answered"]

NEAREST = 3
"""Flips that are named as the nearest."""
NEAR = 0.25
"""A claim that flips within so much of a range hangs by a thread."""
_FAILING = {Verdict.RARELY, Verdict.NEVER, Verdict.FAILS_NOMINALLY}


@dataclass(frozen=True)
class Answered:
    """One rule, as a question to whoever made the case, with sentences that answer it.

    ``open``: whether something is left to be done about it.
    """

    rule: str
    asks: str
    says: tuple[str, ...]
    open: bool

    @property
    def stands(self) -> str:
        """Whether something is left to be done, as a sentence."""
        return "Something is left to be done." if self.open else "No gap was found."


def answered(claims: Claims, influential: Sequence[Diagnosed]) -> tuple[Answered, ...]:
    """Return the seven questions with their answers, in the order of the rules."""
    return (
        _rhetoric(claims),
        _assumptions(claims, influential),
        _garbage(claims.case),
        _sensitive(claims),
        _transparency(claims),
        _right_sums(claims),
        _whole_space(claims),
    )


def _rhetoric(claims: Claims) -> Answered:
    standing: dict[str, list[str]] = {"assumed": [], "derived": [], "structural": []}
    for one in claims.claims:
        if one.standing:
            standing[one.standing].append(one.claim.id)
    means = {
        "assumed": "the case says so itself, and running it adds nothing",
        "derived": "it takes several inputs together, from different places of the case",
        "structural": "it follows from who decides on what, or from the ranges as they are written",
    }
    said = [
        f"{_claims(len(ids))} {'is' if len(ids) == 1 else 'are'} {word} ({joined(ids)}): {means[word]}."
        for word, ids in standing.items()
        if ids
    ]
    unknown = [one.claim.id for one in claims.claims if one.tested and not one.standing]
    if unknown:
        said.append(f"Of {joined(unknown)} that was not looked for.")
    return Answered(
        "Check against a rhetorical use of models",
        "Does the model find the conclusion, or only dress it?",
        tuple(said) or ("No claim is tested.",),
        open=bool(standing["assumed"]) or bool(unknown) or not said,
    )


def _assumptions(claims: Claims, influential: Sequence[Diagnosed]) -> Answered:
    given = inputs_of(claims.case).given
    bases = Counter(one.basis for one in given)
    read = [one.claim.id for one in claims.claims if one.claim.read_as]
    said = [f"Of {_inputs(len(given))} given, {_counts(bases)}."]
    if read:
        said.append(f"Read in a way of the analyst’s own, as is said beside them: {joined(read)}.")
    weak = [one for one in influential if one.weak]
    if weak:
        worst = weak[0]
        said.append(
            f"{len(weak):,} inputs on which claims turn rest on judgement. Most claims turn on"
            f" {ground_says(worst.case, worst.input)}: {joined(worst.claims)}."
        )
    return Answered(
        "Hunt for assumptions",
        "What was assumed, and on what ground?",
        tuple(said),
        open=bool(bases[NOTHING] or weak),
    )


def _garbage(case: Case) -> Answered:
    each = [one for one in inputs(case) if line_of(case, one.path) is not None]
    certain = [one for one in each if one.certain]
    open_ = len(each) - len(certain)
    are = "is a range or rank order" if open_ == 1 else "are ranges or rank orders"
    said = [f"Of {_inputs(len(each))} with numbers, {open_:,} {are}, which draws vary."]
    if certain:
        kinds = Counter(one.path.split(".")[0] for one in certain)
        most = ", ".join(f"{number:,} under {section}" for section, number in kinds.most_common(3))
        said.append(f"The others are single values, {most}. Each should be one that is known.")
    return Answered(
        "Detect compressed uncertainty",
        "Are ranges as wide as what is not known?",
        tuple(said),
        open=bool(certain),
    )


def _sensitive(claims: Claims) -> Answered:
    flips = [
        (one.flips.singles[0].distance, one)
        for one in claims.claims
        if one.flips is not None and one.flips.singles
    ]
    flips.sort(key=lambda pair: pair[0])
    looked = [one for one in claims.claims if one.flips is not None]
    near = [one.claim.id for distance, one in flips if distance <= NEAR]
    said = [
        f"Of {_claims(len(looked))} for which it was looked for, {len(flips):,} flip with a single change."
    ]
    if near:
        said.append(f"A quarter of a range, or less, is enough for {joined(near)}.")
    said += [_nearest(one) for _, one in flips[:NEAREST]]
    later = [one.claim.id for one in claims.claims if one.tested and one.flips is None]
    if later:
        said.append(f"For {joined(later)} it was not looked for, as that takes long.")
    return Answered(
        "Find sensitive assumptions before others do",
        "What small change would turn a conclusion round?",
        tuple(said),
        open=bool(near or later),
    )


def _nearest(one: ClaimResult) -> str:
    assert one.flips is not None
    change = one.flips.singles[0].changes[0]
    return f"{one.claim.id} flips with {change_says(one.tested_in, change)}."


def _transparency(claims: Claims) -> Answered:
    case = claims.case
    drawn = f", over {claims.draws:,} draws from seed {claims.seed}" if claims.draws else ""
    given = inputs_of(case)
    without, sources = len(given.without_evidence), len(case.sources)
    sourced = sum(any(one.source for one in evidence_for(case, each.path)) for each in given.given)
    said = [f"Everything was computed from one case file{drawn}; whoever has it gets the same numbers."]
    said.append(f"It names {sources:,} {'source' if sources == 1 else 'sources'}.")
    named = {
        "a source": sourced,
        "a basis but no source": len(given.given) - without - sourced,
        "neither": without,
    }
    counts = joined(f"{number:,} with {words}" for words, number in named.items() if number)
    if counts:
        said.append(f"Of {_inputs(len(given.given))}: {counts}.")
    return Answered(
        "Aim for transparency",
        "Could somebody else do it again, and see where each number comes from?",
        tuple(said),
        open=sourced < len(given.given),
    )


def _right_sums(claims: Claims) -> Answered:
    case = claims.case
    failing = [one.claim.id for one in claims.claims if one.verdict in _FAILING and one.tested]
    untested = [one.claim.id for one in claims.claims if not one.tested or one.nominal is None]
    silent = [key for key in case.parties if not _has_voice(case, key)]
    said = ["No claim that was tested fails on these inputs: ask whether others were left out that would."]
    if failing:
        said = [f"On these inputs {joined(failing)} {'does' if len(failing) == 1 else 'do'} not hold."]
    if untested:
        said.append(f"Not tested, or only in part: {joined(untested)}.")
    if silent:
        names = joined(within(name_of(case, key)) for key in silent)
        said.append(f"Nobody says what these want, so that it is not in the sums: {names}.")
    return Answered(
        "Do the right sums",
        "Is it the right question, and whose interests are not counted?",
        tuple(said),
        open=bool(untested or silent or not failing),
    )


def _whole_space(claims: Claims) -> Answered:
    if not claims.draws:
        return Answered(
            "Explore the whole space of assumptions",
            "Was everything varied together, and not one thing at a time?",
            ("No draws were made: --draws 1000 varies all ranges and rank orders at once.",),
            open=True,
        )
    few = [one.claim.id for one in claims.claims if one.tested and one.draws < claims.draws]
    said = [
        f"All ranges and rank orders were varied at once, in {claims.draws:,} draws.",
        "Red lines, demands, floors and rules are not drawn, but tried without where a verdict is explained.",
    ]
    if few:
        fewest = min(one.draws for one in claims.claims if one.claim.id in few)
        said.append(f"In no more than {fewest:,} draws, as they turn on whole roadmaps: {joined(few)}.")
    return Answered(
        "Explore the whole space of assumptions",
        "Was everything varied together, and not one thing at a time?",
        tuple(said),
        open=bool(few),
    )


def _has_voice(case: Case, party: str) -> bool:
    """Tell whether a party says what it wants anywhere, or a group does to which it belongs."""
    of_blocs = (key for key, bloc in case.blocs.items() if party in bloc.members)
    of_camps = (key for key, camp in case.camps.items() if party in camp.members)
    voices = {party, *of_blocs, *of_camps}
    said: list[Collection[str]] = [issue.stances for issue in case.issues.values()]
    if case.conflict is not None:
        said.append(case.conflict.preferences)
    own = (holder for key, holder in holders_of(case).items() if key in voices)
    return any(not voices.isdisjoint(each) for each in said) or any(
        holder.red_lines or holder.worth for holder in own
    )


def _claims(number: int) -> str:
    return f"{number:,} {'claim' if number == 1 else 'claims'}"


def _inputs(number: int) -> str:
    return f"{number:,} {'input' if number == 1 else 'inputs'}"


def _counts(bases: Counter[str]) -> str:
    said = [
        f"{number:,} {'have no evidence' if basis == NOTHING else f'rest on {_on(basis)}'}"
        for basis, number in bases.most_common()
    ]
    return joined(said)


def _on(basis: str) -> str:
    return {"document": "documents", "expert": "experts"}.get(basis, basis)
