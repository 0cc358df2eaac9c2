"""Red lines, demands and floors of a negotiation."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from detente.case.case import Case
from detente.case.formula import FALSE, Is, conjunction, negation
from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.stances import demands, floors, red_lines
from tests.small_cases import alliance_case

if TYPE_CHECKING:
    from detente.outcomes.negotiation import Negotiation

LEAVE = Is("troops", frozenset({"none"}))
NO_TROOPS = "issues.troops.stances.hawks"
HAWKS = ("order: many > few | none, cost: 2", "order: many > few | none, cost: 2, agreed_by: league")
MAJORITY = ("decides_by: consensus", "decides_by: {at_least: 2}")


def negotiation(case: Case, *issues: str, signatories: tuple[str, ...] = ("league", "d")) -> Negotiation:
    return negotiation_of(case.nominal, issues=issues or None, signatories=signatories)


def held(constraints: tuple[Constraint, ...]) -> dict[str, tuple[str, str]]:
    """Return the holder and the place of each constraint by its id."""
    assert len({one.id for one in constraints}) == len(constraints)
    return {one.id: (one.holder, one.path) for one in constraints}


def test_red_lines_on_options_and_across_issues() -> None:
    line = conjunction([Is("troops", frozenset({"many"})), Is("talks", frozenset({"open"}))])
    assert red_lines(negotiation(alliance_case())) == (
        Constraint(
            "hawks.troops.red_line",
            ConstraintKind.RED_LINE,
            "hawks",
            negation(LEAVE),
            cost=Fraction(2),
            path=NO_TROOPS,
        ),
        Constraint(
            "d-line",
            ConstraintKind.RED_LINE,
            "d",
            negation(line),
            cost=Fraction(3),
            path="parties.d.red_lines.d-line",
        ),
    )


def test_red_lines_bind_with_the_issues_off_the_table_settled() -> None:
    """Troops stay as they are: the hawks' line always holds, and of d's line the part on talks is left."""
    (line,) = red_lines(negotiation(alliance_case(), "talks"))
    assert (line.id, line.requires) == ("d-line", negation(Is("talks", frozenset({"open"}))))
    crossed = negotiation(alliance_case(("today: many", "today: none")), "talks")
    assert [(one.id, one.requires) for one in red_lines(crossed)] == [("hawks.troops.red_line", FALSE)]


def test_who_does_not_sign_has_no_say() -> None:
    assert held(red_lines(negotiation(alliance_case(), signatories=("c",)))) == {}
    assert set(held(red_lines(negotiation(alliance_case(), signatories=("a",))))) == {"hawks.troops.red_line"}


def test_a_line_that_its_bloc_has_agreed_stands_under_the_blocs_name() -> None:
    agreed = held(red_lines(negotiation(alliance_case(HAWKS))))
    assert agreed["hawks.troops.red_line"] == ("league", NO_TROOPS)
    # It then binds a member that does not share the stance, also where the member signs alone.
    alone = held(red_lines(negotiation(alliance_case(HAWKS), signatories=("c",))))
    assert alone == {"hawks.troops.red_line": ("league", NO_TROOPS)}


def test_where_members_may_be_outvoted_lines_stand_under_their_voices() -> None:
    own = alliance_case(MAJORITY, ("  a: {}", "  a: {red_lines: [{id: a-line, never: aid is given}]}"))
    assert held(red_lines(negotiation(own, "troops", "aid", "talks"))) == {
        "a.troops.red_line": ("a", NO_TROOPS),
        "a-line": ("a", "parties.a.red_lines.a-line"),
        "b.troops.red_line": ("b", NO_TROOPS),
        "d-line": ("d", "parties.d.red_lines.d-line"),
    }
    # With aid off the table, and refused, the line of a always holds.
    assert "a-line" not in held(red_lines(negotiation(own, "troops", "talks")))


def test_a_line_of_a_camp_binds_each_of_its_voices() -> None:
    camp = ("hawks: {of", "hawks: {red_lines: [{id: camp-line, require: talks is closed}], of")
    together = held(red_lines(negotiation(alliance_case(camp))))
    assert together["camp-line"] == ("hawks", "camps.hawks.red_lines.camp-line")
    apart = alliance_case(camp, MAJORITY, ("  a: {}", "  a: {walk_away: 1}"))
    found = held(red_lines(negotiation(apart)))
    assert found["a.camp-line"] == ("a", "camps.hawks.red_lines.camp-line")
    assert found["b.camp-line"] == ("b", "camps.hawks.red_lines.camp-line")


def test_a_demand_binds_while_its_issue_or_a_linked_one_is_on_the_table() -> None:
    asked = Constraint(
        "d.troops.demand",
        ConstraintKind.DEMAND,
        "d",
        Is("troops", frozenset({"none", "few"})),
        cost=Fraction(5),
        path="issues.troops.stances.d.demands",
    )
    assert demands(negotiation(alliance_case())) == (asked,)
    assert demands(negotiation(alliance_case(), "troops")) == (asked,)
    assert demands(negotiation(alliance_case(), "aid")) == ()
    # The issue asked about is off the table and not as demanded: nothing on the linked issue is signed.
    (linked,) = demands(negotiation(alliance_case(), "talks"))
    assert linked.requires == FALSE
    met = alliance_case(("today: many", "today: few"))
    assert demands(negotiation(met, "talks")) == ()
    assert demands(negotiation(alliance_case(), signatories=("league",))) == ()


def test_a_demand_of_a_bloc_stands_under_its_name() -> None:
    bloc = (
        "league: {points: {refused: 0, given: 30}}",
        "league: {points: {refused: 0, given: 30}, demands: given}",
    )
    path = "issues.aid.stances.league.demands"
    assert held(demands(negotiation(alliance_case(bloc), "aid"))) == {"league.aid.demand": ("league", path)}
    assert held(demands(negotiation(alliance_case(bloc), "aid", signatories=("a", "c")))) == {
        "league.aid.demand": ("league", path)
    }


def floor(found: Negotiation, holder: str) -> tuple[int, str]:
    """Return the floor of a holder in points, and where it is declared."""
    (one,) = [one for one in floors(found) if one.holder == holder]
    assert one.kind is ConstraintKind.FLOOR
    assert one.column is not None
    assert one.floor is not None
    points = one.floor * found.domain.units[one.column]
    assert points.denominator == 1
    return points.numerator, one.path


def test_floors_are_the_values_of_no_agreement() -> None:
    found = negotiation(alliance_case(), "troops", "aid")
    assert [one.id for one in floors(found)] == ["hawks.walk_away", "c.walk_away", "d.walk_away"]
    assert floor(found, "hawks") == (100, "camps.hawks.walk_away")
    # 25 lies between two values that c can have, in steps of 2.
    assert floor(found, "c") == (26, "parties.c.walk_away")
    assert floor(found, "d") == (6, "parties.d.walk_away")


def test_floors_follow_another_status_quo_where_they_are_today() -> None:
    today = {"troops": "few", "aid": "refused", "talks": "closed"}
    found = negotiation_of(alliance_case().nominal, signatories=["c", "d"], today=today)
    assert floor(found, "d") == (156, "parties.d.walk_away")
    assert found.walk_away == {"c": 25, "d": 156}


def test_a_bloc_that_declares_a_value_of_no_agreement_has_a_floor_beside_its_members() -> None:
    declared = alliance_case(("decides_by: consensus", "walk_away: 60"))
    found = negotiation(declared, "troops", "aid")
    # The hawks want something of their own, so that the league's 60 is not theirs: today is worth 100.
    assert floor(found, "hawks") == (100, "camps.hawks.walk_away")
    assert floor(found, "league")[1] == "blocs.league.walk_away"
    assert floor(found, "league")[0] >= 60


PACT = """
detente: 1
title: Cuts
as_of: 2020-01-01
parties: {{m: {m}, n: {{}}, q: {{}}}}
blocs: {{pact: {{members: [m, n], walk_away: 10}}}}
issues:
  x:
    options: [keep, cut]
    today: keep
    decided_by: [pact, q]
    stances:
      {stances}
      q: {{points: {{keep: 0, cut: 100}}}}
