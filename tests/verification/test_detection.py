"""How likely a breach is noticed: against all samples, and its bounds against all numbers there may be."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.free_inputs import FreeNumbers
from detente.case.problems import CaseError
from detente.case.quotas import quota_size
from detente.case.regime_detection import MOST_TRIED, Looked
from detente.verification.result import Verification
from tests.small_regimes import SURE, regime_case

if TYPE_CHECKING:
    from detente.case.case import Case

CHANCES = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(9, 10), Fraction(1)])


def by_enumeration(looked: Looked) -> Fraction:
    """Return the probability of detection, by going through all samples and all that they may notice."""
    objects = range(looked.objects)
    breached = set(objects[: looked.breach])
    samples = list(combinations(objects, min(looked.inspections, looked.objects)))
    noticed = Fraction(0)
    for sample in samples:
        there = [one for one in sample if one in breached]
        for seen in product((True, False), repeat=len(there)):
            if any(seen):
                chances = [looked.seen if one else 1 - looked.seen for one in seen]
                share = Fraction(1)
                for chance in chances:
                    share *= chance
                noticed += share
    inspected = noticed / len(samples)
    return inspected + (1 - inspected) * looked.other_means


LOOKED = st.builds(Looked, st.integers(0, 6), st.integers(0, 8), st.integers(0, 8), CHANCES, CHANCES)


@given(LOOKED)
@settings(max_examples=300)
def test_it_is_the_share_of_all_samples(looked: Looked) -> None:
    """With more inspections, and a breach at more objects, than there are."""
    assert looked.detection == by_enumeration(looked)


@given(LOOKED)
def test_more_of_anything_but_objects_notices_more(looked: Looked) -> None:
    more = (
        Looked(looked.objects, looked.inspections + 1, looked.breach, looked.seen, looked.other_means),
        Looked(looked.objects, looked.inspections, looked.breach + 1, looked.seen, looked.other_means),
        Looked(looked.objects, looked.inspections, looked.breach, (1 + looked.seen) / 2, looked.other_means),
        Looked(looked.objects, looked.inspections, looked.breach, looked.seen, (1 + looked.other_means) / 2),
    )
    assert all(one.detection >= looked.detection for one in more)


@pytest.mark.parametrize(
    ("looked", "detection"),
    [
        (Looked(10, 0, 3, Fraction(1), Fraction(0)), 0),
        (Looked(10, 0, 3, Fraction(1), Fraction(1, 4)), Fraction(1, 4)),
        (Looked(10, 4, 3, Fraction(0), Fraction(0)), 0),
        (Looked(10, 4, 3, Fraction(1), Fraction(1)), 1),
        (Looked(10, 25, 3, Fraction(1), Fraction(0)), 1),
        (Looked(10, 25, 3, Fraction(1, 2), Fraction(0)), Fraction(7, 8)),
        (Looked(10, 2, 25, Fraction(1, 2), Fraction(0)), Fraction(3, 4)),
        (Looked(10, 4, 0, Fraction(1), Fraction(0)), 0),
        (Looked(0, 4, 3, Fraction(1), Fraction(0)), 0),
        (Looked(10**6, 1, 1, Fraction(1), Fraction(0)), Fraction(1, 10**6)),
        (Looked(10**6, 10**6 - 1, 2, Fraction(1), Fraction(0)), 1),
        # By hand: of a million objects, two show it and half are inspected; missed by both.
        (
            Looked(10**6, 500_000, 2, Fraction(1), Fraction(0)),
            1 - Fraction(500_000 * 499_999, 10**6 * 999_999),
        ),
    ],
)
def test_at_the_ends_of_what_there_can_be(looked: Looked, detection: Fraction) -> None:
    assert looked.detection == detection


QUOTA = {"id": "quota", "share": 0.4, "at_most": 6, **SURE}


def side(inspected: dict[str, Any], **rest: Any) -> Verification:  # noqa: ANN401 - as an analyst may write
    return Verification(regime_case(inspected={"a": inspected}, quotas=[QUOTA], **rest).nominal)


def ranges(low: int, high: int) -> st.SearchStrategy[list[int]]:
    return st.tuples(st.integers(low, high), st.integers(low, high)).map(sorted)


@given(ranges(1, 8), ranges(0, 5), ranges(0, 5), ranges(0, 4), st.booleans())
@settings(max_examples=150)
def test_its_ends_are_those_over_all_whole_numbers_of_the_ranges(
    objects: list[int], inspections: list[int], breach: list[int], seen: list[int], by_quota: bool
) -> None:
    breach = [min(one, objects[1]) for one in breach]
    how = {"quota": "quota"} if by_quota else {"inspections": inspections}
    inspected = {"objects": objects, "breach": breach, "seen": [one / 4 for one in seen], "other_means": 0.1}
    result = side({**inspected, **how})
    [found] = result["treaty"].sides
    quotas = result.case.regimes["treaty"].quotas
    each = [
        Looked(
            there, quota_size(quotas, "quota", there) if by_quota else made, shows, chance, Fraction(1, 10)
        )
        for there in range(objects[0], objects[1] + 1)
        for made in inspections
        for shows in breach
        for chance in (Fraction(seen[0], 4), Fraction(seen[1], 4))
    ]
    detections = [one.detection for one in each]
    assert found.within == (min(detections), max(detections))
    assert found.within[0] <= found.detection <= found.within[1]


@given(st.integers(0, 6), st.integers(0, 6), st.integers(1, 6), CHANCES, st.booleans())
@settings(max_examples=60)
def test_with_very_many_numbers_of_objects_its_ends_still_hold_all_of_them(
    least: int, made: int, shows: int, chance: Fraction, by_quota: bool
) -> None:
    """Few objects are no easier to inspect where the breach would show at more of them."""
    most = least + MOST_TRIED + 1
    how = {"quota": "quota"} if by_quota else {"inspections": made}
    inspected = {"objects": [least, most], "breach": shows, "seen": float(round(chance, 3)), **how}
    result = side(inspected)
    [found] = result["treaty"].sides
    quotas, seen = result.case.regimes["treaty"].quotas, found.looked.seen
    for there in (*range(least, least + 15), most - 1, most):
        count = quota_size(quotas, "quota", there) if by_quota else made
        one = Looked(there, count, shows, seen, Fraction(0)).detection
        assert found.within[0] <= one <= found.within[1]


def test_a_breach_is_not_noticed_more_often_than_the_ends_say_where_there_may_be_one_object_only() -> None:
    """By hand: with five objects, all in breach and all inspected, a half each gives 31 in 32."""
    [found] = side({"objects": [1, 2000], "breach": 5, "inspections": 5, "seen": 0.5})["treaty"].sides
    assert found.within[1] == Fraction(31, 32)
    [found] = side({"objects": [0, 2000], "breach": 5, "inspections": 5, "seen": 0.5})["treaty"].sides
    assert found.within[0] == 0


@pytest.mark.parametrize(
    ("inspected", "message"),
    [
        (
            {"objects": 5, "breach": 6, "inspections": 1},
            "a breach cannot show at more objects than there are",
        ),
        ({"objects": 5, "breach": 1}, "said by 'quota' or by 'inspections': by one"),
        ({"objects": 5, "breach": 1, "inspections": 1, "quota": "quota"}, "by one"),
        ({"objects": 5, "breach": 1, "quota": "quoat"}, "unknown quota 'quoat'; did you mean 'quota'?"),
        ({"objects": -5, "breach": 1, "inspections": 1}, "-5"),
        ({"objects": 5, "breach": 1, "inspections": 1, "seen": 1.5}, "1.5"),
        ({"objects": 5, "breach": 1, "inspections": 1, "gain": 1}, "'gain' and 'penalty' go together"),
        ({"objects": 5, "breach": 1, "inspections": 1, "gain": -1, "penalty": 1}, "-1"),
    ],
)
def test_what_cannot_be_inspected_so_is_told(inspected: dict[str, Any], message: str) -> None:
    with pytest.raises(CaseError) as told:
        side(inspected)
    assert message in str(told.value)


BLOCKS: dict[str, Any] = {
    "issues": {
        "arms": {
            "options": ["none", "treaty"],
            "today": "none",
            "decided_by": ["a", "b"],
            "stances": {"a": "treaty > none", "b": "treaty > none"},
        }
    },
    "trust": [{"from": "a", "to": "b", "level": 0.5}],
    "blocks": {"arms": {"sets": {"arms": "treaty"}, "detection": "treaty", "earns": 0.1}},
}
INSPECTED = {
    "a": {
        "objects": [10, 20],
        "breach": [1, 4],
        "quota": "quota",
        "seen": [0.5, 0.9],
        "other_means": [0, 0.2],
    },
    "b": {"objects": [5, 9], "breach": 2, "inspections": [0, 3], "seen": 0.8},
}


def with_block(detection: Any = "treaty", **parts: Any) -> Case:  # noqa: ANN401 - as an analyst may write
    rest = {**BLOCKS, "blocks": {"arms": {**BLOCKS["blocks"]["arms"], "detection": detection}}}
    return regime_case(rest, **{"inspected": INSPECTED, "quotas": [QUOTA], **parts})


def least_noticed(certain: Any) -> Fraction:  # noqa: ANN401 - a certain case
    sides = Verification(certain)["treaty"].sides
    return Fraction(round(min(one.detection for one in sides) * 10**6), 10**6)


def test_a_block_takes_the_detection_of_its_regime_nominally_and_in_every_draw() -> None:
    case = with_block()
    path = "blocks.arms.detection"
    assert case.nominal.number(path) == least_noticed(case.nominal)
    drawn = [(certain.number(path), least_noticed(certain)) for certain in case.draw(40, seed=3)]
    assert all(number == expected for number, expected in drawn)
    assert len({number for number, _ in drawn}) > 10


def test_its_free_numbers_hold_every_draw_and_are_held_by_what_it_follows_from() -> None:
    case, path = with_block(), "blocks.arms.detection"
    free = FreeNumbers(case)
    ends = free.least(path, frozenset()), free.most(path, frozenset())
    assert all(ends[0] <= certain.number(path) <= ends[1] for certain in case.draw(200, seed=5))
    inputs = frozenset(free.inputs([path]))
    assert inputs == {
        f"regimes.treaty.inspected.{one}"
        for one in ("a.objects", "a.breach", "a.seen", "a.other_means", "b.objects", "b.inspections")
    }
    assert free.least(path, inputs) == free.most(path, inputs) == case.nominal.number(path)
    for held in inputs:
        assert ends[0] <= free.least(path, frozenset({held})) <= free.most(path, frozenset({held})) <= ends[1]


@pytest.mark.parametrize(
    ("detection", "parts", "message"),
    [
        ("treatty", {}, "unknown regime 'treatty'; did you mean 'treaty'?"),
        (
            "treaty",
            {"inspected": {}},
            "the regime 'treaty' does not say what is inspected: it needs 'inspected'",
        ),
    ],
)
def test_a_block_that_names_no_regime_that_is_inspected_is_told(
    detection: str, parts: dict[str, Any], message: str
) -> None:
    with pytest.raises(CaseError) as told:
        with_block(detection, **parts)
    assert message in str(told.value)


def test_a_design_changes_only_what_it_says_and_only_of_whom_it_says() -> None:
    designs = {"more": {"inspections": 9, "of": ["b"]}, "better": {"seen": 1, "cost": 3}}
    found = {
        (one.design, one.side): one.looked
        for one in Verification(with_block(designs=designs).nominal)["treaty"].sides
    }
    assert set(found) == {(None, "a"), (None, "b"), ("more", "b"), ("better", "a"), ("better", "b")}
    assert found["more", "b"] == Looked(7, 9, 2, Fraction(4, 5), Fraction(0))
    assert found["better", "a"].seen == 1
    assert found["better", "a"].inspections == found[None, "a"].inspections


def test_a_design_may_inspect_by_another_quota_which_follows_the_objects() -> None:
    """By hand: a half of the objects, rounded up, instead of what the side accepts as it is."""
    half = {"id": "half", "article": "1", "share": 0.5, "confidence": "unsure"}
    case = with_block(designs={"half": {"quota": "half"}}, quotas=[QUOTA, half])
    for one in Verification(case.nominal)["treaty"].sides:
        if one.design == "half":
            assert one.looked.inspections == -(-one.looked.objects // 2)
            low, high = one.within
            assert low <= one.detection <= high
    assert {one.design for one in Verification(case.nominal)["treaty"].sides} == {None, "half"}
