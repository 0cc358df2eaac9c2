"""Commands about threats: what experts of every side fear, and the forms in which they answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.app import app
from detente.cli.asking import read_case
from detente.options import (
    AsJson,
    CaseName,
    CsvFolder,
    Draws,
    Out,
    Seed,
    Variant,
    refuse_to_write_over,
    writable_file,
)
from detente.terminal import emit, fail, show, working

__all__ = ["threats", "threats_collect", "threats_form"]

ENDINGS = (".xlsx", ".csv", ".yaml", ".yml", "")
"""How the names of forms may end."""


def _new_form(path: Path | None) -> Path | None:
    """Refuse a file in which an expert may have answered already, and a kind in which no form is written."""
    if path is None:
        return None
    if path.suffix.lower() not in ENDINGS:
        fail(f"{path}: no form is written as {path.suffix}; let its name end in .xlsx, .csv or .yaml")
    if path.is_file():
        fail(f"{path}: this file is there already, and may be filled in; name another one")
    return writable_file(path)


@app.command()
def threats(
    case: CaseName,
    variant: Variant = None,
    draws: Draws = 0,
    seed: Seed = 0,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """What do they fear together: pools of what experts of every side expect, where they differ, what to do.

    Example: detente threats my-case.yaml --draws 200
    """
    from detente.threats import analyse

    with working("threats"):
        found = analyse(read_case(case, variant), draws=draws, seed=seed)
        found.summary()
    emit(found, as_json=as_json, csv=csv, out=out)


@app.command("threats form")
def threats_form(
    case: CaseName,
    expert: Annotated[
        str,
        typer.Option(
            "--expert", help="Who is to answer: a short name of the case; `observer` in round 2 of SHELF."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            callback=_new_form,
            help="Write to a new FILE instead of the screen: Excel where it ends in .xlsx, CSV in .csv, YAML"
            " in .yaml.",
        ),
    ] = None,
) -> None:
    """Write the form in which one expert answers in private, with what all answered before, without names.

    Example: detente threats form my-case.yaml --expert n1 --out n1.xlsx
    """
    from detente.threats.forms import form_of

    with working("the form"):
        form = form_of(read_case(case, None), expert)
    suffix = "" if out is None else out.suffix.lower()
    if out is not None and suffix == ".xlsx":
        form.write_excel(out)
    else:
        show((form.csv() if suffix == ".csv" else form.yaml()).rstrip("\n"), out)


@app.command("threats collect")
def threats_collect(
    case: CaseName,
    forms: Annotated[
        list[Path],
        typer.Argument(metavar="FORMS...", help="Forms that were filled in, in YAML, Excel or CSV."),
    ],
    out: Out = None,
) -> None:
    """Take forms into the round of a case that is open, all of them or none, and print the case with them.

    A round that is closed, and answers that are there already, are never changed.

    Example: detente threats collect my-case.yaml n1.xlsx r1.yaml --out my-case-2.yaml
    """
    from detente.threats.forms import collected

    for one in forms:
        refuse_to_write_over(one, out)
    with working("the forms"):
        text = collected(read_case(case, None), forms)
    show(text.rstrip("\n"), out)
