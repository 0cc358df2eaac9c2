"""Where the points of the chart of agreements stand: always the same for the same case.

The members of the bloc stand one below the other at the left, the partner and everybody else at the right,
each group below its name, and the agreements between them, in the order in which their ends stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.institutions.gatekeeping.party_graph import groups_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.case.model import CaseFile
    from detente.institutions.gatekeeping.agreement_network import AgreementNetwork, Hyperedge

__all__ = ["LEFT", "MIDDLE", "RIGHT", "Layout", "layout"]

LEFT, MIDDLE, RIGHT = 0, 1, 2


@dataclass(frozen=True)
class Layout:
    """Columns (0 to 2) and rows, counted from the top, of groups, parties and agreements."""

    groups: dict[str, tuple[int, float]]
    parties: dict[str, tuple[int, float]]
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
    heights = [_height(left), _height(right)]
    rows = max(*heights, float(len(network.agreements)))
    groups: dict[str, tuple[int, float]] = {}
    parties: dict[str, tuple[int, float]] = {}
    for column, listed, height in zip((LEFT, RIGHT), (left, right), heights, strict=True):
        row = (rows - height) / 2
        for group, within in listed.items():
            if [group] != within:
                groups[group] = column, row
                row += 1
            for party in within:
                parties[party] = column, row
                row += 1
    return Layout(groups, parties, _between(network.agreements, parties, rows), rows)


def _height(groups: dict[str, list[str]]) -> float:
    """Return the rows of a column: one for each party, and one for the name of a group of several."""
    return float(sum(len(within) + ([group] != within) for group, within in groups.items()))


def _between(
    agreements: Sequence[Hyperedge], parties: dict[str, tuple[int, float]], rows: float
) -> dict[str, float]:
    """Spread the agreements over the rows, in the order of the middle of their ends."""

    def middle(agreement: Hyperedge) -> tuple[float, float, str]:
        left = [row for column, row in map(parties.__getitem__, agreement.parties) if column == LEFT]
        every = [parties[party][1] for party in agreement.parties]
        return _mean(left or every), _mean(every), agreement.key

    ordered = sorted(agreements, key=middle)
    step = rows / max(len(ordered), 1)
    return {agreement.key: (place + 0.5) * step - 0.5 for place, agreement in enumerate(ordered)}


def _mean(rows: Sequence[float]) -> float:
    return sum(rows) / len(rows)
