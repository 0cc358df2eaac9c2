"""Samples from several strata, against going through every allocation and every split."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.nondetection import nondetection
from detente.verification.sampling import Stratum, ask_strata
from detente.verification.sampling.strata import given_violations, spread_violations
from detente.verification.sampling.strata.allocation import recheck
from detente.verification.sampling.strata.cheapest import cheapest_samples
from detente.verification.sampling.strata.tables import by_sample, by_violations, out_of
from detente.verification.sampling.strata.worst_split import Split, is_worst, worst_split
from tests.verification.sampling import enumeration
from tests.verification.sampling.questions import chances, given_strata, scaled, strata, tiny

ARSENAL = [
    Stratum("tanks", 200, Fraction(9, 10), Fraction(3)),
    Stratum("guns", 300, Fraction(19, 20)),
    Stratum("aircraft", 500, Fraction(4, 5), Fraction(2)),
]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the enumeration remember what it has gone through."""
    monkeypatch.setattr(enumeration, "detected", lru_cache(maxsize=None)(enumeration.detected))


@given(strata(), chances)
def test_the_worst_split_is_the_least_detected_of_all(
    asked: tuple[list[Stratum], int], share: Fraction
) -> None:
    found, total = asked
    samples = [int(share * one.population) for one in found]
    split = worst_split(found, samples, total)
    assert sum(split.violations) == total
    assert 1 - Fraction(split.missed, split.of) == enumeration.least_detected(found, samples, total)
    assert is_worst(found, samples, split)


@given(strata(), chances)
def test_the_recheck_finds_every_split_that_is_not_the_worst(
    asked: tuple[list[Stratum], int], share: Fraction
) -> None:
    found, total = asked
    samples = [int(share * one.population) for one in found]
    least = enumeration.least_detected(found, samples, total)
    for violations in enumeration.splits(found, total):
        missed, of = 1, 1
        for one, count, sample in zip(found, violations, samples, strict=True):
            here = nondetection(one.population, count, sample, one.detection)
            missed, of = missed * here[0], of * here[1]
        worst = 1 - Fraction(missed, of) == least
        assert is_worst(found, samples, Split(violations, missed, of)) is worst
        assert not is_worst(found, samples, Split(violations, missed + 1, of))


@settings(max_examples=60)
@given(strata(), chances)
def test_the_cheapest_samples_against_a_violator_who_spreads(
    asked: tuple[list[Stratum], int], level: Fraction
) -> None:
    _is_cheapest(*asked, level)


def _is_cheapest(strata_: list[Stratum], total: int | None, level: Fraction) -> None:
    found = cheapest_samples(strata_, total, level)
    expected = enumeration.cheapest(strata_, total, level)
    assert found.exactness == "exact"
    if found.samples is None:
        assert expected is None
    else:
        assert (found.cost, sum(found.samples)) == expected
        assert found.lower_bound == found.cost


@settings(max_examples=60)
@given(given_strata(), chances)
def test_the_cheapest_samples_for_given_violations(found: list[Stratum], level: Fraction) -> None:
    _is_cheapest(found, None, level)


@settings(max_examples=200)
@given(
    given_strata(of=st.one_of(tiny, chances)), st.lists(chances, min_size=3, max_size=3), st.integers(-1, 1)
)
@example(
    [
        Stratum("a", 6, Fraction(1, 10**12), Fraction(3), 2),
        Stratum("b", 3, Fraction(1, 10**6), Fraction(10**6), 2),
    ],
    [Fraction(1), Fraction(2, 3)],
    0,
)
def test_what_is_hardly_ever_detected_is_no_different(
    found: list[Stratum], shares: list[Fraction], more: int
) -> None:
    """The level is what some samples detect, or next to it, so that it may be any number however small."""
    samples = [int(share * one.population) for one, share in zip(found, shares, strict=False)]
    level = enumeration.least_detected(found, samples, None) * (1 + Fraction(more, 10**40))
    _is_cheapest(found, None, min(level, Fraction(1)))


@given(given_strata())
def test_the_tables_hold_what_is_counted_out_one_by_one(found: list[Stratum]) -> None:
    for one in found:
        size, violations = one.population, one.violations or 0
        for other in range(size + 1):
            there = nondetection(size, violations, other, one.detection)
            denominator = out_of(one, violations)
            assert by_sample(one, violations, size)[other] * there[1] == there[0] * denominator
            assert by_violations(one, other, size)[violations] * there[1] == there[0] * denominator


