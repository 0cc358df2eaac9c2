"""What must hold of samples whatever the numbers are."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from detente.verification.sampling import detection_probability, least_sample, least_violations
from detente.verification.sampling.iaea import iaea_sample
from detente.verification.sampling.jaech import jaech_sample
from detente.verification.sampling.roots import power_at_most
from tests.verification.sampling.questions import chances, counts

LEVELS = st.builds(Fraction, st.integers(0, 20), st.just(20))


@given(counts(most=300), chances)
def test_more_items_more_violations_and_better_detection_detect_more(
    count: tuple[int, int, int], chance: Fraction
) -> None:
    population, violations, sample = count
    here = detection_probability(*count, chance)
    if sample:
        assert detection_probability(population, violations, sample - 1, chance) <= here
    if violations:
        assert detection_probability(population, violations - 1, sample, chance) <= here
    assert detection_probability(*count, chance * Fraction(11, 12)) <= here


@given(counts(most=300), chances)
def test_sample_and_violations_can_be_exchanged(count: tuple[int, int, int], chance: Fraction) -> None:
    population, violations, sample = count
    exchanged = detection_probability(population, sample, violations, chance)
    assert detection_probability(*count, chance) == exchanged


@given(counts(most=300), chances)
def test_the_items_that_are_not_drawn_hide_the_others(count: tuple[int, int, int], chance: Fraction) -> None:
    """With detection c all violations are missed as often as drawn ones are by a power of 1 - c.

    E (1-c)^K with K drawn, against (1-c)^d E (1-c)^-(d-K) over the N - n that are not drawn.
    """
    population, violations, sample = count
    if chance == 1:
        return
    missed = 1 - chance
    # 1 - q with the inverse of what is missed: the law of the items that are not drawn.
    total = Fraction(0)
    for hidden in range(violations + 1):
        weight = _law(population, violations, population - sample, hidden)
        total += weight * missed ** (violations - hidden)
    assert 1 - detection_probability(*count, chance) == total


def _law(population: int, violations: int, sample: int, inside: int) -> Fraction:
    from math import comb

    if inside > violations or sample - inside > population - violations or inside > sample:
        return Fraction(0)
    ways = comb(violations, inside) * comb(population - violations, sample - inside)
    return Fraction(ways, comb(population, sample))


@given(counts(most=2000), chances, LEVELS)
def test_the_least_sample_has_its_certificate(
    count: tuple[int, int, int], chance: Fraction, level: Fraction
) -> None:
    population, violations, _ = count
    found = least_sample(population, violations, level, chance)
    if found.number is None:
        assert detection_probability(population, violations, population, chance) < level
        return
    assert found.probability >= level
    assert (found.one_fewer is None) is (found.number == 0)
    assert found.one_fewer is None or found.one_fewer < level


@given(counts(most=2000), chances, LEVELS)
def test_the_formula_of_the_iaea_is_never_below_the_least_sample(
    count: tuple[int, int, int], chance: Fraction, level: Fraction
) -> None:
    """Drawing without replacement detects no less than drawing with it (Hoeffding 1963); also exchanged."""
    population, violations, _ = count
    iaea = iaea_sample(population, violations, chance, level)
    if iaea is not None:
        found = least_sample(population, violations, level, chance).number
        assert found is not None
        assert found <= iaea


@given(counts(most=2000), LEVELS)
def test_what_a_sample_finds_is_what_asks_for_no_larger_sample(
    count: tuple[int, int, int], level: Fraction
) -> None:
    population, _, sample = count
    found = least_violations(population, sample, level).number
    if found is None:
        return
    needed = least_sample(population, found, level).number
    assert needed is not None
    assert needed <= sample


@given(st.integers(1, 50), st.integers(1, 8), LEVELS)
def test_the_ceilings_are_those_of_whole_numbers(population: int, violations: int, level: Fraction) -> None:
    """Both formulas are the least n for which a power of whole numbers is small enough."""
    violations = min(violations, population)
    iaea = next(
        n for n in range(population + 1) if Fraction(population - n, population) ** violations <= 1 - level
    )
    assert iaea_sample(population, violations, level=level) == iaea
    twice = 2 * population - violations + 1
    jaech = next(
        n
        for n in range(population + 1)
        if max(Fraction(0), 1 - Fraction(2 * n, twice)) ** violations <= 1 - level
    )
    assert jaech_sample(population, violations, level=level) == jaech


@given(chances, st.integers(1, 60), chances, st.integers(1, 3))
def test_powers_are_compared_as_they_are(base: Fraction, exponent: int, bound: Fraction, power: int) -> None:
    """Bounds that are powers themselves are among them: those are met exactly."""
    for one in (bound, base**power, base**exponent):
        assert power_at_most(base, exponent, one) is (base**exponent <= one)
