"""What parties and issues are called: the name of the case, or the key with its words apart."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.case.naming import option_name
from detente.outcomes.naming import name_of

CASE = Case.from_text("""\
detente: 1
title: A quarrel
as_of: 2010-02-01
parties: {a: {name: The first}, b_side: {}}
blocs: {both: {members: [a, b_side]}}
camps: {some: {name: Some of them, members: [a]}}
issues:
  land: {name: The land, options: {mine: Mine, our_own: null}, today: mine, decided_by: [a, b_side]}
""")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("a", "The first"),
        ("b_side", "b side"),
        ("both", "both"),
        ("some", "Some of them"),
        ("land", "The land"),
        ("no_body", "no_body"),
        ("a_and_1_like_it", "The first and 1 other like it"),
        ("b_side_and_12_like_it", "b side and 12 others like it"),
        ("both as a bloc", "both"),
        ("both asking on land", "both"),
    ],
)
def test_a_name_is_that_of_the_case_or_else_the_key_in_words(key: str, name: str) -> None:
    assert name_of(CASE, key) == name


def test_an_option_without_a_name_is_called_by_its_key_in_words() -> None:
    assert [option_name(CASE, "land", option) for option in ("mine", "our_own")] == ["Mine", "our own"]
