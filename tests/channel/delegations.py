"""Channels for tests: parties with keys and copies of their own, and a clock that is moved by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from detente.case.case import Case, load
from detente.channel.exchange.delegation import Delegation
from detente.channel.keeping.holder import Holder
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.record.key_file import KeyFile
from detente.channel.record.keys import PublicKeys, SecretKeys
from detente.channel.record.kinds import Kind
from detente.channel.record.moment import after, read_moment
from detente.channel.record.opening import Opening
from detente.channel.record.rules_alone import rules_alone

if TYPE_CHECKING:
    from pathlib import Path

    from detente.channel.keeping.store import Store

__all__ = ["Clock", "Table", "table"]

OPENED = "2010-02-01"


@dataclass
class Clock:
    """A clock that stands until it is moved on."""

    time: str

    def __call__(self) -> str:
        return self.time

    def set(self, words: str) -> None:
        self.time = read_moment(words)

    def on(self, milliseconds: int = 1000) -> None:
        self.time = after(self.time, milliseconds)


@dataclass
class Table:
    """The parties of a channel, each with its copy."""

    opening: Opening
    clock: Clock
    keys: dict[str, SecretKeys]
    recovery: dict[str, SecretKeys]
    folder: Path
    sides: dict[str, Delegation] = field(default_factory=dict)

    def __getitem__(self, party: str) -> Delegation:
        return self.sides[party]

    def sit(self, name: str, store: Store | None = None, key_name: str | None = None) -> Delegation:
        """Give somebody a copy, with a store of its own where none is given."""
        if store is None:
            store = SqliteStore(self.folder / f"{name}.sqlite")
        store.admit(self.opening)
        key = self.folder / (key_name or f"{name}.key")
        held = KeyFile(name, (self.keys[name],))
        self.sides[name] = Delegation(Holder(store, self.opening), held, key, self.clock)
        return self.sides[name]

    def carry(self, source: str, *targets: str) -> None:
        """Bring everything that one side has to others, or to all."""
        entries = [*self[source].holder.copy.entries(), *self[source].holder.copy.waiting]
        for target in targets or self.sides:
            if target != source:
                taken = self[target].holder.take(entries)
                assert taken.refused == []

    def meet(self) -> None:
        """Bring everything to everybody."""
        for source in self.sides:
            self.carry(source)


def table(  # noqa: PLR0913 - a channel is made in many ways
    folder: Path,
    case: str | Case = "nato-russia-2010",
    procedure: str = "council_formal",
    *,
    observers: tuple[str, ...] = (),
    opened: str = OPENED,
    joined: bool = True,
) -> Table:
    """Open a channel; where ``joined``, every party has opened its log and has the others'."""
    parties, rules = _kept_rules(case, procedure) if isinstance(case, str) else _rules(case, procedure)
    keys = {name: SecretKeys.make() for name in (*parties, *observers)}
    recovery = {name: SecretKeys.make() for name in parties}
    opening = Opening(
        "A channel",
        read_moment(opened),
        rules,
        procedure,
        {
            name: PublicKeys(keys[name].public.sign, keys[name].public.seal, recovery[name].public.sign)
            for name in parties
        },
        {name: keys[name].public for name in observers},
    )
    opening.check()
    found = Table(opening, Clock(read_moment(opened)), keys, recovery, folder)
    for name in (*parties, *observers):
        found.sit(name)
    if joined:
        for party in parties:
            found[party].write(Kind.OPEN)
        found.meet()
    return found


def _rules(case: Case, procedure: str) -> tuple[list[str], str]:
    """Return the parties of a procedure, and the text of a case with it alone."""
    return list(case.procedures[procedure].parties), rules_alone(case, procedure)


@cache
def _kept_rules(case: str, procedure: str) -> tuple[list[str], str]:
    return _rules(load(case), procedure)
