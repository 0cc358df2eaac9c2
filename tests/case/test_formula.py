"""Formulas: the constructors simplify without changing what is said."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.formula import (
    FALSE,
    TRUE,
    AtLeast,
    Formula,
    Is,
    Not,
    at_least,
    conjunction,
    disjunction,
    implication,
    negation,
)
from detente.case.language import read_formula
from detente.case.names import unknown_mentions
from tests.strategies import formulas

OPTIONS: dict[str, tuple[str, ...]] = {"a": ("x", "y", "z"), "b": ("x", "y"), "c": ("x", "y")}
PACKAGES = [dict(zip(OPTIONS, chosen, strict=True)) for chosen in product(*OPTIONS.values())]
A, B, C = (Is(issue, frozenset({"x"})) for issue in OPTIONS)


def truth(formula: Formula) -> list[bool]:
    return [formula.holds(package) for package in PACKAGES]


@given(st.lists(formulas(OPTIONS), max_size=4))
def test_constructors_mean_what_their_names_say(parts: list[Formula]) -> None:
    tables = [truth(part) for part in parts]
    columns = list(zip(*tables, strict=True)) or [()] * len(PACKAGES)
    assert truth(conjunction(parts)) == [all(column) for column in columns]
    assert truth(disjunction(parts)) == [any(column) for column in columns]
    for count in range(-1, len(parts) + 2):
        assert truth(at_least(count, parts)) == [sum(column) >= count for column in columns]


@given(formulas(OPTIONS), formulas(OPTIONS))
def test_negation_and_implication_mean_what_their_names_say(left: Formula, right: Formula) -> None:
    assert truth(negation(left)) == [not holds for holds in truth(left)]
    both = zip(truth(left), truth(right), strict=True)
    assert truth(implication(left, right)) == [not first or second for first, second in both]


@given(
    formulas(OPTIONS), st.sampled_from([(issue, option) for issue in OPTIONS for option in OPTIONS[issue]])
)
def test_settling_an_issue_leaves_the_truth_elsewhere(formula: Formula, settled: tuple[str, str]) -> None:
    issue, option = settled
    rest = formula.given(issue, option)
    assert issue not in rest.issues
    for package in PACKAGES:
        if package[issue] == option:
            assert rest.holds(package) == formula.holds(package)


@given(formulas(OPTIONS))
def test_settling_every_issue_leaves_a_constant(formula: Formula) -> None:
    for package in PACKAGES:
        rest = formula
        for issue, option in package.items():
            rest = rest.given(issue, option)
        assert rest == (TRUE if formula.holds(package) else FALSE)


@given(formulas(OPTIONS))
def test_truth_depends_on_the_named_issues_alone(formula: Formula) -> None:
    for package, other in product(PACKAGES, PACKAGES):
        if all(package[issue] == other[issue] for issue in formula.issues):
            assert formula.holds(package) == formula.holds(other)


@pytest.mark.parametrize(
    ("built", "simple"),
    [
        (conjunction([]), TRUE),
        (disjunction([]), FALSE),
        (conjunction([A, TRUE]), A),
        (conjunction([A, FALSE]), FALSE),
        (disjunction([A, FALSE]), A),
        (disjunction([A, TRUE]), TRUE),
        (conjunction([A, A]), A),
        (conjunction([A, conjunction([B, C])]), conjunction([C, B, A])),
        (negation(negation(A)), A),
        (at_least(0, [A]), TRUE),
        (at_least(1, [A, B]), disjunction([A, B])),
        (at_least(2, [A, B]), conjunction([A, B])),
        (at_least(3, [A, B]), FALSE),
        (at_least(2, [A, B, TRUE]), disjunction([A, B])),
        (at_least(2, [C, A, B]), at_least(2, [A, B, C])),
    ],
)
def test_constructors_simplify(built: Formula, simple: Formula) -> None:
    assert built == simple


def test_formulas_print_as_an_analyst_writes_them() -> None:
    assert str(conjunction([A, disjunction([B, C])])) == "a is x and (b is x or c is x)"
    assert str(Not(conjunction([A, B]))) == "not (a is x and b is x)"
    assert str(AtLeast(2, (A, B, C))) == "at least 2 of (a is x, b is x, c is x)"
    assert str(Is("a", frozenset({"y", "x"}))) == "a in (x, y)"
    assert (str(TRUE), str(FALSE)) == ("always", "never")


def test_unknown_names_are_placed_at_the_option_of_their_own_issue() -> None:
    """``none`` stands twice; the wrong one is that of the second issue."""
    text = "first is none and second in (some, none)"
    mentions = read_formula(text).mentions
    found = list(unknown_mentions(mentions, {"first": ["none"], "second": ["some", "nine"]}))
    assert found == [
        ("unknown option of 'second': 'none' (options: some, nine)", text.rindex("none"), "nine")
    ]


def test_many_options_are_not_listed_where_one_is_unknown() -> None:
    options = [f"o{number}" for number in range(9)]
    mentions = read_formula("first is other").mentions
    assert next(unknown_mentions(mentions, {"first": options}))[0] == "unknown option of 'first': 'other'"
