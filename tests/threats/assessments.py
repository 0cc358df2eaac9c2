"""A small joint assessment of threats, as an analyst would write it."""

from __future__ import annotations

from detente.case.case import Case

__all__ = ["TEXT", "assessed"]

TEXT = """\
detente: 1
title: A joint look at threats
as_of: 2010-02-01
parties: {usa: {}, france: {}, russia: {}}
blocs: {nato: {members: [usa, france], decides_by: consensus}}
blocks:
  patrol: {addresses: {piracy: [0.2, 0.4]}, decided_by: [nato, russia]}
threats:
  within: the five years from 2010
  impact: {unit: points, most: 100, bands: [20, 60], names: [small, middling, grave]}
  list:
    piracy: {name: Piracy, says: Attacks on ships}
    drugs:
  experts:
    n1: {of: nato}
    n2: {of: nato}
    r1: {of: russia}
  questions:
    incidents: {says: How many attacks were reported?, unit: attacks, scale: logarithmic, answer: 406}
  rounds:
    - round: 1  # asked in Brussels
      held: 2010-01-15
      answers:
        n1:
          likelihood: {piracy: [0.2, 0.4, 0.7], drugs: {0.1: 0.3, 0.9: 0.8}}
          impact: {piracy: [10, 20, 40]}
          questions: {incidents: [200, 350, 600]}
          reasons: {piracy: It pays.}
        r1:
          likelihood: {piracy: [0.1, 0.3, 0.6], drugs: [0.5, 0.8, 0.95]}
        n2:
          likelihood: {piracy: [0.3, 0.35, 0.4]}
          reasons: {piracy: Ships pay ransoms.}
"""


def assessed(text: str = TEXT) -> Case:
    """Return the case."""
    return Case.from_text(text)
