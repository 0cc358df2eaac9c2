"""Would they keep it, on the page: what lasts and why, how it may go, and which commitments hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.case.case import load
from detente.report.commitments_said import commitments_said
from detente.report.headline import findings
from detente.report.method import notes_of
from detente.report.stability_in_short import lasting_says
from detente.report.stability_said import ConflictSaid, StabilitySaid, stability_said
from detente.report.states_said import MOST_STATES, abbreviations
from detente.stability import analyse
from detente.stability.cases.case_conflict import describes_conflict
from detente.stability.compliance import Compliance, compliance
from tests.report.made import page_of, page_on, report_of, report_on
from tests.report.page_reader import read_page
from tests.report.whole_page import check_whole

HEAD = "detente: 1\ntitle: A case\nas_of: 2020-01-02\nparties: {a: {name: Arcadia}, b: {name: Boeotia}}\n"
ALONE = "issues: {x: {options: [o, p], today: o, decided_by: a, stances: {a: p > o}}}\n"
PACT = """\
issues:
  visits:
    options: [none, yearly]
    today: none
    decided_by: [a, b]
    kept_by:
      a: {gain: 3, penalty: 1, detection: 0.75, says: It turns visitors away.}
      b: {gain: [2, 4], penalty: 1, detection: 0.7}
    stances: {a: yearly > none, b: yearly > none}
  watch:
    options: [none, some]
    today: none
    decided_by: [a, b]
    kept_by: {a: {gain: 2, penalty: 1, detection: 1, keeps_gain: true}, b: {gain: 1}}
    stances: {a: some > none, b: some > none}
  trade:
    options: [none, free]
    today: none
    decided_by: [a, b]
    stances: {a: free > none, b: free > none}
