"""Forms: what is asked stands in them, what is answered is taken in whole or not at all, nothing is lost."""

from __future__ import annotations

import re
import sys
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from detente.case.case import Case
from detente.case.problems import CaseError
from detente.threats.forms import collected, form_of
from tests.threats.assessments import TEXT, assessed
from tests.threats.forms.filling import answers_of, csv_of, excel_of, table_of, told, yaml_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIKELIHOOD, IMPACT, QUESTION = 7, 9, 11
"""Rows of the Excel form: piracy on both scales, and the question."""


def test_a_form_asks_every_threat_on_both_scales_and_every_question() -> None:
    text = form_of(assessed(), "n1").yaml()
    for words in ("round: 2", "quantiles: [0.05, 0.5, 0.95]", "expert: n1"):
        assert words in text
    assert text.count("\n  piracy:\n") == text.count("\n  drugs:\n") == 3
    assert text.count("\n  incidents:\n") == 1
    assert "chance within the five years from 2010, 0 to 1" in text
    assert "406" not in text


def test_an_expert_sees_the_own_answer_among_others_without_names() -> None:
    """The others go by their middle, so that the order of the file does not tell who they are."""
    text = " ".join(form_of(assessed(), "n1").yaml().replace("#", " ").split())
    assert "You answered 0.2, 0.4, 0.7. The others answered: 0.1, 0.3, 0.6; 0.3, 0.35, 0.4." in text
    assert "You answered 0.3 (10%), 0.8 (90%). The others answered: 0.5, 0.8, 0.95." in text
    assert "Somebody wrote: Ships pay ransoms." in text
    assert "It pays" not in text
    assert not re.search(r"\b(n2|r1|russia|nato)\b", text)
    assert "350" not in text


def test_in_the_first_round_nothing_was_answered_before(tmp_path: Path) -> None:
    case = assessed(TEXT.partition("  rounds:")[0])
    assert "answered" not in form_of(case, "r1").yaml().replace("answers", "")
    book = load_workbook(excel_of(tmp_path, "r1", {}, case))
    assert book["Before"]["C2"].value == "This is the first round."


def test_answers_in_both_kinds_of_form_are_taken_in(tmp_path: Path) -> None:
    in_yaml = yaml_of(tmp_path, "n1", {"piracy": "[0.1, 0.3, 0.5]", "incidents": "{0.05: 100, 0.95: 900}"})
    cells = {
        "D7": 0.1,
        "E7": "20 %",
        "F7": 1 / 3 + 1 / 6,
        "H7": " They are poor. ",
        "D11": 1,
        "E11": 2.5,
        "F11": 4,
    }
    text = collected(assessed(), [in_yaml, excel_of(tmp_path, "r1", cells)])
    ours, theirs = answers_of(text, "n1"), answers_of(text, "r1")
    assert ours.likelihood["piracy"].values == (Fraction(1, 10), Fraction(3, 10), Fraction(1, 2))
    assert ours.questions["incidents"].levels == (Fraction(1, 20), Fraction(19, 20))
    assert theirs.likelihood["piracy"].values == (Fraction(1, 10), Fraction(1, 5), Fraction(1, 2))
    assert theirs.reasons == {"piracy": "They are poor."}
    assert theirs.questions["incidents"].values == (Fraction(1), Fraction(5, 2), Fraction(4))
    assert not theirs.impact


def test_all_else_stays_as_it_was_written(tmp_path: Path) -> None:
    text = collected(assessed(), [yaml_of(tmp_path, "n1", {"piracy": "[0.1, 0.3, 0.5]"})])
    assert text.startswith(TEXT.rstrip("\n"))
    assert "# asked in Brussels" in text
    again = collected(Case.from_text(text), [yaml_of(tmp_path, "r1", {"drugs": "[0.1, 0.3, 0.5]"})])
    assert answers_of(again, "n1") == answers_of(text, "n1")
    assert set(Case.from_text(again).threats.rounds[1].answers) == {"n1", "r1"}  # type: ignore[union-attr]


