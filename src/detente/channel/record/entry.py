"""An entry of a party's log: what it says, and when, and what it had seen of the others' logs by then."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.channel.problems import RecordError
from detente.channel.record.canonical import canonical, read_canonical
from detente.channel.record.keys import PublicKeys, SecretKeys, signed_by
from detente.channel.record.kinds import Kind
from detente.channel.record.moment import instant
from detente.channel.record.sealing import Sealed
from detente.channel.record.statements import Head, SignedHead, require_hash, require_size
from detente.channel.record.tree import leaf_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["LARGEST_ENTRY", "About", "Attached", "Entry", "SignedEntry"]

LARGEST_ENTRY = 1 << 18
"""Bytes of an entry. What is longer goes by another way, with its hash in the record."""
_LONGEST_LINE = 128 + 1 + LARGEST_ENTRY


@dataclass(frozen=True, slots=True)
class About:
    """The entry to which another one refers."""

    party: str
    number: int
    leaf: str

    def to_json(self) -> dict[str, Any]:
        """Return it as a record writes it."""
        return {"party": self.party, "number": self.number, "leaf": self.leaf}

    @classmethod
    def from_json(cls, value: object) -> About:
        """Return what a record writes; raises ``RecordError`` for anything else."""
        found = _mapping(value, {"party", "number", "leaf"}, "what an entry is about")
        return cls(_text(found["party"], "party"), require_size(found["number"]), require_hash(found["leaf"]))


@dataclass(frozen=True, slots=True)
class Attached:
    """A text that goes with an entry, such as a verification declaration as CSV."""

    name: str
    text: str

    def to_json(self) -> dict[str, Any]:
        """Return it as a record writes it."""
        return {"name": self.name, "text": self.text}

    @classmethod
    def from_json(cls, value: object) -> Attached:
        """Return what a record writes; raises ``RecordError`` for anything else."""
        found = _mapping(value, {"name", "text"}, "what is attached to an entry")
        return cls(_text(found["name"], "name"), _text(found["text"], "text"))


@dataclass(frozen=True)
class Entry:
    """One entry, before it is signed.

    ``number`` counts the entries of the party's own log from 0, and ``before`` is the root over those before
    this one. ``seen`` tells by party how far the others' logs were known. ``move`` is the move of the
    procedure that it makes, ``whom`` whom that move names. ``sealed`` holds words for some parties only, in
    place of ``says`` and ``attached``. ``heads`` are acknowledged. ``keys`` are those from now on, with
    ``proof`` that their holder signs this.
    """

    channel: str
    party: str
    number: int
    time: str
    kind: Kind
    before: str
    seen: Mapping[str, Head] = field(default_factory=dict)
    move: str | None = None
    whom: str | None = None
    says: str | None = None
    about: About | None = None
    attached: Attached | None = None
    sealed: Sealed | None = None
    heads: tuple[SignedHead, ...] = ()
    keys: PublicKeys | None = None
    proof: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as a record writes it, without what it does not have."""
        found: dict[str, Any] = {
            "channel": self.channel,
            "party": self.party,
            "number": self.number,
            "time": self.time,
            "kind": str(self.kind),
            "before": self.before,
            "seen": {party: head.to_json() for party, head in self.seen.items()},
        }
        found |= {key: getattr(self, key) for key in _WORDS if getattr(self, key) is not None}
        found |= {
            key: getattr(self, key).to_json()
            for key in ("about", "attached", "sealed", "keys")
            if getattr(self, key) is not None
        }
        return found | ({"heads": [head.to_json() for head in self.heads]} if self.heads else {})

    @cached_property
    def text(self) -> bytes:
        """The canonical text, over which the signature is made."""
        return canonical(self.to_json())

    @classmethod
    def from_json(cls, value: object, *, known: bool = False) -> Entry:
        """Return the entry that a record writes; ``known``: it is known to be one.

        Raises ``RecordError`` for anything else.
        """
        if not isinstance(value, dict) or not value.keys() >= _NEEDED or value.keys() - _NEEDED - _MORE:
            raise RecordError("an entry has " + ", ".join(sorted(_NEEDED)))
        if not isinstance(value["seen"], dict) or not isinstance(value.get("heads", []), list):
            raise RecordError("what an entry has seen is a mapping, and the heads of an entry are a list")
        if value.get("heads", True) == []:
            raise RecordError("an entry that acknowledges no heads names none")
        try:
            kind = Kind(value["kind"])
        except ValueError:
            raise RecordError(f"{str(value['kind'])[:40]!r} is no kind of entry") from None
        instant(_text(value["time"], "time"))
        found = cls(
            require_hash(value["channel"]),
            _text(value["party"], "party"),
            require_size(value["number"]),
            value["time"],
            kind,
            require_hash(value["before"]),
            {party: Head.from_json(head) for party, head in value["seen"].items()},
            **{key: _text(value[key], key) for key in ("move", "whom", "says") if key in value},
            about=About.from_json(value["about"]) if "about" in value else None,
            attached=Attached.from_json(value["attached"]) if "attached" in value else None,
            sealed=_sealed(value["sealed"]) if "sealed" in value else None,
            heads=tuple(SignedHead.from_json(head) for head in value.get("heads", ())),
            keys=PublicKeys.from_json(value["keys"]) if "keys" in value else None,
            proof=require_hash(value["proof"], 128) if "proof" in value else None,
        )
        if not known:
            found.check()
        return found

    def check(self) -> None:
        """See that the entry has what its kind needs, and nothing that does not go with it.

        Raises ``RecordError`` otherwise.
        """
        for wrong, sentence in _WRONG:
            if wrong(self):
                raise RecordError(sentence)

    def proves_keys(self) -> bool:
        """Tell whether the holder of the new keys has signed for them."""
        assert self.keys is not None
        assert self.proof is not None
        return signed_by(self.keys.sign, "keys", self.claim_of_keys(), self.proof)

    def claim_of_keys(self) -> bytes:
        """Return what the holder of new keys signs: that they are this party's, from this entry on."""
        assert self.keys is not None
        return canonical([self.channel, self.party, self.number, self.before, self.keys.to_json()])

    def sign(self, keys: SecretKeys) -> SignedEntry:
        """Sign the entry; raises ``RecordError`` where it is too long."""
        self.check()
        if len(self.text) > LARGEST_ENTRY:
            raise RecordError(
                f"the entry has {len(self.text):,} bytes, and at most {LARGEST_ENTRY:,} go into one:"
                " send the document by another way, and say its hash here"
            )
        return SignedEntry(self, keys.signature("entry", self.text), self.text)


