"""Cases from wherever they are kept: case files, bundled cases, and Excel files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.case import Case
from detente.case.case import document_of as document_of_file
from detente.case.file_kinds import is_excel, other_kind
from detente.case.problems import CaseError

if TYPE_CHECKING:
    from detente.case.document import Document
    from detente.case.problems import Problem

__all__ = ["document_of", "load"]


def document_of(source: str | Path) -> tuple[Document, tuple[Problem, ...]]:
    """Read a case file, the file of a bundled case from its name, or an Excel file, as far as its tree.

    Returns the document, and warnings about what of an Excel file is no part of the case.

    Raises ``CaseError`` where there is none, where it cannot be read or is of another kind, and for a file of
    GMCR+.
    """
    if not is_excel(Path(source)):
        if other := other_kind(Path(source)):
            raise CaseError.of(other, str(source))
        return document_of_file(source), ()
    from detente.formats.excel import read_excel

    read = read_excel(source)
    return read.document, read.warnings


def load(source: str | Path, variant: str | None = None) -> Case:
    """Read a case from a case file or an Excel file, or one that is bundled from its name.

    Raises ``CaseError`` with every problem found.

    >>> load("panama-canal").title
    'The Panama Canal treaty, 1974 to 1977'
    """
    document, _ = document_of(source)
    case = Case.from_document(document)
    return case.with_variant(variant) if variant else case
