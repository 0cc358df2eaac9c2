"""What a decision maker of a .gmcr file likes better: statements, or a ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.formats.gmcr.rankings import read_ranking
from detente.stability.options.option_preferences import Statements

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.formats.json_file import Json, JsonFile
    from detente.formats.json_tokens import Path_
    from detente.stability.options.option_preferences import Preferences

__all__ = ["RANKINGS", "STATED", "read_preferences"]

STATED = "preferences"
RANKINGS = ("preferenceRanking", "preferenceVector")
"""Keys of rankings, of which the first one is used that is there."""


def read_preferences(
    read: JsonFile,
    place: int,
    statements: Preferences,
    codes: npt.NDArray[np.int64],
    *,
    rankings_first: bool,
) -> tuple[Preferences, dict[Path_, Json]]:
    """Return the preferences of a decision maker, and what is kept of those that do not count.

    ``place``: which one it is; ``statements``: what has been read of its statements; ``codes``: (states,).

    Statements come before a ranking, as they are what an analyst writes and a ranking what follows from them,
    unless rankings come first; a ranking that says something else is noted. Without either all states are
    alike.
    """
    assert isinstance(statements, Statements)
    path: Path_ = ("decisionMakers", place)
    tree = read.tree["decisionMakers"][place]
    stated = bool(statements.most_important_first)
    given = {key: tree[key] for key in RANKINGS if tree.get(key) not in (None, [])}
    if not given:
        if not stated:
            read.warning(path, "no preferences stand here: all states are alike to this decision maker")
        return statements, {}
    key = next(iter(given))
    if len(given) > 1 and given[RANKINGS[0]] != given[RANKINGS[1]]:
        read.warning((*path, RANKINGS[1]), f"this is another ranking than {RANKINGS[0]!r}, which is used")
    kept = {(*path, other): of for other, of in given.items() if other != key}
    if stated and not rankings_first:
        _compare(read, given[key], (*path, key), statements, codes)
        return statements, {(*path, key): given[key], **kept}
    ranking = read_ranking(given[key], (*path, key), len(codes), read.error)
    if stated:
        kept[*path, STATED] = tree[STATED]
    return ranking or statements, kept


def _compare(
    read: JsonFile, written: Json, path: Path_, statements: Statements, codes: npt.NDArray[np.int64]
) -> None:
    """Note where a ranking is another than that of the statements, which are used."""
    wrong: set[str] = set()

    def note(_: Path_, words: str) -> None:
        if not wrong:
            wrong.add(words)

    ranking = read_ranking(written, path, len(codes), note)
    if ranking is None:
        words = (
            f"this ranking is left aside, as it does not fit the states ({wrong.pop()}); the statements count"
        )
        read.warning(path, words)
    elif ranking.ranks(codes).tolist() != statements.ranks(codes).tolist():
        words = "this ranking is not that of the statements, which count"
        read.warning(path, f"{words}; in Python `rankings_first` lets rankings count")
