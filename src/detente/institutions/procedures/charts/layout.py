"""Where a drawing of a procedure puts its states and moves: plain numbers, the same each time.

States stand below each other, in the order in which they are reached. Each move has a line of its own at
their right: from every state in which it can be made, along its lane, to the state that it leads to. Lanes of
moves that lie beside each other are shared, and every line meets a state at a height of its own, so that no
two lines lie upon each other and no number hides another. What each number stands for is listed below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.case.naming import capitalised, together, within
from detente.case.procedures import ALL, ANY, MoveRule, StateKind
from detente.institutions.procedures.machine import machine_of
from detente.institutions.procedures.wording import move_says, span, state_name
from detente.outcomes.charts.theme import wrapped
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.case.model import CaseFile
    from detente.institutions.procedures.machine import Machine

__all__ = ["Drawing", "DrawnMove", "DrawnState", "LineKey", "drawing_of"]

BOX_WIDTH, FIRST_LANE, LAST_LANE = 0.42, 0.5, 0.97
"""Shares of the width: of the states, and where lanes begin and end."""
LINE_HEIGHT, PADDING, PORT, GAP = 16, 7, 15, 18
"""Pixels: of a line of text, around it, between two lines that meet a state, and between two states."""
NAME_WIDTH, KEY_WIDTH = 17, 44
"""Characters of a name in one line, and of an entry of the key."""
KEY_GAP = 22
LINES_SAY = (
    (False, "a move that somebody makes"),
    (True, "happens by itself after a time (timeout)"),
)
"""Whether a line is that of a timeout, and what the key says of such lines."""


@dataclass(frozen=True)
class DrawnState:
    """A state as a box: its lines of text, and the pixels at which it begins and ends from the top."""

    key: str
    name: str
    kind: str
    start: bool
    lines: tuple[str, ...]
    top: float
    bottom: float


@dataclass(frozen=True)
class DrawnMove:
    """A move as a line: at which heights it leaves states, its lane, and at which height it comes in.

    ``number`` stands on the line and in the key, whose ``lines`` begin at ``key_top``. ``lane`` is a share of
    the width; a move that leaves everything as it is has none, and no line.
    """

    id: str
    number: int
    timeout: bool
    lane: float | None
    leaves: tuple[tuple[str, float], ...]
    enters: tuple[str, float] | None
    lines: tuple[str, ...]
    key_top: float


@dataclass(frozen=True)
class LineKey:
    """What a kind of line stands for: ``says`` stands beside a piece of it, ``top`` pixels from the top."""

    timeout: bool
    says: str
    top: float


@dataclass(frozen=True)
class Drawing:
    """A procedure as it is drawn; ``height`` in pixels.

    ``line_keys`` tell lines of timeouts from others, where there are such.
    """

    states: tuple[DrawnState, ...]
    moves: tuple[DrawnMove, ...]
    height: float
    line_keys: tuple[LineKey, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the drawing as plain values: nodes and edges in their order, with positions."""
        return {
            "nodes": [vars(one) | {"lines": list(one.lines)} for one in self.states],
            "edges": [
                vars(one)
                | {
                    "leaves": [{"state": state, "y": y} for state, y in one.leaves],
                    "enters": None if one.enters is None else {"state": one.enters[0], "y": one.enters[1]},
                    "lines": list(one.lines),
                }
                for one in self.moves
            ],
            "height": self.height,
            "lines": [vars(one) for one in self.line_keys],
        }


def drawing_of(case: CaseFile, name: str) -> Drawing:
    """Return where everything in a drawing of a procedure stands.

    Raises ``CaseError`` where the case has no such procedure.
    """
    machine = machine_of(case, name)
    order = _order(machine)
    drawn = [index for index, move in enumerate(machine.moves) if move.to is not None]
    meets = {state: [(index, True) for index in drawn if machine.moves[index].to == state] for state in order}
    for state in order:
        meets[state] += [(index, False) for index in drawn if state in machine.moves[index].from_]
    boxes, heights, top = [], {}, 0.0
    for state in order:
        box = _box(machine, state, top, len(meets[state]))
        boxes.append(box)
        # Lines from above meet a state above those from below, which spares crossings.
        ordered = sorted(meets[state], key=lambda one: (_far(machine, order, state, one), one))
        first = (box.top + box.bottom) / 2 - PORT * (len(ordered) - 1) / 2
        for place, (index, enters) in enumerate(ordered):
            heights[state, index, enters] = first + PORT * place
        top = box.bottom + GAP
    lanes = _lanes(machine, order, drawn, heights)
    moves, below = [], top - GAP + KEY_GAP
    kinds = {machine.moves[index].after is not None for index in drawn}
    line_keys = [LineKey(*kind, below + LINE_HEIGHT * place) for place, kind in enumerate(LINES_SAY)]
    if True in kinds:
        below = line_keys[-1].top + LINE_HEIGHT + LINE_HEIGHT / 2
    others = [index for index in range(len(machine.moves)) if index not in lanes]
    for number, index in enumerate([*drawn, *others], 1):
        one = _drawn(machine, order, index, heights, lanes.get(index), number, below)
        moves.append(one)
        below += LINE_HEIGHT * len(one.lines) + 4
    return Drawing(tuple(boxes), tuple(moves), below, tuple(line_keys) if True in kinds else ())


