"""The relations index: how one party has acted towards another."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.problems import CaseError
from detente.roadmap.relations.event_values import GOLDSTEIN_OF_ROOT
from detente.roadmap.relations.events import Event, Events
from detente.roadmap.relations.relations_index import BAND, NO_MEASURE, RelationsIndex, relations_index

AS_OF = dt.date(2010, 2, 1)
NAMES = ("a", "b")


def event(age: int, score: float, root: str = "", source: str = "a", target: str = "b") -> Event:
    return Event(AS_OF - dt.timedelta(age), source, target, score, root)


def of(*lines: Event) -> Events:
    return Events("events.csv", AS_OF, lines)


def found(*lines: Event, half_life: float = 365, prior: float = 1) -> RelationsIndex:
    return relations_index(of(*lines), "a", "b", half_life=half_life, prior=prior)


def numbers(result: RelationsIndex) -> tuple[object, ...]:
    """Return everything that depends on what happened, and not on how often it was written down."""
    kept = [(one.date, one.root, one.score, one.weight) for one in result.kept]
    return result.index, result.cooperation, result.conflict, result.band, result.suggested, kept


scores = st.integers(-100, 100).map(lambda tenths: tenths / 10)
lines_of_files = st.lists(
    st.builds(
        event,
        st.integers(0, 2_000),
        scores,
        st.sampled_from(["", *GOLDSTEIN_OF_ROOT]),
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
    ),
    max_size=12,
)


def test_the_definition_on_an_example_worked_by_hand() -> None:
    """With a half-life of 100 days: C = 0.5 + 0.8/2 = 0.9, K = 1/4, so (0.9 + 1)/(0.9 + 0.25 + 2)."""
    result = found(event(0, 5.0, "05"), event(100, 8.0, "06"), event(200, -10.0, "19"), half_life=100)
    assert result.cooperation == pytest.approx(0.9)
    assert result.conflict == pytest.approx(0.25)
    assert result.index == pytest.approx(1.9 / 3.15)


def test_events_of_a_day_and_root_code_count_once_with_the_mean_of_distinct_scores() -> None:
    result = found(event(0, 2.0, "05"), event(0, 4.0, "05"), event(0, 4.0, "05"), event(0, 6.0, "06"))
    assert [one.score for one in result.kept] == [3.0, 6.0]
    assert (len(result.kept), result.dropped) == (2, 2)


def test_events_without_a_code_count_once_for_each_day_and_sign() -> None:
    result = found(event(0, 2.0), event(0, 4.0), event(0, -3.0), event(0, 0.0), event(1, 2.0))
    assert sorted(one.score for one in result.kept) == [-3.0, 0.0, 2.0, 3.0]
    assert not any(one.mixed for one in result.kept)


def test_lines_of_one_code_that_disagree_on_the_sign_are_told() -> None:
    result = found(event(0, 3.4, "01"), event(0, -0.4, "01"))
    assert result.kept[0].score == pytest.approx(1.5)
    assert "Of 1 event the lines disagree on the sign; their mean is kept." in result.summary()


def test_only_events_from_the_one_towards_the_other_count() -> None:
    lines = (event(0, 9.0), event(0, -9.0, source="b", target="a"), event(0, -9.0, target="c"))
    assert numbers(relations_index(of(*lines), "a", "b")) == numbers(found(lines[0]))
    assert relations_index(of(*lines), "b", "a").cooperation == 0


@pytest.mark.parametrize(
    "lines",
    [(), (event(0, 0.0, "01"),), (event(9, 5.0, source="b", target="a"),)],
    ids=["none", "neutral", "other"],
)
def test_without_events_the_index_is_a_half_and_the_range_everything(lines: tuple[Event, ...]) -> None:
    result = found(*lines)
    assert (result.index, result.band, result.suggested) == (0.5, (0.5, 0.5), (0.0, 1.0))
    assert any("The prior weighs more than the events" in line for line in result.summary())


def test_a_party_that_the_file_does_not_name_has_no_events_and_is_asked_about() -> None:
    events = of(event(0, 5.0, source="russia", target="nato"))
    said = relations_index(events, "rusia", "nato").summary()
    assert "events.csv does not name 'rusia'; did you mean 'russia'?" in said
    assert "There is no event of rusia towards nato: the index is the prior's." in said
    assert "events.csv does not name 'zzz'." in relations_index(events, "zzz", "nato").summary()


def test_one_event_moves_the_index_and_leaves_the_range_wide() -> None:
    """(1 + 1)/(1 + 2); with a chance of 1/e the event is not drawn, so the low end is the prior's worst."""
    result = found(event(0, 10.0, "06"))
    assert result.index == pytest.approx(2 / 3)
    assert result.band[0] == 0.5
    assert result.suggested == (0.0, 1.0)


