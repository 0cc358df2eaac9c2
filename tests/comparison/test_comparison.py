"""A case and its variants side by side, each part against what the single commands say of each variant."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import detente
from detente import terminal
from detente.bargaining.solutions.solution import Solution, solved
from detente.bargaining.zone import Zone
from detente.comparison import SideBySide, compare
from detente.comparison.changes import changes_between
from detente.comparison.powers import blocking
from detente.comparison.table import MARK, WIDTH, table
from detente.institutions import analyse as institutions
from detente.outcomes import signing
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.wilson import wilson
from detente.report.report import make_report
from detente.roadmap.result import Roadmap
from tests.cli.command import run, run_alone
from tests.report.page_reader import read_page

if TYPE_CHECKING:
    from detente.case.case import Case

FILE = Path(__file__).with_name("ferry.yaml")
CASE = detente.load(FILE)
NAMES = ("modest", "sure", "watched")
DRAWS, SEED = 25, 3


@pytest.fixture(scope="module")
def result() -> SideBySide:
    return compare(CASE, NAMES, draws=DRAWS, seed=SEED)


@pytest.fixture(scope="module")
def told(result: SideBySide) -> dict[str, Any]:
    return result.to_json()


def _alone(command: str, variant: str | None, *more: str) -> Any:  # noqa: ANN401 - as JSON has it
    chosen = [] if variant is None else ["--variant", variant]
    return json.loads(run(command, str(FILE), *chosen, *more, "--json").stdout)


def _case(variant: str | None) -> Case:
    return CASE if variant is None else CASE.with_variant(variant)


def test_the_case_comes_first_then_the_variants_in_their_order(told: dict[str, Any]) -> None:
    assert [one["variant"] for one in told["variants"]] == [None, *NAMES]


@pytest.mark.parametrize("place", range(len(NAMES) + 1))
def test_what_can_be_signed_is_what_bargaining_says_of_each_variant(told: dict[str, Any], place: int) -> None:
    one = told["variants"][place]
    alone = _alone("bargaining", one["variant"])
    assert (one["feasible"], one["signable"]) == (alone["feasible"], alone["signable"])
    assert one["share"] == alone["signable"] / alone["feasible"]
    picked = [{"package": each["package"], "value": each["value"]} for each in alone["solutions"]["nash"]]
    assert one["nash"] == picked


@pytest.mark.parametrize("place", range(len(NAMES) + 1))
def test_splits_are_what_cohesion_says_of_each_variant(told: dict[str, Any], place: int) -> None:
    one = told["variants"][place]
    alone = _alone("cohesion", one["variant"])
    assert one["splits"].keys() == alone["splits"].keys() == {"shore"}
    assert one["splits"]["shore"]["wedges"] == alone["splits"]["shore"]["wedges"]
    assert one["splits"]["shore"]["mandate"] == alone["mandate"]["shore"]["packages"]
    assert one["splits"]["shore"]["proposals"] == alone["win_sets"]["shore"]["other_side"]


@pytest.mark.parametrize("place", range(len(NAMES) + 1))
def test_what_lasts_is_what_stability_says_of_each_variant(told: dict[str, Any], place: int) -> None:
    one = told["variants"][place]
    alone, first = _alone("stability", one["variant"]), _alone("stability", None)
    assert one["lasting"]["states"] == len(alone["states"])
    for concept in ("nash", "seq"):
        named = [
            {each["states"][number - 1]["label"] for number in each["equilibria"][concept]}
            for each in (alone, first)
        ]
        found = one["lasting"][concept]
        assert found["stable"] == len(alone["equilibria"][concept])
        assert found["today"] == (alone["status_quo"] in alone["equilibria"][concept])
        assert (set(found["only_here"]), set(found["only_as_it_is"])) == (
            named[0] - named[1],
            named[1] - named[0],
        )


@pytest.mark.parametrize("place", range(len(NAMES) + 1))
def test_chances_and_orders_are_those_of_the_roadmap_of_each_variant(
    told: dict[str, Any], place: int
) -> None:
    one = told["variants"][place]["roadmap"]
    alone = _alone("roadmap", told["variants"][place]["variant"])
    assert (one["probability"], one["exactness"]) == (alone["probability"], alone["exactness"])
    assert one["order"] == alone["fixed_order"]["order"]
    assert one["order_probability"] == alone["fixed_order"]["probability"]


@pytest.mark.parametrize("place", range(len(NAMES) + 1))
def test_blocking_counts_the_moves_that_institutions_finds_blockable(
    told: dict[str, Any], place: int
) -> None:
    one = told["variants"][place]
    alone = _alone("institutions", one["variant"])["powers"]["shore"]
    answers = {each["asks"]: each["answer"] for each in one["blocking"]}
    answer = answers["moves of shore that others can now block"]
    assert answer.startswith(f"{alone['blockable']} of {alone['moves']}")
    assert answer.endswith(", by isle") == bool(alone["by"])


@pytest.mark.parametrize("place", range(len(NAMES) + 1))
def test_verdicts_and_shares_are_those_of_claims_tested_in_each_variant(
    told: dict[str, Any], place: int
) -> None:
    variant = told["variants"][place]["variant"]
    alone = detente.claims.analyse(_case(variant), draws=DRAWS, seed=SEED, sufficient=False)
    for claim, one in zip(told["claims"], alone.claims, strict=True):
        here = claim["in"][place]
        assert (claim["id"], here["variant"]) == (one.claim.id, variant)
        assert (here["verdict"], here["nominal"]) == (str(one.verdict), one.nominal)
        assert (here["share"], here["draws"]) == (one.share, one.draws)
        assert here["differs"] == (here["verdict"] != claim["in"][0]["verdict"])


def test_claims_that_name_their_variant_are_marked_and_never_differ(told: dict[str, Any]) -> None:
    assert [one["id"] for one in told["claims"] if one["names_its_variant"]] == ["K3", "K4"]
    assert not any(one["differs"] for one in told["claims"] if one["names_its_variant"])


def test_some_verdict_differs_where_the_zone_opens(told: dict[str, Any]) -> None:
    """The isle's demand for a ferry all year rules out one in summer; without it, nothing does."""
    assert [one["id"] for one in told["claims"] if one["differs"]] == ["K1"]


