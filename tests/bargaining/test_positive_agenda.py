"""Steps and packages that leave nobody worse off, on cases small enough to see through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.analysis import analyse
from detente.bargaining.steps import Step, single_steps
from detente.case.case import Case

if TYPE_CHECKING:
    from detente.bargaining.positive_agenda import PositiveAgenda

# West and east decide on patrols and transit together, east alone on its tolls. The neutral has no say.
CASE = """
detente: 1
title: Patrols, transit and tolls
as_of: 2010-02-01
parties: {west: , east: , neutral: , bystander: }
issues:
  patrols:
    options: [none, joint, many]
    today: none
    decided_by: [west, east]
    stances:
      west: {points: {none: 0, joint: 4, many: 9}}
      east: {points: {none: 0, joint: 1, many: 0}}
      neutral: {points: {none: 5, joint: 5, many: 2}}
  transit:
    options: [closed, open]
    today: closed
    decided_by: [west, east]
    stances:
      west: {points: {closed: 0, open: 6}}
      east: {points: {closed: 0, open: -1}}
      neutral: {points: {closed: 0, open: 1}}
  tolls:
    options: [high, low]
    today: high
    decided_by: east
    stances:
      east: {points: {high: 0, low: 0}}
      neutral: {points: {high: 0, low: 3}}
"""


def _agenda(text: str = CASE) -> PositiveAgenda:
    return analyse(Case.from_text(text)).positive_agenda


def _step(issue: str, option: str, text: str = CASE) -> Step:
    steps = single_steps(Case.from_text(text).nominal)
    return next(one for one in steps if (one.move.issue, one.move.after) == (issue, option))


def test_steps_that_harm_nobody_and_serve_somebody() -> None:
    """By hand: joint patrols serve west, low tolls the neutral; many patrols harm it, and transit east."""
    assert [(one.move.issue, one.move.after) for one in _agenda().steps] == [
        ("patrols", "joint"),
        ("tolls", "low"),
    ]


def test_a_step_says_who_gains_and_who_loses_whether_or_not_they_decide() -> None:
    step = _step("patrols", "many")
    assert step.gains == {"west": 9, "east": 0, "neutral": -3}
    assert (step.losers, step.signable) == (("neutral",), True)


def test_a_party_without_any_stance_is_not_listed_among_those_who_gain_nothing() -> None:
    assert "bystander" not in _step("patrols", "joint").gains


def test_a_step_that_its_deciders_would_not_take_is_stopped_by_what_stands_in_their_way() -> None:
    step = _step("transit", "open")
    assert not step.signable
    assert [one.id for one in step.stopped_by] == ["east.walk_away"]


def test_a_step_that_serves_nobody_is_not_on_the_agenda() -> None:
    assert ("tolls", "low") not in [
        (one.move.issue, one.move.after) for one in _agenda(CASE.replace("low: 3", "low: 0")).steps
    ]


def test_a_step_across_a_red_line_is_stopped_by_it() -> None:
    text = CASE.replace("many: 9}}", "many: 9}, never: joint}")
    assert [one.id for one in _step("patrols", "joint", text).stopped_by] == ["west.patrols.red_line"]
    assert [(one.move.issue) for one in _agenda(text).steps] == ["tolls"]


def test_a_step_against_a_rule_is_not_possible() -> None:
    text = CASE + "rules: [{require: patrols is joint implies transit is open}]\n"
    step = _step("patrols", "joint", text)
    assert (step.possible, step.signable, step.stopped_by) == (False, False, ())


def test_a_demand_binds_a_step_only_where_it_touches_the_issue() -> None:
    """East's demand on transit links patrols but not tolls, which it can still lower alone."""
    text = CASE.replace("open: -1}}", "open: -1}, demands: {option: open, links: [patrols]}}")
    assert [one.id for one in _step("patrols", "joint", text).stopped_by] == ["east.transit.demand"]
    assert _step("tolls", "low", text).signable


def test_packages_that_harm_nobody() -> None:
    """By hand: signable are joint patrols with or without transit (5, 0), (4, 1) on the frontier with (9, 0).

    Many patrols harm the neutral; joint patrols with open transit leave west 10, east 0 and the neutral 6.
    """
    packages = [(dict(one.package), one.packages) for one in _agenda().packages]
    assert sorted(packages, key=str) == [
        ({"patrols": "joint", "transit": "closed"}, 1),
        ({"patrols": "joint", "transit": "open"}, 1),
    ]


def test_gains_of_a_package_are_over_today_for_everybody_with_a_stance() -> None:
    gains = {one.package["transit"]: one.gains for one in _agenda().packages}
    assert gains["open"] == {"west": 10, "east": 0, "neutral": 1}
    assert gains["closed"] == {"west": 4, "east": 1, "neutral": 0}


def test_today_itself_is_never_on_the_agenda() -> None:
    """Nothing serves anybody here, though today harms nobody."""
    text = CASE.replace("joint: 4, many: 9", "joint: 0, many: 0").replace("joint: 1", "joint: 0")
    text = text.replace("open: 6", "open: 0").replace("open: 1}", "open: 0}")
    assert not _agenda(text).packages


def test_a_package_that_serves_only_an_outsider_is_on_the_agenda() -> None:
    """Both signatories are indifferent: the two packages that serve the neutral count, and today does not."""
    text = """
detente: 1
title: Only an outsider gains
as_of: 2010-02-01
parties: {west: , east: , neutral: }
issues:
  tolls:
    options: [high, low, lower]
    today: high
    decided_by: [west, east]
    stances:
      neutral: {points: {high: 0, low: 3, lower: 3}}
"""
    (found,) = _agenda(text).packages
    assert found.package["tolls"] in {"low", "lower"}
    assert found.packages == 2
    assert found.gains == {"neutral": 3}


MAJORITY = """
detente: 1
title: Two of three, the first among them
as_of: 2010-02-01
parties: {first: , second: , third: }
blocs: {alliance: {members: [first, second, third], decides_by: {at_least: 2, including: [first]}}}
issues:
  truce:
    options: [none, signed]
    today: none
    decided_by: alliance
    stances: {first: none | signed, second: signed > none, third: none > signed}
rules: [{id: quiet, require: truce is none}]
"""


def test_who_may_be_outvoted_does_not_stop_a_step() -> None:
    """By hand: first alone stands in the way; if it gained it would sign with second, without third."""
    step = _step("truce", "signed", MAJORITY)
    assert {one.holder for one in step.stopped_by} == {"first"}
    assert step.excluded_by == ("rules.quiet",)
    willing = _step("truce", "signed", MAJORITY.replace("none | signed", "signed > none"))
    assert (willing.stopped_by, willing.excluded_by) == ((), ("rules.quiet",))


def test_the_best_packages_come_by_what_the_least_gain_most() -> None:
    """By hand: the least gain is 1 in both, the next 3 in the low toll and 2 in the high, of greater sum."""
    text = """
detente: 1
title: Who gains next to least
as_of: 2010-02-01
parties: {west: , east: , neutral: }
issues:
  toll:
    options: [none, low, high]
    today: none
    decided_by: [west, east]
    stances:
      west: {points: {none: 0, low: 3, high: 9}}
      east: {points: {none: 0, low: 3, high: 1}}
      neutral: {points: {none: 0, low: 1, high: 2}}
"""
    found = _agenda(text).packages
    assert [one.package["toll"] for one in found] == ["low", "high"]
    assert [sorted(one.gains.values()) for one in found] == [[1, 3, 3], [1, 2, 9]]
