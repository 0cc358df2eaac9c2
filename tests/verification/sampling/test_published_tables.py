"""Least samples from tables and from other programs; the catalog says where each comes from."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from detente.verification.sampling import least_sample, least_violations
from detente.verification.sampling.iaea import iaea_sample
from detente.verification.sampling.jaech import jaech_sample

CATALOG = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "attribute_sampling.yaml")


def _cells(part: str) -> list[Any]:
    return [
        pytest.param(cell, id=" ".join(f"{key}={value}" for key, value in cell.items()))
        for cell in CATALOG[part]["cells"]
    ]


def test_every_part_says_where_it_comes_from_and_how_sure_it_is() -> None:
    assert all(part["cite"] and part["certainty"] for part in CATALOG.values())
    assert CATALOG["computed"]["cite"].startswith("No publication")
    assert "from memory" in CATALOG["published"]["certainty"]


@pytest.mark.parametrize("cell", _cells("published"))
def test_the_table_of_cannon_and_roe(cell: dict[str, Any]) -> None:
    assert least_sample(cell["N"], cell["d"], "0.95").number == cell["n"]


@pytest.mark.parametrize("cell", _cells("computed"))
def test_the_exact_size_and_both_formulas(cell: dict[str, Any]) -> None:
    level = Fraction(cell["CL"])
    assert least_sample(cell["N"], cell["d"], level).number == cell["exact"]
    assert iaea_sample(cell["N"], cell["d"], level=level) == cell["iaea"]
    assert jaech_sample(cell["N"], cell["d"], level=level) == cell["jaech"]


@pytest.mark.parametrize("cell", _cells("peer"))
def test_never_above_the_peer_which_is_the_formula_of_the_iaea(cell: dict[str, Any]) -> None:
    """Where the peer finds no sample there may be one; here there is none either."""
    found = least_sample(cell["N"], cell["d"], cell["CL"], cell["q"]).number
    assert iaea_sample(cell["N"], cell["d"], Fraction(cell["q"]), Fraction(cell["CL"])) == cell["peer"]
    if cell["peer"] is None:
        assert found is None
        return
    assert found is not None
    assert found <= cell["peer"]
    if "exact" in cell:
        assert found == cell["exact"]


def test_below_the_peer_where_it_overshoots() -> None:
    below = [cell for cell in CATALOG["peer"]["cells"] if cell.get("exact") and cell["exact"] < cell["peer"]]
    assert len(below) == 4
    for cell in below:
        found = least_sample(cell["N"], cell["d"], cell["CL"], cell["q"]).number
        assert found is not None
        assert found < cell["peer"]


@pytest.mark.parametrize("cell", _cells("published"))
def test_a_sample_of_the_table_finds_that_many_violations_and_not_one_fewer(cell: dict[str, Any]) -> None:
    """The table read backwards: a cell's n is the least for its d, and may be that for fewer as well."""
    found = least_violations(cell["N"], cell["n"], "0.95").number
    assert found is not None
    assert found <= cell["d"]
    needed = least_sample(cell["N"], found, "0.95").number
    assert needed is not None
    assert needed <= cell["n"]
    if found > 1:
        fewer = least_sample(cell["N"], found - 1, "0.95").number
        assert fewer is not None
        assert fewer > cell["n"]
