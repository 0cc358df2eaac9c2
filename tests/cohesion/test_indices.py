"""Indices of cohesion: the values of the catalog, their limits, and what they say of a bloc."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from detente.cohesion.agreement_index import agreement_index
from detente.cohesion.analysis import analyse
from detente.cohesion.esteban_ray import esteban_ray, largest_polarisation, on_a_line
from detente.cohesion.rice_index import rice_index
from tests.small_cases import alliance_case

TABLE = YAML(typ="safe").load(Path(__file__).parents[1] / "catalog" / "cohesion_indices.yaml")
COUNTS = st.integers(0, 50)


@pytest.mark.parametrize("row", TABLE["votes"], ids=str)
def test_votes_have_the_indices_of_the_catalog(row: dict[str, Any]) -> None:
    assert rice_index(row["yes"], row["no"]) == Fraction(row["rice"])
    assert agreement_index(row["yes"], row["no"], row["abstain"]) == Fraction(row["agreement"])


@pytest.mark.parametrize("row", TABLE["polarisation"], ids=str)
def test_groups_have_the_polarisation_of_the_catalog(row: dict[str, Any]) -> None:
    found = esteban_ray(row["shares"], on_a_line(row["positions"]), row["alpha"])
    assert found == pytest.approx(row["value"], abs=1e-9)


def test_where_nobody_votes_there_is_no_index() -> None:
    assert rice_index(0, 0) is None
    assert agreement_index(0, 0, 0) is None


@given(yes=COUNTS, no=COUNTS, abstain=COUNTS)
def test_indices_lie_between_0_and_1_and_do_not_tell_yes_from_no(yes: int, no: int, abstain: int) -> None:
    rice, agreement = rice_index(yes, no), agreement_index(yes, no, abstain)
    assert rice is None or 0 <= rice <= 1
    assert agreement is None or 0 <= agreement <= 1
    assert rice == rice_index(no, yes)
    assert agreement == agreement_index(abstain, yes, no)


@given(
    sizes=st.lists(st.integers(1, 9), min_size=1, max_size=5),
    places=st.lists(st.floats(0, 1), min_size=5, max_size=5),
    alpha=st.floats(0.01, 1.6),
)
def test_nothing_is_more_polarised_than_two_halves_at_the_ends(
    sizes: list[int], places: list[float], alpha: float
) -> None:
    shares = [size / sum(sizes) for size in sizes]
    found = esteban_ray(shares, on_a_line(places[: len(shares)]), alpha)
    assert 0 <= found <= largest_polarisation(alpha) * (1 + 1e-9)


@pytest.mark.parametrize("alpha", [0, -1, 1.61, float("nan")])
def test_a_weight_of_alikeness_that_the_axioms_do_not_allow_is_refused(alpha: float) -> None:
    with pytest.raises(ValueError, match=r"alpha is above 0 and at most 1\.6"):
        analyse(alliance_case(), bloc="league", alpha=alpha)


def test_members_vote_by_what_a_change_is_worth_and_by_red_lines() -> None:
    """On troops the hawks rank many, few, and never none; c has 20 for few, 10 for none, 0 for many."""
    votes = {
        (one.issue, one.option): one
        for one in analyse(alliance_case(), bloc="league")["league"].indices.roll_calls
    }
    none, few = votes["troops", "none"], votes["troops", "few"]
    assert (none.answers, none.yes, none.no) == ({"hawks": -1, "c": 1}, 1, 2)
    assert (few.rice, few.agreement) == (Fraction(1, 3), Fraction(1, 2))
    # Nobody has a stance on talks: all three abstain, alike, and Rice has no number there.
    opened = votes["talks", "open"]
    assert (opened.yes, opened.no, opened.rice, opened.agreement) == (0, 0, None, Fraction(1))
    overall = analyse(alliance_case(), bloc="league")["league"].indices.overall
    assert (overall.rice, overall.agreement) == (Fraction(1, 3), Fraction(2, 3))


def test_who_agrees_on_everything_is_not_polarised() -> None:
    case = alliance_case(
        ("      c: {points: {none: 10, few: 20, many: 0}, weight: 2}\n", ""),
        ("hawks: {order", "league: {order"),
    )
    found = analyse(case, bloc="league")["league"]
    assert found.indices.overall.polarisation == 0
    assert found.indices.overall.agreement == 1
