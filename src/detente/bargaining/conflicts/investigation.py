"""An inquiry into a dispute: what is asked, in which order, and what is known when time is up."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from detente.bargaining.conflicts.dispute import column_of, floor_of
from detente.bargaining.conflicts.listed_dispute import ListedDispute, listed_dispute
from detente.bargaining.conflicts.results import Concession, Conflict, Conflicts, Shortfall, Verdict
from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.package_search.deadline import UndecidedError, deadline_in, remaining

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.bargaining.conflicts.dispute import Dispute
    from detente.bargaining.conflicts.searched_dispute import SearchedDispute
    from detente.outcomes.domain import Package

__all__ = ["Investigation"]

MOST_TRADE_OFFS = 5
"""Ways in which several floors fall short together, past which the others are not listed."""


class Investigation:
    """One inquiry into a dispute, with its time limit.

    ``listing``: whether packages may be written out where they are few; without it they are always searched
    for.
    """

    def __init__(
        self,
        dispute: Dispute,
        *,
        drop_red_lines: bool = False,
        seconds: float | None = None,
        most: int = 10_000,
        listing: bool = True,
    ) -> None:
        self._dispute = dispute
        self._deadline = deadline_in(seconds)
        self._most = most
        self._searched = self._opened(listing=listing)
        lines = dispute.of(ConstraintKind.RED_LINE)
        self._floors = dispute.of(ConstraintKind.FLOOR)
        self._droppable = dispute.of(ConstraintKind.DEMAND) | (lines if drop_red_lines else 0)
        self._hard = 0 if drop_red_lines else lines
        self._conflicts: dict[int, Conflict] = {}
        self._concessions: dict[int, Concession] = {}
        self._shortfalls: list[Shortfall] = []
        self._notes: list[str] = []
        self._cheapest_proved = False
        self._complete = False

    def findings(self) -> Iterator[Conflict | Concession | Shortfall | Conflicts]:
        """Go through what is found, as it is found, and end with the whole."""
        if not self._dispute.coalitions:
            self._complete = self._cheapest_proved = True
            self._notes.append("Nobody can sign: no set of parties meets the rules by which they decide.")
            yield self._whole(Verdict.NO, Verdict.UNKNOWN, Verdict.NO)
            return
        signable = self._verdict(self._dispute.everything)
        feasible = Verdict.YES if signable is Verdict.YES else self._verdict(0)
        calm = signable if signable is Verdict.YES else self._verdict(self._hard)
        if signable is Verdict.YES:
            self._complete = self._cheapest_proved = True
            self._notes.append("A package can be signed, so nothing collides.")
        elif feasible is Verdict.NO:
            self._complete = self._cheapest_proved = True
            self._notes.append("The rules let no package exist.")
        elif signable is Verdict.NO:
            yield from self._first_conflict()
            if calm is Verdict.NO:
                self._cheapest_proved = True
                self._notes.append("Red lines collide by themselves: no concession lets a package be signed.")
            else:
                yield from self._cheapest()
                yield from self._least_shortfalls()
            yield from self._rest()
        else:
            self._notes.append("Time ran out before it was known whether a package can be signed.")
        yield self._whole(signable, feasible, calm)

    def _opened(self, *, listing: bool) -> ListedDispute | SearchedDispute:
        listed = listed_dispute(self._dispute, self._deadline) if listing else None
        if listed is not None:
            return listed
        from detente.bargaining.conflicts.searched_dispute import SearchedDispute

        return SearchedDispute(self._dispute, self._deadline)

    def _verdict(self, required: int) -> Verdict:
        try:
            return Verdict.NO if self._searched.meeting(required) is None else Verdict.YES
        except UndecidedError:
            return Verdict.UNKNOWN

    def _first_conflict(self) -> Iterator[Conflict]:
        try:
            yield self._conflict(self._searched.first_conflict())
        except UndecidedError:
            return

    def _cheapest(self) -> Iterator[Concession]:
        try:
            # Half of the time is kept for the rest.
            left = remaining(self._deadline)
            self._searched.deadline = None if left is None else deadline_in(left / 2)
            least = self._searched.cheapest(self._droppable)
        except UndecidedError:
            self._notes.append(
                "Whether the first concession is the smallest there can be was not settled in time."
            )
            return
        finally:
            self._searched.deadline = self._deadline
        self._cheapest_proved = True
        if least is None:
            self._notes.append("Even with everything dropped that may be, some value stays below its floor.")
        else:
            yield self._concession(least)

    def _least_shortfalls(self) -> Iterator[Shortfall]:
        for keeps_demands in (False, True):
            if not keeps_demands and self._concessions:
                continue
            required = self._hard | (self._droppable if keeps_demands else 0)
            try:
                if self._searched.meeting(required) is None:
                    continue
                for floors in self._searched.blocking_floors(required):
                    if floors:
                        yield from self._trade_offs(floors, required, keeps_demands=keeps_demands)
            except UndecidedError:
                self._notes.append("Time ran out before all shortfalls of floors were known.")

    def _trade_offs(self, floors: int, required: int, *, keeps_demands: bool) -> Iterator[Shortfall]:
        others = required | self._floors & ~floors
        ways = self._searched.trade_offs(floors, others)
        for package in islice(ways, MOST_TRADE_OFFS):
            shortfall = self._shortfall(floors, package, keeps_demands=keeps_demands)
            self._shortfalls.append(shortfall)
            yield shortfall
        if next(ways, None) is not None:
            names = ", ".join(one.id for one in self._dispute.members(floors))
            self._notes.append(
                f"Only the {MOST_TRADE_OFFS} least ways of falling short of {names} are given."
            )

    def _rest(self) -> Iterator[Conflict | Concession]:
        try:
            for answer in self._searched.answers():
                if len(self._conflicts) + len(self._concessions) >= self._most:
                    self._notes.append(f"Only {self._most} conflicts and concessions were asked for.")
                    return
                found = answer.constraints
                if answer.collides and found not in self._conflicts:
                    yield self._conflict(found)
                elif not answer.collides and not found & ~self._droppable and found not in self._concessions:
                    yield self._concession(found)
        except UndecidedError:
            self._notes.append("Time ran out: there may be more conflicts and concessions than these.")
        else:
            self._complete = self._cheapest_proved = True

    def _conflict(self, members: int) -> Conflict:
        witnesses = self._searched.corrections.witnesses(members)
        if len(witnesses) < members.bit_count():
            raise AssertionError("a conflict was called minimal without a package for each member")
        self._conflicts[members] = Conflict(
            self._dispute.members(members),
            {
                self._dispute.constraints[number].id: self._named(package)
                for number, package in witnesses.items()
            },
        )
        return self._conflicts[members]

    def _concession(self, drop: int) -> Concession:
        package = self._searched.corrections.opened[drop]
        _, cost, _ = self._dispute.price(drop)
        self._concessions[drop] = Concession(self._dispute.members(drop), self._named(package), cost)
        return self._concessions[drop]

    def _shortfall(self, floors: int, package: Package, *, keeps_demands: bool) -> Shortfall:
        value = self._dispute.domain.value(package)
        members = self._dispute.members(floors)
        steps = tuple(floor_of(one) - value[column_of(one)] for one in members)
        points = tuple(
            step * self._dispute.domain.units[column_of(one)]
            for step, one in zip(steps, members, strict=True)
        )
        return Shortfall(members, keeps_demands, steps, points, self._named(package))

    def _named(self, package: Package) -> Mapping[str, str]:
        return self._dispute.domain.named(package)

    def _whole(self, signable: Verdict, feasible: Verdict, calm: Verdict) -> Conflicts:
        package = self._searched.meeting(self._dispute.everything) if signable is Verdict.YES else None
        opposite = {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES, Verdict.UNKNOWN: Verdict.UNKNOWN}
        return Conflicts(
            signable=signable,
            feasible=feasible,
            background_collides=opposite[calm],
            package=None if package is None else self._named(package),
            conflicts=tuple(self._conflicts[one] for one in sorted(self._conflicts, key=self._dispute.place)),
            concessions=tuple(
                self._concessions[one] for one in sorted(self._concessions, key=self._dispute.price)
            ),
            shortfalls=tuple(self._shortfalls),
            cheapest_proved=self._cheapest_proved,
            complete=self._complete,
            note=" ".join(self._notes),
        )
