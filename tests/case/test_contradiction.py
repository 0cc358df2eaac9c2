"""Whether formulas can hold together, against going through every package."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from detente.case.contradiction import contradiction, possible
from detente.case.formula import FALSE, TRUE, Formula, Is, conjunction
from detente.case.language import parse_formula
from tests.strategies import formulas

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

OPTIONS = {"a": ("x", "y"), "b": ("u", "v", "w"), "c": ("p", "q")}
PACKAGES = [dict(zip(OPTIONS, chosen, strict=True)) for chosen in itertools.product(*OPTIONS.values())]


def hold_together(listed: Sequence[Formula]) -> bool:
    return any(all(formula.holds(package) for formula in listed) for package in PACKAGES)


@given(formulas(OPTIONS))
def test_a_formula_is_possible_exactly_where_some_package_satisfies_it(formula: Formula) -> None:
    assert possible(formula, OPTIONS) is hold_together([formula])


@given(st.lists(formulas(OPTIONS), max_size=5))
def test_a_contradiction_holds_nowhere_and_has_nothing_to_spare(listed: list[Formula]) -> None:
    found = contradiction(listed, OPTIONS)
    assert bool(found) is not hold_together(listed)
    if found:
        clash = [listed[index] for index in found]
        assert not hold_together(clash)
        assert all(hold_together([*clash[:out], *clash[out + 1 :]]) for out in range(len(clash)))


def test_constants() -> None:
    assert possible(TRUE, {}) is True
    assert possible(FALSE, {}) is False
    assert contradiction([], {}) == ()
    assert contradiction([TRUE, FALSE], {}) == (1,)


def test_many_issues_are_no_matter_where_a_formula_holds() -> None:
    options = {f"i{number}": ("x", "y") for number in range(200)}
    assert possible(conjunction(Is(issue, frozenset({"x"})) for issue in options), options) is True


def test_at_most_one_and_at_least_two_is_a_contradiction() -> None:
    options = {f"i{number}": ("x", "y") for number in range(7)}
    at_most_one = " and ".join(f"not (i{n} is x and i{m} is x)" for n in range(7) for m in range(n))
    at_least_two = f"at least 2 of ({', '.join(f'{issue} is x' for issue in options)})"
    assert possible(parse_formula(f"({at_most_one}) and {at_least_two}"), options) is False


def test_a_search_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said then, rather than something that may be wrong."""
    monkeypatch.setattr("detente.case.contradiction.MOST_STEPS", 2)
    clash = [parse_formula("a is x and b is u and c is p"), parse_formula("c is q")]
    assert possible(conjunction(clash), OPTIONS) is None
    assert contradiction(clash, OPTIONS) == ()
