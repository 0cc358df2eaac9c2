"""What holds on a day: moves and limits of the same day, several declarations, old ones, and suspension."""

from __future__ import annotations

from typing import Any

import pytest

from detente.case.case import load
from detente.case.declarations import Change, Declaration
from detente.verification.analysis import analyse
from detente.verification.limits.amounts import Amount
from detente.verification.limits.compliance import compliance
from tests.small_regimes import limit, regime, regime_case, verdicts

FULL = {"by": "a", "as_of": "2000-01-01", "complete": True}
MOVE = {
    "by": "a",
    "on": "2000-05-31",
    "category": "tank",
    "count": 4,
    "from_zone": "centre",
    "to_zone": "flank",
}
LIMITS = [
    limit("old flank", 5, zone="flank", until="2000-05-30"),
    limit("new flank", 3, zone="flank", **{"from": "2000-05-31"}),
    limit("centre", 8, zone="centre"),
    limit("all", 10),
]


def held(*entries: tuple[str, Any], **rest: Any) -> dict[str, Any]:  # noqa: ANN401 - as an analyst may write
    holdings = [{"zone": zone, "category": "tank", "count": count} for zone, count in entries]
    return {**FULL, "holdings": holdings, **rest}


def test_a_move_on_the_day_of_a_new_limit_is_judged_by_the_new_limit_and_counts_once() -> None:
    """By hand: ten tanks in the centre, of which four move on the day on which the flank may have three."""
    of = regime(limits=LIMITS, declarations=[held(("centre", 10))], changes=[MOVE])
    before, after = ("2000-05-30", "2000-05-31")
    assert verdicts(of, before) == {"old flank": "met", "centre": "exceeded", "all": "met"}
    assert verdicts(of, after) == {"new flank": "exceeded", "centre": "met", "all": "met"}
    amounts = {one.limit.id: one.amount for one in compliance("treaty", of, after)}
    assert {id_: (one.low, one.high) for id_, one in amounts.items()} == {
        "new flank": (4, 4),
        "centre": (6, 6),
        "all": (10, 10),
    }


@pytest.mark.parametrize(
    ("count", "centre", "all_"),
    [("unknown", "cannot be told", "met"), ([1, 4], "cannot be told", "met"), ([2, 4], "met", "met")],
)
def test_items_that_move_within_a_limit_s_zone_leave_its_number_alone(
    count: Any,  # noqa: ANN401 - as an analyst may write
    centre: str,
    all_: str,
) -> None:
    of = regime(limits=LIMITS, declarations=[held(("centre", 10))], changes=[{**MOVE, "count": count}])
    found = verdicts(of, "2000-05-31")
    assert (found["centre"], found["all"]) == (centre, all_)


def test_a_change_counts_from_its_day_on_and_one_of_the_day_of_the_declaration_does_not() -> None:
    """The declaration holds for the end of its day."""
    came = {"by": "a", "category": "tank", "count": 1, "to_zone": "centre"}
    of = regime(
        limits=[limit("all", 10)],
        declarations=[held(("centre", 10))],
        changes=[{**came, "on": "2000-01-01"}, {**came, "on": "2000-01-03"}],
    )
    assert verdicts(of, "2000-01-02") == {"all": "met"}
    assert verdicts(of, "2000-01-03") == {"all": "exceeded"}


def test_on_one_day_what_comes_counts_before_what_goes_in_whatever_order_it_is_listed() -> None:
    go = {"by": "a", "on": "2000-02-01", "category": "tank", "count": 3, "from_zone": "centre"}
    come = {"by": "a", "on": "2000-02-01", "category": "tank", "count": 2, "to_zone": "centre"}
    for changes in ([go, come], [come, go]):
        of = regime(limits=[limit("all", 0)], declarations=[held(("centre", 1))], changes=changes)
        assert verdicts(of, "2000-03-01") == {"all": "met"}


def test_if_more_has_gone_than_was_declared_it_cannot_be_told_what_is_left() -> None:
    gone = {"by": "a", "on": "2000-02-01", "category": "tank", "count": 2, "from_zone": "centre"}
    of = regime(limits=[limit("all", 5)], declarations=[held(("centre", 1))], changes=[gone])
    [verdict] = compliance("treaty", of, "2000-03-01")
    assert str(verdict.compliance) == "cannot be told"
    assert verdict.doubts == (("a", "2 have gone on 1 February 2000, and fewer are declared"),)


