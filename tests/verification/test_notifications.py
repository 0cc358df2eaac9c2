"""What must be announced, and when: thresholds to the number, days to the day, and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.case.case import Case, load
from detente.case.declarations import Activity
from detente.case.regimes import Duty
from detente.verification.analysis import analyse
from detente.verification.notifications import Reached, Standing, due, excesses
from tests.small_regimes import regime, regime_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.regimes import Regime, Threshold

SURE = {"article": "Chapter V", "confidence": "recalled"}
NOTIFY = {"id": "notify", "asks": "notify", "from": {"tank": 250}, "days_before": 42, **SURE}
EDITIONS = {year: load(f"vienna-document-{year}").regimes["vienna_document"] for year in (1999, 2011)}


def bundled() -> Iterator[Any]:
    for edition, of in EDITIONS.items():
        for one in of.thresholds:
            for category in (*one.from_, *one.above):
                yield pytest.param(of, one, category, id=f"{edition}-{one.id}-{category}")


def planning(of: Regime, *activities: dict[str, Any]) -> Regime:
    states = {"russia": None} if "russia" not in of.states else {}
    planned = tuple(Activity.model_validate({"by": "russia", **one}) for one in activities)
    return of.model_copy(update={"activities": planned, "states": {**of.states, **states}})


@pytest.mark.parametrize(("of", "threshold", "category"), [*bundled()])
def test_each_threshold_of_the_vienna_documents_one_below_at_it_and_one_above(
    of: Regime, threshold: Threshold, category: str
) -> None:
    number = {**threshold.from_, **threshold.above}[category]
    least = number if threshold.from_ else number + 1
    for count in (number - 1, number, number + 1):
        exercise = {"id": "exercise", "begins": "2010-06-15", "of": {category: count}}
        if threshold.asks is Duty.CONSTRAIN:
            assert threshold.at_most is not None
            several = [{**exercise, "id": f"exercise {one}"} for one in range(threshold.at_most + 1)]
            found = [one for one in excesses("it", planning(of, *several)) if one.threshold is threshold]
            assert bool(found) == (count >= least)
            within = planning(of, *several[: threshold.at_most])
            assert threshold not in [one.threshold for one in excesses("it", within)]
        else:
            [asked] = [one for one in due("it", planning(of, exercise), None) if one.threshold is threshold]
            assert (asked.reached is Reached.YES) == (count >= least)


def asked(activity: dict[str, Any], date: str | None = None, **parts: Any) -> Any:  # noqa: ANN401 - as an analyst may write
    planned = {"id": "x", "by": "a", "begins": "2000-06-15", "of": {"tank": 250}, **activity}
    [found] = due("treaty", regime(thresholds=[NOTIFY], activities=[planned], **parts), date)
    return found


@pytest.mark.parametrize(
    ("notified", "date", "standing"),
    [
        # By hand: 42 days before 15 June 2000 is 4 May 2000.
        ("2000-05-04", None, Standing.IN_TIME),
        ("2000-05-05", None, Standing.LATE),
        (None, "2000-05-04", Standing.DUE),
        (None, "2000-05-05", Standing.OVERDUE),
        (None, None, Standing.DUE),
        ("2000-05-05", "2000-05-05", Standing.LATE),
    ],
)
def test_days_are_counted_exactly(notified: str | None, date: str | None, standing: Standing) -> None:
    found = asked({"notified": notified} if notified else {}, date)
    assert (found.by, found.standing) == ("2000-05-04", standing)


def test_days_are_counted_across_the_end_of_february() -> None:
    """By hand: 10 April is day 100 of 2001 and day 101 of 2000, so that it is 27 and 28 February."""
    assert asked({"begins": "2001-04-10"}).by == "2001-02-27"
    assert asked({"begins": "2000-04-10"}).by == "2000-02-28"


def test_a_day_before_all_days_is_the_first_of_them() -> None:
    assert asked({"begins": "0001-01-02"}).by == "0001-01-01"


@pytest.mark.parametrize(
    ("of", "reached"),
    [
        ({"tank": [249, 250]}, Reached.UNTOLD),
        ({"tank": "unknown"}, Reached.UNTOLD),
        ({"tank": [250, 300]}, Reached.YES),
        ({"tank": [100, 249]}, Reached.NO),
        ({"acv": "unknown"}, Reached.NO),
        ({}, Reached.UNTOLD),
    ],
)
def test_what_is_not_known_is_never_taken_for_little(of: dict[str, Any], reached: Reached) -> None:
    found = asked({"of": of})
    assert found.reached is reached
    if reached is Reached.UNTOLD:
        assert found.standing is Standing.UNTOLD
        assert found.reasons


def test_a_whole_that_is_smaller_than_its_parts_is_as_large_as_they_are() -> None:
    tanks = {"tank": None, "t72": {"within": "tank"}}
    assert asked({"of": {"tank": 200, "t72": 250}}, categories=tanks).reasons == ("250 tank, from 250",)


def test_what_was_announced_without_need_is_not_due() -> None:
    assert asked({"of": {"tank": 1}, "notified": "2000-06-14"}).standing is Standing.NOT_DUE


@pytest.mark.parametrize(
    ("of", "reached"),
    [
        ({"t72": 100, "t80": 150}, Reached.YES),
        ({"t72": 100, "t80": 149}, Reached.NO),
        ({"t72": 100, "t80": "unknown"}, Reached.UNTOLD),
        ({"tank": 249, "t72": 249}, Reached.NO),
        ({"armour": 250}, Reached.UNTOLD),
        ({"armour": 249}, Reached.NO),
        ({"armour": 600, "tank": 250}, Reached.YES),
    ],
)
def test_parts_of_a_category_count_as_that_category(of: dict[str, Any], reached: Reached) -> None:
    tanks = {"tank": {"within": "armour"}, "t72": {"within": "tank"}, "t80": {"within": "tank"}}
    assert asked({"of": of}, categories={"armour": None, **tanks}).reached is reached


def constrained(*planned: tuple[str, str, str | None, Any], **rest: Any) -> list[tuple[str, list[str], bool]]:  # noqa: ANN401
    threshold = {"id": "constrain", "asks": "constrain", "above": {"tank": 900}, **rest, **SURE}
    activities = [
        {"id": id_, "by": "a", "begins": begins, "of": {"tank": tanks}, **({"ends": ends} if ends else {})}
        for id_, begins, ends, tanks in planned
    ]
    of = regime(thresholds=[threshold], activities=activities)
    return [(one.when, [of_.id for of_ in one.activities], one.sure) for one in excesses("treaty", of)]


def test_so_many_in_so_many_calendar_years() -> None:
    """By hand: the last day of one year and the first of the year after next are not in two years."""
    one, two, three = (
        ("x", "2000-12-31", None, 901),
        ("y", "2001-06-01", None, 901),
        ("z", "2002-01-01", None, 901),
    )
    once = {"at_most": 1, "years": 2}
    assert constrained(one, three, **once) == []
    assert constrained(one, two, **once) == [("from 2000 to 2001", ["x", "y"], True)]
    assert [when for when, *_ in constrained(one, two, three, **once)] == [
        "from 2000 to 2001",
        "from 2001 to 2002",
    ]
    assert constrained(one, ("y", "2001-06-01", None, 900), **once) == []
    assert constrained(one, two, at_most=1, years=1) == []


def test_so_many_at_the_same_time_with_both_days() -> None:
    one = ("x", "2000-06-01", "2000-06-10", 901)
    once = {"at_most": 1, "at_the_same_time": True}
    assert constrained(one, ("y", "2000-06-11", None, 901), **once) == []
    assert constrained(one, ("y", "2000-06-10", None, 901), **once) == [("on 10 June 2000", ["x", "y"], True)]


def test_of_activities_whose_size_is_not_known_there_may_be_too_many() -> None:
    one, two = ("x", "2000-06-01", None, 901), ("y", "2000-07-01", None, "unknown")
    assert constrained(one, two, at_most=1, years=1) == [("in 2000", ["x", "y"], False)]
    assert constrained(one, two, at_most=2, years=1) == []


def test_what_is_overdue_and_what_is_too_much_is_said() -> None:
    constrain = {"id": "one", "asks": "constrain", "from": {"tank": 250}, "at_most": 1, "years": 1, **SURE}
    planned = [
        {"id": one, "by": "a", "begins": "2000-06-15", "of": {"tank": 300}}
        for one in ("exercise", "manoeuvre")
    ]
    case: Case = regime_case(thresholds=[NOTIFY, constrain], activities=planned)
    said = "\n".join(analyse(case).summary())
    unsure = "; the threshold is recalled, not confirmed"
    assert "must be announced by 4 May 2000: 300 tank, from 250" in said
    assert f"(Chapter V{unsure}); that day has passed." in said
    assert f"A plans 2 such activities in 2000, and at most 1 is allowed (Chapter V{unsure})" in said


def test_observers_are_invited_and_not_the_activity() -> None:
    observe = {"id": "observe", "asks": "observe", "from": {"tank": 250}, "days_before": 42, **SURE}
    base = {"id": "x", "by": "a", "says": "Storm.", "begins": "2000-06-15", "of": {"tank": 250}}
    for more, says in (
        ({}, "Observers of “Storm” (a, from 15 June 2000) must be invited by 4 May 2000: 250 tank, from 250"),
        ({"observers_from": "2000-05-05"}, "; they were, on 5 May 2000, too late."),
        (
            {"of": {"tank": "unknown"}},
            "Whether observers of “Storm” (a, from 15 June 2000) must be invited cannot",
        ),
    ):
        said = analyse(regime_case(thresholds=[observe], activities=[{**base, **more}])).summary()
        assert says in " ".join(said)


def test_an_alert_is_announced_when_it_begins() -> None:
    of = {**NOTIFY, "alert_days_before": 0}
    days = {}
    for alert in (False, True):
        planned = {"id": "x", "by": "a", "begins": "2000-06-15", "of": {"tank": 250}, "alert": alert}
        for threshold in (NOTIFY, of):
            [found] = due("treaty", regime(thresholds=[threshold], activities=[planned]), None)
            days[alert, "alert_days_before" in threshold] = found.by
    assert {key for key, day in days.items() if day == "2000-06-15"} == {(True, True)}
    assert {day for key, day in days.items() if key != (True, True)} == {"2000-05-04"}


@pytest.mark.parametrize(
    ("tanks", "reached", "why"),
    [
        (300, Reached.NO, ()),
        (301, Reached.YES, ("301 tank, above 300",)),
        (900, Reached.YES, ("900 tank, above 300",)),
        (901, Reached.NO, ()),
        ([301, 900], Reached.YES, ("301 to 900 tank, above 300",)),
        ([301, 901], Reached.UNTOLD, ("301 to 901 tank, not above 900",)),
        ([300, 900], Reached.UNTOLD, ("300 to 900 tank, above 300",)),
        ([901, 999], Reached.NO, ()),
        ("unknown", Reached.UNTOLD, ("an unknown number of tank, not above 900",)),
    ],
)
def test_a_threshold_may_end_where_another_begins(
    tanks: int | str | list[int],
    reached: Reached,
    why: tuple[str, ...],
) -> None:
    bounded = {**NOTIFY, "above": {"tank": 300}, "not_above": {"tank": 900}}
    del bounded["from"]
    planned = {"id": "x", "by": "a", "begins": "2000-06-15", "of": {"tank": tanks}}
    [found] = due("treaty", regime(thresholds=[bounded], activities=[planned]), None)
    assert (found.reached, found.reasons) == (reached, why)


def test_the_largest_activity_of_a_year_is_none_of_the_six_smaller_ones() -> None:
    planned = [
        {"id": str(number), "begins": "2010-06-15", "ends": "2010-06-15", "of": {"troops": troops}}
        for number, troops in enumerate([14_000] * 6 + [45_000])
    ]
    for of in EDITIONS.values():
        told = {one.threshold.id for one in excesses("it", planning(of, *planned))}
        assert told == {"constrain-together"}
        seventh = {**planned[-1], "of": {"troops": 40_000}}
        assert "constrain-13000" in {
            one.threshold.id for one in excesses("it", planning(of, *planned[:-1], seventh))
        }
