"""What the scripts of the page do in a browser: pictures that are saved, and numbers that are moved.

They need Chromium, so `make check-report` runs them and `make test` does not. Every number that a script
shows is held against that of the analysis in Python for the case so changed.
"""

from __future__ import annotations

import csv
import io
import struct
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from ruamel.yaml import YAML

from detente.bargaining.solutions.gains import gains_of
from detente.bargaining.solutions.nash import nash
from detente.bargaining.zone import Zone, listed
from detente.case.case import Case, bundled
from detente.outcomes.negotiation import negotiation_of
from detente.report.report import make_report
from detente.roadmap import analyse as analyse_roadmap
from detente.roadmap.sentences import chance_says
from tools.check_report import find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Download, Page

    from detente.outcomes.negotiation import Negotiation

BLOC = """
detente: 1
title: A pact
as_of: 2020-01-02
parties:
  a: {name: Alpha}
  b: {name: Beta, walk_away: 20.5}
  c: {name: Gamma, red_lines: [{id: never, never: x is r and y is t}]}
blocs: {pact: {name: The pact, members: [a, b], decides_by: consensus}}
issues:
  x:
    options: [o, p, r]
    today: o
    decided_by: [pact, c]
    stances:
      a: {points: {o: 10, p: 35.25, r: 60}}
      b: {points: {o: 40, p: 30, r: 10}}
      c: {order: p > r > o, demands: p}
  y:
    options: [s, t, u]
    today: s
    decided_by: [pact, c]
    stances:
      a: {points: {s: 10, t: 0, u: 5}}
      b: {points: {s: 0, t: 25, u: 20}}
      c: {points: {s: 30, t: 40, u: 10}}
horizon: {from: 2020, to: 2023}
roadmap: {goal: late done}
trust: [{from: a, to: c, level: 0.3}, {from: c, to: a, level: 0.45}]
blocks:
  early: {name: An early step, delivers: 0.6, earns: [{from: a, to: c, by: 0.1}, {from: c, to: a, by: 0.1}]}
  late:
    name: A late step
    delivers: 0.5
    needs: [{from: a, to: c, level: 0.4}, {from: c, to: a, level: 0.4}]
"""


