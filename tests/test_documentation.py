"""The Python examples of the README and of the docs run, and print what the page says they print."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _run(page: Path) -> list[str]:
    """Run the examples of a page in order, in one namespace, and return what went otherwise than it says."""
    text = page.read_text(encoding="utf-8")
    namespace: dict[str, object] = {"__name__": "__main__"}
    wrong: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    for example in EXAMPLE.finditer(text):
        line = text.count("\n", 0, example.start(1))
        if ">>>" in example[1]:
            test = doctest.DocTestParser().get_doctest(example[1], namespace, page.name, str(page), line)
            runner.run(test, out=wrong.append, clear_globs=False)
            namespace = test.globs
        else:
            exec(compile("\n" * line + example[1], page, "exec"), namespace)  # noqa: S102 - our own pages
    return wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_examples_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "".join(_run(page)) == ""


def test_an_example_that_prints_something_else_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```python\nx = 1\n```\ntext\n```python\n>>> x\n2\n>>> x\n1\n```\n", encoding="utf-8")
    wrong = "".join(_run(page))
    assert "line 6" in wrong
    assert wrong.count("Failed example") == 1
