"""What flips a claim of a case file: the file is written anew with the change, and the claim tested again."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from detente.case.case import Case
from detente.claims import analyse
from detente.claims.flips import flips_of, judging
from detente.claims.flips.flip import Kind
from detente.claims.study import Study
from tests.claims.nato_russia import claims_by_id

if TYPE_CHECKING:
    from detente.claims.flips import Change

DAM = """
detente: 1
title: A dam
as_of: 2020-01-01
parties:
  up: {{walk_away: {floor}}}
  down: {{walk_away: 30, red_lines: [{{id: never-large, never: dam is large}}]}}
issues:
  dam:
    options: [none, small, large]
    today: none
    decided_by: [up, down]
    stances:
      up: {{points: {{none: 0, small: {small}, large: 100}}}}
      down: {{order: small > none > large}}
trust: [{{from: down, to: up, level: {trust}}}]
blocks:
  talks: {{needs: [{{from: down, to: up, level: {needs}}}], lasts: 1, delivers: 0.5, decided_by: [up, down]}}
horizon: {{from: 2020-Q1, to: 2020-Q4}}
roadmap: {{goal: talks done}}
claims:
  - {{id: signed, says: The small dam can be signed., holds_if: signable(dam is small) > 0}}
  - {{id: never, says: The large one never is., holds_if: signable(dam is large) = 0}}
  - {{id: begins, says: Talks can begin., holds_if: startable(talks) = 1}}
  - {{id: far, says: Talks need more than 0.7., holds_if: trust_short(talks) > 0.3}}
  - {{id: always, says: Something can exist., holds_if: feasible() > 0}}
"""
GIVEN = {"floor": "[20, 60]", "small": "[40, 60]", "trust": "[0.3, 0.5]", "needs": "[0.1, 0.6]"}


def _case(**given: str) -> Case:
    return Case.from_text(DAM.format(**{**GIVEN, **given}))


CLAIMS = {one.claim.id: one for one in analyse(_case()).claims}


def _verdict(case: Case, claim: str) -> bool | None:
    return {one.claim.id: one.nominal for one in analyse(case, sufficient=False).claims}[claim]


def _change(claim: str, path: str) -> Change:
    flips = CLAIMS[claim].flips
    assert flips is not None
    [found] = [one.changes[0] for one in flips.singles if one.changes[0].input == path]
    return found


@pytest.mark.parametrize(
    ("claim", "path", "name", "at", "distance"),
    [
        # By hand: the small dam is worth 50 to those upstream in the nominal case, and their floor is 40.
        pytest.param("signed", "parties.up.walk_away", "floor", "50", "1/4", id="a floor"),
        # Trust is 0.4 in the nominal case, and talks need 0.35 of it.
        pytest.param("begins", "blocks.talks.needs.0.level", "needs", "0.4", "1/10", id="what talks need"),
        pytest.param("begins", "trust.0.level", "trust", "0.35", "1/4", id="trust"),
    ],
)
def test_a_claim_flips_where_it_is_known_to_turn(
    claim: str, path: str, name: str, at: str, distance: str
) -> None:
    """In a file that says so it fails, and in one that goes a hundredth less far it does not."""
    found, turn = _change(claim, path), Fraction(at)
    assert isinstance(found.after, Fraction)
    assert isinstance(found.before, Fraction)
    assert float(found.distance) == pytest.approx(float(Fraction(distance)), rel=0.01)
    assert abs(found.after - turn) <= abs(turn - found.before) / 100
    assert CLAIMS[claim].nominal is True
    assert _verdict(_case(**{name: str(float(found.after))}), claim) is False
    nearer = found.before + (turn - found.before) * Fraction(99, 100)
    assert _verdict(_case(**{name: str(float(nearer))}), claim) is True


def test_two_inputs_flip_it_where_no_single_one_does() -> None:
    """By hand: the line must be gone, and the large dam worth 30 to those downstream."""
    flips = CLAIMS["never"].flips
    assert flips is not None
    assert not flips.singles
    assert flips.pair is not None
    assert {one.input for one in flips.pair.changes} == {
        "parties.down.red_lines.never-large",
        "issues.dam.stances.down.order",
    }
    assert flips.pairs == flips.of_pairs
    text = DAM.replace("never: dam is large", "never: dam is large and dam is none")
    text = text.replace("small > none > large", "small > large > none")
    assert _verdict(Case.from_text(text.format(**GIVEN)), "never") is False


def test_past_its_range_one_may_flip_what_none_flips_within() -> None:
    """By hand: what they need exceeds trust by more than 0.3 from 0.7 on, past the end of its range."""
    flips = CLAIMS["far"].flips
    assert flips is not None
    assert flips.least is None
    assert flips.beyond is not None
    [change] = flips.beyond.changes
    assert change.beyond
    assert change.input == "blocks.talks.needs.0.level"
    assert isinstance(change.after, Fraction)
    assert float(change.after) == pytest.approx(0.7, rel=0.01)
    assert _verdict(_case(needs=str(float(change.after))), "far") is True


def test_what_nothing_decides_nothing_flips() -> None:
    flips = CLAIMS["always"].flips
    assert flips is not None
    assert (flips.least, flips.beyond) == (None, None)
    assert CLAIMS["always"].flip_says.startswith("no single input and no pair")


@pytest.mark.parametrize("claim", ["signed", "never", "begins", "always"])
def test_a_thorough_search_finds_no_nearer_flip_among_all_inputs(claim: str) -> None:
    """Inputs outside a set that suffices are left alone: none of them may flip it."""
    usual = CLAIMS[claim].flips
    [all_] = [
        one.flips for one in analyse(_case(), thorough=True).claims if one.claim.id == claim and one.flips
    ]
    assert usual is not None
    assert all_.all_inputs
    assert (all_.least and all_.least.distance) == (usual.least and usual.least.distance)


@pytest.mark.parametrize("claim", ["never", "always"])
def test_a_flip_that_a_run_does_not_show_is_not_told(claim: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No single change flips either; worlds that are judged together are made to say that every one does."""
    case = _case()
    [tested] = [one for one in case.claims if one.id == claim]
    study = Study(case, case.claims)
    verdict = study.verdict(tested)
    monkeypatch.setattr(
        judging, "hold_in_each", lambda _, samples, __: [not verdict] * len(next(iter(samples.values())))
    )
    assert not flips_of(study, tested, None, thorough=True).singles


def test_the_real_case_flips_where_the_paper_says() -> None:
    """The fact sheet: K2 is NATO's red line; K14b: Russia must drop both its demands; K10: trust of today."""
    found = claims_by_id()
    assert [found[claim].flips is not None for claim in ("K2", "K10", "K14")] == [True] * 3
    veto, defence, order = (found[claim].flips for claim in ("K2", "K10", "K14"))
    assert veto is not None
    assert veto.least is not None
    assert [one.input for one in veto.least.changes] == ["blocs.nato.red_lines.no-veto"]
    assert order is not None
    assert order.least is not None
    assert {one.input for one in order.least.changes} == {
        "issues.veto.stances.russia.demands",
        "issues.spheres.stances.russia.demands",
    }
    assert {one.kind for one in order.least.changes} == {Kind.ABSENCE}
    assert defence is not None
    assert defence.beyond is not None
    assert defence.beyond.changes[0].after == Fraction("0.225")
