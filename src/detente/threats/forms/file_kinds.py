"""Files of another kind than their names say, such as a table of Excel that is named as a text."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["other_kind"]

_ARCHIVE = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def other_kind(path: Path) -> str:
    """Return what a file is that should be a text and is none, and what to do; nothing where it may be."""
    try:
        with path.open("rb") as stream:
            begins = stream.read(4)
    except (OSError, ValueError):
        return ""  # told where it is read
    if begins == _OLD_EXCEL:
        return "this is a file of an old Excel: save it as an Excel workbook, whose name ends in .xlsx"
    if begins != _ARCHIVE:
        return ""
    if _is_excel(path):
        return "this is an Excel file: its name should end in .xlsx"
    return "this is no text: save the form as an Excel workbook (.xlsx), or as CSV or YAML"


def _is_excel(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