def _drawn(  # noqa: PLR0913, PLR0917 - where its line runs, and where its entry in the key stands
    machine: Machine,
    order: Sequence[str],
    index: int,
    heights: dict[tuple[str, int, bool], float],
    lane: float | None,
    number: int,
    below: float,
) -> DrawnMove:
    move = machine.moves[index]
    leaves: tuple[tuple[str, float], ...] = ()
    enters = None
    if lane is not None and move.to is not None:
        leaves = tuple((state, heights[state, index, False]) for state in order if state in move.from_)
        enters = (move.to, heights[move.to, index, True])
    lines = tuple(wrapped(_key_says(machine, index), KEY_WIDTH))
    return DrawnMove(move.id, number, move.after is not None, lane, leaves, enters, lines, below)


def _order(machine: Machine) -> list[str]:
    """Return the states in the order in which they are reached from the start, then those that are not."""
    found = [machine.procedure.start]
    for state in found:
        for move in machine.moves:
            if state in move.from_ and move.to is not None and move.to not in found:
                found.append(move.to)
    return [*found, *(state for state in machine.states if state not in found)]


def _box(machine: Machine, state: str, top: float, ports: int) -> DrawnState:
    about, name = machine.procedure.states[state], state_name(machine, machine.states.index(state))
    lines = wrapped(capitalised(name), NAME_WIDTH)
    start = state == machine.procedure.start
    notes = [str(about.is_)] if about.is_ is not StateKind.OPEN else []
    notes += ["start"] if start else []
    if notes:
        lines.append(f"({', '.join(notes)})")
    height = max(LINE_HEIGHT * len(lines), PORT * (ports - 1)) + 2 * PADDING
    return DrawnState(state, name, str(about.is_), start, tuple(lines), top, top + height)


def _far(machine: Machine, order: Sequence[str], state: str, line: tuple[int, bool]) -> float:
    """Return how far down the other end of a move's line lies, on the mean."""
    index, enters = line
    move = machine.moves[index]
    ends = [order.index(one) for one in (move.from_ if enters else (move.to or state,))]
    return sum(ends) / len(ends) - order.index(state)


def _lanes(
    machine: Machine,
    order: Sequence[str],
    drawn: Iterable[int],
    heights: dict[tuple[str, int, bool], float],
) -> dict[int, float]:
    """Give each move a lane: short lines near the states, and one lane to lines that do not meet."""
    spans = {}
    for index in drawn:
        move = machine.moves[index]
        ends = [heights[state, index, False] for state in order if state in move.from_]
        assert move.to is not None
        ends.append(heights[move.to, index, True])
        spans[index] = (min(ends), max(ends))
    taken: list[list[tuple[float, float]]] = []
    places: dict[int, int] = {}
    for index in sorted(spans, key=lambda one: (spans[one][1] - spans[one][0], one)):
        low, high = spans[index]
        free = [place for place, lane in enumerate(taken) if not _meets(lane, low, high)]
        place = free[0] if free else len(taken)
        if not free:
            taken.append([])
        taken[place].append((low, high))
        places[index] = place
    step = (LAST_LANE - FIRST_LANE) / max(len(taken) - 1, 1)
    return {index: FIRST_LANE + step * place for index, place in places.items()}


def _meets(lane: Iterable[tuple[float, float]], low: float, high: float) -> bool:
    """Tell whether a line would meet, or nearly meet, one of those in a lane."""
    return any(low < other_high + PORT and other_low < high + PORT for other_low, other_high in lane)


def _key_says(machine: Machine, index: int) -> str:
    """Return what the key says of a move: what is done, who may do it, and until when."""
    move = machine.moves[index]
    says = capitalised(move_says(machine, index))
    if move.after is not None:
        return f"{says} (after {span(machine, move.after)})"
    limit = f", within {span(machine, move.within)}" if move.within is not None else ""
    own = "; leaves everything as it is" if move.to is None else ""
    return f"{says} ({_who_says(machine.case, move.by)}{limit}{own})"


def _who_says(case: CaseFile, ways: Iterable[str | MoveRule]) -> str:
    """Return who may make a move, in words."""
    return ", or ".join(_way(case, way) for way in ways)


def _way(case: CaseFile, way: str | MoveRule) -> str:
    if isinstance(way, MoveRule):
        return _rule(case, way)
    return {ANY: "any party", ALL: "all together"}.get(way) or _names(case, [way])


def _rule(case: CaseFile, rule: MoveRule) -> str:
    if rule.at_least is not None:
        return f"at least {rule.at_least} of {_names(case, rule.of) if rule.of else 'all'}"
    if rule.all_of:
        both = f"{_names(case, rule.all_of)} together"
        return both if len(rule.all_of) > 1 else _names(case, rule.all_of)
    if rule.any_of:
        return f"any of {_names(case, rule.any_of)}"
    if rule.any_but:
        return f"any but {_names(case, rule.any_but)}"
    return f"all but {_names(case, rule.all_but)} together"


def _names(case: CaseFile, keys: Iterable[str]) -> str:
    """Return the names of parties, and of roles with an article."""
    known = {*case.parties, *case.blocs, *case.bodies}
    return together(
        within(name_of(case, key)) if key in known else f"the {key.replace('_', ' ')}" for key in keys
    )
