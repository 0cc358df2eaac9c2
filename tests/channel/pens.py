"""Parties that sign whatever they like, entry by entry, without a copy that would keep them from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha512
from typing import TYPE_CHECKING

from detente.channel.record.entry import Entry, SignedEntry
from detente.channel.record.keys import PublicKeys, SecretKeys
from detente.channel.record.kinds import Kind
from detente.channel.record.moment import after, read_moment
from detente.channel.record.opening import Opening
from detente.channel.record.statements import Head, SignedHead
from detente.channel.record.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["OPENED", "Pen", "at", "keys_of", "pens"]

OPENED = read_moment("2010-02-01")
NAMES = ("a", "b", "c", "d", "e", "f")


def at(seconds: float) -> str:
    """Return the moment so many seconds after the opening."""
    return after(OPENED, round(seconds * 1000))


@dataclass
class Pen:
    """One log that a party signs; ``fork`` begins another one."""

    opening: Opening
    party: str
    keys: SecretKeys
    recovery: SecretKeys
    entries: list[SignedEntry] = field(default_factory=list)

    @property
    def tree(self) -> Tree:
        tree = Tree()
        for one in self.entries:
            tree.append(one.leaf)
        return tree

    def head(self, size: int | None = None) -> Head:
        size = len(self.entries) if size is None else size
        return Head(size, self.tree.root(size).hex())

    def signed_head(self, size: int | None = None, keys: SecretKeys | None = None) -> SignedHead:
        return SignedHead.make(self.opening.id, self.party, self.head(size), keys or self.keys)

    def write(
        self,
        seconds: float,
        kind: Kind | None = None,
        seen: Mapping[str, Head] | None = None,
        *,
        by: SecretKeys | None = None,
        **more: object,
    ) -> SignedEntry:
        """Sign one more entry of this log; the first one opens it."""
        if kind is None:
            kind = Kind.EXPLAIN if self.entries else Kind.OPEN
        number, head = len(self.entries), self.head()
        entry = Entry(
            self.opening.id,
            self.party,
            number,
            at(seconds),
            kind,
            head.root,
            seen or {},
            **more,  # type: ignore[arg-type]  # the fields of an entry
        )
        self.entries.append(entry.sign(by or self.keys))
        return self.entries[-1]

    def change(
        self,
        seconds: float,
        kind: Kind,
        new: SecretKeys,
        *,
        by: SecretKeys | None = None,
        proved_by: SecretKeys | None = None,
    ) -> SignedEntry:
        """Rotate or revoke: from then on the new keys sign."""
        draft = Entry(
            self.opening.id,
            self.party,
            len(self.entries),
            at(seconds),
            kind,
            self.head().root,
            keys=new.public,
        )
        proof = (proved_by or new).signature("keys", draft.claim_of_keys())
        signer = by or (self.recovery if kind is Kind.REVOKE else self.keys)
        self.entries.append(replace(draft, proof=proof).sign(signer))
        self.keys = new
        return self.entries[-1]

    def fork(self, size: int) -> Pen:
        """Return another log that shares the first so many entries."""
        return replace(self, entries=self.entries[:size])


def case_of(names: tuple[str, ...]) -> str:
    parties = "".join(f"  {name}:\n    name: Side {name.upper()}\n" for name in names)
    return f"""detente: 1
title: Consultation among {len(names)}
as_of: 2010-02-01
parties:
{parties}procedures:
  talks:
    parties: [{", ".join(names)}]
    unit: hour
    convene_within: 2
    start: open
    states:
      open:
      asked:
      meeting:
        is: meeting
      paused:
        is: suspended
    moves:
      - {{id: ask, from: [open, paused], to: asked, by: any}}
      - {{id: reply, from: asked, to: open, by: any, within: 1}}
      - {{id: convene, from: asked, to: meeting, after: 2}}
      - {{id: attend, from: meeting, by: any}}
      - {{id: disperse, from: meeting, to: open, after: 3}}
      - {{id: pause, from: open, to: paused, by: all}}
"""


def keys_of(words: str) -> SecretKeys:
    """Return keys that are the same for the same words, so that whatever fails can be run again."""
    return SecretKeys.from_bytes(sha512(words.encode()).digest())


@cache
def _keys_of(name: str) -> tuple[SecretKeys, SecretKeys]:
    return keys_of(name), keys_of(f"{name} recovers")


@cache
def _opening(parties: int) -> Opening:
    names = NAMES[:parties]
    public = {
        name: PublicKeys(
            _keys_of(name)[0].public.sign, _keys_of(name)[0].public.seal, _keys_of(name)[1].public.sign
        )
        for name in names
    }
    opening = Opening("Talks", OPENED, case_of(names), "talks", public, {})
    opening.check()
    return opening


def pens(parties: int = 2) -> list[Pen]:
    """Return parties that have opened their logs, with nothing seen."""
    opening = _opening(parties)
    found = [Pen(opening, name, *_keys_of(name)) for name in NAMES[:parties]]
    for pen in found:
        pen.write(0)
    return found
