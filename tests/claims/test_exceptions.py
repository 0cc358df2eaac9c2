"""Where a claim stops holding, in terms of the one input that explains it."""

from __future__ import annotations

import numpy as np
import pytest

from detente.case.case import Case
from detente.claims.exceptions import Turn, exceptions_of, turn_of

CASE = Case.from_text("""
detente: 1
title: Two uncertain numbers
as_of: 2010-02-01
parties: {a: {walk_away: [0, 10]}, b: {walk_away: [0, 10]}}
""")
DRAWS = list(CASE.draw(200, seed=1))
A = [float(one.number("parties.a.walk_away")) for one in DRAWS]
B = [float(one.number("parties.b.walk_away")) for one in DRAWS]
VARYING = {"parties.a.walk_away": np.array(A), "parties.b.walk_away": np.array(B)}


def _cut(turn: Turn | None) -> tuple[str, bool, float, float]:
    assert turn is not None
    return turn.cut.path, turn.cut.above, turn.cut.at, turn.share


@pytest.mark.parametrize("cut", [1, 3.3, 9])
def test_a_threshold_of_one_input_is_found(cut: float) -> None:
    """A stratum of the Latin hypercube is 0.05 wide, so the cut is known to that."""
    path, above, found, share = _cut(turn_of([number <= cut for number in A], VARYING))
    assert (path, above, share) == ("parties.a.walk_away", True, 1)
    assert abs(found - cut) <= 0.1


def test_it_may_fail_below_a_threshold() -> None:
    path, above, found, share = _cut(turn_of([number > 7 for number in B], VARYING))
    assert (path, above, share) == ("parties.b.walk_away", False, 1)
    assert abs(found - 7) <= 0.1


def test_an_input_that_explains_most_exceptions_is_named_with_its_share() -> None:
    """By hand: 8 draws of 200 lie on the wrong side."""
    held = [number <= 5 for number in A]
    for index in range(8):
        held[index] = not held[index]
    path, _, _, share = _cut(turn_of(held, VARYING))
    assert (path, share) == ("parties.a.walk_away", 0.96)


@pytest.mark.parametrize(
    "held",
    [
        pytest.param([True] * 200, id="it always holds"),
        pytest.param([False] * 200, id="it never holds"),
        pytest.param([True] * 196 + [False] * 4, id="too few exceptions"),
        pytest.param([index % 2 == 0 for index in range(200)], id="no input explains them"),
        pytest.param([a + b <= 10 for a, b in zip(A, B, strict=True)], id="it takes two inputs"),
    ],
)
def test_nothing_is_said_where_no_single_input_explains_it(held: list[bool]) -> None:
    assert turn_of(held, VARYING) is None


def test_nothing_that_varies_explains_nothing() -> None:
    assert turn_of([index < 10 for index in range(20)], {}) is None


def test_a_threshold_never_lies_between_equal_numbers() -> None:
    """By hand: the only cut is between 0 and 1, and it is right in 17 draws of 20, which is too few."""
    varying = {"parties.a.walk_away": np.array([0.0] * 10 + [1.0] * 10)}
    assert turn_of([True] * 7 + [False] * 13, varying) is None
    assert _cut(turn_of([True] * 10 + [False] * 10, varying)) == ("parties.a.walk_away", True, 0.5, 1)


@pytest.mark.parametrize(
    ("held", "says"),
    [
        pytest.param([a <= 5 for a in A], "it fails where what no agreement is worth to a is", id="one"),
        pytest.param([i > 2 for i in range(200)], "it fails in 3 of 200 draws, too few", id="few"),
        pytest.param(
            [i % 10 != 0 for i in range(200)],
            "it fails in 20 of 200 draws, in no region that a few inputs bound",
            id="anywhere",
        ),
        pytest.param(
            [i % 10 == 0 for i in range(200)],
            "it holds in 20 of 200 draws, in no region that a few inputs bound",
            id="it rarely holds",
        ),
        pytest.param([a > 7 and b > 7 for a, b in zip(A, B, strict=True)], "it holds in", id="a corner"),
    ],
)
def test_exceptions_are_said_with_where_they_lie(held: list[bool], says: str) -> None:
    found = exceptions_of(held, VARYING)
    assert found is not None
    assert found.says(CASE).startswith(says)


def test_a_share_is_not_rounded_to_all() -> None:
    """By hand: one draw of 400 lies on the wrong side, 99.75 %."""
    numbers = np.linspace(0, 10, 400)
    found = exceptions_of([*(numbers[:-1] <= 5).tolist(), True], {"parties.a.walk_away": numbers})
    assert found is not None
    assert found.says(CASE).endswith(", which is right in over 99% of the draws")


@pytest.mark.parametrize("scale", [0.00001, 0.1, 1, 500_000])
@pytest.mark.parametrize("side", [1, -1])
def test_the_threshold_in_words_is_the_one_that_was_counted(scale: float, side: int) -> None:
    """Whoever counts the draws beyond the number in the sentence finds all that fail, and no other."""
    numbers = (1000 + VARYING["parties.a.walk_away"]) * scale * side
    fails = numbers > np.sort(numbers)[143]
    found = exceptions_of((~fails).tolist(), {"parties.a.walk_away": numbers})
    assert found is not None
    written = found.says(CASE).partition(" is above ")[2].partition(", and only there")[0]
    at = float(written.replace(",", "").replace("−", "-"))
    assert ((numbers > at) == fails).all()


@pytest.mark.parametrize("held", [[True] * 200, [False] * 200])
def test_draws_that_all_agree_have_no_exceptions(held: list[bool]) -> None:
    assert exceptions_of(held, VARYING) is None
