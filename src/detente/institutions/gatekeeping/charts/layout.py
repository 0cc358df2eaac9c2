"""Where the points of the chart of agreements stand: always the same for the same case.

The members of the bloc stand one below the other at the left, the partner and everybody else at the right,
each group below its name, and the agreements between them, in the order in which their ends stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.institutions.gatekeeping.party_graph import groups_of
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.case.model import CaseFile
    from detente.institutions.gatekeeping.agreement_network import AgreementNetwork, Hyperedge

__all__ = ["LEFT", "MIDDLE", "RIGHT", "Layout", "Point", "layout"]

LEFT, MIDDLE, RIGHT = 0, 1, 2
MOST_ALIKE = 8
"""Parties of one group with the same agreements that are drawn one by one; more are one point."""


@dataclass(frozen=True)
class Point:
    """One party, or several of a group with the same agreements, in a column (0 to 2) and a row."""

    name: str
    column: int
    row: float


@dataclass(frozen=True)
class Layout:
    """Where names of groups, points and agreements stand; rows are counted from the top.

    ``place_of``: the column and row of each party. ``agreements``: the row of each, in the middle column.
    """

    groups: tuple[Point, ...]
    points: tuple[Point, ...]
    place_of: dict[str, tuple[int, float]]
    agreements: dict[str, float]
    rows: float


def layout(case: CaseFile, network: AgreementNetwork) -> Layout:
    """Return where everything stands.

    Parties that no agreement may bind are left out, unless they are members of the bloc.
    """
    group_of = groups_of(case, network)
    order = {key: place for place, key in enumerate((*case.parties, *case.blocs))}
    others = [one for one in network.parties if one not in network.members and one != network.partner]
    # Those without a group stand above the first group's name, so that none seems to belong to one.
    others.sort(key=lambda one: (group_of[one] != one, order[one]))
    right: dict[str, list[str]] = {network.partner: [network.partner]}
    for party in others:
        right.setdefault(group_of[party], []).append(party)
    left = {network.bloc: sorted(network.members, key=order.__getitem__)}
    columns = [
        {group: _alike(network, within) for group, within in listed.items()} for listed in (left, right)
    ]
    heights = [_height(listed) for listed in columns]
    rows = max(*heights, float(len(network.agreements)))
    groups: list[Point] = []
    points: list[Point] = []
    place_of: dict[str, tuple[int, float]] = {}
    for column, listed, height in zip((LEFT, RIGHT), columns, heights, strict=True):
        row = (rows - height) / 2
        for group, within in listed.items():
            if [[group]] != within:
                groups.append(Point(name_of(case, group), column, row))
                row += 1
            for parties in within:
                rest = f" and {len(parties) - 1} others" if len(parties) > 1 else ""
                points.append(Point(name_of(case, parties[0]) + rest, column, row))
                place_of |= dict.fromkeys(parties, (column, row))
                row += 1
    between = _between(network.agreements, place_of, rows)
    return Layout(tuple(groups), tuple(points), place_of, between, rows)


def _alike(network: AgreementNetwork, within: Sequence[str]) -> list[list[str]]:
    """Put together the many parties of a group that have the same agreements."""
    by_agreements: dict[tuple[str, ...], list[str]] = {}
    for party in within:
        bound = tuple(one.key for one in network.agreements if party in one.parties)
        by_agreements.setdefault(bound, []).append(party)
    return [
        part
        for parties in by_agreements.values()
        for part in ([parties] if len(parties) > MOST_ALIKE else [[party] for party in parties])
    ]


def _height(groups: dict[str, list[list[str]]]) -> float:
    """Return the rows of a column: one for each point, and one for the name of a group of several."""
    return float(sum(len(within) + ([[group]] != within) for group, within in groups.items()))


def _between(
    agreements: Sequence[Hyperedge], place_of: dict[str, tuple[int, float]], rows: float
) -> dict[str, float]:
    """Spread the agreements over the rows, in the order of the middle of their ends."""

    def middle(agreement: Hyperedge) -> tuple[float, float, str]:
        left = [row for column, row in map(place_of.__getitem__, agreement.parties) if column == LEFT]
        every = [place_of[party][1] for party in agreement.parties]
        return _mean(left or every), _mean(every), agreement.key

    ordered = sorted(agreements, key=middle)
    step = rows / max(len(ordered), 1)
    return {agreement.key: (place + 0.5) * step - 0.5 for place, agreement in enumerate(ordered)}


def _mean(rows: Sequence[float]) -> float:
    return sum(rows) / len(rows)