def _drawn_alone(variant: str | None) -> list[tuple[bool, dict[str, Fraction]]]:
    found = []
    for certain in _case(variant).draw(DRAWS, SEED):
        negotiation = negotiation_of(certain)
        zone = Zone(negotiation)
        points = solved(zone)["nash"].points
        gains = {
            key: sum((one.value[key] for one in points), Fraction(0)) / len(points)
            - negotiation.walk_away[key]
            if points
            else Fraction(0)
            for key in negotiation.signatories
        }
        found.append((zone.signable.value > 0, gains))
    return found


def test_shares_and_preferences_are_counted_draw_by_draw(told: dict[str, Any]) -> None:
    alone = {one["variant"]: _drawn_alone(one["variant"]) for one in told["variants"]}
    for one in told["variants"]:
        hits = sum(can for can, _ in alone[one["variant"]])
        assert one["drawn"]["signable"] == {"share": hits / DRAWS, "interval": list(wilson(hits, DRAWS))}
    asked = [one for one in told["preferred"] if one["party"] is not None]
    assert len(asked) == 4 * 3 * 2, "twelve pairs of columns, and two who sign in each"
    for one in asked:
        pairs = [
            (ours[1][one["party"]], theirs[1][one["party"]])
            for ours, theirs in zip(alone[one["variant"]], alone[one["than"]], strict=True)
        ]
        assert one["better"]["share"] == sum(a > b for a, b in pairs) / DRAWS
        assert one["worse"]["share"] == sum(a < b for a, b in pairs) / DRAWS


def test_the_goal_is_preferred_as_the_chances_of_the_same_draws_say(told: dict[str, Any]) -> None:
    first = 20
    chances = {
        one["variant"]: [
            Roadmap(certain).probability
            for _, certain in zip(range(first), _case(one["variant"]).draw(DRAWS, SEED), strict=False)
        ]
        for one in told["variants"]
    }
    asked = [one for one in told["preferred"] if one["party"] is None]
    assert len(asked) == 4 * 3, "twelve pairs of columns"
    for one in asked:
        pairs = list(zip(chances[one["variant"]], chances[one["than"]], strict=True))
        assert one["draws"] == first
        assert one["better"]["share"] == sum(a > b + 1e-12 for a, b in pairs) / first
        assert one["worse"]["share"] == sum(a < b - 1e-12 for a, b in pairs) / first


