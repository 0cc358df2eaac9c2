"""Where a channel stands at a moment: its state, what runs, and who must or can do what by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.case.naming import together
from detente.case.procedures import StateKind
from detente.institutions.procedures.clock import shown
from detente.outcomes.notebook import in_notebook

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import pandas as pd

    from detente.institutions.procedures.player import Running
    from detente.institutions.procedures.replay_result import Event

__all__ = ["Missing", "State", "moment_of"]


def moment_of(time: dt.datetime) -> str:
    """Return a moment as results show it; all of them are UTC.

    >>> import datetime as dt
    >>> moment_of(dt.datetime(2010, 2, 1, 15, 30))
    '2010-02-01T15:30'
    """
    return shown(time, by_day=False)


@dataclass(frozen=True)
class Missing:
    """A party that has not yet opened its log, which keeps nobody else from using the channel."""

    party: str
    says: str


@dataclass(frozen=True)
class State:
    """Where a channel stands at a moment, as its record alone tells.

    ``running`` are the deadlines and timeouts, the nearest first. ``open_moves`` are by party the moves that
    it can make or join in, ``convening`` those by which it convenes alone. ``called``: whether a meeting is
    held, or comes by the clock alone. ``events`` is what happened by the clock since the last entry.
    ``ahead`` counts the entries that are dated after the moment. ``names`` are the parties' names.
    """

    time: str
    title: str
    key: str
    name: str
    kind: StateKind
    since: str
    running: tuple[Running, ...]
    open_moves: Mapping[str, tuple[str, ...]]
    convening: Mapping[str, tuple[str, ...]]
    called: bool
    events: tuple[Event, ...]
    missing: tuple[Missing, ...]
    ahead: int
    names: Mapping[str, str]

    @property
    def sentence(self) -> str:
        """The state in one sentence."""
        what = {
            StateKind.OPEN: "The channel is open",
            StateKind.MEETING: "The parties are called to a meeting",
            StateKind.SUSPENDED: "The channel is suspended",
            StateKind.CLOSED: "The channel is closed",
        }[self.kind]
        return f"{what}: “{self.name}”, since {self.since}."

    def summary(self) -> list[str]:
        """Return the state in sentences: where the channel stands, what runs, and who can do what."""
        told = [self.sentence, *(one.says for one in self.running)]
        if not self.running:
            told.append("No deadline runs.")
        told += [one.says for one in self.missing]
        able = [party for party, moves in self.convening.items() if moves]
        if able:
            ways = {move for party in able for move in self.convening[party]}
            who = together(self.names[party] for party in able)
            told.append(f"Who can convene now: {who} ({', '.join(sorted(ways))}).")
        elif not self.called:
            told.append("Nobody can convene a meeting alone in this state.")
        elif self.kind is not StateKind.MEETING:
            told.append("A meeting is called: it comes whatever anybody fails to do.")
        if self.ahead:
            are, take = ("entry is", "takes") if self.ahead == 1 else ("entries are", "take")
            told.append(f"{self.ahead} {are} dated later than {self.time}, and {take} effect then.")
        return [*told, f"As of {self.time}; all times are UTC."]

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "time": self.time,
            "title": self.title,
            "state": self.key,
            "state_name": self.name,
            "kind": str(self.kind),
            "since": self.since,
            "sentence": self.sentence,
            "running": [
                {
                    "time": moment_of(one.time),  # type: ignore[arg-type]  # a channel has dates alone
                    "move": one.move,
                    "awaited": list(one.awaited),
                    "by_itself": one.by_itself,
                    "says": one.says,
                }
                for one in self.running
            ],
            "open_moves": {party: list(moves) for party, moves in self.open_moves.items()},
            "convening": {party: list(moves) for party, moves in self.convening.items()},
            "called": self.called,
            "events": [one.says for one in self.events],
            "missing": [one.party for one in self.missing],
            "ahead": self.ahead,
        }

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return what runs, and who can make which move, as tables."""
        import pandas as pd

        running = [{**row, "awaited": ", ".join(row["awaited"])} for row in self.to_json()["running"]]
        moves = [
            {"party": party, "move": move, "convenes": move in self.convening[party]}
            for party, open_to in self.open_moves.items()
            for move in open_to
        ]
        columns = ["time", "move", "awaited", "by_itself", "says"]
        return {
            "running": pd.DataFrame(running, columns=columns),
            "open_moves": pd.DataFrame(moves, columns=["party", "move", "convenes"]),
        }

    def _repr_html_(self) -> str:
        """Show the sentences in a notebook."""
        return in_notebook(self.summary())
