"""What moves made outside a negotiation do to it, on cases small enough to see through."""

from __future__ import annotations

from typing import Any

import pytest

from detente.bargaining.analysis import analyse
from detente.bargaining.carriers import CarrierKind
from detente.bargaining.harm_said import obstacle_says
from detente.bargaining.obstacles import Obstacle, obstacle, obstacles, outside_moves
from detente.bargaining.quantities import QUANTITIES
from detente.bargaining.zone import Zone
from detente.case.case import Case
from detente.case.formula import Is
from detente.outcomes.negotiation import negotiation_of
from detente.report.obstacles_said import obstacles_said

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


def _gains(found: Obstacle) -> tuple[float, float]:
    assert found.joint_gain_before is not None
    assert found.joint_gain_after is not None
    return float(found.joint_gain_before), float(found.joint_gain_after)


def _gain_carriers(found: Obstacle) -> list[tuple[CarrierKind, str, int, float]]:
    return [(one.kind, one.id, one.packages, float(one.points)) for one in found.carried_by]


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
    """By hand: 4 + 1 + 6 + 2 points together, of which open transit with the base costs east 2."""
    found = _base(_case(east="{worth: [{when: base is built and transit is open, points: -2}]}"))
    assert (found.before, found.after) == (4, 4)
    assert found.joint_gain_before == 13
    assert found.joint_gain_after == 11
    assert found.harmful
    assert _gain_carriers(found) == [(CarrierKind.INTERACTION, "east", 0, 2)]


def test_an_interaction_that_today_shares_lowers_no_gain() -> None:
    """East loses 2 by the base itself, whatever is signed, and has as much less without an agreement."""
    found = _base(_case(east="{worth: [{when: base is built, points: -2}]}"))
    assert (*_gains(found), found.carried_by) == (13, 13, ())


def test_points_may_only_lower_the_gain_where_no_agreement_stays_what_it_was() -> None:
    """By hand: east needs 0; the best package is worth 1 + 2 + 2 to it before the move and 1 + 2 after."""
    found = _base(_case(spared=2, east="{walk_away: 0}"))
    assert (found.before, found.after) == (4, 4)
    assert _gains(found) == (15, 13)
    assert _gain_carriers(found) == [(CarrierKind.POINTS, "east", 0, 2)]


def test_an_option_that_can_no_longer_be_agreed_may_only_lower_the_gain() -> None:
    """By hand: an agreement gives west 4 by patrols and 5 by the base; once it is large, patrols are left."""
    more = "negotiation: {issues: [patrols, base], signatories: [west, east]}"
    text = _case(more=more).to_yaml()
    case = Case.from_text(
        text.replace("[none, built]", "[none, built, large]")
        .replace("{none: 0, built: 1}", "{none: 0, built: 5, large: 0}")
        .replace("{none: 0, built: 0}", "{none: 0, built: 0, large: 0}")
    )
    found = next(one for one in analyse(case).obstacles if one.move.after == "large")
    assert (found.before, found.after) == (2, 2)
    assert _gains(found) == (10, 5)
    assert _gain_carriers(found) == [(CarrierKind.UNTRADEABLE, "west", 0, 5)]
    said = "through what west could have gained by an agreement on this issue (5 points)"
    assert said in " ".join(analyse(case).summary())


def test_a_bloc_loses_what_the_members_do_whose_value_of_no_agreement_stays() -> None:
    """By hand: the camp costs c 10 and d 20, 15 in the mean; d has 20 less without an agreement, c has not.

    So the pact's gain by the deal is 60 - 15 before and 45 - 5 after.
    """
    case = Case.from_text("""
detente: 1
title: A pact
as_of: 2010-02-01
parties: {c: {walk_away: 10}, d: , e: , f: }
blocs: {pact: {members: [c, d]}}
issues:
  deal:
    options: [p, q]
    today: p
    decided_by: [pact, e]
    stances: {c: {points: {p: 10, q: 50}}, d: {points: {p: 0, q: 40}}}
  camp:
    options: [s, t]
    today: s
    decided_by: f
    stances: {c: {points: {s: 10, t: 0}}, d: {points: {s: 20, t: 0}}}
""")
    [found] = analyse(case).obstacles
    assert (found.before, found.after) == (2, 2)
    assert _gains(found) == (45, 40)
    assert _gain_carriers(found) == [(CarrierKind.POINTS, "pact", 0, 5)]