"""


def test_what_a_bloc_declares_does_not_loosen_the_floor_of_a_member_with_a_stance_of_its_own() -> None:
    """By hand: m has 80 today and 20 after the cut; that the pact needs only 10 is not m's."""
    stances = "m: {points: {keep: 80, cut: 20}}\n      n: {points: {keep: 0, cut: 100}}"
    found = negotiation_of(Case.from_text(PACT.format(m="{}", stances=stances)).nominal)
    assert floor(found, "m") == (80, "parties.m.walk_away")
    assert floor(found, "pact")[1] == "blocs.pact.walk_away"
    assert [one.id for one in found.violated({"x": "cut"})] == ["m.walk_away"]
    declared = negotiation_of(Case.from_text(PACT.format(m="{walk_away: 15}", stances=stances)).nominal)
    assert not declared.violated({"x": "cut"})


def test_a_member_that_only_follows_its_bloc_has_the_value_of_no_agreement_of_the_bloc() -> None:
    """By hand: to the pact, and so to m and n, the cut is worth 20, today 80, and 10 is enough."""
    stances = "pact: {points: {keep: 80, cut: 20}}"
    found = negotiation_of(Case.from_text(PACT.format(m="{}", stances=stances)).nominal)
    assert {one.path for one in floors(found)} == {"blocs.pact.walk_away", "parties.q.walk_away"}
    assert not found.violated({"x": "cut"})


def test_a_member_that_nothing_concerns_is_left_where_it_is() -> None:
    """By hand: n has no stance, so every package is worth 0 to it, as today is; the pact's 10 is not n's."""
    stances = "m: {points: {keep: 20, cut: 80}}"
    found = negotiation_of(Case.from_text(PACT.format(m="{}", stances=stances)).nominal)
    assert floor(found, "n") == (0, "parties.n.walk_away")
    assert not found.violated({"x": "cut"})


def test_each_constraint_says_where_it_stands_in_the_case() -> None:
    found = negotiation(alliance_case())
    assert {one.path for one in found.constraints} == {
        NO_TROOPS,
        "parties.d.red_lines.d-line",
        "issues.troops.stances.d.demands",
        "camps.hawks.walk_away",
        "parties.c.walk_away",
        "parties.d.walk_away",
    }
