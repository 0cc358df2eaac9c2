"""The command about what lasts: cases, GMCR+ files, reasons, what would have to change, refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import run, run_alone
from tests.stability.conflicts import OVER_ISSUES, WRITTEN_OUT
from tests.stability.models import CATALOG

EUPHRATES = Path(__file__).parents[1] / "formats" / "gmcr" / "euphrates.gmcr"


def _json(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("stability", *arguments, "--json").stdout)
    return found


@pytest.mark.parametrize(
    ("asked", "entry"),
    [("elmira", "elmira"), ("prisoners-dilemma", "prisoners_dilemma"), (str(EUPHRATES), "euphrates")],
)
def test_what_is_printed_is_what_is_known(asked: str, entry: str) -> None:
    """Expected: the catalog, in its order of decision makers."""
    known = next(one for one in CATALOG if one["id"] == entry)
    found = _json(asked)
    for concept, of in known["stable"].items():
        ours = [found["stable"][name][concept] for name in found["decision_makers"]]
        assert ours == [sorted(states) for states in of.values()]
    assert found["equilibria"] == {key: sorted(states) for key, states in known["equilibria"].items()}
    assert [one["number"] for one in found["states"]] == list(range(1, known["states"] + 1))


def test_elmira_is_told_as_it_was_published() -> None:
    """Kilgour and others 2001: from delay the local governments insist; then two go to state 8 together."""
    found = _json("elmira")
    assert found["status_quo"] == 1
    assert found["states"][8]["options"] == {"response": "abandon"}
    assert {"coalition": ["moe", "uniroyal"], "from": 5, "to": 8} in found["coalition_improvements"]
    assert found["paths"]["improvements"]["5"] == [{"by": ["local"], "from": 1, "to": 5}]
    assert found["paths"]["attractive"] == [1, 5]
    said = run_alone("stability", "elmira").stdout
    assert "together can go from state 5 to state 8" in said


def test_a_file_of_gmcr_is_opened_from_another_state() -> None:
    said = run("stability", str(EUPHRATES), "--today", "1", "--horizon", "3").stdout
    assert "From today improvements alone lead to one other equilibrium" in said
    assert "Looking 3 moves ahead, Syria would stay in" in said
    assert run("stability", str(EUPHRATES), "--why", "6").stdout.startswith(
        "Why state 6 (“Escalate; Attack”)"
    )
    refused = run("stability", str(EUPHRATES), "--variant", "calm", expect=2)
    assert "a .gmcr file has no variants" in refused.stderr


def test_reasons_and_wanted_states_are_answers_of_their_own() -> None:
    why = _json("elmira", "--why", "1")
    told = {(one["decision_maker"], one["concept"]): one for one in why["certificates"]}
    assert not told["local", "seq"]["stable"]
    assert told["local", "gmr"]["sanctions"] == [
        {"improvement": 5, "path": [{"by": ["moe"], "from": 5, "to": 6}]}
    ]
    wanted = _json("elmira", "--wanted", "1", "--by", "seq")
    assert (wanted["steps"], wanted["at_least"], wanted["exactness"]) == (0.5, 0.5, "exact")
    stated = _json("prisoners-dilemma", "--wanted", "4", "--change", "statements")
    assert (stated["steps"], stated["of"]["first"]) == (0, {"steps": 0, "order": [1, 2]})


def test_what_is_known_in_part_is_told_as_such(tmp_path: Path) -> None:
    text = WRITTEN_OUT.replace("    other: {payoffs: [1, 0, 2]}\n    third:", "    other:")
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    found = json.loads(run("stability", "case.yaml", "--json", folder=tmp_path).stdout)
    assert found["unknown"]["of"] == ["other"]
    # The other may move from the second state to the first, known to be better, so it never stays there.
    assert 2 not in found["stable"]["other"]["nash"]
    assert found["stable"]["other"]["nash"] == [1, 3]
    said = run("stability", "case.yaml", folder=tmp_path).stdout
    assert "What the other would prefer is known only in part" in said
    refused = run("stability", "case.yaml", "--wanted", "1", folder=tmp_path, expect=2)
    assert "known only in part" in refused.stderr
    refused = run("stability", "case.yaml", "--draws", "5", folder=tmp_path, expect=2)
    assert "here only a part is" in refused.stderr


def test_draws_give_shares_with_intervals_and_the_same_seed_the_same(tmp_path: Path) -> None:
    uncertain = OVER_ISSUES.replace("low: 40, high: 60", "low: [0, 80], high: [0, 120]")
    (tmp_path / "case.yaml").write_text(uncertain, encoding="utf-8")
    asked = ("stability", "case.yaml", "--draws", "40", "--seed", "3", "--json")
    first, second = (json.loads(run(*asked, folder=tmp_path).stdout)["ensemble"] for _ in range(2))
    assert first == second
    assert (first["draws"], first["seed"]) == (40, 3)
    for concept, states in first["equilibria"].items():
        for one in states:
            low, high = one["interval"]
            assert 0 <= low <= one["share"] <= high <= 1, concept
    wide = {one["state"]: one["share"] for one in first["equilibria"]["gmr"]}
    for one in first["equilibria"]["nash"]:
        assert one["share"] <= wide[one["state"]]


def test_tables_are_written(tmp_path: Path) -> None:
    run("stability", "elmira", "--csv", str(tmp_path / "tables"))
    names = {path.name for path in (tmp_path / "tables").iterdir()}
    assert names == {"states.csv", "coalition_improvements.csv", "ways.csv"}
    head, first, *_ = (tmp_path / "tables" / "states.csv").read_text(encoding="utf-8").splitlines()
    assert head.startswith("state,label,order,response,insistence,nash: all,nash: moe")
    assert first.startswith("1,Delay,original,delay,none,False,True")


VOW = """\
detente: 1
title: A vow
as_of: undated
parties: {a: , b: }
issues:
  peace:
    options: [none, kept]
    today: none
    decided_by: [a, b]
    stances: {a: kept > none, b: kept > none}
    kept_by: {a: {gain: 1, penalty: [1, 3], detection: 0.5}}
