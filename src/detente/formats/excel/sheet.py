"""A sheet as its cells: what stands in each, by row and column, and its address."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["NoValue", "Sheet"]

_LETTERS = 26


@dataclass(frozen=True)
class NoValue:
    """What stands in a cell whose value is not known: why it is not."""

    why: str


@dataclass
class Sheet:
    """The cells of a sheet that are not empty, by row and column, both counted from 1.

    ``percent``: the cells that show their number in per cent.
    """

    name: str
    rows: dict[int, dict[int, object]] = field(default_factory=dict)
    percent: set[tuple[int, int]] = field(default_factory=set)

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell, with the name of the sheet.

        >>> Sheet("stances").address(7, 3), Sheet("my notes").address(1, 28)
        ('stances!C7', "'my notes'!AB1")
        """
        name = self.name if self.name.isidentifier() else "'{}'".format(self.name.replace("'", "''"))
        return f"{name}!{_letters(column)}{row}"


def _letters(column: int) -> str:
    """Return the letters of a column: A to Z, then AA and so on."""
    before, last = divmod(column - 1, _LETTERS)
    return (_letters(before) if before else "") + chr(ord("A") + last)
