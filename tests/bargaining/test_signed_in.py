"""In which draws something can be signed, against each package judged by itself."""

from __future__ import annotations

import itertools

import pytest

from detente.bargaining import zones
from detente.bargaining.signed_in import is_signable, signed_in
from detente.bargaining.zone import Zone
from detente.case.case import Case
from detente.outcomes.counting.counting import Count
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.sample import Sample

CASE = Case.from_text("""
detente: 1
title: A quay and a toll
as_of: 2010-02-01
parties: {a: {walk_away: [10, 40]}, b: {walk_away: [0, 10]}}
issues:
  quay:
    options: [none, short, long]
    today: none
    decided_by: [a, b]
    stances:
      a: {points: {none: 0, short: [5, 20], long: [10, 40]}}
      b: {points: {none: 9, short: 5, long: 0}}
  toll:
    options: [low, high]
    today: low
    decided_by: [a, b]
    stances: {a: {points: {low: 0, high: [-9, 9]}}, b: {points: {low: 0, high: [-9, 9]}}}
""")


@pytest.mark.parametrize("most", [200_000, 0], ids=["together", "one by one"])
def test_a_draw_counts_where_some_package_is_signed(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zones, "MOST_PACKAGES", most)
    certain = list(CASE.draw(60, 1))
    packages = [
        dict(zip(CASE.issues, options, strict=True))
        for options in itertools.product(*(issue.options for issue in CASE.issues.values()))
    ]
    alone = tuple(any(map(negotiation_of(one).signs, packages)) for one in certain)
    assert signed_in(negotiation_of(CASE.nominal), Sample.of(certain)) == alone
    assert set(alone) == {True, False}


@pytest.mark.parametrize("least", [0, 90], ids=["something", "nothing"])
def test_where_none_was_drawn_that_can_be_signed_the_frontier_decides(least: int) -> None:
    """An estimate of nothing is no proof: at a value of no agreement of 0, today's package can be signed."""
    given = Case.from_text(CASE.document.text.replace("[10, 40]", str(least)).replace("[0, 10]", str(least)))
    zone = Zone(negotiation_of(given.nominal))
    vars(zone)["signable"] = Count(0, exact=False, interval=(0, 3), draws=5, seed=0)
    assert is_signable(zone) == (least == 0)
