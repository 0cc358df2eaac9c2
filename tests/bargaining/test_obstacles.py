"""What moves made outside a negotiation do to it, on cases small enough to see through."""

from __future__ import annotations

from typing import Any

import pytest

from detente.bargaining.analysis import analyse
from detente.bargaining.obstacles import CarrierKind, Obstacle, obstacle, outside_moves
from detente.bargaining.zone import Zone
from detente.case.case import Case
from detente.outcomes.negotiation import negotiation_of

# West and east bargain over patrols and transit. West alone decides on the base, the neutral on its border.
CASE = """
detente: 1
title: Patrols and a base
as_of: 2010-02-01
parties: {{west: {west}, east: {east}, neutral: }}
issues:
  patrols:
    options: [none, joint]
    today: none
    decided_by: [west, east]
    stances:
      west: {{points: {{none: 0, joint: 4}}}}
      east: {{points: {{none: 0, joint: 1}}}}
  transit:
    options: [closed, open]
    today: closed
    decided_by: [west, east]
    stances:
      west: {{points: {{closed: 0, open: 6}}}}
      east: {{points: {{closed: 0, open: 2}}}}
  base:
    options: [none, built]
    today: none
    decided_by: west
    stances:
      west: {{points: {{none: 0, built: 1}}}}
      east: {{points: {{none: {spared}, built: 0}}{line}}}
  border:
    options: [open, closed]
    today: open
    decided_by: neutral
{more}
"""


def _case(*, west: str = "", east: str = "", spared: int = 0, line: str = "", more: str = "") -> Case:
    return Case.from_text(CASE.format(west=west, east=east, spared=spared, line=line, more=more))


def _base(case: Case) -> Obstacle:
    return next(one for one in analyse(case).obstacles if one.move.issue == "base")


def _carriers(found: Obstacle) -> list[tuple[CarrierKind, str, int]]:
    return [(one.kind, one.id, one.packages) for one in found.carried_by]


def test_a_loss_that_today_shares_is_no_harm() -> None:
    """East loses 9 by the base, but no agreement is then worth 9 less as well."""
    found = _base(_case(spared=9))
    assert (found.before, found.after) == (4, 4)
    assert found.joint_gain_before == found.joint_gain_after == 13
    assert (found.harmful, found.lost, found.carried_by) == (False, 0, ())


def test_the_same_loss_counts_where_no_agreement_stays_what_it_was() -> None:
    """By hand: east needs 9 as before; after the move its best package is worth 3, so all four are lost."""
    found = _base(_case(spared=9, east="{walk_away: 9}"))
    assert (found.before, found.after) == (4, 0)
    assert found.joint_gain_before == 13
    assert found.joint_gain_after is None
    assert _carriers(found) == [(CarrierKind.POINTS, "east", 4)]
    assert found.harmful


def test_a_red_line_carries_the_harm() -> None:
    found = _base(_case(line=", never: built"))
    assert (found.before, found.after) == (4, 0)
    assert _carriers(found) == [(CarrierKind.RED_LINE, "east.base.red_line", 4)]


def test_a_red_line_across_issues_carries_the_harm_where_it_is_crossed() -> None:
    line = "{red_lines: [{id: no-both, never: base is built and transit is open}]}"
    found = _base(_case(east=line))
    assert (found.before, found.after) == (4, 2)
    assert _carriers(found) == [(CarrierKind.RED_LINE, "no-both", 2)]


def test_a_demand_that_links_carries_the_harm() -> None:
    """With the base built, east's demand for none is not met, and it links transit, which is on the table."""
    found = _base(_case(line=", demands: {option: none, links: [transit]}"))
    assert (found.before, found.after) == (4, 0)
    assert _carriers(found) == [(CarrierKind.DEMAND, "east.base.demand", 4)]


def test_an_interaction_carries_the_harm() -> None:
    """By hand: with the base, open transit is worth 2 - 5 to east, and patrols add only 1."""
    found = _base(_case(east="{worth: [{when: base is built and transit is open, points: -5}]}"))
    assert (found.before, found.after) == (4, 2)
    assert _carriers(found) == [(CarrierKind.INTERACTION, "east", 2)]
    assert found.joint_gain_before == 13
    assert found.joint_gain_after == 5


def test_an_interaction_may_leave_every_package_and_only_lower_the_gain() -> None:
    found = _base(_case(east="{worth: [{when: base is built and transit is open, points: -2}]}"))
    assert (found.before, found.after, found.carried_by) == (4, 4, ())
    assert found.joint_gain_before == 13
    assert found.joint_gain_after == 11
    assert found.harmful


