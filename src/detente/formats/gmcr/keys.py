"""Keys of a .gmcr file: those that are read, and those that are kept as they stand."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from detente.case.problems import closest, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.formats.json_file import Json, JsonFile
    from detente.formats.json_tokens import Path_

__all__ = ["besides", "read_list", "read_name", "read_text"]

MOST_COMPARED = 100
"""Unknown keys that are compared with known ones; nobody misspells more."""


def besides(
    read: JsonFile, tree: dict[str, Json], path: Path_, used: Sequence[str], kept: Sequence[str] = ()
) -> dict[Path_, Json]:
    """Return what stands under keys that are not used, by what leads to it.

    Keys that are ``kept`` are known. An unknown one that resembles a known one which is not there is noted.
    """
    absent = [key for key in (*used, *kept) if key not in tree]
    found = {}
    for key, value in tree.items():
        if key in used:
            continue
        found[*path, key] = value
        known = key in kept or len(found) > MOST_COMPARED
        meant = "" if known else closest(key, absent)
        if meant:
            read.warning((*path, key), f"the key {quoted(key)} is kept, but not used", meant, at_key=True)
    return found


def read_list(read: JsonFile, tree: dict[str, Json], key: str, path: Path_, most: int) -> list[Json]:
    """Return the list under a key that has to be there, of at most so many."""
    listed = tree.get(key)
    if key not in tree:
        there = next((one for one in islice(tree, MOST_COMPARED) if closest(one, [key])), "")
        instead = f"; {quoted(there)} is there instead" if there else ""
        read.error(path, f"the key {quoted(key)} is missing{instead}")
    elif not isinstance(listed, list):
        read.error((*path, key), f"a list stands at {quoted(key)}, and not {quoted(listed)}")
    elif not 1 <= len(listed) <= most:
        words = f"there are {len(listed):,} entries in {quoted(key)}, and there can be 1 to {most}"
        read.error((*path, key), words)
    else:
        return listed
    return []


def read_text(read: JsonFile, tree: dict[str, Json], key: str) -> str:
    """Return the text under a key, if there is one."""
    written = tree.get(key)
    if written is None or isinstance(written, str):
        return written or ""
    read.error((key,), f"a text in double quotation marks stands at {quoted(key)}, and not {quoted(written)}")
    return ""


def read_name(read: JsonFile, tree: dict[str, Json], path: tuple[str, int], taken: dict[str, int]) -> str:
    """Return the name of the entry to which a path leads; ``taken``: by name, which entry has it."""
    _, place = path
    name = tree.get("name")
    if not isinstance(name, str) or not name.strip():
        missing = name is None or isinstance(name, str)
        words = "the name is missing here" if missing else f"a name is a text, and not {quoted(name)}"
        read.error((*path, "name"), words)
        return ""
    if name in taken:
        read.error((*path, "name"), f"the name {quoted(name)} is that of entry {taken[name] + 1} as well")
    taken.setdefault(name, place)
    return name