def test_where_no_rounds_were_written_only_the_round_is_added(tmp_path: Path) -> None:
    text = f"# asked by post\n{TEXT.partition('  rounds:')[0]}  rounds:\n"
    form = yaml_of(tmp_path, "n1", {"piracy": "[0.1, 0.3, 0.5]"}, assessed(text))
    found = collected(assessed(text), [form])
    assert found.startswith(text)
    assert found.removeprefix(text).startswith("    - ")
    assert "n1" in Case.from_text(found).threats.rounds[0].answers  # type: ignore[union-attr]


def test_a_band_that_is_chosen_stands_for_its_ends(tmp_path: Path) -> None:
    text = collected(assessed(), [excel_of(tmp_path, "n1", {f"G{IMPACT}": "middling"})])
    found = answers_of(text, "n1").impact["piracy"]
    assert found.values == (Fraction(20), Fraction(60))
    assert found.levels == (Fraction(1, 20), Fraction(19, 20))


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"D7": 0.5, "E7": 0.4, "F7": 0.6}, "cell E7: the quantiles cross: 0.4 comes after 0.5"),
        ({"D7": 0.1, "E7": 0.4}, "cell F7: a number is missing"),
        ({"D7": 0.1, "E7": 0.4, "F7": 1.6}, "cell F7: 1.6 does not lie on the scale from 0 to 1"),
        ({"D7": 0.1, "E7": "often", "F7": 0.6}, "cell E7: 'often' is no number"),
        ({"D7": 0.1, "E7": True, "F7": 0.6}, "cell E7"),
        ({"D11": 0, "E11": 2, "F11": 4}, "cell D11: on a logarithmic scale every quantile is above 0"),
        ({"G9": "grav"}, "cell G9: 'grav' is no part of the scale; choose one of small, middling, grave"),
        ({"G7": "grave"}, "cell G7: 'grave' is no part of the scale; only numbers are asked here"),
        ({"D9": 70, "E9": 80, "F9": 90, "G9": "small"}, "cell G9: 'small' does not hold the middle number"),
        ({"B7": "drugs"}, "cell B7: this cell held 'piracy' and now holds 'drugs': only answers may"),
        ({"A8": None}, "cell A8: this cell held 'likelihood' and now holds nothing"),
        ({"D6": "low"}, "cell D6: this cell held 'below, 5%' and now holds 'low'"),
        ({"A12": "more"}, "cell A12: 'more' stands here, below the last line of the form"),
        ({"B2": "Another case"}, "cell B2: this is a form of another case, 'Another case'"),
        ({"B3": "n3"}, "cell B3: unknown expert 'n3'"),
        ({"B4": 1}, "cell B4: round 1 is closed, and is not changed any more; answers are taken in"),
        ({"B4": 3}, "cell B4: round 3 is not open; answers are taken in for round 2"),
        ({"B4": "two"}, "cell B4"),
        ({"B1": "other"}, "cell B1"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_excel_form_is_told_with_its_cell(
    tmp_path: Path, cells: dict[str, Any], says: str
) -> None:
    [said] = told(assessed(), excel_of(tmp_path, "n1", cells))
    assert says in said


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("  piracy:\n", "  piracy: [0.5, 0.4, 0.6]\n", 1), "the quantiles cross"),
        (lambda text: text.replace("  piracy:\n", "  piracy: [0.5, 0.6]\n", 1), "2 numbers stand here"),
        (
            lambda text: text.replace("  piracy:\n", "  pirates: [0.1, 0.2, 0.3]\n", 1),
            "unknown threat 'pirates'",
        ),
        (lambda text: text.replace("  incidents:\n", "  incidents: [0, 1, 2]\n"), "above 0"),
        (lambda text: text.replace("form: threats", "form: thread"), "this is no form on threats"),
        (lambda text: text.replace("round: 2", "round: two"), "round"),
        (lambda text: text.replace("round: 2\n", ""), "the form lacks the key 'round'"),
        (
            lambda text: text.replace("quantiles: [0.05, 0.5, 0.95]", "quantiles: [0.1, 0.9]"),
            "other quantiles now",
        ),
        (lambda text: text.replace("impact:", "harm:"), "unknown key 'harm'"),
        (lambda _: "likelihood: [", "not valid YAML"),
        (lambda _: "", "empty"),
    ],
)
def test_what_is_wrong_with_a_form_in_yaml_is_told_with_its_place(
    tmp_path: Path, change: Callable[[str], str], says: str
) -> None:
    path = tmp_path / "form.yaml"
    path.write_text(change(form_of(assessed(), "n1").yaml()), encoding="utf-8")
    said = "\n".join(told(assessed(), path))
    assert says in said
    assert "form.yaml" in said


