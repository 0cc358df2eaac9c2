"""The chart of agreements: everybody and every agreement once, always at the same place."""

from __future__ import annotations

import json
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from detente.case.case import Case, load
from detente.institutions.gatekeeping.agreement_network import network_of
from detente.institutions.gatekeeping.charts.agreements_chart import agreements_chart
from detente.institutions.gatekeeping.charts.layout import layout
from detente.report.pictures import SVG, drawn


@pytest.mark.parametrize("variant", ["csto_replaces", "csto_complements"])
def test_every_party_and_agreement_is_drawn_and_named(variant: str) -> None:
    case = load("nato-russia-2010", variant)
    network = network_of(case, "csto", "nato")
    picture = drawn(agreements_chart(case, network).to_dict(), 700)
    for name in ("Russia", "Armenia", "Uzbekistan", "NATO and the CSTO on drugs", "NATO"):
        assert name in picture
    assert ("NATO with Armenia" in picture) == (variant == "csto_complements")
    placed = layout(case, network)
    assert set(placed.place_of) == set(network.parties)
    assert len(placed.points) == len(network.parties)
    assert set(placed.agreements) == set(case.agreements)


def test_the_chart_is_the_same_each_time() -> None:
    case = load("nato-russia-2010", "csto_complements")
    network = network_of(case, "csto", "nato")
    first, second = (json.dumps(agreements_chart(case, network).to_dict()) for _ in range(2))
    assert first == second


def test_no_two_names_stand_on_each_other_and_those_without_a_group_stand_first() -> None:
    text = "detente: 1\ntitle: A network\nas_of: 2010-01-01\n"
    text += "parties: {a: {}, b: {}, g: {}, h: {}, s: {}, n: {}}\n"
    text += "blocs: {bloc: {members: [a, b]}, east: {members: [g, h]}}\n"
    text += "agreements: {x: {between: [a, east]}, y: {between: [east, n]}, z: {between: [b, s, n]}}\n"
    case = Case.from_text(text)
    placed = layout(case, network_of(case, "bloc", "n"))
    places = [(one.column, one.row) for one in (*placed.points, *placed.groups)]
    assert all(one != other for one, other in combinations(places, 2))
    rows = list(placed.agreements.values())
    assert all(abs(one - other) >= 1 for one, other in combinations(rows, 2))
    [bloc, east] = placed.groups
    assert (bloc.name, east.name) == ("bloc", "east")
    assert placed.place_of["n"] < placed.place_of["s"] < (east.column, east.row) < placed.place_of["g"]


def test_many_parties_with_the_same_agreements_are_one_point() -> None:
    case = load("nato-russia-2010")
    network = network_of(case, "nato", "russia")
    placed = layout(case, network)
    [together] = [point for point in placed.points if point.column == 0]
    assert together.name == "Albania and 27 others"
    assert {placed.place_of[member] for member in network.members} == {(0, together.row)}
    assert "27 others" in drawn(agreements_chart(case, network).to_dict(), 700)


def test_a_bloc_without_agreements_is_drawn_all_the_same() -> None:
    case = Case.from_text(
        "detente: 1\ntitle: Nothing\nas_of: 2010-01-01\nparties: {a: {}, b: {}, n: {}}\n"
        "blocs: {bloc: {members: [a, b]}}\n"
    )
    picture = drawn(agreements_chart(case, network_of(case, "bloc", "n")).to_dict(), 400)
    assert ">a<" in picture


@pytest.mark.parametrize("width", [350, 720])
@pytest.mark.parametrize("variant", [None, "csto_replaces", "csto_complements"])
def test_no_line_runs_through_a_name(variant: str | None, width: int) -> None:
    """A name has six pixels a character at a size of eleven; lines that slant end beside all names."""
    case = load("nato-russia-2010", variant)
    picture = drawn(agreements_chart(case, network_of(case, "csto", "nato")).to_dict(), width)
    root = ET.fromstring(picture)  # noqa: S314 - our own drawing
    lines = [_line(one) for one in root.iter(f"{{{SVG}}}line")]
    named = [one for one in root.iter(f"{{{SVG}}}text") if one.attrib["text-anchor"] == "middle"]
    assert named
    slanted = [(start, end) for start, end in lines if abs(start[1] - end[1]) > 1]
    assert slanted
    for text in named:
        words = [one.text or "" for one in text.iter() if one.text]
        middle, half = _moved(text)[0], 6 * max(map(len, words)) / 2
        for start, end in slanted:
            assert max(start[0], end[0]) <= middle - half or min(start[0], end[0]) >= middle + half


def _moved(element: ET.Element) -> tuple[float, float]:
    x, y = element.attrib["transform"].removeprefix("translate(").split(")")[0].split(",")
    return float(x), float(y)


def _line(element: ET.Element) -> tuple[tuple[float, float], tuple[float, float]]:
    (x, y), to = _moved(element), element.attrib
    return (x, y), (x + float(to.get("x2", 0)), y + float(to.get("y2", 0)))
