"""The institutions analysis as a whole: its face, and what the command prints of it."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from detente.case.case import Case, load
from detente.case.problems import CaseError
from detente.cli import app
from detente.institutions import analyse

if TYPE_CHECKING:
    from pathlib import Path

COUNCIL = ("usa", "uk", "france", "russia", "china")
BODIES: dict[str, Any] = {
    "bodies": {
        "security_council": {
            "members": [*COUNCIL, *(f"e{number}" for number in range(10))],
            "rule": {"at_least": 9, "including": list(COUNCIL)},
        },
        "community": {
            "members": ["germany", "france_too", "italy", "netherlands", "belgium", "luxembourg"],
            "rule": {
                "quota": 12,
                "weights": {
                    "germany": 4,
                    "france_too": 4,
                    "italy": 4,
                    "netherlands": 2,
                    "belgium": 2,
                    "luxembourg": 1,
                },
            },
        },
        "seventy": {"members": [f"m{number}" for number in range(70)], "rule": {"at_least": 36}},
    }
}
TWO_HOUSES = """
bodies:
  lower: {members: [a, b, c], rule: majority}
  upper: {members: [d, e], rule: consensus}
  parliament: {members: [lower, upper], rule: {all_of: [lower, upper]}}
"""


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_a_file_of_bodies_alone_gives_power_as_fractions(suffix: str, tmp_path: Path) -> None:
    """Published: the Security Council, the Community of 1958; 70 equal voters have 1/70 each."""
    path = tmp_path / f"bodies{suffix}"
    path.write_text(json.dumps(BODIES), encoding="utf-8")  # JSON is YAML, too
    done = CliRunner().invoke(app, ["institutions", str(path), "--json"], catch_exceptions=False)
    power = json.loads(done.stdout)["power"]
    council = power["security_council"]
    assert council["winning"] == 848
    assert council["members"]["china"]["shapley_shubik"] == "421/2145"
    assert council["members"]["e7"]["shapley_shubik"] == "4/2145"
    community = power["community"]["members"]
    assert [community[one]["banzhaf"] for one in ("germany", "belgium", "luxembourg")] == ["5/21", "1/7", "0"]
    assert [Fraction(community[one]["shapley_shubik"]) for one in ("italy", "netherlands")] == [
        Fraction(14, 60),
        Fraction(9, 60),
    ]
    for index in ("banzhaf", "shapley_shubik", "holler", "johnston"):
        assert power["seventy"]["members"]["m0"][index] == "1/70"


def test_in_a_body_of_bodies_the_parties_behind_them_vote() -> None:
    """By hand: both of d and e, and two of a, b and c; so 3 coalitions of 5, and d swings in all of 4."""
    power = analyse(Case.from_text(TWO_HOUSES)).power["parliament"]
    assert (power.members, power.winning) == (("a", "b", "c", "d", "e"), 4)
    assert power.coleman_prevent["d"] == 1
    assert power.banzhaf_absolute["a"] == Fraction(2, 16)
    assert power.minimal_winning.number == 3


def test_what_is_said_of_a_body_of_bodies_is_said_of_the_parties_behind_them() -> None:
    """By hand: both of a and b, who are behind ab, and c; in y, a with b or c."""
    text = """
bodies:
  ab: {members: [a, b]}
  x: {members: [ab, c], rule: majority}
  y: {members: [ab, a, c], rule: majority}
  z: {members: [a, b, c], rule: {at_least: 2, including: [a]}}
