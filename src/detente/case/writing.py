"""A case as text, and files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.document import copied
from detente.case.patching import patched
from detente.case.problems import CaseError
from detente.case.reading import BYTE_ORDER_MARK
from detente.case.references.argument import leads_somewhere
from detente.case.rendering import as_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.arguments import Claim
    from detente.case.case import Case
    from detente.case.document import Tree

__all__ = ["as_text", "require_writable", "write_whole", "written"]


def written(case: Case) -> str:
    """Return the text of a case.

    What was read comes back as it was. A variant comes as the whole case it stands for: the text of the case
    with the changes made in it, comments and layout of everything else kept. As it stands alone, it has no
    variants, no claims that are tested in one, and no evidence for what it does not have.
    """
    read = case.base.document
    mark = BYTE_ORDER_MARK if read.marked else ""
    if case.base is case:
        return mark + read.text
    tree = _alone(case)
    return mark + (patched(read, tree) or as_text(tree))


def _alone(case: Case) -> dict[str, Tree]:
    tree: dict[str, Tree] = copied(case.document.tree)
    tree.pop("variants", None)
    if "claims" in tree:
        pairs = zip(tree["claims"], case.claims, strict=True)
        tree["claims"] = [written for written, claim in pairs if not _needs_variant(claim)]
    if "evidence" in tree:
        tree["evidence"] = [entry for entry in map(_founded(tree), tree["evidence"]) if entry]
    return {key: value for key, value in tree.items() if value or key not in {"claims", "evidence"}}


def _needs_variant(claim: Claim) -> bool:
    named = claim.test.mentions if claim.test else ()
    return claim.variant is not None or any(mention.of == "variant" for mention in named)


def _founded(tree: Tree) -> Callable[[dict[str, Tree]], dict[str, Tree] | None]:
    """Return what leaves of a piece of evidence only what is for something that a tree has."""

    def founded(entry: dict[str, Tree]) -> dict[str, Tree] | None:
        listed = entry["for"] if isinstance(entry["for"], list) else [entry["for"]]
        left = [path for path in listed if leads_somewhere(str(path), tree)]
        return entry if left == listed else {**entry, "for": left} if left else None

    return founded


def write_whole(path: Path, text: str | bytes, *, overwrite: bool = True) -> None:
    """Write a text, or bytes, to a file: to another one beside it first, which then takes its place.

    A reader of the file, or an interruption, therefore never finds half of it.

    Raises ``CaseError`` where the file cannot be written, or exists and is not to be overwritten.
    """
    if not overwrite and (path.exists() or path.is_symlink()):
        raise CaseError.of("the file exists already; name another one, or remove it first", str(path))
    try:
        data = text if isinstance(text, bytes) else text.encode()
        if path.exists() and not path.is_file():  # a pipe or a terminal; or a folder, which fails
            path.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data)  # through a symbolic link, which stays
    except IsADirectoryError:
        raise CaseError.of("this is a folder; name a file to write", str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CaseError.of(f"cannot be written ({reason})", str(path)) from None


def require_writable(path: Path, *, folder: bool = False) -> None:
    """Raise ``CaseError`` where it is sure already that a file, or those of a folder, cannot be written.

    So it is said before anything is found that would then be lost. Folders are made where they are missing,
    but not for a single file.
    """
    where = Path(os.path.realpath(path if folder else path.parent))
    while folder and not where.exists() and where != where.parent:
        where = where.parent
    if not folder and path.is_dir():
        raise CaseError.of("this is a folder; name a file to write", str(path))
    if not where.is_dir():
        code = errno.ENOTDIR if where.exists() else errno.ENOENT
        raise CaseError.of(f"cannot be written ({os.strerror(code)})", str(path))
    if not os.access(where, os.W_OK) and not path.exists():
        raise CaseError.of(f"cannot be written ({os.strerror(errno.EACCES)})", str(path))


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
