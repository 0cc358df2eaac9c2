"""A result as sentences, tables, plain values and charts says the same thing everywhere.

The numbers of the real case are those of going through every package, in ``test_nato_russia``.
"""

from __future__ import annotations

import json

from detente.case.case import load
from detente.cohesion.analysis import analyse
from detente.cohesion.charts.map_chart import MOST_LETTERED
from tests.cohesion.cohesion_cases import cars, league


def test_plain_values_have_the_documented_form() -> None:
    result = analyse(load("nato-russia-2010", "reduced_demands"))
    plain = json.loads(json.dumps(result.to_json()))
    assert {"mandate", "win_sets", "wedges", "indices"} <= plain.keys()
    nato, worst = plain["win_sets"]["nato"], plain["wedges"][0]
    assert (nato["feasible"], nato["bloc"], nato["other_side"], nato["overlap"]) == (5760, 1120, 5672, 1039)
    assert worst["package"] == dict(result["nato"].wedges.listed[0].package)
    assert len(worst["accepts"]) == 15
    assert len(worst["rejects"]) == 13
    assert {"usa", "poland"} <= set(worst["rejects"])
    assert worst["crossed"]["sceptics"][0]["id"] == "no-new-treaty"
    assert plain["splits"]["nato"]["wedges"] == 2190 == sum(one["packages"] for one in plain["wedges"])
    assert plain["mandate"]["nato"]["options"]["veto"] == ["none", "consultation"]
    assert plain["exactness"] == "exact"


def test_sentences_name_the_worst_and_what_ends_it() -> None:
    said = " ".join(analyse(load("nato-russia-2010", "reduced_demands")).summary())
    assert "Of the 5,672 packages that Russia could sign, 2,190 (38.6%) split NATO." in said
    assert "Had NATO agreed no red line beforehand, 2,772 packages would split it instead of 2,190." in said
    assert "32 would remain, because of what members would lose." in said
    assert "2,190 packages would be signed by both sides but for the refusal of the United States" in said


def test_tables_hold_what_sentences_leave_out() -> None:
    tables = analyse(load("nato-russia-2010", "reduced_demands")).to_frames()
    assert tables["wedges"]["packages"].sum() == 2190
    assert list(tables["lines"]["ends"]) == [1774, 782, 416]
    assert set(tables["indices"]["issue"]) >= {"order", "overall"}
    assert len(tables["map"]) == 2
    shares = tables["win_sets"].set_index("who")["share"]
    assert shares["can exist"] == 1


def test_a_forecast_stands_in_every_form() -> None:
    result = analyse(cars())
    assert result.to_json()["compromise"]["delay"]["median"] == [7, 7]
    assert list(result.to_frames()["compromise"]["nearest"]) == ["seven"]
    assert result.summary()[-1] == (
        "By the compromise model “delay” ends at 7.39 on the scale from 4 (“four”) to 10 (“ten”), the mean by"
        " power and salience, nearest to “seven”; the median is 7."
    )


def test_maps_letter_their_points_and_leave_no_label_out() -> None:
    chart = analyse(league(4, 3, members=30), bloc="league").charts()["league: map"].to_dict()
    letters = {
        row["letter"] for layer in chart["layer"] for row in layer["data"]["values"] if "letter" in row
    }
    assert len(letters) == MOST_LETTERED
    named = [row for layer in chart["layer"] for row in layer["data"]["values"] if "lines" in row]
    assert {row["letter"] for row in named} == letters


def test_progress_is_told_and_everything_found() -> None:
    told: list[str] = []
    result = analyse(load("nato-russia-2010", "reduced_demands"), progress=told.append)
    assert told[0] == "counting what nato could sign"
    assert "agreement" in result["nato"].__dict__


def test_estimates_come_with_their_intervals() -> None:
    result = analyse(league(14, 4, members=7, decides_by={"at_least": 4}), bloc="league", seed=5)
    plain = json.loads(json.dumps(result.to_json()))
    assert result.exactness == plain["exactness"] == "estimated"
    splits, sizes = plain["splits"]["league"], plain["win_sets"]["league"]
    low, high = splits["wedges_interval"]
    assert low <= splits["wedges"] <= high
    assert sizes["feasible"] == 4**14
    assert "feasible_interval" not in sizes
    assert all(wedge["packages"] is None for wedge in plain["wedges"])
    assert "in 95 of 100 cases" in " ".join(result.summary())
    assert "without being written out" in result.method
