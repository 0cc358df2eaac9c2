"""Claims as readers meet them: the verdict in words first, then why, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.case.places import line_of
from detente.claims.audit.pedigree import basis_said
from detente.claims.sentences import FLIPS_LATER, maybe_fewer_says, shown_says
from detente.claims.verdict import Verdict
from detente.outcomes.inputs_said import ground_says
from detente.outcomes.naming import name_of
from detente.report.draws_said import across_says
from detente.report.evidence import references_of
from detente.report.honesty_figures import tornado_figure
from detente.report.naming import percents
from detente.report.sections import sections_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.case.case import Case
    from detente.claims.result import ClaimResult
    from detente.report.evidence import Reference
    from detente.report.pictures import Picture

__all__ = ["ClaimSaid", "Ground", "claim_said", "flipping", "tone_of"]

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
    "assumed": "Assumed: the case says so itself. With this one input as it is in the nominal case, {claim}"
    " in {worlds}, whatever the others were:",
    "assumed together": "Assumed: the case says so itself, in one place. With these inputs as they are in the"
    " nominal case, {claim} in {worlds}, whatever the others were:",
    "derived": "Derived from several inputs. With these as they are in the nominal case, {claim} in"
    " {worlds}, whatever the others were:",
    "structural": "No red line, demand, floor, rule or rank order decides it, nor where numbers lie in their"
    " ranges: {claim} in {worlds}, with any of them dropped, with other rank orders, and with"
    " numbers anywhere in their ranges. It rests on {written}.",
}


MOST_FLIPPING = 3
"""Claims that the summary names as those that flip soonest."""


@dataclass(frozen=True)
class Ground:
    """One input that a verdict rests on, in words, with what it rests on itself and its line in the file."""

    says: str
    basis: str
    line: int | None


@dataclass(frozen=True)
class ClaimSaid:
    """One claim in words.

    ``tone`` is one of holds, fails, mixed, waits; ``answered``: whether any of it could be tested.
    ``nominal`` says whether it holds in the nominal case, which is what ``why`` and ``standing`` are about:
    its witnesses, and whether that is assumed or derived, and from what. ``too_large`` says why it turns on
    what is too large to be found, and is empty elsewhere. ``detail`` gives share and interval over draws,
    empty without draws; ``read_as`` is how the case says that the test reads the claim, empty where it does
    not; ``stands`` gives where it stands in a source; ``fewer`` says why they are fewer than those of other
    claims; ``about`` gives what it concerns, with the place on the page, and ``tests`` the sections that
    speak of what it is tested by. ``share`` and ``interval`` are None without draws. ``flip_says`` is the
    least change that turns the verdict, at a distance of ``flips_at`` in units of the ranges;
    ``decided_says`` what decides it across the ranges. Both texts are empty where that is not known.
    ``tornado`` shows how far single inputs move what it compares, where any of them turns it.
    """

    id: str
    says: str
    origin: str
    tone: str
    verdict: str
    answered: bool
    where: str
    fewer: str
    nominal: str
    why: tuple[str, ...]
    exception: str
    standing: str
    grounds: tuple[Ground, ...]
    tried: str
    illustrative: bool
    detail: str
    test: str
    read_as: str
    stands: tuple[Reference, ...]
    variant: str
    waits_for: tuple[str, ...]
    too_large: str
    about: tuple[tuple[str, str], ...]
    tests: tuple[str, ...] = ()
    share: float | None = None
    interval: tuple[float, float] | None = None
    flip_says: str = ""
    flips_at: float | None = None
    decided_says: str = ""
    tornado: Picture | None = None


def tone_of(verdict: Verdict) -> str:
    """Return how a verdict is coloured; its words always stand beside the colour."""
    return _TONES[verdict]


def claim_said(
    case: Case, one: ClaimResult, draws: int, variants: Mapping[str, Case] | None = None
) -> ClaimSaid:
    """Return a claim in words, with the names of the case.

    ``variants``: the variants of the case that have been read already, by name.
    """
    claim = one.claim
    known = _tested_in(case, claim.variant, variants or {})
    answered = one.tested
    grounds = _grounds(case, known, one)
    alike = one.standing == "assumed" and len(grounds) > 1
    return ClaimSaid(
        id=claim.id,
        says=claim.says,
        origin="the paper’s claim" if str(claim.origin) == "paper" else "added by the analyst",
        tone=tone_of(one.verdict),
        verdict=_words(one),
        answered=answered,
        where=_where(one.draws, draws) if answered else "",
        fewer=_fewer(one.draws, draws) if answered else "",
        nominal=_nominal(one) if answered else "",
        why=_parts(one.witnesses) if answered else (),
        exception=f"{capitalised(one.exception)}." if one.exception else "",
        standing=_STANDING.get(f"{one.standing} together" if alike else one.standing, "").format(
            claim=f"the claim {'holds' if one.nominal else 'fails'}",
            worlds="" if one.sufficient is None else one.sufficient.where,
            written=one.written,
        ),
        grounds=grounds,
        illustrative=bool(grounds) and all(ground.basis == "judgement" for ground in grounds),
        tried=_tried(one),
        detail=_detail(one, draws),
        test="" if claim.test is None else " ".join(claim.test.text.split()),
        read_as=f"{(claim.read_as or '').rstrip('.')}." if claim.read_as else "",
        stands=tuple(one for one in references_of(case, f"claims.{claim.id}") if one.source),
        variant=claim.variant or "",
        waits_for=_waits_for(one),
        too_large=f"{capitalised(one.why)}." if one.too_large else "",
        about=tuple(_place(case, key) for key in claim.about),
        tests=sections_of(claim),
        share=one.share,
        interval=one.interval,
        flip_says=_flips(one),
        flips_at=None if one.flips is None or one.flips.least is None else float(one.flips.least.distance),
        decided_says=f"{capitalised(one.decided_says)}." if one.decided_says else "",
        tornado=tornado_figure(one),
    )


def flipping(claims: Sequence[ClaimSaid]) -> list[ClaimSaid]:
    """Return the few claims that the smallest changes flip, the first of them first."""
    found = [one for one in claims if one.flips_at is not None]
    return sorted(found, key=lambda one: one.flips_at or 0.0)[:MOST_FLIPPING]


def _flips(one: ClaimResult) -> str:
    """Say what would flip a verdict, or that it takes long to find; nothing where nobody asked."""
    if one.flip_says:
        return f"{capitalised(one.flip_says)}."
    return f"{FLIPS_LATER}." if one.explained is not None else ""


def _words(one: ClaimResult) -> str:
    """Return the verdict; where part of a claim still waits, failing is not the last word."""
    if one.tested and one.nominal is None:
        return "Not shown so far"
    so_far = " so far" if claim_waits(one) and tone_of(one.verdict) == "fails" else ""
    return f"{WORDS[one.verdict]}{so_far}"


def _place(case: Case, key: str) -> tuple[str, str]:
    """Return a building block by its id, or an issue by its name, with its place on the page."""
    if any(block.id == key for rung in case.ladder for block in rung.steps):
        return key, f"block-{key}"
    return name_of(case, key), f"issue-{key}"


def _waits_for(one: ClaimResult) -> tuple[str, ...]:
    """Return what a claim, or the rest of it, waits for, or why else it cannot be tested."""
    if one.too_large or not (one.tested or one.claim.waits_for):
        return ("a test (holds_if) in the case file" if one.claim.test is None else one.why,)
    return tuple(one.claim.waits_for)


def claim_waits(one: ClaimResult) -> bool:
    """Tell whether a claim that is tested still waits for an analysis to test the rest of it."""
    return one.tested and bool(one.claim.waits_for)


def _where(tested: int, draws: int) -> str:
    """Say over how many draws a claim is tested, out of those of the page."""
    if not draws:
        return "in the nominal case"
    return f"across {across_says(tested, draws)}"


def _fewer(tested: int, draws: int) -> str:
    """Say why a claim is tested in fewer draws than the page has; nothing where it is not."""
    if tested >= draws:
        return ""
    return f"Exact roadmaps take long, so this claim is tested in {across_says(tested, draws)} only."


def _nominal(one: ClaimResult) -> str:
    """Return whether a claim holds in the nominal case, to be read after its name."""
    if one.nominal is None:
        return "is not shown"
    return "holds" if one.nominal else "does not hold"


def _parts(why: tuple[str, ...]) -> tuple[str, ...]:
    """Return the witnesses as sentences."""
    return tuple(capitalised(part).rstrip(".") + "." for part in why)


def _tested_in(case: Case, variant: str | None, variants: Mapping[str, Case]) -> Case:
    """Return the case in which a claim is tested."""
    if variant is None or variant == case.variant:
        return case
    return variants[variant] if variant in variants else case.with_variant(variant)


def _grounds(case: Case, tested: Case, one: ClaimResult) -> tuple[Ground, ...]:
    """Say what a verdict rests on, where the case writes it, or else the variant in which it is tested."""
    if one.sufficient is None:
        return ()
    found = []
    for path in one.sufficient.inputs:
        known = case if line_of(case, path) is not None else tested
        says, basis = capitalised(ground_says(known, path)), basis_said(case, path, tested)
        found.append(Ground(says, basis, line_of(known, path)))
    return tuple(found)


def _tried(one: ClaimResult) -> str:
    if one.sufficient is None:
        return ""
    size = "no smaller set suffices"
    if not one.sufficient.smallest:
        size = maybe_fewer_says(one.sufficient)
    if not one.sufficient.inputs:
        size = "none has to be as the case says"
    shown = shown_says(one.sufficient, ", in which everything else was free")
    instead = f" In its place this alone does too: {'; '.join(one.instead)}." if one.instead else ""
    return f"{capitalised(shown)}; {size}.{instead}"


def _detail(one: ClaimResult, drawn: int) -> str:
    if one.share is None or one.interval is None:
        return ""
    draws = one.draws
    share, low, high = percents((one.share, *one.interval))
    why = "" if draws < drawn else ", as the draws form a Latin hypercube"
    undefined = f" {capitalised(one.undefined_says)}." if one.undefined else ""
    return (
        f"It holds in {share} of {draws:,} draws (95% interval {low} to {high}, approximate{why}).{undefined}"
        " This counts draws over the ranges that the analyst gave. It is no probability of the world."
    )
