"""Names as readers know them, within sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.case.model import CaseFile

__all__ = [
    "block_name",
    "capitalised",
    "issue_name",
    "joined",
    "option_name",
    "spaced",
    "together",
    "window_name",
    "within",
]


def issue_name(case: CaseFile, issue: str) -> str:
    """Return the name of an issue; its key with the words apart where it has none."""
    return case.issues[issue].name or spaced(issue)


def option_name(case: CaseFile, issue: str, option: str) -> str:
    """Return the name of an option; its key with the words apart where it has none."""
    return case.issues[issue].options[option].name or spaced(option)


def window_name(case: CaseFile, window: str) -> str:
    """Return the name of a window of the roadmap, or else its key with the words apart."""
    found = None if case.roadmap is None else case.roadmap.windows.get(window)
    return spaced(window) if found is None or not found.name else found.name


def block_name(case: CaseFile, block: str) -> str:
    """Return the name of a building block.

    Where it has none, that of the one issue that it settles, with the option where another block without a
    name settles it too, or else its key with the words apart.
    """
    one = case.blocks[block]
    if one.name or len(one.sets) != 1:
        return one.name or spaced(block)
    [(issue, option)] = one.sets.items()
    others = [other for key, other in case.blocks.items() if key != block and not other.name]
    if any(list(other.sets) == [issue] for other in others):
        return f"{issue_name(case, issue)}: {option_name(case, issue, option)}"
    return issue_name(case, issue)


def capitalised(words: str) -> str:
    """Return a sentence with a capital first letter, and the rest as it was.

    >>> capitalised("the EU signs")
    'The EU signs'
    """
    return words[:1].upper() + words[1:]


def spaced(key: str) -> str:
    """Return a key of the case file with its words apart.

    >>> spaced("order_talks")
    'order talks'
    """
    return key.replace("_", " ")


def within(name: str) -> str:
    """Return a name as it stands within a sentence.

    >>> within("The members before 1999")
    'the members before 1999'
    """
    return f"the {name[4:]}" if name.startswith("The ") else name


def joined(words: Iterable[str]) -> str:
    """Join words as a sentence does.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    listed = list(words)
    return " and ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)


def together(names: Iterable[str]) -> str:
    """Join names as a sentence does, also where a name is made of two.

    >>> together(["NATO", "Georgia and Ukraine"]), together(["Georgia and Ukraine", "NATO"])
    ('NATO, Georgia and Ukraine', 'Georgia and Ukraine, and NATO')
    """
    listed = list(names)
    if not listed[1:] or not any(" and " in name for name in listed):
        return joined(listed)
    link = ", " if " and " in listed[-1] else ", and "
    return f"{', '.join(listed[:-1])}{link}{listed[-1]}"
