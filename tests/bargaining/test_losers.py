"""Who loses without deciding is judged by all packages of a value, and not by the one that is named."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from detente.bargaining import others
from detente.bargaining import zone as zone_module
from detente.bargaining.analysis import analyse
from detente.bargaining.frontier import of_zone, traced_ties
from detente.bargaining.frontier.frontier import TooWideError
from detente.case.case import Case

if TYPE_CHECKING:
    from detente.bargaining.result import Bargaining

CASE = """
detente: 1
title: Two who sign and those who do not
as_of: 2010-02-01
parties: {a: , b: , c: {name: Outsider}, d: {name: Stranger}}
issues:
  x: {options: [p, q], today: p, decided_by: [a, b], stances: {a: q > p, b: q > p}}
  y: {options: OPTIONS, today: TODAY, decided_by: [a, b], stances: {a: r = s = t, b: r = s = t, STANCES}}
"""


def _case(stances: str, today: str = "r", options: str = "[r, s, t]") -> Case:
    text = CASE.replace("OPTIONS", options).replace("TODAY", today)
    return Case.from_text(text.replace(", STANCES", f", {stances}" if stances else ""))


def _losing(result: Bargaining) -> list[str]:
    return [sentence for sentence in result.summary() if "lose" in sentence or "spares" in sentence]


ORDERS = [f"[{', '.join(order)}]" for order in permutations("rst")]


@pytest.mark.parametrize("options", ORDERS)
def test_a_loss_that_another_package_of_the_same_value_spares_is_avoidable(options: str) -> None:
    """By hand: x is q with any y is best for both who sign; y at t is best for the outsider, and today."""
    result = analyse(_case("c: t > r > s", "t", options))
    (point,) = result.frontier
    assert (point.package, point.packages) == ({"x": "q", "y": "t"}, 3)
    assert (point.losers, point.unavoidable) == ((), ())
    assert point.avoidable == {"c": {"x": "q", "y": "t"}}
    (said,) = _losing(result)
    assert said == (
        "Without deciding, Outsider would lose in some packages of the frontier, but not in others that are"
        " worth the same to those who sign, such as: x: q."
    )
    assert all(found.points[0].package == point.package for found in result.solutions.values())
    (listed,) = result.positive_agenda.packages
    assert (listed.package, listed.packages) == (point.package, 1)


@pytest.mark.parametrize("options", ORDERS)
def test_where_all_of_equal_value_harm_nobody_the_best_for_the_outsider_is_named(options: str) -> None:
    """By hand: today y is r, which is the middle for the outsider: t serves it, s harms it."""
    result = analyse(_case("c: t > r > s", "r", options))
    (point,) = result.frontier
    assert point.package == {"x": "q", "y": "t"}
    assert point.avoidable == {"c": {"x": "q", "y": "t"}}
    (listed,) = result.positive_agenda.packages
    assert (listed.package, listed.packages) == ({"x": "q", "y": "t"}, 2)


@pytest.mark.parametrize("options", ORDERS)
def test_without_outsiders_the_package_named_changes_least(options: str) -> None:
    (point,) = analyse(_case("", "s", options)).frontier
    assert (point.package, point.packages) == ({"x": "q", "y": "s"}, 3)
    assert (point.losers, point.unavoidable, dict(point.avoidable)) == ((), (), {})


def test_a_loss_in_every_package_of_the_frontier_is_unavoidable() -> None:
    """By hand: both who sign want x at q, and whatever y is, the outsider wants p more than any y."""
    text = CASE.replace("b: q > p}}", "b: q > p, c: {order: p > q, weight: 9}}}")
    text = text.replace("OPTIONS", "[r, s, t]").replace("TODAY", "r").replace("STANCES", "c: t > r > s")
    result = analyse(Case.from_text(text))
    (point,) = result.frontier
    assert (point.losers, point.unavoidable, dict(point.avoidable)) == (("c",), ("c",), {})
    assert _losing(result) == ["Without deciding, Outsider would lose in every package of the frontier."]


def test_where_one_is_spared_only_at_the_cost_of_the_other_that_is_said() -> None:
    """By hand: s serves the outsider and harms the stranger, t the other way round; r stands for neither.

    A rule takes r, where it stands today, off the frontier. In ranks s and t are as bad for either, so that
    the first by name is named.
    """
    text = "rules: [{require: 'x is q implies y in (s, t)'}]\n"
    case = _case("c: s > r > t, d: t > r > s")
    result = analyse(Case.from_text(case.to_yaml() + text))
    (point,) = result.frontier
    assert (point.package, point.losers, point.unavoidable) == ({"x": "q", "y": "s"}, ("d",), ())
    assert point.avoidable == {"c": {"x": "q", "y": "s"}, "d": {"x": "q", "y": "t"}}
    assert _losing(result)[-1] == "At 1 value of the frontier no package spares all who do not decide."


WIDE = """
detente: 1
title: Too many packages to be written out
as_of: 2010-02-01
parties: {a: , b: , c: {name: Outsider}}
issues:
"""


def _wide(issues: int) -> Case:
    """Return a case with one issue that those who sign dispute and many that only the outsider cares for."""
    text = WIDE + "  i: {options: [p, q], today: p, decided_by: [a, b], stances: {a: p > q, b: q > p}}\n"
    for number in range(issues):
        order = "s > r > t" if number % 2 else "r > t > s"
        text += (
            f"  i{number}: {{options: [r, s, t], today: r, decided_by: [a, b], stances: {{c: {order}}}}}\n"
        )
    return Case.from_text(text)


def test_packages_too_many_to_write_out_are_judged_exactly() -> None:
    """By hand: 3^30 packages share the one value; the even issues are best left as they are, the odd at s."""
    result = analyse(_wide(30))
    assert result.zone.written_out is None
    (point,) = result.frontier
    assert point.packages == 3**30
    best = {f"i{number}": "s" if number % 2 else "r" for number in range(30)}
    assert point.package == {"i": "p", **best}
    assert (point.losers, point.unavoidable) == ((), ())
    assert point.avoidable == {"c": point.package}


def test_what_was_not_looked_for_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_wide(*_: object) -> None:
        raise TooWideError

    monkeypatch.setattr(others, "traced_ties", too_wide)
    result = analyse(_wide(30))
    (point,) = result.frontier
    assert (point.losers, point.unavoidable, dict(point.avoidable)) == ((), None, {})
    assert point.package == {"i": "p", **{f"i{number}": "r" for number in range(30)}}
    assert _losing(result) == [
        "Who would lose without deciding was not looked for in all packages, as they are too many."
    ]
    assert not point.best
    assert result.positive_agenda.exactness == "bounded"
    assert result.to_json()["frontier"][0]["unavoidable_losers"] is None


def test_where_too_many_are_worth_keeping_each_outsider_is_still_judged_by_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By hand: of 30 issues that only two outsiders dispute, what one gains on each the other loses."""
    monkeypatch.setattr(traced_ties, "MOST_KEPT", 100)
    text = _wide(30).to_yaml().replace("c: {name: Outsider}", "c: {name: Outsider}, d: {name: Stranger}")
    text = text.replace("c: s > r > t", "c: s > r > t, d: t > r > s").replace("c: r > t > s", "d: r > t > s")
    result = analyse(Case.from_text(text))
    (point,) = result.frontier
    even = {f"i{number}": "r" for number in range(0, 30, 2)}
    odd = [f"i{number}" for number in range(1, 30, 2)]
    assert not point.best
    assert point.unavoidable == ()
    best = {key: {"i": "p", **even, **dict.fromkeys(odd, way)} for key, way in (("c", "s"), ("d", "t"))}
    assert point.avoidable == best
    assert (point.package, point.losers) == (best["c"], ("d",))
    assert "At 1 value of the frontier no package was found that spares all who do not decide." in _losing(
        result
    )


