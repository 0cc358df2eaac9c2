"""A case beside its variants, each part against what its single roadmaps say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import detente
from detente.roadmap.comparison.comparison import Comparison, compare
from detente.roadmap.comparison.paired import paired
from detente.roadmap.comparison.regret import restricted
from detente.roadmap.exact.following import followed_in_order
from detente.roadmap.result import Roadmap

if TYPE_CHECKING:
    from detente.case.case import Case

TEXT = Path(__file__).with_name("crossing.yaml").read_text(encoding="utf-8")
CASE = detente.Case.from_text(TEXT)
NAMES = ("no_window", "far", "two")


@pytest.fixture(scope="module")
def result() -> Comparison:
    return compare(CASE, NAMES, progress=lambda _: None)


def _alone(case: Case) -> Roadmap:
    return detente.roadmap.analyse(case)


def test_chances_and_runs_are_those_of_each_roadmap_alone(result: Comparison) -> None:
    alone = [_alone(CASE), *(_alone(CASE.with_variant(name)) for name in NAMES)]
    for row, one in zip(result.to_json()["variants"], alone, strict=True):
        assert row["variant"] == one.case.variant
        assert row["probability"] == one.probability
        assert row["monte_carlo"]["probability"] == one.monte_carlo.probability
        if row["variant"] is not None:
            assert row["difference"]["exact"] == one.probability - alone[0].probability
            pairs = paired(one.monte_carlo, alone[0].monte_carlo)
            assert (row["difference"]["paired"], tuple(row["difference"]["interval"])) == (
                pairs.estimate,
                pairs.interval,
            )


def test_each_order_brings_in_each_variant_what_following_it_there_brings(result: Comparison) -> None:
    rows = result.to_json()["regret"]["orders"]
    for row in rows:
        for one, road in zip(row["in"], result.roadmaps, strict=True):
            places = restricted(road.induction, row["order"])
            chance = followed_in_order(road.induction.graph, places).probability
            assert one["probability"] == pytest.approx(chance, abs=1e-12)
            assert one["regret"] == pytest.approx(road.probability - chance, abs=1e-12)
        assert row["greatest"] == max(one["regret"] for one in row["in"])
    assert rows[0]["least_regret"]
    assert rows[0]["greatest"] == min(row["greatest"] for row in rows)
    best = {name for row in rows for name in row["best_in"]}
    assert best == {road.case.variant for road in result.roadmaps if road.probability > 0}


def test_the_calendar_is_that_of_the_order_in_each_variant(result: Comparison) -> None:
    """By hand: the survey can run beside the others, where two run at a time, and the goal needs it."""
    rows = result.to_json()["regret"]["calendar"]
    starts = {(row["variant"], row["block"]): row["start"] for row in rows}
    assert starts[None, "waiver"] == starts["two", "waiver"] == "2024-Q1"
    assert starts[None, "ferry"] == "2024-Q2"
    assert starts["two", "survey"] == "2024-Q1"
    assert (None, "survey") not in starts


def test_the_sentences_say_chances_differences_and_what_the_order_gives_up(result: Comparison) -> None:
    said = " ".join(result.summary())
    assert "In the case as it stands, the goal is reached by the end of 2026-Q4 with a chance of" in said
    assert "In the variant “no window”, it is reached with a chance of" in said
    assert "points more than in the case as it stands. Played out over 2,000 pairs of runs" in said
    assert "In the variant “far”, the goal cannot be reached" in said
    assert "The goal in the variant “two” is: “The bridge” is done, and “A survey” is done." in said
    assert "The order that gives up least, whichever of these holds: “East drops its demand”" in said
    assert "It gives up nothing in any of them." in said
    # Up to nine blocks the best order is found for certain.
    assert "No order is better in the case as it stands" in said
    assert "known" not in said


def test_a_difference_too_small_to_be_counted_is_said_once() -> None:
    text = f"{TEXT}  barely: {{blocks: {{bridge: {{delivers: 0.5001}}}}}}\n"
    said = " ".join(compare(detente.Case.from_text(text), ["barely"]).summary())
    assert "that is a little more (by under 0.1 points) than in the case as it stands" in said


def test_where_variants_pull_apart_the_order_gives_up_something_in_one_of_them() -> None:
    """By hand: a survey that must start at once is sure; begun first, it costs the bridge three periods.

    The best order as the case stands begins with the waiver, after which the survey is too late.
    """
    found = compare(CASE, ["survey_now"])
    late = detente.Case.from_text(
        TEXT.replace("  goal: bridge done", "  starts: 2024-Q4\n  goal: bridge done", 1)
    )
    left = _alone(late).fixed_order.probability
    values = found.to_json()["regret"]
    assert values["order"][0] == "survey"
    assert values["where"] == [None]
    assert values["greatest"] == pytest.approx(found.base.probability - left, abs=1e-12)
    assert values["orders"][1]["best_in"] == [None]
    assert values["orders"][1]["greatest"] == 1.0
    said = " ".join(found.summary())
    assert "points, in the case as it stands (" in said
    assert "no fixed order gives up less." in said
    assert (
        "Another order, the best in the case as it stands, gives up as much as 100.0 points, in the"
        " variant “survey now”." in said
    )


def test_the_variant_of_the_base_is_compared_to_and_not_compared_twice() -> None:
    found = compare(CASE.with_variant("two"), ["no_window", "two", "no_window"])
    assert [one.case.variant for one in found.roadmaps] == ["two", "no_window"]
    assert found.summary()[0].startswith("In the variant “two”, the goal is reached")


def test_all_unknown_variants_are_named_at_once() -> None:
    with pytest.raises(detente.CaseError) as caught:
        compare(CASE, ["tow", "no_window", "fra"])
    assert [str(one) for one in caught.value.problems] == [
        "unknown variant 'tow'; did you mean 'two'?",
        "unknown variant 'fra'; did you mean 'far'?",
    ]
    with pytest.raises(detente.CaseError, match="name at least one variant"):
        compare(CASE, [])
    with pytest.raises(detente.CaseError, match="the case has no variants"):
        compare(detente.Case.from_text(TEXT.split("variants:")[0]), ["two"])


def test_a_variant_without_a_roadmap_is_named() -> None:
    bare = detente.Case.from_text(f"{TEXT}  bare: {{roadmap: null}}\n")
    with pytest.raises(detente.CaseError, match="in the variant 'bare', the case has no roadmap"):
        compare(bare, ["bare"])


def test_where_the_goal_is_out_of_reach_everywhere_no_order_is_better() -> None:
    found = compare(CASE.with_variant("far"), ["alone"])
    assert found.summary()[-1] == (
        "The goal is out of reach in all of these, so that no order is better than another."
    )
    assert found.to_json()["regret"]["greatest"] == 0.0


def test_regret_is_refused_where_a_best_chance_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def exactness(road: Roadmap) -> str:
        return "heuristic" if road.case.variant == "two" else "exact"

    monkeypatch.setattr(Roadmap, "exactness", property(exactness))
    found = compare(CASE, ["no_window", "two"])
    assert found.regret is None
    assert found.charts() == {}
    values = found.to_json()
    assert values["regret"] is None
    assert values["variants"][1]["difference"]["exact"] is not None
    assert values["variants"][2]["difference"]["exact"] is None
    assert found.to_frames()["regret"].empty
    assert found.summary()[-1].startswith(
        "Which order gives up least cannot be said: in the variant “two” the roadmap is too large"
    )


def test_tables_hold_what_the_plain_values_hold(result: Comparison) -> None:
    frames, values = result.to_frames(), result.to_json()
    assert list(frames["variants"]["variant"]) == ["", *NAMES]
    assert list(frames["variants"]["probability"]) == [row["probability"] for row in values["variants"]]
    assert len(frames["regret"]) == len(values["regret"]["orders"]) * len(result.roadmaps)
    assert len(frames["calendar"]) == len(values["regret"]["calendar"])
    assert "<table" in result._repr_html_()


def test_the_chart_has_a_dot_for_each_order_where_the_goal_can_be_reached(result: Comparison) -> None:
    drawn = result.charts()["regret"].to_dict()
    dots = [layer["data"]["values"] for layer in drawn["layer"] if "says" in layer["data"]["values"][0]]
    reached = sum(road.probability > 0 for road in result.roadmaps)
    assert max(map(len, dots)) == len(result.plans) * reached
    texts = [row["text"] for layer in drawn["layer"] for row in layer["data"]["values"] if "text" in row]
    assert "Far: the goal is out of reach" in texts
    assert "the order of least regret" in texts


def test_progress_says_what_is_being_found() -> None:
    said: list[str] = []
    compare(CASE, ["no_window"], progress=said.append)
    assert "finding the best policy, 2 of 2" in said
    assert "looking for the order of least regret" in said
