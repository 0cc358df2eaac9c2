"""The command that turns a case into a file of another program, and such a file into a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.case.file_kinds import is_excel
from detente.cli.app import app
from detente.cli.asking import read_case
from detente.cli.keeping import GMCR
from detente.options import Out, Variant, not_the_answer, refuse_to_write_over, writable_file
from detente.terminal import fail, show, working

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.case import Case

__all__ = ["convert"]

CASE = (".yaml", ".yml")
"""How the names of case files end."""
EXCEL = ".xlsx"
"""How the names of Excel files end."""


@app.command()
def convert(
    case: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            callback=not_the_answer,
            help="A case file or the name of a bundled case; an Excel file; or a .gmcr file of GMCR+.",
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Argument(
            metavar="TO",
            callback=writable_file,
            help="What to write: a case file (.yaml), an Excel file (.xlsx) or a file of GMCR+ (.gmcr).",
        ),
    ] = None,
    variant: Variant = None,
    today: Annotated[
        int | None,
        typer.Option(
            "--today",
            help="Of a .gmcr file: number of the state that holds today, instead of that in which nothing is"
            " chosen, or of the first one.",
        ),
    ] = None,
    out: Out = None,
) -> None:
    """Make an Excel file of a case, or a .gmcr file of GMCR+; and a case of such a file.

    An Excel file says all that the case says, but for comments, of which it is told how many stay behind. In
    a .gmcr file states, moves and preferences are the same, which is checked; what that format cannot say is
    refused. No file that exists already is written over.

    Example: detente convert panama-canal canal.xlsx
    """
    if to is not None and out is not None:
        fail("what to write is named once: after the file, or with --out")
    to = to or out
    refuse_to_write_over(case, to)
    ending = "" if to is None else to.suffix.lower()
    wrong = _wrong(case, ending, variant, today)
    if to is not None and to.is_file():
        wrong.append(f"{to}: the file exists already; name another one, or remove it first")
    if wrong:
        fail("\n".join(wrong))
    with working("convert") as say:
        written = _converted(case, ending, variant, today, say)
    if isinstance(written, bytes):
        from detente.case.writing import write_whole

        assert to is not None
        write_whole(to, written)
    else:
        show(written.removesuffix("\n"), to)


def _wrong(case: str, ending: str, variant: str | None, today: int | None) -> list[str]:
    """Return what cannot be asked of a file."""
    wrong = []
    of_gmcr, of_excel = case.lower().endswith(GMCR), is_excel(Path(case))
    if of_gmcr and variant is not None:
        wrong.append(f"--variant is of a case, and a {GMCR} file has no variants")
    if not of_gmcr and today is not None:
        wrong.append(f"--today is of a {GMCR} file: a case says itself what holds today")
    if of_gmcr and ending and ending not in {*CASE, EXCEL}:
        wrong.append(
            f"a case is made of a {GMCR} file: with --out, name one that ends in {CASE[0]} or {EXCEL}"
        )
    elif of_excel and ending and ending not in {*CASE, EXCEL, GMCR}:
        wrong.append(f"a case is made of an Excel file: name one that ends in {CASE[0]}")
    elif not of_gmcr and not of_excel and ending not in {EXCEL, GMCR}:
        wrong.append(
            f"an {EXCEL} or a {GMCR} file is made of a case: name it, as in `detente convert CASE out{EXCEL}`"
        )
    return wrong


def _converted(
    case: str, ending: str, variant: str | None, today: int | None, say: Callable[[str], None]
) -> str | bytes:
    """Return what is to be written."""
    from detente.case.case import Case

    if case.lower().endswith(GMCR):
        say("the conflict")
        text = _of_gmcr(Path(case), today)
        return _as_excel(Case.from_text(text, case)) if ending == EXCEL else text
    read = read_case(case, variant)
    if ending == GMCR:
        say("the conflict")
        return _as_gmcr(read)
    if ending != EXCEL:
        return read.to_yaml()
    say("the tables")
    _warn_of_comments(read, case)
    return _as_excel(read)


def _warn_of_comments(read: Case, case: str) -> None:
    from detente.case.problems import Problem, Severity
    from detente.formats.excel import left_behind

    if said := left_behind(read):
        typer.echo(str(Problem(said, case, severity=Severity.WARNING)), err=True)


def _as_excel(case: Case) -> bytes:
    from detente.formats.excel import excel_bytes

    return excel_bytes(case)


def _of_gmcr(path: Path, today: int | None) -> str:
    from detente.formats.gmcr import case_of_gmcr, read_gmcr

    read = read_gmcr(path)
    found = case_of_gmcr(read, today, path.name)
    for warning in (*read.warnings, *found.warnings):
        typer.echo(str(warning), err=True)
    return found.text


def _as_gmcr(case: Case) -> str:
    from detente.formats.gmcr import gmcr_of_case

    found = gmcr_of_case(case)
    for warning in found.warnings:
        typer.echo(str(warning), err=True)
    return found.text
