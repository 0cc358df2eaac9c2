"""A claim that turns on something too large to be found is not tested, and says why; the others are."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from detente.bargaining import zone
from detente.case.arguments import Claim
from detente.case.case import Case
from detente.case.problems import CaseError
from detente.claims import analyse, over_draws, searches
from detente.claims.run_folder import run_folder
from detente.claims.stretches import Judged, Stretch, judged
from detente.claims.study import Study
from detente.report.paper import paper_of
from detente.report.paper.parts import Paragraph
from detente.report.report import make_report
from detente.roadmap.exact import startable
from tests.cli.command import run
from tests.report.page_reader import read_page

if TYPE_CHECKING:
    from pathlib import Path

MEMBERS = [f"town_{number}" for number in range(1, 26)]
STANCES = ", ".join(f"{one}: short > long > none" for one in MEMBERS)
CASE = f"""
detente: 1
title: A bypass past many towns
as_of: 2024-01-01
horizon: {{from: 2024-Q1, to: 2025-Q4}}
parties: {{state: {{}}, {", ".join(f"{one}: {{}}" for one in MEMBERS)}}}
blocs: {{towns: {{members: [{", ".join(MEMBERS)}]}}}}
issues:
  route:
    options: [none, short, long]
    today: none
    decided_by: [state, towns]
    stances: {{state: {{points: {{none: 0, short: [-1, 3], long: 1}}}}, {STANCES}}}
blocks: {{survey: {{lasts: 1, delivers: [0.6, 0.9]}}}}
roadmap: {{goal: survey done}}
claims:
  - {{id: outvoted, says: Towns can be outvoted., holds_if: "signable(route is long, variant=large) > 0"}}
  - {{id: signed, says: A long bypass can be signed., holds_if: signable(route is long) > 0}}
  - {{id: easier, says: That is easier., holds_if: signable(variant=large) > signable(), waits_for: channel}}
  - {{id: likely, says: The survey is likely even then., holds_if: p_goal(variant=large) > 0.5}}
variants:
  large: {{blocs: {{towns: {{decides_by: majority}}}}}}
