"""Packages written out."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.formula import FALSE, Is, conjunction, disjunction, negation
from detente.outcomes.domain import NO_FLOOR, Domain, Interaction
from detente.outcomes.listing import listing
from tests import brute_force
from tests.strategies import domains, formulas


def plain(sizes: list[int], **rest: object) -> Domain:
    issues = tuple(f"issue{index}" for index in range(len(sizes)))
    parts = {
        "issues": issues,
        "options": tuple(tuple(f"option{option}" for option in range(size)) for size in sizes),
        "columns": ("one",),
        "objectives": 1,
        "points": tuple(
            np.arange(size, dtype=np.int64)[:, None] * 10 ** min(index, 9) for index, size in enumerate(sizes)
        ),
        "floors": np.array([NO_FLOOR], dtype=np.int64),
        **rest,
    }
    return Domain(**parts)  # type: ignore[arg-type]


@settings(max_examples=100)
@given(domains())
def test_the_packages_that_meet_the_requirements_are_listed_with_their_values(domain: Domain) -> None:
    found = listing(domain)
    assert found is not None
    rows = [tuple(map(int, row)) for row in found.packages]
    assert rows == brute_force.feasible(domain)
    assert len(found) == len(rows)
    values = found.values(domain)
    assert values.shape == (len(rows), len(domain.columns))
    assert [tuple(map(int, value)) for value in values] == [brute_force.value(domain, row) for row in rows]
    above = found.above_floors(domain)
    assert [row for row, reached in zip(rows, above, strict=True) if reached] == brute_force.signable(domain)
    assert (found.above_floors(domain, values) == above).all()


@settings(max_examples=100)
@given(st.data(), domains(max_issues=4))
def test_a_formula_holds_where_it_holds(data: st.DataObject, domain: Domain) -> None:
    formula = data.draw(formulas(dict(zip(domain.issues, domain.options, strict=True))))
    found = listing(domain)
    assert found is not None
    expected = [formula.holds(found.named(row)) for row in range(len(found))]
    assert found.where(formula).tolist() == expected


def test_a_listing_values_other_domains_over_the_same_issues() -> None:
    """An ensemble lists the packages once and gives them new numbers in every draw."""
    domain = plain([2, 3])
    found = listing(domain)
    assert found is not None
    assert found.values(domain)[:, 0].tolist() == [0, 10, 20, 1, 11, 21]
    when = Is("issue0", frozenset({"option1"}))
    other = plain([2, 3], interactions=(Interaction(when, np.array([100])),), floors=np.array([20]))
    assert found.values(other)[:, 0].tolist() == [0, 10, 20, 101, 111, 121]
    assert found.above_floors(other).tolist() == [False, False, True, True, True, True]


def test_packages_are_named() -> None:
    found = listing(plain([2, 3], requirements=(Is("issue1", frozenset({"option2"})),)))
    assert found is not None
    assert [found.named(row) for row in range(len(found))] == [
        {"issue0": "option0", "issue1": "option2"},
        {"issue0": "option1", "issue1": "option2"},
    ]


def test_too_many_packages_are_not_listed() -> None:
    assert listing(plain([10, 10, 10]), most=999) is None
    assert listing(plain([10, 10, 10]), most=1000) is not None
    tied = disjunction([negation(Is("issue1", frozenset({"option1"}))), Is("issue0", frozenset({"option1"}))])
    found = listing(plain([2, 2, 2], requirements=(tied,)), most=6)
    assert found is not None
    assert len(found) == 6


def test_an_issue_with_more_options_than_fit_a_byte_is_not_listed() -> None:
    assert listing(plain([256])) is None
    found = listing(plain([255]))
    assert found is not None
    assert found.values(found.domain)[:, 0].tolist() == list(range(255))


def test_without_issues_there_is_one_package_and_with_contradictory_rules_none() -> None:
    empty = listing(plain([]))
    assert empty is not None
    assert empty.packages.shape == (1, 0)
    assert empty.values(plain([])).tolist() == [[0]]
    none = listing(plain([2, 2], requirements=(FALSE,)))
    assert none is not None
    assert len(none) == 0
    assert none.values(plain([2, 2])).shape == (0, 1)


def test_packages_of_a_great_many_issues_are_told_apart() -> None:
    """Rules leave few packages of 132 issues, more than one number per half of them can hold.

    All issues from the third on are settled as the second; the first is free.
    """
    count = 132
    issues = [f"issue{index}" for index in range(count)]
    alike = [
        disjunction(
            conjunction(Is(issue, frozenset({option})) for issue in (issues[1], other))
            for option in ("option0", "option1")
        )
        for other in issues[2:]
    ]
    ones = tuple(np.array([[0], [1]], dtype=np.int64) for _ in issues)
    domain = plain([2] * count, requirements=tuple(alike), points=ones)
    found = listing(domain)
    assert found is not None
    assert found.values(domain)[:, 0].tolist() == [0, count - 1, 1, count]
