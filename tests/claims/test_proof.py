"""In which ways a verdict may come about, as far as a proof looks."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.claims.proof import proof_of
from detente.claims.study import Study

CASE = """
detente: 1
title: Many conditions
as_of: 2010-02-01
parties: {{a: {{walk_away: 0}}}}
issues:
  road: {{options: [none, wide, paved], today: none, decided_by: [a], stances: {{a: wide > none > paved}}}}
negotiation: {{issues: [road]}}
claims: [{{id: C, says: C., holds_if: "{test}"}}]
"""
EITHER = "(signable(road is wide) > 0 or signable(road is paved) > 0)"


def _proved(test: str) -> bool:
    case = Case.from_text(CASE.format(test=test))
    study, [claim] = Study(case, case.claims), case.claims
    inputs = (*study.structural(claim), *study.numerical(claim))
    return proof_of(study, claim, inputs, verdict=study.verdict(claim)) is not None


@pytest.mark.parametrize("count", [1, 2, 60])
def test_many_conditions_are_proved_as_quickly_as_few(count: int) -> None:
    """By hand: a wide road is signed whatever else. Of 60 conditions there are 2^60 combinations."""
    assert _proved(" and ".join([EITHER] * count))


def test_many_conditions_that_contradict_each_other_end_as_well() -> None:
    """By hand: something is claimed to be so and not so, whichever part of each of 60 others is so."""
    both = "signable(road is wide) > 0 and signable(road is wide) = 0"
    assert not _proved(f"not ({both} and {' and '.join([EITHER] * 60)}) and signable(road is paved) > 5")
