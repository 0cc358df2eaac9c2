"""The problem that a certain case poses: its blocks, its clock, its trust and its goal."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from detente.case.formula import conjunction, conjuncts
from detente.case.numbers import Range, whole_of
from detente.case.periods import after, number_of
from detente.case.problems import CaseError
from detente.case.references.blocks import concerned_by
from detente.outcomes.moves import today
from detente.outcomes.per_case import per_case
from detente.roadmap.consent import CaseConsent
from detente.roadmap.problem import Block, Gate, Problem, Shock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.case.blocks import Need, Roadmap, Shift, Window
    from detente.case.case import Case
    from detente.case.formula import Formula
    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase

__all__ = ["amount_paths", "blocks_of", "goal_paths", "period_at", "problem_of", "strain_paths"]

GOAL = "roadmap.goal"
NOTHING = Fraction(0)
MOST_KEPT = 1000
"""Forms of one block that are kept, each with other numbers."""


def blocks_of(case: Case) -> tuple[str, ...]:
    """Return the blocks of a case that its roadmap does not leave out, in the order of the file."""
    roadmap = case.roadmap
    if roadmap is None:
        return tuple(case.blocks)
    return tuple(
        key
        for key in case.blocks
        if key not in roadmap.without and (roadmap.only is None or key in roadmap.only)
    )


def period_at(case: Case, time: int) -> str:
    """Return the period that begins at a time of the roadmap, which is 0 at the beginning of the horizon."""
    assert case.horizon is not None
    return after(case.horizon.from_, time)


def problem_of(
    certain: CertainCase, *, goal: Formula | None = None, moved: Mapping[str, str] | None = None
) -> Problem:
    """Return the problem that a certain case poses; ``goal`` replaces that of its roadmap.

    ``moved`` are options that hold from the start in place of today's: moves made outside the road, with the
    trust that they cost.

    Raises ``CaseError`` for a case without a roadmap.
    """
    case = certain.case
    roadmap = case.roadmap
    if roadmap is None or case.horizon is None:
        raise CaseError.of("the case has no roadmap: it needs `blocks`, and `roadmap` with a `goal`")
    keys = blocks_of(case)
    shared = [key for key, window in roadmap.windows.items() if window.by_chance]
    first = number_of(case.horizon.from_)
    begins = number_of(roadmap.starts) - first if roadmap.starts else 0
    periods = number_of(case.horizon.to) - first + 1
    levels = tuple(certain.number(f"trust.{index}.level") for index in range(len(case.trust)))
    start = {**today(case), **(moved or {})}
    strained = _strained(certain, levels, start)
    return Problem(
        tuple(_block(certain, key, shared, begins) for key in keys),
        goal or _goal(certain, roadmap),
        periods,
        tuple(f"{entry.from_} in {entry.to}" for entry in case.trust),
        strained,
        roadmap.grid.low,
        Fraction(1),
        roadmap.capacity,
        start,
        *_decay(certain, roadmap, levels),
        tuple(
            Shock(
                float(certain.number(f"roadmap.shocks.{key}.chance")),
                tuple(-one for one in _at(certain, _paths(case, f"roadmap.shocks.{key}.loses", shock.loses))),
                key,
            )
            for key, shock in roadmap.shocks.items()
        ),
        tuple(_gate(certain, key, roadmap.windows[key]) for key in shared),
        CaseConsent(certain, keys, moved or {}),
    )


def goal_paths(case: Case) -> tuple[str, ...]:
    """Return a path for each thing that the goal of a case asks for, none of which need be asked for."""
    assert case.roadmap is not None
    return tuple(f"{GOAL}.{index}" for index, _ in enumerate(conjuncts(case.roadmap.goal.meaning)))


def _goal(certain: CertainCase, roadmap: Roadmap) -> Formula:
    """Return the goal, without what is dropped of it."""
    asked = conjuncts(roadmap.goal.meaning)
    return conjunction(part for index, part in enumerate(asked) if f"{GOAL}.{index}" not in certain.dropped)


def _strained(
    certain: CertainCase, levels: tuple[Fraction, ...], start: Mapping[str, str]
) -> tuple[Fraction, ...]:
    """Return the trust that is left by what holds from the start and does not hold today."""
    left = levels
    for paths in strain_paths(certain.case, start):
        lost = _at(certain, paths)
        left = tuple(max(level - loss, NOTHING) for level, loss in zip(left, lost, strict=True))
    return left


def strain_paths(case: Case, start: Mapping[str, str]) -> tuple[tuple[str | None, ...], ...]:
    """Return where what each pair loses stands, for each strain that begins with what holds at the start."""
    assert case.roadmap is not None
    now = today(case)
    return tuple(
        _paths(case, f"roadmap.strains.{index}.loses", strain.loses)
        for index, strain in enumerate(case.roadmap.strains)
        if strain.when.meaning.holds(start) and not strain.when.meaning.holds(now)
    )


def _block(certain: CertainCase, key: str, shared: Sequence[str], begins: int) -> Block:
    """Return a block with its numbers; while these are the very same, in whichever world, so is the block."""
    known = _blocks(certain.case, key)
    numbers = tuple(certain.number(path) for path in _numbers_of(certain.case, key))
    # Fractions take longer to hash than a block takes to be made.
    same = (*map(id, numbers), begins)
    if same not in known:
        if len(known) >= MOST_KEPT:
            known.clear()
        known[same] = numbers, _made(certain, key, shared, begins)
    return known[same][1]


@per_case
def _blocks(_: CaseFile, key: str) -> dict[tuple[int, ...], tuple[tuple[Fraction, ...], Block]]:  # noqa: ARG001
    """Return what is kept of a block, by the identity of its numbers, which are kept with it."""
    return {}


@per_case
def _numbers_of(case: CaseFile, key: str) -> tuple[str, ...]:
    """Return the paths of the numbers of a block, and of those from which they follow."""
    given = [path for path in cast("Case", case).nominal.numbers if path.startswith(f"blocks.{key}.")]
    derived = cast("Case", case).derived.get(f"blocks.{key}.detection")
    return (*given, *(derived.numbers() if derived is not None else ()))


def _made(certain: CertainCase, key: str, shared: Sequence[str], begins: int) -> Block:
    case = certain.case
    block = case.blocks[key]
    path = f"blocks.{key}"
    earns = _at(certain, amount_paths(case, key, "earns"))
    loses = _at(certain, amount_paths(case, key, "loses")) if block.loses is not None else earns
    breached = (
        _at(certain, amount_paths(case, key, "loses_if_breached"))
        if block.loses_if_breached is not None
        else loses
    )
    return Block(
        key,
        whole_of(certain.number(f"{path}.lasts"), block.lasts),
        float(certain.number(f"{path}.delivers")),
        float(certain.number(f"{path}.breach")),
        certain.number(f"{path}.detection"),
        earns,
        loses,
        breached,
        _at(certain, amount_paths(case, key, "needs")),
        **({"after": block.after.meaning} if block.after is not None else {}),
        windows=_windows_of(case, key, begins),
        gate=shared.index(block.window) if isinstance(block.window, str) and block.window in shared else None,
        sets=block.sets,
        takes=block.takes,
        cost=float(certain.number(f"{path}.cost")) if block.cost is not None else 0.0,
    )


@per_case
def _among(case: CaseFile, key: str) -> tuple[bool, ...]:
    """Tell of which pairs both are concerned by a block: between them a single number of it holds."""
    concerned = concerned_by(case, case.blocks[key])
    return tuple(concerned.issuperset((entry.from_, entry.to)) for entry in case.trust)


def pairs_needed(case: CaseFile, key: str) -> tuple[int, ...]:
    """Return the places of the pairs of which a block may need trust."""
    return tuple(place for place, path in enumerate(amount_paths(case, key, "needs")) if path is not None)


@per_case
def amount_paths(case: CaseFile, key: str, field: str) -> tuple[str | None, ...]:
    """Return where the amount of a field of a block stands for each pair, None where there is none."""
    return _paths(case, f"blocks.{key}.{field}", getattr(case.blocks[key], field), _among(case, key))


def _paths(
    case: CaseFile,
    path: str,
    given: Range | Sequence[Need | Shift] | None,
    among: Sequence[bool] | None = None,
) -> tuple[str | None, ...]:
    """Return the path of each pair's amount: of one number for all of them or for some, or as listed."""
    if given is None:
        return (None,) * len(case.trust)
    if isinstance(given, Range):
        return tuple(path if one else None for one in among or (True,) * len(case.trust))
    field = "level" if path.endswith(".needs") else "by"
    listed = {(one.from_, one.to): f"{path}.{index}.{field}" for index, one in enumerate(given)}
    return tuple(listed.get((entry.from_, entry.to)) for entry in case.trust)