"""
"""Each town has a voice of its own, as each has a stance: of 25, at most 16 can outvote each other."""
WHY = "'towns' has 25 different voices and no consensus rule; at most 16 can be analysed"
IN_LARGE = f"in the variant “large”, {WHY}"
DRAWS = 25


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return analyse(Case.from_text(CASE), draws=DRAWS, seed=3).to_json()


@pytest.mark.parametrize("draws", [0, DRAWS])
def test_only_the_claims_that_are_too_large_are_not_tested(draws: int) -> None:
    """By hand: towns gain from a long bypass, and so does the state; the survey delivers by 0.6 at least."""
    found = {one.claim.id: one for one in analyse(Case.from_text(CASE), draws=draws, seed=3).claims}
    for key in ("outvoted", "easier"):
        assert (found[key].tested, found[key].nominal, found[key].share) == (False, None, None)
        assert str(found[key].verdict) == "not testable yet"
        assert (found[key].too_large, found[key].why) == (WHY, IN_LARGE)
    for key in ("signed", "likely"):
        assert (found[key].tested, found[key].nominal, found[key].too_large) == (True, True, "")
        assert found[key].share == (1 if draws else None)
        assert found[key].sufficient is not None


def test_the_others_are_what_they_are_without_it(told: dict[str, Any]) -> None:
    case = Case.from_text(CASE)
    kept = [one for one in case.claims if one.id in {"signed", "likely"}]
    alone = analyse(case, claims=kept, draws=DRAWS, seed=3).to_json()
    assert [one for one in told["claims"] if one["nominal"] is not None] == alone["claims"]


def test_others_who_help_find_the_same(told: dict[str, Any]) -> None:
    with ThreadPoolExecutor(2) as executor:
        assert analyse(Case.from_text(CASE), draws=DRAWS, seed=3, executor=executor).to_json() == told


def test_a_run_that_goes_on_finds_the_same_and_makes_nothing_again(
    told: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with run_folder(tmp_path / "kept") as kept:
        assert analyse(Case.from_text(CASE), draws=DRAWS, seed=3, kept=kept).to_json() == told

    def again(*_: object) -> None:
        raise AssertionError("this is done")

    monkeypatch.setattr(over_draws, "judged", again)
    monkeypatch.setattr(searches, "found_for", again)
    with run_folder(tmp_path / "kept") as kept:
        assert analyse(Case.from_text(CASE), draws=DRAWS, seed=3, kept=kept).to_json() == told


def test_what_is_too_large_in_a_stretch_is_kept() -> None:
    case, stretch = Case.from_text(CASE), Stretch(0, 2)
    study = Study(case, case.claims, DRAWS, 3)
    found = judged(study, stretch)
    assert found.too_large == {"outvoted": WHY, "easier": WHY}
    assert {claim: len(held) for claim, held in found.held.items()} == {
        "outvoted": 0,
        "signed": 2,
        "easier": 0,
        "likely": 2,
    }
    assert Judged.of_json(json.loads(json.dumps(found.to_json())), study, stretch) == found


def test_the_commands_say_why_and_go_on(tmp_path: Path) -> None:
    (tmp_path / "bypass.yaml").write_text(CASE, encoding="utf-8")
    outvoted = f"outvoted not testable yet: Towns can be outvoted. (I{IN_LARGE[1:]}.)"
    said = run("claims", "bypass.yaml", "--draws", "2", folder=tmp_path).stdout.splitlines()
    assert said[0] == outvoted
    assert "signed always: A long bypass can be signed." in said
    said = run("report", "bypass.yaml", folder=tmp_path).stdout.splitlines()
    assert said[1] == outvoted
    assert said[-2] == "2 of 4 claims are answered so far."
    found = json.loads(run("claims", "bypass.yaml", "--draws", "0", "--json", folder=tmp_path).stdout)
    assert [one["why"] for one in found["claims"] if one["nominal"] is None] == [IN_LARGE, IN_LARGE]


def test_the_report_and_the_paper_say_why() -> None:
    """The channel is still to come, but that is not why the claim that waits for it too cannot be tested."""
    report = make_report(Case.from_text(CASE))
    page = read_page(report.html())
    [group] = page.all(class_="waiting-group")
    assert group.only("h4").text == f"I{IN_LARGE[1:]}"
    assert [one.attributes["id"] for one in group.all("li")] == ["claim-outvoted", "claim-easier"]
    assert "analyses that are still to come" not in page.text
    reasons = [
        one
        for one in paper_of(report).parts
        if isinstance(one, Paragraph) and one.lead.endswith("cannot be tested")
    ]
    assert [one.lead for one in reasons] == [
        "Why outvoted cannot be tested",
        "Why easier cannot be tested",
    ]


def test_a_case_too_large_itself_has_those_claims_tested_that_nobody_signs() -> None:
    found = analyse(Case.from_text(CASE).with_variant("large"), draws=2)
    assert [(one.claim.id, one.tested) for one in found.claims] == [
        ("outvoted", False),
        ("signed", False),
        ("easier", False),
        ("likely", True),
    ]
    assert found.claims[1].why == WHY
    assert len(found.summary()) == len(found.claims)


def test_an_analysis_that_names_problems_of_the_case_says_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.claims.stretches.truth", _refuse)
    found = analyse(Case.from_text(CASE), draws=2)
    assert {one.too_large for one in found.claims} == {WHY, "there are too many states"}


def test_a_verdict_of_which_it_cannot_be_found_what_it_rests_on_stands_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(searches, "explained", _refuse)
    found = {one.claim.id: one for one in analyse(Case.from_text(CASE)).claims}
    assert found["signed"].nominal is True
    assert found["signed"].why.endswith("what this rests on cannot be found: there are too many states")
    assert found["signed"].explained is None
    assert found["outvoted"].why == IN_LARGE


def test_a_mistake_of_the_program_is_not_taken_for_something_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def mistaken(*_: object) -> None:
        raise ValueError("shapes do not match")

    monkeypatch.setattr(searches, "explained", mistaken)
    with pytest.raises(ValueError, match="shapes do not match"):
        analyse(Case.from_text(CASE))


def _refuse(*_: object) -> None:
    raise CaseError.of("there are too many states", "bypass.yaml")


def test_a_roadmap_too_large_for_an_exact_chance_fails_no_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startable, "MOST_BLOCKS", 0)
    for draws in (0, 2):
        found = {one.claim.id: one for one in analyse(Case.from_text(CASE), draws=draws).claims}
        why = "the roadmap is too large for the exact method: more than 0 blocks"
        assert (found["likely"].tested, found["likely"].too_large) == (False, why)
        assert found["likely"].why == f"in the variant “large”, {why}"
        assert found["signed"].nominal is True


def test_packages_too_many_to_write_out_fail_no_claim_on_what_moves_cost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zone, "listed", lambda *_: None)
    gains = Claim.model_validate({"id": "gains", "says": "They gain.", "holds_if": "joint_gain() > 0"})
    case = Case.from_text(CASE)
    for draws in (0, 2):
        gain, signed = analyse(case, claims=[gains, case.claims[1]], draws=draws).claims
        assert (gain.tested, gain.why) == (False, "there are too many packages to write out")
        assert signed.nominal is True
