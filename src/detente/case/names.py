"""Names in a formula that a case does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.formula import Formula, Is
from detente.case.language import position_of
from detente.case.problems import closest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

__all__ = ["unknown_names"]


def unknown_names(
    formula: Formula, options: Mapping[str, Collection[str]], text: str
) -> Iterator[tuple[str, int | None, str]]:
    """Yield for each unknown issue or option what is wrong, where in the text, and what may be meant.

    ``options``: the options of every issue there is.
    """
    for atom in _atoms(formula):
        if atom.issue not in options:
            yield (
                f"unknown issue {atom.issue!r}",
                position_of(atom.issue, text),
                closest(atom.issue, sorted(options)),
            )
            continue
        known = sorted(options[atom.issue])
        for option in sorted(atom.options.difference(known)):
            yield (
                f"unknown option of {atom.issue!r}: {option!r}",
                position_of(option, text),
                closest(option, known),
            )


def _atoms(formula: Formula) -> Iterator[Is]:
    if isinstance(formula, Is):
        yield formula
    for part in formula.parts_of():
        yield from _atoms(part)
