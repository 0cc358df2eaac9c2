"""The probability of detection and least numbers, against going through every sample."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detente.nondetection import nondetection
from detente.verification.sampling import detection, detection_probability, least_sample, least_violations
from detente.verification.sampling import enclosure as detection_enclosure
from detente.verification.sampling.enclosure import enclosure
from tests.verification.sampling.enumeration import detected
from tests.verification.sampling.questions import chances, counts


@given(counts(), chances)
def test_the_probability_is_the_mean_over_all_samples(count: tuple[int, int, int], chance: Fraction) -> None:
    assert detection_probability(*count, chance) == detected(*count, chance)


@given(counts(), chances, chances)
def test_the_least_sample_is_the_first_that_reaches_the_level(
    count: tuple[int, int, int], chance: Fraction, level: Fraction
) -> None:
    population, violations, _ = count
    all_of_them = [detected(population, violations, n, chance) for n in range(population + 1)]
    found = least_sample(population, violations, level, chance)
    assert found.number == next((n for n, one in enumerate(all_of_them) if one >= level), None)
    if found.number is None:
        assert found.probability == max(all_of_them)
    else:
        assert found.probability == all_of_them[found.number]
        assert found.one_fewer == (all_of_them[found.number - 1] if found.number else None)


@given(counts(), chances, chances)
def test_the_fewest_violations_are_the_first_that_are_detected(
    count: tuple[int, int, int], chance: Fraction, level: Fraction
) -> None:
    population, sample, _ = count
    all_of_them = [detected(population, d, sample, chance) for d in range(population + 1)]
    found = least_violations(population, sample, level, chance)
    assert found.number == next((d for d, one in enumerate(all_of_them) if one >= level), None)


@given(counts(most=60), chances)
def test_the_enclosure_holds_the_exact_number(count: tuple[int, int, int], chance: Fraction) -> None:
    missed, of = nondetection(*count, chance)
    low, high = enclosure(*count, chance, 50)
    assert low * of <= missed << 50 <= high * of
    assert high - low <= 3


@given(counts(most=400), chances, st.integers(1, 24), st.integers(0, 2))
@example((119, 86, 28), Fraction(1), 15, 1)
@example((340, 260, 55), Fraction(1), 6, 2)
@example((47, 26, 7), Fraction(1), 2, 0)
def test_the_enclosure_holds_it_where_next_to_all_terms_are_cut_off(
    count: tuple[int, int, int], chance: Fraction, bits: int, guard: int
) -> None:
    """Without spare digits most terms are less than a unit, and what is left out decides."""
    missed, of = nondetection(*count, chance)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(detection_enclosure, "GUARD", guard)
        low, high = enclosure(*count, chance, bits)
    assert low * of <= missed << bits <= high * of


@given(counts(most=60), chances)
def test_what_is_not_counted_out_is_rounded_correctly(count: tuple[int, int, int], chance: Fraction) -> None:
    """As if every probability were too long for a fraction: the same number, as Python rounds a fraction."""
    exact = detection_probability(*count, chance)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(detection, "MOST_BITS", -1)
        assert detection_probability(*count, chance) == float(exact)


@given(counts(most=60), chances, chances, st.integers(1, 8))
def test_the_level_is_decided_alike_with_and_without_fractions(
    count: tuple[int, int, int], chance: Fraction, level: Fraction, bits: int
) -> None:
    """With few digits at first, so that often the level lies between the bounds."""
    reached = detection_probability(*count, chance) >= level
    assert detection.reaches(*count, chance, level) is reached
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(detection, "MOST_BITS", -1)
        patch.setattr(detection, "FIRST_BITS", bits)
        assert detection.reaches(*count, chance, level) is reached
