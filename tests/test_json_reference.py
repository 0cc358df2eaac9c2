"""What ``--json`` prints is documented key by key, and nothing is documented that is never printed."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

import detente
from detente.bargaining.ensemble import with_draws
from detente.report.checked import checked
from detente.report.explained import explained
from detente.report.lists import listed_cases, listed_quantities
from detente.roadmap.relations.events import Events
from detente.roadmap.relations.relations_index import relations_index
from tools.documentation import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.report.answer import Answer

PAGE = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
COMMANDS = ("bargaining", "roadmap", "claims", "others")
DOCUMENTED = {
    command: ROW.findall(part)
    for command, part in zip(COMMANDS, re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:], strict=True)
}
"""The keys in the tables of each part of the page."""

NOTHING_SIGNABLE = """\
detente: 1
title: Nobody gets what it needs
as_of: 2020-01-01
parties: {north: {walk_away: 80}, south: {walk_away: 80}}
issues:
  border:
    options: [closed, open]
    today: closed
    decided_by: [north, south]
    stances: {north: closed > open, south: {order: open > closed, demands: open}}
claims:
  - {id: K1, says: Not there yet., holds_if: signable_trust() > 0}
  - {id: K2, says: It waits., waits_for: roadmap}
"""

SOMEBODY_ELSE_LOSES = """\
detente: 1
title: At the cost of the third
as_of: 2020-01-01
parties: {north: {}, south: {}, east: {}, west: {}}
issues:
  river:
    options: [flows, diverted]
    today: flows
    decided_by: [north, south]
    stances: {north: diverted > flows, south: diverted > flows, east: flows > diverted}
  gauge:
    options: [none, shared]
    today: none
    decided_by: [north, south]
    stances: {west: none > shared}
"""


@pytest.fixture(scope="module")
def printed() -> dict[str, set[str]]:
    """Return the keys that are printed for cases which between them show every part of an answer."""
    nato, panama = detente.load("nato-russia-2010"), detente.load("panama-canal")
    river = detente.load(ROOT / "docs" / "river.yaml")
    crossing = detente.load(ROOT / "tests" / "roadmap" / "crossing.yaml")
    hopeless, unfair = map(detente.Case.from_text, (NOTHING_SIGNABLE, SOMEBODY_ELSE_LOSES))
    cases = (nato, nato.with_variant("order_talks"), panama, hopeless, unfair)
    found = [detente.bargaining.analyse(case) for case in cases]
    answers: dict[str, list[Answer]] = {
        "bargaining": [*found, with_draws(found[2], 3, 0)],
        "roadmap": [
            detente.roadmap.analyse(crossing),
            detente.roadmap.analyse(crossing.with_variant("two")),
            detente.roadmap.compare(crossing, ["no_window", "survey_now"]),
        ],
        "claims": [detente.claims.analyse(case, draws=draws) for case, draws in ((hopeless, 0), (river, 40))],
        "others": [
            listed_cases(),
            listed_quantities(),
            checked(hopeless.document),
            explained(panama, "duration is usa"),
            explained(nato, "veto is full"),
            explained(panama, "signable() > 0"),
            explained(panama, "signable()"),
            relations_index(Events("events.csv", dt.date(2010, 2, 1), ()), "one", "other", draws=100),
        ],
    }
    return {
        command: {path for answer in given for path in _paths(answer.to_json())}
        for command, given in answers.items()
    }


def _paths(value: object, path: str = "") -> Iterator[str]:
    """Yield the way to every value, lists as ``[]``; an empty list or mapping counts as a value."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _paths(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value:
        for item in value:
            yield from _paths(item, f"{path}[]")
    else:
        yield path


def _covers(documented: str, path: str) -> bool:
    """Tell whether a documented key is this one, or contains it; any word may stand for one in braces."""
    words = (re.escape(part) for part in re.split(r"\{\w+\}", documented))
    return re.match(r"[^.\[\]]+".join(words) + r"(?=$|\.|\[)", path) is not None


def _inside(documented: str, path: str) -> bool:
    """Tell whether a documented key would stand in a list or mapping that is empty here."""
    return documented.startswith((f"{path}[]", f"{path}.{{"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_key_that_is_printed_is_documented(command: str, printed: dict[str, set[str]]) -> None:
    assert {
        path
        for path in printed[command]
        if not any(_covers(key, path) or _inside(key, path) for key in DOCUMENTED[command])
    } == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_key_that_is_documented_is_printed(command: str, printed: dict[str, set[str]]) -> None:
    assert {
        key for key in DOCUMENTED[command] if not any(_covers(key, path) for path in printed[command])
    } == set()
