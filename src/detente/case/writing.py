"""A case as text, and files that are written whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.patching import patched
from detente.case.problems import CaseError
from detente.case.rendering import as_text

if TYPE_CHECKING:
    from detente.case.case import Case

__all__ = ["as_text", "write_whole", "written"]


def written(case: Case) -> str:
    """Return the text of a case.

    What was read comes back as it was. A variant is the whole case it stands for: the text of the case with
    the changes made in it, comments and layout of everything else kept. A case made in Python is written anew.
    """
    if case.base is case:
        return case.document.text
    return patched(case.base.document, case.document.tree) or as_text(case.document.tree)


def write_whole(path: Path, text: str, *, overwrite: bool = True) -> None:
    """Write a text to a file: to another one beside it first, which then takes its place.

    A reader of the file, or an interruption, therefore never finds half of it.

    Raises ``CaseError`` where the file cannot be written, or exists and is not to be overwritten.
    """
    if not overwrite and (path.exists() or path.is_symlink()):
        raise CaseError.of("the file exists already; name another one, or remove it first", str(path))
    try:
        data = text.encode()
        path = Path(os.path.realpath(path))  # through a symbolic link, which stays
        if path.exists() and not path.is_file():  # a pipe or a terminal; or a folder, which fails
            path.write_bytes(data)
        else:
            _replace(path, data)
    except IsADirectoryError:
        raise CaseError.of("this is a folder; name a file to write", str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CaseError.of(f"cannot be written ({reason})", str(path)) from None


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(f".detente-{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
