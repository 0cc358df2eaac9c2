"""What would split an alliance, on the page: the case, its variants, and the wedges one by one."""

from __future__ import annotations

from detente.case.case import load
from detente.cohesion import analyse
from tests.report.made import page_of

NAME = "nato-russia-2010"


def test_each_variant_that_differs_is_a_row_with_its_numbers() -> None:
    section = page_of(NAME).only("section", id="cohesion")
    rows = [[cell.text for cell in row.all("td")] for row in section.all("table")[0].all("tr")[1:]]
    shown = {row[0]: row[2:] for row in rows}
    for variant in ("order_talks", "reduced_demands", "new_start"):
        found = analyse(load(NAME, variant))["nato"].agreement
        name = variant.replace("_", " ").capitalize()
        assert shown[name][:2] == [f"{found.proposals}", f"{found.now}"]
    # Their tables are those of the case itself.
    assert "Unverified" not in shown


def test_the_wedges_are_those_of_the_variant_that_splits_the_bloc_most() -> None:
    section = page_of(NAME).only("section", id="cohesion")
    found = analyse(load(NAME, "reduced_demands"))["nato"]
    table = section.all("table", class_="wedges")[0]
    rows = [[cell.text for cell in row.all("td")] for row in table.all("tr")[1:]]
    assert len(rows) == 5
    for (package, who, because, count), wedge in zip(rows, found.wedges.listed[:5], strict=True):
        assert "The security order of Europe:" in package
        assert f"Accepted by the members before 1999 ({len(wedge.accepts)})" in who
        assert f"rejected by the United States and the members since 1999 ({len(wedge.rejects)})" in who
        assert ("No new treaty" in because) == any(line.id == "no-new-treaty" for line in wedge.lines)
        assert count == f"{wedge.packages:,}"
    # Where columns do not fit, cells stand below each other, and say what they are.
    labels = [cell.attributes.get("data-label", "") for cell in table.all("td")]
    assert labels == ["", "", "Because", "Packages like it"] * 5
    assert f"{len(found.wedges.listed) - 5} more kinds of wedges" in section.text
    assert "detente cohesion --bloc nato --variant reduced_demands --csv" in section.text


def test_each_bloc_that_something_splits_has_its_wedges_the_later_ones_folded() -> None:
    section = page_of(NAME).only("section", id="cohesion")
    found = analyse(load(NAME))["csto"]
    [fold] = [one for one in section.all("details") if one.all("table", class_="wedges")]
    assert "What splits the Collective Security Treaty Organization, worst first" in fold.text
    rows = [
        [cell.text for cell in row.all("td")] for row in fold.all("table", class_="wedges")[0].all("tr")[1:]
    ]
    assert [row[-1] for row in rows] == [f"{one.packages:,}" for one in found.wedges.listed[:5]]
    figures = {figure.attributes["id"] for figure in section.all("figure")}
    assert {"figure-win_sets_nato", "figure-win_sets_csto"} <= figures


def test_shares_in_the_table_say_of_what_they_are() -> None:
    """In the text 2,190 of the 5,672 that Russia could sign, 38.6 %; of the 5,760 that can exist, 38.0 %."""
    section = page_of(NAME).only("section", id="cohesion")
    [figure] = [one for one in section.all("figure") if one.attributes["id"] == "figure-win_sets_nato"]
    rows = [[cell.text for cell in (*row.all("th"), *row.all("td"))] for row in figure.all("tr")]
    assert rows[0][1:] == ["Packages", "Of what can exist", "Of what Russia could sign"]
    assert rows[-1] == ["Split NATO", "2,190", "38.0%", "38.6%"]
    assert rows[-3] == ["Russia could sign", "5,672", "98.5%", "100.0%"]


def test_over_draws_it_is_told_how_often_something_splits_a_bloc() -> None:
    text = page_of(NAME, 6).only("section", id="cohesion").text
    assert "Something splits it in" in text
    assert "of 6 draws (95% interval" in text
