"""Checking the proof of one entry, which is shown without the rest of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.channel.course.state import moment_of
from detente.channel.exchange.checking import Check
from detente.channel.problems import RecordError
from detente.channel.record.moment import instant
from detente.outcomes.counts_said import counted

if TYPE_CHECKING:
    from detente.channel.record.shown_alone import ShownAlone

__all__ = ["check_entry"]


def check_entry(shown: ShownAlone) -> Check:
    """Check that a party has signed an entry, and a log in which it has its place."""
    entry, opening = shown.shown.signed.entry, shown.opening
    try:
        shown.require_proved()
    except RecordError as error:
        return Check(opening.id, 1, (), (), (), (f"It proves nothing: {error}.",), ())
    name, dated = opening.name(entry.party), moment_of(instant(entry.time))
    words = "words that are sealed" if entry.sealed else f"“{entry.says}”" if entry.says else "no words"
    what = f"{entry.kind}, with the move {entry.move}" if entry.move else str(entry.kind)
    where = f"entry {entry.number} of its log in “{opening.title}”"
    size = counted(shown.head.head.size, "entry", "entries")
    proved = (
        f"{name} has signed {where}: {what}, dated {dated}, with {words}.",
        f"{name} has signed its log of {size} with this entry in its place.",
    )
    unproved = (
        "what else stands in the record, and what the entry came to under the procedure",
        f"that {name} had not revoked the key by then: a revocation that is not shown is not known",
        "when exactly it was written: its date is its author's word",
    )
    return Check(opening.id, 1, proved, (), unproved, (), ())
