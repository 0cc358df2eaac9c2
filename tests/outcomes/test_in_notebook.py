"""How sentences and a table are shown in a notebook, whatever they say."""

from __future__ import annotations

import pandas as pd

from detente.outcomes.notebook import LONGEST, in_notebook


def test_a_long_table_is_cut_and_its_length_said() -> None:
    shown = in_notebook(["A."], pd.DataFrame({"state": range(10 * LONGEST)}))
    assert shown.count("<tr>") <= LONGEST + 2
    assert f"{10 * LONGEST} rows" in shown
    assert "<td>0</td>" in shown
    assert f"<td>{10 * LONGEST - 1}</td>" in shown


def test_a_table_of_some_rows_is_whole() -> None:
    shown = in_notebook(["A."], pd.DataFrame({"state": range(LONGEST)}))
    assert shown.count("<td>") == LONGEST
    assert "rows" not in shown


def test_a_table_without_rows_is_left_out() -> None:
    assert in_notebook(["A."], pd.DataFrame({"state": []})) == "<ul><li>A.</li></ul>"


def test_what_explains_a_sentence_stands_below_it_and_nothing_is_lost() -> None:
    sentences = ["  First.", "  Why first.", "Second.", "Third.", "  Why < third."]
    shown = in_notebook(sentences)
    assert shown.count("<li>") == len(sentences)
    assert shown.endswith("<li>Third.<ul><li>Why &lt; third.</li></ul></li></ul>")
