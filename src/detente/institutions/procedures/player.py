"""A procedure as its clock runs and moves are made: states, deadlines missed, absences, moves not allowed.

Time is not cut into units: a deadline ends, and a timeout is due, so many units after the very moment at
which the state was entered. At the moment itself a move is in time; only where the rules allow it after the
timeout alone, the timeout comes first. A move that several must make together takes place when the last of
them has joined; who joined counts for as long as the state lasts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.case.procedures import StateKind
from detente.institutions.procedures.clock import later, shown
from detente.institutions.procedures.machine import NOBODY, players_in
from detente.institutions.procedures.replay_result import Absent, Entry, Missed, Timeout
from detente.institutions.procedures.waiting import completing, members_of_any, waits_for
from detente.institutions.procedures.wording import acts, does_not, listed_names, move_says, state_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.institutions.procedures.log import LogEntry, Moment
    from detente.institutions.procedures.machine import Machine
    from detente.institutions.procedures.replay_result import Event

__all__ = ["Player", "Running"]


@dataclass(frozen=True)
class Running:
    """A deadline that runs: until when who is awaited to make which move; of a timeout, nobody is."""

    time: Moment
    move: str
    awaited: tuple[str, ...]
    says: str

    @property
    def by_itself(self) -> bool:
        """Whether it is a timeout, which happens without anybody's act."""
        return not self.awaited