@contextmanager
def _opened(folder: Path, case: Case, *, dark: bool = False) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright

    path = folder / "report.html"
    path.write_text(make_report(case).html(), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        page = browser.new_page(offline=True, color_scheme="dark" if dark else "light")
        said: list[str] = []
        page.on("console", lambda one: said.append(one.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path.as_uri())
        yield page
        assert said == []
        browser.close()


def _saved(page: Page, kind: str, figure: str = "zone") -> Download:
    with page.expect_download() as found:
        page.locator(f"#figure-{figure} .save button", has_text=kind).click()
    return found.value


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_picture_is_saved_as_it_looks_on_white(tmp_path: Path, dark: bool) -> None:  # noqa: FBT001 - of a table
    with _opened(
        tmp_path, Case.from_text(bundled()["harbour"].read_text(encoding="utf-8")), dark=dark
    ) as page:
        saved = _saved(page, "SVG")
        assert saved.suggested_filename.endswith("-zone.svg")
        text = saved.path().read_text(encoding="utf-8")
        assert "var(" not in text
        root = ET.fromstring(text)  # noqa: S314 - our own drawing, a moment old
        assert [child.tag.rpartition("}")[2] for child in root][:3] == ["title", "desc", "rect"]
        assert root[2].attrib["fill"] == "#ffffff"
        png = _saved(page, "PNG").path().read_bytes()
        assert png.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", png[16:24])
        assert (width, height) == (2 * float(root.attrib["width"]), 2 * float(root.attrib["height"]))
        shown = page.evaluate(
            "[...document.querySelectorAll('#figure-zone table tr')].map(row => [...row.cells].map(one =>"
            " one.textContent.trim()))"
        )
        table = _saved(page, "CSV").path().read_text(encoding="utf-8-sig")
        assert list(csv.reader(io.StringIO(table))) == shown


def test_what_colours_mean_goes_with_a_saved_picture(tmp_path: Path) -> None:
    with _opened(tmp_path, Case.from_text(BLOC)) as page:
        root = ET.fromstring(  # noqa: S314 - our own drawing, a moment old
            _saved(page, "SVG", "ground").path().read_text(encoding="utf-8")
        )
        assert (root[1].text or "").endswith("judgement: orange; no evidence: purple.")


def _set(page: Page, selector: str, value: float) -> None:
    page.locator(selector).evaluate(
        "(slider, value) => { slider.value = value;"
        " slider.dispatchEvent(new Event('input', {bubbles: true})) }",
        value,
    )


def _moved(text: str, floors: dict[str, Fraction]) -> Negotiation:
    """Return the negotiation of a case in which no agreement is worth so much to some parties."""
    tree: dict[str, Any] = YAML().load(text)
    for party, floor in floors.items():
        tree["parties"][party] = {**(tree["parties"][party] or {}), "walk_away": float(floor)}
    written = io.StringIO()
    YAML().dump(tree, written)
    return negotiation_of(Case.from_text(written.getvalue()).nominal)


def _expected(negotiation: Negotiation) -> tuple[int, list[int]]:
    """Return how many packages can be signed, and which ones Nash picks, by their rows among all."""
    written = Zone(negotiation).written_out
    assert written is not None
    values = written.values[:, : len(negotiation.signatories)]
    units = negotiation.domain.units[: len(negotiation.signatories)]
    gains = gains_of(values, units, [negotiation.walk_away[key] for key in negotiation.signatories])
    options = tuple(tuple(negotiation.case.issues[issue].options) for issue in negotiation.issues)
    every = listed(negotiation.issues, options, negotiation.rules)
    assert every is not None
    rows = {tuple(package): row for row, package in enumerate(every.packages.tolist())}
    picked = [rows[tuple(written.listing.packages[written.rows[row]].tolist())] for row in nash(gains)]
    return len(written.rows), sorted(picked)


def _answered(page: Page) -> tuple[int, list[int]]:
    page.wait_for_timeout(300)
    count = page.locator("#what-if-zone .count").inner_text().split()[0].replace(",", "")
    best = page.locator("#what-if-zone").get_attribute("data-best") or ""
    return int(count), [int(one) for one in best.split()]


@pytest.mark.parametrize(
    ("name", "parties", "moves"),
    [
        (
            "harbour",
            ["mayor", "cities", "union", "sportco", "tourism", "league"],
            [(3, -6), (0, -20), (5, 9)],
        ),
        ("bloc", ["a", "b", "c"], [(0, -20), (1, -12), (2, -40), (1, 30)]),
    ],
)
def test_floors_that_are_moved_count_as_in_the_analysis(
    name: str, parties: list[str], moves: list[tuple[int, int]], tmp_path: Path
) -> None:
    text = BLOC if name == "bloc" else bundled()[name].read_text(encoding="utf-8")
    floors: dict[str, Fraction] = {}
    with _opened(tmp_path, Case.from_text(text)) as page:
        assert _answered(page) == _expected(_moved(text, floors))
        for place, steps in moves:
            slider = page.locator(f"#floor-{place}")
            stride = int(slider.get_attribute("step") or 0)
            value = int(slider.input_value()) + steps * stride
            _set(page, f"#floor-{place}", value)
            points = Fraction(slider.get_attribute("data-points") or "0").limit_denominator(10**6)
            floors[parties[place]] = value * points
            assert _answered(page) == _expected(_moved(text, floors))
        page.locator("#what-if-zone button[type=reset]").click()
        assert _answered(page) == _expected(_moved(text, {}))


def test_lines_that_are_lifted_count_as_in_the_analysis(tmp_path: Path) -> None:
    negotiation = _moved(BLOC, {})
    with _opened(tmp_path, Case.from_text(BLOC)) as page:
        for place in range(len(negotiation.lines)):
            page.locator(f"#line-{place}").uncheck()
            gone = frozenset(one.id for one in negotiation.lines[: place + 1])
            assert _answered(page) == _expected(replace(negotiation, dropped=gone))


def test_trust_and_delivery_that_are_moved_are_those_of_the_analysis(tmp_path: Path) -> None:
    """Two steps of trust less and two more; and the early step sure, then impossible."""
    with _opened(tmp_path, Case.from_text(BLOC)) as page:
        for first, second in ((-2, 0), (2, -1), (0, 0)):
            text = BLOC.replace("level: 0.3}", f"level: {0.3 + 0.05 * first:.2f}}}")
            text = text.replace("level: 0.45}", f"level: {0.45 + 0.05 * second:.2f}}}")
            _set(page, "#trust-0", 2 + first)
            _set(page, "#trust-1", 2 + second)
            said = page.locator(".by-trust").inner_text()
            assert said.endswith(f" {chance_says(analyse_roadmap(Case.from_text(text)).probability)}.")
        for stop, chance in ((0, 0.0), (3, 0.6), (5, 1.0)):
            text = BLOC.replace("delivers: 0.6", f"delivers: {chance}")
            _set(page, "#delivered", stop)
            said = page.locator(".by-delivery").inner_text()
            assert said.endswith(f" {chance_says(analyse_roadmap(Case.from_text(text)).probability)}.")
