"""The record as a reader finds it: every entry, what it came to, and its words where they can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.channel.course.state import moment_of
from detente.channel.exchange.delegation import Words
from detente.channel.record.moment import instant
from detente.harmless import harmless, in_a_line

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from detente.channel.course.course import Course, Step
    from detente.channel.record.entry import SignedEntry

__all__ = ["Line", "Listing", "listed", "open_words"]


@dataclass(frozen=True)
class Line:
    """An entry of the record as it is shown."""

    signed: SignedEntry
    step: Step
    words: Words

    @property
    def reference(self) -> str:
        """How to refer to it: its author and its number."""
        return f"{self.signed.entry.party}:{self.signed.entry.number}"

    def summary(self) -> list[str]:
        """Return it in sentences: what happened by the clock before it, what it came to, and its words."""
        told = [*(f"  {one.says}" for one in self.step.before)]
        mark = "" if self.step.allowed else f" [{self.step.effect}]"
        told.append(f"{self.reference} {self.signed.entry.kind}{mark}  {self.step.says}")
        if self.words.sealed_for:
            told.append(f"    sealed for {', '.join(self.words.sealed_for)}")
        if self.words.problem:
            told.append(f"    {self.words.problem}")
        if self.words.says:
            told += [f"    “{line}”" for line in harmless(self.words.says).splitlines()]
        if self.words.attached is not None:
            told.append(f"    with {self.words.attached.name}, {len(self.words.attached.text):,} characters")
        return told

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        entry = self.signed.entry
        about = entry.about
        return {
            "party": entry.party,
            "number": entry.number,
            "time": moment_of(instant(entry.time)),
            "kind": str(entry.kind),
            "move": entry.move,
            "whom": entry.whom,
            "effect": self.step.effect,
            "allowed": self.step.allowed,
            "state": self.step.state,
            "outcome": self.step.says,
            "before": [one.says for one in self.step.before],
            "says": self.words.says,
            "attached": None if self.words.attached is None else self.words.attached.name,
            "sealed_for": list(self.words.sealed_for),
            "readable": self.words.readable,
            "about": None if about is None else f"{about.party}:{about.number}",
            "hash": self.signed.leaf.hex(),
        }


@dataclass(frozen=True)
class Listing:
    """Entries of the record in its order; ``left_out`` counts those before them."""

    lines: tuple[Line, ...]
    left_out: int

    def summary(self) -> list[str]:
        """Return the entries in sentences."""
        earlier = [f"{self.left_out:,} earlier entries are not shown."] if self.left_out else []
        told = [sentence for line in self.lines for sentence in line.summary()]
        return [*earlier, *map(in_a_line, told)] or ["The record has no entries yet."]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the entries as a table."""
        import pandas as pd

        rows = [
            {
                key: ", ".join(value) if isinstance(value, list) else value
                for key, value in one.to_json().items()
            }
            for one in self.lines
        ]
        return {"record": pd.DataFrame(rows)}

    def to_json(self) -> dict[str, Any]:
        """Return the entries as plain values."""
        return {"left_out": self.left_out, "entries": [one.to_json() for one in self.lines]}


def open_words(signed: SignedEntry) -> Words:
    """Return what an entry says to everybody."""
    entry = signed.entry
    if entry.sealed is None:
        return Words(entry.says, entry.attached)
    return Words(None, None, tuple(sorted(entry.sealed.to)), readable=False)


def listed(
    course: Course, last: int | None = None, words: Callable[[SignedEntry], Words] = open_words
) -> Listing:
    """Return the last so many entries of the record, or all of them; ``words`` reads what they say."""
    order, steps = course.copy.order, course.steps()
    start = 0 if last is None else max(0, len(order) - last)
    lines = (
        Line(signed, step, words(signed))
        for signed, step in zip(map(course.copy.at, order[start:]), steps[start:], strict=True)
    )
    return Listing(tuple(lines), start)
