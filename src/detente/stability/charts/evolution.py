"""What a picture of how a conflict may go shows: a few states, and the moves between them."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.stability.charts.evolution_chart import Arrow, Row
from detente.stability.charts.lanes import lanes
from detente.stability.concepts import Concept
from detente.stability.said import SHORT, names_say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from detente.stability.result import Stability
    from detente.stability.ways.legal_paths import Step

__all__ = ["Evolution", "evolution"]

MOST_ENDS = 4
"""Equilibria to which ways are drawn."""
MOST_ROWS = 10
"""States that are drawn."""
MOST_LANES = 4
"""Moves beside one another."""
MOST_MOVERS = 8
"""Decision makers and coalitions whose moves are drawn."""


class Evolution(NamedTuple):
    """The rows and arrows of a picture, and who stands behind each letter: their names by letter.

    ``hidden``: how many equilibria are not in it.
    """

    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...]
    letters: dict[str, str]
    hidden: int


class _Drawn(NamedTuple):
    makers: tuple[int, ...]
    origin: int
    target: int


def evolution(result: Stability) -> Evolution | None:
    """Return what is drawn of a conflict; None where no state is known to hold today, or nothing can move.

    From today the shortest ways lead to the equilibria by most concepts that are nearest: by improvements
    where there is such a way, else by any moves. To these come, from today and those equilibria, improvements
    of coalitions to one of them.
    """
    start = result.start
    if start is None:
        return None
    today = start.start
    picture = _Picture(result, today)
    ends = 0
    for target in result.destinations:
        path = start.by_improvements.path_to(target) or start.by_moves.path_to(target)
        if target != today and path:
            ends += picture.add(_steps(result, path))
        if ends == MOST_ENDS:
            break
    for one in _together(result, list(picture.shown), set(picture.drawn)):
        picture.add([one])
    if not picture.drawn:
        return None
    letters: dict[tuple[int, ...], str] = {}
    for one in picture.drawn:
        letters.setdefault(one.makers, ascii_uppercase[len(letters)])
    place = {state: number for number, state in enumerate(picture.rows)}
    return Evolution(
        tuple(_row(result, state, today) for state in picture.rows),
        tuple(_arrow(result, one, letters[one.makers], place) for one in picture.drawn),
        {letter: names_say(result.conflict, makers) for makers, letter in letters.items()},
        sum(1 for state in np.flatnonzero(result.concepts_of).tolist() if state not in place),
    )


class _Picture:
    """The states and moves that are drawn, as long as there is room for them."""

    def __init__(self, result: Stability, today: int) -> None:
        self.result, self.today = result, today
        self.shown: dict[int, None] = {today: None}
        self.drawn: dict[_Drawn, None] = {}

    @property
    def rows(self) -> list[int]:
        """The states in the order in which they are drawn."""
        return sorted(self.shown, key=lambda one: (one != self.today, _depth(self.result, one), one))

    def add(self, moves: Iterable[_Drawn]) -> bool:
        """Draw some moves with their states; tell whether there was room for them."""
        before = self.shown, self.drawn
        self.drawn = {**self.drawn, **dict.fromkeys(moves)}
        self.shown = {**self.shown, **dict.fromkeys(state for one in self.drawn for state in one[1:])}
        place = {state: number for number, state in enumerate(self.rows)}
        used = lanes([(place[one.origin], place[one.target]) for one in self.drawn])
        movers = len({one.makers for one in self.drawn})
        if len(place) > MOST_ROWS or max(used, default=0) >= MOST_LANES or movers > MOST_MOVERS:
            self.shown, self.drawn = before
            return False
        return True


def _arrow(result: Stability, one: _Drawn, letter: str, place: Mapping[int, int]) -> Arrow:
    ranks = result.model.ranks[list(one.makers)]
    gains = bool((ranks[:, one.target] > ranks[:, one.origin]).all())
    says = (
        f"{letter}: {names_say(result.conflict, one.makers)} from state {one.origin + 1} to state"
        f" {one.target + 1}, {'a gain' if gains else 'no gain'}"
    )
    rank = ascii_uppercase.index(letter)
    return Arrow(letter, rank, place[one.origin], place[one.target], gains, says)


def _steps(result: Stability, path: Sequence[Step]) -> Iterator[_Drawn]:
    movers = result.model.movers
    return (_Drawn(movers[step.mover], step.origin, step.target) for step in path)


def _together(result: Stability, shown: Sequence[int], drawn: set[_Drawn]) -> Iterator[_Drawn]:
    """Yield improvements of the smallest coalitions between equilibria that are shown."""
    if isinstance(result.coalitions, str):
        return
    from detente.stability.coalitions.coalition_improvements import coalitions_of

    pairs = {(one.origin, one.target) for one in drawn}
    for coalition in coalitions_of(len(result.model.decision_makers)):
        found = result.coalitions.improvements(coalition)
        for origin in shown:
            for target in found.of(origin).tolist():
                if target in shown and result.concepts_of[target] and (origin, target) not in pairs:
                    pairs.add((origin, target))
                    yield _Drawn(coalition, origin, target)


def _depth(result: Stability, state: int) -> int:
    assert result.start is not None
    distances = [paths.distances[state] for paths in (result.start.by_improvements, result.start.by_moves)]
    return int(distances[0] if distances[0] >= 0 else distances[1])


def _row(result: Stability, state: int, today: int) -> Row:
    by = [SHORT[concept] for concept in Concept if result.equilibria[str(concept)][state]]
    told = "stable by every concept" if len(by) == len(Concept) else f"stable by {', '.join(by)}"
    if not by:
        told = "not stable for everybody"
    said = f"today; {told}" if state == today else told
    return Row(
        str(state + 1),
        result.conflict.states.short(state),
        said[:1].upper() + said[1:],
        len(by) == len(Concept),
    )
