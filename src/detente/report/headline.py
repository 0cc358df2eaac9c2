"""What a reader must know first: whether something can be signed, and how far the argument holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.case.arguments import Basis
from detente.case.naming import capitalised, joined, spaced, together, within
from detente.claims.audit.given import NOTHING
from detente.outcomes.counts_said import counted, roughly
from detente.outcomes.naming import name_of
from detente.report.claims_said import tone_of
from detente.report.cohesion_in_short import splits_in_short
from detente.report.draws_said import in_draws
from detente.report.institutions_in_short import blocks_in_short
from detente.report.naming import percent
from detente.report.stability_in_short import lasting_says, today_says
from detente.report.verification_in_short import in_short_says
from detente.roadmap.parts import holds_today, order_of
from detente.roadmap.problem_of import period_at
from detente.roadmap.sentences import chance_says
from detente.threats.said import block_called, number_says, threat_called, unit_of

if TYPE_CHECKING:
    from detente.bargaining.ensemble import Ensemble
    from detente.claims.audit.given import Inputs
    from detente.report.report import Report
    from detente.roadmap.result import Roadmap
    from detente.threats.result import Threats

__all__ = ["Finding", "findings", "first_line", "in_short", "over_draws", "tally", "verdict"]

JUDGEMENT = str(Basis.JUDGEMENT)
TONES = ("holds", "mixed", "fails", "waits")


@dataclass(frozen=True)
class Finding:
    """One of the first things to know, with the section that says more."""

    title: str
    says: str
    more: str
    link: str


def first_line(report: Report) -> str:
    """Return the one line on top: on what can be signed, or where nothing is on the table on what lasts."""
    if report.stability is not None and not report.bargaining.negotiation.issues:
        return today_says(report.stability)
    return verdict(report)


def verdict(report: Report) -> str:
    """Return in one line what can be signed."""
    zone, negotiation = report.bargaining.zone, report.bargaining.negotiation
    if not negotiation.issues:
        return "Nothing is on the table."
    if not zone.feasible.value and zone.feasible.exact:
        return "No package can exist: the rules contradict each other."
    if not zone.signable.value and zone.signable.exact:
        words = "packages that can exist, none is open to all who must sign."
        return f"Nothing can be signed: of {zone.feasible} {words}"
    verb = "can" if zone.signable.exact else "may"
    packages = "packages" if zone.feasible.value != 1 else "package"
    return f"Something {verb} be signed: {zone.signable} of {zone.feasible} {packages} that can exist."


def in_short(ensemble: Ensemble | None) -> str:
    """Return in a few words how often something can be signed over draws; nothing without draws."""
    if ensemble is None:
        return ""
    signed = sum(count > 0 for count in ensemble.counts)
    return f"Something can be signed {in_draws(signed, ensemble.draws)}."


def over_draws(ensemble: Ensemble | None) -> str:
    """Return how far the number of signable packages varies over draws; nothing without draws."""
    if ensemble is None:
        return ""
    if len(set(ensemble.counts)) == 1:
        return f"Over {counted(ensemble.draws, 'draw')}, the number of signable packages is always the same."
    low, middle, high = (
        int(value) for value in np.quantile(ensemble.counts, [0.05, 0.5, 0.95], method="nearest")
    )
    share = ensemble.share_signable
    where = "every one" if share == 1 else "none" if share == 0 else percent(share)
    return (
        f"Over {counted(ensemble.draws, 'draw')} of all that is uncertain, something is signable in {where};"
        f" the number of packages lies between {roughly(low)} and {roughly(high)} in nine draws of ten,"
        f" around {roughly(middle)}."
    )


def tally(report: Report) -> dict[str, int]:
    """Return how many claims have each tone, in the order in which they are shown."""
    tones = [tone_of(one.verdict) for one in report.claims.claims]
    return {tone: tones.count(tone) for tone in TONES}


def findings(report: Report, inputs: Inputs) -> list[Finding]:
    """Return the first things to know, in the order of the page; what a case does not have is left out."""
    found = []
    if report.claims.claims:
        found.append(Finding("The argument", _argued(report), _waiting(report), "claims"))
    if report.bargaining.negotiation.issues:
        found.append(_signing(report))
    if report.stability is not None or report.compliance is not None:
        found.append(
            Finding("Would they keep it", *lasting_says(report.stability, report.compliance), "stability")
        )
    split = splits_in_short(report.cohesion, report.cohesion_in)
    if split is not None:
        found.append(Finding("Would it split an alliance", *split, "cohesion"))
    blocking = blocks_in_short(report.institutions)
    if blocking is not None:
        found.append(Finding("Who can block", *blocking, "institutions"))
    if report.verification.regimes:
        found.append(Finding("Could they verify it", *in_short_says(report.verification), "verification"))
    if report.threats is not None and not report.threats.illustrative and report.threats.shared:
        found.append(Finding("What they fear together", *_feared(report.threats), "threats"))
    if report.roadmap is not None:
        found.append(Finding("In which order", *_road(report.roadmap), "roadmap"))
    if report.variants:
        found.append(Finding("What would change it", *_varied(report), "collisions"))
    found.append(Finding("What it rests on", *_grounded(inputs, str(report.case.defaults.basis)), "ground"))
    return found


def _signing(report: Report) -> Finding:
    case, negotiation = report.case, report.bargaining.negotiation
    table = (
        f"{counted(len(negotiation.issues), 'issue')} on the table;"
        f" {together(within(name_of(case, key)) for key in negotiation.signatories)} must sign."
    )
    says = f"{_signed(report)} {in_short(report.ensemble)}".strip()
    return Finding("What could be signed", says, table, "zone")


def _feared(found: Threats) -> tuple[str, str]:
    """Return what all sides still expect most of, and what would lessen most of it."""
    threat, value = max(found.shared.items(), key=lambda one: one[1])
    unit = unit_of(found, "impact")
    says = (
        f"Of what every side fears, most harm is expected of {threat_called(found, threat)}: even the side"
        f" that fears it least expects {number_says(value)}, in {unit}."
    )
    if not found.agenda:
        return says, "No building block lessens what all of them fear."
    best = found.agenda[0]
    return (
        says,
        f"“{block_called(found, best.block)}” would lessen most, {number_says(best.worth)} of it all.",
    )


def _signed(report: Report) -> str:
    zone = report.bargaining.zone
    if not zone.signable.value or zone.share is None:
        return "No package is open to all who must sign."
    if zone.feasible.exact and zone.feasible.value == 1:
        return "The only package that can exist can be signed."
    front = len(report.bargaining.frontier)
    on = f"{counted(front, 'value')} {'is' if front == 1 else 'are'} on the frontier"
    best = f"{on}, where no signatory can gain without another losing." if front else ""
    share = f" ({percent(float(zone.share))})" if zone.signable.exact or zone.signable.draws else ""
    packages = "package" if zone.signable.value == 1 else "packages"
    return f"{capitalised(str(zone.signable))} {packages}{share} can be signed. {best}"


def _argued(report: Report) -> str:
    counts = tally(report)
    answered = sum(counts.values()) - counts["waits"]
    words = {"holds": "hold", "mixed": "are undecided", "fails": "do not hold"}
    single = {"holds": "holds", "mixed": "is undecided", "fails": "does not hold"}
    said = [
        f"{count} {(single if count == 1 else words)[tone]}"
        for tone, count in counts.items()
        if count and tone in words
    ]
    total = counted(len(report.claims.claims), "claim")
    if not said:
        return f"None of {total} can be tested yet."
    if answered == len(report.claims.claims) > 1:
        every = "Both claims" if answered == 2 else f"All {total}"  # noqa: PLR2004 - two are both
        return f"{every} can be tested now: {joined(said)}."
    return f"Of {total}, {answered} can be tested now: {joined(said)}."


def _waiting(report: Report) -> str:
    waits = tally(report)["waits"]
    if not waits:
        return "None is left untested."
    untested = [one for one in report.claims.claims if not one.tested]
    if all(one.claim.waits_for and not one.too_large for one in untested):
        return f"{waits} {'waits' if waits == 1 else 'wait'} for analyses that are still to come."
    return f"{waits} cannot be tested yet."


def _road(result: Roadmap) -> tuple[str, str]:
    """Say the chance of the goal, how exact it is, and how many blocks can start today."""
    free = sum(not barriers for barriers in result.barriers)
    blocks = counted(len(result.problem.blocks), "building block")
    more = f"{free} of {blocks} can start today{_starting(result)}."
    if holds_today(result):
        return "The goal holds today already.", more
    until = period_at(result.case, result.problem.periods - 1)
    chance, order = chance_says(result.probability), order_of(result)
    if result.exactness != "exact":
        return f"By an estimate, the goal is reached by the end of {until} with {chance} (heuristic).", more
    if not result.probability:
        return f"The goal cannot be reached by the end of {until} (exact).{_chances(result)}", more
    found = "" if order is None or order.exact else " found"
    fixed = "" if order is None else f"The best fixed order{found} reaches {chance_says(order.probability)}. "
    best = f"At best, the goal is reached by the end of {until} with a chance of {chance} (exact)."
    return f"{best}{_chances(result)}", f"{fixed}{more}"


def _chances(result: Roadmap) -> str:
    """Say in how many draws there is no chance, and what the chance is at most; nothing without draws."""
    if result.across is None:
        return ""
    across, none = result.across, sum(chance == 0 for chance in result.across.chances)
    out = f"Out of reach {in_draws(none, across.draws, across.of)}"
    return f" {out}, and at most {chance_says(max(across.chances))}."


def _starting(result: Roadmap) -> str:
    """Say of how many blocks that is so in every draw; nothing without draws."""
    if result.across is None:
        return ""
    across = result.across
    sure = sum(across.today[block.key] == across.draws for block in result.problem.blocks)
    return f" in the nominal case, {sure} {in_draws(across.draws, across.draws, across.of)}"


def _varied(report: Report) -> tuple[str, str]:
    variants, over = report.variants, _varied_over_draws(report)
    empty = [one for one in variants if one.collision is not None]
    if not empty:
        every = "its variant" if len(variants) == 1 else "every variant"
        return f"Something can be signed in {every} too. {over}".strip(), ""
    first = empty[0]
    of = "its variant" if len(variants) == 1 else f"{len(empty)} of {len(variants)} variants"
    says = f"In {of} nothing can be signed. {over}".strip()
    openings = first.collision.openings if first.collision is not None else ()
    if not openings:
        return says, f"In “{spaced(first.name)}” no demand that is dropped would be enough."
    count = len(openings[0].concession.drop)
    holders = together(
        dict.fromkeys(within(name_of(first.case, one.holder)) for one in openings[0].concession.drop)
    )
    return (
        says,
        f"In “{spaced(first.name)}” the least to drop is {counted(count, 'demand')}, held by {holders}.",
    )


def _varied_over_draws(report: Report) -> str:
    """Say of how many variants draws say something else, and name the one of which they most often do."""
    across = report.variants_across
    if across is None:
        return ""
    known = [one for one in report.variants if one.name in across.signable]
    against = {
        one.name: across.signable[one.name]
        if one.collision is not None
        else across.draws - across.signable[one.name]
        for one in known
    }
    differing = [one for one in known if against[one.name]]
    if not differing:
        which = "Every variant" if known[1:] else "It"
        return f"{which} gives the same answer {in_draws(across.draws, across.draws, report.draws)}."
    most = max(differing, key=lambda one: against[one.name])
    what = "something" if most.collision is not None else "nothing"
    where = in_draws(against[most.name], across.draws, report.draws)
    many = "one of them" if len(differing) == 1 else f"{len(differing)} of them, most often for one"
    return f"Draws differ for {many}: in “{spaced(most.name)}” {what} can be signed {where}."


def _grounded(inputs: Inputs, default: str) -> tuple[str, str]:
    """Count what rests on judgement alone; what no evidence covers rests on ``default``."""
    bare = inputs.on(NOTHING)
    by_default = bare if default == JUDGEMENT else 0
    judged = inputs.on(JUDGEMENT) + by_default
    given = len(inputs.given)
    if not given:
        return "The case gives no input yet.", ""
    of = f"All {given:,} inputs" if judged == given > 1 else f"{judged:,} of {counted(given, 'input')}"
    says = f"{of} {_rests(judged)} on judgement alone"
    if by_default:
        which = "" if by_default == judged else f"{by_default:,} of them "
        says = f"{says}, {which}by default, without any evidence"
    if not bare:
        more = "For every input the case says what it rests on."
    elif by_default:
        more = ""
    else:
        count = "counts" if bare == 1 else "count"
        more = f"{bare:,} {_rests(bare)} on no evidence, and {count} as {default} by default."
    return f"{says}.", more


def _rests(count: int) -> str:
    return "rests" if count == 1 else "rest"
