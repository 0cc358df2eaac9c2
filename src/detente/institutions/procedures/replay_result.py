"""What came of the moves in a log, entry by entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.outcomes.notebook import in_notebook

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Absent", "Entry", "Event", "Missed", "Replay", "Timeout"]


@dataclass(frozen=True)
class Entry:
    """One entry of the log, and the state after it.

    ``effect`` is ``made`` (the move took place), ``joined`` (a move that others must join too, and have not
    yet), ``noted`` (a move that changes nothing) or ``not allowed``; then ``instead`` names the moves that
    the party could have made.
    """

    line: int
    time: str
    party: str
    move: str
    effect: str
    state: str
    says: str
    instead: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether the rules allow it."""
        return self.effect != "not allowed"


@dataclass(frozen=True)
class Timeout:
    """A timeout that happened between entries."""

    time: str
    move: str
    left: str
    state: str
    says: str


@dataclass(frozen=True)
class Missed:
    """A deadline that passed without its move, and who had been awaited."""

    time: str
    move: str
    state: str
    awaited: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Absent:
    """Who did nothing in a state until it ended, though a move there waited for them."""

    since: str
    until: str
    state: str
    parties: tuple[str, ...]
    says: str


Event = Entry | Timeout | Missed | Absent


@dataclass(frozen=True)
class Replay:
    """A log, replayed: everything that came of it in the order of time, and the state at its end.

    ``open_moves``: by move, who could make it next, or join in it, when the log ends.
    """

    procedure: str
    name: str
    file: str
    events: tuple[Event, ...]
    state: str
    state_name: str
    since: str
    open_moves: dict[str, tuple[str, ...]]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of the log."""
        return tuple(one for one in self.events if isinstance(one, Entry))

    @property
    def timeouts(self) -> tuple[Timeout, ...]:
        """The timeouts that happened between them."""
        return tuple(one for one in self.events if isinstance(one, Timeout))

    @property
    def missed(self) -> tuple[Missed, ...]:
        """The deadlines that were missed."""
        return tuple(one for one in self.events if isinstance(one, Missed))

    @property
    def absences(self) -> tuple[Absent, ...]:
        """Who did nothing where a move waited for them."""
        return tuple(one for one in self.events if isinstance(one, Absent))

    @property
    def not_allowed(self) -> tuple[Entry, ...]:
        """The entries that the rules do not allow."""
        return tuple(one for one in self.entries if not one.allowed)

    def summary(self) -> list[str]:
        """Return everything that came of the log in sentences, in the order of time, and where it ends."""
        count = len(self.not_allowed)
        told = [one.says for one in self.events]
        if count:
            plural = "entry is" if count == 1 else "entries are"
            told.append(f"{count} {plural} not allowed by the rules.")
        return [*told, f"At the end of the log the state is “{self.state_name}”, since {self.since}."]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the entries, timeouts, missed deadlines and absences as tables."""
        import pandas as pd

        values = self.to_json()
        columns = {
            "entries": ["line", "time", "party", "move", "effect", "state", "instead"],
            "timeouts": ["time", "move", "left", "state"],
            "missed": ["time", "move", "state", "awaited"],
            "absences": ["since", "until", "state", "parties"],
        }
        return {
            name: pd.DataFrame([{key: _cell(row[key]) for key in keys} for row in values[name]], columns=keys)
            for name, keys in columns.items()
        }

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain values."""

        def rows(found: tuple[Event, ...]) -> list[dict[str, Any]]:
            return [
                {key: list(value) if isinstance(value, tuple) else value for key, value in vars(one).items()}
                for one in found
            ]

        return {
            "procedure": self.procedure,
            "file": self.file,
            "entries": [{**row, "allowed": row["effect"] != "not allowed"} for row in rows(self.entries)],
            "timeouts": rows(self.timeouts),
            "missed": rows(self.missed),
            "absences": rows(self.absences),
            "state": self.state,
            "state_name": self.state_name,
            "since": self.since,
            "open_moves": {move: list(parties) for move, parties in self.open_moves.items()},
        }

    def _repr_html_(self) -> str:
        """Show the sentences in a notebook."""
        return in_notebook(self.summary())


def _cell(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, list) else value