def test_items_that_do_not_count_go_without_changing_what_counts() -> None:
    excluded = {"zone": "centre", "category": "tank", "count": 5, "excluded": "export"}
    counted = {"zone": "centre", "category": "tank", "count": 6}
    gone = {"by": "a", "on": "2000-02-01", "category": "tank", "count": 5, "from_zone": "centre"}
    declared = [{**FULL, "holdings": [excluded, counted]}]
    for change, expected in (({**gone, "excluded": "export"}, "exceeded"), (gone, "met")):
        of = regime(limits=[limit("all", 5)], declarations=declared, changes=[change])
        assert verdicts(of, "2000-03-01") == {"all": expected}


def test_declarations_for_one_date_that_say_the_same_count_once() -> None:
    twice = [held(("centre", 4), ("flank", 2)), held(("flank", 2), ("centre", 4))]
    of = regime(limits=[limit("all", 6)], declarations=twice)
    [verdict] = compliance("treaty", of, "2000-02-01")
    assert (verdict.amount.low, verdict.amount.high, verdict.doubts) == (6, 6, ())
    assert str(verdict.compliance) == "met"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((4, 7), "cannot be told"), ((4, 6), "met"), ((7, 9), "exceeded"), ((4, "unknown"), "cannot be told")],
)
def test_of_declarations_that_contradict_each_other_either_may_hold(
    counts: tuple[Any, Any], expected: str
) -> None:
    both = [held(("centre", count)) for count in counts]
    for declared in (both, both[::-1]):
        assert verdicts(regime(limits=[limit("all", 6)], declarations=declared), "2000-02-01") == {
            "all": expected
        }


def test_a_later_declaration_takes_the_place_of_an_earlier_one_and_of_the_changes_before_it() -> None:
    changes = [{"by": "a", "on": "2000-02-01", "category": "tank", "count": 50, "to_zone": "centre"}]
    declared = [held(("centre", 3), as_of="2000-03-01"), held(("centre", 9))]
    of = regime(limits=[limit("all", 8)], declarations=declared, changes=changes)
    found = [verdicts(of, day)["all"] for day in ("2000-01-31", "2000-02-29", "2000-03-01")]
    assert found == ["exceeded", "exceeded", "met"]


def test_a_declaration_tells_what_is_held_for_so_many_days_and_not_for_one_more() -> None:
    of = regime(limits=[limit("all", 8)], declarations=[held(("centre", 3))], declared_every=10)
    found = {
        day: verdicts(of, day)["all"] for day in ("1999-12-31", "2000-01-01", "2000-01-11", "2000-01-12")
    }
    assert [*found.values()] == ["cannot be told", "met", "met", "cannot be told"]
    [early] = compliance("treaty", of, "1999-12-31")
    assert early.missing == (("a", "nothing is declared before 1 January 2000"),)


def test_while_a_state_does_not_apply_the_regime_nothing_of_it_can_be_told() -> None:
    pause = {"by": "a", "from": "2000-02-01", "until": "2000-02-29"}
    of = regime(limits=[limit("all", 2)], declarations=[held(("centre", 3))], suspended=[pause])
    days = ("2000-01-31", "2000-02-01", "2000-02-29", "2000-03-01")
    told = ["exceeded", "cannot be told", "cannot be told", "exceeded"]
    assert [verdicts(of, day)["all"] for day in days] == told
    [paused] = compliance("treaty", of, "2000-02-15")
    assert paused.missing == (("a", "the regime has not been applied since 1 February 2000"),)


def test_a_group_of_which_one_member_says_nothing_exceeds_by_the_others_or_cannot_be_told() -> None:
    for count, expected in ((9, "exceeded"), (8, "cannot be told")):
        of = regime(limits=[limit("both", 8, on="all")], declarations=[held(("centre", count))])
        assert verdicts(of, "2000-02-01") == {"both": expected}


@pytest.mark.parametrize(
    ("complete", "zone", "expected"),
    [(False, "flank", "cannot be told"), (True, "flank", "met"), (False, "centre", "met")],
)
def test_a_zone_that_is_not_listed_is_empty_only_if_the_declaration_is_complete(
    complete: bool,
    zone: str,
    expected: str,
) -> None:
    declared = [held(("centre", 3), complete=complete)]
    of = regime(limits=[limit("it", 8, zone=zone, status=["active"])], declarations=declared)
    assert verdicts(of, "2000-02-01") == {"it": expected}


def test_who_declares_what_is_active_has_not_said_what_is_stored() -> None:
    """A limit on both is met only if both are declared, or it is said that nothing is left out."""
    limits = [limit("both", 8), limit("active", 8, status=["active"])]
    ways = [{"category": "tank", "count": 3, "status": way} for way in ("active", "stored", "unknown")]
    for entries, complete, both, active in (
        (ways[:1], False, "cannot be told", "met"),
        (ways[:1], True, "met", "met"),
        (ways[:2], False, "met", "met"),
        (ways[1:2], False, "cannot be told", "cannot be told"),
        (ways[2:], False, "met", "met"),
    ):
        declared = [{"by": "a", "as_of": "2000-01-01", "complete": complete, "holdings": entries}]
        found = verdicts(regime(limits=limits, declarations=declared), "2000-02-01")
        assert found == {"both": both, "active": active}


