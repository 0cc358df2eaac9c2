"""Conditions in a .gmcr file: pairs of an option and a letter, several of them, or a pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.problems import quoted
from detente.stability.options.conditions import PATTERN, Condition

if TYPE_CHECKING:
    from detente.formats.json_file import Json, JsonFile
    from detente.formats.json_tokens import Path_
    from detente.stability.options.conditions import Choices

__all__ = ["as_whole_number", "read_conditions", "written_condition"]

_LETTERS = {"Y": True, "N": False, "y": True, "n": False}
_SHAPE = 'a condition is a list of pairs such as [[0, "Y"], [2, "N"]]'


def read_conditions(read: JsonFile, listed: Json, path: Path_, options: int) -> list[Condition]:
    """Return a list of conditions on so many options; what is wrong with them is noted.

    A condition is a list of pairs of an option, counted from 0, and ``Y`` or ``N``, all of which hold; or
    ``{"compound": true, "members": [...]}``, of whose conditions any holds; or a pattern with a letter for
    each option, such as ``Y-N``. Where members have members of their own, all of them are taken together,
    which means the same.
    """
    if listed is None:
        return []
    if not isinstance(listed, list):
        read.error(path, f"a list of conditions stands here, and not {quoted(listed)}")
        return []
    found = []
    for place, condition in enumerate(listed):
        any_of = _any_of(read, condition, (*path, place), options)
        if any_of:
            found.append(Condition(tuple(any_of)))
    return found


def written_condition(condition: Condition) -> Json:
    """Return a condition as it stands in a file.

    >>> written_condition(Condition.of("Y-N"))
    [[0, 'Y'], [2, 'N']]
    >>> written_condition(Condition.of("Y", "N"))
    {'compound': True, 'members': [[[0, 'Y']], [[0, 'N']]]}
    """
    members = [[[option, "Y" if chosen else "N"] for option, chosen in one] for one in condition.any_of]
    return members[0] if len(members) == 1 else {"compound": True, "members": members}


def _any_of(read: JsonFile, written: Json, path: Path_, options: int) -> list[Choices]:
    """Return the combinations of which any is to hold; what is wrong is noted, and left out."""
    if isinstance(written, str):
        return _of_pattern(read, written, path, options)
    if isinstance(written, dict):
        return _of_members(read, written, path, options)
    if not isinstance(written, list):
        read.error(path, f"{_SHAPE}, and not {quoted(written)}")
        return []
    if not written:
        read.error(path, f"this condition names no option; {_SHAPE}")
        return []
    choices = [_choice(read, pair, (*path, place), options) for place, pair in enumerate(written)]
    return [tuple(one for one in choices if one is not None)] if None not in choices else []


def _of_members(read: JsonFile, written: dict[str, Json], path: Path_, options: int) -> list[Choices]:
    members = written.get("members")
    if written.get("compound", True) is not True or not isinstance(members, list) or not members:
        read.error(path, 'several conditions are {"compound": true, "members": [...]}, and at least one')
        return []
    for key in written:
        if key not in {"compound", "members"}:
            read.warning(
                (*path, key), f"what stands at {quoted(key)} in a condition is not kept", at_key=True
            )
    within = (*path, "members")
    return [
        one
        for place, member in enumerate(members)
        for one in _any_of(read, member, (*within, place), options)
    ]


def _of_pattern(read: JsonFile, written: str, path: Path_, options: int) -> list[Choices]:
    pattern = written.strip().upper()
    if len(pattern) != options or not PATTERN.fullmatch(pattern):
        words = f"{quoted(written)} is no pattern of {options} letters, each of them Y, N or -, and not all -"
        read.error(path, words)
        return []
    return list(Condition.of(pattern).any_of)


def _choice(read: JsonFile, pair: Json, path: Path_, options: int) -> tuple[int, bool] | None:
    if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004 - a pair
        words = "a pair of an option and a letter stands here"
        read.error(path, f'{words}, such as [0, "Y"], and not {quoted(pair)}')
        return None
    option = as_whole_number(pair[0], 0, options - 1)
    if option is None:
        read.error((*path, 0), f"{quoted(pair[0])} is no option: they have the numbers 0 to {options - 1}")
    if not isinstance(pair[1], str) or pair[1] not in _LETTERS:
        read.error((*path, 1), f'{quoted(pair[1])} is neither "Y", for chosen, nor "N", for not')
        return None
    return None if option is None else (option, _LETTERS[pair[1]])


def as_whole_number(written: Json, least: int, most: int) -> int | None:
    """Return a whole number between two others, or None for anything else.

    >>> as_whole_number(1, 0, 2), as_whole_number(True, 0, 2), as_whole_number(1.0, 0, 2)
    (1, None, None)
    """
    if isinstance(written, bool) or not isinstance(written, int):
        return None
    return written if least <= written <= most else None
