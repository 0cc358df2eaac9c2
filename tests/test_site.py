"""The site leads to every page once, reads there as it does elsewhere, and fetches nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from tools.check_site import foreign, main
from tools.documentation import PAGES, ROOT
from tools.site_markdown import for_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCS = ROOT / "docs"
IN_DOCS = [page for page in PAGES if page.is_relative_to(DOCS)]
SETTINGS: dict[str, Any] = YAML().load(ROOT / "mkdocs.yml")
ITEM = re.compile(r"( *)(?:[-*]|\d+\.) ")

FENCE = re.compile(r" *```((\w+)( title=\"[^\"]+\")?)?")

PLANTED = {
    "script": '<script src="https://example.org/a.js"></script>',
    "style sheet": '<link rel="stylesheet" href="//example.org/a.css">',
    "font": "<style>@font-face {src: url('https://example.org/a.woff2')}</style>",
    "import": '<style>@import "https://example.org/a.css";</style>',
    "picture": '<p style="x"><img alt="" src="HTTPS://example.org/a.png"></p>',
    "one picture of several": '<img alt="" srcset="a.png 1x, https://example.org/b.png 2x">',
    "background": '<p style="background: url(https://example.org/a.png)">',
    "all that is named from there": '<base href="https://example.org/"><img alt="" src="a.png">',
    "drawing": '<svg><use xlink:href="https://example.org/a.svg#b"/></svg>',
}


def _pages(entries: list[Any]) -> Iterator[str]:
    for entry in entries:
        for value in entry.values():
            if isinstance(value, str):
                yield value
            else:
                yield from _pages(value)


def test_every_page_is_in_the_navigation_once() -> None:
    written = [page.relative_to(DOCS).as_posix() for page in IN_DOCS]
    made = [page.relative_to(DOCS).with_suffix(".md").as_posix() for page in DOCS.rglob("*.ipynb")]
    assert sorted(_pages(SETTINGS["nav"])) == sorted(written + made)


def test_the_front_page_leads_to_every_other() -> None:
    front = (DOCS / "index.md").read_text(encoding="utf-8")
    others = [page for page in [*IN_DOCS, *DOCS.rglob("*.ipynb")] if page != DOCS / "index.md"]
    assert [page for page in others if f"]({page.relative_to(DOCS).as_posix()})" not in front] == []


@pytest.mark.parametrize("page", sorted((DOCS / "theory").iterdir()), ids=lambda page: page.stem)
def test_every_page_of_theory_leads_to_its_command(page: Path) -> None:
    assert "](../reference/command-line.md#detente-" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", IN_DOCS, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_a_page_that_lists_its_parts_lists_all_of_them_in_their_order(page: Path) -> None:
    prose = "".join(page.read_text(encoding="utf-8").split("```")[::2])
    listed = re.findall(r"^- \[([^]]+)\]\(#", prose, re.MULTILINE)
    assert listed in ([], re.findall(r"^## (.+)$", prose, re.MULTILINE))


def test_what_the_theme_would_fetch_is_here_or_left_out() -> None:
    assert SETTINGS["theme"]["font"] is False
    needed = [*SETTINGS["extra"]["polyfills"], *SETTINGS["extra_css"]]
    assert [name for name in needed if not (DOCS / name).is_file()] == []
    assert any("iframe-worker" in name for name in SETTINGS["extra"]["polyfills"])
    assert "repo_url" not in SETTINGS  # the theme would ask there how many like it


@pytest.mark.parametrize("page", IN_DOCS, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_lists_are_written_as_every_reader_of_markdown_takes_them(page: Path) -> None:
    """Python-Markdown wants a blank line before a list, and four spaces before what belongs to an item."""
    wrong = []
    before, in_block, in_list = "", False, False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        indent = len(line) - len(line.lstrip())
        is_item = ITEM.match(line) is not None
        if line.lstrip().startswith("```"):
            in_block = not in_block
            wrong += [number] if in_list and 0 < indent < 4 else []
        elif not in_block:
            starts_list = is_item and not in_list
            wrong += [number] if starts_list and before and not before.startswith("#") else []
            wrong += [number] if in_list and not before and 0 < indent < 4 else []
            in_list = is_item or (in_list and (not line or indent > 0))
        before = line
    assert wrong == []


@pytest.mark.parametrize("page", IN_DOCS, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_example_is_marked_as_the_site_knows_it(page: Path) -> None:
    shown = for_site(page.read_text(encoding="utf-8"), page.name)
    fences = [line for line in shown.splitlines() if line.lstrip().startswith("```")]
    assert len(fences) % 2 == 0
    assert [line for line in fences if not FENCE.fullmatch(line)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_example_stands_outside_a_block(page: Path) -> None:
    """There nobody would run it, and every reader of Markdown would take its prompts for quotations."""
    prose = page.read_text(encoding="utf-8").split("```")[::2]
    assert [line for part in prose for line in part.splitlines() if line.startswith((">>> ", "$ "))] == []


def test_files_are_named_above_examples_and_prompts_told_from_files() -> None:
    page = "1. A\n\n    ```yaml a.yaml\n    x: 1\n    ```\n```python\n>>> 1\n```\n```python\nx = 1\n```\n"
    shown = page.replace("a.yaml", 'title="a.yaml"').replace("python\n>>>", "pycon\n>>>")
    assert for_site(page, "a.md") == shown


def test_the_page_of_the_notebook_leads_to_its_file() -> None:
    assert for_site("[a](notebook.ipynb)", "notebook.md") == "[a](notebook.ipynb)"


@pytest.mark.parametrize("fault", PLANTED)
def test_what_would_be_fetched_from_elsewhere_is_found(fault: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html><body>{PLANTED[fault]}</body></html>", encoding="utf-8")
    assert len(foreign(page)) == 1
    assert main(tmp_path) == 1


def test_links_and_what_lies_beside_a_page_are_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = '<a href="https://example.org">there</a><script src="a.js"></script><svg xmlns="http://w3.org"/>'
    (tmp_path / "page.html").write_text(body, encoding="utf-8")
    (tmp_path / "a.css").write_text("a {background: url(data:image/png;base64,xx)}", encoding="utf-8")
    assert main(tmp_path) == 0
    assert "None of the 2 pages and styles" in capsys.readouterr().out


def test_a_style_sheet_is_looked_at_too(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>x</p>", encoding="utf-8")
    (tmp_path / "a.css").write_text('@import url("https://example.org/a.css");', encoding="utf-8")
    assert main(tmp_path) == 1


def test_a_site_that_was_not_built_is_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path) == 1
    assert "make site" in capsys.readouterr().out
