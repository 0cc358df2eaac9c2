"""Games against their whole tables of plans, solved by linear programming without any recursion."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.verification.games.dresher import inspect_probability, value
from detente.verification.games.leadership import inspector_payoff, violate_probability
from tests.verification.games.game_strategies import payoffs_of_all_kinds
from tests.verification.games.normal_form import (
    best_commitment,
    minimax,
    mixture_of_schedules,
    outcome,
    plans,
    schedules,
    table,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from detente.verification.games.payoffs import Payoffs

SMALL = [(n, m) for n in range(1, 5) for m in range(n + 2)]
SMALLER = [(n, m) for n in range(1, 4) for m in range(n + 1)] + [(4, 1)]


def _utilities(game: tuple[int, int], payoffs: Payoffs) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    written = table(*game)
    inspectee = float(payoffs.gain) * written.undetected - float(payoffs.penalty) * written.caught
    return inspectee, -written.undetected - float(payoffs.loss_when_caught) * written.caught


@given(st.sampled_from(SMALL), payoffs_of_all_kinds())
@settings(deadline=None, max_examples=60)
def test_the_value_is_that_of_the_table(game: tuple[int, int], payoffs: Payoffs) -> None:
    inspectee, _ = _utilities(game, payoffs)
    assert minimax(inspectee) == pytest.approx(float(value(*game, payoffs)), abs=1e-7)


@given(st.sampled_from(SMALLER), payoffs_of_all_kinds())
@settings(deadline=None, max_examples=40)
def test_no_other_commitment_is_better_than_announcing_the_same_draw(
    game: tuple[int, int], payoffs: Payoffs
) -> None:
    """Full commitment to any mixture of schedules, the inspectee's best answer chosen for the inspector."""
    expected = float(inspector_payoff(*game, payoffs, announced=True))
    assert best_commitment(*_utilities(game, payoffs)) == pytest.approx(expected, abs=1e-6)


@given(st.sampled_from([*SMALL, (6, 1)]), payoffs_of_all_kinds())
@settings(deadline=None, max_examples=60)
def test_no_plan_gets_the_inspectee_more(game: tuple[int, int], payoffs: Payoffs) -> None:
    """Against the inspector's draw, exactly: announced or not, the draw is the same."""
    chances = mixture_of_schedules(*game, lambda n, m: inspect_probability(n, m, payoffs))
    assert sum(chances) == 1
    worth = {"legal": Fraction(0), "undetected": payoffs.gain, "caught": -payoffs.penalty}
    best = max(
        sum(
            chance * worth[outcome(plan, chosen)]
            for chance, chosen in zip(chances, schedules(*game), strict=True)
        )
        for plan in plans(*game)
    )
    assert best == value(*game, payoffs)


@given(st.sampled_from([*SMALL, (6, 1)]), payoffs_of_all_kinds())
@settings(deadline=None, max_examples=60)
def test_no_schedule_gets_the_inspector_more_when_nothing_is_announced(
    game: tuple[int, int], payoffs: Payoffs
) -> None:
    """Against the inspectee's mixture, exactly: with the test above, an equilibrium of the whole game."""
    best = max(_against_inspectee(chosen, game, payoffs) for chosen in schedules(*game))
    assert best == inspector_payoff(*game, payoffs)


def _against_inspectee(chosen: frozenset[int], game: tuple[int, int], payoffs: Payoffs) -> Fraction:
    legal_so_far, expected, left = Fraction(1), Fraction(0), game[1]
    for period in range(game[0]):
        here = legal_so_far * violate_probability(game[0] - period, left, payoffs)
        expected -= here * (payoffs.loss_when_caught if period in chosen else 1)
        legal_so_far -= here
        left -= period in chosen
    return expected


@given(st.sampled_from([*SMALL, (6, 3)]), payoffs_of_all_kinds())
@settings(deadline=None, max_examples=40)
def test_announced_the_inspectee_acts_legally_and_the_loss_is_what_remains(
    game: tuple[int, int], payoffs: Payoffs
) -> None:
    """Playing both announced strategies out over all schedules gives the payoffs that are stated."""
    chances = mixture_of_schedules(*game, lambda n, m: inspect_probability(n, m, payoffs))
    periods, inspections = game
    runs_out = sum(
        chance
        for chance, chosen in zip(chances, schedules(*game), strict=True)
        if inspections < periods and len(chosen) == inspections and max(chosen, default=-1) < periods - 1
    )
    assert runs_out == -inspector_payoff(*game, payoffs, announced=True)
    assert runs_out * payoffs.gain == value(*game, payoffs)
    for n, m in product(range(1, periods + 1), range(1, inspections + 1)):
        assert violate_probability(n, m, payoffs, announced=True) == 0
