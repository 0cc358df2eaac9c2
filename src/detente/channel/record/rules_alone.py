"""A procedure of a case on its own: what a channel runs under, without anything a side would keep to itself.

A case file holds what its analyst thinks of every party's interests. Of all that, the opening of a channel
gets the procedure, and of those whom it names their names, their members, and how they decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.case.rendering import as_text
from detente.institutions.procedures.machine import procedure_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case

__all__ = ["rules_alone"]

_KEPT = {
    "parties": ("name",),
    "blocs": ("name", "members", "decides_by"),
    "bodies": ("name", "members", "rule"),
}
"""What is kept of those who are named, by the section of the case in which they stand."""


def rules_alone(case: Case, procedure: str) -> str:
    """Return the text of a case that holds one procedure, and of those whom it names only what it needs.

    Raises ``CaseError`` where the case has no such procedure.

    >>> from detente import load
    >>> text = rules_alone(load("nato-russia-2010"), "council_formal")
    >>> "pause the mechanism" in text, "red_lines" in text, "missile" in text
    (True, False, False)
    """
    rules = procedure_named(case, procedure)
    tree = case.document.tree
    alone: dict[str, Any] = {
        "detente": 1,
        "title": rules.name or procedure,
        "as_of": tree["as_of"],
        "parties": {},
    }
    waiting, seen = list(_words(tree["procedures"][procedure])), set()
    while waiting:
        word = waiting.pop()
        section = next((one for one in _KEPT if word in (tree.get(one) or {})), None)
        if section is None or word in seen:
            continue
        seen.add(word)
        written = tree[section][word] or {}
        kept = {key: written[key] for key in _KEPT[section] if key in written}
        alone.setdefault(section, {})[word] = kept or None
        waiting += _words(kept)
    ordered = {
        section: {key: alone[section][key] for key in tree[section] if key in alone[section]}
        for section in _KEPT
        if section in alone
    }
    return as_text({**alone, **ordered, "procedures": {procedure: tree["procedures"][procedure]}})


def _words(written: object) -> Iterator[str]:
    """Yield every word that stands anywhere in what was written."""
    if isinstance(written, dict):
        for key, value in written.items():
            yield str(key)
            yield from _words(value)
    elif isinstance(written, list | tuple):
        for one in written:
            yield from _words(one)
    elif isinstance(written, str):
        yield written