def test_all_events_on_one_day_are_one_week() -> None:
    result = found(*(event(3, 5.0, root) for root in GOLDSTEIN_OF_ROOT))
    assert (len(result.kept), result.weeks) == (20, 1)
    assert result.index == pytest.approx((10 + 1) / (10 + 2), abs=0.01)


def test_weeks_begin_on_monday() -> None:
    """As of is a Monday: the day before belongs to the week before."""
    assert AS_OF.isoweekday() == 1
    assert found(event(0, 1.0), event(1, 1.0)).weeks == 2
    assert found(event(1, 1.0), event(7, 1.0)).weeks == 1


def test_old_events_leave_the_range_wide() -> None:
    """After twenty half-lives a hundred events weigh less than a thousandth of one."""
    result = found(*(event(3_000 + 7 * week, 8.0) for week in range(100)), half_life=100)
    assert result.index == pytest.approx(0.5, abs=1e-3)
    assert result.suggested == (0.0, 1.0)


def test_many_events_narrow_the_range_around_the_index() -> None:
    lines = [event(7 * week, 6.0 if week % 3 else -6.0) for week in range(150)]
    result = found(*lines, half_life=math.inf)
    low, high = result.suggested
    assert low < result.index < high
    assert high - low < 0.2


def test_the_band_is_that_of_weeks_drawn_from_very_many_most_of_them_empty() -> None:
    """The plain bootstrap: as many weeks drawn with replacement as there are, 40 with events in 4,000."""
    rng = np.random.default_rng(1)
    amounts = rng.uniform(-1, 1, 40)
    lines = [event(7 * week, 10 * amount) for week, amount in enumerate(amounts.tolist())]
    drawn = rng.multinomial(4_000, np.full(4_000, 1 / 4_000), size=2_000)[:, :40]
    cooperation, conflict = drawn @ np.clip(amounts, 0, None), drawn @ np.clip(-amounts, 0, None)
    plain = np.quantile((cooperation + 1) / (cooperation + conflict + 2), BAND)
    assert found(*lines, half_life=math.inf).band == pytest.approx(tuple(plain), abs=0.02)


def test_the_same_seed_gives_the_same_band_and_another_one_nearly() -> None:
    events = of(*(event(7 * week, 5.0 - week) for week in range(12)))
    first, again, other = (relations_index(events, "a", "b", seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first.band != other.band
    assert first.band == pytest.approx(other.band, abs=0.05)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"half_life": 0}, "the half-life is 0; it must be a number of days above 0"),
        ({"half_life": -3.5}, "the half-life is -3.5; it must be"),
        ({"half_life": math.nan}, "the half-life is nan; it must be"),
        ({"prior": 0}, "the prior is 0; it must be a finite number above 0"),
        ({"prior": math.inf}, "the prior is inf; it must be"),
        ({"draws": 99}, "the number of draws is 99; a band needs at least 100"),
        ({"seed": -1}, "the seed is -1; it must not be negative"),
        ({"target": "a"}, "who acted and towards whom are both 'a'; relations are between two"),
        ({"source": " "}, "the name of who acted is missing"),
        ({"target": ""}, "the name of those towards whom is missing"),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict[str, object], expected: str) -> None:
    with pytest.raises(CaseError, match=expected):
        relations_index(**({"events": of(), "source": "a", "target": "b"} | options))  # type: ignore[arg-type]


def test_all_that_makes_no_sense_is_told_at_once() -> None:
    with pytest.raises(CaseError) as caught:
        relations_index(of(), "a", "a", half_life=0, prior=-1, draws=0, seed=-1)
    assert len(caught.value.problems) == 5