def test_a_rule_carries_the_harm() -> None:
    found = _base(_case(more="rules: [{require: base is built implies transit is closed}]"))
    assert (found.before, found.after) == (4, 2)
    assert _carriers(found) == [(CarrierKind.RULE, "rules.0", 2)]


def test_what_can_no_longer_be_traded_is_lost() -> None:
    """By hand: east signs patrols, 3 short, only if the base is traded away for good.

    With the base on the table and standing today, east gains 4 by its removal; once it is large for good,
    patrols and transit must pay for themselves.
    """
    text = _case(spared=4, more="negotiation: {issues: [patrols, transit, base], signatories: [west, east]}")
    case = Case.from_text(
        text.to_yaml()
        .replace("options: [none, built]\n    today: none", "options: [none, built, large]\n    today: built")
        .replace("east: {points: {none: 0, joint: 1}}", "east: {points: {none: 0, joint: -3}}")
        .replace("built: 1}", "built: 1, large: 1}")
        .replace("built: 0}", "built: 0, large: 0}")
    )
    found = next(one for one in analyse(case).obstacles if one.move.after == "large")
    assert (found.before, found.after) == (4, 2)
    assert _carriers(found) == [(CarrierKind.UNTRADEABLE, "east", 2)]


def test_a_move_may_open_more_than_it_closes() -> None:
    """Before, east's line closes open transit while there is no base."""
    line = "{red_lines: [{id: base-first, never: base is none and transit is open}]}"
    found = _base(_case(east=line))
    assert (found.before, found.after, found.lost) == (2, 4, -2)
    assert not found.harmful


def test_moves_inside_the_negotiation_are_not_listed() -> None:
    negotiation = negotiation_of(_case().nominal)
    assert [(one.issue, one.after) for one in outside_moves(negotiation)] == [
        ("base", "built"),
        ("border", "closed"),
    ]


def test_a_joint_move_in_which_an_outsider_decides_is_listed() -> None:
    case = Case.from_text(_case().to_yaml().replace("decided_by: neutral", "decided_by: [west, neutral]"))
    negotiation = negotiation_of(case.nominal, signatories=["west", "east"])
    assert ("border", "closed") in [(one.issue, one.after) for one in outside_moves(negotiation)]
    with_all = negotiation_of(case.nominal, signatories=["west", "east", "neutral"])
    assert ("border", "closed") not in [(one.issue, one.after) for one in outside_moves(with_all)]


def test_a_move_of_a_bloc_with_a_member_outside_is_listed() -> None:
    blocs = "blocs: {pact: {members: [east, neutral]}}"
    case = Case.from_text(
        _case(more=blocs).to_yaml().replace("decided_by: neutral", "decided_by: [west, pact]")
    )
    assert ("border", "closed") in [
        (one.issue, one.after)
        for one in outside_moves(negotiation_of(case.nominal, signatories=["west", "east"]))
    ]


def test_the_only_issue_on_the_table_may_be_moved_outside() -> None:
    """Nothing is left to negotiate then: one combination of no issues, before and after."""
    certain = _case(spared=9).nominal
    zone = Zone(negotiation_of(certain, issues=["base"], signatories=["west", "east"]))
    (found,) = (obstacle(zone, move) for move in outside_moves(zone.negotiation) if move.issue == "base")
    assert (found.before, found.after) == (1, 1)
    assert found.joint_gain_after == 0


def _said(**changes: Any) -> str:  # noqa: ANN401 - parts of the case
    return " ".join(analyse(_case(**changes)).summary())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"line": ", never: built"},
            "become 0, through the red line of east on “base”",
        ),
        (
            {"east": "{worth: [{when: base is built and transit is open, points: -2}]}"},
            "less to gain together",
        ),
    ],
)
def test_harm_is_described_in_words(changes: dict[str, str], words: str) -> None:
    assert words in _said(**changes)


def test_moves_without_harm_are_not_described() -> None:
    assert "decided by" not in _said(spared=9)


def test_who_decides_together_is_listed_by_short_name_in_plain_values() -> None:
    pact = "  pact: {options: [none, made], today: none, decided_by: [neutral, east]}\n"
    case = _case(more=pact + "negotiation: {issues: [patrols, transit]}")
    found = {next(iter(one["move"])): one for one in analyse(case).to_json()["obstacles"]}
    assert (found["pact"]["by"], found["pact"]["deciders"]) == ("neutral and east", ["neutral", "east"])
    assert (found["base"]["by"], found["base"]["deciders"]) == ("west", ["west"])
