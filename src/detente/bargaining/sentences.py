"""The bargaining result in sentences."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from detente.bargaining.conflicts.results import Verdict
from detente.bargaining.harm_said import obstacle_says
from detente.bargaining.losses_said import losses_say
from detente.case.naming import capitalised, issue_name, joined, option_name, within
from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.constraints_said import constraint_says
from detente.outcomes.moves import jointly_decided
from detente.outcomes.naming import name_of
from detente.outcomes.packages_said import package_says
from detente.outcomes.per_cent import per_cent
from detente.outcomes.values import bloc_value_says

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.bargaining.conflicts.results import Shortfall
    from detente.bargaining.result import Bargaining
    from detente.outcomes.negotiation import Negotiation

__all__ = [
    "nearest_says",
    "no_concession",
    "package_says",
    "sentences",
]

SOLUTION_NAMES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai–Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
}
"""How the solutions are called in sentences."""


def sentences(result: Bargaining) -> list[str]:
    """Return what was found, the most important first."""
    return [
        *_table(result),
        *_zone(result),
        *_collisions(result),
        *_frontier(result),
        *_solutions(result),
        *_agenda(result),
        *_obstacles(result),
        *_adjusted_winner(result),
    ]


def _table(result: Bargaining) -> list[str]:
    negotiation, case = result.negotiation, result.negotiation.case
    if not negotiation.issues:
        return [f"Nothing is on the table: {_why_empty(negotiation)}."]
    signing = joined(within(name_of(case, key)) for key in negotiation.signatories) or "nobody"
    means = [
        f"{name_of(case, key)} is valued by {bloc_value_says(case, key, negotiation.issues)}."
        for key in negotiation.signatories
        if key in case.blocs
    ]
    count = len(negotiation.issues)
    table = f"{count} {'issue is' if count == 1 else 'issues are'} on the table; {signing} would sign."
    return [table, *means]


def _why_empty(negotiation: Negotiation) -> str:
    case = negotiation.case
    if not case.issues:
        return "the case has no issue"
    if case.negotiation.issues is not None or jointly_decided(case):
        return "the negotiation names no issue"
    joint = [
        key for key, issue in case.issues.items() if len(issue.decided_by) > 1 and len(issue.options) == 1
    ]
    if len(joint) == 1:
        return f"the only issue that several decide on, “{issue_name(case, joint[0])}”, has a single option"
    if joint:
        return "the issues that several decide on have a single option each"
    return "no issue is jointly decided"


def _zone(result: Bargaining) -> list[str]:
    feasible, signable = result.zone.feasible, result.zone.signable
    if not feasible.value and feasible.exact:
        return ["No package can exist: the rules contradict each other."]
    packages = "package" if feasible.value == 1 else "packages"
    verb = "is" if signable.value == 1 else "are"
    known = feasible.value and (signable.exact or signable.draws)
    share = f" ({per_cent(Fraction(signable.value, feasible.value))})" if known else ""
    signed = "none is" if signable.exact and not signable.value else f"{signable}{share} {verb}"
    return [f"Of {feasible} {packages} that can exist, {signed} signable."]


def _collisions(result: Bargaining) -> list[str]:
    found, case = result.conflicts, result.negotiation.case
    if found is None or found.feasible is Verdict.NO:
        return []
    said = []
    for conflict in found.conflicts[:MOST_LISTED]:
        members = "; ".join(within(constraint_says(case, one)) for one in conflict.members)
        verb = "These collide" if len(conflict.members) > 1 else "This alone stands in the way"
        said.append(f"{verb}: {members}.")
    said += _and_more(len(found.conflicts), "conflicts")
    for concession in found.concessions[:MOST_LISTED]:
        dropped = joined(within(constraint_says(case, one)) for one in concession.drop)
        opens = package_says(case, concession.opens, result.negotiation.today)
        said.append(f"It is enough to drop {len(concession.drop)}: {dropped}. That opens: {opens}.")
    said += _and_more(len(found.concessions), "concessions")
    if not found.concessions:
        said.append(no_concession(result.negotiation))
    return said + _shortfalls(result, found.shortfalls) + ([found.note] if found.note else [])


def no_concession(negotiation: Negotiation) -> str:
    """Say that no demand can be dropped to open the zone: because there is none, or because none would do."""
    demands = any(one.kind is ConstraintKind.DEMAND for one in negotiation.constraints)
    return "No demand that is dropped would be enough." if demands else "There is no demand to drop."


def _shortfalls(result: Bargaining, shortfalls: Sequence[Shortfall]) -> list[str]:
    """Say what the nearest packages lack; without demands, keeping and dropping them is the same."""
    demands = any(one.kind is ConstraintKind.DEMAND for one in result.negotiation.constraints)
    said: dict[str, None] = {}
    for shortfall in shortfalls[:MOST_LISTED]:
        missing = joined(
            f"{within(name_of(result.negotiation.case, one.holder))} by {float(points):,.1f}"
            for one, points in zip(shortfall.floors, shortfall.points, strict=True)
        )
        kept = ("kept" if shortfall.keeps_demands else "dropped") if demands else ""
        nearest = capitalised(nearest_says(result.negotiation, shortfall, kept))
        said[f"{nearest} falls short of no agreement for {missing}."] = None
    return list(said)


def nearest_says(negotiation: Negotiation, shortfall: Shortfall, demands: str = "") -> str:
    """Say among which packages one comes nearest: those in which every other floor is kept.

    ``demands``: whether all are ``kept`` or ``dropped`` in them; empty where that makes no difference.
    """
    given = [f"every demand {demands}"] if demands else []
    floors = {one for one in negotiation.constraints if one.kind is ConstraintKind.FLOOR}
    if floors - set(shortfall.floors):
        # Under a quota some who refuse are outvoted: their floors need not be kept.
        others = "nobody else" if negotiation.conjunctive else "nobody else who signs"
        given.append(f"{others} left below no agreement")
    return f"with {joined(given)}, the nearest package" if given else "the nearest package"


MOST_LISTED = 5
"""Conflicts, concessions and shortfalls that sentences name; tables name all."""


def _and_more(count: int, what: str) -> list[str]:
    return [f"{count - MOST_LISTED:,} more {what} are in the table."] if count > MOST_LISTED else []


def _frontier(result: Bargaining) -> list[str]:
    if not result.negotiation.signatories:
        return []
    if not result.frontier:
        unknown = (
            "whether anything can be signed, and which values are on the frontier, was not found in time"
        )
        return [f"There are too many packages: {unknown}."] if result.exactness == "unknown" else []
    count = len(result.frontier)
    exact = "" if result.exactness == "exact" else f" ({result.exactness})"
    said = [f"{count:,} {'value is' if count == 1 else 'values are'} on the Pareto frontier{exact}."]
    return said + losses_say(result)


def _solutions(result: Bargaining) -> list[str]:
    from detente.bargaining.solutions.solution import NEEDS_COMMON_SCALE

    said = []
    for name, solution in result.solutions.items():
        if not solution.points or not result.negotiation.signatories:
            if solution.exactness == "unknown" and solution.reason and result.negotiation.signatories:
                said.append(
                    f"The {SOLUTION_NAMES[name]} solution is not known: {solution.reason.rstrip('.')}."
                )
            continue
        first = solution.points[0]
        value = joined(
            f"{within(name_of(result.negotiation.case, key))} {float(worth):,.1f}"
            for key, worth in first.value.items()
        )
        others = len(solution.points) - 1
        ties = f" and {others} {'tie' if others == 1 else 'ties'}" if others else ""
        words = package_says(result.negotiation.case, first.package, result.negotiation.today)
        said.append(f"The {SOLUTION_NAMES[name]} solution gives {value}{ties}: {words}.")
    if said and len(result.negotiation.signatories) > 1:
        names = joined(SOLUTION_NAMES[name] for name in NEEDS_COMMON_SCALE)
        said.append(f"The {names} solutions compare points of different parties, so all must use one scale.")
    return said


def _agenda(result: Bargaining) -> list[str]:
    agenda, case = result.positive_agenda, result.negotiation.case
    said = []
    if agenda.steps:
        named = (
            f"{issue_name(case, one.move.issue)} ({option_name(case, one.move.issue, one.move.after)})"
            for one in agenda.steps
        )
        count = len(agenda.steps)
        steps = "single step harms" if count == 1 else "single steps harm"
        said.append(f"{count} {steps} nobody and would be taken: {joined(named)}.")
    if agenda.packages:
        count = len(agenda.packages)
        leave = "leaves" if count == 1 else "leave"
        exact = "" if agenda.exactness == "exact" else f" ({agenda.exactness})"
        said.append(f"{count:,} of the best packages {leave} nobody worse off than today{exact}.")
    return said


def _obstacles(result: Bargaining) -> list[str]:
    return [
        obstacle_says(result.negotiation.case, one) + "."
        for one in result.obstacles
        if one.harmful is not False
    ]


def _adjusted_winner(result: Bargaining) -> list[str]:
    found, case = result.adjusted_winner, result.negotiation.case
    if found is None:
        return []
    points = joined(f"{within(name_of(case, key))} {float(value):.1f}" for key, value in found.points.items())
    split = ""
    if found.split_issue is not None:
        shares = joined(
            f"{within(name_of(case, key))} {_share(share)}" for key, share in found.shares.items()
        )
        split = f"; {issue_name(case, found.split_issue)} is shared, {shares}"
    return [
        (
            "Adjusted winner, which leaves rules, red lines, demands, floors and interactions aside,"
            f" gives {points} of 100 points{split}."
        )
    ]


def _share(share: Fraction) -> str:
    """Return a share as a fraction where it is a simple one, else in per cent."""
    return str(share) if share.denominator <= SIMPLEST else f"{float(share):.1%}"


SIMPLEST = 100
"""The largest denominator that is read more easily than per cent."""
