"""What a variant changes in its case, entry by entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import block_name, issue_name, joined, spaced, within
from detente.case.rendering import in_line
from detente.outcomes.inputs_said import input_says
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.case.document import Tree

__all__ = ["Change", "changes_between"]

APART = {"variants", "evidence"}
"""Sections that change nothing of what is found."""
NOTHING = "nothing"
MOST_SHOWN = 80
"""Characters of an entry of several parts, past which a sentence does not repeat it; tables do."""
_SAID = {
    "roadmap": "the roadmap",
    "negotiation.issues": "what is on the table",
    "negotiation.signatories": "who signs",
    "roadmap.without": "what is left out of the roadmap",
    "roadmap.only": "what alone is left in the roadmap",
}
"""What has no words of its own elsewhere."""
_OF_CLAIM = {
    "": "claim {claim}",
    "says": "what claim {claim} says",
    "holds_if": "the test of claim {claim}",
    "enough_if": "what is enough for claim {claim}",
    "variant": "the variant in which claim {claim} is tested",
}


@dataclass(frozen=True)
class Change:
    """One entry of the case, by its path, with what is written there before and after.

    ``gains`` and ``loses``: of a list of names, those that are new and those that are gone.
    """

    input: str
    says: str
    before: str
    after: str
    gains: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the change as a part of a sentence."""
        if self.gains or self.loses:
            named = (("gains", self.gains), ("loses", self.loses))
            told = [f"{verb} {joined(names)}" for verb, names in named if names]
            return f"{self.says} {', and '.join(told)}"
        if self.before == NOTHING and self.after[:1] not in ("{", "[", "“"):
            return f"{self.says} is {self.after}, of which nothing was said"
        if NOTHING in (self.before, self.after):
            entry = self.after if self.before == NOTHING else self.before
            said = "is added" if self.before == NOTHING else "is taken away"
            plain = entry in self.says or (entry[:1] in ("{", "[") and len(entry) > MOST_SHOWN)
            return f"{self.says} {said}" + ("" if plain else f": {entry}")
        return f"{self.says} is {self.after}, no longer {self.before}"


def changes_between(case: Case, other: Case) -> tuple[Change, ...]:
    """Return what is written otherwise in another version of a case, in the order of the file."""
    before, after = (
        {key: value for key, value in one.document.tree.items() if key not in APART} for one in (case, other)
    )
    return tuple(
        Change(
            path,
            _said(case, other, path),
            _shown(was),
            _shown(now),
            *(tuple(_called(case, path, one) for one in names) for names in _names(was, now)),
        )
        for path, was, now in _changes(before, after, ())
    )


def _said(case: Case, other: Case, path: str) -> str:
    """Return an entry in words, as the case calls it, or the version that has it."""
    if path in _SAID:
        return _SAID[path]
    section, _, rest = path.partition(".")
    key, _, detail = rest.partition(".")
    if section == "claims" and key and detail in _OF_CLAIM:
        return _OF_CLAIM[detail].format(claim=key)
    if section == "issues" and key in case.issues and not detail:
        return f"the issue “{issue_name(case, key)}”"
    for one in (case, other):
        says = input_says(one, path)
        if says != path:
            return says
    return f"“{path}”"


def _changes(before: Tree, after: Tree, path: tuple[str, ...]) -> Iterator[tuple[str, Tree, Tree]]:
    old, new = _by_name(before), _by_name(after)
    if before is None and isinstance(after, list) and new is not None:
        old = {}
    if old is None or new is None:
        if before != after:
            yield ".".join(path), before, after
        return
    for key in dict.fromkeys([*old, *new]):
        yield from _changes(old.get(key), new.get(key), (*path, key))


def _by_name(value: Tree) -> dict[str, Tree] | None:
    """Return the entries of a mapping, or those of a list whose items have ids; None for anything else."""
    if isinstance(value, dict):
        return {str(key): one for key, one in value.items()}
    if isinstance(value, list) and value and all(isinstance(one, dict) and "id" in one for one in value):
        return {str(one["id"]): one for one in value}
    return None


def _names(before: Tree, after: Tree) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which names a list gains and which it loses; none where these are no two lists of names."""
    old, new = ([] if value is None else value for value in (before, after))
    if not all(
        isinstance(value, list) and all(isinstance(one, str) for one in value) for value in (old, new)
    ):
        return (), ()
    return tuple(one for one in new if one not in old), tuple(one for one in old if one not in new)


def _called(case: Case, path: str, name: str) -> str:
    """Return what readers call something that a list of names has."""
    if path.startswith("roadmap.") and name in case.blocks:
        return f"“{block_name(case, name)}”"
    known = name_of(case, name)
    return spaced(name) if known == name else f"“{known}”" if name in case.issues else within(known)


def _is_names(value: Tree) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _shown(value: Tree) -> str:
    """Return what is written, or of an entry with a sentence or a name, that."""
    if isinstance(value, dict):
        words = value.get("says") or value.get("name")
        if isinstance(words, str):
            return f"“{words.rstrip('.')}”"
        if isinstance(value.get("option"), str):
            return str(value["option"])
    if isinstance(value, str):
        return value
    if _is_names(value):
        return joined(map(spaced, value)) or "empty"
    return NOTHING if value is None else in_line(value)
