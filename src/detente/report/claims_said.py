"""Claims as readers meet them: the verdict in words first, then why, and what it rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.claims.verdict import Verdict
from detente.report.evidence import basis_of
from detente.report.inputs_said import input_says
from detente.report.named_text import in_names
from detente.report.naming import capitalised
from detente.report.places import line_of

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.claims.result import ClaimResult

__all__ = ["ClaimSaid", "Ground", "claim_said", "tone_of"]

WORDS = {
    Verdict.ALWAYS: "Always holds",
    Verdict.MOSTLY: "Mostly holds",
    Verdict.UNDECIDED: "Undecided",
    Verdict.RARELY: "Rarely holds",
    Verdict.NEVER: "Never holds",
    Verdict.HOLDS_NOMINALLY: "Holds",
    Verdict.FAILS_NOMINALLY: "Does not hold",
    Verdict.NOT_TESTABLE: "Not testable yet",
}
_TONES = {
    Verdict.ALWAYS: "holds",
    Verdict.MOSTLY: "holds",
    Verdict.HOLDS_NOMINALLY: "holds",
    Verdict.UNDECIDED: "mixed",
    Verdict.RARELY: "fails",
    Verdict.NEVER: "fails",
    Verdict.FAILS_NOMINALLY: "fails",
    Verdict.NOT_TESTABLE: "waits",
}
_STANDING = {
    "assumed": "Assumed: the case says so itself. With this one input as written, the verdict is the same"
    " whatever the others are:",
    "derived": "Derived from several inputs. With these as written, the verdict is the same whatever the others are:",
    "structural": "It follows from who decides and which options there are. The verdict is the same whatever"
    " the red lines, demands and numbers of the case are.",
}
_EXCEPTION = re.compile(r"fails where (\S+) is (above|below) (\S+) \(right in (\S+) of the draws\)")


@dataclass(frozen=True)
class Ground:
    """One input that a verdict rests on, in words, with what it rests on itself and its line in the file."""

    says: str
    basis: str
    line: int | None


@dataclass(frozen=True)
class ClaimSaid:
    """One claim in words.

    ``tone`` is one of holds, fails, mixed, waits. ``detail`` gives share and interval over draws, empty
    without draws; ``standing`` says whether the verdict is assumed or derived, and from what.
    """

    id: str
    says: str
    origin: str
    tone: str
    verdict: str
    where: str
    why: tuple[str, ...]
    exception: str
    standing: str
    grounds: tuple[Ground, ...]
    tried: str
    illustrative: bool
    detail: str
    test: str
    variant: str
    waits_for: tuple[str, ...]
    about: tuple[str, ...]


def tone_of(verdict: Verdict) -> str:
    """Return how a verdict is coloured; its words always stand beside the colour."""
    return _TONES[verdict]


def claim_said(case: Case, one: ClaimResult, draws: int) -> ClaimSaid:
    """Return a claim in words, with the names of the case."""
    claim = one.claim
    known = case.with_variant(claim.variant) if claim.variant else case
    answered = one.nominal is not None
    grounds = _grounds(case, one)
    return ClaimSaid(
        id=claim.id,
        says=claim.says,
        origin="the paper’s claim" if str(claim.origin) == "paper" else "added by the analyst",
        tone=tone_of(one.verdict),
        verdict=WORDS[one.verdict],
        where=_where(draws) if answered else "",
        why=_parts(case, one.why) if answered else (),
        exception=_exception(known, one.except_),
        standing=_STANDING.get(one.standing, ""),
        grounds=grounds,
        illustrative=bool(grounds) and all(ground.basis == "judgement" for ground in grounds),
        tried=_tried(one),
        detail=_detail(one, draws),
        test="" if claim.holds_if is None else " ".join(claim.holds_if.text.split()),
        variant=claim.variant or "",
        waits_for=tuple(claim.waits_for) or ((one.why,) if not answered else ()),
        about=tuple(claim.about),
    )


def _where(draws: int) -> str:
    return f"across {draws:,} draws" if draws else "in the nominal case"


def _parts(case: Case, why: str) -> tuple[str, ...]:
    """Split the witnesses into sentences, and put names in place of short names."""
    parts = why.replace("; no harm in values", ": no harm in values").split("; ")
    return tuple(capitalised(in_names(case, part)).rstrip(".") + "." for part in parts if part)


def _exception(case: Case, except_: str) -> str:
    found = _EXCEPTION.fullmatch(except_)
    if found is None:
        return except_
    path, side, cut, share = found.groups()
    return f"It fails where {input_says(case, path)} is {side} {cut}; that is right in {share} of the draws."


def _grounds(case: Case, one: ClaimResult) -> tuple[Ground, ...]:
    if one.sufficient is None:
        return ()
    found = []
    for path in one.sufficient.inputs:
        known = _case_of(case, one, path)
        basis = basis_of(known, path)
        says = capitalised(input_says(known, path))
        found.append(Ground(says, str(basis or known.defaults.basis), line_of(known, path)))
    return tuple(found)


def _case_of(case: Case, one: ClaimResult, path: str) -> Case:
    """Return the case, or the variant in which a claim is tested, that writes an input."""
    if one.claim.variant is None or line_of(case, path) is not None:
        return case
    return case.with_variant(one.claim.variant)


def _tried(one: ClaimResult) -> str:
    if one.sufficient is None:
        return ""
    size = "no smaller set suffices" if one.sufficient.smallest else "none of them can be left out"
    if not one.sufficient.inputs:
        size = "no input is needed"
    return f"Tried in {one.sufficient.worlds} worlds in which everything else was free; {size}."


def _detail(one: ClaimResult, draws: int) -> str:
    if one.share is None or one.interval is None:
        return ""
    low, high = one.interval
    return (
        f"It holds in {one.share:.1%} of {draws:,} draws (95 % interval {low:.1%} to {high:.1%}, approximate, as the"
        " draws form a Latin hypercube). This counts draws over the ranges that the analyst gave. It is no"
        " probability of the world."
    )
