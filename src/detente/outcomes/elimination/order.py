"""The order in which to settle issues so that little has to be remembered in between."""

from __future__ import annotations

import math
from functools import lru_cache

__all__ = ["elimination_order"]

Scopes = frozenset[frozenset[int]]

MOST_FIRST_ISSUES = 16
"""How many first issues are tried in each group of issues."""


@lru_cache(maxsize=256)
def elimination_order(kinds: tuple[int, ...], scopes: Scopes) -> tuple[int, ...]:
    """Return the issues in an order that leaves few formulas open at once.

    A formula is open while some of its issues are settled and others are not. Issues that formulas tie
    together are taken one after another: from a first issue, the next is always the one that leaves the least
    to remember, and the best of these orders is kept. Groups that leave most to remember come first, while
    the combinations of what is settled are few; issues that nothing ties to others come last.

    ``kinds``: per issue, how many options formulas tell apart. ``scopes``: the issues of each formula.

    >>> elimination_order((2, 2, 2, 2), frozenset({frozenset({0, 3}), frozenset({1, 3})}))
    (0, 3, 1, 2)
    """
    ordered = []
    for group in _groups(len(kinds), scopes):
        tying = [scope for scope in scopes if len(scope) > 1 and scope <= group]
        of_issue = {issue: [scope for scope in tying if issue in scope] for issue in group}
        first_issues = sorted(group, key=lambda issue: (len(of_issue[issue]), issue))[:MOST_FIRST_ISSUES]
        ordered.append(min(_Order(first, of_issue, kinds).completed() for first in first_issues))
    ordered.sort(key=lambda found: (-found[0], found[1]))
    return tuple(issue for _, order in ordered for issue in order)


def _groups(issues: int, scopes: Scopes) -> list[frozenset[int]]:
    groups = [frozenset({issue}) for issue in range(issues)]
    for scope in scopes:
        met = [group for group in groups if group & scope]
        groups = [group for group in groups if not group & scope]
        groups += [frozenset().union(*met)] if met else []
    return groups


class _Order:
    """An order in the making.

    What has to be remembered is the less of two: one bit for each open formula, or the kind of option of each
    settled issue that some open formula is about.
    """

    def __init__(self, first: int, of_issue: dict[int, list[frozenset[int]]], kinds: tuple[int, ...]) -> None:
        self._of_issue = of_issue
        self._bits = [math.log2(max(kind, 1)) for kind in kinds]
        self._unsettled = {scope: len(scope) for scopes in of_issue.values() for scope in scopes}
        self._open_about: dict[int, int] = {}
        self._open = 0
        self._issue_bits = 0.0
        self._near: set[int] = set()
        self._total = 0.0
        self._order: list[int] = []
        self._settle(first)

    def completed(self) -> tuple[float, tuple[int, ...]]:
        """Return how much has to be remembered in all, and the order."""
        while self._near:
            self._settle(min(self._near, key=lambda issue: (*self._after(issue)[:2], issue)))
        return self._total, tuple(self._order)

    def _after(self, issue: int) -> tuple[float, int, int, float]:
        """Return what is remembered after an issue: in bits; and the issues of its open formulas still ahead.

        Then the number of open formulas, and the bits that settled issues take.
        """
        scopes = self._of_issue[issue]
        begun = [scope for scope in scopes if self._unsettled[scope] < len(scope)]
        closed = [scope for scope in begun if self._unsettled[scope] == 1]
        still_open = self._open + len(scopes) - len(begun) - len(closed)
        released: dict[int, int] = {}
        for scope in closed:
            for other in scope - {issue}:
                released[other] = released.get(other, 0) + 1
        issue_bits = self._issue_bits - sum(
            self._bits[other] for other, count in released.items() if self._open_about[other] == count
        )
        issue_bits += self._bits[issue] if len(closed) < len(scopes) else 0.0
        ahead = min((self._unsettled[scope] - 1 for scope in begun), default=0)
        return min(float(still_open), issue_bits), ahead, still_open, issue_bits

    def _settle(self, issue: int) -> None:
        bits, _, self._open, self._issue_bits = self._after(issue)
        self._total += 2.0 ** min(bits, 1000.0)
        self._open_about[issue] = 0
        for scope in self._of_issue[issue]:
            self._unsettled[scope] -= 1
            self._near |= scope
            if self._unsettled[scope]:
                self._open_about[issue] += 1
            else:
                for other in scope - {issue}:
                    self._open_about[other] -= 1
        self._order.append(issue)
        self._near -= self._open_about.keys()
