"""What can be signed over draws: counted in each draw, the same for the same seed, and said in words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from detente.bargaining.analysis import analyse
from detente.bargaining.ensemble import Ensemble, with_draws
from detente.case.case import Case, load

# How much a needs is uncertain: of the options worth 1 to 9 it signs those that reach its walk_away.
CASE = """
detente: 1
title: An uncertain need
as_of: 2010-02-01
parties: {a: {walk_away: [0.5, 11.5]}, b: {walk_away: 0}}
issues:
  toll:
    options: [t1, t2, t3, t4, t5, t6, t7, t8, t9]
    today: t1
    decided_by: [a, b]
    stances:
      a: {points: {t1: 1, t2: 2, t3: 3, t4: 4, t5: 5, t6: 6, t7: 7, t8: 8, t9: 9}}
      b: {points: {t1: 9, t2: 8, t3: 7, t4: 6, t5: 5, t6: 4, t7: 3, t8: 2, t9: 1}}
"""


def _ensemble(draws: int = 60, seed: int = 3) -> Ensemble:
    return with_draws(analyse(Case.from_text(CASE)), draws, seed)


def test_every_draw_is_counted() -> None:
    """By hand: a need of n is met by the options worth n or more."""
    found = _ensemble()
    needs = [certain.number("parties.a.walk_away") for certain in Case.from_text(CASE).draw(60, 3)]
    assert list(found.counts) == [sum(worth >= need for worth in range(1, 10)) for need in needs]
    assert 0 < found.share_signable < 1
    assert found.share_signable == sum(need <= 9 for need in needs) / 60


def test_solutions_are_counted_by_package_and_ties_count_for_each() -> None:
    """By hand: b gains what is left, so the sum of gains is the same everywhere, and every package ties."""
    found = _ensemble()
    needs = [certain.number("parties.a.walk_away") for certain in Case.from_text(CASE).draw(60, 3)]
    for worth in range(1, 10):
        times = sum(need <= worth for need in needs)
        assert found.picked["utilitarian"].get((("toll", f"t{worth}"),), 0) == times
    egalitarian: dict[int, int] = {}
    for need in needs:
        gains = {
            worth: sorted((worth - need, Fraction(10 - worth))) for worth in range(1, 10) if worth >= need
        }
        for worth, gain in gains.items():
            if gain == max(gains.values()):
                egalitarian[worth] = egalitarian.get(worth, 0) + 1
    assert found.picked["egalitarian"] == {(("toll", f"t{worth}"),): n for worth, n in egalitarian.items()}


def test_the_same_seed_gives_the_same_answer_and_another_seed_another() -> None:
    assert _ensemble().counts == _ensemble().counts
    assert _ensemble(seed=4).counts != _ensemble().counts


def test_the_nominal_result_is_kept_and_the_draws_are_added_to_every_form() -> None:
    found = _ensemble()
    nominal = found.nominal
    assert found.summary()[: len(nominal.summary())] == nominal.summary()
    assert "Over 60 draws (seed 3) something is signable in" in " ".join(found.summary())
    written = found.to_json()
    assert written["ensemble"]["signable"] == list(found.counts)
    assert {key: value for key, value in written.items() if key != "ensemble"} == nominal.to_json()
    frames = found.to_frames()
    assert frames["draws"]["signable"].tolist() == list(found.counts)
    assert set(frames) == {*nominal.to_frames(), "draws", "picked"}


def test_packages_named_in_the_plain_form_are_those_picked_most_often() -> None:
    picked = _ensemble().to_json()["ensemble"]["picked"]["egalitarian"]
    shares = [one["share"] for one in picked]
    assert shares == sorted(shares, reverse=True)
    assert 0 < shares[0] <= 1


def test_progress_is_told_draw_by_draw() -> None:
    said: list[str] = []
    with_draws(analyse(Case.from_text(CASE)), 3, 0, said.append)
    assert said == ["draw 1 of 3", "draw 2 of 3", "draw 3 of 3"]


def test_what_was_asked_for_holds_in_every_draw() -> None:
    """One issue with three options is on the table, so no draw can have more than three packages."""
    nominal = analyse(load("nato-russia-2010"), issues=["piracy"], signatories=["nato", "russia"])
    found = with_draws(nominal, 5, 0)
    assert all(1 <= count <= 3 for count in found.counts)
    assert all(len(package) == 1 for packages in found.picked.values() for package in packages)


@pytest.mark.parametrize(
    ("counts", "spread"),
    [
        ([3] * 20, "3 in every draw"),
        ([2] + [3] * 99, "3 in at least nine draws of ten"),
        ([1] * 30 + [2] * 40 + [4] * 30, "1 to 4 in nine draws of ten, 2 in the middle one"),
    ],
)
def test_a_range_of_counts_is_given_only_where_there_is_one(counts: list[int], spread: str) -> None:
    """By hand: one draw in a hundred lies outside any nine of ten around the middle."""
    found = replace(_ensemble(1), counts=tuple(counts), draws=len(counts))
    assert any(f"; the number of signable packages is {spread}." in one for one in found.summary())
