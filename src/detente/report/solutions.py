"""What the solutions pick, side by side: the packages issue by issue, and what they are worth to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.bargaining.charts.lettered import Lettered, lettered, package_of
from detente.bargaining.sentences import SOLUTION_NAMES
from detente.bargaining.solutions.gain_shares import gain_shares
from detente.case.naming import capitalised, joined, option_name, together, within
from detente.outcomes.counts_said import count_says
from detente.outcomes.naming import name_of
from detente.outcomes.values import bloc_value_says
from detente.report.naming import percent, percents
from detente.report.tables import Table

if TYPE_CHECKING:
    from collections.abc import Collection
    from fractions import Fraction

    from detente.bargaining.ensemble import Ensemble
    from detente.bargaining.result import Bargaining

__all__ = [
    "Choice",
    "Column",
    "IssueRow",
    "Solutions",
    "frontier_table",
    "solutions_of",
    "valued_by",
    "winner_says",
]

SIMPLEST = 100
"""The largest denominator that is read more easily than per cent."""
MOST_ROWS = 200
"""Values of the frontier in the table of the page; the CSV file has all."""


@dataclass(frozen=True)
class Column:
    """A lettered value: which solutions pick it, what it is worth, and how often draws pick its package."""

    letter: str
    says: str
    worth: tuple[str, ...]
    packages: int
    picked: str
    losers: str


@dataclass(frozen=True)
class Choice:
    """The option that a lettered package settles an issue at."""

    name: str
    changed: bool


@dataclass(frozen=True)
class IssueRow:
    """One issue with today's option and that of each lettered package; ``same`` where they all agree."""

    issue: str
    today: str
    choices: tuple[Choice, ...]
    same: bool


@dataclass(frozen=True)
class Solutions:
    """The lettered values side by side; ``missing`` says which solutions pick nothing, and why.

    ``today`` is what each of the signatories has today beyond no agreement, in points.
    """

    columns: tuple[Column, ...]
    signatories: tuple[str, ...]
    today: tuple[str, ...]
    issues: tuple[IssueRow, ...]
    missing: tuple[str, ...]


def solutions_of(result: Bargaining, ensemble: Ensemble | None) -> Solutions:
    """Return what the solutions pick, ready to be laid out; nothing where there is only one package."""
    negotiation, case = result.negotiation, result.negotiation.case
    feasible = result.zone.feasible
    picked = () if feasible.exact and feasible.value <= 1 else lettered(result)
    rows = []
    for issue in negotiation.issues:
        now = negotiation.today[issue]
        options = [one.point.package[issue] for one in picked]
        choices = tuple(Choice(option_name(case, issue, option), option != now) for option in options)
        rows.append(
            IssueRow(name_of(case, issue), option_name(case, issue, now), choices, len(set(options)) <= 1)
        )
    missing = tuple(
        f"{capitalised(SOLUTION_NAMES[name])}: {solution.reason}"
        for name, solution in result.solutions.items()
        if not solution.points and solution.reason
    )
    return Solutions(
        tuple(_column(result, one, ensemble) for one in picked),
        tuple(name_of(case, key) for key in negotiation.signatories),
        tuple(
            _points(negotiation.valuations[key].of(negotiation.today) - negotiation.walk_away[key])
            for key in negotiation.signatories
        ),
        tuple(rows),
        missing,
    )


def _points(gain: Fraction) -> str:
    return f"{float(gain):+,.0f}" if gain else "0"


def _column(result: Bargaining, one: Lettered, ensemble: Ensemble | None) -> Column:
    shares = gain_shares(result, one.point)
    walk_away = result.negotiation.walk_away
    worth = tuple(
        _points(one.point.value[key] - walk_away[key])
        + (f" ({percent(float(shares[key]))})" if key in shares else "")
        for key in result.negotiation.signatories
    )
    losers = together(name_of(result.negotiation.case, key) for key in one.point.losers)
    known = all(result.solutions[name].exactness == "exact" for name in one.solutions)
    says = one.says if known else f"{one.says} (the best known)"
    return Column(one.letter, says, worth, one.point.packages, _picked(one, ensemble), losers)


def _picked(one: Lettered, ensemble: Ensemble | None) -> str:
    """Say in how many draws the solutions pick this very package."""
    if ensemble is None:
        return ""
    package = package_of(one.point)
    shares = percents(ensemble.picked[name].get(package, 0) / ensemble.draws for name in one.solutions)
    return "; ".join(
        f"{capitalised(SOLUTION_NAMES[name])} in {share}"
        for name, share in zip(one.solutions, shares, strict=True)
    )


def valued_by(result: Bargaining) -> tuple[str, ...]:
    """Say for each bloc that signs what its value is made of."""
    negotiation, case = result.negotiation, result.negotiation.case
    return tuple(
        f"{capitalised(name_of(case, key))} is valued by {bloc_value_says(case, key, negotiation.issues)}."
        for key in negotiation.signatories
        if key in case.blocs
    )


def winner_says(result: Bargaining) -> str:
    """Return the division of adjusted winner in a sentence; nothing where there is none."""
    found, case = result.adjusted_winner, result.negotiation.case
    if found is None:
        return ""
    points = joined(f"{within(name_of(case, key))} {float(value):.1f}" for key, value in found.points.items())
    split = ""
    if found.split_issue is not None:
        shares = zip(_parts(found.shares.values()), found.shares, strict=True)
        split = f"; “{name_of(case, found.split_issue)}” is shared, "
        split += joined(f"{share} for {within(name_of(case, key))}" for share, key in shares)
    return (
        "With rules, red lines, demands, floors and interactions left aside, and issues that could be shared,"
        " adjusted winner (Brams and"
        f" Taylor 1996) gives {points} of 100 points{split}."
    )


def _parts(shares: Collection[Fraction]) -> list[str]:
    """Return shares as fractions where these are simple ones, else in per cent."""
    if all(share.denominator <= SIMPLEST for share in shares):
        return [str(share) for share in shares]
    return percents(float(share) for share in shares)


def frontier_table(result: Bargaining) -> Table:
    """Return the values of the frontier, best for the first signatory first."""
    negotiation, case = result.negotiation, result.negotiation.case
    letters = {package_of(one.point): one.letter for one in lettered(result)}
    rows = tuple(
        (
            letters.get(package_of(point), ""),
            *(f"{float(point.value[key]):,.1f}" for key in negotiation.signatories),
            count_says(point.packages),
            "; ".join(
                f"{name_of(case, issue)}: {option_name(case, issue, option)}"
                for issue, option in point.package.items()
                if option != negotiation.today[issue]
            )
            or "everything as today",
        )
        for point in result.frontier[:MOST_ROWS]
    )
    more = f" (the first {MOST_ROWS} of {len(result.frontier):,})" if len(result.frontier) > MOST_ROWS else ""
    return Table(
        f"Values on the frontier{more}, in points",
        ("", *(name_of(case, key) for key in negotiation.signatories), "Packages", "A package: what changes"),
        rows,
        frozenset(range(1, len(negotiation.signatories) + 2)),
    )