"""


def test_where_nothing_is_told_of_states_it_is_still_told_who_would_keep_what_is_agreed(
    tmp_path: Path,
) -> None:
    (tmp_path / "case.yaml").write_text(VOW, encoding="utf-8")
    said = run("stability", "case.yaml", folder=tmp_path).stdout
    assert said.startswith("Which states last is not told: no decider can change anything alone")
    assert "The one commitment enforces itself.\nA keeps" in said
    asked = ("stability", "case.yaml", "--draws", "8", "--json")
    found = json.loads(run(*asked, folder=tmp_path).stdout)
    assert found["compliance"]["commitments"][0]["verdict"] == "kept"
    assert found["ensemble"]["compliance"]["draws"] == 8
    refused = run("stability", "case.yaml", "--why", "1", folder=tmp_path, expect=2)
    assert "no decider can change anything alone" in refused.stderr
    wide = "".join(f"  i{number}: {{options: [a, b], today: a, decided_by: b}}\n" for number in range(23))
    (tmp_path / "case.yaml").write_text(VOW + wide, encoding="utf-8")
    said = run("stability", "case.yaml", folder=tmp_path).stdout
    assert said.startswith("Which states last is not told: the 23 issues of the conflict have 8,388,608")
    wrong = f"{VOW}  war: {{options: [a, b], today: a, decided_by: b}}\n"
    wrong += "conflict: {preferences: {b: [1, 1]}}\n"
    (tmp_path / "case.yaml").write_text(wrong, encoding="utf-8")
    assert "omits the state" in run("stability", "case.yaml", folder=tmp_path, expect=2).stderr


@pytest.mark.parametrize(
    ("package", "called"),
    [("nash", "Nash"), ("kalai_smorodinsky", "Kalai–Smorodinsky"), ("egalitarian", "egalitarian")],
)
def test_solutions_are_called_as_bargaining_calls_them(tmp_path: Path, package: str, called: str) -> None:
    (tmp_path / "case.yaml").write_text(VOW, encoding="utf-8")
    said = run("stability", "case.yaml", "--package", package, folder=tmp_path).stdout
    assert f"about the package that the {called} solution of bargaining picks" in said


@pytest.mark.parametrize("conflict", ["", "  war: {options: [a, b], today: a, decided_by: b}\n"])
def test_where_a_solution_picks_no_package_it_is_said_why_all_commitments_are_told(
    tmp_path: Path, conflict: str
) -> None:
    """By hand: the first party signs neither of the two packages."""
    text = VOW.replace("{a: , b: }", "{a: {red_lines: [{id: no, never: 'peace in (none, kept)'}]}, b: }")
    (tmp_path / "case.yaml").write_text(text + conflict, encoding="utf-8")
    said = run("stability", "case.yaml", folder=tmp_path).stdout
    assert "about everything that somebody could breach, as the Nash solution picks no package." in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("elmira", "--why", "10"), "there is no state 10: they go from 1 to 9"),
        (("elmira", "--wanted", "0"), "there is no state 0: they go from 1 to 9"),
        (("elmira", "--today", "12"), "there is no state 12: they go from 1 to 9"),
        (
            ("elmira", "--wanted", "1", "--by", "sequential"),
            "'sequential' is none of nash, gmr, smr",
        ),
        (("elmira", "--wanted", "1", "--change", "moves"), "'moves' is none of rankings, statements"),
        (("elmira", "--wanted", "1", "--change", "statements"), "nobody's preferences are statements"),
        (("elmira", "--horizon", "2"), "is one of two, and here 3 decide"),
        (("elmira", "--issues", "ordr"), "unknown issue 'ordr'; did you mean 'order'?"),
        (("elmira", "--package", "fair"), "'fair' is none of nash"),
        (("elmira", "--why", "1", "--draws", "5"), "reasons and changes are those of the nominal case"),
        (("elmira", "--why", "1", "--wanted", "2"), "one at a time"),
        (("panama-canal",), "no decider can change anything alone"),
        (("nowhere.gmcr",), "nowhere.gmcr"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(arguments: tuple[str, ...], says: str) -> None:
    done = run("stability", *arguments, expect=2)
    assert says in " ".join(done.stderr.replace("│", " ").split())
    assert not done.stdout


def test_states_go_by_the_names_that_the_case_gives_them(tmp_path: Path) -> None:
    """By hand: `first` is the first state, and `third_state` the third."""
    quarrel = tmp_path / "quarrel.yaml"
    quarrel.write_text(WRITTEN_OUT, "utf-8")
    for option in ("--why", "--today"):
        by_name, by_number = (run("stability", str(quarrel), option, one) for one in ("third_state", "3"))
        assert by_name.stdout == by_number.stdout
    refused = run("stability", str(quarrel), "--why", "frist", expect=2).stderr
    assert refused.strip() == "there is no state frist: they go from 1 to 3; did you mean 'first'?"


def test_other_commands_say_what_opens_a_file_of_gmcr() -> None:
    for command in ("check", "report"):
        assert "`detente stability FILE` opens it" in run(command, str(EUPHRATES), expect=2).stderr


def test_draws_that_can_change_nothing_are_not_counted() -> None:
    """The orders of the prisoner's dilemma are written out."""
    said = run("stability", "prisoners-dilemma", "--draws", "3").stdout
    assert "What everybody prefers is written out, so that the same states last in every draw." in said
    assert "Over 3 draws" not in said
