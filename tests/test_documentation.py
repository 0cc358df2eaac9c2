"""The examples of the README and of the docs run and print what the page shows; its links lead somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from detente.case.case import Case, bundled
from detente.case.document import read_document
from detente.claims.analysis import analyse
from tools.documentation import PAGES, ROOT, Page

if TYPE_CHECKING:
    from pathlib import Path

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _anchor(heading: str) -> str:
    """Return the anchor that readers of Markdown give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _broken_links(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    broken = []
    for link in LINK.findall(text):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        there = target.exists() and (
            not anchor or anchor in map(_anchor, HEADING.findall(target.read_text(encoding="utf-8")))
        )
        if not there:
            broken.append(link)
    return broken


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_examples_run_and_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    """If only wording has changed, run: python -m tools.documentation; and read the difference."""
    ran = Page(page)
    ran.run(tmp_path)
    assert "".join(ran.wrong) == ""


@pytest.mark.parametrize("page", [*PAGES, ROOT / "docs" / "notebook.ipynb"], ids=_name)
def test_links_within_the_documentation_lead_somewhere(page: Path) -> None:
    assert _broken_links(page) == []


def test_the_change_that_the_readme_suggests_flips_the_claim_that_it_names() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [(after, before)] = re.findall(r"write (\w+: \S+) in place of (\w+: \[[^]]+\])", readme)
    [claim] = re.findall(r"what the report says of claim (\w+) now", readme)
    text = bundled()["nato-russia-2010"].read_text(encoding="utf-8")
    assert text.count(before) == 1
    held = []
    for case in (Case.from_text(text), Case.from_text(text.replace(before, after))):
        named = [one for one in case.claims if one.id == claim]
        held += [one.nominal for one in analyse(case, claims=named, sufficient=False).claims]
    assert held == [True, False]


def test_pictures_are_small_and_shown_somewhere() -> None:
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for picture in (ROOT / "docs" / "pictures").iterdir():
        assert f"pictures/{picture.name})" in shown
        assert picture.stat().st_size < 300_000


def test_the_file_of_the_tutorial_is_what_its_reader_ends_with(tmp_path: Path) -> None:
    Page(ROOT / "docs" / "tutorial.md").run(tmp_path, frozenset({"yaml"}))
    ends_with = read_document(tmp_path / "river.yaml").tree
    assert read_document(ROOT / "docs" / "river.yaml").tree == ends_with


def test_an_example_that_prints_something_else_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```python\nx = 1\n```\ntext\n```python\n>>> x\n2\n>>> x\n1\n```\n", encoding="utf-8")
    ran = Page(page)
    ran.run(tmp_path)
    wrong = "".join(ran.wrong)
    assert "line 6" in wrong
    assert wrong.count("Failed example") == 1


def test_a_command_that_prints_something_else_is_found_and_shown_anew(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ detente explain nowhere x\nnothing\n```\n", encoding="utf-8")
    ran = Page(page)
    ran.run(tmp_path)
    assert "detente explain nowhere x" in ran.wrong[0]
    assert "no file and no bundled case 'nowhere'" in ran.shown
    page.write_text(ran.shown, encoding="utf-8")
    again = Page(page)
    again.run(tmp_path)
    assert again.wrong == []


def test_a_file_is_written_and_then_changed_as_the_page_says(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    first, then = "x:\n  y: 1\n  z: {a: 1}\n", "x:\n  y: 2\n  z: {b: 2}\nw: 3\n"
    page.write_text(f"```yaml a.yaml\n{first}```\n```yaml a.yaml\n{then}```\n", encoding="utf-8")
    Page(page).run(tmp_path)
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "x:\n  y: 2\n  z: {b: 2}\nw: 3\n"


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A head\n[a](page.md#a-head) [b](page.md#b) [c](gone.md)\n", encoding="utf-8")
    assert _broken_links(page) == ["page.md#b", "gone.md"]
