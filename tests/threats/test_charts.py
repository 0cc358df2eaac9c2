"""The pictures of threats: all sides are in them, and names, ties and units can be read on a telephone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from detente.case.case import Case
from detente.outcomes.charts.theme import SERIES
from detente.report.threats_said import threats_said
from detente.threats import analyse
from detente.threats.charts import slope_chart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.report.pictures import Picture
    from detente.threats.result import Threats

SIDES = ("Northland", "Southland", "Eastland", "Westland")
LONG = "Unlicensed transfer of portable air defence systems to groups"
MORE = f"{LONG}, which somebody described at length in place of giving it a name, with no end"
WORD = "Donaudampfschifffahrtsgesellschaft" * 4
Answer = tuple[int, int, int]


def found(
    sides: Sequence[str] = SIDES[:2],
    names: Sequence[str] = ("Piracy", "Drugs", "Terrorism"),
    answers: Sequence[Answer] = ((20, 40, 60),),
    **assessment: object,
) -> Threats:
    """Return what is found where on each side there is an expert for each answer, the same for all threats.

    Chances are per cent, and harm the same number. Patrols lessen every threat, ports the first one alone.
    """
    threats = {f"t{place}": {"name": name} for place, name in enumerate(names)}
    parties = {f"s{place}": {"name": name} for place, name in enumerate(sides)}
    given = {f"{side}e{place}": one for side in parties for place, one in enumerate(answers)}
    judged: dict[str, dict[str, Any]] = {
        "likelihood": {
            who: {threat: [n / 100 for n in one] for threat in threats} for who, one in given.items()
        },
        "impact": {who: {threat: list(one) for threat in threats} for who, one in given.items()},
    }
    said = {who: {scale: of[who] for scale, of in judged.items()} for who in given}
    blocks = {"patrols": dict.fromkeys(threats, 0.5), "ports": {"t0": 0.2}}
    mapping: dict[str, Any] = {
        "detente": 1,
        "title": "Threats",
        "as_of": "2010-02-01",
        "parties": parties,
        "blocks": {key: {"addresses": of, "decided_by": list(parties)} for key, of in blocks.items()},
        "threats": {
            "impact": {"unit": "points", "most": 100},
            "list": threats,
            "experts": {who: {"of": who.partition("e")[0]} for who in given},
            "rounds": [{"round": 1, "answers": said}],
            **assessment,
        },
    }
    return analyse(Case.from_mapping(mapping))


def layers(result: Threats, name: str) -> list[dict[str, Any]]:
    drawn: list[dict[str, Any]] = result.charts()[name].to_dict()["layer"]
    return drawn


def rows(result: Threats, name: str, field: str) -> list[dict[str, Any]]:
    """Return the rows of the first layer that has rows with a field."""
    every = [layer["data"]["values"] for layer in layers(result, name)]
    return next((values for values in every if values and field in values[0]), [])


def picture(result: Threats, name: str) -> Picture:
    said = threats_said(result)
    assert said is not None
    [one] = [one for one in said.pictures if one.name == name]
    return one


@pytest.mark.parametrize("scale", ["likelihood", "impact"])
@pytest.mark.parametrize("sides", [SIDES[:1], SIDES[:2], SIDES[:3], SIDES])
def test_every_side_is_in_the_densities_their_table_and_their_note(sides: Sequence[str], scale: str) -> None:
    result = found(sides)
    densities = {row["of"]: row["colour"] for row in rows(result, scale, "of")}
    assert len(densities) == 3 * len(sides)
    assert set(densities.values()) == set(SERIES[: len(sides)])
    shown = picture(result, f"threats_{scale}")
    assert len(shown.table.columns) == 1 + len(sides)
    assert all(
        f"{side} ({colour})" in shown.note
        for side, colour in zip(sides, ("blue", "orange", "green", "purple"), strict=False)
    )


def test_of_two_sides_one_is_above_the_line_and_one_below() -> None:
    result = found()
    edges: dict[float, set[bool]] = {}
    for row in rows(result, "likelihood", "of"):
        edges.setdefault(row["line"], set()).add(row["edge"] < row["line"])
    assert list(edges.values()) == [{True, False}] * 3
    assert not rows(result, "likelihood", "label")
    note = picture(result, "threats_likelihood").note
    assert note.startswith("Above the line: Northland (blue). Below it: Southland (orange).")


def test_of_more_sides_each_has_a_line_of_its_own_below_its_name() -> None:
    result = found((*SIDES[:2], f"{MORE} and {MORE}"))
    lines = sorted({row["line"] for row in rows(result, "impact", "of")})
    names = rows(result, "impact", "label")
    assert len(lines) == len(names) == 9
    assert [one["label"] for one in names[:2]] == ["Northland", "Southland"]
    assert max(len(one["label"]) for one in names) <= 44
    assert names[2]["label"].endswith("…")
    for row in rows(result, "impact", "of"):
        assert row["edge"] >= row["line"] - 22
    for one, line in zip(names, lines, strict=True):
        assert one["y"] + 12 < line - 22 < line


@pytest.mark.parametrize("name", [LONG, MORE, WORD])
@pytest.mark.parametrize(("chart", "width"), [("likelihood", 40), ("impact", 40), ("ranks", 19)])
def test_long_names_take_three_lines_at_most_which_fit_on_a_telephone(
    name: str, chart: str, width: int
) -> None:
    result = found(names=(name, "Drugs"))
    [lines, *_] = [row["lines"] for row in rows(result, chart, "lines")]
    assert max(map(len, lines)) <= width
    assert 1 < len(lines) <= 3
    assert lines[-1].endswith("…") or " ".join(lines) == name
    shown = picture(result, f"threats_{chart}")
    assert name in {row[0] for row in shown.table.rows}


def test_names_of_threats_with_many_lines_do_not_run_into_each_other() -> None:
    result = found(names=(LONG, MORE, "Drugs", LONG))
    for chart, line in (("likelihood", 16), ("ranks", 15)):
        names = rows(result, chart, "lines")
        assert len(names) == 4
        for one, after in pairwise(names):
            assert one["y"] + line * len(one["lines"]) < after["y"]


def test_threats_that_tie_have_places_of_their_own_and_the_same_number() -> None:
    """Six threats that all judge alike share the mean of the ranks from 1 to 6."""
    result = found(names=list("abcdef"))
    dots = rows(result, "ranks", "rank")
    assert {dot["rank"] for dot in dots} == {"3.5"}
    places = {(dot["at"], dot["y"]) for dot in dots}
    assert len(places) == len(dots) == 12
    for at in {at for at, _ in places}:
        heights = sorted(y for across, y in places if across == at)
        assert min(after - before for before, after in pairwise(heights)) > 22
    assert "tie" in picture(result, "threats_ranks").note


def test_a_threat_that_one_side_has_not_judged_stands_last_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ranks: Mapping[str, Mapping[str, float]] = {
        "s0": {"t0": 1, "t1": 2, "t2": 3},
        "s1": {"t2": 1, "t1": 2},
    }
    result = found()
    assert "An empty disc: not judged." not in picture(result, "threats_ranks").note
    monkeypatch.setattr(slope_chart, "ranks_of", lambda _: ranks)
    dots = rows(result, "ranks", "rank")
    assert [(dot["threat"], dot["rank"]) for dot in dots[3:]] == [("t2", "1"), ("t1", "2"), ("t0", "–")]
    assert [dot["ink"] == dot["colour"] for dot in dots[3:]] == [False, False, True]


@pytest.mark.parametrize(
    ("sides", "heads"),
    [
        (SIDES[:2], [["Northland"], ["Southland"]]),
        (SIDES[:3], [["Northland"], ["Southland"], ["Eastland"]]),
        (SIDES, [["A"], ["B"], ["C"], ["D"]]),
        (("Northland", "Bosnia and Herzegovina"), [["Northland"], ["Bosnia and", "Herzegovina"]]),
        (("Northland", MORE), [["A"], ["B"]]),
    ],
)
def test_names_of_sides_stand_above_their_ranks_or_letters_do(
    sides: Sequence[str], heads: Sequence[Sequence[str]]
) -> None:
    result = found(sides)
    every = [
        row
        for layer in layers(result, "ranks")
        for row in layer["data"]["values"]
        if {"at", "lines"} <= set(row)
    ]
    assert [row["lines"] for row in every] == heads
    note = picture(result, "threats_ranks").note
    for head, side in zip(heads, sides, strict=True):
        assert (f"{head[0]}: {side}" in note) == (len(head[0]) == 1)


def test_many_sides_are_not_squeezed_into_the_ranks_and_it_is_said() -> None:
    result = found([f"Side {place}" for place in range(9)])
    assert len({dot["at"] for dot in rows(result, "ranks", "rank")}) == slope_chart.MOST_SIDES
    shown = picture(result, "threats_ranks")
    assert "The first 7 sides are drawn." in shown.note
    assert len(shown.table.columns) == 10


def test_a_density_of_many_steps_is_one_area_without_gaps() -> None:
    """Twenty experts of each side: every step of a density begins where the one before ends."""
    answers = [(10 + one, 40 + one, 70 + one) for one in range(20)]
    result = found(answers=answers)
    [areas] = [layer for layer in layers(result, "likelihood") if layer["mark"]["type"] == "area"]
    assert areas["mark"]["interpolate"] == "step-after"
    of_one = [row for row in areas["data"]["values"] if row["of"] == "t0 side: s0"]
    assert len(of_one) > 40
    assert all(before["at"] < after["at"] for before, after in pairwise(of_one))
    assert picture(result, "threats_likelihood").narrow.count(": median") == 6


def test_parts_of_joint_work_have_the_letter_and_the_colour_of_their_threat() -> None:
    result = found(names=("Piracy", LONG, "Terrorism"))
    bars = rows(result, "agenda", "start")
    assert [(bar["label"], bar["colour"]) for bar in bars if "patrols" in bar["says"].lower()] == [
        ("A", SERIES[0]),
        ("B", SERIES[1]),
        ("C", SERIES[2]),
    ]
    [ports] = [bar for bar in bars if "ports" in bar["says"].lower()]
    assert (ports["label"], ports["colour"]) == ("A", SERIES[0])
    note = picture(result, "threats_agenda").note
    assert f"A: Piracy (blue); B: {LONG} (orange); C: Terrorism (green)." in note


@pytest.mark.parametrize(
    ("impact", "title"),
    [
        ({"unit": "points", "most": 100}, ["points"]),
        ({"most": 100}, ["harm"]),
        (
            {"unit": "thousand millions of euros of 2010 that all of them lose", "most": 100},
            ["thousand millions of euros of 2010 that", "all of them lose"],
        ),
    ],
    ids=["a unit", "no unit", "a long unit"],
)
def test_axes_tell_their_unit(impact: Mapping[str, Any], title: Sequence[str]) -> None:
    result = found(impact=impact)
    assert layers(result, "impact")[0]["encoding"]["x"]["axis"]["title"] == title
    assert layers(result, "likelihood")[0]["encoding"]["x"]["axis"]["title"] == ["chance"]


def test_fitted_lines_differ_by_dashes_as_well_and_the_note_names_both() -> None:
    result = found(SIDES[:3], protocol="shelf")
    looks = {(row["colour"], tuple(row["dash"])) for row in rows(result, "impact fitted", "dash")}
    assert len(looks) == len({dash for _, dash in looks}) == 3
    assert layers(result, "impact fitted")[0]["encoding"]["x"]["axis"]["title"] == ["points"]
    note = picture(result, "threats_impact_fitted").note
    assert "Northland blue and unbroken, Southland orange and dashed, Eastland green and dotted" in note
