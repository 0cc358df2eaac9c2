"""Random small problems of a roadmap."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from detente.case.formula import TRUE, Done, Is, at_least, conjunction, disjunction, negation
from detente.roadmap.problem import ALWAYS, Block, Gate, Problem, Shock

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn
    from numpy.typing import NDArray

    from detente.case.formula import Formula

__all__ = ["problems"]

CHANCES = st.sampled_from([0.0, 0.25, 0.5, 0.6, 0.8, 1.0])
PARTS = st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 7), Fraction(1, 4), Fraction(1, 2)])


@dataclass(frozen=True)
class Refusal:
    """A block is not signed while another stands, or before it does."""

    block: int
    other: int
    before: bool

    def __call__(self, block: int, delivered: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return where the block is signed."""
        if block != self.block:
            return np.ones(len(delivered), dtype=np.bool_)
        stands: NDArray[np.bool_] = (delivered >> np.uint64(self.other)) & np.uint64(1) == 1
        return stands if self.before else ~stands


@st.composite
def formulas(draw: DrawFn, keys: list[str], *, monotone: bool) -> Formula:
    """Draw a formula over blocks, and over an issue that some of them set."""
    atoms = [*map(Done, keys), Is("issue", frozenset({"b", "c"}))]
    parts = draw(st.lists(st.sampled_from(atoms), min_size=1, max_size=3))
    if not monotone and draw(st.booleans()):
        parts[0] = negation(parts[0])
    joined = draw(st.sampled_from(["and", "or", "at least"]))
    if joined == "at least":
        return at_least(draw(st.integers(1, len(parts))), parts)
    return conjunction(parts) if joined == "and" else disjunction(parts)


@st.composite
def problems(draw: DrawFn, *, monotone: bool = False, still: bool = False) -> Problem:
    """Draw a problem; ``monotone``: more is never worse; ``still``: nothing happens by itself."""
    count, pairs = draw(st.integers(1, 4)), draw(st.integers(0, 2))
    keys = [f"block{number}" for number in range(count)]
    top = Fraction(1)
    amounts = st.tuples(*[PARTS] * pairs)
    capacity = draw(st.integers(1, 3))
    periods = draw(st.integers(1, 6))
    gates = (
        ()
        if still
        else tuple(
            Gate(draw(st.booleans()), draw(CHANCES), draw(CHANCES)) for _ in range(draw(st.integers(0, 1)))
        )
    )

    def block(key: str) -> Block:
        others = [one for one in keys if one != key]
        after: Formula = TRUE
        waits: bool = draw(st.booleans())
        if others and waits:
            after = draw(formulas(others, monotone=monotone))
        first = draw(st.integers(0, periods))
        return Block(
            key,
            draw(st.integers(1, 3)),
            draw(CHANCES),
            draw(CHANCES),
            draw(st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(0)])),
            draw(amounts),
            draw(amounts),
            draw(amounts),
            draw(amounts),
            after=after,
            windows=draw(st.sampled_from([None, ((first, first + 2),)])),
            gate=draw(st.sampled_from([None, 0])) if gates else None,
            sets={} if monotone else draw(st.sampled_from([{}, {}, {"issue": "b"}, {"issue": "c"}])),
            takes=draw(st.integers(1, min(2, capacity))),
            cost=draw(st.sampled_from([0.0, 1.0])),
        )

    drifts = not still and draw(st.booleans())
    consent = ALWAYS
    if count > 1 and not monotone and draw(st.booleans()):
        consent = Refusal(0, draw(st.integers(1, count - 1)), draw(st.booleans()))
    return Problem(
        tuple(block(key) for key in keys),
        draw(formulas(keys, monotone=monotone)),
        periods,
        tuple(f"pair{number}" for number in range(pairs)),
        draw(amounts),
        step=draw(st.sampled_from([Fraction(1, 5), Fraction(1, 4), Fraction(1, 2)])),
        top=top,
        capacity=capacity,
        today={"issue": "a"},
        decay=draw(amounts) if drifts else (),
        resting=draw(amounts) if drifts else (),
        shocks=(Shock(draw(CHANCES), tuple(-one for one in draw(amounts))),) if drifts else (),
        gates=gates,
        consent=consent,
    )
