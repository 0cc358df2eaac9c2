"""What holds of every page of a report, whatever the case."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import detente

if TYPE_CHECKING:
    from tests.report.page_reader import Element

__all__ = ["check_whole"]

SCRIPTS = Path(detente.__file__).parent / "report" / "scripts"


def check_whole(page: Element) -> None:
    """Check links, that nothing is loaded, that charts have words and numbers, and the order of headings."""
    _check_links(page)
    _check_loads_nothing(page)
    _check_charts(page)
    _check_headings(page)


def _check_links(page: Element) -> None:
    """Ids are unique, and every link within the page leads somewhere."""
    ids = [one.attributes["id"] for one in page.walk() if "id" in one.attributes]
    assert sorted(set(ids)) == sorted(ids)
    inner = {link.attributes["href"][1:] for link in page.all("a") if link.attributes["href"].startswith("#")}
    assert inner <= set(ids), inner - set(ids)
    described = {
        one.attributes["aria-describedby"] for one in page.walk() if "aria-describedby" in one.attributes
    }
    assert described <= set(ids)


def _check_loads_nothing(page: Element) -> None:
    """Nothing is loaded: other files are named only by links that a reader may follow."""
    policy = page.only("meta", http_equiv="Content-Security-Policy").attributes["content"]
    assert policy.startswith("default-src 'none'")
    _check_scripts(page, policy)
    for one in page.walk():
        named = {
            name: one.attributes[name] for name in ("src", "href", "srcset", "data") if name in one.attributes
        }
        if one.tag == "a":
            assert re.match(r"#|https?://", named.pop("href"))
        assert all(value.startswith("data:") for value in named.values()), (one.tag, named)
        style = one.attributes.get("style", "") + (one.text if one.tag == "style" else "")
        assert not re.search(r"url\(|@import|@font-face", style)


def _check_scripts(page: Element, policy: str) -> None:
    """Only scripts of the program run, each allowed by its checksum; all others hold nothing but values."""
    own = {path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js")}
    allowed = set(re.findall(r"'sha256-[^']+'", policy))
    running = [one for one in page.all("script") if one.attributes != {"type": "application/json"} | _id(one)]
    for one in running:
        written = "".join(map(str, one.content))
        assert written in own
        assert one.attributes == {}
        digest = base64.b64encode(hashlib.sha256(written.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in allowed
    assert len(allowed) == len(running)
    assert "unsafe" not in policy.partition("script-src")[2]
    for one in page.all("script", type="application/json"):
        json.loads("".join(map(str, one.content)))


def _id(element: Element) -> dict[str, str]:
    return {"id": element.attributes.get("id", "")}


def _check_charts(page: Element) -> None:
    """Every chart has words for those who do not see it, and its numbers in a table."""
    figures = page.all("figure")
    assert len(page.all("svg")) == 2 * len(figures)
    for figure in figures:
        assert len(figure.only("div", role="img").attributes["aria-label"]) > 20
        assert figure.only("figcaption").text
        assert figure.only("details").only("table").all("td")
        # Without a script nothing can be saved, so nothing offers it.
        assert "hidden" in figure.only("p", class_="save").attributes
        assert [
            one.attributes["aria-hidden"]
            for one in figure.all("div")
            if one.all("svg") and one.has(class_="wide")
        ]


def _check_headings(page: Element) -> None:
    """Headings start at one and leave out no level."""
    levels = [int(one.tag[1]) for one in page.walk() if re.fullmatch("h[1-6]", one.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