@pytest.mark.parametrize("named", ["unit", "parent", "site"])
def test_what_one_unit_holds_does_not_tell_what_the_state_does(named: str) -> None:
    of_one = {"category": "tank", "count": 3, "status": "unknown", named: "1st brigade"}
    for complete, count, expected in (
        (False, 3, "cannot be told"),
        (True, 3, "met"),
        (False, 9, "exceeded"),
    ):
        entries = [{**of_one, "count": count}, {**of_one, named: "2nd brigade", "count": 0}]
        declared = [{"by": "a", "as_of": "2000-01-01", "complete": complete, "holdings": entries}]
        of = regime(limits=[limit("it", 8, status=["active", "stored"])], declarations=declared)
        assert verdicts(of, "2000-02-01") == {"it": expected}


@pytest.mark.parametrize("first_complete", [False, True])
def test_of_two_declarations_that_differ_the_one_that_lists_less_counts_as_well(first_complete: bool) -> None:
    one = {
        "by": "a",
        "as_of": "2000-01-01",
        "holdings": [{"category": "tank", "count": 3, "status": "active"}],
    }
    both = [{**one, "complete": complete} for complete in (first_complete, not first_complete)]
    for declared, expected in ((both, "cannot be told"), ([{**one, "complete": True}], "met")):
        assert verdicts(regime(limits=[limit("it", 8)], declarations=declared), "2000-02-01") == {
            "it": expected
        }


def test_where_there_may_be_more_than_is_listed_the_excess_has_no_upper_end() -> None:
    """Active tanks alone are listed, and stored ones count as well."""
    for complete, excess in ((False, Amount(2, None)), (True, Amount(2, 2))):
        entry = {"category": "tank", "count": 12, "status": "active"}
        declared = [{"by": "a", "as_of": "2000-01-01", "complete": complete, "holdings": [entry]}]
        of = regime_case(limits=[limit("it", 10)], declarations=declared)
        [found] = compliance("treaty", of.regimes["treaty"], "2000-02-01")
        assert found.excess == excess
        said = " ".join(analyse(of, as_of="2000-02-01").summary())
        assert ("holds at least 12 tank: at least 2 more" in said) is (not complete)


def test_the_adapted_treaty_takes_changes_though_its_ceilings_are_for_the_whole_area() -> None:
    treaty = load("cfe-adapted-1999").regimes["cfe_adapted"]
    [ceiling] = [one for one in treaty.limits if "norway" in one.on and "tank" in one.at_most]
    most = ceiling.at_most["tank"]
    held_ = {"by": "norway", "as_of": "2000-01-01", "complete": True}
    holding = {"category": "tank", "count": most, "status": "active"}
    declaration = Declaration.model_validate({**held_, "holdings": [holding]})
    for change, told in (({"to_zone": "area"}, "exceeded"), ({"from_zone": "area"}, "met")):
        one = {
            "by": "norway",
            "on": "2000-02-01",
            "category": "tank",
            "count": 1,
            "status": "active",
            **change,
        }
        of = treaty.model_copy(
            update={"declarations": (declaration,), "changes": (Change.model_validate(one),)}
        )
        found = {(one.on, one.category): str(one.compliance) for one in compliance("it", of, "2000-02-02")}
        assert found["norway", "tank"] == told


def test_one_named_part_of_a_category_does_not_tell_how_many_there_are_of_the_whole() -> None:
    """As in the adapted treaty, where one kind of armoured vehicle alone may be declared."""
    categories = {"acv": None, "aifv": {"within": "acv"}, "apc": {"within": "acv"}}
    parts = [{"category": part, "count": 2, "status": "unknown"} for part in ("aifv", "apc")]
    one = {key: value for key, value in categories.items() if key != "apc"}
    for of_it, entries, expected in (
        (categories, parts, "met"),
        (categories, parts[:1], "cannot be told"),
        (one, parts[:1], "cannot be told"),
    ):
        declared = [{"by": "a", "as_of": "2000-01-01", "holdings": entries}]
        limits = [limit("whole", 0, at_most={"acv": 5})]
        of = regime(categories=of_it, limits=limits, declarations=declared)
        assert verdicts(of, "2000-02-01") == {"whole": expected}


def test_on_a_day_on_which_no_limit_binds_that_is_said() -> None:
    limits = [limit("it", 8, **{"from": "2000-06-02"})]
    found = analyse(regime_case(limits=limits, declarations=[held(("centre", 3))]))
    assert found.summary()[1].strip() == "None of its limits binds on 1 June 2000."
