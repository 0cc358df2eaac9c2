"""The chance from other levels of trust is that of the problem in which trust stands there."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from detente.case.formula import TRUE, And, Done
from detente.roadmap.exact.chance import greatest_chance
from detente.roadmap.exact.other_starts import other_starts
from detente.roadmap.problem import Block, Gate, Problem

TENTH = Fraction(1, 10)


def _blocks(pairs: int) -> tuple[Block, ...]:
    some = (TENTH,) * pairs
    return (
        Block("talks", delivers=0.7, earns=some, loses=some, needs=(3 * TENTH,) * pairs),
        Block("treaty", delivers=0.6, lasts=2, earns=some, loses=some, needs=(4 * TENTH,) * pairs),
        Block("vision", delivers=0.5, needs=(5 * TENTH, *(4 * TENTH,) * (pairs - 1)), after=Done("talks")),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"decay": (Fraction(1, 5), Fraction(0)), "resting": (Fraction(1, 2), Fraction(0))},
        {"gates": (Gate(open_today=True, opens=0.3, closes=0.4),)},
    ],
    ids=["plain", "decay", "gate"],
)
def test_each_chance_is_that_of_the_problem_begun_there(changes: dict[str, object]) -> None:
    """Expected: the same problem with its trust changed, solved alone."""
    blocks = _blocks(2)
    if "gates" in changes:
        blocks = (replace(blocks[0], gate=0), *blocks[1:])
    posed = Problem(
        blocks,
        And((Done("treaty"), Done("vision"))),
        6,
        ("a in b", "b in a"),
        (Fraction(35, 100), Fraction(4, 10)),
        step=Fraction(1, 20),
        **changes,  # type: ignore[arg-type]
    )
    found = other_starts(posed, 2)
    assert [level[now] for level, now in zip(found.levels, found.today, strict=True)] == list(posed.trust)
    expected = [greatest_chance(replace(posed, trust=trust)) for trust in product(*found.levels)]
    assert list(found.chances) == pytest.approx(expected, abs=1e-12)
    assert len(set(expected)) >= 3


def test_levels_end_where_trust_does() -> None:
    posed = Problem(_blocks(1), Done("talks"), 2, ("a in b",), (TENTH,), step=TENTH)
    found = other_starts(posed, 3)
    assert found.levels == ((Fraction(0), TENTH, 2 * TENTH, 3 * TENTH, 4 * TENTH),)
    # Two attempts, each of which succeeds with 0.7; a failure at 0.3 leaves less trust than the next needs.
    assert found.chances == pytest.approx((0, 0, 0, 0.7, 0.91))


def test_a_goal_that_holds_is_certain_and_one_out_of_time_impossible() -> None:
    held = Problem(_blocks(1), TRUE, 2, ("a in b",), (TENTH,), step=TENTH)
    assert set(other_starts(held, 1).chances) == {1.0}
    late = Problem(_blocks(1), Done("treaty"), 1, ("a in b",), (9 * TENTH,), step=TENTH)
    assert set(other_starts(late, 1).chances) == {0.0}
