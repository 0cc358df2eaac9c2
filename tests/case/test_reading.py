"""Every key of the format is read into the field that bears its name."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from detente.case.arguments import Basis, Origin
from detente.case.case import Case
from detente.case.document import read_document
from detente.case.model import CaseFile
from detente.case.parties import Holder
from tests.stability import conflicts

EVERYTHING = """\
detente: 1
title: Everything once
as_of: 2010-02-01
parties:
  one:
    name: The First
    capability: 3
    walk_away: [10, 20]
    red_lines:
      - {id: across, never: veto is full and order is closed, says: Not both, agreed_by: all, cost: 2}
      - {id: needed, require: veto is no or order is open}
    worth: [{when: veto is no and order is open, points: {low: -5, mode: 0, high: 30}, says: They fit}]
    weights: veto > order
  other: {walk_away: today}
  third:
blocs:
  all: {name: All, members: [one, other], decides_by: {at_least: 1, including: one}}
  votes: {members: [other, third], decides_by: {quota: 3, weights: {other: 2, third: 1}}}
  quiet: {members: [one, other], decides_by: {silence: {breaks: [0, 0.1], by: {one: 0.2}, correlation: 0.5}}}
bodies:
  council:
    name: The council
    says: Two majorities, unless the other one objects, or the first decides
    members: [one, other, third]
    rule:
      any_of:
        - all_of: [majority, {at_least: 1, of: [one, named: other]}, {unless: {lead: other}}]
        - {lead: one}
camps:
  side: {name: Side, of: all, members: other}
horizon: {from: 2010-Q1, to: 2020-Q4}
scales: {vital: [50, 90], important: [20, 50], minor: 7}
issues:
  veto:
    name: A veto
    says: Who may say no
    options:
      no: {name: None, place: 0}
      some: {name: In part, decided_by: one, place: 5}
      full: {place: 10, irreversible: no}
    today: no
    decided_by: [one, other]
    moves: [{from: full, to: no, decided_by: one}]
    kept_by: [one]
    stances:
      one: {order: no > some | full, agreed_by: all, cost: 3, says: Never a veto}
      other: {points: {no: 0, some: [10, 20], full: 30}, weight: vital, never: no,
              demands: {option: [some, full], links: order, cost: 4}}
  order:
    options: [open, closed]
    today: open
    decided_by: one
    kept_by: {one: {gain: 2, penalty: [1, 3], detection: 0.5, keeps_gain: true, says: It is closed}, other: }
    stances:
      one: open > closed
      other: {order: closed > open, demands: closed, weight: {low: 1, mode: 2, high: 4}}
negotiation: {issues: [veto], signatories: [one, other]}
agreements:
  pact:
    name: A pact
    says: They help each other
    between: [all, third]
    rule: {at_least: 2, including: other}
  fund: {between: [one, other], rule: {quota: 2, weights: {one: 1, other: 2}}}
  plain: {between: [one, third]}
conflict:
  says: Who moves when
  issues: [veto, order]
  consent_given: other
  one_state: [veto is full]
  states: {calm: {name: All is calm, when: veto is no and order is open}}
  preferences: {one: [1, [2, 3], calm], other: {statements: [veto is no, order is open]}}
rules: [{id: rule, require: veto is full implies order is open, says: By treaty}]
trust: [{from: one, to: other, level: 0.25}]
powers: [{id: clause, says: By the draft, to: third, grants: block, over: {veto: full, order: }, of: one}]
blocks:
  first:
    name: A first step
    says: It begins
    sets: {veto: full}
    lifts: issues.order.stances.other.demands
    needs: 0.2
    lasts: [1, 3]
    window: {from: 2010-Q1, to: 2012-Q4}
    delivers: [0.5, 0.9]
    breach: 0.1
    detection: 0.8
    earns: 0.1
    loses: 0.2
    loses_if_breached: 0.3
    takes: 2
    cost: 5
    addresses: {piracy: 0.3}
  second:
    decided_by: one
    after: first done and veto is full
    needs: [{from: one, to: other, level: 0.3}]
    earns: [{from: one, to: other, by: 0.1}]
    window: summit
roadmap:
  goal: second done
  lesser_goals: {begun: first done}
  starts: 2010-Q2
  capacity: 2
  without: []
  only: [first, second]
  grid: 0.1
  breakeven: 0.5
  decay: {by: 0.1, towards: 0.2}
  strains: [{when: veto is some, loses: 0.1, says: It hurts}]
  shocks: {crisis: {says: A crisis, chance: 0.01, loses: 0.1}}
  windows: {summit: {name: The summit, from: 2010-Q2, to: 2011-Q4, open: false, opens: 0.2, closes: 0.1}}
