"""The section of the roadmap, on small cases whose answers are found by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import detente
from detente.report import variants
from detente.report.headline import findings
from detente.report.report import Report, make_report
from detente.report.roadmap_figures import roadmap_figures
from detente.roadmap.result import Roadmap
from tests.report.made import page_of, report_on
from tests.report.page_reader import Element, read_page
from tests.report.whole_page import check_whole

if TYPE_CHECKING:
    from detente.case.case import Case

CROSSING = Path(__file__).parents[1] / "roadmap" / "crossing.yaml"
HEAD = "detente: 1\ntitle: A case\nas_of: 2024-01-01\nparties: {a: {name: A}, b: {name: B}}\n"


def _report(blocks: str, goal: str, more: str = "", until: str = "2026") -> Report:
    return report_on(
        f"{HEAD}horizon: {{from: 2024, to: {until}}}\nblocks: {blocks}\nroadmap: {{goal: {goal}}}\n{more}"
    )


def _section(report: Report) -> Element:
    page = read_page(report.html())
    check_whole(page)
    return page.only("section", id="roadmap")


@cache
def _crossing() -> Element:
    return _section(make_report(_case()))


@cache
def _case() -> Case:
    return detente.load(CROSSING)


def test_the_headline_says_the_chance_how_exact_it_is_and_the_check_beside_it() -> None:
    """By hand: one block, tried three times, half of the time: 7/8."""
    report = _report("{x: {name: The bridge, delivers: 0.5}}", "x done")
    intro = _section(report).only("p", class_="intro").text
    assert "by the end of 2026 with a chance of 87.5% (exact" in intro
    assert "played out 2,000 times" in intro
    found = {one.title: one for one in findings(report, report.inputs)}["In which order"]
    assert found.says == "At best, the goal is reached by the end of 2026 with a chance of 87.5% (exact)."
    assert found.more == "The best fixed order reaches 87.5%. 1 of 1 building block can start today."


def test_every_block_has_a_row_that_says_what_stops_it() -> None:
    """By hand, as in the tests of the analysis: trust, the ferry, the window, and East’s demand."""
    rows = {
        row.only("th").text: [cell.text for cell in row.all("td")]
        for row in _crossing().only("table", class_="road").only("tbody").all("tr")
    }
    assert rows["East drops its demand"][:3] == ["Yes", "2024-Q1", "needs none"]
    today, earliest, trust, _, _ = rows["The bridge"]
    assert today.startswith(
        "No. The trust of East in West (0.30) must be at least 0.35. It has to wait until"
    )
    assert "Its window is closed." in today
    assert earliest == "2024-Q4"
    assert trust.split(" the ") == ["0.40 against 0.35", "trust of East in West"]
    assert rows["A high toll"][1] == "never"
    assert rows["A survey"][3:] == ["none", "–"]


def test_the_tree_says_what_to_start_and_what_follows_with_shares_of_all_runs() -> None:
    """0.9; then 0.9 x 0.7 x 0.9 as a tenth of what is delivered is seen to be broken; half of that."""
    said = _crossing().only("details", class_="tree").text
    assert "To begin with (100%): 2024-Q1 start “East drops its demand”" in said
    assert "If “East drops its demand” is delivered (90.0%): 2024-Q2 start “The ferry”" in said
    assert "If “The ferry” is delivered (56.7%): 2024-Q4 start “The bridge”" in said
    assert "If “The ferry” fails or is seen to be broken (33.3%): the goal is out of reach" in said
    assert "If “The bridge” is delivered (28.4%): the goal is reached" in said
    assert "Less likely branches (1.4% in all) are not shown." in said


def test_a_tree_tells_apart_at_which_trust_something_is_done() -> None:
    """Y needs 0.6: after x, trust is rounded at random from 0.55 to 0.5 or 0.6; only then y is started."""
    report = _report(
        "{x: {decided_by: [a, b], earns: 0.15}, z: {delivers: 0.1, after: x done},"
        " y: {needs: [{from: a, to: b, level: 0.6}], decided_by: [a, b], after: x done}}",
        "y done or z done, grid: 0.1",
        "trust: [{from: a, to: b, level: 0.4}]\n",
        until="2025",
    )
    said = _section(report).only("details", class_="tree").text
    assert "If “x” is delivered (100%): 2025 it depends on trust" in said
    assert "Where the trust of A in B is 0.60 (50.0%): start “y”" in said
    assert "Where the trust of A in B is 0.50 (50.0%): start “z”" in said


def test_pictures_have_words_and_numbers() -> None:
    figures = {one.attributes["id"]: one for one in _crossing().all("figure")}
    assert list(figures) == [f"figure-{one}" for one in ("order", "reached_by", "importance", "waiting")]
    rows = [row.text.split() for row in figures["figure-order"].only("tbody").all("tr")]
    assert [row[-3:] for row in rows] == [
        ["2024-Q1", "2024-Q1", "none"],
        ["2024-Q2", "2024-Q3", "0.30"],
        ["2024-Q4", "2025-Q1", "0.35"],
    ]
    assert len(figures["figure-waiting"].only("tbody").all("tr")) == 12
    assert "(exact)" in figures["figure-reached_by"].only("figcaption").text


def test_a_picture_says_why_no_trust_stands_above_the_order() -> None:
    """What was not looked for is None, as in a roadmap past the size of the exact method."""
    text = CROSSING.read_text(encoding="utf-8")
    unknown, known = (detente.roadmap.analyse(detente.Case.from_text(text)) for _ in range(2))
    vars(unknown)["trust_course"] = None
    said = "How trust goes in this order was not looked for at this size."
    assert said in roadmap_figures(unknown)["order"].note
    assert said not in roadmap_figures(known)["order"].note


def test_what_adapting_is_worth_is_said_in_words() -> None:
    """Who adapts tries x, then y if it is done and z if not: 0.5 + 0.5 x 0.4. A list tries z twice."""
    blocks = "{x: {delivers: 0.5}, y: {after: x done}, z: {delivers: 0.4}}"
    said = _section(_report(blocks, "y done or z done", until="2025")).text
    assert "gains 6.0 points over the best list" in said
    assert "(70.0% instead of 64.0%)" in said
    assert "Nothing is gained by adapting" in _section(_report("{x: {delivers: 0.5}}", "x done")).text


@pytest.mark.parametrize(
    ("blocks", "goal", "says"),
    [
        ("{x: {}}", "not x done", "The goal holds today already, so there is nothing to do."),
        (
            "{x: {window: {from: 2026, to: 2026}, lasts: 2}}",
            "x done",
            "The goal cannot be reached by the end",
        ),
        ("{x: {name: Only one}}", "x done", "with a chance of 100% (exact"),
        ("{new_talks: {}}", "new_talks done", "“new talks”"),
        (f"{{{', '.join(f'x{n}: {{delivers: 0.9}}' for n in range(20))}}}", "x3 done", "a chance of 99.9%"),
        (f"{{{', '.join(f'x{n}: {{}}' for n in range(21))}}}", "x3 done", "An estimate, as"),
        (f"{{{', '.join(f'x{n}: {{}}' for n in range(64))}}}", "x3 done", "at most 63 can be played out"),
    ],
    ids=["holds already", "can never hold", "one block", "no name", "20 blocks", "21 blocks", "64 blocks"],
)
def test_a_roadmap_at_the_edge_makes_a_whole_page(blocks: str, goal: str, says: str) -> None:
    """None of these has a pair of trust; three tries at nine in ten leave 0.001."""
    report = _report(blocks, goal)
    assert says in _section(report).text
    assert set(report.to_frames()) >= {"ladder"}


def test_a_case_without_a_roadmap_has_no_section() -> None:
    report = report_on(f"{HEAD}blocks: {{x: {{}}}}\n")
    page = read_page(report.html())
    check_whole(page)
    assert page.all("section", id="roadmap") == []
    assert "roadmap" not in page.text.lower()
    assert report.to_json()["roadmap"] is None
    assert not [name for name in report.to_frames() if name.startswith("roadmap")]


def test_what_an_analyst_writes_in_blocks_stays_text() -> None:
    report = _report('{x: {name: "<b>&{{1}}</b>", delivers: 0.5}}', "x done")
    section = _section(report)
    assert "<b>&{{1}}</b>" in section.text
    assert [one for one in section.all("b") if "{{1}}" in one.text] == []


def test_plain_values_and_tables_carry_the_same_roadmap() -> None:
    report = make_report(_case())
    assert report.roadmap is not None
    assert report.to_json()["roadmap"] == report.roadmap.to_json()
    frames = report.to_frames()
    assert set(frames["roadmap_blocks"]["block"]) == {"waiver", "ferry", "bridge", "toll", "survey"}
    assert len(frames["roadmap_waiting"]) == 12


LADDER = """
issues:
  f: {options: [o, p], today: o, decided_by: [a, b], stances: {a: p > o, b: p > o}}
  g: {options: [o, p], today: o, decided_by: [a, b], stances: {a: o | p, b: p > o}}
  h: {options: [o, p], today: o, decided_by: [a, b]}
