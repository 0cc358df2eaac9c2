"""Writing a case without losing what an analyst put into it, comments and layout included."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from detente.case.problems import CaseError

if TYPE_CHECKING:
    from detente.case.case import Case

__all__ = ["write_whole", "written"]


def written(case: Case) -> str:
    """Return a case as YAML.

    A case that was read comes back letter by letter. A variant comes as the whole case it stands for: what
    it does not change keeps its comments and its layout.
    """
    if case.variant is None:
        return case.document.text
    yaml = _round_trip()
    document = yaml.load(case.document.text)
    document.pop("variants", None)
    _brought_to(document, {key: value for key, value in case.document.tree.items() if key != "variants"})
    stream = io.StringIO()
    yaml.dump(document, stream)
    return stream.getvalue()


def write_whole(path: Path, text: str) -> None:
    """Write a text to a file, whole or not at all.

    Raises ``CaseError`` with a plain sentence where the file cannot be written; what was there stays then.
    """
    if path.is_dir():
        raise CaseError.of("this is a folder; name a file to write", str(path))
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        # A temporary file is private; what replaces it is as readable as any file its owner makes.
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(path.stat().st_mode if path.exists() else 0o666 & ~mask)
        Path(temporary).replace(path)
    except OSError as error:
        raise CaseError.of(f"cannot be written ({error.strerror})", str(path)) from None
    finally:
        if temporary:
            with contextlib.suppress(FileNotFoundError):
                Path(temporary).unlink()


def _round_trip() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 10**6
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _brought_to(node: Any, tree: Any) -> None:
    """Change a round-trip document in place until it says what a tree says, touching nothing else."""
    if isinstance(node, dict):
        for key in [key for key in node if str(key) not in tree]:
            del node[key]
        known = {str(key): key for key in node}
        for key, value in tree.items():
            at = known.get(key, key)
            if at in node and _alike(node[at], value):
                _brought_to(node[at], value)
            elif at not in node or not _says(node[at], value):
                node[at] = _plain(value)
    elif isinstance(node, list):
        for index, value in enumerate(tree[: len(node)]):
            if _alike(node[index], value):
                _brought_to(node[index], value)
            elif not _says(node[index], value):
                node[index] = _plain(value)
        del node[len(tree) :]
        node.extend(_plain(value) for value in tree[len(node) :])


def _alike(node: Any, value: Any) -> bool:
    return any(isinstance(node, kind) and isinstance(value, kind) for kind in (dict, list))


def _says(node: Any, value: Any) -> bool:
    return (
        not isinstance(node, dict | list) and not isinstance(value, dict | list) and str(node) == str(value)
    )


def _plain(value: Any) -> Any:
    from decimal import Decimal

    if isinstance(value, dict):
        return CommentedMap({key: _plain(item) for key, item in value.items()})
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
