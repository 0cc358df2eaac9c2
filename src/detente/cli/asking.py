"""What commands are asked about: a case, and names in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.case.document import Document

__all__ = ["names_in", "read_case", "read_document"]


def read_case(case: str, variant: str | None) -> Case:
    """Return a case by its file or name, with a variant merged in where one is asked for."""
    from detente.case.case import Case

    read = Case.from_document(read_document(case))
    return read.with_variant(variant) if variant else read


def read_document(case: str) -> Document:
    """Return the document of a case by its file or name, and say what of an Excel file is left out."""
    from detente.formats.opening import document_of

    document, warnings = document_of(case)
    for warning in warnings:
        typer.echo(str(warning), err=True)
    return document


def names_in(written: str | None) -> list[str] | None:
    """Return the names in a list with commas; None where none was given.

    >>> names_in("usa, russia")
    ['usa', 'russia']
    """
    return None if written is None else [name.strip() for name in written.split(",") if name.strip()]
