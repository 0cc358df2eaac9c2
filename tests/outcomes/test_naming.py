"""What parties and issues are called: the name of the case, or the key with its words apart."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.case.naming import block_name, option_name
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


BLOCKS = """\
detente: 1
title: A quarrel
as_of: 2010-02-01
parties: {a: {}, b: {}}
issues:
  land: {name: The land, options: {mine: Mine, half: Half each, ours: Ours}, today: mine, decided_by: [a, b]}
  sea: {name: The sea, options: [shut, free], today: shut, decided_by: [a, b]}
blocks:
  some: {sets: {land: half}}
  all_of_it: {sets: {land: ours}}
  open_it: {sets: {sea: free}}
  named: {name: Ships, sets: {sea: free}}
  both_at_once: {sets: {land: ours, sea: free}}
"""


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("some", "The land: Half each"),
        ("all_of_it", "The land: Ours"),
        ("open_it", "The sea"),
        ("named", "Ships"),
        ("both_at_once", "both at once"),
    ],
)
def test_blocks_without_a_name_that_settle_one_issue_are_told_apart(key: str, name: str) -> None:
    assert block_name(Case.from_text(BLOCKS), key) == name