def _at(certain: CertainCase, paths: Sequence[str | None]) -> tuple[Fraction, ...]:
    """Return the amount for each pair, nothing where there is none."""
    return tuple(NOTHING if path is None else certain.number(path) for path in paths)


@per_case
def _windows_of(case: CaseFile, key: str, begins: int) -> tuple[tuple[int, int], ...] | None:
    """Return when a block may start, which is never before the road begins."""
    window = case.blocks[key].window
    if isinstance(window, str):
        assert case.roadmap is not None
        window = case.roadmap.windows[window]
    if window is None and not begins:
        return None
    assert case.horizon is not None
    start = number_of(case.horizon.from_)
    opens, closes = (window.from_, window.to) if window is not None else (None, None)
    low = number_of(opens or case.horizon.from_) - start
    return ((max(low, begins), number_of(closes or case.horizon.to) - start),)


def _gate(certain: CertainCase, key: str, window: Window) -> Gate:
    path = f"roadmap.windows.{key}"
    opens, closes = (float(certain.number(f"{path}.{field}")) for field in ("opens", "closes"))
    return Gate(window.open, opens, closes, key)


def _decay(
    certain: CertainCase, roadmap: Roadmap, levels: tuple[Fraction, ...]
) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Return by what share the trust of each pair moves in a period, and towards what."""
    if roadmap.decay is None:
        return (), ()
    share = certain.number("roadmap.decay.by")
    resting = roadmap.decay.towards
    towards = levels if resting == "today" else (certain.number("roadmap.decay.towards"),) * len(levels)
    return (share,) * len(levels), towards
