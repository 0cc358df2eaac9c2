"""The chance of the goal from other levels of trust, and with other probabilities of delivery, as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.case.naming import block_name
from detente.roadmap.exact.chances import greatest_chances
from detente.roadmap.exact.exact_solution import Exact
from detente.roadmap.exact.other_starts import other_starts
from detente.roadmap.parts import holds_today
from detente.roadmap.sentences import chance_says, pair_says

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.roadmap.result import Roadmap

__all__ = ["RoadTable", "Slider", "road_table"]

MOST_STATES = 300_000
"""States of the roadmap up to which such tables are made: they then take about a second."""
STEPS = {0: 0, 1: 10, 2: 2, 3: 1}
"""Steps of trust below and above today's, by the number of pairs that matter."""
DELIVERED = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Slider:
    """Something that can be moved: what it is called, the texts of its stops, and where it stands now."""

    name: str
    stops: tuple[str, ...]
    now: int


@dataclass(frozen=True)
class RoadTable:
    """Chances as they are read, each computed by the exact method.

    ``by_trust``: for every choice of stops of ``trust``, the last slider's running fastest. ``by_delivery``:
    for each slider of ``delivery`` the chance at each of its stops, with all other blocks as in the case.
    ``why_none`` says why there are no tables.
    """

    trust: tuple[Slider, ...] = ()
    by_trust: tuple[str, ...] = ()
    delivery: tuple[Slider, ...] = ()
    by_delivery: tuple[tuple[str, ...], ...] = ()
    why_none: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """What the script looks up."""
        return {
            "trust": [len(one.stops) for one in self.trust],
            "byTrust": self.by_trust,
            "blocks": [{"name": one.name, "stops": one.stops, "now": one.now} for one in self.delivery],
            "byDelivery": self.by_delivery,
        }


def road_table(result: Roadmap | None) -> RoadTable | None:
    """Return the tables; None where there is no roadmap, or nothing left to be reached."""
    if result is None or holds_today(result):
        return None
    solution = result.solution
    if not isinstance(solution, Exact):
        return RoadTable(why_none="the roadmap is too large for the exact method")
    if len(solution.graph.narrowed.states) > MOST_STATES:
        return RoadTable(why_none="the roadmap is so large that to solve it again and again would take long")
    pairs = len(solution.graph.environment.pairs)
    trust, by_trust = _by_trust(result, STEPS[pairs]) if STEPS.get(pairs) else ((), ())
    delivery, by_delivery = _by_delivery(result, solution)
    return RoadTable(trust, by_trust, delivery, by_delivery)


def _by_trust(result: Roadmap, steps: int) -> tuple[tuple[Slider, ...], tuple[str, ...]]:
    found = other_starts(result.problem, steps)
    sliders = tuple(
        Slider(pair_says(result, pair), tuple(_number(level) for level in levels), now)
        for pair, levels, now in zip(found.pairs, found.levels, found.today, strict=True)
    )
    return sliders, tuple(chance_says(min(chance, 1.0)) for chance in found.chances)


def _by_delivery(result: Roadmap, solution: Exact) -> tuple[tuple[Slider, ...], tuple[tuple[str, ...], ...]]:
    blocks = result.problem.blocks
    stops = [sorted({*DELIVERED, block.delivers}) for block in blocks]
    asked = [
        result.problem.with_block(place, delivers=chance)
        for place, chances in enumerate(stops)
        for chance in chances
    ]
    chances = iter(greatest_chances(solution.graph, asked))
    sliders = tuple(
        Slider(
            block_name(result.case, block.key),
            tuple(f"{100 * chance:g}%" for chance in listed),
            listed.index(block.delivers),
        )
        for block, listed in zip(blocks, stops, strict=True)
    )
    return sliders, tuple(tuple(chance_says(min(next(chances), 1.0)) for _ in listed) for listed in stops)


def _number(level: Fraction) -> str:
    return f"{float(level):.4g}"