@pytest.mark.parametrize(("total", "level"), [(10, "0.95"), (1, "0.5"), (40, "0.99")])
def test_larger_strata_are_exact_and_hold_their_certificate(total: int, level: str) -> None:
    found = cheapest_samples(ARSENAL, total, level)
    assert found.exactness == "exact"
    assert found.samples is not None
    assert recheck(ARSENAL, found.samples, total, Fraction(level))
    more = [*found.samples[:-1], found.samples[-1] + 1]
    assert not recheck(ARSENAL, more, total, Fraction(level))
    assert found.split.of - found.split.missed >= Fraction(level) * found.split.of
    for fewer in found.one_fewer:
        assert fewer is not None
        assert fewer.of - fewer.missed < Fraction(level) * fewer.of


def test_of_two_strata_next_to_alike_the_one_that_hides_more_is_chosen() -> None:
    """The chances differ by less than floats can tell, and the better one comes second."""
    near = [Stratum("a", 5, Fraction(1, 2) + Fraction(1, 10**20)), Stratum("b", 5, Fraction(1, 2))]
    assert worst_split(near, [5, 5], 3).violations == (0, 3)


def test_a_split_that_is_surely_detected_is_not_the_worst_where_another_can_hide() -> None:
    assert not is_worst([Stratum("a", 2), Stratum("b", 2)], [1, 1], Split((2, 0), 0, 1))


def test_one_stratum_is_the_plain_question() -> None:
    """The cell N=1000, d=10 of the catalog: 258."""
    assert cheapest_samples([Stratum("all", 1000)], 10).samples == (258,)
    assert cheapest_samples([Stratum("all", 1000, violations=10)]).samples == (258,)


def test_with_violations_given_it_pays_to_look_where_evidence_is_cheapest() -> None:
    """By hand: 95 of 100 for one violation in either stratum alone; the cheaper one is looked at."""
    dear, cheap = Stratum("a", 100, cost=Fraction(3), violations=1), Stratum("b", 100, violations=1)
    assert cheapest_samples([dear, cheap]).samples == (0, 95)


def test_a_free_stratum_is_looked_at_no_more_than_it_helps() -> None:
    free, dear = Stratum("a", 10, cost=Fraction(0), violations=1), Stratum("b", 10, violations=1)
    found = cheapest_samples([free, dear])
    assert found.samples == (10, 0)
    assert found.cost == 0


def test_past_the_bound_the_answer_is_labelled_and_shows_the_lower_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact = cheapest_samples(ARSENAL, 10)
    monkeypatch.setattr(spread_violations, "MOST_STEPS", 300)
    answer = ask_strata(ARSENAL, 10)
    found = answer.allocation
    assert found.exactness == "bounded"
    assert found.cost is not None
    assert found.lower_bound is not None
    assert exact.cost is not None
    assert found.lower_bound <= exact.cost <= found.cost
    assert "bounded" in " ".join(answer.summary())
    assert answer.to_json()["cost_lower_bound"] == float(found.lower_bound) < answer.to_json()["cost"]


@settings(max_examples=200)
@given(strata(most=12), chances, st.integers(0, 20_000))
def test_wherever_the_search_stops_the_bound_is_below_and_the_samples_hold(
    asked: tuple[list[Stratum], int], level: Fraction, steps: int
) -> None:
    """The samples are rechecked before they are returned; an error would be raised."""
    # With dear items the bound is not rounded down far.
    asked = scaled(asked[0], 1000), asked[1]
    exact = cheapest_samples(*asked, level)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spread_violations, "MOST_STEPS", steps)
        found = cheapest_samples(*asked, level)
    assert (found.samples is None) is (exact.samples is None)
    if found.samples is not None:
        assert found.cost is not None
        assert found.lower_bound is not None
        assert exact.cost is not None
        assert found.lower_bound <= exact.cost <= found.cost
        if found.exactness == "exact":
            assert found.cost == exact.cost


@settings(max_examples=200)
@given(given_strata(most=12), chances, st.integers(0, 300))
def test_so_it_is_for_given_violations(found: list[Stratum], level: Fraction, pairs: int) -> None:
    found = scaled(found, 1000)
    exact = cheapest_samples(found, None, level)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(given_violations, "MOST_PAIRS", pairs)
        stopped = cheapest_samples(found, None, level)
    assert (stopped.samples is None) is (exact.samples is None)
    if stopped.samples is not None:
        assert stopped.cost is not None
        assert stopped.lower_bound is not None
        assert exact.cost is not None
        assert stopped.lower_bound <= exact.cost <= stopped.cost