def test_what_carries_a_loss_of_packages_may_take_points_as_well() -> None:
    """By hand: west gains 6 by open transit and nothing by patrols, east 3 by patrols and 1 by transit.

    With the base, open transit alone is worth 1 - 2 to east; with patrols 4 - 2, where it was 4 before.
    """
    east = "{worth: [{when: base is built and transit is open, points: -2}]}"
    case = Case.from_text(
        _case(east=east)
        .to_yaml()
        .replace("east: {points: {none: 0, joint: 1}}", "east: {points: {none: 0, joint: 3}}")
        .replace("east: {points: {closed: 0, open: 2}}", "east: {points: {closed: 0, open: 1}}")
    )
    found = _base(case)
    assert (found.before, found.after) == (4, 3)
    assert _gains(found) == (14, 12)
    assert _gain_carriers(found) == [(CarrierKind.INTERACTION, "east", 1, 2)]
    said = "4 signable combinations become 3, and together the signatories can gain 12 points instead of 14"
    carried = "through what a combination is worth to east (1 combination and 2 points)"
    assert f"{said}, {carried}" in " ".join(analyse(case).summary())


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
            "can gain 11 points instead of 13, through what a combination is worth to east (2 points)",
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


LESS_GAIN = "{worth: [{when: base is built and transit is open, points: -2}]}"


def test_a_harm_to_the_gain_alone_is_told_alike_everywhere() -> None:
    """By hand, as above: no package is taken away, and 11 points can be gained together instead of 13."""
    case = _case(east=LESS_GAIN)
    move = Is("base", frozenset({"built"}))
    gain = "together the signatories can gain 11 points instead of 13"
    carried = "what a combination is worth to east (2 points)"
    witnesses = {
        one.name: one.witness(case.nominal, move) for one in QUANTITIES if one.name.startswith("harm")
    }
    taken = "takes no package away: 4 of 4 signable combinations of the other issues are left; but"
    assert f"{taken} {gain}, through {carried}" in witnesses["harm"]
    assert f"costs 2.0 points of joint gain, through {carried}" in witnesses["harm_gain"]
    [(_, _, says, by)] = obstacles_said(analyse(case)).harmful
    assert says == f"No fewer combinations can be signed, but {gain}."
    assert by == carried
    plain = next(one for one in analyse(case).to_json()["obstacles"] if "base" in one["move"])
    assert (plain["joint_gain_before"], plain["joint_gain_after"]) == (13, 11)
    assert plain["carried_by"] == [{"kind": "interaction", "id": "east", "packages": 0, "points": 2}]


def test_a_small_loss_is_not_rounded_away() -> None:
    """By hand: 13 - 0.25 points."""
    said = _said(east="{worth: [{when: base is built and transit is open, points: -0.25}]}")
    assert "can gain 12.8 points instead of 13.0" in said


def test_a_gain_that_is_not_known_is_not_called_unharmed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where packages are too many to write out, they are counted, but what can be gained is not known."""
    case = _case(east=LESS_GAIN)
    monkeypatch.setattr(Zone, "written_out", None)
    [found] = [one for one in obstacles(Zone(negotiation_of(case.nominal))) if one.move.issue == "base"]
    assert (found.before, found.after, found.joint_gain_before, found.harmful) == (4, 4, None, None)
    assert "what can be gained together is not known" in obstacle_says(case, found)
