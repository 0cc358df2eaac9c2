"""The ends of every range: nothing to detect, everything violates, no sample, certain and no detection."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.verification.sampling import (
    SampleAnswer,
    ask_sample,
    detection_probability,
    least_sample,
    least_violations,
)
from detente.verification.sampling.chances_said import chance_says
from detente.verification.sampling.exact_numbers import exact_number
from detente.verification.sampling.first_enough import first_enough

MILLION = 10**6


@pytest.mark.parametrize(
    ("population", "violations", "level", "detection", "expected"),
    [
        (1, 1, "0.95", 1, 1),
        (1, 0, "0.95", 1, None),
        (1, 0, 0, 1, 0),
        (10, 10, "0.95", 1, 1),
        (10, 10, 1, "0.5", None),
        (10, 10, "0.999", "0.5", 10),
        (10, 10, "0.9991", "0.5", None),
        (10, 3, 1, 1, 8),
        (10, 3, 0, 0, 0),
        (10, 3, "0.1", 0, None),
        (MILLION, MILLION, "0.95", 1, 1),
        (MILLION, 1, "0.95", 1, 950_000),
        (MILLION, 1, "0.95", "0.95", MILLION),
        (MILLION, 1, "0.950001", "0.95", None),
        (MILLION, 400_000, 1, 1, 600_001),
    ],
)
def test_the_ends(
    population: int, violations: int, level: str | int, detection: str | int, expected: int | None
) -> None:
    """By hand: (1-q)^d when all items are looked at, N - d + 1 to be certain, n/N for one violation."""
    assert least_sample(population, violations, level, detection).number == expected


@pytest.mark.parametrize(
    ("violations", "detection", "says"),
    [
        (0, 1, "There is nothing to detect: none of the 80 items violates"),
        (
            3,
            0,
            "even looking at all 80 items detects at least one of 3 violations with 0% only.",
        ),
        (1, "0.8", "even looking at all 80 items detects the one violation with 80% only."),
        (80, 1, "Look at 1 of 80 items: if 80 items violate"),
    ],
)
def test_an_answer_says_what_is_at_the_end(violations: int, detection: str | int, says: str) -> None:
    assert says in ask_sample(80, violations=violations, detection=detection).summary()[0]


def test_no_sample_detects_nothing_and_all_items_everything() -> None:
    assert detection_probability(50, 7, 0) == 0
    assert detection_probability(50, 7, 50) == 1
    assert least_violations(50, 0).number is None
    assert least_violations(50, 50).number == 1
    assert least_violations(50, 1, "0.95", "0.9").number is None


def test_every_answer_can_be_shown() -> None:
    for violations in (None, 0, 1, 5):
        for sample in (None, 0, 1, 4, 5):
            if violations is None and sample is None:
                continue
            for level in (0, "0.5", 1):
                for chance in (0, "0.5", 1):
                    answer = ask_sample(
                        5, violations=violations, sample=sample, level=level, detection=chance, cost="1.5"
                    )
                    _shown(answer)


def _shown(answer: SampleAnswer) -> None:
    assert all(sentence.endswith(".") for sentence in answer.summary())
    assert set(answer.to_frames()) == {"sample", "detection"}
    if answer.level == answer.detection == Fraction(1, 2):
        for chart in answer.charts().values():
            chart.to_dict()
    values = answer.to_json()
    assert isinstance(values["reached"], bool)
    assert answer._repr_html_().startswith("<ul><li>")


@pytest.mark.parametrize(
    ("violations", "sample", "chance", "expected"),
    [
        (500_000, 500_000, "0.5", 1.0),
        (300_000, 10_000, "0.001", 0.9502358580420712),
        (MILLION, 5, "0.5", float(1 - Fraction(1, 2) ** 5)),
        (3, MILLION - 1, 1, 1.0),
        (1, 1, 1, 1e-6),
    ],
)
def test_the_probability_among_a_million_items_is_right_to_the_last_bit(
    violations: int, sample: int, chance: str | int, expected: float
) -> None:
    """By hand, but the second: the sum over j of (-q)^j C(n,j) C(d,j) / C(N,j), taken with 60 decimals."""
    assert float(detection_probability(MILLION, violations, sample, chance)) == expected


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"population": 0, "violations": 0}, "the population must be a whole number from 1 to 1,000,000,000"),
        (
            {"population": 10, "violations": 11},
            "the number of violations must be a whole number from 0 to 10",
        ),
        ({"population": 10, "sample": -1}, "the sample must be a whole number from 0 to 10"),
        ({"population": 10}, "give the number of violations, or the sample, or both"),
        ({"population": 10, "violations": 1, "level": "95%"}, "'95%' is no number such as 0.95 or 19/20"),
        ({"population": 10, "violations": 1, "level": 95}, "the level is a probability from 0 to 1"),
        ({"population": 10, "violations": 1, "detection": "1/0"}, "'1/0' divides by zero"),
        ({"population": 10, "violations": 1, "detection": "-0.1"}, "'-0.1' is no number"),
        ({"population": 10, "violations": 1, "level": "1e999999999"}, "is no number such as"),
        ({"population": 10, "violations": 1, "level": float("nan")}, "'nan' is no number"),
        ({"population": 10, "violations": 1, "level": float("inf")}, "'inf' is no number"),
        ({"population": 10, "violations": 1, "detection": -1e-5}, "'-1e-05' is no number"),
        ({"population": 2.5, "violations": 1}, "2.5 is none"),
    ],
)
def test_what_cannot_be_is_refused_in_words(asked: dict[str, int], says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        ask_sample(**asked)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (1e-18, Fraction(1, 10**18)),
        (5e-324, Fraction(5, 10**324)),
        (1.2345678901234568e-05, Fraction(12345678901234568, 10**21)),
        (0.95, Fraction(19, 20)),
        (-0.0, Fraction(0)),
        ("1e-5", Fraction(1, 10**5)),
        ("2.5E+2", Fraction(250)),
        (" .5 ", Fraction(1, 2)),
        ("19/20", Fraction(19, 20)),
        (3, Fraction(3)),
    ],
)
def test_numbers_are_read_as_they_are_printed(written: str | float, number: Fraction) -> None:
    assert exact_number(written) == number


@pytest.mark.parametrize("guess", range(11))
@pytest.mark.parametrize("first", range(11))
def test_the_first_that_is_enough_is_found_from_every_guess(first: int, guess: int) -> None:
    asked: list[int] = []

    def enough(number: int) -> bool:
        asked.append(number)
        return number >= first

    assert first_enough(enough, 0, 10, guess) == first
    assert all(0 <= number <= 10 for number in asked)
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ((398, 2, "2/3"), "168 are not enough (66.666%), so 169 is the least sample that reaches 2/3"),
        ((48, 2, "0.95123"), "with a probability of 95.124%."),
    ],
)
def test_a_probability_lies_on_its_side_of_the_level_as_it_is_printed(
    asked: tuple[int, int, str], says: str
) -> None:
    population, violations, level = asked
    assert says in " ".join(ask_sample(population, violations=violations, level=level).summary())


@given(st.integers(2, 400), st.integers(1, 3), st.integers(1, 10**5 - 1))
def test_every_printed_probability_does(population: int, violations: int, level: int) -> None:
    found = ask_sample(population, violations=min(violations, population), level=Fraction(level, 10**5))
    for chance, reaches in ((found.probability, True), (found.one_fewer, False)):
        if chance is None or found.sample is None:
            continue
        said = chance_says(chance, found.level, above=reaches)
        if said[0].isdigit() and chance not in {0, 1}:
            shown = Fraction(said.rstrip("%")) * 1000
            assert (shown >= level) is reaches, said


def test_a_given_sample_is_weighed_by_itself() -> None:
    """By hand: n/20 x 1/2, for 4, for 3, and 16 for 0.4."""
    answer = ask_sample(20, violations=1, sample=4, detection="1/2", level="0.4", cost=3)
    assert answer.probability == Fraction(1, 10)
    assert answer.to_json()["probability_one_fewer_exact"] == "3/40"
    assert answer.needed == 16
    assert answer.total_cost == 12
    assert "That does not reach 40%, for which at least 16 must be looked at." in answer.summary()
    assert "the sample costs 12." in " ".join(answer.summary())


def test_a_trace_below_the_level_is_said() -> None:
    level = Fraction(19, 20)
    assert chance_says(level - Fraction(1, 10**20), level, above=False) == "a trace below 95%"
