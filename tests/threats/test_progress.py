"""When rounds end: medians that have settled, the most rounds there are, and the rounds of each protocol."""

from __future__ import annotations

from typing import Any

import pytest

from detente.case.threats import Assessment
from detente.threats.progress import progress_of

STEPS = (-0.05, 0, 0.05)


def asked(*medians: float, held: int, **rest: Any) -> Assessment:  # noqa: ANN401 - as an analyst may write
    """Return an assessment in which one expert's median of a likelihood is so in each round."""
    rounds = [
        {
            "round": number,
            "answers": {"a": {"likelihood": {"piracy": [round(median + step, 6) for step in STEPS]}}},
            **({"held": f"2010-01-{number:02}"} if number <= held else {}),
        }
        for number, median in enumerate(medians, start=1)
    ]
    experts = {"a": {"of": "north"}, "b": {"of": "south"}}
    mapping = {"list": {"piracy": {}}, "experts": experts, "rounds": rounds, **rest}
    return Assessment.model_validate(mapping)


@pytest.mark.parametrize(
    ("medians", "held", "rest", "expected"),
    [
        # By hand: the medians move by a tenth, by the limit of a twentieth, and by less.
        ((), 0, {}, (1, False, None)),
        ((0.3,), 0, {}, (1, False, None)),
        ((0.3,), 1, {}, (2, False, None)),
        ((0.3, 0.4), 2, {}, (3, False, 0.1)),
        ((0.3, 0.35), 2, {}, (None, True, 0.05)),
        ((0.3, 0.32), 2, {}, (None, True, 0.02)),
        ((0.3, 0.32), 1, {}, (2, False, None)),
        ((0.3, 0.5, 0.7), 3, {}, (None, True, 0.2)),
        ((0.3, 0.5, 0.7), 3, {"stopping": {"rounds": 5}}, (4, False, 0.2)),
        ((0.3, 0.5), 2, {"stopping": {"moved": 0.25}}, (None, True, 0.2)),
        ((0.3,), 1, {"protocol": "idea"}, (2, False, None)),
        ((0.3, 0.9), 2, {"protocol": "idea"}, (None, True, 0.6)),
        ((0.3,), 0, {"protocol": "shelf"}, (1, False, None)),
        ((0.3,), 1, {"protocol": "shelf"}, (2, False, None)),
    ],
)
def test_rounds_end_as_the_protocol_says(
    medians: tuple[float, ...],
    held: int,
    rest: dict[str, Any],
    expected: tuple[int | None, bool, float | None],
) -> None:
    found = progress_of(asked(*medians, held=held, **rest))
    assert (found.open, found.ends) == expected[:2]
    assert found.moved == (None if expected[2] is None else pytest.approx(expected[2], abs=1e-9))
    assert found.closed == held
    assert found.why


def test_those_who_have_not_answered_in_the_open_round_are_waited_for() -> None:
    assert progress_of(asked(0.3, held=0)).waiting == ("b",)
    assert progress_of(asked(0.3, held=1)).waiting == ("a", "b")
    assert progress_of(asked(0.3, 0.3, held=2)).waiting == ()


def test_a_round_that_nobody_answered_ends_nothing() -> None:
    rounds = [
        {"round": 1, "held": "2010-01-01", "answers": {"a": {"likelihood": {"piracy": [0.1, 0.2, 0.3]}}}},
        {"round": 2, "held": "2010-01-02"},
    ]
    mapping = {"list": {"piracy": {}}, "experts": {"a": {"of": "north"}}, "rounds": rounds}
    found = progress_of(Assessment.model_validate(mapping))
    assert (found.open, found.ends, found.moved) == (3, False, None)
    assert found.why == "nobody answered in round 2"
