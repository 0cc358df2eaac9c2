"""What splits a bloc, found by going through every package and asking every party.

It is written from the definitions of the design, on top of ``brute_force_case`` and
``brute_force_negotiation``, and shares no code with what it checks.
"""

from __future__ import annotations

import copy
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tests.brute_force_case import CaseOracle, many
from tests.brute_force_negotiation import NegotiationOracle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.brute_force_case import Package

__all__ = ["SplitOracle", "all_agreed", "nothing_agreed"]


class SplitOracle:
    """A bloc, or a party, that faces others over some issues."""

    def __init__(
        self, case: CaseOracle, bloc: str, others: Iterable[str], table: Iterable[str] | None = None
    ) -> None:
        """Set the two sides of the table."""
        self.case, self.bloc, self.others = case, bloc, tuple(others)
        default = NegotiationOracle(case)
        self.table = default.table if table is None else tuple(table)
        self.members = case.leaves(bloc)
        self._inside = NegotiationOracle(case, issues=self.table, signatories=[bloc])
        self._outside = NegotiationOracle(case, issues=self.table, signatories=self.others)
        self._alone = {
            party: NegotiationOracle(case, issues=self.table, signatories=[party]) for party in self.members
        }

    @cached_property
    def feasible(self) -> list[dict[str, str]]:
        """The packages that can exist."""
        return self._inside.feasible

    @cached_property
    def mandate(self) -> list[dict[str, str]]:
        """What the bloc could sign."""
        return [one for one in self.feasible if self._inside.signs(one)]

    @cached_property
    def proposals(self) -> list[dict[str, str]]:
        """What the other side could sign."""
        return [one for one in self.feasible if self._outside.signs(one)]

    def win_set(self, party: str) -> list[dict[str, str]]:
        """Return what a member would sign by itself."""
        return [one for one in self.feasible if self._alone[party].signs(one)]

    def accepting(self, package: Package) -> frozenset[str]:
        """Return the members that would sign a package."""
        return frozenset(party for party in self.members if self._alone[party].signs(package))

    @cached_property
    def wedges(self) -> list[tuple[dict[str, str], frozenset[str]]]:
        """The packages that split the bloc, with who accepts each."""
        if not self.table:
            return []
        judged = ((package, self.accepting(package)) for package in self.proposals)
        return [(package, yes) for package, yes in judged if yes and len(yes) < len(self.members)]

    def rank(self, package: Package) -> tuple[int, Fraction, int]:
        """Return by what a wedge is the worse the greater it is."""
        yes = len(self.accepting(package))
        changes = sum(package[issue] != self.case.today[issue] for issue in self.table)
        return min(yes, len(self.members) - yes), self._gain(package), -changes

    def gains(self, package: Package) -> dict[str, Fraction]:
        """Return what a package adds to no agreement for each signatory on the other side."""
        return {
            key: self.case.value(key, package) - self.case.walk_away(key, self.case.today)
            for key in self.others
        }

    @cached_property
    def _most(self) -> dict[str, Fraction]:
        gains = [self.gains(package) for package in self.proposals]
        return {key: max(gain[key] for gain in gains) for key in self.others}

    def _gain(self, package: Package) -> Fraction:
        gains = self.gains(package)
        if len(gains) == 1:
            return next(iter(gains.values()))
        return sum(
            (gain / self._most[key] for key, gain in gains.items() if self._most[key] > 0), Fraction(0)
        )

    def votes(self) -> dict[tuple[str, str], tuple[int, int, int]]:
        """Return how many members vote yes, no and neither on each change of one issue that can exist."""
        table, found = frozenset(self.table), {}
        for issue in self.table:
            for option in self.case.options(issue):
                package = {**self.case.today, issue: option}
                if option == self.case.today[issue] or not self._inside.exists(package):
                    continue
                answers = []
                for party in self.members:
                    lines = [*self.case.own_lines(party), *self._agreed(party)]
                    crossed = [one for one in lines if not one.demand and not one.respected(package, table)]
                    gain = self.case.value(party, package) - self.case.value(party, self.case.today)
                    answers.append(-1 if crossed else (gain > 0) - (gain < 0))
                yes, no, neither = (answers.count(answer) for answer in (1, -1, 0))
                found[issue, option] = yes, no, neither
        return found

    def distance(self, one: str, other: str) -> Fraction:
        """Return how far apart two members stand over all that is on the table."""
        mine, theirs = self._place(one), self._place(other)
        most = (
            max(
                (abs(mine[issue, option] - theirs[issue, option]) for option in self.case.options(issue)),
                default=Fraction(0),
            )
            for issue in self.table
        )
        return sum(most, Fraction(0)) / 2

    def _place(self, party: str) -> dict[tuple[str, str], Fraction]:
        worth = {}
        for issue in self.table:
            holder = self.case.stance_of(party, issue)
            zero = dict.fromkeys(self.case.options(issue), Fraction(0))
            worth[issue] = zero if holder is None else self.case.worth_of_options(holder, issue)
        stake = sum((max(one.values()) - min(one.values()) for one in worth.values()), Fraction(0))
        return {
            (issue, option): (points - one[self.case.today[issue]]) / stake if stake else Fraction(0)
            for issue, one in worth.items()
            for option, points in one.items()
        }

    def without_voice(self, voice: Iterable[str]) -> int:
        """Return how many packages the bloc would sign besides if some members asked nothing."""
        silent = set(voice)
        return self._signed_if(
            lambda key, line: key not in silent or line in self._agreed(key),
            lambda key: key not in silent,
        )

    def without_line(self, path: str) -> int:
        """Return how many packages the bloc would sign besides if nothing were asked at a path."""
        return self._signed_if(lambda _, line: line.path != path, lambda _: True)

    def bound(self, package: Package) -> bool:
        """Tell whether a package crosses a red line that a bloc of some member has agreed."""
        table = frozenset(self.table)
        return any(
            not line.respected(package, table) for party in self.members for line in self._agreed(party)
        )

    def _agreed(self, key: str) -> list[Any]:
        return [line for bloc in self.case.around(key) for line in self.case.agreed_lines(bloc)]

    def _signed_if(self, binds: Any, floored: Any) -> int:  # noqa: ANN401 - two questions about who asks what
        table, inside = frozenset(self.table), self._inside
        signed = {tuple(one.items()) for one in self.mandate}
        found = 0
        for package in self.proposals:
            if tuple(package.items()) in signed:
                continue
            objections: dict[str, list[object]] = {}
            for key in (*self.case.parties, *self.case.blocs):
                lines = inside._lines[key]  # noqa: SLF001 - of the oracle
                crossed: list[object] = [
                    line for line in lines if binds(key, line) and not line.respected(package, table)
                ]
                floor = inside._floors.get(key)  # noqa: SLF001 - of the oracle
                if floor is not None and floored(key) and self.case.value(key, package) < floor:
                    crossed.append("floor")
                objections[key] = crossed
            found += inside.accepts(self.bloc, objections)
        return found


