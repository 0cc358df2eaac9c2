"""What commands are asked about: a case, and names in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.case.case import Case

__all__ = ["names_in", "read_case"]


def read_case(case: str, variant: str | None) -> Case:
    """Return a case by its file or name, with a variant merged in where one is asked for."""
    from detente.case.case import load

    return load(case, variant)


def names_in(written: str | None) -> list[str] | None:
    """Return the names in a list with commas; None where none was given.

    >>> names_in("usa, russia")
    ['usa', 'russia']
    """
    return None if written is None else [name.strip() for name in written.split(",") if name.strip()]
