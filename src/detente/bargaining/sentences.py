"""The bargaining result in sentences."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.bargaining.conflicts.results import Verdict
from detente.bargaining.solutions.solution import NEEDS_COMMON_SCALE
from detente.case.formula import FALSE, Not
from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.negotiation import rule_path
from detente.outcomes.signing import as_a_bloc, asking
from detente.outcomes.values import bloc_value_says

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from detente.bargaining.conflicts.results import Shortfall
    from detente.bargaining.obstacles import Carrier, Obstacle
    from detente.bargaining.result import Bargaining
    from detente.case.model import CaseFile

__all__ = ["constraint_says", "joined", "obstacle_says", "package_says", "sentences"]

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


def joined(words: Iterable[str]) -> str:
    """Join words as a sentence does.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    listed = list(words)
    return " and ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)


def package_says(case: CaseFile, package: Mapping[str, str], today: Mapping[str, str] | None = None) -> str:
    """Return a package in words; with ``today``, only what changes."""
    changed = {issue: option for issue, option in package.items() if today is None or today[issue] != option}
    if not changed:
        return "everything stays as it is today"
    named = (f"{_issue(case, issue)}: {_option(case, issue, option)}" for issue, option in changed.items())
    return "; ".join(named)


def constraint_says(case: CaseFile, constraint: Constraint) -> str:
    """Return a red line, demand or floor in words, with its holder."""
    holder = _name(case, constraint.holder)
    if constraint.kind is ConstraintKind.FLOOR:
        return f"{holder} must not be left below no agreement"
    says = _declared(case, constraint)
    if says:
        return f"{holder}’s {constraint.kind}: {says}"
    if constraint.requires == FALSE:
        return f"{holder}’s {constraint.kind} {constraint.id} cannot be met by what stays as it is today"
    if constraint.kind is ConstraintKind.DEMAND:
        return f"{holder} demands {constraint.requires}"
    if isinstance(constraint.requires, Not):
        return f"{holder} never signs {constraint.requires.part}"
    return f"{holder} never signs unless {constraint.requires}"


def obstacle_says(case: CaseFile, obstacle: Obstacle) -> str:
    """Return what a move made outside does, in words."""
    by = joined(_name(case, key) for key in obstacle.move.deciders)
    option = _option(case, obstacle.move.issue, obstacle.move.after)
    would = "" if obstacle.taken else ", who would not do so today"
    move = f"{_issue(case, obstacle.move.issue)}: {option} (decided by {by}{would})"
    if obstacle.before is None or obstacle.after is None:
        return f"{move}: not known, as there are too many packages to write out"
    if obstacle.harmful:
        carried = joined(
            f"{one.kind} ({_carrier(case, one)}, {one.packages:,})" for one in obstacle.carried_by
        )
        become = "combination becomes" if obstacle.before == 1 else "combinations become"
        less = f"{obstacle.before:,} signable {become} {obstacle.after:,}"
        gain = "; there is less to gain together" if obstacle.joint_gain_before is not None else ""
        return f"{move}: {less}" + (f", through {carried}" if carried else gain)
    return f"{move}: no harm in values"


def _table(result: Bargaining) -> list[str]:
    negotiation, case = result.negotiation, result.negotiation.case
    if not negotiation.issues:
        return ["Nothing is on the table: no issue is jointly decided, or the negotiation names none."]
    signing = joined(_name(case, key) for key in negotiation.signatories) or "nobody"
    means = [
        f"{_name(case, key)} is valued by {bloc_value_says(case, key, negotiation.issues)}"
        for key in negotiation.signatories
        if key in case.blocs
    ]
    count = len(negotiation.issues)
    table = f"{count} {'issue is' if count == 1 else 'issues are'} on the table; {signing} would sign."
    return [table] + ([f"{joined(means)}."] if means else [])


def _zone(result: Bargaining) -> list[str]:
    feasible, signable = result.zone.feasible, result.zone.signable
    if not feasible.value and feasible.exact:
        return ["No package can exist: the rules contradict each other."]
    packages = "package" if feasible.value == 1 else "packages"
    verb = "is" if signable.value == 1 else "are"
    known = feasible.value and (signable.exact or signable.draws)
    share = f" ({float(Fraction(signable.value, feasible.value)):.1%})" if known else ""
    signed = "none is" if signable.exact and not signable.value else f"{signable}{share} {verb}"
    return [f"Of {feasible} {packages} that can exist, {signed} signable."]


def _collisions(result: Bargaining) -> list[str]:
    found, case = result.conflicts, result.negotiation.case
    if found is None or found.feasible is Verdict.NO:
        return []
    said = []
    for conflict in found.conflicts[:MOST_LISTED]:
        members = "; ".join(constraint_says(case, one) for one in conflict.members)
        verb = "These collide" if len(conflict.members) > 1 else "This alone stands in the way"
        said.append(f"{verb}: {members}.")
    said += _and_more(len(found.conflicts), "conflicts")
    for concession in found.concessions[:MOST_LISTED]:
        dropped = joined(constraint_says(case, one) for one in concession.drop)
        opens = package_says(case, concession.opens, result.negotiation.today)
        said.append(f"It is enough to drop {len(concession.drop)}: {dropped}. That opens: {opens}.")
    said += _and_more(len(found.concessions), "concessions")
    if not found.concessions:
        said.append("No demand that is dropped would be enough.")
    return said + _shortfalls(result, found.shortfalls) + ([found.note] if found.note else [])


