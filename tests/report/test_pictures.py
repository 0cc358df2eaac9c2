"""Charts: drawn from the result, in one look, and as drawings that need no script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.bargaining.charts.charts import charts
from detente.bargaining.charts.draws_chart import bins_of, draws_chart
from detente.bargaining.charts.lettered import lettered
from detente.bargaining.charts.zone_chart import signed_alone
from detente.bargaining.solutions.gain_shares import gain_shares, ideals
from detente.outcomes.charts import theme as chart_theme
from detente.outcomes.charts.bar_rows import Row, Rule, Segment, bar_rows
from detente.report.pictures import drawn
from tests.report.made import report_of, report_on

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ("nato-russia-2010", "panama-canal", "harbour")


@pytest.mark.parametrize("name", NAMES)
def test_charts_are_valid_and_fill_their_container(name: str) -> None:
    """Altair checks each against the schema of Vega-Lite when it turns it into values."""
    for chart in charts(report_of(name).bargaining).values():
        plain = chart.to_dict(validate=True)
        assert plain["width"] == "container"
        assert plain["config"]["font"] == chart_theme.FONT


def test_a_result_without_anything_to_draw_has_no_charts() -> None:
    text = (
        "detente: 1\ntitle: T\nas_of: 2020-01-02\nparties: {a: {}, b: {}}\n"
        "issues: {x: {options: [o, p], today: o, decided_by: [a, b]}}\n"
        "rules: [{require: x is p}, {require: x is o}]\n"
    )
    assert charts(report_on(text).bargaining) == {}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [720, 350])
def test_a_drawing_takes_its_colours_from_the_page(name: str, width: int) -> None:
    colours = [
        getattr(chart_theme, key) for key in ("INK", "MUTED", "LINE", "FAINT", "ACCENT", "HARM", "PAPER")
    ]
    for chart in charts(report_of(name).bargaining).values():
        svg = drawn(chart.to_dict(), width)
        assert re.match(rf'<svg [^>]*width="{width}"', svg)
        assert not [colour for colour in (*colours, *chart_theme.SERIES) if colour in svg]
        assert "var(--" in svg
        assert not re.search(r"\brole=|aria-|<script|href", svg)


def test_names_with_markup_stay_text_in_a_drawing() -> None:
    svg = drawn(bar_rows([Row("<b>& co</b>", "1", (Segment(1, chart_theme.INK, '"<i>"'),))]).to_dict(), 350)
    assert "&lt;b&gt;&amp; co&lt;/b&gt;" in svg
    assert '<title>"&lt;i&gt;"</title>' in svg


def _layer_with(plain: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = []
    for layer in plain["layer"]:
        values = (
            layer["data"]["values"]
            if "values" in layer.get("data", {})
            else plain["datasets"][layer["data"]["name"]]
        )
        if values and key in values[0]:
            found.append(values)
    return found[0]  # type: ignore[no-any-return]


def test_bars_are_as_long_as_their_numbers() -> None:
    rows = [
        Row("both", "5", (Segment(2, "#111", "two"), Segment(3, "#222", "three"))),
        Row("over", "4", (Segment(4, "#111", "four"), Segment(1, "#222", "one")), overlaid=True),
    ]
    bars = _layer_with(bar_rows(rows).to_dict(), "start")
    assert [(one["start"], one["end"]) for one in bars] == [(0, 2), (2, 5), (0, 4), (0, 1)]


@given(st.lists(st.tuples(st.text("ab C", max_size=90), st.text("1 %", max_size=70)), min_size=1, max_size=4))
def test_labels_and_numbers_of_bars_never_share_the_same_room(pairs: list[tuple[str, str]]) -> None:
    """Seven and a half pixels a character, above the mean of common typefaces at this size, in 335 of 350."""
    plain = bar_rows([Row(label, number, (Segment(1, "#111", "one"),)) for label, number in pairs]).to_dict()
    taken: dict[float, float] = {}
    for row in _layer_with(plain, "beneath"):
        for lines, top in ((row["lines"], row["y"]), (row["number"], row["beneath"])):
            for place, line in enumerate(lines):
                height = top + 16 * place
                taken[height] = taken.get(height, 0) + 7.5 * len(line)
    assert max(taken.values()) <= 335
    bars = _layer_with(plain, "start")
    assert all(bar["y"] - max(height for height in taken if height < bar["bottom"]) > 0 for bar in bars)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("rule", [None, Rule(1.0, "certain"), Rule(0.2, "certain")])
def test_bars_are_drawn_as_high_as_they_are_and_below_their_labels(count: int, rule: Rule | None) -> None:
    """Fourteen pixels, of which a line that reaches beyond them may take one; and 16 for each line above."""
    label = "The limits and inspections of the agreement: Iran"
    rows = [Row(label, "0.79 (0.41 to above 0.99)", (Segment(0.5, "#111", "one"),))] * count
    svg = drawn(bar_rows(rows, rule=rule).to_dict(), 350)
    bars = [(float(top), float(high)) for top, high in re.findall(r"M0,([\d.]+)h[\d.]+v([\d.]+)h-", svg)[1:]]
    assert len(bars) == count
    assert all(13 <= high <= 14 for _, high in bars)
    lines = len(_layer_with(bar_rows(rows, rule=rule).to_dict(), "beneath")[0]["lines"])
    first = float(re.findall(r'translate\(0,([\d.]+)\)"[^>]*font-size="13px"', svg)[0])
    assert bars[0][0] - first >= 15 * (lines - 1) + 6


def test_a_number_that_leaves_no_room_stands_below_its_label() -> None:
    plain = bar_rows([Row("label", "9" * 35, (Segment(1, "#111", "one"),))]).to_dict()
    [row] = _layer_with(plain, "beneath")
    assert (row["lines"], row["number"], row["beneath"] - row["y"]) == (["label"], ["9" * 35], 16)


def test_the_frontier_of_two_is_drawn_at_its_points() -> None:
    """The adjusted-winner case: 20 values, with the points of the United States across."""
    result = report_of("panama-canal").bargaining
    plain = charts(result)["frontier"].to_dict()
    marks = _layer_with(plain, "letter")
    assert {(one["letter"], one["x"], one["y"]) for one in marks} >= {("A", 64.0, 68.0)}
    dots = next(
        layer["data"]["values"]
        for layer in plain["layer"]
        if layer["mark"].get("filled")
        and "letter" not in layer["data"]["values"][0]
        and "says" in layer["data"]["values"][0]
    )
    expected = [(float(point.value["usa"]), float(point.value["panama"])) for point in result.frontier]
    assert [(one["x"], one["y"]) for one in dots] == expected


def test_letters_name_each_value_once_with_all_its_solutions() -> None:
    result = report_of("panama-canal").bargaining
    found = lettered(result)
    assert [one.letter for one in found] == ["A", "B", "C"][: len(found)]
    picked = {
        (name, tuple(point.package.items())) for name, one in result.solutions.items() for point in one.points
    }
    assert {(name, tuple(one.point.package.items())) for one in found for name in one.solutions} == picked


def test_gain_shares_run_from_no_agreement_to_the_best() -> None:
    """Harbour: Nash gives the mayor 54, and no agreement is worth 30 to it (the catalog's table)."""
    result = report_of("harbour").bargaining
    best = ideals(result)
    for key in result.negotiation.signatories:
        shares = [gain_shares(result, point)[key] for point in result.frontier]
        assert min(shares) >= 0
        assert max(shares) == 1
    nash = result.solutions["nash"].points[0]
    assert gain_shares(result, nash)["mayor"] == (54 - 30) / best["mayor"]


def test_what_each_would_sign_alone_contains_what_all_would() -> None:
    """Harbour: packages that reach each party's own threshold, counted from the table of points."""
    result = report_of("harbour").bargaining
    alone = signed_alone(result)
    case = result.negotiation.case
    packages: list[dict[str, str]] = [{}]
    for issue, one in case.issues.items():
        packages = [{**package, issue: option} for package in packages for option in one.options]
    for party, count in alone.items():
        points = {
            issue: {option: given.nominal for option, given in (one.stances[party].points or {}).items()}
            for issue, one in case.issues.items()
        }
        floor = case.parties[party].walk_away
        assert floor is not None
        assert not isinstance(floor, str)
        reached = sum(
            sum(points[issue][option] for issue, option in package.items()) >= floor.nominal
            for package in packages
        )
        assert count == reached
        assert count >= result.zone.signable.value


def test_every_draw_is_in_one_bar_and_the_nominal_case_among_them() -> None:
    ensemble = report_of("nato-russia-2010", 6).ensemble
    assert ensemble is not None
    plain = draws_chart(ensemble).to_dict(validate=True)
    bars, nominal = (layer["data"]["values"] for layer in plain["layer"][:2])
    for bar in bars:
        assert bar["draws"] == sum(bar["from"] < count < bar["to"] for count in ensemble.counts)
    assert sum(bar["draws"] for bar in bars) == 6
    assert nominal[0]["signable"] == ensemble.nominal.zone.signable.value


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param([45, 46, 46, 30], [(30, 30, 1), (45, 45, 1), (46, 46, 2)], id="a bar for each number"),
        pytest.param([0, 0, 4799], [(0, 199, 2), (4600, 4799, 1)], id="few numbers far apart"),
        pytest.param(
            range(1, 49), [(low, low + 1, 2) for low in range(1, 49, 2)], id="as many numbers to each bar"
        ),
        pytest.param([7], [(7, 7, 1)], id="one number"),
    ],
)
def test_bins_hold_every_number_once(counts: Sequence[int], expected: list[tuple[int, int, int]]) -> None:
    assert [(one.low, one.high, one.draws) for one in bins_of(counts)] == expected


