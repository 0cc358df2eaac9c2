"""What verdicts rest on and what to find out first, where it can be told by hand."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.claims import analyse
from detente.claims.audit.given import inputs_of
from detente.claims.audit.origins import origin_of
from detente.claims.audit.pedigree import BY_DEFAULT, basis_said
from detente.claims.audit.research import untold
from detente.claims.flips.said import change_says

TREATY = """
detente: 1
title: A treaty
as_of: 2020-01-01
parties:
  north: {walk_away: [20, 60], red_lines: [{id: no-bases, never: treaty is wide, says: No bases.}]}
  south: {walk_away: 0}
  shore: {}
issues:
  treaty:
    options: [none, narrow, wide]
    today: none
    decided_by: [north, south]
    stances:
      north: {points: {none: 0, narrow: [30, 50], wide: 100}}
      south: {order: wide > narrow > none}
claims:
  - {id: narrow, says: A narrow one can be signed., holds_if: signable(treaty is narrow) > 0}
  - {id: wide, says: A wide one cannot., holds_if: signable(treaty is wide) = 0, read_as: signed by both}
  - {id: fails, says: Nothing can be signed., holds_if: signable(not treaty is none) = 0}
sources: {act: {cite: The Act}}
evidence:
  - {for: parties.north.red_lines.no-bases, source: act, at: article 1, basis: document}
  - {for: issues.treaty.stances.north, basis: judgement}
"""
CASE = Case.from_text(TREATY)
FOUND = analyse(CASE, draws=400, seed=1)
AUDIT = FOUND.audit
QUESTIONS = {one.rule: one for one in AUDIT.questions}


def test_what_rests_on_a_document_does_not_rest_on_judgement() -> None:
    """The wide treaty fails by the red line alone, for which an article is named."""
    [wide] = [one for one in AUDIT.resting if one.claim == "wide"]
    assert (wide.inputs, wide.on_judgement, wide.wholly) == (1, 0, False)


def test_a_default_is_a_judgement_of_the_analyst_and_what_nobody_wrote_is_not() -> None:
    """By default what has no evidence counts as judgement; a floor that every case has is no input of it."""
    assert basis_said(CASE, "parties.north.walk_away") == "judgement"
    assert basis_said(CASE, "parties.shore.walk_away") == BY_DEFAULT


def test_the_two_that_decide_are_worth_finding_out_in_the_measure_of_their_indices() -> None:
    """By hand, with points 30 + 20 u and a floor 20 + 40 v for u and v even on 0 to 1.

    It holds where v <= 1/4 + u/2: in half of all cases, so the variance is 1/4. Given u it holds with
    1/4 + u/2, whose variance is 1/48: an index of 1/12. Given v it holds with 1 below 1/4, 3/2 - 2 v up to
    3/4 and 0 past it, whose variance is 5/12 - 1/4: an index of 2/3. And 4 p (1 - p) is 1 for two claims.
    """
    share = next(one.share for one in FOUND.claims if one.claim.id == "narrow")
    assert share == pytest.approx(0.5, abs=0.02)
    worth = {one.input: one.expected for one in AUDIT.research}
    # Both claims on the narrow treaty turn alike: "fails" is its opposite, as the wide one never is signed.
    assert worth["parties.north.walk_away"] == pytest.approx(2 * 2 / 3, abs=0.12)
    assert worth["issues.treaty.stances.north.points.narrow"] == pytest.approx(2 / 12, abs=0.1)
    assert next(iter(worth)) == "parties.north.walk_away"
    assert AUDIT.undecided == pytest.approx(2, abs=0.02)


def test_an_input_is_as_influential_as_many_claims_turn_on_it_and_as_strong_as_its_evidence() -> None:
    found = {one.input: one for one in AUDIT.diagnosed}
    line = found["parties.north.red_lines.no-bases"]
    assert (line.pedigree, line.weak) == (4, False)
    assert set(line.claims) >= {"wide"}
    floor = found["parties.north.walk_away"]
    assert (floor.pedigree, floor.weak) == (1, True)
    assert set(floor.claims) == {"narrow", "fails"}
    assert floor.influence == pytest.approx(2 / 3)


def test_the_points_of_a_rank_order_come_from_it() -> None:
    assert origin_of(CASE, "issues.treaty.stances.south.points.narrow") == "issues.treaty.stances.south.order"
    assert origin_of(CASE, "parties.north.walk_away") == "parties.north.walk_away"


def test_the_seven_rules_are_answered_in_their_order() -> None:
    assert len(AUDIT.questions) == 7
    assert all(one.says and one.asks.endswith("?") for one in AUDIT.questions)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("Check against a rhetorical use of models", "1 claim is assumed (wide)"),
        ("Hunt for assumptions", "Read in a way of the analyst’s own, as is said beside them: wide."),
        ("Detect compressed uncertainty", "are ranges or rank orders, which draws vary."),
        ("Find sensitive assumptions before others do", "flip with a single change."),
        ("Aim for transparency", "over 400 draws from seed 1"),
        ("Do the right sums", "Nobody says what these want, so that it is not in the sums: shore."),
        ("Explore the whole space of assumptions", "in 400 draws"),
    ],
)
def test_each_is_answered_for_this_case(rule: str, says: str) -> None:
    assert says in " ".join(QUESTIONS[rule].says)


def test_what_rests_on_judgement_does_not_say_where_it_comes_from() -> None:
    """By hand: who decides, today, two stances, a line and two floors; a source for the line alone."""
    one = QUESTIONS["Aim for transparency"]
    assert "Of 7 inputs: 1 with a source, 1 with a basis but no source and 5 with neither." in one.says
    assert one.open
    judged = TREATY.replace("{for: issues.treaty.stances.north, b", "{for: [issues, parties], b")
    again = analyse(Case.from_text(judged)).audit.questions[4]
    assert "Of 7 inputs: 1 with a source and 6 with a basis but no source." in again.says
    assert again.open


ROAD = """
detente: 1
title: A road
as_of: 2020-01-01
parties: {north: {}, south: {}}
horizon: {from: 2020, to: 2021}
roadmap: {goal: first done}
trust: [{from: north, to: south, level: [0.2, 0.4]}]
blocks: {first: {delivers: 0.5}}
procedures:
  council:
    parties: [north, south]
    start: idle
    states: {idle: {}, met: {is: meeting}}
    moves: [{id: meet, from: idle, to: met, by: any}]
