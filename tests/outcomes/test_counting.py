from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.formula import FALSE, Is, implication
from detente.outcomes.counting import counting, pair_counting
from detente.outcomes.counting.counting import Count, count
from detente.outcomes.counting.pair_counting import pairs_reaching
from detente.outcomes.domain import NO_FLOOR, Domain, Interaction
from detente.outcomes.elimination.elimination import eliminate
from detente.outcomes.elimination.large_integers import from_integers
from tests import brute_force
from tests.strategies import domains

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


@pytest.fixture(scope="module", params=["one by one", "compiled"])
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    """Count pairs in either of the two ways, whatever their number."""
    few = 0 if request.param == "compiled" else 10**9
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pair_counting, "FEW", few)
        patch.setattr(pair_counting, "FEW_BEFORE_LOADING", few)
        yield str(request.param)


def alike(issues: int, columns: int, floors: list[int]) -> Domain:
    """Return issues with two options each, of which the second is worth a point to everybody."""
    return Domain(
        issues=tuple(f"issue{i}" for i in range(issues)),
        options=(("no", "yes"),) * issues,
        columns=tuple(f"column{j}" for j in range(columns)),
        objectives=columns,
        points=(np.array([[0] * columns, [1] * columns]),) * issues,
        floors=np.array(floors),
    )


@settings(max_examples=300)
@given(domain=domains())
def test_counts_are_those_of_going_through_every_package(way: str, domain: Domain) -> None:
    """The oracle is tests/brute_force.py."""
    assert count(domain) == Count(len(brute_force.signable(domain))), way
    without_floors = replace(domain, floors=np.full_like(domain.floors, NO_FLOOR))
    assert count(without_floors) == Count(len(brute_force.feasible(domain)))
    assert count(replace(without_floors, requirements=())) == Count(domain.packages)


@settings(max_examples=40)
@given(domain=domains(max_issues=7, max_columns=6, max_interactions=5, max_requirements=6))
def test_larger_domains_agree_as_well(domain: Domain) -> None:
    assert count(domain) == Count(len(brute_force.signable(domain)))


@given(domain=domains(), data=st.data())
def test_relabelling_changes_no_count(domain: Domain, data: st.DataObject) -> None:
    columns = data.draw(st.permutations(range(len(domain.columns))))
    issues = data.draw(st.permutations(range(len(domain.issues))))
    options = [data.draw(st.permutations(range(size))) for size in domain.sizes]
    permuted = replace(
        domain,
        issues=tuple(domain.issues[issue] for issue in issues),
        options=tuple(tuple(domain.options[issue][k] for k in options[issue]) for issue in issues),
        points=tuple(domain.points[issue][options[issue]][:, columns] for issue in issues),
        floors=domain.floors[columns],
        interactions=tuple(Interaction(part.when, part.points[columns]) for part in domain.interactions),
    )
    assert count(permuted) == count(domain)


@pytest.mark.parametrize("issues", [20, 61, 62, 63, 90, 200])
def test_counts_are_exact_past_64_bits(way: str, issues: int) -> None:
    """Packages with at least k of n issues at yes: the sum of (n over j) from j = k on."""
    floor = issues // 2 + 3
    expected = sum(math.comb(issues, k) for k in range(floor, issues + 1))
    assert count(alike(issues, 1, [floor])) == Count(expected), way


def test_opposed_floors_leave_what_lies_between(way: str) -> None:
    """At least 40 and at most 60 of 100 issues at yes."""
    domain = alike(100, 2, [40, -60])
    opposed = replace(domain, points=(np.array([[0, 0], [1, -1]]),) * 100)
    assert count(opposed).value == sum(math.comb(100, k) for k in range(40, 61)), way


def test_a_rule_halves_nothing_but_what_it_touches() -> None:
    """Of 2 to the 200 packages a quarter breaks one implication."""
    rule = implication(Is("issue3", frozenset({"yes"})), Is("issue150", frozenset({"yes"})))
    domain = replace(alike(200, 1, [NO_FLOOR]), requirements=(rule,))
    assert count(domain) == Count(3 * 2**198)


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        pytest.param(replace(alike(0, 1, [0])), 1, id="no issue"),
        pytest.param(replace(alike(0, 1, [1])), 0, id="no issue, and a floor above nothing"),
        pytest.param(replace(alike(3, 1, [4])), 0, id="a floor that no package reaches"),
        pytest.param(replace(alike(3, 2, [-5, -(2**63) + 1])), 8, id="floors below every package"),
        pytest.param(replace(alike(3, 1, [2**63 - 1])), 0, id="a floor as large as integers go"),
        pytest.param(replace(alike(3, 1, [0]), requirements=(FALSE,)), 0, id="nothing feasible"),
        pytest.param(
            replace(alike(1, 1, [0]), options=((),), points=(np.zeros((0, 1), int),)), 0, id="no option"
        ),
    ],
)
def test_degenerate_domains(domain: Domain, expected: int) -> None:
    assert count(domain) == Count(expected)


