"""The opening of a channel: who takes part, by which procedure, with which keys."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from detente.case.case import Case
from detente.case.problems import CaseError
from detente.case.procedures import Unit
from detente.channel.problems import RecordError
from detente.channel.record.canonical import canonical, read_canonical
from detente.channel.record.keys import PublicKeys
from detente.channel.record.moment import instant
from detente.harmless import in_a_line
from detente.institutions.procedures.machine import machine_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.institutions.procedures.machine import Machine

__all__ = ["Opening"]

LONGEST_TITLE = 200
"""Characters of a title."""
LARGEST_CASE = 1 << 16
"""Characters of the case of an opening. Each key of it that is misspelt takes long to be told."""
_DAY = 24
"""Hours."""
_SHOWN = 10
"""Names that a sentence lists, at most."""
_KEYS = {"detente_channel", "title", "opened", "case", "procedure", "parties", "observers"}


@dataclass(frozen=True, eq=False)
class Opening:
    """What the parties agree on before they speak; each accepts it with the first entry of its log.

    ``case`` is the text of a case file that holds the procedure, and nothing that a party keeps to itself.
    """

    title: str
    opened: str
    case: str
    procedure: str
    parties: Mapping[str, PublicKeys]
    observers: Mapping[str, PublicKeys]

    @cached_property
    def text(self) -> bytes:
        """The canonical text."""
        return canonical(
            {
                "detente_channel": 1,
                "title": self.title,
                "opened": self.opened,
                "case": self.case,
                "procedure": self.procedure,
                "parties": {name: keys.to_json() for name, keys in self.parties.items()},
                "observers": {name: keys.to_json() for name, keys in self.observers.items()},
            }
        )

    @cached_property
    def id(self) -> str:
        """The name of the channel: the hash of its opening."""
        return hashlib.sha256(b"detente channel 1 opening\n" + self.text).hexdigest()

    @cached_property
    def machine(self) -> Machine:
        """The procedure under which the channel runs."""
        return machine_of(Case.from_text(self.case, "opening"), self.procedure)

    def name(self, party: str) -> str:
        """Return the name of a party, or of an observer, as readers know it."""
        return self._names.get(party, party)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {party: self.machine.name(index) for index, party in enumerate(self.machine.players)}

    @classmethod
    def read(cls, text: bytes) -> Opening:
        """Return the opening of which this is the text.

        Raises ``RecordError`` where it is none.
        """
        value = read_canonical(text)
        if not isinstance(value, dict) or value.get("detente_channel") != 1 or set(value) != _KEYS:
            raise RecordError("this is not the opening of a channel that this version can read")
        title, opened, case, procedure = (value[key] for key in ("title", "opened", "case", "procedure"))
        if not all(isinstance(one, str) for one in (title, opened, case, procedure)):
            raise RecordError("title, time, case and procedure of an opening are texts")
        instant(opened)
        if not isinstance(value["parties"], dict) or not isinstance(value["observers"], dict):
            raise RecordError("parties and observers of an opening are mappings")
        found = cls(
            title,
            opened,
            case,
            procedure,
            {name: PublicKeys.from_json(keys, recovery=True) for name, keys in value["parties"].items()},
            {name: PublicKeys.from_json(keys) for name, keys in value["observers"].items()},
        )
        if found.text != text:  # such as one whose version is written as a truth value
            raise RecordError("this is not the canonical text of an opening")
        found.check()
        return found

    def check(self) -> None:
        """See that the procedure can be read and that its parties are those whose keys are here.

        Raises ``RecordError`` otherwise.
        """
        if in_a_line(self.title) != self.title or len(self.title) > LONGEST_TITLE:
            raise RecordError(f"the title of a channel is a line of at most {LONGEST_TITLE} characters")
        if not all(map(str.isidentifier, (*self.parties, *self.observers))):
            raise RecordError("parties and observers have short names, such as nato")
        if len(self.case) > LARGEST_CASE:
            raise RecordError(
                f"the case of an opening has at most {LARGEST_CASE:,} characters: it holds its procedure"
            )
        try:
            players = self.machine.players
        except CaseError as error:
            raise RecordError(f"the procedure of the opening cannot be read: {error}") from error
        if set(players) != set(self.parties):
            others = ", ".join(list(self.parties)[:_SHOWN])
            raise RecordError(f"the procedure is for {', '.join(players)}, and there are keys of {others}")
        if _turns_fast(self.machine):
            raise RecordError("the timeouts of the procedure go round in less than a day, for ever")
        if set(self.observers) & set(self.parties):
            raise RecordError("nobody is a party and an observer at once")
        signing = [keys.sign for keys in (*self.parties.values(), *self.observers.values())]
        signing += [keys.recovery for keys in self.parties.values()]
        if len(set(signing)) < len(signing):
            raise RecordError("two of the keys that sign are the same")


def _turns_fast(machine: Machine) -> bool:
    """Tell whether timeouts alone lead back to where they began, each round in less than a day.

    An entry can be dated centuries ahead, and everything that comes about until then by the clock is worked
    out before it.
    """
    if machine.procedure.unit is not Unit.HOUR:
        return False
    for start in range(len(machine.states)):
        place, hours = start, 0
        while (timeout := machine.timeout[place]) is not None and hours < _DAY:
            to = machine.target(timeout)
            assert to is not None, "a timeout leads somewhere"
            place, hours = to, hours + (machine.moves[timeout].after or 0)
            if place == start and hours < _DAY:
                return True
    return False
