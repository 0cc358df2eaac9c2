"""One party at a channel: its own full copy, its key, and a clock. It needs nobody else to go on."""

from __future__ import annotations

from bisect import bisect_left
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.channel.exchange.signed_last import last_signed, remember, signing_alone
from detente.channel.keeping.store import StoreError
from detente.channel.problems import ChannelError, RecordError
from detente.channel.record.entry import About, Attached, Entry, SignedEntry
from detente.channel.record.kinds import Kind
from detente.channel.record.moment import after, now
from detente.channel.record.sealing import seal, unseal
from detente.channel.record.statements import Head, SignedHead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from detente.channel.keeping.holder import Holder
    from detente.channel.record.key_file import KeyFile
    from detente.channel.record.keys import PublicKeys, SecretKeys
    from detente.channel.record.party_log import Branch

__all__ = ["SKEW", "Delegation", "NotAllowedError", "Speech", "Words"]

SKEW = 300_000
"""Milliseconds by which another's clock may be ahead before its entries have to wait until then."""


class NotAllowedError(ChannelError):
    """The procedure does not allow a move as things stand."""


@dataclass(frozen=True)
class Speech:
    """What an entry is to say and do.

    ``move``: the move of the procedure that it makes, ``whom``: whom that names. ``about``: the entry to
    which it refers. ``readers``: the only ones who can read its words, besides its author.
    """

    says: str | None = None
    move: str | None = None
    whom: str | None = None
    about: SignedEntry | None = None
    attached: Attached | None = None
    readers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """What an entry says to a reader. ``sealed_for``: whom it is sealed for, where it is.

    ``readable``: whether this reader has its words; ``problem`` says why not, though it should have them.
    """

    says: str | None
    attached: Attached | None
    sealed_for: tuple[str, ...] = ()
    readable: bool = True
    problem: str = ""


