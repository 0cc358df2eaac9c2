"""What is known of each building block of a roadmap, in words: its start, trust, and importance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import block_name, capitalised, spaced, within
from detente.case.numbers import Range
from detente.outcomes.naming import name_of
from detente.report.beside_grid import range_says
from detente.report.draws_said import in_draws
from detente.roadmap.parts import breakeven_of, earliest_starts_of, importance_of, peak_of
from detente.roadmap.problem_of import period_at
from detente.roadmap.sentences import barrier_says, chance_says, pair_says

if TYPE_CHECKING:
    from detente.roadmap.result import Roadmap

__all__ = [
    "NOT_LOOKED_FOR",
    "BlockRow",
    "block_row",
    "earliest_says",
    "earns_says",
    "never_says",
    "often_says",
]

NOT_LOOKED_FOR = "not looked for at this size"


@dataclass(frozen=True)
class BlockRow:
    """A block: whether it can start today, and each thing that stops it; the rest as it is read.

    ``often`` says in how many draws it can start today, and ``never`` in how many it never can; both are
    empty without draws.
    """

    name: str
    free: bool
    stops: tuple[str, ...]
    often: str
    earliest: str
    never: str
    peak: str
    pair: str
    importance: str
    breakeven: str


def block_row(result: Roadmap, block: int) -> BlockRow:
    """Return what is known of a block."""
    barriers = result.barriers[block]
    return BlockRow(
        name=block_name(result.case, result.problem.blocks[block].key),
        free=not barriers,
        stops=tuple(capitalised(barrier_says(result, block, barrier)) for barrier in barriers),
        often=often_says(result, block),
        earliest=earliest_says(result, block),
        never=never_says(result, block),
        **_trust(result, block),
        importance=_importance(result, block),
        breakeven=_breakeven(result, block),
    )


def earliest_says(result: Roadmap, block: int) -> str:
    """Return the first period in which a block can start with any probability."""
    if not result.barriers[block]:
        return period_at(result.case, 0)
    starts = earliest_starts_of(result)
    if starts is None:
        return NOT_LOOKED_FOR
    earliest = starts[block]
    return "never" if earliest is None else period_at(result.case, earliest)


def often_says(result: Roadmap, block: int) -> str:
    """Say in how many draws a block can start today; nothing without draws."""
    across = result.across
    if across is None:
        return ""
    return in_draws(across.today[result.problem.blocks[block].key], across.draws, across.of)


def never_says(result: Roadmap, block: int) -> str:
    """Say in how many draws a block can never start; nothing without draws, or where there are none."""
    across = result.across
    never = 0 if across is None else across.draws - across.ever[result.problem.blocks[block].key]
    return f"never {in_draws(never, across.draws, across.of)}" if across is not None and never else ""


def _trust(result: Roadmap, block: int) -> dict[str, str]:
    """Return how high trust can rise against what is needed, and whose trust that is."""
    if not any(result.problem.blocks[block].needs):
        return {"peak": "needs none", "pair": ""}
    peak = peak_of(result, block)
    if peak is None:
        return {"peak": NOT_LOOKED_FOR, "pair": ""}
    pair = result.problem.pairs.index(peak.pair)
    return {
        "peak": f"{float(peak.peak):.2f} against {float(peak.needs):.2f}",
        "pair": pair_says(result, pair),
    }


def _importance(result: Roadmap, block: int) -> str:
    known = importance_of(result)
    if known is None:
        return NOT_LOOKED_FOR
    one = known[block]
    if not one.difference:
        return "none"
    return f"{chance_says(one.impossible)} to {chance_says(one.certain)}"


def _breakeven(result: Roadmap, block: int) -> str:
    values = breakeven_of(result)
    if values is None:
        return NOT_LOOKED_FOR
    value = values[block]
    return "–" if value is None else f"{value:.2f}"


def earns_says(result: Roadmap, key: str) -> str:
    """Return the trust that a block of the case earns on delivery, over the range that the case gives."""
    case = result.case
    block = case.blocks[key]
    if block.earns is None:
        return "none"
    if isinstance(block.earns, Range):
        said = f"{range_says(block.earns)} between all who take part"
    else:
        said = "; ".join(
            f"{range_says(shift.by)}, of {within(name_of(case, shift.from_))}"
            f" in {within(name_of(case, shift.to))}"
            for shift in block.earns
        )
    detection = block.detection
    if isinstance(detection, str):
        chance = float(case.nominal.number(f"blocks.{key}.detection"))
        name = case.regimes[detection].name or spaced(detection)
        return f"{said}; times {chance:.2f}, the chance that a breach would be noticed under “{name}”"
    if detection.low == 1:
        return said
    return f"{said}; times {range_says(detection)}, the chance that a breach would be noticed"
