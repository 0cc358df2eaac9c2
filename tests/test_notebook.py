"""The notebook of the documentation runs from top to bottom, and each of its cells shows what it should."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from detente.case.case import load
from tools.check_site import foreign
from tools.documentation import ROOT
from tools.notebook import page, run

if TYPE_CHECKING:
    from pathlib import Path

    from tools.notebook import Cell

NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def _notebook(folder: Path, *sources: str) -> Path:
    file = folder / "made.ipynb"
    held = [{"cell_type": "code", "source": source.splitlines(keepends=True)} for source in sources]
    held.append({"cell_type": "markdown", "source": ["# The end"]})
    file.write_text(json.dumps({"cells": held}), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def ran() -> list[Cell]:
    return list(run(NOTEBOOK))


def _shown(ran: list[Cell], code: str) -> str:
    return next(cell.shown for cell in ran if cell.kind == "code" and code in cell.source)


def test_every_cell_of_code_shows_something(ran: list[Cell]) -> None:
    assert [cell.source for cell in ran if cell.kind == "code" and not cell.shown] == []


def test_charts_are_drawings_that_fetch_nothing(ran: list[Cell], tmp_path: Path) -> None:
    charts = [cell.shown for cell in ran if "charts()" in cell.source]
    assert len(charts) >= 3
    assert all(shown.startswith("<svg") for shown in charts)
    whole = tmp_path / "shown.html"
    whole.write_text("".join(cell.shown for cell in ran), encoding="utf-8")
    assert foreign(whole) == []


def test_it_says_what_the_paper_says_of_the_maximum_demands(ran: list[Cell]) -> None:
    """Klein 2010: with both demands nothing on order can be agreed (K14), without them something (K16)."""
    assert "none is signable" in _shown(ran, "talks = ")
    signable = re.findall(r">(\d+)</td>\s*</tr>", _shown(ran, "how_much(name)"))
    assert [count == "0" for count in signable] == [True, True, True, False, True, False]


def test_something_can_be_signed_where_order_is_off_the_table(ran: list[Cell]) -> None:
    """The prose below the cell says so, whatever the figures are."""
    shown = _shown(ran, "small = ")
    assert "packages that can exist" in shown
    assert "none is signable" not in shown


def test_every_claim_of_the_case_has_its_verdict(ran: list[Cell]) -> None:
    shown = _shown(ran, "claims = ")
    assert [one.id for one in load("nato-russia-2010").claims if f">{one.id}<" not in shown] == []


def test_it_is_kept_without_what_it_shows() -> None:
    held = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    code = [cell for cell in held["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_a_cell_shows_what_it_prints_and_its_last_line(tmp_path: Path) -> None:
    file = _notebook(tmp_path, "x = 1\nprint('a < b')\nx + 1", "y = x", "", "None")
    assert [cell.shown for cell in run(file)] == ["<pre>a &lt; b\n</pre><pre>2</pre>", "", "", "", ""]


def test_what_can_show_itself_in_html_does(tmp_path: Path) -> None:
    shows = "class Shown:\n    def _repr_html_(self):\n        return '<b>x</b>'\n\nShown()"
    assert "<b>x</b></div>\n\n# The end\n" in page(_notebook(tmp_path, shows))


def test_a_fault_names_its_cell(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        list(run(_notebook(tmp_path, "1", "1 / 0")))
    assert "made.ipynb, cell 2" in str(caught.traceback[-1].path)