LONG = {"a": "The Provisional Government of the Eastern and the Southern Provinces", "b": "Beta"}


def _close(*parties: str) -> dict[str, Any]:
    """Return the frontier of parties who gain by options of which some are nearly alike."""
    points = {
        "a": "{o: 50, p: 90, q: 88, r: 86, s: 70}",
        "b": "{o: 50, p: 70, q: 72.5, r: 74, s: 90}",
        "c": "{o: 50, p: 60, q: 60, r: 60, s: 60}",
    }
    names = ", ".join(f"{key}: {{name: {LONG.get(key, key)}}}" for key in parties)
    stances = ", ".join(f"{key}: {{points: {points[key]}}}" for key in parties)
    text = (
        f"detente: 1\ntitle: T\nas_of: 2020-01-02\nparties: {{{names}}}\nissues:\n"
        f"  x: {{options: [o, p, q, r, s], today: o, decided_by: [{', '.join(parties)}],"
        f" stances: {{{stances}}}}}\n"
    )
    plain: dict[str, Any] = charts(report_on(text).bargaining)["frontier"].to_dict()
    return plain


def test_letters_that_would_cover_each_other_are_moved_apart() -> None:
    """Nash picks r (36 x 24 = 864), the utilitarian rule q (38 + 22.5 = 60.5), two points aside."""
    marks = [
        layer["mark"]
        for layer in _close("a", "b")["layer"]
        if layer["mark"]["type"] == "point" and layer["mark"]["size"] == 300
    ]
    places = [(one.get("xOffset", 0), one.get("yOffset", 0)) for one in marks]
    assert (0, 0) in places
    assert len(set(places)) > 1


def test_no_agreement_is_named_above_the_plane() -> None:
    plain = charts(report_of("panama-canal").bargaining)["frontier"].to_dict()
    words = [layer for layer in plain["layer"] if layer["data"]["values"][0].get("says") == "no agreement"]
    named = [one for one in words if one["mark"]["type"] == "text"]
    assert [one["encoding"]["y"]["value"] < 0 for one in named] == [True]


def test_long_names_are_written_whole_in_several_lines() -> None:
    plain = _close("a", "b", "c")
    names = [one["name"] for one in _layer_with(plain, "name")]
    assert " ".join(names[0]) == LONG["a"]
    assert max(len(line) for line in names[0]) <= 40
    first, second = sorted({one["y"] for one in _layer_with(plain, "name")})[:2]
    assert second - first == 34 + 16 * (len(names[0]) - 1) + 15 * 2
    titles = [layer["encoding"].get("x", {}).get("title") for layer in _close("a", "b")["layer"]]
    assert ["Points for the Provisional Government of", "the Eastern and the Southern Provinces"] in titles
