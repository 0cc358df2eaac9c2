"""Where a formula settles all that is on the table, it is said what stops that one package."""

from __future__ import annotations

import pytest

from detente.bargaining.counts import signable_witness, signs_witness
from detente.case.case import Case
from detente.case.language import parse_formula

CASE = Case.from_text("""
detente: 1
title: A bridge with a toll
as_of: 2010-01-01
parties: {north: {name: Northland}, south: {name: Southland}}
issues:
  bridge:
    options: {none: No bridge, built: A bridge}
    today: none
    decided_by: [north, south]
    stances: {north: built > none, south: {order: built > none, weight: 2}}
  toll:
    options: {free: No toll, toll: A toll, high: A high toll}
    today: free
    decided_by: [north, south]
    stances: {north: toll > free | high, south: {order: free > toll > high, weight: 3}}
rules:
  - {id: to-pay-for, require: bridge is none implies toll is free, says: There is no bridge to pay for.}
""")


@pytest.mark.parametrize(
    ("package", "says"),
    [
        # By hand: a bridge is worth 200 to the South, and a toll costs it 150, a high one 300.
        (
            "bridge is built and toll is high",
            ", as it is stopped by the red line of Northland on “toll” and the refusal of Southland to be",
        ),
        ("bridge is none and toll is toll", ", as it is stopped by the rule: There is no bridge to pay for"),
        (
            "bridge is built and toll is toll",
            "1 package in which “bridge” is “A bridge”, and “toll” is “A toll” can",
        ),
        ("toll is high", "no package in which “toll” is “A high toll” can be signed"),
    ],
)
def test_what_stops_the_one_package_of_a_formula_is_said(package: str, says: str) -> None:
    found = signable_witness(CASE.nominal, parse_formula(package))
    assert says in found
    assert ("stopped by" in found) == ("stopped by" in says)
    assert "for example" not in found


def test_of_one_party_only_what_stops_that_party_is_said() -> None:
    """By hand: the South has no red line, and loses 300 by a high toll against 200 by the bridge."""
    formula = parse_formula("bridge is built and toll is high")
    said = signs_witness(CASE.nominal, "south", formula)
    assert said.endswith(", as it is stopped by the refusal of Southland to be worse off than today")
