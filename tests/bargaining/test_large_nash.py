from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from detente.bargaining.conflicts.transversals import minimal_transversals
from detente.bargaining.large_solutions.all_four import large_solutions
from detente.bargaining.large_solutions.gain_model import GainModel
from detente.bargaining.large_solutions.nash import nash_large
from detente.bargaining.large_solutions.product_search import best_mixture, greatest_product, least_sum
from detente.case.formula import FALSE, Is, implication
from detente.outcomes.domain import NO_FLOOR, Domain
from detente.outcomes.package_search.package_model import PackageModel
from detente.outcomes.package_search.weighted_sum import WeightedSum
from tests.brute_force import signable, value
from tests.brute_force_solutions import Value, solutions_of
from tests.strategies import domains

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn
    from ortools.sat.python.cp_model import CpModel

    from detente.bargaining.large_solutions.answer import LargePoint
    from detente.outcomes.domain import Package


@dataclass(frozen=True)
class Bargain:
    """A domain with what no agreement is worth, in points."""

    domain: Domain
    disagreement: tuple[Fraction, ...]


@st.composite
def bargains(draw: DrawFn) -> Bargain:
    """Draw small domains whose disagreement point lies low, in the middle, or out of reach."""
    domain = draw(domains(max_issues=4, max_options=4, max_columns=4, max_requirements=2))
    if draw(st.booleans()):
        domain = replace(domain, floors=np.full(len(domain.columns), NO_FLOOR))
    unit = st.sampled_from([Fraction(1), Fraction(2, 3), Fraction(5)])
    domain = replace(domain, units=tuple(draw(unit) for _ in domain.columns))
    disagreement = []
    for column in range(domain.objectives):
        low = sum(int(part[:, column].min()) for part in domain.points)
        high = sum(int(part[:, column].max()) for part in domain.points)
        step = draw(st.integers(low - 1, (2 * low + high) // 3 + 1))
        disagreement.append((step + Fraction(draw(st.sampled_from([0, 0, 1])), 3)) * domain.units[column])
    return Bargain(domain, tuple(disagreement))


def _gains(bargain: Bargain) -> dict[Value, Value]:
    """Return the gain at each value that leaves nobody below no agreement, in points."""
    domain = bargain.domain
    found: dict[Value, Value] = {}
    for package in signable(domain):
        worth = tuple(
            step * unit
            for step, unit in zip(value(domain, package)[: domain.objectives], domain.units, strict=False)
        )
        gain = tuple(map(Fraction.__sub__, worth, bargain.disagreement))
        if all(one >= 0 for one in gain):
            found[worth] = gain
    return found


def _check(bargain: Bargain) -> None:
    gains = _gains(bargain)
    expected = solutions_of(gains)
    found = large_solutions(bargain.domain, bargain.disagreement, seconds=None)
    assert {name: {point.value for point in one.points} for name, one in found.items()} == expected
    reachable = {
        tuple(
            step * unit
            for step, unit in zip(value(bargain.domain, package), bargain.domain.units, strict=True)
        )
        for package in signable(bargain.domain)
    }
    for one in found.values():
        assert (one.exactness, one.all_ties) == ("exact", True)
        assert bool(one.reason) is not bool(gains)
        assert len({point.value for point in one.points}) == len(one.points)
        for point in one.points:
            assert point.gain == gains[point.value]
            package = bargain.domain.numbered(point.package)
            assert bargain.domain.signable(package)
            assert any(worth[: len(point.value)] == point.value for worth in reachable)
    event(f"{len(gains) and len(expected['nash'])} Nash values")


@settings(max_examples=350)
@given(bargains())
def test_all_four_solutions_equal_brute_force(bargain: Bargain) -> None:
    _check(bargain)


@settings(max_examples=350)
@given(bargains())
def test_the_greatest_product_equals_brute_force_for_every_largest_set(bargain: Bargain) -> None:
    gains = _gains(bargain)
    found = nash_large(GainModel(bargain.domain, bargain.disagreement))
    assert found.exactness == "exact"
    gaining = {gain: frozenset(place for place, one in enumerate(gain) if one > 0) for gain in gains.values()}
    most = max(map(len, gaining.values()), default=0)
    largest = {one for one in gaining.values() if len(one) == most}
    columns = bargain.domain.columns
    assert sorted(one.gainers for one in found.sets) == sorted(
        tuple(columns[place] for place in sorted(together)) for together in largest
    )
    for one in found.sets:
        places = frozenset(columns.index(column) for column in one.gainers)
        products = [
            math.prod(gain[place] for place in places) for gain in gains.values() if gaining[gain] == places
        ]
        assert one.product == one.bound == max(products)
        assert one.exact
        assert one.all_ties
    event(f"{len(found.sets)} largest sets of {most}")


@settings(max_examples=60)
@given(bargains(), st.sampled_from([2**31, 10**12 + 39]))
def test_large_numbers_change_nothing(bargain: Bargain, scale: int) -> None:
    """A release of the solver calls models with factors beyond 32 bits infeasible that are not."""
    domain = bargain.domain
    larger = replace(
        domain,
        points=tuple(part * scale for part in domain.points),
        floors=np.where(domain.floors > NO_FLOOR, domain.floors * scale, NO_FLOOR),
        interactions=tuple(replace(one, points=one.points * scale) for one in domain.interactions),
        units=tuple(unit / scale for unit in domain.units),
    )
    _check(replace(bargain, domain=larger))


@settings(max_examples=60)
@given(bargains(), st.integers(0, 3), st.sampled_from([Fraction(3), Fraction(2, 7)]))
def test_rescaling_one_signatory_changes_neither_nash_nor_kalai_smorodinsky(
    bargain: Bargain, place: int, factor: Fraction
) -> None:
    place %= bargain.domain.objectives
    units, points = list(bargain.domain.units), list(bargain.disagreement)
    units[place] *= factor
    points[place] *= factor
    rescaled = large_solutions(replace(bargain.domain, units=tuple(units)), points, seconds=None)
    before = large_solutions(bargain.domain, bargain.disagreement, seconds=None)
    for name in ("nash", "kalai_smorodinsky"):
        values = {
            tuple(one * (factor if column == place else 1) for column, one in enumerate(point.value))
            for point in before[name].points
        }
        assert {point.value for point in rescaled[name].points} == values


def _points(point: LargePoint) -> tuple[int, ...]:
    return tuple(map(int, point.value))


def _wide(issues: int, *, trade: bool) -> Domain:
    """Return a domain of two parties: on each issue 3 and 2, 2 and 3, or nothing to trade."""
    points = np.array([[3, 2], [2, 3], [0, 0]]) if trade else np.array([[1, 0], [0, 0], [0, 0]])
    return Domain(
        issues=tuple(f"issue{number}" for number in range(issues)),
        options=(("left", "right", "neither"),) * issues,
        columns=("x", "y"),
        objectives=2,
        points=(points,) * issues,
        floors=np.full(2, NO_FLOOR),
    )


@pytest.mark.parametrize("issues", [2, 12, 40])
def test_the_nash_solution_halves_what_there_is_to_share(issues: int) -> None:
    """Each issue gives 5 points to share out at most, which are worth most to both when halved."""
    found = nash_large(GainModel(_wide(issues, trade=True), [Fraction(0), Fraction(0)]))
    half = 5 * issues // 2
    assert [_points(point) for one in found.sets for point in one.points] == [(half, half)]
    assert [int(one.bound) for one in found.sets] == [half**2]
    assert found.exactness == "exact"


def test_all_ties_of_many_packages_are_listed() -> None:
    """Ten issues: fifty points, shared from 30 against 20 to 20 against 30, all with one sum."""
    found = large_solutions(_wide(10, trade=True), [Fraction(0), Fraction(0)], seconds=None)
    for name in ("nash", "kalai_smorodinsky", "egalitarian"):
        assert [_points(point) for point in found[name].points] == [(25, 25)], name
    values = {_points(point) for point in found["utilitarian"].points}
    assert values == {(30 - number, 20 + number) for number in range(11)}
    assert found["utilitarian"].all_ties


def test_many_packages_of_which_only_one_party_can_gain() -> None:
    """Only x wants anything; y stays at no agreement, and each set that can gain is x alone."""
    found = nash_large(GainModel(_wide(40, trade=False), [Fraction(0), Fraction(0)]))
    (one,) = found.sets
    assert (one.gainers, int(one.product), one.exact) == (("x",), 40, True)


def test_rules_and_floors_bind() -> None:
    """Of forty issues ten are tied: left on one is right on the next, so the two sides split those evenly."""
    domain = _wide(40, trade=True)
    left, right = frozenset({"left"}), frozenset({"right"})
    rules = tuple(implication(Is(f"issue{n}", left), Is(f"issue{n + 1}", right)) for n in range(0, 10, 2))
    tied = replace(domain, requirements=rules, floors=np.array([112, NO_FLOOR]))
    found = nash_large(GainModel(tied, [Fraction(0), Fraction(0)]))
    assert [_points(point) for one in found.sets for point in one.points] == [(112, 88)]
    beyond = nash_large(
        GainModel(replace(tied, floors=np.array([116, NO_FLOOR])), [Fraction(0), Fraction(0)])
    )
    assert (beyond.sets, beyond.exactness) == ((), "exact")


def test_nothing_signable_has_its_reason() -> None:
    for found in large_solutions(
        replace(_wide(3, trade=True), requirements=(FALSE,)), [Fraction(0), Fraction(0)]
    ).values():
        assert (found.points, found.exactness) == ((), "exact")
        assert found.reason == "every signable package leaves a signatory below no agreement"


def test_no_time_is_unknown() -> None:
    for found in large_solutions(_wide(40, trade=True), [Fraction(0), Fraction(0)], seconds=0).values():
        assert (found.points, found.exactness) == ((), "unknown")
        assert found.reason


def test_what_is_stopped_early_has_a_bound() -> None:
    model = GainModel(_wide(40, trade=True), [Fraction(0), Fraction(0)])
    asked = itertools.count()
    found = model.found

    def stopping(question: CpModel) -> Package | None:
        # After the questions for who gains and for a first package, time is up.
        if next(asked) == 2:
            model.deadline = 0.0
        return found(question)

    model.found = stopping  # type: ignore[method-assign]
    stopped = nash_large(model)
    (one,) = stopped.sets
    assert stopped.exactness == "bounded"
    assert stopped.reason
    assert 0 < one.product <= 10_000 <= one.bound
    assert not one.exact


def test_another_number_of_disagreement_values_is_refused() -> None:
    with pytest.raises(ValueError, match="2 signatories"):
        large_solutions(_wide(3, trade=True), [Fraction(0)])


def test_values_that_cannot_be_added_exactly_are_refused() -> None:
    domain = _wide(3, trade=True)
    with pytest.raises(ValueError, match="too large"):
        nash_large(
            GainModel(replace(domain, points=tuple(p * 2**58 for p in domain.points)), [Fraction(0)] * 2)
        )


@settings(max_examples=100)
@given(
    st.lists(st.one_of(st.integers(0, 9), st.integers(0, 2**56)), min_size=1, max_size=9),
    st.integers(-(2**40), 2**40),
    st.data(),
)
def test_a_weighted_sum_is_at_least_what_it_is_and_no_more(
    factors: list[int], constant: int, data: st.DataObject
) -> None:
    chosen = [data.draw(st.booleans()) for _ in factors]
    worth = constant + sum(factor for factor, one in zip(factors, chosen, strict=True) if one)
    least = data.draw(
        st.one_of(st.just(worth), st.just(worth + 1), st.integers(-(2**41), sum(factors) + 2**41))
    )
    for enforced in (None, True, False):
        model = cp_model.CpModel()
        literals = [model.new_bool_var("") for _ in factors]
        condition = model.new_bool_var("")
        total = WeightedSum(tuple(literals), tuple(factors), constant)
        total.require_at_least(model, least, only_if=() if enforced is None else [condition])
        model.add_bool_and(
            [literal if one else ~literal for literal, one in zip(literals, chosen, strict=True)]
        )
        model.add_bool_and([condition if enforced else ~condition])
        possible = cp_model.CpSolver().solve(model) == cp_model.OPTIMAL
        assert possible is (worth >= least or enforced is False)


@settings(max_examples=60)
@given(domains(max_columns=1, floors=False), st.sampled_from([1, 2**30, 10**14 + 7]))
def test_the_best_package_of_a_model_equals_brute_force(domain: Domain, scale: int) -> None:
    larger = replace(
        domain,
        points=tuple(part * scale for part in domain.points),
        interactions=tuple(replace(one, points=one.points * scale) for one in domain.interactions),
    )
    model = PackageModel(larger)
    best = model.best(model.model, model.worth({0: 1}), None)
    most = max((value(larger, package)[0] for package in signable(larger)), default=None)
    assert (best and best.total) == most
    assert best is None or (best.proved and larger.value(best.package) == (most,))


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6), st.integers(0, 10**9))
def test_a_sum_bounds_a_product(weights: list[int], most: int) -> None:
    """Gains of no more than this weighted sum have no greater product: arithmetic and geometric means."""
    count = len(weights)
    bound = greatest_product(most, weights)
    even = [Fraction(most, count * weight) for weight in weights]
    assert bound <= math.prod(even) < bound + 1
    assert least_sum(bound, weights) <= most < least_sum(bound + 1, weights)


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 50)), min_size=1, max_size=6))
def test_no_package_beats_the_best_mixture_in_its_own_weights(gains: list[tuple[int, int]]) -> None:
    """At the best mixture every package has a mean relative gain of at most one (Cover 1984, theorem 1)."""
    mixture = best_mixture(np.array(gains, dtype=float))
    assert (
        max(sum(one / most for one, most in zip(gain, mixture, strict=True)) / 2 for gain in gains) < 1 + 1e-2
    )


@settings(max_examples=200)
@given(st.lists(st.integers(1, 2**6 - 1), max_size=8))
def test_minimal_transversals_equal_brute_force(family: list[int]) -> None:
    meeting = [one for one in range(2**6) if all(one & member for member in family)]
    minimal = {one for one in meeting if not any(other != one and other & one == other for other in meeting)}
    found = list(minimal_transversals(family))
    assert set(found) == minimal
    assert len(found) == len(minimal)
