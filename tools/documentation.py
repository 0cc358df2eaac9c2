"""Run the examples of the README and of the docs, and compare what they print with what the page shows.

A page's fenced blocks are its examples, by the first word after the fence:

``python``
    runs, in one namespace for the whole page; with ``>>>`` it is compared as a doctest is.
``yaml FILE``
    writes FILE where the page names it for the first time; later it is merged into it, as a reader would
    do by hand: what is new is added, what is there is replaced. A line in braces is replaced as a whole.
``csv FILE``, ``json FILE``
    writes FILE.
``console``
    runs the lines that start with ``$``, each a ``detente`` command, and compares what follows.

Other blocks are only shown. Line breaks count as spaces, so that long lines can be folded on the page, and
``...`` stands for anything. ``python -m tools.documentation`` shows again what has come to be printed
otherwise; read the difference before you keep it.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import sys
import tempfile
import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PAGES", "ROOT", "Page"]

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))

_BLOCK = re.compile(r"^```(\w+)(?: ([^\n`]*))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KINDS = frozenset({"python", "yaml", "csv", "json", "console"})
"""The blocks that are examples."""

_FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
_WIDTH = 100


@dataclass
class Page:
    """One page and the state of its examples; run it in a folder of its own.

    ``wrong`` collects, in words, what went otherwise than the page says; ``shown`` is the page with what is
    printed today.
    """

    path: Path
    wrong: list[str] = field(default_factory=list)
    shown: str = ""
    _names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})

    def run(self, folder: Path, kinds: frozenset[str] = KINDS) -> None:
        """Run the examples of some kinds, in order, with ``folder`` as the working folder."""
        text = self.path.read_text(encoding="utf-8")
        end = 0
        with contextlib.chdir(folder):
            for block in _BLOCK.finditer(text):
                start, stop = block.span(3)
                line = text.count("\n", 0, start)
                self.shown += text[end:start] + self._example(block, line, kinds)
                end = stop
        self.shown += text[end:]

    def _example(self, block: re.Match[str], line: int, kinds: frozenset[str]) -> str:
        language, about, body = block.groups()
        if language not in kinds:
            return body
        if language == "python":
            self._python(body, line)
        elif language == "yaml" and about:
            _write(Path(about), body)
        elif language in {"csv", "json"} and about:
            Path(about).write_text(body, encoding="utf-8")
        elif language == "console":
            return "".join(self._command(*example, line) for example in _commands(body))
        return body

    def _python(self, body: str, line: int) -> None:
        if ">>>" not in body:
            exec(compile("\n" * line + body, self.path, "exec"), self._names)  # noqa: S102 - our own pages
            return
        test = doctest.DocTestParser().get_doctest(body, self._names, self.path.name, str(self.path), line)
        doctest.DocTestRunner(optionflags=_FLAGS).run(test, out=self.wrong.append, clear_globs=False)
        self._names = test.globs

    def _command(self, command: str, expected: str, line: int) -> str:
        got = _printed(command)
        if doctest.OutputChecker().check_output(expected, got, _FLAGS):
            return f"$ {command}\n{expected}"
        about = f"{self.path.name}, examples after line {line}: {command}\n"
        self.wrong.append(f"{about}Expected:\n{expected}Got:\n{got}")
        return f"$ {command}\n{_folded(got)}"


def _commands(body: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a block with what the page shows it to print."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def _printed(command: str) -> str:
    """Return what a command prints, errors included, without starting another Python."""
    from detente.cli import run

    program, *arguments = shlex.split(command)
    if program != "detente":
        raise ValueError(f"only detente is run from the docs, not {program!r}")
    printed = io.StringIO()
    before = sys.argv
    sys.argv = [program, *arguments]
    try:
        with (
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
            contextlib.suppress(SystemExit),
        ):
            run()
    finally:
        sys.argv = before
    return printed.getvalue()


def _write(file: Path, text: str) -> None:
    if not file.exists():
        file.write_text(text, encoding="utf-8")
        return
    yaml = YAML()
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(file)
    _merge(tree, yaml.load(text))
    yaml.dump(tree, file)


def _merge(into: CommentedMap, change: CommentedMap) -> None:
    for key, value in change.items():
        if isinstance(value, CommentedMap) and key in into and not value.fa.flow_style():
            _merge(into[key], value)
        else:
            into[key] = value


def _folded(text: str) -> str:
    lines = (
        textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
        for line in text.splitlines()
    )
    return "".join(f"{line}\n" for folded in lines for line in folded)


def main(paths: list[str]) -> None:
    """Show again what the examples of the pages print; all pages where none is named."""
    for path in [Path(path).resolve() for path in paths] or PAGES:
        page = Page(path)
        with tempfile.TemporaryDirectory() as folder:
            page.run(Path(folder))
        if page.shown != path.read_text(encoding="utf-8"):
            path.write_text(page.shown, encoding="utf-8")
            print(f"{path.relative_to(ROOT)} shows something else now")


if __name__ == "__main__":
    main(sys.argv[1:])
