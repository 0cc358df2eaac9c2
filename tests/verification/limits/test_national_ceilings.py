"""The national ceilings of the adapted treaty, and which of them were read."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from detente.case.case import load
from detente.case.confidence import Certainty

CEILINGS = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "cfe_adapted_national_ceilings.yaml")
ADAPTED, CFE = load("cfe-adapted-1999").regimes["cfe_adapted"], load("cfe-1990").regimes["cfe"]
ROWS: dict[str, list[int]] = CEILINGS["read"]["rows"] | CEILINGS["recalled"]["rows"]


def ceilings() -> tuple[dict[str, dict[str, int]], dict[tuple[str, str], Certainty]]:
    """Return the ceilings of the bundled file by state and category, and how sure each is."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    sure = {}
    for limit in ADAPTED.limits:
        [state] = limit.on
        assert not found[state].keys() & limit.at_most.keys()
        found[state].update(limit.at_most)
        sure.update({(state, category): limit.confidence for category in limit.at_most})
    return dict(found), sure


@pytest.mark.parametrize("state", ROWS)
def test_national_ceilings_are_those_of_the_catalog_cell_for_cell(state: str) -> None:
    found, _ = ceilings()
    assert [found[state][column] for column in CEILINGS["columns"]] == ROWS[state]
    assert set(found) == set(ROWS)


def test_only_ceilings_that_were_read_are_confirmed() -> None:
    """What was only proposed does not confirm the signed text, nor do sources that disagree."""
    _, sure = ceilings()
    columns = CEILINGS["columns"]
    read = {(state, column) for state in CEILINGS["read"]["rows"] for column in columns}
    disputed = set()
    for report in CEILINGS["secondary"]:
        row = dict(zip(columns, ROWS[report["of"]], strict=True))
        assert all(row[column] == number for column, number in report["figures"].items())
        cells = {(report["of"], column) for column in report["figures"]}
        if report.get("contradicted"):
            disputed |= cells
        elif "signed" in report["speaks_of"]:
            read |= cells
    by_certainty = {one: {cell for cell, found in sure.items() if found is one} for one in Certainty}
    assert by_certainty[Certainty.CONFIRMED] == read
    assert by_certainty[Certainty.UNSURE] == disputed


def test_parts_of_the_armoured_vehicles_have_no_higher_ceiling_than_the_whole() -> None:
    for state, row in ceilings()[0].items():
        assert row["hacv"] <= row["aifv_hacv"] <= row["acv"], state


def test_no_ceiling_is_above_what_one_state_may_hold_under_the_first_treaty() -> None:
    [single] = [limit.at_most for limit in CFE.limits if limit.id == "VI"]
    for limit in ADAPTED.limits:
        for category, most in limit.at_most.items():
            assert most <= single.get(category, most)


def test_the_states_are_those_of_the_first_treaty() -> None:
    assert ADAPTED.states == CFE.states
