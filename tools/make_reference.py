"""Write the generated parts of the reference: tables of fields, quantities, sheets, and the command line.

A page of ``docs/reference`` marks where a part goes::

    <!-- generated: fields Issue -->
    <!-- end -->

Everything else on the page is written by hand. Run as ``python -m tools.make_reference``.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

import typer

from detente.claims.registry import quantities
from detente.cli import app
from detente.formats.excel.columns import alone, columns_of
from detente.formats.excel.tables import ALONE, ENTRY, TABLES, VALUE
from tools.documentation import ROOT
from tools.reference_fields import fields, sections

__all__ = ["PAGES", "commands", "filled", "places"]

Given = Any
"""A command, an argument or an option, for which the command-line library has no public type."""

PAGES = tuple(sorted((ROOT / "docs" / "reference").glob("*.md")))

_PLACE = re.compile(r"<!-- generated: ([^>]*?) -->\n(.*?)<!-- end -->", re.DOTALL)


def places(text: str) -> list[str]:
    """Return what a page asks to be generated."""
    return [place[1] for place in _PLACE.finditer(text)]


def filled(text: str) -> str:
    """Return a page with all its generated parts as they are today.

    Raises ``KeyError`` for a part that does not exist.
    """
    return _PLACE.sub(lambda place: f"<!-- generated: {place[1]} -->\n{_part(place[1])}\n<!-- end -->", text)


def commands() -> dict[str, Given]:
    """Return the commands of the command line by name."""
    group: Given = typer.main.get_command(app)
    return dict(group.commands)


def _part(place: str) -> str:
    kind, _, name = place.partition(" ")
    match kind:
        case "fields":
            return fields(sections()[name])
        case "command":
            return _command(name, commands()[name])
        case "quantities":
            return _quantities()
        case "sheets":
            return _sheets()
        case "grammar":
            grammar = files("detente.case").joinpath("grammar.lark").read_text(encoding="utf-8")
            return f"```text\n{grammar.strip()}\n```"
    raise KeyError(place)


def _quantities() -> str:
    rows = ["| quantity | unit | meaning |", "|---|---|---|"]
    for _, one in quantities().values():
        rows.append(f"| `{one.signature}` | {one.unit} | {_one_line(one.help)} |")
    return "\n".join(rows)


def _sheets() -> str:
    rows = ["| sheet | columns |", "|---|---|"]
    rows.append(f"| `{ALONE}`: What there is but once, an entry on each row. | `{ENTRY}`, `{VALUE}` |")
    for table in TABLES:
        columns = ", ".join(f"`{column.title}`" for column in columns_of(table))
        rows.append(f"| `{table.sheet}`: {table.says} | {columns} |")
    once = ", ".join(f"`{column.title}`" for column in alone())
    return "\n".join([*rows, "", f"The entries on `{ALONE}` are {once}."])


def _command(name: str, command: Given) -> str:
    about, _, example = command.help.partition("Example:")
    given = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    usage = " ".join(["detente", name, *(one.metavar or one.name.upper() for one in given), "[OPTIONS]"])
    lines = [f"`{usage}`", "", _one_line(about), "", "| | meaning | without it |", "|---|---|---|"]
    lines += [_row(f"`{one.metavar or one.name.upper()}`", one) for one in given]
    lines += [_row(_written(one), one) for one in options]
    lines += [_row("`-h`, `--help`", None)]
    return "\n".join([*lines, "", "Example:", "", "```sh", _one_line(example), "```"])


def _written(option: Given) -> str:
    value = "" if option.is_flag else f" {option.metavar or option.name.upper()}"
    return ", ".join(f"`{name}{value}`" for name in option.opts)


def _row(written: str, parameter: Given) -> str:
    if parameter is None:
        return f"| {written} | Show the help of the command. | – |"
    default = "needed" if parameter.required else _default(parameter)
    return f"| {written} | {parameter.help} | {default} |"


def _default(parameter: Given) -> str:
    flag = getattr(parameter, "is_flag", False)  # which arguments do not have
    return "–" if flag or parameter.default is None else f"`{parameter.default}`"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    """Fill every page of the reference anew."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        if filled(text) != text:
            page.write_text(filled(text), encoding="utf-8")
            print(f"{page.relative_to(ROOT)} is up to date again")


if __name__ == "__main__":
    main()
