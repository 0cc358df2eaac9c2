"""One holder's copy of a channel: the logs of all parties as far as they have arrived, merged into one.

What is in a copy, and in which order, depends on the entries alone: not on the way, the order or the number
of times that they arrived. Every entry is dated after all that its author had seen, so that the order of
times, with party, number and hash where times are equal, puts nothing before what it answers.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter, deque
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from detente.channel.problems import RecordError
from detente.channel.record.ahead import Checked, looked_ahead
from detente.channel.record.forks import ForkByEntries, ForkByHead
from detente.channel.record.kinds import Kind
from detente.channel.record.party_log import MOST_BRANCHES, MOST_NEEDED, MOST_REVOKING, PartyLog
from detente.channel.record.tree import EMPTY_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor

    from detente.channel.record.entry import Entry, SignedEntry
    from detente.channel.record.opening import Opening
    from detente.channel.record.party_log import Branch
    from detente.channel.record.statements import Head, SignedHead

__all__ = ["Added", "Copy", "Outcome", "Place"]

MOST_WAITING = 10_000
"""Entries of a party that wait for others. Past this they are to be sent again when those have arrived."""
MOST_STRANGE = 100
"""Of those, entries said to be of a party that no key of it which is known here has signed: its next keys may
have, or anybody."""
MOST_HEADS = 100
"""Signed heads of a party that are kept while they are of no log that is here."""

Place = tuple[str, str, int, bytes]
"""Where an entry stands in the record: its time, party, number and hash, in that order."""


class Outcome(Enum):
    """What became of an entry that arrived."""

    NEW = "new"
    KNOWN = "known"
    WAITING = "waiting"
    REFUSED = "refused"

    def __str__(self) -> str:
        """Return the word for it."""
        return self.value


@dataclass(frozen=True)
class Added:
    """What became of an entry, and why where it was not taken."""

    outcome: Outcome
    reason: str = ""


_NEW, _KNOWN = Added(Outcome.NEW), Added(Outcome.KNOWN)


class _MissingError(Exception):
    """The entry needs the log of a party to have so many entries, or another log of it."""

    def __init__(self, party: str, size: int) -> None:
        super().__init__(party, size)
        self.needed = party, size


def _size(known: tuple[str, int, str]) -> int:
    return known[1]


@dataclass(eq=False)
class Copy:
    """Everything of a channel that has arrived here, each entry checked.

    ``check_signatures`` is off only where entries come from a store that has checked them before. What had
    to wait is checked all the same: it was not when it came. ``turned_away`` tells of those that were
    refused then: the party, the number, and the reason.
    """

    opening: Opening
    check_signatures: bool = True
    logs: dict[str, PartyLog] = field(init=False)
    order: list[Place] = field(default_factory=list, init=False)
    heads: dict[tuple[str, int, str], SignedHead] = field(default_factory=dict, init=False)
    turned_away: deque[tuple[str, int, str]] = field(init=False)
    _waiting: dict[tuple[str, int], dict[tuple[bytes, str], SignedEntry]] = field(
        default_factory=dict, init=False
    )
    _wait_of: Counter[str] = field(default_factory=Counter, init=False)
    _strange: dict[str, set[tuple[bytes, str]]] = field(init=False)
    _checked: Checked = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._strange = {party: set() for party in self.opening.parties}
        self.logs = {party: PartyLog(party, keys) for party, keys in self.opening.parties.items()}
        self.turned_away = deque(maxlen=MOST_WAITING)

    # What there is.

    def __len__(self) -> int:
        return len(self.order)

    def at(self, place: Place) -> SignedEntry:
        """Return the entry that stands at a place of the record."""
        return self.logs[place[1]].held[place[3]]

    def entries(self) -> Iterator[SignedEntry]:
        """Yield the entries in the order of the record."""
        return map(self.at, self.order)

    def is_void(self, signed: SignedEntry) -> bool:
        """Tell whether it was signed with a key that its party has revoked."""
        return signed.leaf in self.logs[signed.entry.party].void

    @property
    def waiting(self) -> list[SignedEntry]:
        """The entries that wait for others which have not arrived, each once.

        Whose they are is not known yet: one text can be here with several signatures, of which one is good.
        """
        found = {mark: one for held in self._waiting.values() for mark, one in held.items()}
        return [found[mark] for mark in sorted(found)]

    @property
    def missing(self) -> list[tuple[str, int]]:
        """For what they wait: by party, how many entries its log must have.

        Only of those that are signed by their authors, so that nobody else can make others look behind.
        """
        return sorted(
            need for need, held in self._waiting.items() if any(map(self.is_by_author, held.values()))
        )

    def forks(self) -> list[ForkByEntries | ForkByHead]:
        """Return what proves that parties have signed more than one log."""
        found: list[ForkByEntries | ForkByHead] = []
        for log in self.logs.values():
            found += [ForkByEntries(*pair) for pair in log.forks()]
        return [*found, *(proof for head in list(self.heads.values()) if (proof := self._contradicts(head)))]

    # What arrives.

    def add_all(self, arriving: Iterable[SignedEntry], executor: Executor | None = None) -> Iterator[Added]:
        """Add entries in the order in which they come; an executor's processes look at their signatures."""
        for chunk, checked in looked_ahead(arriving, self._likely_key, executor):
            self._checked = checked
            yield from map(self.add, chunk)
        self._checked = {}

    def _likely_key(self, signed: SignedEntry) -> str | None:
        """Return the key that will most likely be in force; None where no signature is to be looked at."""
        log = self.logs.get(signed.entry.party)
        if not self.check_signatures or log is None or signed.leaf in log.held:
            return None
        return log.longest.keys[-1][1].sign

    def add(self, signed: SignedEntry) -> Added:
        """Add an entry, once. An entry that answers what is not here yet waits until that has arrived."""
        entry = signed.entry
        if entry.channel != self.opening.id:
            return Added(Outcome.REFUSED, "it belongs to another channel")
        if entry.party not in self.logs:
            return Added(Outcome.REFUSED, f"{entry.party[:60]!r} is no party of this channel")
        if signed.leaf in self.logs[entry.party].held:
            return self._again(signed)
        try:
            self._accept(signed)
        except RecordError as error:
            return Added(Outcome.REFUSED, str(error))
        except _MissingError as missing:
            return self._wait(signed, missing.needed)
        self._wake(entry)
        return _NEW

    def _again(self, signed: SignedEntry) -> Added:
        """Tell whether an entry whose text is here is here as it is sent: no signature under it is free."""
        known = self.logs[signed.entry.party].held[signed.leaf].signature == signed.signature
        if known or not self.check_signatures or self.is_by_author(signed):
            return _KNOWN
        return Added(Outcome.REFUSED, f"it is not signed with a key of {signed.entry.party}")

    def _wait(self, signed: SignedEntry, needed: tuple[str, int]) -> Added:
        party, size = needed
        log, held = self.logs[party], self._waiting.get(needed, {})
        other = "another log" if log.reaches(size) else f"{size} entries of the log"
        if signed.mark not in held:
            strange = self._strange[signed.entry.party]
            if not self.is_by_author(signed):
                strange.add(signed.mark)
            if len(strange) > MOST_STRANGE or self._wait_of[signed.entry.party] >= MOST_WAITING:
                strange.discard(signed.mark)
                return Added(Outcome.REFUSED, "too many entries wait for others: send it again after those")
            self._waiting.setdefault(needed, {})[signed.mark] = signed
            self._wait_of[signed.entry.party] += 1
        return Added(Outcome.WAITING, f"it answers {other} of {party} that has not arrived")

    def _wake(self, entry: Entry) -> None:
        """Add what has waited for an entry, and what waited for that in turn."""
        ready = [(entry.party, entry.number + 1)]
        while ready:
            for signed in self._waiting.pop(ready.pop(), {}).values():
                self._strange[signed.entry.party].discard(signed.mark)
                self._wait_of[signed.entry.party] -= 1
                if signed.leaf in self.logs[signed.entry.party].held:
                    continue
                try:
                    self._accept(signed, waited=True)
                except RecordError as error:
                    self.turned_away.append((signed.entry.party, signed.entry.number, str(error)))
                except _MissingError as missing:
                    self._wait(signed, missing.needed)
                else:
                    ready.append((signed.entry.party, signed.entry.number + 1))

    def _accept(self, signed: SignedEntry, *, waited: bool = False) -> None:
        """Check an entry, and give it its place."""
        entry, log = signed.entry, self.logs[signed.entry.party]
        branch = self._goes_on(entry, log)
        if self.check_signatures or waited:
            self._require_signature(signed, branch)
        self._require_later(entry, branch)
        for head in entry.heads:
            self._require_acknowledged(head, entry)
        if entry.number < len(branch) and not self._has_room(log, entry):
            raise RecordError(f"{len(log.branches)} logs of {entry.party} are known, and no more are kept")
        log.append(branch, signed)
        for head in entry.heads:
            self._keep_head(head)
        insort(self.order, (entry.time, entry.party, entry.number, signed.leaf))

    def is_by_author(self, signed: SignedEntry) -> bool:
        """Tell whether an entry is signed with a key that its author has had, as far as its log is here."""
        party = signed.entry.party
        if signed.entry.kind is Kind.REVOKE:
            return signed.is_by(self.opening.parties[party].recovery)
        return any(signed.is_by(keys.sign) for keys in self.logs[party].all_keys)

    def _has_room(self, log: PartyLog, entry: Entry) -> bool:
        """Tell whether one more log of a party is kept, which an entry begins."""
        known = len(log.branches)
        if known < MOST_BRANCHES:
            return True
        return known < (MOST_REVOKING if entry.kind is Kind.REVOKE else MOST_NEEDED) and self._is_needed(
            entry
        )

    def _is_needed(self, entry: Entry) -> bool:
        """Tell whether one more log is kept: what revokes the keys of the others, and what others build on.

        Whoever has a key could else sign so many logs that its owner's revocation, or the entries of those
        who have seen another one of them, are kept out for good.
        """
        return entry.kind is Kind.REVOKE or any(
            (one.entry.party != party or one.entry.kind is Kind.REVOKE) and self.is_by_author(one)
            for (party, size), held in self._waiting.items()
            if party == entry.party and size > entry.number
            for one in held.values()
        )

    @staticmethod
    def _goes_on(entry: Entry, log: PartyLog) -> Branch:
        """Return a branch in which an entry goes on from what stands before it."""
        before = bytes.fromhex(entry.before)
        if entry.number == 0 and before != EMPTY_ROOT:
            raise RecordError("it is the first of its log, and says that others stand before it")
        able = (
            one for one in log.branches if len(one) >= entry.number and one.tree.root(entry.number) == before
        )
        found = sorted(able, key=lambda one: len(one) != entry.number)
        if not found:
            raise _MissingError(entry.party, entry.number)
        return found[0]

    def _require_signature(self, signed: SignedEntry, branch: Branch) -> None:
        entry = signed.entry
        key = branch.keys_at(entry.number).sign
        if entry.kind is Kind.REVOKE:
            key = self.opening.parties[entry.party].recovery
        if self._checked.get(signed.mark) != key:
            signed.require_canonical()
            if not signed.is_by(key):
                raise RecordError(f"it is not signed with the key of {entry.party} that was in force")
        if entry.keys is not None and not entry.proves_keys():
            raise RecordError("nobody shows to hold the new keys")

    def _require_later(self, entry: Entry, branch: Branch) -> None:
        """See that an entry is dated after all that its author had seen, and that this is here."""
        last = branch.entries[entry.number - 1].entry if entry.number else None
        if entry.time < self.opening.opened:
            raise RecordError(f"it is dated {entry.time}, before the channel was opened")
        if last is not None and entry.time <= last.time:
            raise RecordError(f"it is dated {entry.time}, and its author's entry before it {last.time}")
        for party, head in entry.seen.items():
            if party not in self.logs:
                raise RecordError(f"it has seen a log of {party[:60]!r}, who is no party of this channel")
            self._require_seen(entry, party, head)

    def _require_seen(self, entry: Entry, party: str, head: Head) -> None:
        branch = self.logs[party].branch_of(head)
        if branch is None and not head.size:
            raise RecordError(f"it has seen a log of {party} without entries that yet has some")
        if branch is None:
            raise _MissingError(party, head.size)
        if head.size and branch.entries[head.size - 1].entry.time >= entry.time:
            raise RecordError(f"it is dated {entry.time}, and has seen an entry that is not dated before it")

    def _require_acknowledged(self, signed: SignedHead, entry: Entry) -> None:
        if signed.party == entry.party or signed.party not in entry.seen:
            raise RecordError("what is acknowledged is the head of another's log that has been seen")
        branch = self.logs[signed.party].branch_of(entry.seen[signed.party])
        assert branch is not None
        if signed.head.size > entry.seen[signed.party].size or not branch.has(signed.head):
            raise RecordError(
                f"the head of {signed.party} that it acknowledges is not of the log it has seen"
            )
        if signed.channel != self.opening.id or not self._signs(signed, branch):
            raise RecordError(f"the head that it acknowledges is not signed by {signed.party}")

    @staticmethod
    def _signs(signed: SignedHead, branch: Branch) -> bool:
        return signed.is_by(branch.keys_at(signed.head.size).sign)

    # Heads.

    def add_head(self, signed: SignedHead) -> Added:
        """Take in a party's signed head, so that another log of that party becomes provable."""
        log = self.logs.get(signed.party)
        if log is None or signed.channel != self.opening.id:
            return Added(Outcome.REFUSED, "it is the head of no log of this channel")
        if self.heads.get((signed.party, signed.head.size, signed.head.root)) == signed:
            return _KNOWN
        if not any(signed.is_by(keys.sign) for keys in log.all_keys):
            return Added(Outcome.REFUSED, f"it is not signed with a key of {signed.party} that is known here")
        if (signed.party, signed.head.size, signed.head.root) in self.heads:
            return _KNOWN
        useful = log.branch_of(signed.head) is not None or self._contradicts(signed) is not None
        if not useful and self._unplaced(log) >= MOST_HEADS:
            return Added(
                Outcome.REFUSED, f"too many heads of {signed.party} are of logs that have not arrived"
            )
        self._keep_head(signed)
        return _NEW

    def _unplaced(self, log: PartyLog) -> int:
        """Return how many heads of a party are of no log that is here."""
        return sum(head.party == log.party and not log.branch_of(head.head) for head in self.heads.values())

    def _keep_head(self, signed: SignedHead) -> None:
        """Keep a head; of those that are of one log that is here, the largest stands for all."""
        log = self.logs[signed.party]
        self.heads[signed.party, signed.head.size, signed.head.root] = signed
        mine = [known for known in self.heads if known[0] == signed.party]
        covered: set[tuple[str, int, str]] = set()
        for branch in log.branches:
            of_branch = sorted((one for one in mine if branch.has(self.heads[one].head)), key=_size)
            covered.update(of_branch[:-1])
        for known in covered:
            del self.heads[known]

    def _contradicts(self, signed: SignedHead) -> ForkByHead | None:
        """Return what proves that a signed head is of another log than those here, if anything does."""
        log, head = self.logs[signed.party], signed.head
        if not head.size or log.branch_of(head) is not None:
            return None
        for branch in log.standing:
            if len(branch) < head.size:
                continue
            revoked = branch.last_revoked(head.size)  # a key from before may have been in other hands
            if any(signed.is_by(keys.sign) for since, keys in branch.keys if since > revoked):
                last = branch.entries[head.size - 1]
                return ForkByHead(signed, last, tuple(branch.tree.frontier(head.size - 1)))
        return None