def test_values_too_large_to_add_up_are_refused() -> None:
    domain = alike(2, 1, [5])
    with pytest.raises(ValueError, match="more than can be added up exactly"):
        count(replace(domain, points=(np.array([[0], [2**60]]),) * 2))


@pytest.mark.parametrize("columns", [1, 2, 3, 5])
def test_pairs_in_numbers_that_only_compiled_code_counts(columns: int) -> None:
    """The two ways to count agree, and with digits past 64 bits they count in Python's integers."""
    random = np.random.default_rng(columns)
    values, needed = random.integers(0, 50, (700, columns)), random.integers(0, 50, (900, columns))
    ways, needed_ways = random.integers(1, 9, 700), random.integers(1, 9, 900)
    reached = (values[:, None] >= needed).all(axis=2)
    expected = int(ways @ reached @ needed_ways)
    huge = 10**25
    for few in (0, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pair_counting, "FEW", few)
            patch.setattr(pair_counting, "FEW_BEFORE_LOADING", few)
            assert pairs_reaching(values, ways[:, None], needed, needed_ways[:, None]) == expected
            large = from_integers([huge * way for way in ways.tolist()], 4)
            assert (
                pairs_reaching(values, large, needed, from_integers(needed_ways.tolist(), 4))
                == huge * expected
            )


def wide() -> Domain:
    """Return a domain of a million packages, of which about one in forty is signable."""
    random = np.random.default_rng(3)
    return Domain(
        issues=tuple("abcdefghij"),
        options=(tuple("wxyz"),) * 10,
        columns=("p", "q"),
        objectives=2,
        points=tuple(random.integers(0, 101, (10, 4, 2))),
        floors=np.array([540, 540]),
        requirements=(implication(Is("a", frozenset("w")), Is("j", frozenset("xy"))),),
    )


def test_a_million_packages_counted_and_estimated() -> None:
    """The oracle adds up all values at once. Of 40 intervals about two miss, and hardly ever eight."""
    domain = wide()
    grid = sum(
        points.reshape([4 if i == k else 1 for i in range(10)] + [2])
        for k, points in enumerate(domain.points)
    )
    accepted: NDArray[np.bool_] = np.all(np.asarray(grid) >= 540, axis=-1)
    accepted[0, ..., 0] = accepted[0, ..., 3] = False
    expected = int(accepted.sum())
    assert count(domain) == Count(expected)
    estimates = [count(domain, limit=0, seed=seed) for seed in range(40)]
    covering = 0
    for seed, estimate in enumerate(estimates):
        assert not estimate.exact
        assert estimate.interval is not None
        assert estimate.seed == seed
        low, high = estimate.interval
        assert low <= estimate.value <= high
        covering += low <= expected <= high
    assert covering > 32
    assert count(domain, limit=0, seed=5) == estimates[5]


def test_an_estimate_that_finds_nothing_does_not_say_that_there_is_nothing() -> None:
    domain = replace(wide(), floors=np.array([650, 650]))
    assert count(domain).value == 1
    estimate = count(domain, limit=0)
    assert (estimate.value, estimate.exact) == (0, False)
    assert estimate.interval is not None
    assert estimate.interval[0] == 0 < estimate.interval[1]


def test_too_many_open_formulas_lead_to_an_estimate(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = count(wide()).value
    monkeypatch.setattr(counting, "eliminate", partial(eliminate, most_states=1))
    estimate = count(wide())
    assert estimate.interval is not None
    assert estimate.interval[0] <= expected <= estimate.interval[1]
    assert not estimate.exact


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Count(10**15 - 1), "999,999,999,999,999"),
        (Count(10**15), "about 1.0 × 10^15"),
        (Count(32 * 10**89), "about 3.2 × 10^90"),
        (Count(5, exact=False, interval=(5, 10**20)), "5 to 1.0 × 10^20"),
        (
            Count(10**20, exact=False, interval=(9 * 10**19, 2 * 10**20), draws=9, seed=0),
            "about 1.0 × 10^20 (estimated; 9.0 × 10^19 to 2.0 × 10^20 in 95 of 100 cases)",
        ),
        (Count(10**9999), "about 1.0 × 10^9999"),
    ],
)
def test_a_number_that_nobody_reads_by_digits_is_said_as_a_power_of_ten(found: Count, words: str) -> None:
    """The number itself stays what it is."""
    assert str(found) == words
    assert found.to_json("packages")["packages"] == found.value
