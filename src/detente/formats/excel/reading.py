"""Excel files, read as far as the document of the case in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.excel_file import sheets_of
from detente.formats.excel.tables import LISTS
from detente.formats.excel.to_case import case_of_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.formats.excel.to_case import ReadExcel

__all__ = ["INSTEAD", "read_excel"]

INSTEAD = "use a case file in YAML"
"""What to do where Excel files can be neither read nor written."""


def read_excel(path: str | Path) -> ReadExcel:
    """Read an Excel file as far as the tree of its case.

    What is wrong with cells is left in the document, as what is wrong with entries of a case file is.

    Raises ``CaseError`` where the file cannot be read, or holds nothing of a case.
    """

    def wanted(names: Sequence[str]) -> list[str]:
        return [name for name in names if name != LISTS]

    return case_of_sheets(sheets_of(Path(path), "reading Excel files", INSTEAD, wanted), str(path))