def test_another_order_of_the_variants_changes_nothing_else(told: dict[str, Any]) -> None:
    other = compare(CASE, NAMES[::-1], draws=DRAWS, seed=SEED).to_json()
    assert [one["variant"] for one in other["variants"]] == [None, *NAMES[::-1]]
    assert sorted(other["variants"], key=str) == sorted(told["variants"], key=str)
    assert sorted(other["preferred"], key=str) == sorted(told["preferred"], key=str)
    for one, same in zip(other["claims"], told["claims"], strict=True):
        assert sorted(one.pop("in"), key=str) == sorted(same["in"], key=str)
        assert one == {key: value for key, value in same.items() if key != "in"}


def test_a_variant_named_twice_has_one_column() -> None:
    assert [one.key for one in compare(CASE, ["modest", "modest"]).columns] == [None, "modest"]


def test_without_names_all_variants_are_compared() -> None:
    assert [one.key for one in compare(CASE).columns] == [None, *CASE.variants]


def test_blocks_taken_out_and_other_starts_have_columns_of_their_own() -> None:
    """The chances are those of the case with these words written under its roadmap."""
    found = compare(CASE, without=["landing", "survey+landing"], starts=["2026"])
    assert [one.key for one in found.columns] == [
        None,
        "without_landing",
        "without_survey_and_landing",
        "from_2026",
    ]
    text = FILE.read_text(encoding="utf-8")
    written = [
        text,
        text.replace("{goal: boat done}", "{goal: boat done, without: [landing]}"),
        text.replace("{goal: boat done}", "{goal: boat done, without: [survey, landing]}"),
        text.replace("{goal: boat done}", "{goal: boat done, starts: 2026}"),
    ]
    for column, each in zip(found.columns, written, strict=True):
        assert column.roadmap is not None
        assert column.roadmap.probability == Roadmap(detente.Case.from_text(each).nominal).probability


def test_a_variant_may_stand_in_the_place_of_the_case() -> None:
    found = compare(CASE.with_variant("modest"), ["sure"], starts=["2026"])
    first = found.columns[0]
    assert (first.name, first.case.variant) == ("as it is", "modest")
    signable = [one["signable"] for one in found.to_json()["variants"]]
    assert signable[0] == signable[-1] == _alone("bargaining", "modest")["signable"]


def test_the_first_sentence_names_what_differs(result: SideBySide) -> None:
    said = result.summary()
    assert said[0].startswith(
        "These make the difference: 1 of 2 verdicts that could differ, how many packages"
    )
    assert any(one.startswith("K1 never as it is and in “sure”; ") for one in said)
    assert any(one.startswith("K3 and K4 name themselves") for one in said)


def test_where_no_package_can_exist_or_nothing_is_on_the_table_that_is_said() -> None:
    said = "\n".join(compare(CASE, ["contradictory", "nothing"]).summary())
    assert "“contradictory” none can exist, as the rules contradict each other" in said
    assert "“nothing” nothing, as nothing is on the table" in said


def test_few_columns_stand_beside_each_other_and_many_below(result: SideBySide) -> None:
    beside, many = table(result), table(compare(CASE))
    assert beside[1].split() == ["As", "it", "is", "Modest", "Sure", "Watched"]
    assert many[2].split()[:2] == ["exist", "Signable"]
    assert all(len(line) <= WIDTH for line in (*beside, *many))
    [row] = [line for line in beside if line.startswith("K1 ")]
    assert row.count(MARK) == 2, "in “modest” and “watched”, and not in “sure”"


def test_tables_have_a_row_for_each_claim_in_each_column(result: SideBySide) -> None:
    frames = result.to_frames()
    assert len(frames["claims"]) == len(CASE.claims) * (len(NAMES) + 1)
    assert list(frames["variants"]["variant"]) == ["", *NAMES]
    assert set(frames["preferred"]["for"]) == {"shore", "isle", "the goal"}