def test_the_summary_states_what_the_index_rests_on() -> None:
    by_root = dataclasses.replace(event(0, -2.0, "11"), scored_by_root=True)
    lines = (event(0, 8.0, "05"), event(0, 8.0, "05"), by_root, event(3, 0.0, "01"))
    said = found(*lines, half_life=100).summary()
    assert said[0].endswith(" as of 2010-02-01 is 0.60, from 0 (all conflict) to 1 (all cooperation).")
    assert said[1].endswith(" today; events count half after 100 days (the half-life).")
    assert said[1].startswith("Cooperation 0.80 and conflict 0.20, ")
    assert said[2:] == [
        "A prior weight of 1 stands on each side.",
        "3 events kept (1 cooperative, 1 conflictual and 1 neutral) in 1 week; 1 line dropped as duplicates.",
        "1 line without a score took the Goldstein score of the CAMEO root code.",
        "Suggested starting range for how far b trusts a: 0.00 to 1.00.",
        "The 90% band of the index is 0.50 to 0.68 (bootstrap of weeks, 1,000 draws, seed 0).",
        "The range is that band, widened by what the prior could shift.",
        "The prior weighs more than the events: the range says little.",
        NO_MEASURE,
    ]


def test_few_weeks_are_told_where_events_weigh_more_than_the_prior() -> None:
    lines = [event(7 * week, 10.0) for week in range(4)]
    assert any("the range is likely to be too narrow" in line for line in found(*lines).summary())
    assert "never fade" in found(*lines, half_life=math.inf).summary()[1]


def test_tables_and_plain_values_carry_the_same() -> None:
    result = found(event(0, 8.0, "05"), event(40, -4.0, "12"), half_life=math.inf)
    values = json.loads(json.dumps(result.to_json(), allow_nan=False))
    assert values["relations_index"] == result.index
    assert values["half_life_days"] is None
    assert values["suggested_starting_range"] == list(result.suggested)
    assert values["meaning"] == NO_MEASURE
    frames = result.to_frames()
    (row,) = frames["relations_index"].to_dict("records")
    assert (row["suggested starting range low"], row["suggested starting range high"]) == result.suggested
    assert frames["events"]["cooperation"].sum() == result.cooperation
    assert frames["events"]["conflict"].sum() == result.conflict
    assert list(found().to_frames()["events"].columns) == list(frames["events"].columns)


@given(lines_of_files)
def test_ranges_lie_around_each_other_within_nought_and_one(lines: list[Event]) -> None:
    result = found(*lines)
    (low, high), (least, most) = result.band, result.suggested
    assert 0 <= least <= low <= high <= most <= 1
    assert low - 1e-12 <= result.index <= high + 1e-12


@given(lines_of_files, st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing(lines: list[Event], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert numbers(found(*shuffled)) == numbers(found(*lines))


@given(lines_of_files.filter(bool), st.data())
def test_writing_a_line_twice_changes_nothing(lines: list[Event], data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(lines))
    before, after = found(*lines), found(*lines, again)
    assert numbers(after) == numbers(before)
    assert after.dropped == before.dropped + ((again.source, again.target) == NAMES)


@given(lines_of_files)
def test_swapping_the_names_swaps_the_results(lines: list[Event]) -> None:
    swapped = [dataclasses.replace(line, source=line.target, target=line.source) for line in lines]
    assert numbers(relations_index(of(*swapped), "b", "a")) == numbers(found(*lines))


@given(lines_of_files, st.integers(0, 2_000), scores.filter(lambda score: score > 0))
def test_another_cooperative_event_never_lowers_the_index(lines: list[Event], age: int, score: float) -> None:
    """Of a code that the day does not have yet; of one that it has, the mean would count."""
    before, after = found(*lines), found(*lines, event(age, score, "new"))
    assert after.index >= before.index
    assert after.conflict == before.conflict


@given(lines_of_files)
def test_a_half_life_without_end_weighs_all_events_alike(lines: list[Event]) -> None:
    endless, very_long = found(*lines, half_life=math.inf), found(*lines, half_life=1e12)
    assert endless.cooperation == math.fsum(max(one.score, 0) / 10 for one in endless.kept)
    assert endless.conflict == math.fsum(max(-one.score, 0) / 10 for one in endless.kept)
    assert very_long.index == pytest.approx(endless.index, abs=1e-6)
    assert very_long.band == pytest.approx(endless.band, abs=1e-6)


@settings(max_examples=30)
@given(lines_of_files, st.integers(1, 400))
def test_turning_all_signs_turns_the_index_round(lines: list[Event], half_life: int) -> None:
    turned = [dataclasses.replace(line, score=-line.score) for line in lines]
    before, after = found(*lines, half_life=half_life), found(*turned, half_life=half_life)
    assert after.index == pytest.approx(1 - before.index)
    assert after.band == pytest.approx([1 - end for end in reversed(before.band)])