_CHANGES_KEYS = (Kind.ROTATE, Kind.REVOKE)
_WRONG: tuple[tuple[Callable[[Entry], bool], str], ...] = (
    (lambda one: one.party in one.seen, "a party does not see its own log: it has it"),
    (
        lambda one: (one.number == 0) != (one.kind is Kind.OPEN),
        "the first entry of a log, and no other, opens it",
    ),
    (
        lambda one: one.move is None and one.kind in (Kind.CONVENE, Kind.MOVE),
        "this kind of entry makes a move of the procedure; say which one is meant",
    ),
    (lambda one: one.move is not None and not one.kind.speaks, "an entry about keys or heads makes no move"),
    (lambda one: one.whom is not None and one.move is None, "only a move names somebody"),
    (
        lambda one: one.sealed is not None and (one.says is not None or one.attached is not None),
        "words are sealed or open, not both",
    ),
    (
        lambda one: (one.kind is Kind.ACKNOWLEDGE) != bool(one.heads),
        "acknowledging is of the heads of logs, which go with nothing else",
    ),
    (
        lambda one: (one.kind in _CHANGES_KEYS) != (one.keys is not None and one.proof is not None),
        "new keys, with the proof that they are held, go with rotating and revoking",
    ),
)
"""What is wrong with an entry, whoever signs it."""
_NEEDED = {"channel", "party", "number", "time", "kind", "before", "seen"}
_WORDS = ("move", "whom", "says", "proof")
_MORE = {"move", "whom", "says", "about", "attached", "sealed", "heads", "keys", "proof"}