def test_the_chart_has_two_bars_for_each_column(result: SideBySide) -> None:
    drawn = result.charts()["variants"].to_dict()
    bars = drawn["layer"][0]["data"]["values"]
    shares = [one["share"] for one in result.to_json()["variants"]]
    assert [round(one["end"], 6) for one in bars] == [
        round(float(number), 6)
        for column, share in zip(result.columns, shares, strict=True)
        if column.roadmap is not None
        for number in (share or 0, column.roadmap.probability)
    ]


def test_a_notebook_shows_the_sentences_and_the_verdicts(result: SideBySide) -> None:
    shown = result._repr_html_()
    assert "These make the difference" in shown
    assert "<th>Watched</th>" in shown


def test_everything_that_is_not_in_the_case_is_said_at_once() -> None:
    done = run(
        "compare",
        str(FILE),
        "--variants",
        "modst,shure",
        "--without",
        "landin",
        "--from",
        "2031",
        expect=2,
    )
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "unknown block 'landin'; did you mean 'landing'?",
        "'2031' is no period in which the road could start: the case's clock runs from 2024 to 2028",
        "unknown variant 'modst'; did you mean 'modest'?",
        "unknown variant 'shure'; did you mean 'sure'?",
        "4 problems",
    ]


def test_a_case_without_variants_says_so() -> None:
    done = run_alone("compare", "panama-canal", expect=2)
    assert "the case has no variants to be set beside it" in done.stderr


def test_a_case_without_a_roadmap_has_no_blocks_to_take_out() -> None:
    done = run("compare", "panama-canal", "--without", "treaty", expect=2)
    assert "the case has no roadmap" in done.stderr


def test_the_answer_goes_into_a_file_and_tables(tmp_path: Path) -> None:
    out, csv = tmp_path / "beside.txt", tmp_path / "tables"
    run("compare", str(FILE), "--variants", "sure", "--out", str(out), "--csv", str(csv))
    assert out.read_text(encoding="utf-8").startswith("These make the difference")
    assert {one.stem for one in csv.iterdir()} >= {"variants", "claims", "changes", "splits", "blocking"}
    before = FILE.read_text(encoding="utf-8")
    run("compare", str(FILE), "--out", str(FILE), expect=2)
    assert FILE.read_text(encoding="utf-8") == before


def test_columns_that_say_the_same_are_named_together() -> None:
    said = compare(CASE, starts=["2027", "2026"], without=["boat", "survey", "landing"]).summary()
    [chance] = [one for one in said if one.startswith("The chance of the goal")]
    assert "as it is 87.4%; “without boat”, “without survey”, “without landing” and “from 2027” 0%" in chance
    many = compare(CASE, starts=["2024", "2025", "2026", "2027", "2028"]).summary()
    assert "Packages that can be signed: 1 (16.7%) of 6 in each." in many
    same = compare(CASE, ["modest", "sure", "watched", "contradictory"], starts=["2026", "2025"]).summary()
    [signed] = [one for one in same if one.startswith("Packages that can be signed")]
    assert "as it is, “sure”, “from 2026” and “from 2025” 1 (16.7%) of 6; “modest” 4" in signed


def test_members_of_a_bloc_that_can_block_are_named_by_it() -> None:
    """Under the mutual draft NATO can block two moves of Russia, and each member can through NATO."""
    case = detente.load("nato-russia-2010")
    found = blocking(institutions(case.with_variant("draft_treaty_mutual")), case)
    assert found["moves of Russia that others can now block"] == "2 of 24, by NATO"


def test_changes_are_told_entry_by_entry() -> None:
    def said(name: str) -> list[str]:
        return [str(one) for one in changes_between(CASE, CASE.with_variant(name))]

    assert said("modest") == ["the demand of isle on “crossing” is taken away: all_year"]
    assert said("sure") == ["the probability that “boat” is delivered is 1, no longer 0.7"]
    assert said("contradictory") == [
        "the rule one is added: {id: one, require: toll is paid}",
        "the rule other is added: {id: other, require: toll is none}",
    ]


def test_processes_that_share_the_work_change_nothing(told: dict[str, Any]) -> None:
    with ThreadPoolExecutor(2) as executor:
        found = compare(CASE, NAMES, draws=DRAWS, seed=SEED, executor=executor).to_json()
    assert found == told