trust: [{from: a, to: b, level: 0.3}, {from: b, to: a, level: 0.3}]
ladder:
  - rung: 0
    name: Ground
    steps:
      - {id: F, name: First, issue: f, option: p}
      - {id: G, name: Second, issue: g, option: p}
      - {id: H, name: Third, issue: h, option: p}
      - {id: N, name: Talks}
"""


def test_a_step_may_name_the_block_that_takes_it() -> None:
    """A waits for its trust in B, B can renounce its red line on x today, and the third is left out."""
    report = _report(
        "{offer: {decided_by: a, needs: [{from: a, to: b, level: 0.4}],"
        " lifts: [issues.x.stances.a.demands]}, turn: {decided_by: b, lifts: [issues.x.stances.b,"
        " camps.south.red_lines.apart]}, idle: {decided_by: b}, x: {sets: {x: p}}}",
        "x done, without: idle",
        """
camps: {south: {name: South, members: [b], red_lines: [{id: apart, never: x is q, says: Never apart}]}}
issues:
  x: {options: [o, p, q], today: o, decided_by: [a, b], stances: {
      a: {order: p > q > o, demands: q}, b: {order: p > o | q}}}
trust: [{from: a, to: b, level: 0.3}]
ladder:
  - rung: 0
    name: Ground
    steps:
      - {id: A, name: An offer, block: offer}
      - {id: B, name: A turn, block: turn}
      - {id: C, name: Idle, block: idle}
      - {id: D, name: Both, issue: x, option: q, block: turn}
