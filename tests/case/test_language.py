"""The small language: what its texts mean, and where reading stops."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.formula import Formula, Is, negation
from detente.case.language import (
    RESERVED,
    Arithmetic,
    Call,
    Comparison,
    Connective,
    LanguageError,
    Number,
    parse_expression,
    parse_formula,
    parse_ranking,
)
from detente.case.written import name

if TYPE_CHECKING:
    from collections.abc import Callable

OPTIONS = {"a": ("x", "y", "z"), "b": ("x", "y")}
PACKAGES = [dict(zip(OPTIONS, chosen, strict=True)) for chosen in product(*OPTIONS.values())]
ATOMS = st.sampled_from(
    [
        ("a is x", lambda package: package["a"] == "x"),
        ("a is not y", lambda package: package["a"] != "y"),
        ("a in (x, z)", lambda package: package["a"] in {"x", "z"}),
        ("b is y", lambda package: package["b"] == "y"),
        ("b in (x)", lambda package: package["b"] == "x"),
    ]
)
Said = tuple[str, "Callable[[dict[str, str]], bool]"]


def joined(parts: st.SearchStrategy[Said]) -> st.SearchStrategy[Said]:
    """Join texts together with what they mean, each part in brackets."""
    two, several = st.tuples(parts, parts), st.lists(parts, min_size=1, max_size=3)
    return st.one_of(
        parts.map(lambda one: (f"not ({one[0]})", lambda package: not one[1](package))),
        two.map(
            lambda p: (f"({p[0][0]}) and ({p[1][0]})", lambda package: p[0][1](package) and p[1][1](package))
        ),
        two.map(
            lambda p: (f"({p[0][0]}) or ({p[1][0]})", lambda package: p[0][1](package) or p[1][1](package))
        ),
        two.map(
            lambda p: (
                f"({p[0][0]}) implies ({p[1][0]})",
                lambda package: not p[0][1](package) or p[1][1](package),
            )
        ),
        several.flatmap(lambda parts: st.tuples(st.integers(1, len(parts)), st.just(parts))).map(
            lambda p: (
                f"at least {p[0]} of ({', '.join(text for text, _ in p[1])})",
                lambda package: sum(holds(package) for _, holds in p[1]) >= p[0],
            )
        ),
    )


SAID = st.recursive(ATOMS, joined, max_leaves=6)


def same(left: Formula, right: Formula) -> bool:
    return all(left.holds(package) == right.holds(package) for package in PACKAGES)


@given(SAID)
@settings(max_examples=200)
def test_a_formula_holds_where_its_words_say(said: Said) -> None:
    text, holds = said
    formula = parse_formula(text)
    assert [formula.holds(package) for package in PACKAGES] == [holds(package) for package in PACKAGES]


@given(SAID)
def test_what_a_formula_prints_is_read_as_the_same(said: Said) -> None:
    formula = parse_formula(said[0])
    if formula.issues:
        assert same(parse_formula(str(formula)), formula)


@pytest.mark.parametrize(
    ("text", "bracketed"),
    [
        ("not a is x and b is y", "(not a is x) and (b is y)"),
        ("a is x or a is y and b is y", "a is x or (a is y and b is y)"),
        ("a is x and b is y implies a is z or b is x", "(a is x and b is y) implies (a is z or b is x)"),
        ("a is x implies b is y implies a is z", "a is x implies (b is y implies a is z)"),
        ("not not a is x", "a is x"),
        ("a is not x", "not (a is x)"),
        ("a\n  is\tx", "a is x"),
        ("((a is x))", "a is x"),
    ],
)
def test_words_bind_as_documented(text: str, bracketed: str) -> None:
    """``not`` before ``and`` before ``or`` before ``implies``, which groups to the right."""
    assert same(parse_formula(text), parse_formula(bracketed))


def test_an_atom_keeps_its_options() -> None:
    assert parse_formula("a in (x, y, x)") == Is("a", frozenset({"x", "y"}))
    assert parse_formula("a is not x") == negation(Is("a", frozenset({"x"})))


def test_names_may_be_of_any_language() -> None:
    assert parse_formula("Überflug is größer_2") == Is("Überflug", frozenset({"größer_2"}))


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_word_of_the_language_is_no_name_in_a_case(word: str) -> None:
    with pytest.raises(ValueError, match=f"'{word}' is a word of the formula language"):
        name(word)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("", 0),
        ("   ", 0),
        ("a", 0),
        ("a is", 3),
        ("a is x and", 9),
        ("a is x b", 7),
        ("a is x & b is y", 7),
        ("(a is x", 6),
        ("a is x)", 6),
        ("a in x", 5),
        ("a in ()", 6),
        ("a in (x,)", 8),
        ("at least of (a is x)", 9),
        ("at least 2 (a is x)", 11),
        ("a == x", 2),
        ("__import__('os')", 10),
    ],
)
def test_a_formula_that_cannot_be_read_names_the_place(text: str, offset: int) -> None:
    """At the end of the text, the last character is named."""
    with pytest.raises(LanguageError) as caught:
        parse_formula(text)
    assert caught.value.offset == offset


@pytest.mark.parametrize(
    ("text", "classes", "beyond"),
    [
        ("a", [["a"]], set()),
        ("a > b", [["a"], ["b"]], set()),
        ("a = b > c", [["a", "b"], ["c"]], set()),
        ("a > b | c > d", [["a"], ["b"], ["c"], ["d"]], {"c", "d"}),
        ("a | b = c", [["a"], ["b", "c"]], {"b", "c"}),
    ],
)
def test_a_ranking_goes_from_best_to_worst(text: str, classes: list[list[str]], beyond: set[str]) -> None:
    ranking = parse_ranking(text)
    assert [list(group) for group in ranking.classes] == classes
    assert ranking.beyond == beyond
    assert list(ranking.names) == [name for group in classes for name in group]


@pytest.mark.parametrize("text", ["", "a >", "> a", "a b", "a | b | c", "a > a", "a < b", "| a", "a |"])
def test_a_ranking_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(LanguageError):
        parse_ranking(text)


ONE, TWO, THREE = (Number(Fraction(n)) for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("f() > 1", Comparison(">", Call("f", (), ()), ONE)),
        ("f > 1", Comparison(">", Call("f", (), ()), ONE)),
        ("f(a is x) = 1", Comparison("=", Call("f", (Is("a", frozenset({"x"})),), ()), ONE)),
        ("0.5 < 1", Comparison("<", Number(Fraction(1, 2)), ONE)),
        ("f(usa, variant=calm) != 1", Comparison("!=", Call("f", ("usa",), (("variant", "calm"),)), ONE)),
        ("1 + 2 * 3 <= 1", Comparison("<=", Arithmetic("+", ONE, Arithmetic("*", TWO, THREE)), ONE)),
        ("1 - 2 - 3 < 1", Comparison("<", Arithmetic("-", Arithmetic("-", ONE, TWO), THREE), ONE)),
        ("(1 + 2) / 3 >= -1", Comparison(">=", Arithmetic("/", Arithmetic("+", ONE, TWO), THREE),
                                         Arithmetic("-", Number(Fraction(0)), ONE))),
        ("1 < 2 and not 2 < 1 or 3 > 1", Connective("or", (
            Connective("and", (Comparison("<", ONE, TWO), Connective("not", (Comparison("<", TWO, ONE),)))),
            Comparison(">", THREE, ONE)))),
    ],
)  # fmt: skip
def test_an_expression_is_read_as_arithmetic_is(text: str, meaning: object) -> None:
    assert parse_expression(text) == meaning


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("f()", "this is a number, not a statement"),
        ("1 + 2", "this is a number, not a statement"),
        ("not f()", "this is a number, not a statement"),
        ("f() > 1 and 2", "this is a number, not a statement"),
        ("(1 < 2) > 1", "a statement stands where a number is needed"),
        ("1 + (1 < 2) > 1", "a statement stands where a number is needed"),
        ("1 < 2 < 3", "cannot read this statement"),
        ("f(variant=) > 1", "cannot read this statement"),
        ("", "the statement is empty"),
        ("1e3 > 1", "cannot read this statement"),
    ],
)
def test_an_expression_that_makes_no_sense_is_told(text: str, said: str) -> None:
    with pytest.raises(LanguageError, match=said):
        parse_expression(text)


@pytest.mark.parametrize("parse", [parse_formula, parse_ranking, parse_expression])
@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_place_inside(parse: Callable[[str], object], text: str) -> None:
    try:
        parse(text)
    except LanguageError as error:
        assert 0 <= error.offset <= max(len(text), 1)  # noqa: PT017 - most texts are refused


@pytest.mark.parametrize("text", ["(" * 10_000 + "a is x" + ")" * 10_000, "not " * 10_000 + "a is x"])
def test_brackets_may_be_many_but_never_stop_the_program(text: str) -> None:
    try:
        assert parse_formula(text) == Is("a", frozenset({"x"}))
    except LanguageError as error:
        assert "nested too deeply" in str(error)  # noqa: PT017 - either answer is sound
