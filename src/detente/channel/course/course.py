"""The course of a channel: each entry of its record checked against the procedure, in the record's order.

What an entry comes to, and every deadline, timeout and absence, follows from the record and the clock alone.
Nothing is kept besides: another copy with the same entries comes to the same. An entry that the rules do not
allow stays in the record, without effect.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.channel.course.convening import convening_moves, leads_to_meeting
from detente.channel.course.state import Missing, State, moment_of
from detente.channel.record.kinds import Kind
from detente.channel.record.moment import instant
from detente.institutions.procedures.log import LogEntry
from detente.institutions.procedures.player import Player
from detente.institutions.procedures.replay_result import Entry as Played
from detente.institutions.procedures.wording import state_name

if TYPE_CHECKING:
    import datetime as dt

    from detente.channel.record.copy import Copy, Place
    from detente.channel.record.entry import Entry
    from detente.institutions.procedures.replay_result import Event

__all__ = ["Course", "Step"]

_EVERY = 256
"""Entries after which the state is kept, so that an entry which arrives late is not played from the start."""


_VERBS = {
    Kind.OPEN: "opens its log, and so accepts the channel",
    Kind.REPLY: "replies",
    Kind.EXPLAIN: "explains",
    Kind.ATTEND: "attends",
    Kind.MINUTE: "writes minutes",
    Kind.PROPOSE: "proposes",
    Kind.DECLARE: "declares",
    Kind.ROTATE: "changes its keys",
    Kind.REVOKE: "revokes its keys, and has new ones",
}


@dataclass(frozen=True)
class Step:
    """What an entry came to: ``effect`` is ``said`` where it makes no move, else as a replay names it.

    Also ``void``, of an entry whose key was revoked. ``before`` is what happened by the clock since the entry
    before it; ``instead`` are the moves that the party could have made; ``deadline`` is until when the move
    could be made.
    """

    effect: str
    says: str
    state: str
    before: tuple[Event, ...] = ()
    instead: tuple[str, ...] = ()
    deadline: dt.datetime | None = None

    @property
    def allowed(self) -> bool:
        """Whether the rules allow it."""
        return self.effect not in {"not allowed", "void"}


@dataclass(frozen=True)
class _Kept:
    place: Place | None
    player: Player


class Course:
    """The course of a copy, which may go on to grow. Asking again after it grew costs what is new."""

    def __init__(self, copy: Copy) -> None:
        self.copy, self.machine = copy, copy.opening.machine
        self._convening = convening_moves(self.machine)
        self._moves = {move.id: index for index, move in enumerate(self.machine.moves)}
        self._start_again()

    def _start_again(self) -> None:
        opened = instant(self.copy.opening.opened)
        self._player = Player(self.machine, opened, by_day=False)
        self._steps: list[Step] = []
        self._kept = [_Kept(None, self._player.fork())]
        self._last: Place | None = None
        self._void = self._voided

    @property
    def _voided(self) -> list[frozenset[bytes]]:
        return [log.void for log in self.copy.logs.values()]

    def steps(self, now: str | None = None) -> list[Step]:
        """Return what each entry came to, in the order of the record, of those dated up to a moment."""
        self._play(self._count(now))
        return self._steps[:]  # which another question may shorten

    def at(self, now: str) -> State:
        """Return where the channel stands at a moment, by the entries that are dated up to it."""
        count = self._count(now)
        self._play(count)
        player, moment = self._player.fork(), instant(now)
        player.until(max(moment, instant(self.copy.opening.opened)))
        names, players = self.machine.players, range(len(self.machine.players))
        open_moves = {names[one]: player.open_to(one, moment) for one in players}
        return State(
            moment_of(moment),
            self.copy.opening.title,
            self.machine.states[player.state],
            state_name(self.machine, player.state),
            self.machine.kinds[player.state],
            player.shown(player.entered),
            tuple(player.running()),
            open_moves,
            {
                names[one]: tuple(
                    move
                    for move in open_moves[names[one]]
                    if move in self._convening and player.completes(one, self._moves[move])
                )
                for one in players
            },
            leads_to_meeting(self.machine, player.state),
            tuple(player.events),
            tuple(self._missing()),
            len(self.copy.order) - count,
            {party: self.copy.opening.name(party) for party in names},
        )

    def _missing(self) -> list[Missing]:
        return [
            Missing(party, f"{self.machine.name(index)} has not opened its log yet.")
            for index, party in enumerate(self.machine.players)
            if not len(self.copy.logs[party])
        ]

    def _count(self, now: str | None) -> int:
        """Return how many entries are dated up to a moment."""
        order = self.copy.order
        if now is None or not order or order[-1][0] <= now:
            return len(order)
        return bisect_left(order, (f"{now}~",))

    def _play(self, count: int) -> None:
        """Play the first entries of the record, from the last state kept that still stands."""
        if self._void != self._voided:
            self._start_again()
        if len(self._steps) > count or not self._stands(len(self._steps), self._last):
            self._go_back(count)
        for place in self.copy.order[len(self._steps) : count]:
            signed = self.copy.at(place)
            self._steps.append(self._step(signed.entry, self._player, void=self.copy.is_void(signed)))
            self._last = place
            if len(self._steps) % _EVERY == 0:
                self._kept.append(_Kept(place, self._player.fork()))

    def _go_back(self, count: int) -> None:
        """Take up the last state kept that is no later than so many entries, and that still stands."""
        while True:
            kept, reached = self._kept[-1], _EVERY * (len(self._kept) - 1)
            if reached <= count and self._stands(reached, kept.place):
                break
            self._kept.pop()
        self._player, self._last = kept.player.fork(), kept.place
        del self._steps[reached:]

    def _stands(self, count: int, last: Place | None) -> bool:
        """Tell whether so many entries are those that were played: an earlier one would have moved them."""
        return count == 0 or (count <= len(self.copy.order) and self.copy.order[count - 1] == last)

    def trial(self, entry: Entry) -> Step:
        """Return what an entry would come to if it were made, given what is in the copy."""
        self._play(self._count(entry.time))
        return self._step(entry, self._player.fork(), void=False)

    def _step(self, entry: Entry, player: Player, *, void: bool) -> Step:
        """Let a player play one entry."""
        moment = instant(entry.time)
        player.until(moment)
        before, player.events = tuple(player.events), []
        here = self.machine.states[player.state]
        if void:
            says = f"signed with a key that {self._name(entry)} has revoked; without effect."
            return Step("void", f"{moment_of(moment)}: {says}", here, before)
        if entry.move is None:
            return Step("said", f"{moment_of(moment)}: {self._said(entry)}", here, before)
        wrong = self._wrong(entry)
        if wrong:
            return Step("not allowed", f"{moment_of(moment)}: {self._name(entry)}: {wrong}.", here, before)
        deadline = player.deadline(self._moves[entry.move])
        player.play(LogEntry(0, moment, entry.party, entry.move, self._whom(entry)))
        *clock, played = player.events
        player.events = []
        assert isinstance(played, Played)
        return Step(
            played.effect,
            played.says,
            played.state,
            (*before, *clock),
            played.instead,
            deadline,  # type: ignore[arg-type]  # a channel has dates alone
        )

    def _name(self, entry: Entry) -> str:
        return self.copy.opening.name(entry.party)

    def _said(self, entry: Entry) -> str:
        if entry.kind is Kind.ACKNOWLEDGE:
            whose = ", ".join(self.copy.opening.name(head.party) for head in entry.heads)
            return f"{self._name(entry)} acknowledges how far it has the logs of {whose}."
        about = entry.about
        which = "" if about is None else f" on entry {about.number} of {self.copy.opening.name(about.party)}"
        return f"{self._name(entry)} {_VERBS[entry.kind]}{which}."

    def _whom(self, entry: Entry) -> str | None:
        """Return whom a move names; where only one other takes part, that one is meant."""
        assert entry.move is not None
        others = [one for one in self.machine.players if one != entry.party]
        names = self.machine.moves[self._moves[entry.move]].names
        return entry.whom if names is None or entry.whom else others[0]

    def _wrong(self, entry: Entry) -> str:
        """Say why a move is none that the procedure has; nothing where it is one."""
        index, players = self._moves.get(entry.move or ""), self.machine.players
        if index is None:
            return f"the procedure has no move {entry.move!r}"
        move = self.machine.moves[index]
        unsaid = move.names is not None and entry.whom is None and len(players) > 2  # noqa: PLR2004 - or it is the other
        wrongs = (
            (move.after is not None, "is a timeout, which nobody makes"),
            (
                entry.kind is Kind.CONVENE and move.id not in self._convening,
                "does not lead to a meeting by itself, and so convenes nobody",
            ),
            (move.names is None and entry.whom is not None, "names nobody"),
            (unsaid, "names somebody, and the entry does not say whom"),
            (entry.whom == entry.party, "names another, and not who makes it"),
            (
                entry.whom is not None and entry.whom not in players,
                f"cannot name {entry.whom!r}, who takes no part",
            ),
        )
        return next((f"{move.id!r} {sentence}" for wrong, sentence in wrongs if wrong), "")
