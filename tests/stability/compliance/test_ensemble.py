"""In how many draws commitments enforce themselves, counted draw by draw."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import pytest

from detente.outcomes.wilson import wilson
from detente.stability.compliance import compliance, with_draws
from tests.stability.compliance.test_compliance import PARTS, keeps, pact

if TYPE_CHECKING:
    from detente.case.case import Case

SAID: dict[str, dict[str, Any]] = {
    "a": {"gain": [1, 6], "penalty": [1, 6], "detection": [0.2, 0.9]},
    "b": {"gain": [1, 3], "penalty": [1, 4], "detection": [0.5, 1], "keeps_gain": True},
}
CHANGED = {"visits": "yearly"}


def counted(case: Case, draws: int, seed: int) -> list[list[bool]]:
    """Return by party, for each draw, whether it keeps what is agreed."""
    return [
        [
            keeps(
                *(certain.numbers[f"issues.visits.kept_by.{party}.{field}"] for field in FIELDS),
                keeps_gain=SAID[party].get("keeps_gain", False),
            )
            for certain in case.draw(draws, seed)
        ]
        for party in SAID
    ]


FIELDS = ("detection", "gain", "penalty")


def test_shares_are_those_counted_draw_by_draw() -> None:
    case = pact(SAID)
    found = with_draws(compliance(case, CHANGED), 150, 7)
    of_a, of_b = counted(case, 150, 7)
    assert [one.kept for one in found.commitments] == [sum(of_a), sum(of_b)]
    assert found.all_kept == sum(one and other for one, other in zip(of_a, of_b, strict=True))
    assert 0 < found.all_kept < min(sum(of_a), sum(of_b)) < 150
    assert found.commitments[0].share == sum(of_a) / 150
    assert found.commitments[0].interval == wilson(sum(of_a), 150)


def test_the_same_seed_gives_the_same_answer_and_another_seed_another() -> None:
    first, again, other = (with_draws(compliance(pact(SAID), CHANGED), 80, seed) for seed in (1, 1, 2))
    assert first.to_json() == again.to_json()
    assert first.to_json() != other.to_json()


def test_where_something_is_missing_no_share_is_told() -> None:
    found = with_draws(compliance(pact({"a": SAID["a"], "b": {"gain": 1}}), CHANGED), 20)
    assert found.commitments[0].kept is not None
    assert (found.commitments[1].share, found.commitments[1].interval, found.all_kept) == (None, None, None)
    assert len(found.summary()) == len(found.nominal.summary()) + 1


def test_what_is_certain_is_the_same_in_every_draw() -> None:
    found = with_draws(compliance(pact({"a": PARTS, "b": {**PARTS, "gain": 30}}), CHANGED), 20)
    assert [one.kept for one in found.commitments] == [20, 0]
    assert found.all_kept == 0
    all_draws, none = (f"in {share} of 20 draws (seed 0); 95% interval" for share in ("100.0%", "0.0%"))
    assert found.summary()[-3:] == [
        f"The Alphas keeps “visits: yearly” by itself {all_draws} 83.9% to 100.0%, approximate.",
        f"B keeps “visits: yearly” by itself {none} 0.0% to 16.1%, approximate.",
        f"All of these commitments enforce themselves {none} 0.0% to 16.1%, approximate.",
    ]


def test_the_table_has_shares_and_their_intervals() -> None:
    found = with_draws(compliance(pact({"a": SAID["a"], "b": None}), CHANGED), 40, 3)
    table = found.to_frames()["commitments"]
    kept = found.commitments[0].kept
    assert kept is not None
    first, second = table.to_dict("records")
    assert [first[f"share_kept{end}"] for end in ("", "_low", "_high")] == [kept / 40, *wilson(kept, 40)]
    assert all(isnan(second[f"share_kept{end}"]) for end in ("", "_low", "_high"))
    assert found.to_json()["ensemble"]["commitments"][1]["share_kept"] is None


def test_where_nobody_could_breach_there_is_no_share() -> None:
    found = with_draws(compliance(pact(SAID), {"quiet": "held"}), 5)
    assert (found.commitments, found.all_kept) == ((), None)


def test_fewer_than_one_draw_is_told() -> None:
    with pytest.raises(ValueError, match="at least one draw"):
        with_draws(compliance(pact(SAID)), 0)
