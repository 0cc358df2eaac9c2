"""The section on threats: every picture has its numbers, and what rests on judgement alone is marked."""

from __future__ import annotations

from typing import Any

from detente.bargaining import analyse as bargaining
from detente.case.case import Case, load
from detente.report.agenda import agenda_of
from detente.report.headline import findings
from detente.report.method import notes_of
from detente.report.report import make_report
from detente.report.threats_said import ThreatsSaid, threats_said
from detente.threats import analyse
from tests.report.made import report_of
from tests.threats.assessments import TEXT, assessed
from tests.threats.test_analysis import TWO, case_of


def said(case: Case, draws: int = 0) -> ThreatsSaid:
    found = threats_said(analyse(case, draws=draws))
    assert found is not None
    return found


def test_without_an_assessment_there_is_no_section() -> None:
    assert threats_said(None) is None
    assert 'id="threats"' not in make_report(load("harbour")).html()


def test_every_picture_has_the_numbers_it_shows() -> None:
    found = said(load("nato-russia-2010"))
    pictures = {one.name: one for one in found.pictures}
    assert list(pictures) == ["threats_likelihood", "threats_impact", "threats_ranks", "threats_agenda"]
    assert ("Piracy", "0.85 (0.6 to 0.98)", "0.7 (0.4 to 0.95)") in pictures["threats_likelihood"].table.rows
    assert ("Terrorism", "1", "1") in pictures["threats_ranks"].table.rows
    assert pictures["threats_agenda"].table.columns == ("Joint work", "Lessens in all", "Threat by threat")
    for picture in found.pictures:
        assert picture.alt
        assert picture.chart.to_dict()
        assert len({len(row) for row in picture.table.rows} | {len(picture.table.columns)}) == 1


def test_guesses_are_marked_wherever_they_are_shown() -> None:
    found = said(load("nato-russia-2010"))
    captions = [one.caption for one in found.pictures] + [table.caption for _, table in found.tables]
    assert found.matrix is not None
    assert all("(illustrative)" in caption for caption in (*captions, found.matrix.caption, found.mark))
    asked = said(case_of(TWO, defaults={"basis": "expert"}))
    assert not asked.mark
    assert all("illustrative" not in one.caption for one in asked.pictures)


def test_threats_on_judgement_alone_stay_out_of_what_the_page_says_first() -> None:
    report = report_of("nato-russia-2010")
    assert "threat" not in " ".join(report.to_json()["findings"]).lower()


def test_draws_put_a_share_beside_each_piece_of_joint_work() -> None:
    blocks = {"talks": {"addresses": {"terror": [0.1, 0.3]}, "decided_by": ["a"]}}
    pictures = said(case_of(TWO, blocks=blocks), draws=20).pictures
    [agenda] = [one for one in pictures if one.name == "threats_agenda"]
    assert agenda.table.rows[0][-1] == "100.0%"
    assert agenda.table.columns[-1] == "First, of draws"


def test_the_matrix_has_each_threat_once_and_tells_what_its_bands_misorder() -> None:
    """By hand: 0.9 times 9 is 8.1 in the top band of likelihood; 0.45 times 28 is 12.6 in lower ones."""
    bands = {"bands": [0.5], "names": ["possible", "likely"]}
    harm = {"most": 100, "bands": [10, 30], "names": ["small", "middling", "grave"]}
    answers = {
        "a1": {
            "likelihood": {"piracy": [0.89, 0.9, 0.91], "drugs": [0.44, 0.45, 0.46]},
            "impact": {"piracy": [31, 32, 33], "drugs": [97, 98, 99]},
        }
    }
    found = said(case_of(answers, threats={"likelihood": bands, "impact": harm}))
    assert found.matrix is not None
    assert found.matrix.rows[0] == ("Likely", "–", "–", "piracy")
    assert found.matrix.rows[1] == ("Possible", "–", "–", "drugs")
    assert found.reversals == (
        "Illustrative: the bands put piracy above drugs, though more harm is to be expected of the latter.",
    )


def test_little_to_show_is_shown_as_little() -> None:
    nobody = said(assessed(TEXT.partition("  rounds:")[0]))
    assert nobody.pictures == ()
    assert nobody.tables == ()
    assert "Nobody has answered yet" in " ".join(nobody.sentences)
    one_side = said(case_of({"a1": TWO["a1"]}))
    assert [picture.name for picture in one_side.pictures] == ["threats_likelihood", "threats_impact"]
    assert "Below it" not in one_side.pictures[0].note


def test_the_positive_agenda_says_what_a_step_lessens_of_what_all_fear() -> None:
    """By the block that sets the option; a step that no block takes lessens nothing that is known."""
    issues: dict[str, Any] = {}
    for key, options in (("patrols", ("none", "joint", "half")), ("talks", ("none", "some"))):
        points = {"points": {option: 2 * place for place, option in enumerate(options)}}
        stances = {"a": points, "b": points}
        issues[key] = {
            "options": list(options),
            "today": "none",
            "decided_by": ["a", "b"],
            "stances": stances,
        }
    blocks = {"ships": {"sets": {"patrols": "joint"}, "addresses": {"terror": 0.2, "piracy": 0.5}}}
    for basis, mark in (("expert", ""), ("judgement", " (illustrative)")):
        case = case_of(TWO, issues=issues, blocks=blocks, defaults={"basis": basis})
        found = agenda_of(bargaining(case), threats=analyse(case))
        assert found.lessening == f"What all fear and it lessens, harm{mark}"
        said = {(step.issue, step.option): step.lessens for step in found.steps}
        assert said == {
            ("patrols", "joint"): "terror 2, piracy 1",
            ("patrols", "half"): "",
            ("talks", "some"): "",
        }
        assert not agenda_of(bargaining(case)).lessening


def test_what_experts_fear_together_is_among_the_first_things_to_know_and_in_the_method() -> None:
    blocks = {"talks": {"addresses": {"terror": [0.1, 0.3]}, "decided_by": ["a"]}}
    report = make_report(case_of(TWO, blocks=blocks, defaults={"basis": "expert"}))
    [found] = [one for one in findings(report, report.inputs) if one.link == "threats"]
    assert "most harm is expected of terror: even the side that fears it least expects 10" in found.says
    assert "“talks” would lessen most, 2 of it all" in found.more
    assert dict(notes_of(report))["Threats"].endswith(
        "draws of the threats that were asked about, from seed 0."
    )
    guessed = make_report(case_of(TWO, blocks=blocks))
    assert all(one.link != "threats" for one in findings(guessed, guessed.inputs))
