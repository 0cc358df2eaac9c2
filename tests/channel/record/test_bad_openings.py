"""Openings and cards that somebody made to mislead those who read them, or to keep their machines busy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from detente.channel.problems import RecordError
from detente.channel.record.cards import Card
from detente.channel.record.opening import LARGEST_CASE, Opening
from tests.channel.delegations import table
from tests.channel.pens import keys_of

if TYPE_CHECKING:
    from pathlib import Path

SENTRY = """detente: 1
title: Sentry
as_of: 2010-01-01
parties: {a: {}, b: {}}
procedures:
  sentry:
    unit: UNIT
    parties: [a, b]
    start: open
    states: {open: {}, met: {is: meeting}}
    moves:
      - {id: ask, from: open, to: met, by: any}
      - {id: wake, from: open, to: met, after: FIRST}
      - {id: rest, from: met, to: open, after: 12}
"""


@pytest.fixture
def opening(tmp_path: Path) -> Opening:
    return table(tmp_path, joined=False).opening


def _read(opening: Opening, **changes: Any) -> Opening:  # noqa: ANN401 - the fields of an opening
    return Opening.read(replace(opening, **changes).text)


@pytest.mark.parametrize(
    "title", ["a\x1b]0;b\x07", "a\nFingerprint of the channel: 0000", "\u202etfard", "t" * 201]
)
def test_a_title_that_could_mislead_is_refused(title: str, opening: Opening) -> None:
    with pytest.raises(RecordError, match="title"):
        _read(opening, title=title)


def test_a_title_may_be_in_any_language(opening: Opening) -> None:
    title = "L\u2019OTAN\u00a0: \u5317\u7ea6\u7406\u4e8b\u4f1a"
    assert _read(opening, title=title).title == title


@pytest.mark.parametrize("name", ["a\x1b[2J", "", "two words"])
def test_a_name_that_could_mislead_is_refused(name: str, opening: Opening) -> None:
    keys = keys_of("observer")
    with pytest.raises(RecordError, match="short names"):
        _read(opening, observers={name: keys.public})
    with pytest.raises(RecordError, match="name on a card"):
        Card.read(Card.make(name, keys, None).to_bytes())


def test_a_case_that_takes_long_to_read_is_refused_before_it_is_read(opening: Opening) -> None:
    lines = "".join(f"k{number}: v\n" for number in range(LARGEST_CASE // 5))
    with pytest.raises(RecordError, match="at most"):
        _read(opening, case=f"detente: 1\n{lines}")


def test_keys_of_thousands_are_not_all_listed(opening: Opening) -> None:
    keys = next(iter(opening.parties.values()))
    with pytest.raises(RecordError, match="there are keys of") as told:
        _read(opening, parties={f"p{number}": keys for number in range(3000)})
    assert len(str(told.value)) < 300


@pytest.mark.parametrize(
    ("unit", "first", "fast"), [("hour", "11", True), ("hour", "12", False), ("day", "1", False)]
)
def test_a_clock_that_goes_round_within_a_day_is_refused(
    unit: str, first: str, opening: Opening, *, fast: bool
) -> None:
    case = SENTRY.replace("UNIT", unit).replace("FIRST", first)
    parties = dict(zip("ab", opening.parties.values(), strict=True))
    changes = {"case": case, "procedure": "sentry", "parties": parties}
    if fast:
        with pytest.raises(RecordError, match="go round"):
            _read(opening, **changes)
    else:
        assert _read(opening, **changes).procedure == "sentry"