claims: [{id: hope, says: It is likely., holds_if: p_goal() > 0.6}]
evidence: [{for: procedures.council, basis: document}]
"""


def test_what_a_case_leaves_at_its_default_is_no_single_value_of_it() -> None:
    """By hand: of numbers the case writes a level of trust, as a range, and a probability of delivery."""
    [_, _, garbage, *_] = analyse(Case.from_text(ROAD)).audit.questions
    assert garbage.says == (
        "Of 2 inputs with numbers, 1 is a range or rank order, which draws vary.",
        "The others are single values, 1 under blocks. Each should be one that is known.",
    )


def test_procedures_are_inputs_and_count_as_what_they_rest_on() -> None:
    given = {one.path: one.basis for one in inputs_of(Case.from_text(ROAD)).given}
    assert given["procedures.council.moves.meet"] == given["procedures.council.parties"] == "document"


@pytest.mark.parametrize(
    ("says", "silent"),
    [
        ("parties: {a: {}, b: {}}\n", "a and b"),
        ("parties: {a: {}, b: {worth: [{when: x is p, points: -3}]}}\n", "a"),
        ("parties: {a: {red_lines: [{id: r, never: x is p}]}, b: {}}\n", "b"),
        ("parties: {a: {}, b: {}}\nconflict: {preferences: {a: {statements: [x is p]}}}\n", "b"),
    ],
)
def test_whoever_says_anywhere_what_it_wants_is_heard(says: str, silent: str) -> None:
    text = f"detente: 1\ntitle: T\nas_of: 2020-01-01\n{says}"
    text += "issues: {x: {options: [o, p], today: o, decided_by: a}}\n"
    sums = analyse(Case.from_text(text)).audit.questions[5]
    found = [one for one in sums.says if one.startswith("Nobody says")]
    expected = f"Nobody says what these want, so that it is not in the sums: {silent}."
    assert found == ([expected] if silent else [])


def test_claims_in_too_few_draws_to_tell_are_named() -> None:
    """Both claims on the narrow treaty are undecided, and twenty draws tell nothing of single inputs."""
    assert untold(analyse(CASE, draws=20, seed=1)) == ("narrow", "fails")
    assert untold(FOUND) == ()


def test_without_draws_nothing_is_said_to_be_worth_finding_out() -> None:
    nominal = analyse(CASE).audit
    assert (nominal.research, nominal.undecided) == ((), None)
    assert "No draws were made" in nominal.questions[6].says[0]
    assert nominal.questions[6].open


def test_the_nearest_flip_is_named_as_it_is_beside_its_claim() -> None:
    sensitive = " ".join(QUESTIONS["Find sensitive assumptions before others do"].says)
    near = next(one for one in FOUND.claims if one.claim.id == "narrow")
    assert near.flips is not None
    assert near.flips.least is not None
    assert change_says(near.tested_in, near.flips.least.changes[0]) in sensitive


def test_a_case_without_claims_is_audited_too() -> None:
    """There is nothing to count, and the questions stay."""
    audit = analyse(Case.from_text("detente: 1\ntitle: T\nas_of: 2020-01-01\nparties: {a: {}}\n")).audit
    assert (audit.resting, audit.diagnosed, audit.research) == ((), (), ())
    assert len(audit.questions) == 7