procedures:
  talks:
    name: The talks
    says: Whoever asks is answered
    parties: [one, other]
    unit: week
    convene_within: 4
    start: quiet
    states: {quiet: {name: Quiet, says: Nothing is asked}, asked: , meeting: {is: meeting}}
    moves:
      - {id: ask, from: quiet, to: asked, by: any, as: asker, names: asked_one, says: ask}
      - {id: reply, from: asked, to: meeting, by: [asked_one, {any_of: [one]}, {any_but: [asker]}], within: 2}
      - {id: convene, from: asked, to: meeting, after: 3}
      - id: part
        from: meeting
        to: quiet
        by: [{all_of: [one, other]}, {all_but: one}, {at_least: 1, of: one}]
      - {id: build, from: [quiet, asked], by: one, own_step: true}
ladder:
  - rung: 1
    name: Low
    steps: [{id: S1, name: No veto, issue: veto, option: no, block: first, says: As the paper has it}]
regimes:
  treaty:
    name: The treaty
    says: So many tanks
    extends: cfe-1990
    under: {veto: no}
    states: {one: {name: The First}, other: }
    groups: {both: {name: Both, members: [one, other]}}
    categories: {tank: {name: Tanks}, light: {name: Light tanks, within: tank}}
    zones: {area: {name: The area, says: All of it}, south: {within: [area]}}
    exclusions: {export: {article: "3", says: Export, categories: tank, confidence: confirmed}}
    limits:
      - {id: south, article: "4", says: So many, on: both, each_member: true, zone: south,
         status: [active],
         at_most: {tank: 9}, from: 2010-01-01, until: 2010-12-31, confidence: recalled, note: By heart}
    thresholds:
      - {id: notify, article: "5", says: Announced, asks: notify, from: {tank: 250}, days_before: 42,
         alert_days_before: 0, confidence: unsure}
      - {id: large, article: "6", asks: constrain, above: {tank: 900}, not_above: {tank: 2000},
         at_most: 1, years: 2, confidence: unsure}
      - {id: once, article: "6", asks: constrain, above: {tank: 9}, at_most: 1, at_the_same_time: true,
         confidence: unsure}
    quotas:
      - {id: sites, article: "7", says: A fifth, share: 0.2, rounding: nearest, at_least: 1,
         without_objects: true, at_most: 9,
         days: 300,
         refusable: true, confidence: recalled}
      - {id: part, article: "7", share: 0.5, of: sites, confidence: recalled}
      - {id: fixed, article: "7", number: 3, confidence: recalled}
      - {id: visits, article: "7", one_per: 60, confidence: recalled}
    one_inspector: {article: "8", share_of_state: 0.5, within_group: 5, confidence: recalled}
    suspended: [{by: other, from: 2010-01-01, until: 2010-12-31, says: A pause}]
    objects: {one: 40, other: unknown}
    declared_every: 400
    declarations:
      - by: one
        as_of: 2010-01-01
        source: paper
        complete: true
        holdings:
          - {category: tank, count: [5, 7], zone: south, site: Base, unit: Brigade, parent: Army,
             status: stored,
             excluded: export}
    changes:
      - {by: one, on: 2010-01-02, category: tank, count: unknown, from_zone: area, to_zone: south,
         status: temporary,
         excluded: export, unit: Brigade, says: Moved}
    activities:
      - {id: x, by: one, says: Exercise, begins: 2010-03-01, alert: true, ends: 2010-03-02, of: {tank: 300},
         notified: 2010-01-01,
         observers_from: 2010-02-01}
    inspected:
      one: {by: other, objects: 40, quota: sites, breach: 3, seen: 0.5, other_means: 0.1, gain: 1, penalty: 2,
            keeps_gain: true}
      other: {objects: 40, inspections: [3, 5], breach: 3}
    designs:
      more: {name: More, says: Of all, of: one, objects: 30, inspections: 9, seen: 1, other_means: 0.2,
         cost: 3}
      few: {quota: fixed}
    sites: {base: {name: Base, of: one, harm: 8, gain: 3, penalty: 5, seen: 0.9, cost: 2}}
    inspectors: {other: {inspections: 6}}
    calendar:
      from: 2010-01-01
      to: 2010-12-31
      lasts: 2
      at_a_time: 2
      teams: 3
      closed: [{from: 2010-12-24, to: 2010-12-31, says: Holidays}]
threats:
  says: What they fear
  within: five years
  protocol: idea
  stopping: {rounds: 2, moved: 0.1}
  quantiles: [0.1, 0.9]
  likelihood: {unit: chance, least: 0, most: 1, bands: [0.5], names: [low, high]}
  impact: {most: 10}
  list: {piracy: {name: Piracy, says: Attacks on ships}, drugs: }
  experts: {first: {of: one, name: The first}, second: {of: other}}
  questions: {ships: {says: How many, unit: ships, scale: logarithmic, answer: 9}}
  rounds:
    - round: 1
      held: 2010-01-31
      answers:
        first:
          likelihood: {piracy: [0.1, 0.4], drugs: {0.05: 0.1, 0.5: 0.2, 0.95: 0.7}}
          impact: {piracy: [1, 2.5]}
          questions: {ships: [5, 20]}
          reasons: {piracy: Why not}
