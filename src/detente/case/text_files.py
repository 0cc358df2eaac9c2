"""Files that analysts write: their text, or what is wrong with the file and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.problems import CaseError, Place, Problem

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["text_of_file", "too_large"]


def text_of_file(path: Path, kind: str, largest: int | None = None) -> str:
    """Return the text of a file.

    ``kind``: what it is, to be read after “not”, such as ``a case file``; ``largest``: bytes that such a file
    may have. Raises ``CaseError`` where it is missing, too large, or not UTF-8.
    """
    return _decoded(_read(path, kind, largest), str(path))


def too_large(size: int, kind: str, largest: int) -> str:
    """Return what is said of a file of so many bytes."""
    return f"{size / 1e6:.1f} MB is more than {kind} may have ({largest / 1e6:.0f} MB)"


def _read(path: Path, kind: str, largest: int | None) -> bytes:
    file = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read() if largest is None else stream.read(largest + 1)
            size = len(data) if largest is None or len(data) <= largest else path.stat().st_size
    except IsADirectoryError:
        raise CaseError.of(f"this is a folder, not {kind}", file) from None
    except FileNotFoundError:
        raise CaseError.of("there is no such file", file) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CaseError.of(f"the file cannot be read: {reason.lower()}", file) from None
    if largest is not None and max(size, len(data)) > largest:
        raise CaseError.of(too_large(max(size, len(data)), kind, largest), file)
    return data


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        start = before.rfind(b"\n") + 1
        place = Place(before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace")) + 1)
        excerpt = data[start:].split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
        message = f"not UTF-8: byte {data[error.start]:#04x} cannot be read; save the file as UTF-8"
        raise CaseError([Problem(message, file, place, excerpt)]) from None
