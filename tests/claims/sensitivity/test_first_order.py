"""Which inputs decide a claim over draws, where the true indices are known."""

from __future__ import annotations

import numpy as np
import pytest

from detente.claims.sensitivity.first_order import Effects, effects_of

INPUTS = 40


def _numbers(draws: int, seed: int) -> dict[str, np.ndarray]:
    """Return a Latin hypercube of inputs: each stratum of each input once."""
    generator = np.random.default_rng(seed)
    strata = np.stack([generator.permutation(draws) for _ in range(INPUTS)])
    return dict(zip(map(str, range(INPUTS)), (strata + generator.random(strata.shape)) / draws, strict=True))


def _strengths(found: Effects | None) -> dict[str, float]:
    assert found is not None
    return {one.input: one.strength for one in found.named}


@pytest.mark.parametrize(("a", "b"), [(0.5, 0.5), (0.3, 0.7), (0.8, 0.4)])
def test_a_corner_of_two_inputs_has_the_indices_of_its_formula(a: float, b: float) -> None:
    """By hand: of the indicator of x < a and y < b the index of x is b (1 - a) / (1 - a b)."""
    numbers = _numbers(3000, seed=1)
    found = _strengths(effects_of((numbers["0"] < a) & (numbers["1"] < b), numbers))
    assert {"0", "1"} <= set(found)
    assert found["0"] == pytest.approx(b * (1 - a) / (1 - a * b), abs=0.05)
    assert found["1"] == pytest.approx(a * (1 - b) / (1 - a * b), abs=0.05)


def test_the_interval_mostly_holds_the_true_index() -> None:
    """By hand: of the indicator of x + y > 1 it is 1/12 over 1/4, a third; of 40 intervals 95 % are 38."""
    holding = 0
    for seed in range(20):
        numbers = {name: one for name, one in _numbers(400, seed).items() if name in {"0", "1"}}
        found = effects_of(numbers["0"] + numbers["1"] > 1, numbers)
        assert found is not None
        for one in found.named:
            low, high = one.interval
            assert low < one.strength < high
            holding += low <= 1 / 3 <= high
    assert holding >= 34


@pytest.mark.parametrize(("share", "seen"), [(0.5, 0.9), (0.1, 0.7)])
def test_of_a_sharp_turn_few_draws_show_the_part_that_the_theory_page_says(share: float, seen: float) -> None:
    """By hand: of a step, with variance p (1 - p), cosine k has 2 (sin(k pi p) / (k pi))^2; 4 are summed."""
    waves = np.arange(1, 5)
    shown = (2 * (np.sin(waves * np.pi * share) / (waves * np.pi)) ** 2).sum() / (share * (1 - share))
    assert shown == pytest.approx(seen, abs=0.02)
    numbers = _numbers(200, seed=5)
    assert _strengths(effects_of(numbers["3"] < share, numbers))["3"] == pytest.approx(shown, abs=0.05)


def test_one_input_that_decides_alone_has_all() -> None:
    """The index of x in the indicator of x < 1/2 is 1; ten frequencies see 96 % of a step."""
    numbers = _numbers(1000, seed=2)
    assert _strengths(effects_of(numbers["7"] < 0.5, numbers)) == {"7": pytest.approx(0.95, abs=0.06)}


def test_two_that_only_act_together_have_nothing_of_their_own() -> None:
    """By hand: whichever x is, half of all y are on its side: knowing x alone tells nothing."""
    numbers = _numbers(1000, seed=3)
    found = _strengths(effects_of((numbers["0"] < 0.5) == (numbers["1"] < 0.5), numbers))
    assert found.keys().isdisjoint({"0", "1"})


@pytest.mark.parametrize("share", [0.03, 0.2, 0.5])
def test_inputs_without_an_effect_are_hardly_ever_named(share: float) -> None:
    """One case in twenty would name any; more than 12 of 80 come about in one of a thousand such tests."""
    named = 0
    for seed in range(80):
        numbers = _numbers(200, seed)
        held = np.random.default_rng(1000 + seed).permutation(200) < 200 * share
        named += bool(_strengths(effects_of(held, numbers)))
    assert named <= 12


def test_the_order_of_inputs_changes_nothing() -> None:
    numbers = _numbers(300, seed=4)
    held = (numbers["0"] < 0.5) | (numbers["3"] < 0.2)
    turned = dict(reversed(numbers.items()))
    assert _strengths(effects_of(held, numbers)) == _strengths(effects_of(held, turned))


@pytest.mark.parametrize(
    "held",
    [
        pytest.param([True] * 100, id="it always holds"),
        pytest.param([True] * 97 + [False] * 3, id="too few exceptions"),
        pytest.param([True, False] * 20, id="too few draws"),
    ],
)
def test_too_little_is_not_measured(held: list[bool]) -> None:
    assert effects_of(held, {"0": np.linspace(0, 1, len(held))}) is None
