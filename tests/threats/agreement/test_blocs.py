"""Agreement within and between blocs, against sums over pairs of raters one at a time."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.threats.agreement import (
    Undefined,
    bloc_agreement,
    bloc_permutation_p,
    kendall_w,
    krippendorff_alpha,
    pooled_answers,
    within_between,
)
from tests.threats.agreement import definitions
from tests.threats.agreement.tables import LEVELS, Rows, blocs_of, tables

levels = st.sampled_from(LEVELS)


def _by_pairs(rows: Rows, blocs: list[str], level: str, *, same: bool) -> tuple[Fraction, Fraction]:
    """Return the sums of weighed disagreement and of weights over pairs of one sort."""
    answers = [one for item in definitions.pairable(rows) for one in item]
    total = weight = Fraction(0)
    for item in zip(*rows, strict=True):
        known = [(bloc, Fraction(one)) for bloc, one in zip(blocs, item, strict=True) if one is not None]
        for (bloc, one), (other, met) in combinations(known, 2):
            if (bloc == other) is same:
                own = Fraction(2, len(known) - 1)
                total += own * definitions.distance(level, one, met, answers)
                weight += own
    return total, weight


@given(st.data(), tables(raters=5), levels)
def test_parts_are_means_over_pairs_and_make_up_the_whole(
    data: st.DataObject, rows: Rows, level: str
) -> None:
    blocs = data.draw(blocs_of(len(rows)))
    found = within_between(rows, blocs, level)
    whole = definitions.disagreements(rows, level)
    inside = _by_pairs(rows, blocs, level, same=True)
    across = _by_pairs(rows, blocs, level, same=False)
    for part, (total, weight) in ((found.within, inside), (found.between, across)):
        assert part.disagreement == (total / weight if weight else None)
        assert part.share == (weight / (inside[1] + across[1]) if weight else 0)
    assert found.further_across == (
        across[0] / across[1] > inside[0] / inside[1] if across[1] and inside[1] else None
    )
    parts = list(found.of.values())
    if whole is not None:
        assert sum(part.share for part in parts) == 1
        assert sum(part.share * (part.disagreement or 0) for part in parts) == whole[0]
        assert sum(part.share * (part.alpha or 0) for part in parts) == (found.whole.value or 0)
    assert found.within.share == sum(part.share for (one, other), part in found.of.items() if one == other)


@given(st.data(), tables(raters=5))
def test_pools_are_the_median_and_the_mean_of_those_who_answered(data: st.DataObject, rows: Rows) -> None:
    blocs = data.draw(blocs_of(len(rows)))
    for how, pooled in (("median", median), ("mean", mean)):
        found = pooled_answers(rows, blocs, how)
        assert list(found) == list(dict.fromkeys(blocs))
        for bloc, answers in found.items():
            own = [row for row, other in zip(rows, blocs, strict=True) if other == bloc]
            for item, answer in zip(zip(*own, strict=True), answers, strict=True):
                known = [Fraction(one) for one in item if one is not None]
                assert answer == (pooled(known) if known else None)


def test_each_part_is_what_the_measures_say_of_those_raters() -> None:
    rows: Rows = [[1, 2, 5, 4], [1, 3, 5, None], [5, 2, 1, 1], [4, 3, 1, 2], [3, 3, 3, 1]]
    blocs = ["nato", "nato", "russia", "russia", "eu"]
    found = bloc_agreement(rows, blocs, "ordinal")
    assert found.whole.alpha == krippendorff_alpha(rows, "ordinal")
    assert found.within["russia"].alpha == krippendorff_alpha(rows[2:4], "ordinal")
    assert found.within["nato"].concordance == kendall_w(rows[:2])
    assert found.between is not None
    medians: Rows = [
        [1, Fraction(5, 2), 5, 4],
        [Fraction(9, 2), Fraction(5, 2), 1, Fraction(3, 2)],
        [3, 3, 3, 1],
    ]
    assert found.between.alpha == krippendorff_alpha(medians, "ordinal")
    assert found.between.concordance == kendall_w(medians)
    assert found.split == within_between(rows, blocs, "ordinal")


def test_a_bloc_of_one_rater_has_no_agreement_within_and_says_why() -> None:
    found = bloc_agreement([[1, 2], [2, 1], [2, 2]], ["n", "n", "eu"], "interval")
    assert (found.within["eu"].alpha.value, found.within["eu"].alpha.reason) == (None, Undefined.NO_PAIRS)
    assert found.within["eu"].concordance.reason is Undefined.ONE_RATER
    assert found.split.of["eu", "eu"].disagreement is None


def test_nominal_answers_are_neither_ranked_nor_pooled() -> None:
    found = bloc_agreement([["war", "none"], ["war", "war"]], ["n", "r"], "nominal")
    assert found.between is None
    assert found.whole.concordance.reason is Undefined.NOMINAL
    assert found.split.between.disagreement == Fraction(1, 2)


def test_a_bloc_that_answered_nothing_is_there_and_undefined() -> None:
    found = bloc_agreement([[1, 2], [2, 1], [None, None], [None, None]], ["n", "n", "r", "r"], "interval")
    assert found.within["r"].alpha.reason is Undefined.NO_PAIRS
    assert found.within["r"].concordance.reason is Undefined.FEW_ITEMS
    assert found.between is not None
    assert found.between.alpha.reason is Undefined.NO_PAIRS
    assert found.split.further_across is None


@given(st.data(), tables(raters=5, items=3), levels)
def test_the_chance_of_the_blocs_is_that_over_all_ways_to_name_raters(
    data: st.DataObject, rows: Rows, level: str
) -> None:
    blocs = data.draw(blocs_of(len(rows), "nr"))

    def excess(names: list[str]) -> Fraction | None:
        inside = _by_pairs(rows, names, level, same=True)
        across = _by_pairs(rows, names, level, same=False)
        return across[0] / across[1] - inside[0] / inside[1] if inside[1] and across[1] else None

    seen = excess(blocs)
    found = bloc_permutation_p(rows, blocs, level)
    if seen is None:
        assert found is None
    else:
        every = [excess(list(names)) for names in set(permutations(blocs))]
        counted = [one for one in every if one is not None]
        assert found == Fraction(sum(one >= seen for one in counted), len(counted))


def test_too_many_divisions_are_not_counted_out() -> None:
    rows = [[1, 5], [1, 4], [4, 2], [5, 2]]
    assert bloc_permutation_p(rows, ["n", "n", "r", "r"], "interval", most=5) is None
    assert bloc_permutation_p(rows, ["n", "n", "r", "r"], "interval", most=6) == Fraction(1, 3)


@pytest.mark.parametrize("level", ["ordinal", "interval"])
def test_blocs_that_say_the_opposite_differ_across(level: str) -> None:
    rows = [[1, 5, 2], [1, 5, 1], [2, 4, 1], [5, 1, 4], [5, 1, 5], [4, 2, 5]]
    found = within_between(rows, ["n"] * 3 + ["r"] * 3, level)
    assert found.further_across is True
    assert found.within.alpha is not None
    assert found.between.alpha is not None
    assert found.within.alpha > 0 > found.between.alpha
    assert bloc_permutation_p(rows, ["n"] * 3 + ["r"] * 3, level) == Fraction(1, 10)