def test_everything_that_is_wrong_with_all_forms_is_told_and_nothing_is_taken_in(tmp_path: Path) -> None:
    first = yaml_of(tmp_path, "n1", {"piracy": "[0.5, 0.4, 0.6]"})
    second = excel_of(tmp_path, "r1", {"D7": 0.1, "B3": "r2"})
    third = yaml_of(tmp_path, "n2", {"drugs": "[0.1, 0.2, 0.3]"})
    (tmp_path / "copy.yaml").write_text(third.read_text(encoding="utf-8"), encoding="utf-8")
    said = told(assessed(), first, second, third, tmp_path / "copy.yaml", tmp_path / "none.yaml")
    assert len(said) == 6
    assert "this is the same form as" in "\n".join(said)


def test_another_form_of_the_same_expert_is_told_apart_from_the_same_form(tmp_path: Path) -> None:
    first = yaml_of(tmp_path, "n1", {"piracy": "[0.1, 0.2, 0.3]"})
    [said] = told(assessed(), first, excel_of(tmp_path, "n1", {"D7": 0.1, "E7": 0.2, "F7": 0.4}))
    assert "another form of the expert of" in said
    [said] = told(assessed(), first, excel_of(tmp_path, "n1", {"D7": 0.1, "E7": 0.2, "F7": 0.3}))
    assert "the same form as" in said


def test_who_has_answered_does_not_answer_again(tmp_path: Path) -> None:
    form = yaml_of(tmp_path, "n1", {"piracy": "[0.1, 0.2, 0.3]"})
    case = Case.from_text(collected(assessed(), [form]))
    [said] = told(case, form)
    assert "n1 has answered in round 2, which is never written over" in said
    with pytest.raises(CaseError, match="n1 has answered in round 2 already"):
        form_of(case, "n1")
    closed = Case.from_text(TEXT.replace("within: the", "stopping: {rounds: 1}\n  within: the"))
    with pytest.raises(CaseError, match="round 1 was the last one"):
        form_of(closed, "n1")


def test_without_an_assessment_or_with_an_unknown_expert_there_is_no_form(tmp_path: Path) -> None:
    bare = Case.from_text("detente: 1\ntitle: A\nas_of: 2010-02-01\nparties: {a: {}}\n")
    for ask in (lambda: form_of(bare, "n1"), lambda: collected(bare, [tmp_path / "form.yaml"])):
        with pytest.raises(CaseError, match="no section 'threats'"):
            ask()
    with pytest.raises(CaseError, match="unknown expert 'n3'"):
        form_of(assessed(), "n3")


