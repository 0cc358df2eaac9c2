"""Files of another kind than their names say, or than can be read: told by how they begin."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["EXCEL", "is_excel", "other_kind"]

EXCEL = (".xlsx", ".xlsm")
"""How the names of Excel files end."""
_ARCHIVE = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
"""So begin files of an Excel before 2007, and what a password protects."""
_CALC = b"application/vnd.oasis.opendocument.spreadsheet"
_SAVE_AS = "save it as an Excel workbook, whose name ends in .xlsx"


def is_excel(path: Path) -> bool:
    """Tell whether a file is an Excel file, by its name.

    >>> from pathlib import Path
    >>> is_excel(Path("case.XLSX")), is_excel(Path("case.xls"))
    (True, False)
    """
    return path.suffix.lower() in EXCEL


def other_kind(path: Path) -> str:
    """Return what a file is that is no text and no Excel file, and what to do; nothing where it may be one.

    An Excel file is of another kind where its name says that it is none.
    """
    try:
        with path.open("rb") as stream:
            begins = stream.read(len(_ARCHIVE))
    except (OSError, ValueError):
        return ""  # told where it is read
    if begins == _OLD_EXCEL:
        return f"this is a file of an old Excel, or one with a password: {_SAVE_AS}, without a password"
    if begins != _ARCHIVE:
        return ""
    inside = _inside(path)
    if _CALC in inside:
        return f"this is an OpenDocument spreadsheet: {_SAVE_AS}"
    if b"xl/workbook.xml" in inside:
        return "" if is_excel(path) else "this is an Excel file: its name should end in .xlsx"
    return f"this is no text, and no Excel file: {_SAVE_AS}, or as a text"


def _inside(path: Path) -> list[bytes]:
    """Return the names of what is in an archive, and what it says itself that it is."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            said = archive.open("mimetype").read(len(_CALC)) if "mimetype" in names else b""
    except (OSError, ValueError, zipfile.BadZipFile):
        return []
    return [said, *(name.encode() for name in names)]
