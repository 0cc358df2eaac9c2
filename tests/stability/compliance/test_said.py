"""What is said of commitments, and that tables and plain values say the same."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.stability.compliance import compliance, with_draws
from tests.stability.compliance.test_compliance import PARTS, pact

SAID = [
    (
        PARTS,
        "The Alphas keeps “visits: yearly” by itself: a breach is noticed with 0.90. From 0.75 on",
    ),
    (
        {**PARTS, "detection": 0.5},
        "The Alphas gains by breaching “visits: yearly”: a breach is noticed with 0.50.",
    ),
    ({**PARTS, "keeps_gain": True}, "No detection suffices: the gain is kept, and the penalty costs less."),
    ({**PARTS, "gain": 0}, "A breach brings nothing, and so never pays."),
    (
        {**PARTS, "gain": [1, 9]},
        "From 0.83 on (0.50 to 0.90 over the ranges given) it would not pay. So it",
    ),
    ({**PARTS, "gain": [1, 99]}, "Over some of the ranges given the answer is the other one."),
    (
        {**PARTS, "penalty": [1, 6], "gain": [1, 9], "keeps_gain": True},
        "and the penalty costs less. At the best end of the ranges given, 0.17 would.",
    ),
    ({"gain": [1, 2], "penalty": 1, "keeps_gain": True, "detection": 1}, "No detection suffices"),
    (
        {"gain": [1, 3], "penalty": 3, "keeps_gain": True, "detection": 1},
        "From 0.67 on (0.33 to 1 over the ranges given) it would not pay.",
    ),
    (
        {"gain": [1, 3], "penalty": 2, "keeps_gain": True, "detection": 1},
        "From 1 on (0.50 to beyond any detection over the ranges given) it would not pay.",
    ),
    (
        {"gain": 3, "penalty": 1},
        "Whether the Alphas keeps “visits: yearly” cannot be judged: its detection is not given. From 0.75",
    ),
    ({"detection": 0.5}, "cannot be judged: its gain and penalty are not given."),
]


@pytest.mark.parametrize(("given", "sentence"), SAID)
def test_it_is_said_who_keeps_what_and_what_it_takes(given: dict[str, Any], sentence: str) -> None:
    first, said = compliance(pact({"a": given}), {"visits": "yearly"}).summary()
    assert first.startswith("The one commitment ")
    assert sentence in said


def test_commitments_are_counted_by_what_becomes_of_them() -> None:
    case = pact({"a": PARTS, "b": {**PARTS, "gain": 30}})
    assert compliance(case).summary()[0] == (
        "Of 3 commitments 1 enforces itself, 1 does not, and 1 cannot be judged."
    )
    assert compliance(case, {"visits": "yearly"}).summary()[0] == (
        "Of 2 commitments 1 enforces itself, 1 does not."
    )


def test_it_is_said_where_nobody_is_named() -> None:
    case = pact([])
    assert compliance(case, {"visits": "yearly"}).summary() == [
        "Nobody is named who could later breach what the package changes."
    ]
    assert compliance(case).summary()[1] == (
        "Whether b keeps what is agreed on “talks” cannot be judged: its gain, penalty and detection are not"
        " given."
    )


def test_tables_and_plain_values_say_the_same_and_survive_json() -> None:
    found = compliance(
        pact({"a": {"gain": [2, 4], "penalty": 1, "detection": [0.8, 1]}, "b": {"gain": 3}}),
        {"visits": "yearly"},
    )
    plain = found.to_json()
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["package"], plain["enforces_itself"], plain["exactness"]) == (
        {"visits": "yearly"},
        None,
        "exact",
    )
    first, second = plain["commitments"]
    assert first["threshold"] == {"low": pytest.approx(2 / 3), "nominal": 0.75, "high": 0.8}
    assert first["breach_is_worth"] == pytest.approx(0.1 * 3 - 0.9 * 1)
    assert (first["verdict"], first["across"], first["none_suffices"]) == ("kept", "always", False)
    assert second["missing"] == ["penalty", "detection"]
    assert second["threshold"] == second["penalty"] == {"low": None, "nominal": None, "high": None}
    table = found.to_frames()["commitments"]
    assert table["party"].tolist() == ["a", "b"]
    assert [table[column].tolist()[0] for column in ("gain", "gain_low", "gain_high")] == [3, 2, 4]
    assert table["verdict"].tolist() == ["kept", "untold"]
    assert table["missing"].tolist() == ["", "penalty, detection"]


def test_a_notebook_shows_sentences_and_table() -> None:
    found = compliance(pact({"a": PARTS}))
    for shown in (found._repr_html_(), with_draws(found, 10)._repr_html_()):
        assert shown.startswith("<ul><li>Of 2 commitments")
        assert "<table" in shown
