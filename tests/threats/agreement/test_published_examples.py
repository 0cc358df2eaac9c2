"""Agreement from the literature; the catalog says where each value comes from and how sure it is."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from detente.threats.agreement import concordance_p, kendall_w, kendall_w_of_ranks, krippendorff_alpha
from detente.threats.agreement.coincidence_matrix import coincidence_matrix
from detente.threats.agreement.concordance_p import ChanceMethod
from detente.threats.agreement.friedman_chi_squared import friedman_chi_squared
from detente.threats.agreement.permutation_p import permutation_p
from detente.threats.agreement.ratings import read_ratings
from tests.threats.agreement import definitions

CATALOG = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "agreement_measures.yaml")
ALPHAS = {entry["id"]: entry for entry in CATALOG["alpha"]}
CONCORDANCES = {entry["id"]: entry for entry in CATALOG["concordance"]}


def _values(kind: str) -> list[Any]:
    return [
        pytest.param(entry["data"], level, value, id=f"{name} {level}")
        for name, entry in ALPHAS.items()
        for level, value in entry.get(kind, {}).items()
    ]


def _as_printed(value: Fraction | float | None, printed: str) -> bool:
    """Tell whether a value is a printed one rounded to its digits."""
    half = Fraction(1, 2 * 10 ** len(printed.partition(".")[2]))
    return value is not None and abs(Fraction(value) - Fraction(printed)) <= half


def test_every_entry_says_where_it_comes_from_and_how_sure_it_is() -> None:
    entries = [*ALPHAS.values(), *CONCORDANCES.values(), CATALOG["coincidences"], CATALOG["friedman_tables"]]
    assert all(entry["cite"] and entry["certainty"] for entry in entries)


@pytest.mark.parametrize(("data", "level", "printed"), _values("published"))
def test_alpha_as_published(data: list[list[Any]], level: str, printed: str) -> None:
    assert _as_printed(krippendorff_alpha(data, level).value, printed)


@pytest.mark.parametrize(("data", "level", "computed"), _values("computed"))
def test_alpha_as_computed_by_others(data: list[list[Any]], level: str, computed: str) -> None:
    found = krippendorff_alpha(data, level).value
    assert isinstance(found, Fraction)
    assert float(found) == pytest.approx(float(computed), abs=1e-12, rel=0)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
@pytest.mark.parametrize("name", ["krippendorff_2011_a", "krippendorff_2011_c", "three_coders"])
def test_alpha_of_the_examples_by_definition(name: str, level: str) -> None:
    """What is recalled is not taken on trust."""
    data = ALPHAS[name]["data"]
    assert krippendorff_alpha(data, level).value == definitions.alpha(data, level)


def test_the_coincidences_of_example_c() -> None:
    printed = CATALOG["coincidences"]
    found = coincidence_matrix(read_ratings(ALPHAS[printed["of"]]["data"], "nominal"))
    assert found.matrix == tuple(tuple(map(Fraction, row)) for row in printed["matrix"])
    assert list(found.totals) == printed["totals"]


def test_concordance_of_the_executives() -> None:
    entry = CONCORDANCES["siegel_1956_executives"]
    found = kendall_w_of_ranks(entry["ranks"])
    assert found.squares == Fraction(entry["published"]["squares"])
    assert _as_printed(found.value, entry["published"]["w"])
    assert found.value is not None
    assert float(found.value) == pytest.approx(float(entry["computed"]["w"]), abs=1e-12, rel=0)
    assert concordance_p(found, most=0).method is ChanceMethod.CHI_SQUARED


def test_the_sums_of_ranks_of_the_birds_which_have_ties() -> None:
    entry = CONCORDANCES["zar_2010_birds"]
    rows = [list(map(Fraction, row)) for row in entry["measured"]]
    found = kendall_w(rows)
    assert [3 * mean for mean in found.mean_ranks] == list(map(Fraction, entry["sums"]))
    assert found.value == definitions.concordance(rows)


@pytest.mark.parametrize("raters", [3, 4])
def test_the_tables_of_friedman(raters: int) -> None:
    """Every cell is met by some rankings, and its chance is also that by enumeration."""
    table = {
        Fraction(statistic): printed
        for statistic, printed in CATALOG["friedman_tables"]["raters"][raters].items()
    }
    rankings = [(1, 2, 3), (1, 3, 2), (2, 1, 3), (2, 3, 1), (3, 1, 2), (3, 2, 1)]
    met = set()
    for others in product(rankings, repeat=raters - 1):
        found = kendall_w([(1, 2, 3), *others])
        statistic = friedman_chi_squared(found)
        assert statistic is not None
        if statistic not in met:
            met.add(statistic)
            chance = permutation_p(found)
            assert _as_printed(chance, f"0{table[statistic]}" if table[statistic][0] == "." else "1.000")
            assert chance == definitions.chance([(1, 2, 3), *others])
    assert met == table.keys()
