"""The command that turns a case into a file of another program, and such a file into a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.app import app
from detente.cli.asking import read_case
from detente.cli.keeping import GMCR
from detente.options import Out, Variant, not_the_answer
from detente.terminal import fail, show, working

if TYPE_CHECKING:
    from detente.formats.gmcr import Converted

__all__ = ["convert"]

CASE = (".yaml", ".yml")
"""How the names of case files end."""


@app.command()
def convert(
    case: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            callback=not_the_answer,
            help="A .gmcr file of GMCR+; or a case file, or the name of a bundled case.",
        ),
    ],
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
    """Make a case of a .gmcr file of GMCR+, or a .gmcr file of the conflict of a case.

    States, moves and preferences are the same, which is checked; what the other format cannot say is refused.

    Example: detente convert prisoners-dilemma --out dilemma.gmcr
    """
    ending = "" if out is None else out.suffix.lower()
    of_gmcr = case.lower().endswith(GMCR)
    wrong = _wrong_for_gmcr(variant, ending) if of_gmcr else _wrong_for_case(today, ending)
    if wrong:
        fail("\n".join(wrong))
    with working("convert") as say:
        say("the conflict")
        found = _of_gmcr(Path(case), today) if of_gmcr else _of_case(case, variant)
    for warning in found.warnings:
        typer.echo(str(warning), err=True)
    show(found.text.removesuffix("\n"), out)


def _wrong_for_gmcr(variant: str | None, ending: str) -> list[str]:
    """Return what cannot be asked of a .gmcr file."""
    wrong = [] if variant is None else [f"--variant is of a case, and a {GMCR} file has no variants"]
    if ending and ending not in CASE:
        wrong.append(f"a case is made of a {GMCR} file: with --out, name one that ends in {CASE[0]}")
    return wrong


def _wrong_for_case(today: int | None, ending: str) -> list[str]:
    """Return what cannot be asked of a case."""
    wrong = [] if today is None else [f"--today is of a {GMCR} file: a case says itself what holds today"]
    if ending != GMCR:
        wrong.append(f"a {GMCR} file is made of a case: name it with --out")
    return wrong


def _of_gmcr(path: Path, today: int | None) -> Converted:
    from detente.formats.gmcr import case_of_gmcr, read_gmcr

    read = read_gmcr(path)
    for warning in read.warnings:
        typer.echo(str(warning), err=True)
    return case_of_gmcr(read, today, path.name)


def _of_case(case: str, variant: str | None) -> Converted:
    from detente.formats.gmcr import gmcr_of_case

    return gmcr_of_case(read_case(case, variant))
