"""What experts answered in private is not on the page, and all else of the file is."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.case.rendering import in_line
from detente.report.report import make_report
from tests.report.page_reader import read_page
from tests.threats.assessments import TEXT

ASKED = "defaults: {basis: expert}\n"


def shown(text: str) -> list[tuple[str | None, str]]:
    page = read_page(make_report(Case.from_text(text)).html())
    return [(one.attributes["id"], one.text) for one in page.only("div", class_="file").all("li")]


def test_answers_of_experts_are_left_out_and_lines_keep_their_numbers() -> None:
    text = TEXT + ASKED
    lines = shown(text)
    first = 1 + TEXT.splitlines().index("threats:")
    left_out = "threats: # Left out here: experts, known answers and what was answered in private."
    assert (f"L{first}", left_out) in lines
    last = len(text.splitlines())
    assert [number for number, _ in lines] == [f"L{number}" for number in (*range(1, first + 1), last)]
    assert lines[-1] == (f"L{last}", ASKED.strip())
    html = make_report(Case.from_text(text)).html()
    assert "406" not in html
    assert "It pays" not in html


def test_what_an_analyst_wrote_on_judgement_is_shown() -> None:
    assert [said for _, said in shown(TEXT)] == [" ".join(line.split()) for line in TEXT.splitlines()]


def test_a_file_in_a_single_line_is_not_shown_at_all() -> None:
    line = in_line(Case.from_text(TEXT + ASKED).document.tree)
    assert 'id="file"' not in make_report(Case.from_text(line)).html()


def test_pools_without_one_expert_do_not_name_the_expert() -> None:
    html = make_report(Case.from_text(TEXT + ASKED)).html()
    assert "Without one expert of nato" in html
    assert "ithout n1" not in html


@pytest.mark.parametrize(
    "text",
    [
        # Experts of one side were asked, and an analyst guessed for the other: all of it is illustrative.
        TEXT + "evidence: [{for: threats.rounds.0.answers.n1, basis: expert}]\n",
        # Nobody has answered yet, and everybody will be weighed by the known answers.
        TEXT.partition("  rounds:")[0],
        TEXT + ASKED + "variants: {late: {says: Later, threats: {within: ten years}}}\n",
    ],
)
def test_private_answers_stay_private_where_others_were_guessed_or_none_are_there(text: str) -> None:
    html = make_report(Case.from_text(text)).html()
    assert "406" not in html
    assert "It pays" not in html
