"""What a variant leaves as it is, so that it is read once and not for every variant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.case.document import Document, Tree
    from detente.case.model import CaseFile

__all__ = ["unchanged"]


def unchanged(document: Document, case: CaseFile) -> dict[str, Tree]:
    """Return the tree of a variant in which what its case has too stands as it was read there.

    ``document`` is that of the variant, ``case`` what was read from its base. Merging a variant leaves what
    it does not touch as the very same objects, which is how they are told from those that only look alike.
    """
    assert document.base is not None
    before = document.base.tree
    return {
        key: _read(value, before.get(key), getattr(case, key, None)) for key, value in document.tree.items()
    }


def _read(value: Tree, before: Tree, read: Tree) -> Tree:
    if value is None or read is None:
        return value
    if value is before:
        return read
    if isinstance(value, dict) and isinstance(before, dict) and isinstance(read, dict):
        return {
            key: read[key] if key in read and item is before.get(key) else item for key, item in value.items()
        }
    return value