def test_what_verdicts_rest_on_is_told_where_it_is_asked() -> None:
    """The demand alone keeps a ferry in summer out; without it the ranking of the isle can."""
    said = "\n".join(compare(CASE, ["modest"], sufficient=True).summary())
    assert "As it is, assumed: it fails by one input alone: the demand of isle on “crossing”." in said
    assert "As it is, it would flip with one change alone: leaving out the demand of isle" in said
    assert "In “modest”, it would flip with one change alone: the ranking of the options of" in said


def test_where_nobody_signs_in_both_no_draw_is_better_for_anybody() -> None:
    """In one variant the six sign each for themselves, in the other their bloc does."""
    found = compare(detente.load("harbour"), ["five_of_six"], draws=2)
    assert found.to_json()["preferred"] == []
    said = (
        "In these draws, in “five of six” compared with as it is: better for nobody, as nobody signs in both."
    )
    assert said in found.summary()


def test_variants_of_which_draws_say_the_same_are_named_together() -> None:
    """The isle and the shore get the same as it is and in “sure”, whose boat matters to the goal alone."""
    said = compare(CASE, ["sure", "nothing"], starts=["2026", "2025"], draws=2).summary()
    [same] = [one for one in said if "“from 2026”" in one and one.startswith("In these draws")]
    assert "in “from 2026” and “from 2025” compared with as it is: better for the goal in 0.0%" in same
    assert same.endswith("the same in every draw for isle and shore.")


def test_blocks_named_twice_or_in_another_order_have_one_column() -> None:
    asked = ["boat", "landing+survey", "survey+landing", "boat+boat"]
    assert [one.key for one in compare(CASE, without=asked).columns] == [
        None,
        "without_boat",
        "without_landing_and_survey",
    ]


def test_columns_that_would_have_one_name_both_stay() -> None:
    text = FILE.read_text(encoding="utf-8").replace("  boat: {", "  survey_and_landing: {}\n  boat: {")
    found = compare(detente.Case.from_text(text), without=["survey+landing", "survey_and_landing"])
    assert [column.case.roadmap.without for column in found.columns if column.case.roadmap] == [
        (),
        ("survey", "landing"),
        ("survey_and_landing",),
    ]


def test_a_variant_that_changes_claims_says_so_and_their_verdicts_are_its_own() -> None:
    changed = "[{id: K1, says: None.}, {id: K3, holds_if: signable(variant=modest) < 1}]"
    text = FILE.read_text(encoding="utf-8") + f"  argued: {{claims: {changed}}}\n"
    case = detente.Case.from_text(text)
    assert [str(one) for one in changes_between(case, case.with_variant("argued"))] == [
        "what claim K1 says is None., no longer A ferry can be signed.",
        "the test of claim K3 is signable(variant=modest) < 1, no longer signable(variant=modest) > 0",
    ]
    found = compare(case, ["argued"])
    [claim] = [one for one in found.to_json()["claims"] if one["id"] == "K3"]
    assert not claim["names_its_variant"]
    assert [one["nominal"] for one in claim["in"]] == [True, False]
    assert any(one.startswith("K4 names itself") for one in found.summary())


def test_counts_that_are_the_same_are_not_called_the_same_packages() -> None:
    """One package can be signed in each: to the left as it is, and to the right in the variant."""
    case = detente.Case.from_text(
        """
detente: 1
title: A choice
as_of: 2024-01-01
parties: {us: {}, them: {}}
issues:
  way:
    options: [today, left, right]
    today: today
    decided_by: [us, them]
    stances: {us: left = right = today, them: left | today > right}
variants: {turned: {issues: {way: {stances: {them: right | today > left}}}}}
"""
    )
    said = compare(case).summary()
    assert said[1].startswith("How many packages can be signed and ")


def test_chances_that_differ_by_less_than_is_usually_shown_are_told_apart() -> None:
    text = FILE.read_text(encoding="utf-8").replace("boat: {delivers: 1}", "boat: {delivers: 0.7001}")
    found = compare(detente.Case.from_text(text), ["sure"])
    [chance] = [one for one in found.summary() if one.startswith("The chance of the goal")]
    roads = [column.roadmap for column in found.columns if column.roadmap is not None]
    shown = [f"{road.probability:.3%}" for road in roads]
    assert f"{roads[0].probability:.1%}" == f"{roads[1].probability:.1%}"
    assert f"as it is {shown[0]}; “sure” {shown[1]}" in chance
    assert "the chance of the goal" in found.summary()[0]
    [row] = [one for one in table(found) if one.startswith("Chance of the goal")]
    assert MARK in row


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_narrow_terminal_has_a_narrow_table(
    result: SideBySide, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True))
    seen = terminal.room(None, WIDTH)
    for found in (result, compare(CASE, starts=["2024", "2025", "2026", "2027"])):
        drawn = table(found, seen)
        assert max(map(len, drawn[: drawn.index("", 1)])) <= width


