"""The record as the page shows it: the newest entries first, each with what it came to."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.channel.page.times import shown_time
from detente.channel.record.moment import instant
from detente.institutions.procedures.wording import move_says

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.channel.course.course import Step
    from detente.channel.exchange.delegation import Delegation, Words
    from detente.channel.record.entry import Attached, SignedEntry

__all__ = [
    "PAGE",
    "EntryShown",
    "RecordShown",
    "entry_shown",
    "found_entry",
    "label_of",
    "record_shown",
    "step_of",
]

PAGE = 50
"""Entries on one page."""
_CUT = 1_200
"""Letters of an entry's words that the record shows; its own page has all of them."""
_EFFECTS: Mapping[str, tuple[str, str, str]] = {
    "made": ("●", "takes effect", "holds"),
    "joined": ("◐", "waits for others to join", "mixed"),
    "noted": ("●", "noted", "holds"),
    "said": ("○", "said", "waits"),
    "not allowed": ("✕", "not allowed, without effect", "fails"),
    "void": ("✕", "void: its key was revoked", "fails"),
    "later": ("◌", "dated later than now: takes effect then", "mixed"),
}
"""By effect its sign, its words, and its tone."""


@dataclass(frozen=True)
class EntryShown:
    """An entry with everything that is said about it. ``cut``: whether its words are longer than shown."""

    leaf: str
    label: str
    name: str
    own: bool
    time: str
    shown: str
    kind: str
    move: str
    sign: str
    effect: str
    tone: str
    says: str
    before: tuple[str, ...]
    words: str
    cut: bool
    attached: Attached | None
    sealed_for: tuple[str, ...]
    readable: bool
    problem: str
    about: tuple[str, str] | None
    answers: bool


@dataclass(frozen=True)
class RecordShown:
    """A page of the record; its entries are counted from the first to ``until``, the newest of them."""

    entries: tuple[EntryShown, ...]
    first: int
    until: int
    total: int
    newest: bool
    newer: int | None
    older: int | None


def record_shown(delegation: Delegation, now: str, until: int | None) -> RecordShown:
    """Return a page of the record: the last entries, or those up to a place counted from its beginning."""
    copy, steps = delegation.holder.copy, delegation.holder.course.steps(now)
    total = len(copy)
    last = total if until is None else max(min(until, total), min(PAGE, total))
    first = max(last - PAGE, 0)
    entries = tuple(
        entry_shown(delegation, copy.at(copy.order[place]), steps[place] if place < len(steps) else None)
        for place in range(last - 1, first - 1, -1)
    )
    return RecordShown(
        entries,
        first + 1 if total else 0,
        last,
        total,
        last == total,
        None if last == total else last + PAGE,
        first or None,
    )


def found_entry(delegation: Delegation, leaf: str) -> SignedEntry | None:
    """Return the entry of a hash; None where it is not here."""
    try:
        wanted = bytes.fromhex(leaf)
    except ValueError:
        return None
    logs = delegation.holder.copy.logs.values()
    return next((log.held[wanted] for log in logs if wanted in log.held), None)


def step_of(delegation: Delegation, signed: SignedEntry, now: str) -> Step | None:
    """Return what an entry came to by now; None where it is dated later."""
    order, steps = delegation.holder.copy.order, delegation.holder.course.steps(now)
    entry = signed.entry
    place = bisect_left(order, (entry.time, entry.party, entry.number, signed.leaf))
    return steps[place] if place < len(steps) else None


def label_of(delegation: Delegation, signed: SignedEntry) -> str:
    """Return how an entry is referred to."""
    return f"entry {signed.entry.number} of {delegation.holder.opening.name(signed.entry.party)}"


def entry_shown(
    delegation: Delegation, signed: SignedEntry, step: Step | None, *, whole: bool = False
) -> EntryShown:
    """Return an entry with what it came to."""
    entry, opening = signed.entry, delegation.holder.opening
    words = delegation.words(signed)
    sign, effect, tone = _EFFECTS["later" if step is None else step.effect]
    text, when = words.says or "", instant(entry.time)
    return EntryShown(
        signed.leaf.hex(),
        label_of(delegation, signed),
        opening.name(entry.party),
        entry.party == delegation.name,
        entry.time,
        shown_time(when),
        str(entry.kind),
        _move(delegation, entry.move),
        sign,
        effect,
        tone,
        "" if step is None else step.says.partition(": ")[2],
        () if step is None else tuple(event.says for event in step.before),
        text if whole else text[:_CUT],
        not whole and (len(text) > _CUT or words.attached is not None),
        words.attached,
        _readers(delegation, words),
        words.readable,
        words.problem,
        _about(delegation, signed),
        entry.kind.speaks and not delegation.observes,
    )


def _move(delegation: Delegation, move: str | None) -> str:
    machine = delegation.holder.opening.machine
    for index, one in enumerate(machine.moves):
        if one.id == move:
            return move_says(machine, index)
    return move or ""


def _readers(delegation: Delegation, words: Words) -> tuple[str, ...]:
    return tuple(delegation.holder.opening.name(one) for one in words.sealed_for)


def _about(delegation: Delegation, signed: SignedEntry) -> tuple[str, str] | None:
    """Return the hash of the entry to which one refers, empty where it is not here, and its label."""
    about = signed.entry.about
    if about is None:
        return None
    found = found_entry(delegation, about.leaf)
    if found is None or found.place != (about.party, about.number, about.leaf):
        return "", f"entry {about.number} of {about.party[:60]}, which is not here"
    return about.leaf, label_of(delegation, found)
