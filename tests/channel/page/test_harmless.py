"""Texts of others are shown so that they can only be read."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from detente.harmless import harmless, harmless_json

TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What turns the direction of a text: Unicode Standard Annex 9, table 4 and the marks of 2.6."""


@given(st.text())
def test_nothing_unseen_is_left_but_line_ends_tabs_and_joiners(text: str) -> None:
    left = {
        one for one in harmless(text) if unicodedata.category(one)[0] == "C" and one.isprintable() is False
    }
    assert {one for one in left if unicodedata.category(one) != "Cn"} <= set("\n\t\u200c\u200d")


@given(st.text())
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    shown = harmless(text)
    assert harmless(shown) == shown


def test_each_turn_of_direction_is_named() -> None:
    assert harmless(TURNS) == "".join(f"⟨U+{ord(one):04X}⟩" for one in TURNS)


def test_words_of_any_script_are_left_alone() -> None:
    for text in (
        "Приветствие, «мир»",
        "سلام علیکم",
        "می\u200cروم",
        "क्\u200dष",
        "협의\n통로",
        "a\tb",
        "👍🏽",
    ):
        assert harmless(text) == text


@given(st.text())
def test_json_made_harmless_says_the_same(text: str) -> None:
    shown = harmless_json(json.dumps({"says": text}, ensure_ascii=False))
    assert json.loads(shown) == {"says": text}
    assert harmless(shown) == shown
