"""The balance between declarations: what was there, came and went must give what is there."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.verification.analysis import analyse
from detente.verification.limits.balance import Outcome, balances, duplicates
from tests.small_regimes import regime, regime_case

COUNTS = st.one_of(st.integers(0, 4), st.sampled_from([[0, 1], [1, 3], [2, 4]]))


def declared(date: str, count: Any, **rest: Any) -> dict[str, Any]:  # noqa: ANN401 - as an analyst may write
    holdings = [{"zone": "centre", "category": "tank", "count": count}]
    return {"by": "a", "as_of": date, "holdings": holdings, **rest}


def change(count: Any, **zones: str) -> dict[str, Any]:  # noqa: ANN401 - as above
    return {"by": "a", "on": "2000-02-01", "category": "tank", "count": count, **zones}


def numbers(count: Any) -> range:  # noqa: ANN401 - as above
    low, high = count if isinstance(count, list) else (count, count)
    return range(low, high + 1)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_the_difference_is_what_all_whole_numbers_allow(before: Any, came: Any, went: Any, now: Any) -> None:  # noqa: ANN401
    of = regime(
        declarations=[declared("2000-01-01", before), declared("2000-03-01", now)],
        changes=[change(came, to_zone="centre"), change(went, from_zone="centre")],
    )
    [found] = balances("treaty", of)
    each = product(*map(numbers, (before, came, went, now)))
    differences = [there - (had + more - fewer) for had, more, fewer, there in each]
    assert found.difference == (min(differences), max(differences))
    assert (found.outcome is Outcome.BALANCES) == (0 in differences)


@pytest.mark.parametrize("unknown", range(4))
def test_with_an_unknown_number_it_cannot_be_told(unknown: int) -> None:
    before, came, went, now = (("unknown" if place == unknown else 1) for place in range(4))
    of = regime(
        declarations=[declared("2000-01-01", before), declared("2000-03-01", now)],
        changes=[change(came, to_zone="centre"), change(went, from_zone="centre")],
    )
    [found] = balances("treaty", of)
    assert (found.difference, found.outcome) == (None, Outcome.UNTOLD)


def test_a_move_that_was_not_notified_is_a_difference_in_both_zones_and_is_listed() -> None:
    after = {
        "by": "a",
        "as_of": "2000-03-01",
        "holdings": [{"zone": "flank", "category": "tank", "count": 5}],
    }
    case = regime_case(declarations=[declared("2000-01-01", 5), after])
    found = {one.zone: one.difference for one in balances("treaty", case.regimes["treaty"])}
    assert found == {"centre": (-5, -5), "flank": (5, 5)}
    said = [line for line in analyse(case).summary() if "to be clarified" in line]
    assert len(said) == 2


def test_only_changes_between_the_two_dates_count() -> None:
    """One on the day of the first declaration is in it, one on the day of the second as well."""
    days = {"2000-01-01": 1, "2000-01-02": 2, "2000-03-01": 4, "2000-03-02": 8}
    changes = [{**change(count, to_zone="centre"), "on": day} for day, count in days.items()]
    of = regime(declarations=[declared("2000-03-01", 9), declared("2000-01-01", 3)], changes=changes)
    [found] = balances("treaty", of)
    assert (found.came.low, found.outcome) == (6, Outcome.BALANCES)


def test_a_category_of_which_one_declaration_says_nothing_cannot_be_told_unless_it_is_complete() -> None:
    for complete, outcome in ((False, Outcome.UNTOLD), (True, Outcome.DIFFERS)):
        empty = {"by": "a", "as_of": "2000-03-01", "complete": complete, "holdings": []}
        [found] = balances("treaty", regime(declarations=[declared("2000-01-01", 5), empty]))
        assert found.outcome is outcome


def test_two_declarations_for_a_date_are_told_and_either_may_hold() -> None:
    both = [declared("2000-01-01", 3), declared("2000-01-01", 5)]
    for first in (both, both[::-1]):
        of = regime(declarations=[*first, declared("2000-03-01", 4)])
        [found] = balances("treaty", of)
        assert found.difference == (-1, 1)
        [twice] = duplicates("treaty", of)
        assert (twice.state, twice.times, twice.alike) == ("a", 2, False)