def test_what_goes_into_a_file_is_as_wide_whatever_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True))
    assert terminal.room(Path("answer.txt"), WIDTH) == WIDTH
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: False))
    assert terminal.room(None, WIDTH) == WIDTH


def test_a_solution_that_is_not_proved_says_so() -> None:
    found = compare(CASE, ["modest"])
    assert found.exactness == "exact"
    column = found.columns[1]
    vars(column)["solution"] = Solution(column.nash, "", "bounded")
    assert found.exactness == "estimated"
    [said] = [one for one in found.summary() if one.startswith("The Nash solution in")]
    assert said.endswith("(the best known).")
    [row] = [line for line in table(found) if line.startswith("The Nash solution is")]
    assert row.split("is", 1)[1].split() == ["proved", MARK.strip(), "the", "best", "known"]
    assert [one["nash_exactness"] for one in found.to_json()["variants"]] == ["exact", "bounded"]


MAJORITY = FILE.read_text(encoding="utf-8") + "  large: {blocs: {shore: {decides_by: majority}}}\n"


def test_a_mistake_of_the_program_is_not_taken_for_what_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: object) -> None:
        raise ValueError("shapes do not match")

    monkeypatch.setattr("detente.comparison.column.solved", mistaken)
    with pytest.raises(ValueError, match="shapes do not match"):
        compare(CASE, NAMES).to_json()


def test_of_a_variant_too_large_to_be_counted_it_is_said_and_the_others_are_compared(
    told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "MOST_VOICES", 1)
    found = compare(detente.Case.from_text(MAJORITY), [*NAMES, "large"], draws=DRAWS, seed=SEED)
    plain = found.to_json()
    assert plain["variants"][:-1] == told["variants"]
    large, why = plain["variants"][-1], "'shore' has 2 different voices and no consensus rule"
    assert (large["feasible"], large["signable"], large["share"], large["nash"]) == (None, None, None, [])
    assert large["roadmap"] == plain["variants"][0]["roadmap"], "whose blocks nobody signs"
    assert large["missing"]["bargaining"].startswith(why)
    assert large["lasting"]["nash"]["stable"] == plain["variants"][0]["lasting"]["nash"]["stable"]
    assert large["drawn"]["signable"] is None
    for claim, one in zip(plain["claims"], told["claims"], strict=True):
        assert claim["in"][:-1] == one["in"]
        unknown = claim["id"] == "K1"
        assert (claim["in"][-1]["nominal"] is None) == (unknown or claim["id"] == "K5")
        assert claim["in"][-1]["why"].startswith(why) == unknown
    said = found.summary()
    [gap] = [one for one in said if one.startswith("In “large”")]
    parts = "what can be signed, what splits a bloc and whether K1 holds"
    assert gap == f"In “large”, {parts} are not known: {why}; at most 1 can be analysed."
    assert "the same in each" not in "\n".join(one for one in said if "packages" in one)
    assert any("not known: K1" in line for line in table(found))
    beside = table(compare(detente.Case.from_text(MAJORITY), ["large"]))
    [row] = [line for line in beside if line.startswith("Packages that can be signed")]
    assert row.endswith("  not known"), "which is no difference, and has no mark"
    counted = found.to_frames()["variants"]["feasible"]
    assert counted.to_csv(index=False).split() == ["feasible", "6", "6", "6", "12", '""']


def test_a_case_too_large_to_be_counted_is_still_set_beside_its_variants(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signing, "MOST_VOICES", 1)
    text = MAJORITY.replace(
        "members: [port, farm], decides_by: consensus", "members: [port, farm], decides_by: majority"
    )
    text = text.replace(
        "large: {blocs: {shore: {decides_by: majority}}}", "small: {blocs: {shore: {decides_by: consensus}}}"
    )
    found = compare(detente.Case.from_text(text), ["small"], draws=2)
    said = found.summary()
    assert said[0] == "Nothing that is compared is known to differ."
    assert any(
        one.startswith("No claim is known to come out otherwise than as it is: K1 not known;") for one in said
    )
    assert [one["signable"] for one in found.to_json()["variants"]] == [None, 1]


