"""Samples from several strata, against going through every allocation and every split."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.nondetection import nondetection
from detente.verification.sampling import Stratum, ask_strata
from detente.verification.sampling.strata import given_violations, spread_violations
from detente.verification.sampling.strata.allocation import recheck
from detente.verification.sampling.strata.cheapest import cheapest_samples
from detente.verification.sampling.strata.tables import by_sample, by_violations, out_of
from detente.verification.sampling.strata.worst_split import Split, is_worst, worst_split
from tests.verification.sampling import enumeration
from tests.verification.sampling.questions import chances, given_strata, strata

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
    found = cheapest_samples(*asked, level)
    expected = enumeration.cheapest(*asked, level)
    assert found.exactness == "exact"
    if found.samples is None:
        assert expected is None
    else:
        assert (found.cost, sum(found.samples)) == expected
        assert found.lower_bound == found.cost


@settings(max_examples=60)
@given(given_strata(), chances)
def test_the_cheapest_samples_for_given_violations(found: list[Stratum], level: Fraction) -> None:
    answer = cheapest_samples(found, None, level)
    expected = enumeration.cheapest(found, None, level)
    assert answer.exactness == "exact"
    assert (answer.samples and (answer.cost, sum(answer.samples))) == expected


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


@given(strata(most=12), chances, st.integers(0, 20_000))
def test_wherever_the_search_stops_the_bound_is_below_and_the_samples_hold(
    asked: tuple[list[Stratum], int], level: Fraction, steps: int
) -> None:
    """The samples are rechecked before they are returned; an error would be raised."""
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


@given(given_strata(most=12), chances, st.integers(0, 300))
def test_so_it_is_for_given_violations(found: list[Stratum], level: Fraction, pairs: int) -> None:
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
