"""What inputs rest on, and where they stand."""

from __future__ import annotations

import pytest

from detente.case.case import Case, bundled, load
from detente.case.grounds import basis_of, evidence_for
from detente.case.places import line_of, variant_path_of
from detente.claims.audit.given import NOTHING, inputs_of
from detente.outcomes.inputs_said import input_says
from detente.report.constraints_said import constraint_said
from detente.report.evidence import references_of

CASE = """detente: 1
title: Evidence
as_of: 2020-01-02
parties:
  a: {name: The Alphas, red_lines: [{id: no-x, never: x is p, says: Never p.}], walk_away: 3}
  b: {name: Beta}
issues:
  x:
    name: The X
    options: {o: Old, p: New}
    today: o
    decided_by: [a, b]
    stances:
      a: {points: {o: 1, p: [2, 4]}, weight: 2}
      b: {order: p | o, demands: p}
rules: [{require: x is o or x is p}]
trust: [{from: a, to: b, level: 0.5}]
variants:
  v:
    issues: {x: {stances: {b: {demands: null}}}}
    parties: {b: {red_lines: [{id: new, never: x is o}]}}
sources: {s: {cite: A source.}, t: {cite: Another}}
evidence:
  - {for: issues, basis: judgement}
  - {for: [issues.x.stances.a, parties.a.red_lines.no-x], source: s, at: p. 4, basis: document}
  - {for: issues.x.stances.a.points, source: t, basis: expert}
  - {for: issues.x.stances.a.points, source: s, basis: data, note: Counted.}
  - {for: variants.v, source: t, basis: document}
"""


@pytest.fixture(scope="module")
def case() -> Case:
    return Case.from_text(CASE)


@pytest.mark.parametrize(
    ("path", "sources"),
    [
        ("issues.x.today", [None]),
        ("issues.x.stances.a.weight", ["s"]),
        ("issues.x.stances.a", ["s"]),
        ("issues.x.stances.a.points", ["t", "s"]),
        ("issues.x.stances.a.points.p", ["t", "s"]),
        ("issues.x.stances.b.order", [None]),
        ("parties.a.red_lines.no-x", ["s"]),
        ("parties.a.walk_away", []),
        ("rules.0", []),
    ],
)
def test_the_most_specific_evidence_counts(case: Case, path: str, sources: list[str | None]) -> None:
    assert [entry.source for entry in evidence_for(case, path)] == sources


def test_the_strongest_basis_of_several_counts(case: Case) -> None:
    assert str(basis_of(case, "issues.x.stances.a.points")) == "data"
    assert basis_of(case, "parties.a.walk_away") is None


def test_a_reference_has_its_source_and_its_place(case: Case) -> None:
    (found,) = references_of(case, "issues.x.stances.a.weight")
    assert (found.source, found.label, found.cite, str(found.basis)) == (
        "s",
        "s, p. 4",
        "A source, p. 4",
        "document",
    )
    assert references_of(case, "rules.0")[0].label == "no evidence given"


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("parties.a.red_lines.no-x", 5),
        ("issues.x", 8),
        ("issues.x.options.o.name", 10),
        ("issues.x.stances.b.demands", 15),
        ("issues.x.stances.b.weight", None),
        ("rules.0", 16),
        ("trust.0.level", 17),
        ("parties.b.walk_away", None),
        ("nowhere.at.all", None),
    ],
)
def test_an_input_is_found_in_the_file(case: Case, path: str, line: int | None) -> None:
    """Lines are counted by hand in the text above."""
    assert line_of(case, path) == line


def test_what_a_variant_says_rests_on_the_evidence_for_the_variant(case: Case) -> None:
    varied = case.with_variant("v")
    path = "parties.b.red_lines.new"
    assert line_of(varied, path) == 21
    assert (variant_path_of(varied, path) or "").startswith("variants.v.parties.b.red_lines")
    assert [entry.source for entry in evidence_for(varied, path)] == ["t"]
    assert [entry.source for entry in evidence_for(varied, "issues.x.stances.a.weight")] == ["s"]


def test_inputs_are_counted_by_kind_and_basis(case: Case) -> None:
    """Counted by hand in the text above."""
    found = {kind: dict(counts) for kind, counts in inputs_of(case).by_kind.items()}
    assert found == {
        "Who decides, and how": {"judgement": 1},
        "What holds today": {"judgement": 1},
        "What each wants": {"data": 1, "judgement": 1},
        "How much it weighs": {"document": 1},
        "Demands": {"judgement": 1},
        "Red lines": {"document": 1},
        "Worth of no agreement": {NOTHING: 1},
        "Rules": {NOTHING: 1},
        "Trust": {NOTHING: 1},
    }


ROAD = """detente: 1
title: A road
as_of: 2020-01-02
parties: {a: {name: The Alphas}, b: {name: Beta}}
horizon: {from: 2020, to: 2030}
trust: [{from: a, to: b, level: 0.5}, {from: b, to: a, level: 0.5}]
blocks:
  survey:
    decided_by: [a, b]
    needs: 0.2
    delivers: [0.5, 0.9]
    takes: 1
    cost: 3
  ferry:
    name: The ferry
    decided_by: [a, b]
    after: survey done
    needs: [{from: a, to: b, level: 0.3}, {from: b, to: a, level: 0.1}]
    lasts: [1, 2]
    window: {from: 2021, to: 2029}
    breach: 0.1
    detection: 0.5
    earns: 0.1
    loses: [{from: b, to: a, by: 0.2}]
    loses_if_breached: 0.3
  bridge: {decided_by: a, window: thaw}
roadmap:
  goal: ferry done
  lesser_goals: {some: survey done}
  starts: 2021
  capacity: 2
  grid: 0.1
  decay: {by: 0.1, towards: 0.2}
  shocks: {storm: {chance: 0.1, loses: [{from: a, to: b, by: 0.1}]}}
  strains: [{when: ferry is held_up, loses: 0.1}]
  windows: {thaw: {open: false, opens: 0.2}}
sources: {s: {cite: A source.}}
evidence:
  - {for: blocks.ferry, source: s, basis: expert}
  - {for: blocks.ferry.needs.1, source: s, basis: data}
  - {for: roadmap.shocks.storm.loses, source: s, basis: document}
issues:
  ferry: {options: [runs, held_up], today: runs, decided_by: a}
"""


