"""The silence procedure, against going through all ways in which members may break silence."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.cohesion.analysis import analyse
from detente.cohesion.silence_procedure import silence_procedure
from tests.small_cases import alliance_case

CHANCES = st.lists(st.fractions(0, 1, max_denominator=8), min_size=0, max_size=5)


@given(chances=CHANCES, correlation=st.fractions(0, 1, max_denominator=8))
def test_nobody_breaks_silence_as_often_as_in_all_ways_together(
    chances: list[Fraction], correlation: Fraction
) -> None:
    """Alone each breaks or not; together all go by one draw, given by the eighths of the unit interval."""
    alone = Fraction(0)
    for broken in product([True, False], repeat=len(chances)):
        chance = Fraction(1)
        for breaks, one in zip(broken, chances, strict=True):
            chance *= one if breaks else 1 - one
        alone += chance if not any(broken) else 0
    steps = 840  # every denominator up to 8 divides it
    together = Fraction(sum(all(draw >= one * steps for one in chances) for draw in range(steps)), steps)
    found = silence_procedure({str(place): one for place, one in enumerate(chances)}, correlation)
    assert found.independent == alone
    assert found.together == together
    assert found.probability == (1 - correlation) * alone + correlation * together


@given(chances=CHANCES, correlation=st.fractions(0, 1, max_denominator=8))
def test_correlation_and_any_sure_silence_only_help(chances: list[Fraction], correlation: Fraction) -> None:
    found = silence_procedure({str(place): one for place, one in enumerate(chances)}, correlation)
    assert found.independent <= found.probability <= found.together
    assert all(chance >= found.probability for chance in found.if_silent.values())


@pytest.mark.parametrize(
    ("breaks", "correlation", "says"),
    [
        ({"a": 1.5, "b": -0.1}, 0, "a at 1.5, b at -0.1"),
        ({"a": 0.5}, 1.2, "1.2 does not"),
    ],
)
def test_what_is_no_probability_is_refused(breaks: dict[str, float], correlation: float, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        silence_procedure(breaks, correlation)


def test_a_camp_may_stand_for_its_members_and_strangers_are_refused() -> None:
    league = analyse(alliance_case(), bloc="league")["league"]
    half = Fraction(1, 2)
    assert league.ratification({"hawks": half}).probability == Fraction(1, 4)
    assert league.ratification({"a": half, "c": half}, 1).probability == half
    with pytest.raises(ValueError, match="'d' is no member of 'league'"):
        league.ratification({"d": half})