def _shortfalls(result: Bargaining, shortfalls: Sequence[Shortfall]) -> list[str]:
    """Say what the nearest packages lack; without demands, keeping and dropping them is the same."""
    demands = any(one.kind is ConstraintKind.DEMAND for one in result.negotiation.constraints)
    said: dict[str, None] = {}
    for shortfall in shortfalls[:MOST_LISTED]:
        missing = joined(
            f"{_name(result.negotiation.case, one.holder)} by {float(points):,.1f}"
            for one, points in zip(shortfall.floors, shortfall.points, strict=True)
        )
        kept = f", with every demand {'kept' if shortfall.keeps_demands else 'dropped'}," if demands else ""
        said[f"The nearest package{kept} falls short of no agreement for {missing}."] = None
    return list(said)


MOST_LISTED = 5
"""Conflicts, concessions and shortfalls that sentences name; tables name all."""


def _and_more(count: int, what: str) -> list[str]:
    return [f"{count - MOST_LISTED:,} more {what} are in the table."] if count > MOST_LISTED else []


def _frontier(result: Bargaining) -> list[str]:
    if not result.frontier or not result.negotiation.signatories:
        return []
    count = len(result.frontier)
    exact = "" if result.exactness == "exact" else f" ({result.exactness})"
    said = [f"{count:,} {'value is' if count == 1 else 'values are'} on the Pareto frontier{exact}."]
    losing = {key for point in result.frontier for key in point.losers}
    if losing:
        case = result.negotiation.case
        always = {key for key in losing if all(key in point.losers for point in result.frontier)}
        for keys, words in ((always, "in every"), (losing - always, "in some")):
            if keys:
                names = joined(_name(case, key) for key in case.parties if key in keys)
                said.append(f"Without deciding, {names} would lose {words} package of the frontier.")
    return said


def _solutions(result: Bargaining) -> list[str]:
    said = []
    for name, solution in result.solutions.items():
        if not solution.points or not result.negotiation.signatories:
            continue
        first = solution.points[0]
        value = joined(
            f"{_name(result.negotiation.case, key)} {float(worth):,.1f}" for key, worth in first.value.items()
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
            f"{_issue(case, one.move.issue)} ({_option(case, one.move.issue, one.move.after)})"
            for one in agenda.steps
        )
        count = len(agenda.steps)
        steps = "single step harms" if count == 1 else "single steps harm"
        said.append(f"{count} {steps} nobody and would be taken: {joined(named)}.")
    if agenda.packages:
        count = len(agenda.packages)
        leave = "leaves" if count == 1 else "leave"
        said.append(f"{count:,} of the best packages {leave} nobody worse off than today.")
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
    points = joined(f"{_name(case, key)} {float(value):.1f}" for key, value in found.points.items())
    split = ""
    if found.split_issue is not None:
        shares = joined(f"{_name(case, key)} {_share(share)}" for key, share in found.shares.items())
        split = f"; {_issue(case, found.split_issue)} is shared, {shares}"
    return [
        (
            "Adjusted winner, which leaves rules, red lines, floors and interactions aside,"
            f" gives {points} of 100 points{split}."
        )
    ]


def _share(share: Fraction) -> str:
    """Return a share as a fraction where it is a simple one, else in per cent."""
    return str(share) if share.denominator <= SIMPLEST else f"{float(share):.1%}"


VOICE = re.compile(r"(?P<first>\w+)_and_(?P<count>\d+)_like_it")
"""The key of a voice that is neither a camp nor a bloc."""
SIMPLEST = 100
"""The largest denominator that is read more easily than per cent."""


def _declared(case: CaseFile, constraint: Constraint) -> str:
    """Return the analyst's own words for a red line, where there are any."""
    for section in (case.parties, case.blocs, case.camps):
        for holder in section.values():
            for line in holder.red_lines:
                if line.says and constraint.path.endswith(f"red_lines.{line.id}"):
                    return line.says.rstrip(".")
    return ""


def _carrier(case: CaseFile, carrier: Carrier) -> str:
    """Return who or what carries a harm: a rule by its words, a holder by its name, a line by its id."""
    for index, rule in enumerate(case.rules):
        if carrier.id == rule_path(rule, index):
            return (rule.says or rule.require.text).rstrip(".")
    return _name(case, carrier.id)


def _name(case: CaseFile, key: str) -> str:
    """Return how somebody is called: a party, bloc or camp, a voice of several, a bloc within a bloc."""
    if voice := VOICE.fullmatch(key):
        return f"{_name(case, voice['first'])} and {voice['count']} like it"
    key = key.removesuffix(as_a_bloc("")).partition(asking("", ""))[0]
    sections: Sequence[Mapping[str, object]] = (case.parties, case.blocs, case.camps)
    return next((str(getattr(one[key], "name", None) or key) for one in sections if key in one), key)


def _issue(case: CaseFile, issue: str) -> str:
    return case.issues[issue].name or issue


def _option(case: CaseFile, issue: str, option: str) -> str:
    return case.issues[issue].options[option].name or option