""",
    )
    page = read_page(report.html())
    check_whole(page)
    steps = {key: page.only("article", id=f"block-{key}") for key in "ABCD"}
    assert "Cannot start today" in steps["A"].text
    why = "No. The trust of A in B (0.30) must be at least 0.40."
    assert f"Who decides A Can it start today By the building block “offer”: {why}" in steps["A"].text
    assert [one.text[:12] for one in steps["A"].only("ul", class_="stops").all("li")] == ["Demand A: “q"]
    assert "Can start today" in steps["B"].text
    assert "Who decides B Can it start today By the building block “turn”: Yes." in steps["B"].text
    lifted = [one.text for one in steps["B"].only("ul", class_="stops").all("li")]
    assert [one.partition(".")[0] for one in lifted] == [
        "Red line B: never “q” on “x”",
        "Red line South: Never apart",
    ]
    assert "On the road The roadmap leaves this building block out." in steps["C"].text
    assert "It would change" in steps["D"].text
    assert "Can it start today By the building block “turn”: Yes." in steps["D"].text
    assert [one["block"] for one in report.to_json()["ladder"]] == ["offer", "turn", "idle", "turn"]


def test_the_ladder_says_what_the_roadmap_adds_to_a_step() -> None:
    """F can start; a rejects g; nothing sets h; a step without an issue has nothing to start."""
    report = _report(
        "{first: {sets: {f: p}, needs: 0.4, earns: [0, 0.1], detection: [0.5, 0.8]},"
        " warm: {decided_by: [a, b], earns: 0.2}, second: {sets: {g: p}}}",
        "first done",
        LADDER,
    )
    page = read_page(report.html())
    check_whole(page)
    first = page.only("article", id="block-F").text
    assert "No. The trust of A in B (0.30) and the trust of B in A (0.30) must be at least 0.40." in first
    assert "Earliest start 2025" in first
    assert (
        "0–0.1 between all who take part; times 0.5–0.8, the chance that a breach would be noticed" in first
    )
    second = page.only("article", id="block-G").text
    assert "No. Those who decide would not sign it, as said above." in second
    assert "Earliest start Never" in second
    assert "No building block of the roadmap sets this." in page.only("article", id="block-H").text
    assert "Can it start today" not in page.only("article", id="block-N").text
    stairs = [one.text for one in page.only("div", class_="stairs").all("span", class_="soon")]
    assert stairs == ["from 2025", "never"]


VARIANTS = """
variants:
  surer: {blocks: {x: {delivers: 0.8}}}
  never: {roadmap: {without: [x]}}
  in_words: {blocks: {x: {says: The same bridge.}}}
