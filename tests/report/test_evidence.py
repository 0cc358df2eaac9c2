"""What inputs rest on, and where they stand."""

from __future__ import annotations

import pytest

from detente.case.case import Case, load
from detente.outcomes.inputs_said import input_says
from detente.report.constraints_said import constraint_said
from detente.report.evidence import basis_of, evidence_for, references_of
from detente.report.ground import NOTHING, inputs_of
from detente.report.places import line_of, variant_path_of

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


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("parties.a.red_lines.no-x", "the red line of the Alphas: Never p"),
        ("parties.a.walk_away", "what no agreement is worth to the Alphas"),
        ("parties.b.walk_away", "that Beta signs nothing that leaves it worse off than today"),
        ("issues.x.stances.b.demands", "the demand of Beta on “The X”"),
        ("issues.x.stances.a.points.p", "the points of the Alphas for “New” on “The X”"),
        ("issues.x.stances.a.weight", "how much “The X” weighs for the Alphas"),
        ("issues.x.today", "what holds today on “The X”"),
        ("rules.0", "the rule: x is o or x is p"),
        ("trust.0.level", "the trust of The Alphas in Beta"),
        ("scales.vital", "scales.vital"),
    ],
)
def test_an_input_has_words(case: Case, path: str, words: str) -> None:
    assert input_says(case, path) == words


def test_a_constraint_names_its_holder_its_line_and_its_source(case: Case) -> None:
    from detente.outcomes.negotiation import negotiation_of

    said = {one.id: constraint_said(case, one) for one in negotiation_of(case.nominal).constraints}
    assert said["no-x"].says == "Never p."
    assert said["no-x"].references[0].cite == "A source, p. 4"
    assert said["b.x.red_line"].says == "never “Old” on “The X”."
    assert said["b.x.demand"].says == "“New” on “The X”; until that is met, its holder signs nothing on it."
    assert said["a.walk_away"].says == "nothing that is worse for them than no agreement."
    assert said["b.walk_away"].says == "nothing that is worse for them than today."
    assert (said["b.x.red_line"].line, said["b.walk_away"].line, said["a.walk_away"].line) == (15, None, 5)


def test_every_input_of_a_bundled_case_has_words_and_a_place() -> None:
    case = load("nato-russia-2010")
    for one in inputs_of(case).given:
        assert input_says(case, one.path) != one.path
        assert line_of(case, one.path) is not None
