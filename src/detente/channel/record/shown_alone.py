"""One entry shown alone: what proves to anybody that a party signed it, and where in its log it stands.

Nothing else of the record has to be shown for that: the opening with the party's keys, the entries by which
these were changed, a head that the party has signed, and for each entry the proof that it is under that head.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.channel.problems import ChannelError, RecordError
from detente.channel.record.canonical import canonical, read_canonical
from detente.channel.record.entry import SignedEntry
from detente.channel.record.kinds import Kind
from detente.channel.record.opening import Opening
from detente.channel.record.proofs import is_included
from detente.channel.record.statements import SignedHead, require_hash

if TYPE_CHECKING:
    from detente.channel.record.copy import Copy
    from detente.channel.record.keys import PublicKeys

__all__ = ["PROOF", "Included", "ShownAlone", "shown_alone"]

PROOF = b'{"detente_proof":'
"""How the text of such a proof begins."""


@dataclass(frozen=True)
class Included:
    """An entry, with the proof that it is in the log of a head."""

    signed: SignedEntry
    proof: tuple[bytes, ...]

    def is_under(self, head: SignedHead) -> bool:
        """Tell whether the proof shows that the entry has its place in the log of a head."""
        number, root = self.signed.entry.number, bytes.fromhex(head.head.root)
        return is_included(self.signed.leaf, number, head.head.size, root, self.proof)


@dataclass(frozen=True)
class ShownAlone:
    """One entry of a party's log, shown without the others. ``changes`` are those that changed the keys."""

    opening: Opening
    head: SignedHead
    shown: Included
    changes: tuple[Included, ...]

    def to_bytes(self) -> bytes:
        """Return it as it is kept and sent."""
        entries = (self.shown, *self.changes)
        return canonical(
            {
                "detente_proof": 1,
                "opening": self.opening.text.decode(),
                "head": self.head.to_json(),
                "entries": [one.signed.line.decode() for one in entries],
                "proofs": [[step.hex() for step in one.proof] for one in entries],
            }
        )

    @classmethod
    def read(cls, text: bytes) -> ShownAlone:
        """Return what was kept or sent. Whether it proves anything is for ``require_proved`` to find.

        Raises ``RecordError`` where it is no such proof.
        """
        value = read_canonical(text)
        if not isinstance(value, dict) or set(value) != _KEYS or value["detente_proof"] != 1:
            raise RecordError("this is no proof of an entry that this version can read")
        entries, proofs = value["entries"], value["proofs"]
        if (
            not isinstance(entries, list)
            or not isinstance(proofs, list)
            or not 0 < len(entries) == len(proofs)
        ):
            raise RecordError("a proof of an entry has entries, and a proof for each of them")
        found = []
        for line, proof in zip(entries, proofs, strict=True):
            if not isinstance(line, str) or not isinstance(proof, list):
                raise RecordError("a proof of an entry has entries, and a list of hashes for each of them")
            hashes = tuple(bytes.fromhex(require_hash(step)) for step in proof)
            found.append(Included(SignedEntry.read(line.encode()), hashes))
        opening = Opening.read(str(value["opening"]).encode())
        return cls(opening, SignedHead.from_json(value["head"]), found[0], tuple(found[1:]))

    def require_proved(self) -> None:
        """See that the party has signed the entry, and a log in which it has its place.

        Raises ``RecordError`` where that is not shown.
        """
        party, number = self.shown.signed.entry.party, self.shown.signed.entry.number
        if party not in self.opening.parties:
            raise RecordError(f"{party[:60]!r} is no party of this channel")
        for one in (self.shown, *self.changes):
            entry = one.signed.entry
            if (entry.channel, entry.party) != (self.opening.id, party) or not one.is_under(self.head):
                raise RecordError(
                    f"entry {entry.number} is not shown to be in the log that {party} has signed"
                )
        keys = [(0, self.opening.parties[party])]
        for one in self.changes:
            keys.append((one.signed.entry.number + 1, self._changed(one.signed, _at(keys, one.signed))))
        key = _at(keys, self.shown.signed)
        if self.shown.signed.entry.kind is Kind.REVOKE:
            key = self.opening.parties[party].recovery
        if not self.shown.signed.is_by(key):
            raise RecordError(f"entry {number} is not signed with the key of {party} that was in force")
        last = next(found for since, found in reversed(keys) if since <= self.head.head.size)
        if (self.head.channel, self.head.party) != (self.opening.id, party) or not self.head.is_by(last.sign):
            raise RecordError(f"the head is not signed with the key of {party} that was in force")

    def _changed(self, signed: SignedEntry, key: str) -> PublicKeys:
        """Return the keys that an entry puts in force."""
        entry = signed.entry
        if entry.kind is Kind.REVOKE:
            key = self.opening.parties[entry.party].recovery
        if entry.keys is None or not signed.is_by(key) or not entry.proves_keys():
            raise RecordError(f"entry {entry.number} changes no keys of {entry.party} as it should")
        return entry.keys


_KEYS = {"detente_proof", "opening", "head", "entries", "proofs"}


def _at(keys: list[tuple[int, PublicKeys]], signed: SignedEntry) -> str:
    """Return the key that was in force when an entry was signed."""
    return next(one.sign for since, one in reversed(keys) if since <= signed.entry.number)


def shown_alone(copy: Copy, signed: SignedEntry) -> ShownAlone:
    """Return what shows one entry of a copy alone.

    Raises ``ChannelError`` where its author has signed no head that covers it, as far as is known here.
    """
    entry, log = signed.entry, copy.logs[signed.entry.party]
    for head in copy.heads.values():
        branch = log.branch_of(head.head) if head.party == entry.party else None
        size = head.head.size
        if branch is None or size <= entry.number or branch.entries[entry.number].leaf != signed.leaf:
            continue

        changes = [since - 1 for since, _ in branch.keys if 0 < since <= size]
        shown, *changed = (
            Included(branch.entries[number], tuple(branch.tree.inclusion(number, size)))
            for number in (entry.number, *changes)
        )
        return ShownAlone(copy.opening, head, shown, tuple(changed))
    raise ChannelError(
        f"{entry.party} is not known to have signed a head that covers its entry {entry.number}: sync, or ask"
        " for a bundle of its own, which brings one"
    )