def test_the_report_finds_in_variants_what_is_found_here() -> None:
    """Of a variant without an exact chance, as where nothing is on the table, both have the same gap."""
    beside = {one["variant"]: one for one in compare(CASE).to_json()["variants"]}
    for one in make_report(CASE).to_json()["variants"]:
        here = beside[one["variant"]]
        for key in ("feasible", "signable", "conflicts", "concessions"):
            assert one[key] == here[key]
        assert one["probability"] == pytest.approx(here["roadmap"]["probability"], abs=1e-12)


def test_the_report_of_a_case_with_a_variant_too_large_is_made_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signing, "MOST_VOICES", 1)
    report = make_report(detente.Case.from_text(MAJORITY), draws=2)
    one = report.to_json()["variants"][-1]
    assert (one["variant"], one["signable"]) == ("large", None)
    assert one["why_not"].startswith("'shore' has 2 different voices")
    page = read_page(report.html())
    shown = page.only(id="variant-large")
    assert "This variant could not be analysed: 'shore' has 2 different voices" in shown.text
    assert shown.only("span", class_="waits").text == "not known"
    assert page.only(id="variant-nothing").text.count("On the table: nothing.") == 1


def test_variants_that_take_parts_of_the_case_away_are_compared() -> None:
    """The toll is worth something to both shores; without it only three packages are on the table."""
    taken = {
        "cut": "issues: {toll: null}",
        "no_road": "roadmap: null",
        "idle": "issues: {patrol: null, fence: null}",
    }
    written = "".join(f"  {name}: {{{change}}}\n" for name, change in taken.items())
    found = compare(detente.Case.from_text(FILE.read_text(encoding="utf-8") + written), list(taken))
    plain = {one["variant"]: one for one in found.to_json()["variants"]}
    assert [one["feasible"] for one in plain.values()] == [6, 3, 6, 6]
    assert [one["roadmap"] is None for one in plain.values()] == [False, False, True, False]
    assert [one["lasting"] is None for one in plain.values()] == [False, False, False, True]
    [goal] = [one for one in found.to_json()["claims"] if one["id"] == "K2"]
    assert [one["nominal"] for one in goal["in"]] == [True, True, False, True]
    said = found.summary()
    assert "Cut: the issue “toll” is taken away." in said
    assert "No road: the roadmap is taken away: {goal: boat done}." in said
    assert any("“no road” none, as there is no roadmap" in one for one in said)
    assert "not known" not in "".join(said)


def test_a_variant_that_calls_somebody_otherwise_says_nothing_else_of_who_can_block() -> None:
    renamed = "  renamed: {parties: {isle: {name: The Isle}}}\n"
    found = compare(detente.Case.from_text(FILE.read_text(encoding="utf-8") + renamed), ["renamed"])
    assert found.columns[0].blocking == found.columns[1].blocking != {}
    assert found.summary()[0] == "Nothing that is compared differs."


def test_conflicts_that_may_not_be_all_say_so() -> None:
    """The farm meets neither demand: a paid toll crosses its line, and a ferry all year alone is a loss."""
    apart = "{issues: {toll: {stances: {farm: none | paid, isle: {demands: paid}}}}}"
    text = FILE.read_text(encoding="utf-8") + f"  apart: {apart}\n"
    found = compare(detente.Case.from_text(text), ["apart"])
    column = found.columns[1]
    assert column.conflicts is not None
    [row] = [line for line in table(found) if line.startswith("Demands to drop")]
    assert row.split()[-1] == "2"
    vars(column)["conflicts"] = replace(column.conflicts, complete=False)
    [row] = [line for line in table(found) if line.startswith("Demands to drop")]
    assert row.endswith("2 or fewer")
    vars(column)["conflicts"] = replace(column.conflicts, complete=False, concessions=())
    assert any("It is not known what to drop." in one for one in found.summary())
    assert found.to_json()["variants"][1]["conflicts_complete"] is False