@dataclass
class Delegation:
    """A party that reads and writes, or an observer that only reads.

    ``key_path``: the file of its keys, beside which is kept what they have signed last.
    """

    holder: Holder
    keys: KeyFile
    key_path: Path
    clock: Callable[[], str] = now

    def __post_init__(self) -> None:
        opening = self.holder.opening
        if self.name not in opening.parties and self.name not in opening.observers:
            raise ChannelError(
                f"the key is of {self.name!r}, who is neither party nor observer of this channel"
            )
        self.finished: SignedEntry | None = None
        self._signed: SignedEntry | None = None
        with suppress(StoreError):  # one can read on; it is tried again before anything is signed
            self.finished = self._finish()

    @property
    def name(self) -> str:
        """Whose keys these are."""
        return self.keys.name

    @property
    def observes(self) -> bool:
        """Whether it only reads."""
        return self.name not in self.holder.opening.parties

    @property
    def signing(self) -> SecretKeys:
        """The keys that are in force now.

        Raises ``ChannelError`` where they are not among those at hand, as after a revocation from elsewhere.
        """
        force = self.public_keys().sign
        found = next((keys for keys in self.keys.keys if keys.public.sign == force), None)
        if found is None:
            raise ChannelError(f"{self.key_path} does not hold the key of {self.name} that is in force")
        return found

    # Writing.

    def write(
        self, kind: Kind, speech: Speech | None = None, *, time: str | None = None, even_so: bool = False
    ) -> SignedEntry:
        """Sign an entry and add it to this copy; it is on the disk when this returns.

        ``time``: when it was said, where that is not now. ``even_so``: also where the procedure does not
        allow the move; it then has no effect.

        Raises ``NotAllowedError`` where the procedure does not allow the move, and ``ChannelError`` where the
        entry cannot be made.
        """
        said = speech or Speech()
        with self._signing():
            about = None if said.about is None else About(*said.about.place)
            more = {"move": said.move, "whom": said.whom, "about": about, **self._words_of(said)}
            entry = self._entry(kind, time, None, **more)
            if said.move is not None and not even_so:
                self._require_allowed(entry)
            return self._keep(entry.sign(self.signing))

    def _words_of(self, said: Speech) -> dict[str, object]:
        """Return the words of an entry as it holds them: open, or sealed for some."""
        if not said.readers:
            return {"says": said.says, "attached": said.attached}
        content: dict[str, Any] = {"says": said.says or ""}
        if said.attached is not None:
            content["attached"] = said.attached.to_json()
        return {"sealed": seal(content, self._sealing_keys({*said.readers, self.name}))}

    def acknowledge(self, heads: Iterable[SignedHead] = (), time: str | None = None) -> SignedEntry | None:
        """Acknowledge the heads that others have signed of their logs, the newest known of each.

        Return None where there is nothing to acknowledge that was not acknowledged before.

        Raises ``ChannelError`` where the entry cannot be made.
        """
        with self._signing():
            for head in heads:
                self.holder.take_head(head)
            draft = self._entry(Kind.ACKNOWLEDGE, time)
            found = [one for party, seen in draft.seen.items() if (one := self._newest_head(party, seen))]
            if not found:
                return None
            made = self._entry(Kind.ACKNOWLEDGE, time, heads=tuple(found))
            return self._keep(made.sign(self.signing))

    def _newest_head(self, party: str, seen: Head) -> SignedHead | None:
        """Return the largest head of a log that is part of what was seen, if it is not acknowledged yet."""
        log = self.holder.copy.logs[party]
        branch = log.branch_of(seen)
        able = [
            head
            for (whose, size, _), head in self.holder.copy.heads.items()
            if whose == party and size <= seen.size and branch is not None and branch.has(head.head)
        ]
        newest = max(able, key=lambda one: one.head.size, default=None)
        told = max(
            (
                head.head.size
                for one in self._own().entries
                for head in one.entry.heads
                if head.party == party
            ),
            default=0,
        )
        return newest if newest is not None and newest.head.size > told else None

    def head(self) -> SignedHead:
        """Sign the present state of one's own log, for others to compare and to acknowledge.

        Raises ``ChannelError`` for an observer, and where the key in force is not at hand.
        """
        self._require_party()
        return SignedHead.make(self.holder.opening.id, self.name, self._own().head(), self.signing)

    def rotate(self, new: SecretKeys, time: str | None = None) -> SignedEntry:
        """Change one's keys to new ones, which the key file must hold already: they sign the next entry.

        Raises ``ChannelError`` where the entry cannot be made.
        """
        return self._change(Kind.ROTATE, new, self.signing, time)

    def revoke(
        self,
        new: SecretKeys,
        recovery: SecretKeys,
        time: str | None = None,
        *,
        after_own: SignedEntry | None = None,
    ) -> SignedEntry:
        """Take lost or stolen keys out of use with the recovery key, and put new ones in their place.

        ``after_own``: the last entry that one has signed oneself. What the old keys have signed besides or
        after it loses its effect; without it, this copy's longest log stands as it is.

        Raises ``ChannelError`` where the recovery key is another's, or the entry cannot be made.
        """
        if recovery.public.sign != self.holder.opening.parties[self.name].recovery:
            raise ChannelError(f"this is not the recovery key of {self.name}")
        return self._change(Kind.REVOKE, new, recovery, time, after_own)

    def _change(
        self, kind: Kind, new: SecretKeys, by: SecretKeys, time: str | None, last: SignedEntry | None = None
    ) -> SignedEntry:
        with self._signing():
            own = self._own() if last is None else self._up_to(last)
            draft = self._entry(kind, time, own, keys=new.public, proof="0" * 128)
            proved = new.signature("keys", draft.claim_of_keys())
            made = self._entry(kind, draft.time, own, keys=new.public, proof=proved)
            return self._keep(made.sign(by))

    def _up_to(self, last: SignedEntry) -> Branch:
        """Return one's own log as it was when an entry was its last."""
        number = last.entry.number
        for branch in self.holder.copy.logs[self.name].branches:
            if number < len(branch) and branch.entries[number].leaf == last.leaf:
                return branch.fork(number + 1)
        raise ChannelError(f"this copy has no such entry of {self.name}")

    # How an entry is made.

    def _require_party(self) -> None:
        if self.observes:
            raise ChannelError(f"{self.name} observes this channel: it reads, and writes nothing")

    def _own(self) -> Branch:
        return self.holder.copy.logs[self.name].longest

    def _entry(self, kind: Kind, time: str | None, own: Branch | None = None, **more: object) -> Entry:
        """Return an entry that goes on from one's own log, with what had been seen by its time."""
        self._require_party()
        own, clock = self._own() if own is None else own, self.clock()
        if not own.entries and kind is not Kind.OPEN:
            raise ChannelError(f"{self.name} has not opened its log yet")
        self._require_not_behind(own)
        latest = after(time or clock, 0 if time else SKEW)
        seen, bound = self._seen(latest, strictly=time is not None)
        last = own.entries[-1].entry.time if own.entries else ""
        earliest = max([self.holder.opening.opened, *(after(one) for one in (last, bound) if one)])
        if time is not None and time < earliest:
            raise ChannelError(f"{time} is too early: {self.name}'s last entry, or the opening, is later")
        if time is None and earliest > after(clock, 2 * SKEW):
            raise ChannelError(
                f"by this machine's clock it is {clock}, and {self.name}'s log ends at {earliest}"
            )
        return Entry(
            self.holder.opening.id,
            self.name,
            len(own),
            max(time or clock, earliest),
            kind,
            own.head().root,
            seen,
            **more,  # type: ignore[arg-type]  # the fields of an entry
        )

    def _seen(self, latest: str, *, strictly: bool) -> tuple[dict[str, Head], str]:
        """Return how far the others' logs are known up to a moment, and the date of the last entry."""
        seen, bound = {}, ""
        for party, log in self.holder.copy.logs.items():
            branch = log.longest
            end = latest if strictly else f"{latest}~"
            size = bisect_left(branch.entries, end, key=lambda one: one.entry.time)
            if party != self.name and size:
                seen[party] = branch.head(size)
                bound = max(bound, branch.entries[size - 1].entry.time)
        return seen, bound

    def _require_allowed(self, entry: Entry) -> None:
        step = self.holder.course.trial(entry)
        if not step.allowed:
            raise NotAllowedError(step.says)

    def _sealing_keys(self, readers: set[str]) -> dict[str, str]:
        opening, found = self.holder.opening, {}
        for reader in sorted(readers):
            if reader in opening.parties:
                found[reader] = self.holder.copy.logs[reader].longest.keys[-1][1].seal
            elif reader in opening.observers:
                found[reader] = opening.observers[reader].seal
            else:
                raise ChannelError(f"{reader!r} is neither party nor observer of this channel")
        return found

    @contextmanager
    def _signing(self) -> Iterator[None]:
        """Sign alone, and only after what was signed before is in the copy."""
        self._require_party()
        if self.holder.writes:  # for the key remembers one entry, and that is all it can bring back
            raise ChannelError("an entry is written by itself, and not while something else is")
        with signing_alone(self.key_path):
            self.finished = self._finish() or self.finished
            self._signed = None
            try:
                with self.holder.alone():
                    yield
            except StoreError as error:
                if self._signed is None:
                    raise
                raise StoreError(
                    f"{error}; entry {self._signed.entry.number} of {self.name} is signed and not lost: it is"
                    " kept before anything else is written, so do not write it again"
                ) from error

    def _keep(self, signed: SignedEntry) -> SignedEntry:
        """Remember an entry with the key, and then keep it in the store, with the head of the longer log."""
        remember(self.key_path, signed)
        self._signed = signed
        taken = self.holder.take([signed])
        if taken.refused:
            raise ChannelError(taken.refused[0])
        self.holder.take_head(self.head())
        return signed

    # What was being written when the program ended, and copies that are older than their key.

    def _finish(self) -> SignedEntry | None:
        """Add to the copy what the key has signed last, where it was signed and could not be kept."""
        last = None if self.observes else last_signed(self.key_path, self.holder.opening.id)
        if last is None or last.leaf in self.holder.copy.logs[self.name].held:
            return None
        with self.holder.alone():
            own = self._own()
            if last.entry.number == len(own) and last.entry.before == own.head().root:
                return last if self.holder.take([last]).new else None
        return None

    def _require_not_behind(self, own: Branch) -> None:
        last = last_signed(self.key_path, self.holder.opening.id)
        if last is not None and last.leaf not in self.holder.copy.logs[self.name].held:
            raise ChannelError(
                f"this copy is older than its key: entry {last.entry.number} of {self.name} is signed, and"
                f" not in it; it ends before entry {len(own)}. Get back first what is missing, from a host"
                " (sync) or from another's bundle (import): whoever goes on from here signs a second log"
            )

    # Reading.

    def words(self, signed: SignedEntry) -> Words:
        """Return what an entry says to this reader."""
        entry = signed.entry
        if entry.sealed is None:
            return Words(entry.says, entry.attached)
        readers = tuple(sorted(entry.sealed.to))
        try:
            content = unseal(entry.sealed, self.name, self.keys.keys)
            if content is None:
                return Words(None, None, readers, readable=False)
            attached = Attached.from_json(content["attached"]) if "attached" in content else None
            return Words(str(content.get("says", "")), attached, readers)
        except RecordError as error:
            return Words(None, None, readers, readable=False, problem=str(error))

    def public_keys(self) -> PublicKeys:
        """Return one's own public keys as the channel knows them now."""
        return self._own().keys[-1][1] if not self.observes else self.holder.opening.observers[self.name]