def test_the_limit_counts_what_is_gone_through() -> None:
    negotiation = analyse(_wide(3)).negotiation
    outside = others.outsiders(negotiation)
    values = np.array(analyse(_wide(3))._frontier.values)  # noqa: SLF001 - in whole steps
    found = traced_ties.traced_ties(negotiation.zones[0], values, outside.domain)
    assert len(found.numbers) == 1
    for limit in (0, 20):
        with pytest.raises(TooWideError, match=f"More than {limit} values"):
            traced_ties.traced_ties(negotiation.zones[0], values, outside.domain, limit=limit)


@pytest.mark.parametrize("written", [True, False])
def test_interactions_of_outsiders_count(written: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """By hand: a gain of 5 to the outsider where x is q and y is s outweighs the ranks, 100 for t."""
    if not written:
        monkeypatch.setattr(of_zone, "FEW", -1)
        monkeypatch.setattr(zone_module, "listing", lambda _: None)
        zone_module.listed.cache_clear()
    text = _case("c: {points: {r: 0, s: -1, t: 3}}").to_yaml()
    case = Case.from_text(
        text.replace(
            "c: {name: Outsider}", "c: {name: Outsider, worth: [{when: x is q and y is s, points: 5}]}"
        )
    )
    (point,) = analyse(case).frontier
    assert (point.package, point.unavoidable, dict(point.avoidable)) == ({"x": "q", "y": "s"}, (), {})
    zone_module.listed.cache_clear()