def test_inputs_of_a_roadmap_count_one_by_one_and_rest_on_what_covers_them() -> None:
    """Counted by hand in the text above; what is not written, such as how long the survey takes, does not.

    Evidence for the whole ferry covers all that lies within, but for the one pair that has its own.
    """
    found = {kind: dict(counts) for kind, counts in inputs_of(Case.from_text(ROAD)).by_kind.items()}
    assert found == {
        "Who decides, and how": {NOTHING: 3, "expert": 1},
        "What holds today": {NOTHING: 1},
        "Trust": {NOTHING: 2},
        "What comes first": {"expert": 1},
        "Trust that is needed": {NOTHING: 1, "expert": 1, "data": 1},
        "How long, and when": {"expert": 3, NOTHING: 5},
        "How likely it is": {NOTHING: 3, "expert": 2},
        "How trust changes": {NOTHING: 3, "expert": 3, "document": 1},
        "Room and cost": {NOTHING: 3},
        "Goals": {NOTHING: 2},
    }


def test_an_input_of_a_roadmap_has_words_of_its_own_and_a_place() -> None:
    case = Case.from_text(ROAD)
    given = [
        one for one in inputs_of(case).given if one.path.split(".")[0] in {"blocks", "horizon", "roadmap"}
    ]
    words = [input_says(case, one.path) for one in given]
    assert len(set(words)) == len(given)
    assert not {one.path for one in given} & set(words)
    assert all(words)
    assert all(line_of(case, one.path) for one in given)
    assert "the trust that “The ferry” needs, of Beta in the Alphas" in words
    assert "the trust that the event “storm” costs, of the Alphas in Beta" in words
    assert "the trust that it costs if “ferry” is “held up”" in words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("parties.a.red_lines.no-x", "the red line of the Alphas: Never p"),
        ("parties.a.walk_away", "what no agreement is worth to the Alphas"),
        ("parties.b.walk_away", "the refusal of Beta to be worse off than today"),
        ("issues.x.stances.b.demands", "the demand of Beta on “The X”"),
        ("issues.x.stances.a.points.p", "the points of the Alphas for “New” on “The X”"),
        ("issues.x.stances.a.weight", "how much “The X” weighs for the Alphas"),
        ("issues.x.today", "what holds today on “The X”"),
        ("rules.0", "the rule: x is o or x is p"),
        ("trust.0.level", "the trust of the Alphas in Beta"),
        ("scales.vital", "what the word “vital” stands for"),
        ("scales.grave", "scales.grave"),
    ],
)
def test_an_input_has_words(case: Case, path: str, words: str) -> None:
    assert input_says(case, path) == words


def test_words_for_weights_own_deciders_and_who_could_breach_count_where_they_are_written() -> None:
    case = Case.from_text("""
detente: 1
title: Who decides what
as_of: 2010-02-01
scales: {vital: [70, 90]}
parties: {a: {}, b: {}, c: {}}
issues:
  x:
    name: The X
    options: {o: Old, p: New, q: {name: Other, decided_by: [a, b, c]}}
    today: o
    decided_by: [a, b]
    kept_by: a
    moves: [{from: p, to: o, decided_by: b}]
evidence:
  - {for: issues.x, basis: judgement}
  - {for: issues.x.options.q, basis: document}
""")
    found = {input_says(case, one.path): one.basis for one in inputs_of(case).given}
    assert found == {
        "what the word “vital” stands for": NOTHING,
        "who decides on “The X”": "judgement",
        "who decides on “Other” on “The X”": "document",
        "who decides on the move from “New” to “Old” on “The X”": "judgement",
        "who could later breach what is agreed on “The X”": "judgement",
        "what holds today on “The X”": "judgement",
    }


def test_a_constraint_names_its_holder_its_line_and_its_source(case: Case) -> None:
    from detente.outcomes.negotiation import negotiation_of

    said = {one.id: constraint_said(case, one) for one in negotiation_of(case.nominal).constraints}
    assert said["no-x"].says == "Never p."
    assert said["no-x"].references[0].cite == "A source, p. 4"
    assert said["b.x.red_line"].says == "never “Old” on “The X”."
    assert said["b.x.demand"].says == "“New” on “The X”; until then, nothing on that issue is signed by Beta."
    assert said["a.walk_away"].says == "nothing that is worse for them than no agreement."
    assert said["b.walk_away"].says == "nothing that is worse for them than today."
    assert (said["b.x.red_line"].line, said["b.walk_away"].line, said["a.walk_away"].line) == (15, None, 5)


@pytest.mark.parametrize("name", bundled())
def test_every_input_of_a_bundled_case_has_words_and_a_place(name: str) -> None:
    case = load(name)
    for one in inputs_of(case).given:
        assert input_says(case, one.path) != one.path
        assert line_of(case, one.path) is not None


def test_no_input_of_the_first_case_is_without_evidence() -> None:
    """Its defaults say judgement; yet a note tells the reader where each of its judgements comes from."""
    assert inputs_of(load("nato-russia-2010")).without_evidence == ()