"""


def said(name: str) -> StabilitySaid:
    found = stability_said(report_of(name))
    assert found is not None
    return found


def conflict(name: str) -> ConflictSaid:
    found = said(name).conflict
    assert found is not None
    return found


def test_where_nobody_can_change_anything_alone_there_is_no_section() -> None:
    together = HEAD + ALONE.replace("decided_by: a,", "decided_by: [a, b],")
    report = report_on(together)
    assert not describes_conflict(report.case)
    assert stability_said(report) is None
    assert page_on(together).all(id="stability") == []
    assert all(one.link != "stability" for one in findings(report, report.inputs))


@pytest.mark.parametrize("name", ["elmira", "prisoners-dilemma"])
def test_the_page_is_whole_and_tells_what_matters_of_the_summary_first(name: str) -> None:
    page = page_of(name)
    check_whole(page)
    told = [
        one.text for one in page.only("section", id="stability").all("ul", class_="sentences")[0].all("li")
    ]
    summary = analyse(load(name)).summary()
    assert told == summary[: len(told)]
    assert "Today" in told[0]
    assert "The conflict has" in summary[len(told)]


def test_every_abbreviation_is_spelt_out_once() -> None:
    section = page_of("elmira").only("section", id="stability")
    terms = [one.text for one in section.only("dl", class_="concepts").all("dt")]
    assert len(terms) == 5
    for short in ("GMR", "SMR", "SEQ", "SSEQ"):
        assert sum(f"({short})" in one for one in terms) == 1


def test_the_picture_tells_who_stands_behind_each_letter_and_has_its_moves_in_a_table() -> None:
    picture = conflict("elmira").picture
    assert picture is not None
    assert "A (blue): the local governments; B (orange): Uniroyal" in picture.note
    assert "a broken one is not" in picture.note
    assert "1 more state that is stable for everybody by some concept is not drawn." in picture.note
    assert ("A", "the local governments", "1: Delay", "5: Insisted; delay", "yes") in picture.table.rows
    assert picture.chart.to_dict()


def test_the_states_of_elmira_are_told_with_who_finds_each_stable() -> None:
    """States 5, 8 and 9 are the equilibria by every concept in Fang, Hipel and Kilgour (1993)."""
    states = conflict("elmira").states
    found = analyse(load("elmira"))
    assert states.left_out == 0
    assert states.names == (
        ("Mi", "the Ministry of the Environment"),
        ("Un", "Uniroyal"),
        ("Lo", "the local governments"),
    )
    assert [one.number for one in states.rows if one.by == 5] == ["5", "8", "9"]
    assert [one.number for one in states.rows if one.today] == ["1"]
    for state, row in enumerate(states.rows):
        for told, concept in zip(row.stable, found.equilibria, strict=True):
            assert (told == "all") == found.equilibria[concept][state]
    assert states.rows[0].stable == ("Mi Un", "all", "all", "Mi Un", "Mi Un")
    assert states.rows[8].options[0] == ("any", False)


def test_equilibria_are_told_apart_without_colours() -> None:
    section = page_of("elmira").only("section", id="stability")
    heads = [one.text for one in section.only("table", class_="states").all("th", scope="row")]
    assert heads[0] == "1 stable for everybody by 2 concepts today"
    assert heads[1] == "2"
    assert heads[4] == "5 stable for everybody by every concept"


def test_of_many_states_those_of_the_picture_are_shown_and_the_rest_is_counted() -> None:
    issues = "".join(
        f"  x{number}: {{options: [o, p], today: o, decided_by: {'ab'[number % 2]}, stances: {{a: p > o}}}}\n"
        for number in range(6)
    )
    text = f"{HEAD}issues:\n{issues}"
    found = stability_said(report_on(text))
    assert found is not None
    assert found.conflict is not None
    states, picture = found.conflict.states, found.conflict.picture
    assert states.all == 64 > MOST_STATES
    assert picture is not None
    assert len(states.rows) < 11
    assert states.left_out == 64 - len(states.rows)
    assert states.rows[0].today
    section = page_on(text).only("section", id="stability").text
    assert (
        f"{states.left_out} of 64 states are left out; detente stability CASE --csv DIR lists all." in section
    )


def test_reasons_that_are_the_same_are_told_once() -> None:
    told = {one.name: one.reasons for one in conflict("elmira").reasons}
    assert [one.verdict for one in told["Uniroyal"]] == ["Stable by every concept"]
    assert [one.verdict for one in told["The local governments"]] == [
        "Not stable by Nash",
        "Stable by GMR",
        "Stable by SMR",
        "Not stable by SEQ and SSEQ",
    ]
    *_, last = told["The local governments"]
    assert last.says == (
        "the local governments would gain by moving to state 5, from where nobody else would gain by moving."
    )


def test_where_preferences_are_known_in_part_reasons_do_not_pretend_to_more() -> None:
    """By hand: whether Arcadia likes q better than o is unknown, and all else hangs on that."""
    report = report_on(
        f"{HEAD}conflict:\n  states: {{o: {{}}, p: {{}}, q: {{}}}}\n"
        "  moves: {a: {o: [q]}, b: {q: [p]}}\n"
        "  today: o\n  preferences: {a: {known: [[p, o]]}, b: {ranking: [o, q, p]}}\n"
    )
    found = stability_said(report)
    assert found is not None
    assert found.conflict is not None
    arcadia, boeotia = found.conflict.reasons
    assert "that hangs on what is not known of preferences." in [one.says for one in arcadia.reasons]
    assert [one.verdict for one in boeotia.reasons] == ["Stable by every concept"]
    assert "known only in part" in found.conflict.sentences[0]
    assert "whatever is not known" in lasting_says(report.stability, None)[0]


def test_what_each_can_change_alone_is_told() -> None:
    assert "Uniroyal alone can change “Uniroyal's response”" in " ".join(conflict("elmira").moves)
    written = HEAD + (
        "conflict: {states: {o: {}, p: {}, q: {}}, moves: {a: {o: [p, q]}, b: {p: [q]}}, today: o,"
        " preferences: {a: {ranking: [p, q, o]}, b: {ranking: [o, q, p]}}}\n"
    )
    found = stability_said(report_on(written))
    assert found is not None
    assert found.conflict is not None
    assert found.conflict.moves == (
        "Arcadia alone can make 2 moves, from today to states 2 (“p”) and 3 (“q”).",
        "Boeotia alone can make 1 move, from today to no state.",
    )


def test_a_conflict_that_is_too_large_says_why() -> None:
    issues = "".join(f"  x{n}: {{options: [o, p], today: o, decided_by: a}}\n" for n in range(23))
    report = report_on(f"{HEAD}issues:\n{issues}")
    found = stability_said(report)
    assert found is not None
    assert found.conflict is None
    assert "have 8,388,608 packages, and a report goes into 20,000 at most" in found.why_not
    assert report.to_json()["stability"] is None
    section = read_page(report.html()).only("section", id="stability")
    assert "What would last is not told: the issues of the conflict" in section.text


def test_commitments_of_the_nash_solution_are_judged_with_their_ranges() -> None:
    """By hand: 3 / (3 + 1) is 0.75; (2 to 4) / (2 to 4 + 1) is 0.67 to 0.80; 2 / 1 is above 1."""
    report = report_on(HEAD + PACT)
    assert isinstance(report.compliance, Compliance)
    found = commitments_said(report.case, report.compliance, report.bargaining)
    assert found.package == (
        "The package is the one that the Nash solution picks (A): 3 issues settled otherwise than today; of 1"
        " of them nobody is named who could breach them."
    )
    kept, ranged, hopeless, untold = found.rows
    assert (kept.what, kept.party, kept.breach) == ("visits: yearly", "Arcadia", "It turns visitors away.")
    assert kept.line == 11
    assert (kept.least.says, kept.verdict, kept.look) == ("0.75", "Keeps it by itself", "holds")
    assert (ranged.gain, ranged.least) == (("3", "(2 to 4)"), ("0.75", "(0.67 to 0.80)"))
    assert (ranged.verdict, ranged.look) == ("Gains by a breach, not over all of the ranges", "mixed")
    assert (hopeless.least, hopeless.look) == (("none would do", ""), "fails")
    assert untold.verdict == "Cannot be judged: its penalty and detection are not given"
    check_whole(page_on(HEAD + PACT))


def test_without_a_package_every_commitment_is_judged() -> None:
    report = report_on(HEAD + PACT)
    found = commitments_said(report.case, compliance(report.case), report.bargaining)
    assert found.package.startswith("No solution picks a package")
    assert found.rows[0].what == "visits"


def test_it_is_among_the_first_things_to_know_and_in_the_method() -> None:
    report = report_of("prisoners-dilemma")
    [found] = [one for one in findings(report, report.inputs) if one.link == "stability"]
    assert found.says == (
        "The first prisoner and the second prisoner would gain by moving alone away from what holds today,"
        " but others would gain by moves that punish it."
    )
    assert found.more == "1 of 4 states is stable for everybody by every concept."
    assert "graph model" in dict(notes_of(report))["Stability"]
    assert "of the nominal case" not in dict(notes_of(report))["Stability"]
    assert "of the nominal case" in dict(notes_of(replace(report, draws=5)))["Stability"]
    assert lasting_says(report_of("elmira").stability, None)[0] == (
        "The local governments would gain by moving alone away from what holds today, and only moves by which"
        " the others do not gain would punish it."
    )


def test_names_that_cannot_be_told_apart_by_letters_go_by_numbers() -> None:
    assert abbreviations(["the Union", "Union"]) == ("1", "2")


def test_what_lasts_stands_in_the_values_and_tables_of_a_report() -> None:
    report = report_of("prisoners-dilemma")
    assert report.to_json()["stability"]["equilibria"]["nash"] == [1]
    assert list(report.to_frames()["stability_states"]["state"]) == [1, 2, 3, 4]


def test_commitments_stand_in_the_values_and_tables_of_a_report_also_where_no_states_are_told() -> None:
    report = report_on(HEAD + PACT)
    assert report.stability is None
    told = report.to_json()["stability"]
    assert told["why_not"].startswith("no decider can change anything alone")
    assert [one["verdict"] for one in told["compliance"]["commitments"]] == [
        "kept",
        "breached",
        "breached",
        "untold",
    ]
    assert list(report.to_frames()["stability_commitments"]["party"]) == ["a", "b", "a", "b"]


def test_a_case_of_a_conflict_alone_begins_with_it_and_says_nothing_of_signing() -> None:
    """By hand: only Arcadia moves, and likes the other state better."""
    preferred = "conflict: {preferences: {a: {statements: [x is p]}}}\n"
    report = report_on(HEAD + ALONE.replace(", stances: {a: p > o}", "") + preferred)
    assert report.summary()[0].startswith("A case. Arcadia would gain by moving alone away from what holds")
    page = read_page(report.html())
    assert page.all("section", id="stability")
    assert not page.all("section", id="zone")