claims:
  - {id: C1, says: It holds, origin: analyst, about: [S1, veto], holds_if: signable() > 0, variant: calm}
  - {id: C2, says: It waits, about: order, enough_if: signable() > 9, read_as: Ten, waits_for: roadmap}
variants:
  calm: {says: Without the demand, issues: {order: {stances: {other: {demands: null}}}}}
sources: {paper: {cite: A paper, url: "https://example.org"}}
defaults: {basis: expert}
evidence:
  - {for: issues.veto.stances.one, source: paper, at: p. 4, basis: document, note: In other words}
"""


def fields_used(value: Any, used: set[tuple[str, str]]) -> set[tuple[str, str]]:  # noqa: ANN401 - any part
    """Collect the fields that are written somewhere in a case."""
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            used.add((type(value).__name__.replace("CaseFile", "Case"), name))
            fields_used(getattr(value, name), used)
    elif isinstance(value, dict):
        for item in value.values():
            fields_used(item, used)
    elif isinstance(value, tuple):
        for item in value:
            fields_used(item, used)
    return used


def every_field(model: type[BaseModel], seen: dict[str, set[str]]) -> dict[str, set[str]]:
    """Collect the fields of a model and of the models inside it."""
    schema = model.model_json_schema(by_alias=False)
    seen["Case"] = set(schema["properties"])
    for name, inner in schema["$defs"].items():
        if "properties" in inner:
            seen[name] = set(inner["properties"])
    return seen


CASE = Case.from_text(EVERYTHING)
WRITTEN_OUT = Case.from_text(conflicts.WRITTEN_OUT)
"""A conflict whose moves are written out, which one over issues cannot be as well."""


def test_the_case_here_writes_every_field_of_the_format() -> None:
    used = fields_used(CASE, set()) | fields_used(WRITTEN_OUT, set())
    known = {(model, field) for model, fields in every_field(CaseFile, {}).items() for field in fields}
    # What all holders share is written once, for a party.
    known -= {(model, field) for model in ("Bloc", "Camp") for field in Holder.model_fields}
    assert known - used == set()


def test_agreements_are_read() -> None:
    pact, fund, plain = (CASE.agreements[key] for key in ("pact", "fund", "plain"))
    assert (pact.name, pact.says, pact.between) == ("A pact", "They help each other", ("all", "third"))
    assert (pact.rule.at_least, pact.rule.including) == (2, ("other",))
    assert (str(fund.rule.quota), {key: str(one) for key, one in fund.rule.weights.items()}) == (
        "2",
        {"one": "1", "other": "2"},
    )
    assert plain.rule.named == "consensus"


def test_a_conflict_is_read() -> None:
    conflict = CASE.conflict
    assert conflict is not None
    assert (conflict.issues, conflict.consent_given) == (("veto", "order"), ("other",))
    assert conflict.states["calm"].name == "All is calm"
    assert conflict.preferences["one"].ranking == ((1,), (2, 3), ("calm",))
    assert [str(one.text) for one in conflict.preferences["other"].statements or ()] == [
        "veto is no",
        "order is open",
    ]
    assert CASE.issues["veto"].options["full"].irreversible == ("no",)
    written = WRITTEN_OUT.conflict
    assert written is not None
    assert written.moves == {"one": {"first": ("second",)}, "other": {"second": ("third_state", "first")}}
    assert (written.today, written.states["second"].name) == ("first", "Begun")
    [joint] = written.joint_moves
    assert (joint.by, joint.from_, joint.to) == (("one", "other"), "first", "third_state")
    payoffs, known = written.preferences["other"].payoffs, written.preferences["third"].known
    assert [str(one) for one in payoffs or ()] == ["1", "0", "2"]
    assert known == ((("first",), ("second",)), (("first", 3),))


def test_who_takes_part_is_read() -> None:
    one = CASE.parties["one"]
    assert one.name == "The First"
    assert str(one.walk_away) == "10 to 20"
    assert CASE.parties["other"].walk_away == "today"
    across, needed = one.red_lines
    assert across.never is not None
    assert (across.id, across.never.text) == ("across", "veto is full and order is closed")
    assert (across.says, across.agreed_by, str(across.cost)) == ("Not both", "all", "2")
    assert needed.require is not None
    assert needed.require.text == "veto is no or order is open"
    [worth] = one.worth
    assert (worth.when.text, worth.says) == ("veto is no and order is open", "They fit")
    assert str(worth.points) == "-5 to 30, most likely 0"
    assert one.weights is not None
    assert one.weights.meaning.names == ("veto", "order")
    by_number, by_votes = (CASE.blocs[key].decides_by for key in ("all", "votes"))
    assert (by_number.at_least, by_number.including) == (1, ("one",))
    assert by_votes.quota is not None
    assert by_votes.quota.low == 3
    assert {member: votes.low for member, votes in by_votes.weights.items()} == {"other": 2, "third": 1}
    assert (CASE.camps["side"].of, CASE.camps["side"].members) == ("all", ("other",))


def test_what_is_to_be_settled_is_read() -> None:
    veto, order = CASE.issues["veto"], CASE.issues["order"]
    assert (veto.name, veto.says, veto.today) == ("A veto", "Who may say no", "no")
    assert {key: option.name for key, option in veto.options.items()} == {
        "no": "None",
        "some": "In part",
        "full": None,
    }
    assert veto.options["some"].decided_by == ("one",)
    assert [(move.from_, move.to, move.decided_by) for move in veto.moves] == [("full", "no", ("one",))]
    assert (veto.decided_by, veto.kept_by) == (("one", "other"), ("one",))
    one, other = veto.stances["one"], veto.stances["other"]
    assert one.order is not None
    assert one.order.meaning.names == ("no", "some", "full")
    assert one.order.meaning.beyond == {"full"}
    assert (one.agreed_by, str(one.cost), one.says) == ("all", "3", "Never a veto")
    assert other.points is not None
    assert {option: str(points) for option, points in other.points.items()} == {
        "no": "0",
        "some": "10 to 20",
        "full": "30",
    }
    assert (other.weight, other.never) == ("vital", ("no",))
    assert other.demands is not None
    assert (other.demands.option, other.demands.links) == (("some", "full"), ("order",))
    assert str(other.demands.cost) == "4"
    assert list(order.options) == ["open", "closed"]
    assert order.decided_by == ("one",)
    demand = order.stances["other"].demands
    assert demand is not None
    assert demand.option == ("closed",)
    assert (CASE.negotiation.issues, CASE.negotiation.signatories) == (("veto",), ("one", "other"))
    [rule] = CASE.rules
    assert (rule.id, rule.says) == ("rule", "By treaty")


def test_the_argument_is_read() -> None:
    [trust] = CASE.trust
    assert (trust.from_, trust.to, float(trust.level.low)) == ("one", "other", 0.25)
    [rung] = CASE.ladder
    [step] = rung.steps
    assert (rung.rung, rung.name, step.id, step.issue, step.option) == (1, "Low", "S1", "veto", "no")
    tested, waiting = CASE.claims
    assert (tested.origin, tested.about, tested.variant) == (Origin.ANALYST, ("S1", "veto"), "calm")
    assert tested.holds_if is not None
    assert tested.holds_if.text == "signable() > 0"
    assert waiting.enough_if is not None
    assert waiting.enough_if.text == "signable() > 9"
    assert (waiting.origin, waiting.about, waiting.waits_for) == (Origin.PAPER, ("order",), ("roadmap",))
    assert (CASE.sources["paper"].cite, CASE.sources["paper"].url) == ("A paper", "https://example.org")
    assert CASE.defaults.basis is Basis.EXPERT
    [evidence] = CASE.evidence
    assert (evidence.for_, evidence.source, evidence.at) == (("issues.veto.stances.one",), "paper", "p. 4")
    assert (evidence.basis, evidence.note) == (Basis.DOCUMENT, "In other words")
    assert CASE.horizon is not None
    assert (CASE.horizon.from_, CASE.horizon.to) == ("2010-Q1", "2020-Q4")
    assert [str(CASE.scales.vital), str(CASE.scales.minor)] == ["50 to 90", "7"]
    assert CASE.variants["calm"]["says"] == "Without the demand"
    CASE.check_variants()


def test_words_that_other_readers_take_for_truth_values_are_words() -> None:
    case = Case.from_text(
        "detente: 1\ntitle: no\nas_of: 2010-02-01\nparties: {yes: {}, off: {}}\n"
        "issues: {on: {options: [yes, no, 'off'], today: no, decided_by: off,"
        " stances: {yes: no > off > yes}}}"
    )
    assert case.title == "no"
    assert case.issues["on"].today == "no"


def test_a_case_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        CASE.title = "Another"  # type: ignore[misc]


def test_an_address_within_braces_is_read() -> None:
    """The fast parser refuses the colon, which YAML allows; the slow one is asked then."""
    tree = read_document("case.yaml", text="s: {cite: Report, url: https://example.org/?a=b}\n").tree
    assert tree == {"s": {"cite": "Report", "url": "https://example.org/?a=b"}}
