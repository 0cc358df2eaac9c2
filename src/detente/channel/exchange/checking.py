"""Checking a whole channel offline: what its record proves, what it cannot prove, and what is wrong."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.channel.course.course import Course
from detente.channel.course.state import moment_of
from detente.channel.problems import RecordError
from detente.channel.record.acknowledgements import Acknowledgements
from detente.channel.record.copy import Copy, Outcome, Place
from detente.channel.record.entry import SignedEntry
from detente.channel.record.moment import instant, written
from detente.channel.record.witnessed import witnessed
from detente.harmless import in_a_line
from detente.outcomes.counts_said import counted

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor

    import pandas as pd

    from detente.channel.keeping.holder import Holder
    from detente.channel.record.forks import ForkByEntries, ForkByHead
    from detente.channel.record.opening import Opening
    from detente.channel.record.statements import SignedHead

__all__ = ["Check", "check", "check_kept", "check_record"]

_SHOWN = 16
"""Digits of a hash that sentences show."""


@dataclass(frozen=True)
class Check:
    """What checking a record has found, in sentences. Only ``faults`` make a record unsound."""

    channel: str
    entries: int
    proved: tuple[str, ...]
    noted: tuple[str, ...]
    unproved: tuple[str, ...]
    faults: tuple[str, ...]
    proofs: tuple[ForkByEntries | ForkByHead, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with the record."""
        return not self.faults

    def summary(self) -> list[str]:
        """Return everything in sentences, what is wrong first."""
        verdict = "The record is sound." if self.sound else "The record is not sound:"
        told = [verdict, *(f"- {one}" for one in self.faults)]
        for head, sentences in (
            ("It proves:", self.proved),
            ("It shows:", self.noted),
            ("It cannot prove:", self.unproved),
        ):
            if sentences:
                told += ["", head, *(f"- {one}" for one in sentences)]
        return [in_a_line(one) for one in told]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the sentences as a table, each with what it tells."""
        import pandas as pd

        told = {"fault": self.faults, "proved": self.proved, "noted": self.noted, "unproved": self.unproved}
        rows = [{"tells": tells, "sentence": one} for tells, found in told.items() for one in found]
        return {"check": pd.DataFrame(rows, columns=["tells", "sentence"])}

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "channel": self.channel,
            "entries": self.entries,
            "sound": self.sound,
            "faults": list(self.faults),
            "proved": list(self.proved),
            "noted": list(self.noted),
            "unproved": list(self.unproved),
            "proofs": [one.to_json() for one in self.proofs],
        }


def check_record(
    opening: Opening,
    lines: Iterable[bytes],
    heads: Iterable[SignedHead] = (),
    executor: Executor | None = None,
) -> Check:
    """Check a record from its opening and its entries as they are kept or sent, each signature among it.

    An executor's processes share the work.
    """
    copy, faults, read = Copy(opening), [], deque[SignedEntry]()

    def reading() -> Iterator[SignedEntry]:
        for place, line in enumerate(lines, 1):
            try:
                read.append(SignedEntry.glimpsed(line))
            except RecordError as error:
                faults.append(f"Line {place} is no entry: {error}.")
            else:
                yield read[-1]

    for added in copy.add_all(reading(), executor):
        one = read.popleft().entry
        if added.outcome is Outcome.REFUSED:
            faults.append(_refused(copy, one.party, one.number, added.reason))
    for head in heads:
        added = copy.add_head(head)
        if added.outcome is Outcome.REFUSED:
            faults.append(f"A head of {_name(copy, head.party)} is refused: {added.reason}.")
    faults += [_refused(copy, *told) for told in copy.turned_away]
    unsigned = (one.entry for one in copy.waiting if not copy.is_by_author(one))
    why = "it is signed with no key of its author that is here"
    faults += [_refused(copy, one.party, one.number, why) for one in unsigned]
    return check(copy, faults)


def check_kept(holder: Holder, executor: Executor | None = None) -> Check:
    """Check a record as its store has it on the disk, with the heads that are kept beside it.

    An executor's processes share the work. Raises ``StoreError`` where the store cannot be read.
    """
    with holder.reading():
        heads = list(holder.copy.heads.values())
    lines = (row.line for row in holder.store.rows(holder.opening.id))
    return check_record(holder.opening, lines, heads, executor)


def _refused(copy: Copy, party: str, number: int, reason: str) -> str:
    return f"Entry {number} of {_name(copy, party)} is refused: {reason}."


def check(copy: Copy, refused: Sequence[str] = ()) -> Check:
    """Say what a copy proves, each of whose entries has been checked."""
    proofs = tuple(copy.forks())
    return Check(
        copy.opening.id,
        len(copy),
        tuple(_proved(copy)),
        tuple(_noted(copy)),
        tuple(_unproved(copy)),
        (*refused, *_forked(copy, proofs), *_incomplete(copy)),
        proofs,
    )


def _name(copy: Copy, party: str) -> str:
    return copy.opening.name(party) if party in copy.logs else party[:60]


def _proved(copy: Copy) -> Iterator[str]:
    if not len(copy):
        return
    yield (
        f"{counted(len(copy), 'entry', 'entries')}, each signed with the key that was in force, and saying"
        " what stood before it in its author's log. None was altered, left out within a log, or moved."
    )
    told = Acknowledgements(copy).sizes()
    for party, log in copy.logs.items():
        branch, name = log.longest, copy.opening.name(party)
        if not branch.entries:
            continue
        ends = branch.entries[-1].entry.time
        root = f"{branch.head().root[:_SHOWN]}…"
        yield f"{name}: {counted(len(branch), 'entry', 'entries')}, the last of {_moment(ends)}; root {root}"
        for by, size in sorted(told[party].items()):
            until = "its first entry" if size == 1 else f"its first {size:,} entries"
            holder = copy.opening.name(by)
            yield f"{name} cannot show others in place of {until}: {holder} holds its signature over them."


def _noted(copy: Copy) -> Iterator[str]:
    steps = Course(copy).steps()
    against = sum(step.effect == "not allowed" for step in steps)
    void = sum(step.effect == "void" for step in steps)
    if against:
        moves = "is a move" if against == 1 else "are moves"
        yield f"{against:,} of the entries {moves} that the procedure does not allow, without effect."
    if void:
        are = "is" if void == 1 else "are"
        yield f"{void:,} of the entries {are} signed with a key that was revoked, without effect."
    known = witnessed(copy)
    for party, log in copy.logs.items():
        seen = sum(leaf in known for leaf in log.void)
        if seen:
            yield (
                f"{_name(copy, party)} has taken back {counted(seen, 'entry', 'entries')} that others had"
                " seen, by revoking the key that signed them: that it was in other hands rests on its word."
            )
    for place, step in zip(copy.order, steps, strict=True):
        if step.deadline is not None and step.allowed:
            yield from _rests_on_its_word(copy, place, step.deadline, known.get(place[3]))


def _rests_on_its_word(copy: Copy, place: Place, deadline: dt.datetime, seen: str | None) -> Iterator[str]:
    """Say of a move with a deadline that nobody else shows that it was made before."""
    if seen is not None and seen <= written(deadline):
        return
    move, dated, due = copy.at(place).entry.move, _moment(place[0]), moment_of(deadline)
    until = "" if seen is None else f" until {_moment(seen)}"
    yield (
        f"{_name(copy, place[1])} has dated its move {move} {dated}, before the deadline of {due}, and no"
        f" other party shows to have known of it{until}: that it was in time rests on its author's word."
    )


def _unproved(copy: Copy) -> Iterator[str]:
    yield "that these are the newest entries: what nobody whose entries are here was shown is not here"
    yield (
        "when exactly an entry was written: its time is its author's word, bounded by what it had seen, and"
        " by the first entry of another party that had seen it"
    )
    yield "who used a key: a stolen key signs like its owner, until the owner revokes it"
    told = Acknowledgements(copy).sizes()
    for party, log in copy.logs.items():
        size, most = len(log.longest), max(told[party].values(), default=0)
        if size > most:
            yield (
                f"that {copy.opening.name(party)} shows everybody the same log from its entry {most} on:"
                " nobody has acknowledged that yet"
            )
    if any(signed.entry.sealed for signed in copy.entries()):
        yield "what sealed words say, to anybody but their readers"


def _forked(copy: Copy, proofs: Iterable[ForkByEntries | ForkByHead]) -> Iterator[str]:
    for proof in proofs:
        keys = list(copy.logs[proof.party].all_keys)
        assert proof.proves(copy.opening.id, keys)
        yield (
            f"{copy.opening.name(proof.party)} has signed two different logs: they differ at entry"
            f" {proof.number} at the latest. Both signatures are in this record, and convince anybody."
        )


def _incomplete(copy: Copy) -> Iterator[str]:
    waiting = sum(map(copy.is_by_author, copy.waiting))
    for party, size in copy.missing:
        log, name = copy.logs[party], copy.opening.name(party)
        if log.reaches(size):
            yield f"Entries build on a log of {name} whose first {size:,} entries are not those here."
        else:
            seen = counted(size, "entry", "entries")
            yield f"Others have seen {seen} of {name}, of which {len(log.longest):,} are here."
    if waiting:
        some = counted(waiting, "entry is", "entries are")
        yield f"{some} not part of the record yet: what came before is missing; ask for a bundle of it."


def _moment(time: str) -> str:
    return moment_of(instant(time))
