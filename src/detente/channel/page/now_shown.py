"""Where the channel stands as the page shows it: its state, what runs, and what the reader can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.case.procedures import StateKind
from detente.channel.page.times import away, shown_time
from detente.channel.record.kinds import Kind
from detente.channel.record.moment import instant
from detente.institutions.procedures.wording import listed_names, move_says
from detente.outcomes.counts_said import counted

if TYPE_CHECKING:
    from detente.channel.course.state import State
    from detente.channel.exchange.delegation import Delegation
    from detente.institutions.procedures.machine import Machine
    from detente.institutions.procedures.player import Running

__all__ = ["Choice", "Deadline", "NowShown", "now_shown"]


@dataclass(frozen=True)
class Choice:
    """One of the things to choose from: its key, and how it reads."""

    key: str
    says: str


@dataclass(frozen=True)
class Deadline:
    """A deadline that runs: until when, and who is to do what. ``yours``: its reader is awaited too."""

    time: str
    shown: str
    away: str
    says: str
    yours: bool


@dataclass(frozen=True)
class NowShown:
    """Where the channel stands, and what its reader can do: convene, make another move, name somebody.

    ``why_not``: why there may be no move that convenes.
    """

    sentence: str
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    opened: bool
    why_not: str
    convening: tuple[Choice, ...]
    moves: tuple[Choice, ...]
    names: tuple[Choice, ...]
    readers: tuple[Choice, ...]
    kinds: tuple[Choice, ...]


_KINDS = {
    Kind.REPLY: "Reply",
    Kind.EXPLAIN: "Explain",
    Kind.ATTEND: "Attend",
    Kind.MINUTE: "Minutes",
    Kind.PROPOSE: "Propose",
    Kind.DECLARE: "Declare",
    Kind.MOVE: "Another move of the procedure",
}


def now_shown(delegation: Delegation, now: str) -> NowShown:
    """Return where the channel stands at a moment, for its reader."""
    holder, me = delegation.holder, delegation.name
    opening, machine, state = holder.opening, holder.opening.machine, holder.course.at(now)
    others = [party for party in opening.parties if party != me]
    named = any(one.names is not None for one in machine.moves if one.id in state.open_moves.get(me, ()))
    return NowShown(
        state.sentence,
        tuple(_notes(state, now)),
        tuple(_warnings(delegation)),
        tuple(_deadline(machine, one, now, me) for one in state.running),
        delegation.observes or len(holder.copy.logs[me]) > 0,
        _why_not(state),
        _moves(machine, state.convening.get(me, ())),
        _moves(machine, state.open_moves.get(me, ())),
        tuple(Choice(party, opening.name(party)) for party in others) if named else (),
        tuple(Choice(name, opening.name(name)) for name in (*others, *opening.observers)),
        tuple(Choice(str(kind), says) for kind, says in _KINDS.items()),
    )


def _why_not(state: State) -> str:
    if state.kind is StateKind.MEETING:
        return "The parties are called to a meeting already."
    if state.called:
        return "A meeting is called already: it comes whatever anybody fails to do."
    return "Nobody can convene a meeting alone in this state; moves that others join are made below."


def _moves(machine: Machine, open_moves: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.id, capitalised(move_says(machine, index)))
        for index, one in enumerate(machine.moves)
        if one.id in open_moves
    )


def _notes(state: State, now: str) -> list[str]:
    told = [f"By the clock, since the last entry: {event.says}" for event in state.events]
    told += [one.says for one in state.missing]
    if state.ahead:
        here = shown_time(instant(now))
        is_dated, take = ("entry is", "takes") if state.ahead == 1 else ("entries are", "take")
        told.append(f"{state.ahead:,} {is_dated} dated later than now ({here}), and {take} effect then.")
    return told


def _warnings(delegation: Delegation) -> list[str]:
    copy, opening = delegation.holder.copy, delegation.holder.opening
    forked = dict.fromkeys(proof.party for proof in copy.forks())
    told = [f"{opening.name(party)} has signed two different logs: verify shows it." for party in forked]
    if waiting := len(copy.waiting):
        what = f"{counted(waiting, 'entry', 'entries')} {'waits' if waiting == 1 else 'wait'}"
        whose = ", ".join(dict.fromkeys(opening.name(party) for party, _ in copy.missing))
        told.append(f"{what} for others of {whose} that have not arrived, and are not in the record yet.")
    return told


def _deadline(machine: Machine, one: Running, now: str, me: str) -> Deadline:
    index = next(index for index, move in enumerate(machine.moves) if move.id == one.move)
    does, moment = move_says(machine, index), instant(now)
    if one.by_itself:
        says = f"{capitalised(does)}, without anybody’s act."
    else:
        who = [player for player, party in enumerate(machine.players) if party in one.awaited]
        says = f"{capitalised(listed_names(machine, who))} {'is' if len(who) == 1 else 'are'} to {does}."
    assert not isinstance(one.time, int)  # a channel has dates alone
    return Deadline(
        f"{one.time.isoformat(timespec='seconds')}Z",
        shown_time(one.time),
        away(one.time, moment),
        says,
        me in one.awaited,
    )
