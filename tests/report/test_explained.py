from __future__ import annotations

import pytest

import detente
from detente.bargaining import zone
from detente.case.case import Case
from detente.outcomes import signing
from detente.outcomes.counting import counting
from detente.report.explained import explained


def test_a_number_of_packages_that_is_an_estimate_is_called_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where packages are too many to be written out, and their values to be counted."""
    monkeypatch.setattr(zone, "listed", lambda *_: None)
    monkeypatch.setattr(counting, "MOST_STEPS", 0)
    found = explained(detente.load("panama-canal"), "duration is usa")
    assert found.feasible is not None
    said = " ".join(found.summary())
    assert f"It holds in {found.feasible} of {found.possible} packages" in said
    assert said.count("(estimated; ") == 4
    low, high = found.to_json()["feasible_interval"]
    assert low <= found.to_json()["feasible"] <= high


def test_counts_that_are_said_as_powers_of_ten_are_said_as_about_so_many() -> None:
    """By hand: 3 ** 60 is 4.2 × 10^28, a third of which has the first option of the first issue."""
    issues = "\n".join(
        f"  i{number}: {{options: [x, y, z], today: x, decided_by: [a, b]}}" for number in range(60)
    )
    case = Case.from_text(
        f"detente: 1\ntitle: Many\nas_of: 2010-01-01\nparties: {{a: , b: }}\nissues:\n{issues}\n"
    )
    said = explained(case, "i0 is x").summary()[1]
    assert said.startswith("It holds in about 1.4 × 10^28 of about 4.2 × 10^28 packages that can exist, and")


@pytest.mark.parametrize(
    ("quantity", "says"),
    [
        ("trust_short(no_new_obstacle)", "“No new obstacle” needs no trust"),
        ("can_close(georgia, council_2010)", "it has no value: georgia takes no part in “council_2010”"),
    ],
    ids=["no trust needed", "no part taken"],
)
def test_a_quantity_of_what_has_none_of_it_is_explained_all_the_same(quantity: str, says: str) -> None:
    found = explained(detente.load("nato-russia-2010"), quantity)
    assert found.words == says
    assert found.value in {0, None}


OPTIONS, ASK = "and its options are", "ask for one of them, as in"


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("toll", f"“Toll” is an issue, {OPTIONS} “None” (today), “Low” and “high”: {ASK} 'toll is low'"),
        ("low", "“Low” is an option of “Toll”: ask for it as 'toll is low'; “low” is an option of “A pier”"),
        (
            "none",
            f"“none” is an issue, {OPTIONS} “none” (today) and “all”: {ASK} 'none is all'; “None” is an",
        ),
        ("none", "an option of “Toll”: ask for it as 'toll is none'; “none” is an option of “none”"),
        ("pier", "“A pier” is an issue, and its only option is “low” (today)"),
        ("low | high", "a rank order of the options of “Toll”, best first: “Low”"),
        ("toll > none", "a rank order of weights, heaviest first: “Toll”, then “none”"),
    ],
)
def test_one_short_name_alone_is_no_rank_order(word: str, says: str) -> None:
    case = Case.from_text(
        """
detente: 1
title: A river
as_of: 2024-01-01
parties: {a: , b: }
issues:
  toll: {name: Toll, options: {none: None, low: Low, high: }, today: none, decided_by: [a, b]}
  none: {options: [none, all], today: none, decided_by: [a]}
  pier: {name: A pier, options: [low], today: low, decided_by: [a]}
"""
    )
    assert says in explained(case, word).words


def test_a_variant_too_large_to_be_analysed_stops_no_explanation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both towns have a voice of their own; where they outvote each other, there may be one here."""
    monkeypatch.setattr(signing, "MOST_VOICES", 1)
    case = Case.from_text(
        """
detente: 1
title: A bypass
as_of: 2024-01-01
parties: {state: , north: , south: }
blocs: {towns: {members: [north, south]}}
issues:
  route:
    options: [short, long]
    today: short
    decided_by: [state, towns]
    stances: {north: short > long, south: short > long}
  toll: {options: [none, low], today: none, decided_by: [state]}
negotiation: {issues: [route]}
variants:
  large: {blocs: {towns: {decides_by: majority}}, negotiation: {issues: [route, toll]}}
  tolled: {negotiation: {issues: [route, toll]}}
"""
    )
    assert explained(case, "toll is low").summary()[2].endswith("; with --variant tolled it is on the table.")