def test_files_of_another_kind_are_told(tmp_path: Path) -> None:
    (tmp_path / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n")
    other = excel_of(tmp_path, "n1", {"A1": "something"})
    for path, says in (
        (tmp_path / "picture.xlsx", "this is no Excel file that can be read"),
        (tmp_path / "none.xlsx", "there is no such file"),
        (other, "this is no form"),
    ):
        assert says in told(assessed(), path)[0]


def test_without_openpyxl_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = excel_of(tmp_path, "n1", {})
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert "need openpyxl" in told(assessed(), path)[0] or "needs openpyxl" in told(assessed(), path)[0]
    with pytest.raises(CaseError, match="openpyxl"):
        form_of(assessed(), "n1").write_excel(tmp_path / "new.xlsx")
    assert not (tmp_path / "new.xlsx").exists()


def test_cells_for_answers_are_open_and_all_others_locked_with_words_to_choose(tmp_path: Path) -> None:
    sheet = load_workbook(excel_of(tmp_path, "n1", {}))["Answers"]
    assert sheet.protection.sheet
    open_ = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert open_ == {f"{column}{row}" for column in "DEFGH" for row in range(7, 12)} - {f"H{QUESTION}"}
    lists = {
        str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"
    }
    assert lists == {"G9:G10": "Words!$A$1:$A$3"}
    ends = {
        str(one.sqref): (one.formula1, one.formula2)
        for one in sheet.data_validations.dataValidation
        if one.type == "decimal"
    }
    assert ends[f"D{LIKELIHOOD}:F{LIKELIHOOD}"] == ("0.0", "1.0")
    assert ends[f"D{IMPACT}:F{IMPACT}"] == ("0.0", "100.0")
    assert not any(f"D{QUESTION}" in cells for cells in ends)


def test_answers_in_csv_are_taken_in_as_those_in_yaml_are(tmp_path: Path) -> None:
    in_yaml = yaml_of(tmp_path, "n1", {"piracy": "[0.1, 0.3, 0.5]", "incidents": "[1, 2.5, 4]"})
    lines = {"likelihood,piracy": "10%, 0.3 ,0.5,They pay", "questions,incidents": "1,2.5,4,"}
    text = collected(assessed(), [csv_of(tmp_path, "r1", lines), in_yaml])
    ours, theirs = answers_of(text, "n1"), answers_of(text, "r1")
    assert (ours.likelihood, ours.impact, ours.questions) == (
        theirs.likelihood,
        theirs.impact,
        theirs.questions,
    )
    assert theirs.reasons == {"piracy": "They pay"}


def test_a_form_in_csv_shows_what_was_answered_before() -> None:
    text = form_of(assessed(), "n1").csv()
    assert "You answered 0.2, 0.4, 0.7. The others answered: 0.1, 0.3, 0.6; 0.3, 0.35, 0.4." in text
    assert not re.search(r"\b(n2|r1|russia|nato)\b", text)


def test_one_table_holds_the_answers_of_many_at_quantiles_of_their_own(tmp_path: Path) -> None:
    """With semicolons, commas for points, other columns, and cells that are left empty."""
    table = """\
expert;round;field;key;5%;0,1;50%;0.9;95%;note
n1;2;likelihood;piracy;0,1;;0,2;;0,3;sure
r1;2;Likelihood;drugs;;0,4;;0,5;;
r1;2;impact;drugs;10;;20;;40;
r1;2;impact;piracy;;;;;;
""".replace("0,1;50%", "0.1;50%")
    text = collected(assessed(), [table_of(tmp_path, table)])
    assert answers_of(text, "n1").likelihood["piracy"].levels is None
    theirs = answers_of(text, "r1")
    assert theirs.likelihood["drugs"].values == (Fraction(2, 5), Fraction(1, 2))
    assert theirs.likelihood["drugs"].levels == (Fraction(1, 10), Fraction(9, 10))
    assert list(theirs.impact) == ["drugs"]


HEAD = "expert,round,field,key,5%,50%,95%,why,case\n"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("", "answers.csv: the file is empty; its first line must name the columns: expert, round"),
        (HEAD, "there is no answer below the names of the columns"),
        (HEAD.replace("5%,50", "4%,50"), "answers.csv:1:1: there is no column '5%' or '0.05'"),
        (HEAD.replace("key", "keys"), "answers.csv:1:20: there is no column 'key', but one 'keys'"),
        (HEAD.replace("why", "0.05"), "csv:1:35: the columns '5%' and '0.05' are of the same"),
        (HEAD + "n1,2,likelihood,piracy,.5,.4,.6\n", "answers.csv:2:27: the quantiles cross: 0.4 comes"),
        (HEAD + "n1,2,likelihood,piracy,.1,,.6\n", "answers.csv:2:27: a number is missing"),
        (HEAD + "n1,2,likelihood,piracy,.1,often,.6\n", "answers.csv:2:27: 'often' is no number"),
        (HEAD + "n1,2,likelihood,piracy,.1,.2,1.6\n", "answers.csv:2:30: 1.6 does not lie on the scale"),
        (HEAD + "n1,2,likelihood,piracy,.1,.2,nan\n", "answers.csv:2:30: nan is not a number"),
        (HEAD + "n1,2,likelihood,pirates,.1,.2,.3\n", "answers.csv:2:17: unknown threat 'pirates'"),
        (HEAD + "n1,2,likelyhood,piracy,.1,.2,.3\n", "answers.csv:2:6: 'likelyhood' is none of"),
        (HEAD + "n1,2,questions,incidents,0,2,3\n", "answers.csv:2:26: on a logarithmic scale"),
        (HEAD + "n1,2,questions,incidents,1,2,3,luck\n", "answers.csv:2:32: reasons are given for threats"),
        (HEAD + "n3,2,likelihood,piracy,.1,.2,.3\n", "answers.csv:2:1: unknown expert 'n3'"),
        (HEAD + "n1,1,likelihood,piracy,.1,.2,.3\n", "answers.csv:2:4: round 1 is closed"),
        (HEAD + "n1,two,likelihood,piracy,.1,.2,.3\n", "answers.csv:2:4: 'two' is no number of a round"),
        (HEAD + ",2,likelihood,piracy,.1,.2,.3\n", "answers.csv:2:1: the expert is missing here"),
        (HEAD + "n1,2,likelihood,piracy,.1,.2,.3,,Other\n", "answers.csv:2:34: this is a form of another"),
        (HEAD + "n1,2,likelihood,piracy,.1,.2,.3\n" * 2, "csv:3:17: likelihood of piracy stands already"),
        (HEAD + 'n1,2,likelihood,piracy,.1,.2,.3,"It pays\n', "a quotation mark is opened that is"),
        (HEAD + "n1,2,likelihood,piracy,.1,.2,.3,it pays, they say, all\n", "values stand here under 9"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_is_told_with_its_line_and_column(
    tmp_path: Path, table: str, says: str
) -> None:
    [said] = told(assessed(), table_of(tmp_path, table))
    assert says in said


def test_a_table_and_a_form_of_the_same_expert_are_told(tmp_path: Path) -> None:
    lines = {"likelihood,piracy": "0.1,0.2,0.3,"}
    first = csv_of(tmp_path, "n1", lines)
    [said] = told(assessed(), first, yaml_of(tmp_path, "n1", {"piracy": "[0.1, 0.2, 0.3]"}))
    assert "this is the same form as" in said


@settings(max_examples=20)
@given(st.lists(st.integers(1, 999), min_size=3, max_size=3, unique=True).map(sorted))
def test_numbers_come_through_every_kind_of_form_unchanged(thousandths: list[int]) -> None:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as name:
        folder, values = Path(name), [one / 1000 for one in thousandths]
        cells = dict(zip(("D7", "E7", "F7"), values, strict=True))
        lines = {"likelihood,piracy": f"{values[0]},{values[1]},{values[2]},"}
        forms = [yaml_of(folder, "n1", {"piracy": str(values)}), excel_of(folder, "r1", cells)]
        text = collected(assessed(), [*forms, csv_of(folder, "n2", lines)])
    expected = tuple(Fraction(one, 1000) for one in thousandths)
    assert answers_of(text, "n2").likelihood["piracy"].values == expected
    assert answers_of(text, "n1").likelihood["piracy"].values == expected
    assert answers_of(text, "r1").likelihood["piracy"].values == expected


def test_who_left_a_line_empty_stands_by_the_answer_before_in_the_feedback() -> None:
    text = TEXT + (
        "    - round: 2\n      held: 2010-02-01\n      answers:\n"
        "        r1: {likelihood: {piracy: [0.2, 0.4, 0.5]}, reasons: {piracy: So I heard.}}\n"
    )
    case = assessed(text.replace("impact: {unit", "stopping: {moved: 0}\n  impact: {unit"))
    said = " ".join(form_of(case, "n1").yaml().replace("#", " ").split())
    assert "round: 3" in said
    assert "You answered 0.2, 0.4, 0.7. The others answered: 0.3, 0.35, 0.4; 0.2, 0.4, 0.5." in said
    assert "Somebody wrote: Ships pay ransoms. Somebody wrote: So I heard." in said