def test_past_the_bound_given_violations_are_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the first samples are not the cheapest: one look in the small stratum spares one elsewhere."""
    listed = [
        Stratum("a", 40, cost=Fraction(6), violations=3),
        Stratum("b", 10, Fraction(1, 2), Fraction(4), 1),
        Stratum("c", 20, cost=Fraction(6), violations=4),
    ]
    exact = cheapest_samples(listed, None, "0.9")
    assert exact.samples == (0, 1, 8)
    monkeypatch.setattr(given_violations, "MOST_PAIRS", 10)
    found = cheapest_samples(listed, None, "0.9")
    assert (found.samples, found.exactness) == ((0, 0, 9), "bounded")
    assert found.lower_bound is not None
    assert 0 < found.lower_bound <= 52


def test_the_bound_of_given_violations_can_be_next_to_the_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """By hand: all of a and c hide 1/2 x 1/3, just the 1/6 allowed, and all of b would hide 1/12."""
    listed = [
        Stratum("a", 5, Fraction(1, 2), Fraction(300), 1),
        Stratum("b", 5, Fraction(11, 12), Fraction(800), 1),
        Stratum("c", 6, Fraction(2, 3), Fraction(300), 1),
    ]
    exact = cheapest_samples(listed, None, "5/6")
    assert exact.samples == (5, 0, 6)
    assert exact.cost == 3300
    monkeypatch.setattr(given_violations, "MOST_PAIRS", 0)
    found = cheapest_samples(listed, None, "5/6")
    assert (found.samples, found.exactness) == ((0, 5, 0), "bounded")
    assert found.cost == 4000
    assert found.lower_bound is not None
    assert 3200 < found.lower_bound <= 3300


def test_samples_found_last_hold_their_certificate_outside_their_box_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed = [
        Stratum("a", 40, Fraction(1, 2)),
        Stratum("b", 20, Fraction(3, 4), Fraction(5)),
        Stratum("c", 10, cost=Fraction(6)),
        Stratum("d", 20, cost=Fraction(6)),
    ]
    monkeypatch.setattr(spread_violations, "MOST_STEPS", 10_000)
    found = cheapest_samples(listed, 14, "0.5")
    assert found.samples is not None
    assert found.exactness == "bounded"
    assert recheck(listed, found.samples, 14, Fraction(1, 2))


@pytest.mark.parametrize(
    ("listed", "total", "says"),
    [
        ([], 1, "there is no stratum"),
        ([Stratum("a", 5), Stratum("a", 6)], 1, "two strata 'a'"),
        ([Stratum("a", 5)], None, "the violations in a are not given"),
        ([Stratum("a", 5, violations=1)], 1, "not both"),
        ([Stratum("a", 5)], 6, "from 0 to 5"),
        ([Stratum("a", 5000)], 2000, "at most 1,000 violations"),
        ([Stratum("a", 10**6, violations=500)], None, "too many items"),
    ],
)
def test_what_cannot_be_is_refused_in_words(listed: list[Stratum], total: int | None, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        cheapest_samples(listed, total)


def test_where_nothing_reaches_the_level_the_greatest_probability_is_said() -> None:
    answer = ask_strata([Stratum("a", 5, Fraction(1, 2)), Stratum("b", 5)], 1)
    assert answer.summary() == [
        "No samples reach 95%: even looking at all items detects a violation with 50% only."
    ]
    assert answer.to_json()["n"] is None
    assert answer.charts() == {}


def test_what_is_guaranteed_is_not_rounded_up() -> None:
    """0.9500645 to seven digits: at least 95.006 %, and not 95.01 %."""
    answer = ask_strata([Stratum("a", 294), Stratum("b", 233)], 10)
    split = answer.allocation.split
    assert 95006 < 100_000 * Fraction(split.of - split.missed, split.of) < 95007
    assert "at least 95.006%" in answer.summary()[1]


def test_answers_have_sentences_tables_values_and_a_chart() -> None:
    answer = ask_strata(ARSENAL, 10)
    assert answer.summary()[0] == (
        "Look at 301 of 1,000 items, at a cost of 577: tanks 57 of 200, guns 82 of 300, aircraft 162 of 500."
    )
    assert set(answer.to_frames()) == {"strata", "sample"}
    assert [row["n"] for row in answer.to_json()["strata"]] == [57, 82, 162]
    assert list(answer.charts()) == ["samples"]
    assert "<table" in answer._repr_html_()
    nothing = ask_strata([Stratum("a", 5)], 0)
    assert nothing.summary() == ["There is nothing to detect: no item violates, whatever samples are drawn."]