"""
    ab, x, y, z = analyse(Case.from_text(text)).summary()
    assert ab.endswith("each has 1/2 of the power and can block alone.")
    assert x.endswith("each of the 3 parties behind them has 1/3 of the power and can block alone.")
    assert y.endswith("A can block alone. 3 coalitions of parties can decide.")
    assert z.endswith("A can block alone. 3 coalitions of members can decide.")


def test_the_real_case_says_who_can_block() -> None:
    """K4, K8 and the rules of the sources: consensus everywhere, and each side alone closes the Council."""
    found = analyse(load("nato-russia-2010"))
    assert {key: power.shapley_shubik[power.members[0]] for key, power in found.power.items()} == {
        "nato": Fraction(1, 28),
        "csto": Fraction(1, 7),
        "nrc": Fraction(1, 29),
    }
    assert found.procedures["council_2010"].can_close_alone == {"nato": True, "russia": True}
    assert found.procedures["council_formal"].can_close_alone == {"nato": False, "russia": False}
    assert found.exactness == "exact"
    assert not any(one.powers for one in found.powers.values())
    said = " ".join(found.summary())
    assert "each has 1/28 of the power and can block alone" in said
    assert "Nobody in the Collective Security Treaty Organization is a gatekeeper to NATO" in said


def test_each_part_is_a_table_and_plain_values_of_the_documented_form() -> None:
    result = analyse(load("nato-russia-2010", "draft_treaty"))
    plain = result.to_json()
    nato = plain["powers"]["nato"]
    # Those of the claim K12, counted from the mapping in its own test. Of what article 5 names NATO makes the
    # same seven moves without Russia.
    assert (nato["blockable"], nato["by"], nato["free"]["russia"]) == (7, {"russia": 7}, 8)
    assert nato["consulted"] == {"russia": 7}
    assert plain["powers"]["russia"]["blockable"] == 0
    council = plain["procedures"]["council_2010"]
    assert council["can_convene_alone"] == {"nato": False, "russia": False}
    assert council["absence_blocks"] is True
    assert set(plain["gatekeeping"]["csto"].values()) == {0.0}
    tables = result.to_frames()
    assert len(tables["power"]) == 28 + 7 + 29
    assert set(tables["powers"]["clauses"]) >= {"draft-article-1", "draft-article-2"}
    assert set(tables["procedure_verdicts"]["procedure"]) == {"council_2010", "council_formal"}
    assert {"power", "procedure_council_2010", "agreements_csto"} <= set(result.charts())
    assert "<li>NATO decides by consensus" in result._repr_html_()


def test_gatekeeping_is_asked_towards_another_partner_and_at_another_chance() -> None:
    """By hand: with seven who must all consent, each other one's route hangs on p to the sixth power."""
    case = load("nato-russia-2010", "csto_replaces")
    found = analyse(case, probability=Fraction(9, 10)).gatekeeping["csto"]
    assert set(found.values.values()) == {Fraction(9, 10) ** 7}
    with pytest.raises(CaseError, match="unknown party or bloc 'gorgia'; did you mean 'georgia'"):
        analyse(case, partner="gorgia")


@pytest.mark.parametrize(
    ("partner", "said"),
    [
        pytest.param(
            "georgia", "No agreement gives a member of NATO a route to Georgia", id="without a route"
        ),
        pytest.param(
            "usa", "The United States belongs to NATO, so it cannot be its partner.", id="within a bloc"
        ),
        pytest.param(
            "usa", "Armenia still has a route to the United States, through", id="by way of its bloc"
        ),
    ],
)
def test_of_every_partner_that_is_asked_for_something_is_said(partner: str, said: str) -> None:
    """By the agreements of the case: none names Georgia, and those with NATO bind its members."""
    result = analyse(load("nato-russia-2010"), partner=partner)
    assert any(said in sentence for sentence in result.summary())
    assert set(result.to_json()["gatekeepers"]) == {"nato", "csto"} - set(result.joined_by_partner)


def test_a_case_without_blocs_says_so_when_asked_for_a_partner() -> None:
    case = Case.from_text("detente: 1\ntitle: Alone\nas_of: 2020-01-01\nparties: {a: }\n")
    said = ["The case has no bloc whose members could seek a route to a."]
    assert analyse(case, partner="a").summary() == said


def test_one_who_can_block_alone_is_not_called_each() -> None:
    """By hand: four of five votes are needed, and it has two, only the chair is needed."""
    head = "bodies: {board: {members: [chair, x, y, z], rule: "
    votes = "{quota: 4, weights: {chair: 2, x: 1, y: 1, z: 1}}}}\n"
    [said] = analyse(Case.from_text(head + votes)).summary()
    assert "Chair can block alone." in said
    [alone] = analyse(Case.from_text("bodies: {board: {members: [chair]}}\n")).summary()
    assert alone.endswith("chair has 1 of the power and can block alone.")


def test_a_case_without_institutions_says_so() -> None:
    case = Case.from_text("detente: 1\ntitle: Alone\nas_of: 2020-01-01\nparties: {a: }\n")
    result = analyse(case)
    assert result.summary() == ["The case has no bloc, no body, no procedure and no agreement."]
    assert result.to_json()["power"] == {}
    assert all(len(table) == 0 for table in result.to_frames().values())
    assert result.charts() == {}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--consent", "1.2"), "'1.2' is no probability from 0 to 1"),
        (("--consent", "1/0"), "'1/0' is no probability from 0 to 1"),
        (("--procedure", "council_2010"), "names the procedure of a log, and there is none"),
    ],
)
def test_options_that_make_no_sense_are_refused(options: tuple[str, ...], said: str) -> None:
    done = CliRunner().invoke(app, ["institutions", "nato-russia-2010", *options])
    assert done.exit_code == 2
    assert said in " ".join(done.output.replace("│", " ").split())