@dataclass(frozen=True, eq=False)
class SignedEntry:
    """An entry with its signature. ``text`` is what was signed, byte by byte.

    ``canonical``: whether the text is known to be the canonical one.
    """

    entry: Entry
    signature: str
    text: bytes
    canonical: bool = True
    leaf: bytes = field(init=False)
    """The hash by which it stands in the log's tree."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "leaf", leaf_hash(self.text))

    @property
    def mark(self) -> tuple[bytes, str]:
        """Its hash and its signature: with another signature, it is another entry until that is checked."""
        return self.leaf, self.signature

    def is_by(self, key: str) -> bool:
        """Tell whether it is signed by the holder of a public key."""
        return signed_by(key, "entry", self.text, self.signature)

    @property
    def place(self) -> tuple[str, int, str]:
        """Its party, its number and its hash: how other entries refer to it."""
        return self.entry.party, self.entry.number, self.leaf.hex()

    @property
    def line(self) -> bytes:
        """The entry as it is kept and sent: its signature, a space, and its text."""
        return self.signature.encode() + b" " + self.text

    @classmethod
    def read(cls, line: bytes) -> SignedEntry:
        """Return the entry that is sent.

        Raises ``RecordError`` where it is none. Whose signature it is, is not looked at here.
        """
        signature, space, text = line.partition(b" ")
        if not space or len(line) > _LONGEST_LINE:
            raise RecordError("this is no entry of a record")
        return cls(
            Entry.from_json(read_canonical(text)), require_hash(signature.decode("latin-1"), 128), text
        )

    @classmethod
    def kept(cls, line: bytes) -> SignedEntry:
        """Return an entry from one's own store, whose form was looked at when it was put there.

        Whether its text is canonical was not, where it only waited there for others.
        """
        signature, _, text = line.partition(b" ")
        entry = Entry.from_json(json.loads(text), known=True)
        return cls(entry, signature.decode("latin-1"), text, canonical=False)

    @classmethod
    def glimpsed(cls, line: bytes) -> SignedEntry:
        """Return the entry that is sent, and leave it to whoever adds it to see that its text is canonical.

        Raises ``RecordError`` where it is none.
        """
        signature, _, text = line.partition(b" ")
        if len(line) > _LONGEST_LINE:
            return cls.read(line)  # which says so
        try:
            entry = Entry.from_json(json.loads(text))
        except (ValueError, RecursionError):
            return cls.read(line)  # which says what is wrong
        return cls(entry, require_hash(signature.decode("latin-1"), 128), text, canonical=False)

    def require_canonical(self) -> None:
        """See that the text is canonical; raises ``RecordError`` where it is not."""
        if not self.canonical:
            read_canonical(self.text)

    def __repr__(self) -> str:
        return f"<{self.entry.kind} {self.entry.party} {self.entry.number}>"


def _mapping(value: object, keys: set[str], what: str) -> dict[str, object]:
    if not isinstance(value, dict) or set(value) != keys:
        raise RecordError(f"{what} has {', '.join(sorted(keys))}")
    return value


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise RecordError(f"the {what} of an entry is a text")
    return value


def _sealed(value: object) -> Sealed:
    found = _mapping(value, {"to", "words", "commitment"}, "what is sealed")
    if not isinstance(found["to"], dict) or not all(isinstance(one, str) for one in found["to"].values()):
        raise RecordError("what is sealed names its readers, each with a sealed key")
    return Sealed(found["to"], _text(found["words"], "words"), require_hash(found["commitment"]))