def nothing_agreed(mapping: Mapping[str, Any], bloc: str) -> dict[str, Any]:
    """Return a case in which a bloc has agreed no red line, and holds none of its own."""
    changed = copy.deepcopy(dict(mapping))
    for stances in (one.get("stances", {}) for one in changed["issues"].values()):
        for holder, stance in stances.items():
            if holder == bloc and (isinstance(stance, str) or stance.get("agreed_by") in (None, bloc)):
                stances[holder] = _unbarred(stance)
            elif isinstance(stance, dict) and stance.get("agreed_by") == bloc:
                del stance["agreed_by"]
    for section in ("parties", "blocs", "camps"):
        for holder, given in changed.get(section, {}).items():
            lines = (given or {}).get("red_lines", [])
            for line in [*lines]:
                if line.get("agreed_by", bloc if holder == bloc else None) == bloc:
                    lines.remove(line)
                    if holder != bloc:
                        lines.append({key: one for key, one in line.items() if key != "agreed_by"})
    return changed


def _unbarred(stance: Any) -> Any:  # noqa: ANN401 - a stance as an analyst may write it
    if isinstance(stance, str):
        return stance.replace("|", ">")
    kept = {key: one for key, one in stance.items() if key not in ("never", "agreed_by")}
    return kept | ({"order": kept["order"].replace("|", ">")} if "order" in kept else {})


def all_agreed(mapping: Mapping[str, Any], bloc: str) -> dict[str, Any]:
    """Return a case in which a bloc has agreed all red lines of its members, camps and blocs within it."""
    oracle = CaseOracle(mapping)
    leaves = set(oracle.leaves(bloc))

    def within(holder: str) -> bool:
        if holder in oracle.camps:
            return bool(leaves & set(many(oracle.camps[holder]["members"])))
        return set(oracle.leaves(holder)) <= leaves and holder != bloc

    def followed(holder: str, issue: str) -> bool:
        return holder in oracle.blocs or any(oracle.stance_of(one, issue) == holder for one in leaves)

    changed = copy.deepcopy(dict(mapping))
    for issue, given in changed["issues"].items():
        for holder, stance in given.get("stances", {}).items():
            if within(holder) and followed(holder, issue):
                written = {"order": stance} if isinstance(stance, str) else stance
                given["stances"][holder] = {**written, "agreed_by": bloc}
    for section in ("parties", "blocs", "camps"):
        for holder, given in changed.get(section, {}).items():
            for line in (given or {}).get("red_lines", []) if within(holder) else ():
                line["agreed_by"] = bloc
    return changed