"""


def test_variants_say_what_chance_the_goal_has_in_them() -> None:
    """By hand: three times, with a half or four in five each; or never."""
    report = _report("{x: {name: The bridge, delivers: 0.5}}", "x done", VARIANTS)
    section = read_page(report.html()).only("section", id="collisions")
    table = section.only("table", class_="variants")
    rows = [[cell.text for cell in row.all("td")] for row in table.all("tr")[1:]]
    assert [row[1] for row in rows] == ["87.5%", "99.2%", "0%", "87.5%"]
    surer, never, same = section.all("details", class_="variant")
    assert "with a chance of 99.2%; in the case itself it is 87.5%." in surer.text
    assert "with a chance of 0%; in the case itself" in never.text
    assert "with a chance of 87.5%, as in the case itself." in same.text
    chances = [one["probability"] for one in report.to_json()["variants"]]
    assert chances == pytest.approx([1 - 0.2**3, 0, 1 - 0.5**3], abs=1e-12)


def test_where_the_chance_in_variants_takes_long_the_page_says_how_to_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(variants, "MOST_STATES", 0)
    report = _report("{x: {name: The bridge, delivers: 0.5}}", "x done", VARIANTS)
    section = read_page(report.html()).only("section", id="collisions")
    assert "The chance of the goal in each variant was not looked for" in section.text
    assert "Chance of the goal" not in section.text
    assert {one["probability"] for one in report.to_json()["variants"]} == {None}


def test_estimates_of_what_a_block_matters_are_compared_with_that_of_the_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who adapts tries x, then y if it is done and z if not: 0.7. A list tries z twice: 0.64."""
    blocks = "{x: {delivers: 0.5}, y: {after: x done}, z: {delivers: 0.4}}"
    report = _report(blocks, "y done or z done", until="2025")
    assert report.roadmap is not None
    exact = roadmap_figures(report.roadmap)["importance"]
    assert exact.alt.endswith("As things are: 70.0%.")
    assert "In both the best policy is found anew." in exact.note
    monkeypatch.setattr(Roadmap, "exactness", "heuristic")
    estimated = roadmap_figures(report.roadmap)["importance"]
    assert estimated.alt.endswith("As things are: 64.0%.")
    assert "policy" not in estimated.note


def test_over_draws_the_page_says_beside_each_verdict_how_often_it_is_so() -> None:
    """By hand: the treaty can start at once from a trust of 0.45 on, and after talks from one of 0.35 on."""
    text = f"""{HEAD}horizon: {{from: 2024, to: 2026}}
trust: [{{from: a, to: b, level: [0.2, 0.6]}}]
blocks:
  talks: {{name: Talks, decided_by: [a, b], earns: 0.1}}
  treaty: {{name: A treaty, decided_by: [a, b], needs: 0.45}}
roadmap: {{goal: treaty done, grid: 0.01}}
ladder: [{{rung: 0, name: Ground, steps: [{{id: T, name: The treaty, block: treaty}}]}}]
"""
    levels = [one.number("trust.0.level") for one in detente.Case.from_text(text).draw(9)]
    today, never = sum(level >= 0.45 for level in levels), sum(level < 0.35 for level in levels)
    report = report_on(text, draws=9)
    page = read_page(report.html())
    check_whole(page)
    section = page.only("section", id="roadmap")
    [row] = [one for one in section.only("table", class_="road").all("tr") if "A treaty" in one.text]
    assert f"It can in {today} of 9 draws." in row.text
    assert f"2025; never in {never} of 9 draws" in row.text
    assert f"the goal cannot be reached in {never};" in section.text
    card = page.only("article", id="block-T").text
    assert "No, in the nominal case." in card
    assert f"It can in {today} of 9 draws." in card
    found = {one.title: one for one in findings(report, report.inputs)}["In which order"]
    assert found.says.endswith(f"Out of reach in {never} of 9 draws, and at most 100%.")
    assert found.more.endswith(
        "1 of 2 building blocks can start today in the nominal case, 1 in all 9 draws."
    )


def test_a_window_bears_its_name_in_the_tree() -> None:
    tree = page_of("nato-russia-2010").only("section", id="roadmap").text
    assert "the window “The Corfu process” is closed" in tree
    assert "corfu" not in tree
