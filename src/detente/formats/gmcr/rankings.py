"""Rankings of states in a .gmcr file, from the best on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.problems import quoted
from detente.formats.gmcr.conditions import as_whole_number
from detente.stability.options.option_preferences import Ranking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.formats.json_file import Json
    from detente.formats.json_tokens import Path_

__all__ = ["read_ranking", "written_ranking"]

MOST_NAMED = 5
"""States left out that are told one by one."""


def read_ranking(
    written: Json, path: Path_, states: int, note: Callable[[Path_, str], None]
) -> Ranking | None:
    """Return a ranking of so many states, counted from 1; None where ``note`` was told that it is none.

    It names each state once, from the best on; those in a list within the list tie.
    """
    if not isinstance(written, list):
        note(path, f"a ranking is a list of states, from the best on, and not {quoted(written)}")
        return None
    noted = 0
    seen: set[int] = set()
    tiers: list[tuple[int, ...]] = []
    for place, tier in enumerate(written):
        tied = []
        for at, item in _tied(tier, (*path, place)):
            state = as_whole_number(item, 1, states)
            wrong = ""
            if state is None:
                wrong = f"{quoted(item)} is no state: the feasible ones have the numbers 1 to {states:,}"
            elif state in seen:
                wrong = f"state {state} stands twice in the ranking"
            if wrong:
                note(at, wrong)
                noted += 1
            elif state is not None:
                seen.add(state)
                tied.append(state)
        tiers.append(tuple(tied))
    if not noted and not all(tiers):
        note((*path, tiers.index(())), "no state stands in this list of states that tie")
        return None
    if not noted and len(seen) < states:
        note(path, f"the ranking leaves out {_left_out(seen, states)}")
        return None
    return None if noted else Ranking(tuple(tiers))


def written_ranking(tiers: tuple[tuple[int, ...], ...]) -> list[Json]:
    """Return a ranking as it stands in a file.

    >>> written_ranking(((2,), (1, 3)))
    [2, [1, 3]]
    """
    return [list(tier) if len(tier) > 1 else tier[0] for tier in tiers]


def _tied(tier: Json, path: Path_) -> Iterator[tuple[Path_, Json]]:
    """Yield the states of a tier, with what leads to each."""
    if isinstance(tier, list):
        yield from (((*path, place), item) for place, item in enumerate(tier))
    else:
        yield path, tier


def _left_out(seen: set[int], states: int) -> str:
    missing = [state for state in range(1, states + 1) if state not in seen]
    named = ", ".join(map(str, missing[:MOST_NAMED]))
    if len(missing) == 1:
        return f"state {named}"
    return f"{len(missing):,} states: {named}{', …' if len(missing) > MOST_NAMED else ''}"