@dataclass
class Player:
    """Where a procedure stands: it starts at the moment ``entered``, and moves are made in the order of time.

    ``by_day``: whether midnight is shown as the day alone.
    """

    machine: Machine
    entered: Moment
    by_day: bool
    state: int = field(init=False)
    holders: tuple[int, ...] = field(init=False)
    joined: dict[int, int] = field(default_factory=dict)
    acted: int = 0
    passed: set[int] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.state = self.machine.states.index(self.machine.procedure.start)
        self.holders = (NOBODY,) * len(self.machine.roles)

    def play(self, entry: LogEntry) -> None:
        """Let time go on to an entry, and then let it be made if the rules allow it."""
        self.until(entry.time)
        player = self.machine.players.index(entry.party)
        if (
            not self._allowed(entry, player)
            and self._due() == entry.time
            and self._allowed_after(entry, player)
        ):
            self._fire()
        move = next(index for index, one in enumerate(self.machine.moves) if one.id == entry.move)
        if not self._allowed(entry, player):
            self._refuse(entry, player, move)
            return
        self.acted |= 1 << player
        together = self.joined.get(move, 0) | 1 << player
        self.joined[move] = together
        whom = NOBODY if entry.whom is None else self.machine.players.index(entry.whom)
        if not self.machine.winning(move, self.holders)[together]:
            name = capitalised(listed_names(self.machine, [player]))
            ready, waits = move_says(self.machine, move), waits_for(self.machine, self._lacking(move))
            says = f"{name} is ready to {ready}, which waits for {waits}."
            self._note(entry, "joined", says)
            return
        alone = self.machine.winning(move, self.holders)[1 << player]
        says = acts(self.machine, [player] if alone else players_in(together), move, whom)
        to = self.machine.target(move)
        if to is None:
            self.joined.pop(move)
            self.passed.add(move)
            self._note(entry, "noted", says)
            return
        self._absent(entry.time, by_time=False)
        self._take_roles(move, player, whom)
        self._enter(to, entry.time)
        self._note(entry, "made", says)

    def _take_roles(self, move: int, player: int, whom: int) -> None:
        one, roles, holders = self.machine.moves[move], self.machine.roles, list(self.holders)
        if one.as_ is not None:
            holders[roles.index(one.as_)] = player
        if one.names is not None:
            holders[roles.index(one.names)] = whom
        self.holders = tuple(holders)

    # Time.

    def _due(self) -> Moment | None:
        """Return when the timeout of the state is due; None where it has none."""
        timeout = self.machine.timeout[self.state]
        if timeout is None:
            return None
        return self._limit(self.machine.moves[timeout].after)

    def _limit(self, count: int | None) -> Moment:
        return later(self.entered, count or 0, self.machine.procedure.unit)

    def until(self, time: Moment) -> None:
        """Let everything happen that is due before a moment."""
        while True:
            due = self._due()
            if due is None or not due < time:  # type: ignore[operator]  # the times of a log are of one kind
                break
            self._miss(due, also_now=True)
            self._fire(missed=True)
        self._miss(time, also_now=False)

    def _fire(self, *, missed: bool = False) -> None:
        """Let the timeout that is due happen."""
        index, due = self.machine.timeout[self.state], self._due()
        assert index is not None
        assert due is not None
        if not missed:
            self._miss(due, also_now=True)
        self._absent(due, by_time=True)
        left, to = self.machine.states[self.state], self.machine.target(index)
        assert to is not None
        self._enter(to, due)
        when = self.shown(due)
        move = self.machine.moves[index]
        says = f"{when}: {move_says(self.machine, index)}. {self._now()}"
        self.events.append(Timeout(when, move.id, left, self.machine.states[to], says))

    def _enter(self, state: int, time: Moment) -> None:
        self.state, self.entered = state, time
        self.joined, self.acted, self.passed = {}, 0, set()

    def _miss(self, time: Moment, *, also_now: bool) -> None:
        """Note every deadline of the state that is over by a moment and was not met."""
        for move in self.machine.leaving[self.state]:
            within = self.machine.moves[move].within
            if within is None or move in self.passed or self.machine.moves[move].own_step:
                continue
            end = self._limit(within)
            over = end <= time if also_now else end < time  # type: ignore[operator]  # as above
            awaited = members_of_any(self._lacking(move))
            if over and awaited:
                self.passed.add(move)
                when = self.shown(end)
                says = f"{when}: the deadline passes. {does_not(self.machine, awaited, move)}"
                named = tuple(self.machine.players[one] for one in awaited)
                here = self.machine.states[self.state]
                self.events.append(Missed(when, self.machine.moves[move].id, here, named, says))

    def _absent(self, time: Moment, *, by_time: bool) -> None:
        """Note who did nothing in the state that ends, though a move there waited for it.

        A move that others have begun lacks those who could complete it, where a timeout or a meeting ends.
        In a meeting, one that leaves everything as it is tells who attends. And where the state ends
        ``by_time``, a timeout is the deadline of moves that have none of their own.
        """
        meeting = self.machine.kinds[self.state] is StateKind.MEETING
        if not meeting and not by_time:
            return
        could = {
            one
            for move in self.machine.leaving[self.state]
            if not self.machine.moves[move].own_step
            for one in self._expected(move, meeting=meeting, by_time=by_time)
        }
        silent = sorted(one for one in could if not self.acted >> one & 1)
        if silent:
            since, until = self.shown(self.entered), self.shown(time)
            name = state_name(self.machine, self.state)
            says = f"{until}: {listed_names(self.machine, silent)} did nothing in “{name}” since {since}."
            named = tuple(self.machine.players[one] for one in silent)
            self.events.append(Absent(since, until, self.machine.states[self.state], named, says))

    def _expected(self, move: int, *, meeting: bool, by_time: bool) -> Sequence[int]:
        """Return whom a move has waited for in the state that ends."""
        if self.machine.target(move) is None:
            return self.machine.needed(move, self.holders) if meeting else []
        begun = bool(self.joined.get(move, 0)) and self.machine.moves[move].within is None
        if begun or (by_time and self._awaited(move, meeting=meeting)):
            return members_of_any(self._lacking(move))
        return []

    def _awaited(self, move: int, *, meeting: bool) -> bool:
        """Tell whether a move that nobody has begun, and without a deadline, waits until the timeout.

        Not just anybody can make it, and it leads elsewhere than the timeout does. Nor does it take several
        in a meeting: that they have not made it there does not tell that anybody was away.
        """
        table, players = self.machine.winning(move, self.holders), range(len(self.machine.players))
        timeout, one = self.machine.timeout[self.state], self.machine.moves[move]
        elsewhere = timeout is None or one.to != self.machine.moves[timeout].to
        alone = [bool(table[1 << player]) for player in players]
        return one.within is None and elsewhere and not all(alone) and (any(alone) or not meeting)

    def _lacking(self, move: int) -> list[int]:
        """Return the least coalitions that complete a move with those who have joined in it."""
        return completing(self.machine.winning(move, self.holders), self.joined.get(move, 0))

    # Rules.

    def _allowed(self, entry: LogEntry, player: int) -> bool:
        return entry.move in self.open_to(player, entry.time)

    def _allowed_after(self, entry: LogEntry, player: int) -> bool:
        """Tell whether the rules allow an entry once the timeout that is due at its moment has happened."""
        timeout = self.machine.timeout[self.state]
        assert timeout is not None
        to = self.machine.target(timeout)
        assert to is not None
        state, entered, self.state, self.entered = self.state, self.entered, to, entry.time
        allowed = self._allowed(entry, player)
        self.state, self.entered = state, entered
        return allowed

    def open_to(self, player: int, time: Moment) -> tuple[str, ...]:
        """Return the moves that a player can make, or join in, at a moment."""
        found = []
        for move in self.machine.leaving[self.state]:
            one = self.machine.moves[move]
            in_time = one.within is None or time <= self._limit(one.within)  # type: ignore[operator]
            alone = one.as_ is not None or one.names is not None
            able = (
                self.machine.winning(move, self.holders)[1 << player]
                if alone
                else player in self.machine.needed(move, self.holders)
            )
            if in_time and able:
                found.append(one.id)
        return tuple(found)

    # Words.

    def _refuse(self, entry: LogEntry, player: int, move: int) -> None:
        instead = self.open_to(player, entry.time)
        name = capitalised(listed_names(self.machine, [player]))
        here = state_name(self.machine, self.state)
        could = f" It could: {', '.join(instead)}." if instead else " It could make no move."
        says = f"{name} cannot {move_says(self.machine, move)} in “{here}”: not allowed.{could}"
        self._note(entry, "not allowed", says, instead)

    def _note(self, entry: LogEntry, effect: str, says: str, instead: tuple[str, ...] = ()) -> None:
        state, when = self.machine.states[self.state], self.shown(entry.time)
        told = f"{when}: {says}" + (f" {self._now()}" if effect == "made" else "")
        self.events.append(Entry(entry.line, when, entry.party, entry.move, effect, state, told, instead))

    def _now(self) -> str:
        return f"The state is now “{state_name(self.machine, self.state)}”."

    def shown(self, moment: Moment) -> str:
        """Return a moment as this log shows it."""
        return shown(moment, by_day=self.by_day)

    # What runs.

    def running(self) -> list[Running]:
        """Return the deadlines that run in the present state, and its timeout, the nearest first."""
        found = [
            self._running(self._limit(self.machine.moves[move].within), move)
            for move in self.machine.leaving[self.state]
            if self.machine.moves[move].within is not None
            and move not in self.passed
            and not self.machine.moves[move].own_step
        ]
        timeout, due = self.machine.timeout[self.state], self._due()
        if timeout is not None and due is not None:
            found += [self._running(due, move, awaited) for move, awaited in self._awaited_until_timeout()]
            says = f"{self.shown(due)}: {move_says(self.machine, timeout)}, without anybody's act."
            found.append(Running(due, self.machine.moves[timeout].id, (), says))
        return sorted((one for one in found if one.by_itself or one.awaited), key=_first)

    def _awaited_until_timeout(self) -> list[tuple[int, list[int]]]:
        """Return the moves without a deadline of their own that wait for somebody, and for whom."""
        meeting = self.machine.kinds[self.state] is StateKind.MEETING
        found = []
        for move in self.machine.leaving[self.state]:
            if self.machine.moves[move].own_step:
                continue
            expected = self._expected(move, meeting=meeting, by_time=True)
            awaited = [one for one in expected if not self.acted >> one & 1]
            if awaited:
                found.append((move, awaited))
        return found

    def _running(self, time: Moment, move: int, awaited: list[int] | None = None) -> Running:
        who = members_of_any(self._lacking(move)) if awaited is None else awaited
        names, verb = capitalised(listed_names(self.machine, who)), "is" if len(who) == 1 else "are"
        says = f"Until {self.shown(time)}: {names} {verb} to {move_says(self.machine, move)}."
        named = tuple(self.machine.players[one] for one in who)
        return Running(time, self.machine.moves[move].id, named, says if who else "")

    def completes(self, player: int, move: int) -> bool:
        """Tell whether a move takes place as soon as a player makes it, or joins who have joined in it."""
        return bool(self.machine.winning(move, self.holders)[self.joined.get(move, 0) | 1 << player])

    def deadline(self, move: int) -> Moment | None:
        """Return the moment after which a move can no longer be made in the present state, if any."""
        within = self.machine.moves[move].within
        limits = [self._due(), None if within is None else self._limit(within)]
        return min((one for one in limits if one is not None), default=None)

    def fork(self) -> Player:
        """Return another player that stands where this one does, and goes its own way without its events."""
        other = replace(self, joined=dict(self.joined), passed=set(self.passed), events=[])
        other.state, other.holders = self.state, self.holders
        return other


def _first(one: Running) -> tuple[Moment, bool]:
    return one.time, one.by_itself
