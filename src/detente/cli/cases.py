"""Commands about a case as it is written: to check, to explain, to list, to begin one."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from detente.cli.app import app
from detente.cli.asking import read_case, read_document
from detente.options import AsJson, CaseName, CsvFolder, Out, Variant
from detente.terminal import emit, fail, show, working, write

__all__ = ["cases", "check", "explain", "new", "quantities", "schema"]

CONVERTED = ".xlsx", ".gmcr"
"""How files end that are made of a case, and are no text to begin with."""


@app.command()
def check(
    case: CaseName, variant: Variant = None, as_json: AsJson = False, csv: CsvFolder = None, out: Out = None
) -> None:
    """Check a case and all its variants, and list every problem with its place.

    What only makes an answer empty, such as rules that contradict each other, is a warning and no error.

    Example: detente check my-case.yaml
    """
    from detente.report.checked import checked

    with working("check"):
        found = checked(read_document(case), variant)
    emit(found, as_json=as_json, csv=csv, out=out)


@app.command()
def explain(
    case: CaseName,
    formula: Annotated[
        str,
        typer.Argument(
            help="A formula, a rank order, a statement about quantities, a quantity, or the short name of an"
            " issue or an option."
        ),
    ],
    variant: Variant = None,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """Say in words what a formula means, and in how many packages it holds; or what a quantity is.

    Example: detente explain nato-russia-2010 "veto is full"
    """
    from detente.report.explained import explained

    with working("explain"):
        found = explained(read_case(case, variant), formula)
    emit(found, as_json=as_json, csv=csv, out=out)


@app.command()
def quantities(as_json: AsJson = False, csv: CsvFolder = None, out: Out = None) -> None:
    """List the quantities that claims can use.

    Example: detente quantities
    """
    from detente.report.lists import listed_quantities

    emit(listed_quantities(), as_json=as_json, csv=csv, out=out)


@app.command()
def schema(out: Out = None) -> None:
    """Print the JSON Schema of case files, with which editors complete and check while typing.

    Example: detente schema --out case.schema.json
    """
    import json

    from detente.case.schema import schema as of_case

    show(json.dumps(of_case(), indent=2, ensure_ascii=False), out)


@app.command()
def cases(as_json: AsJson = False, csv: CsvFolder = None, out: Out = None) -> None:
    """List the bundled cases.

    Example: detente cases
    """
    from detente.report.lists import listed_cases

    emit(listed_cases(), as_json=as_json, csv=csv, out=out)


@app.command()
def new(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The case file to write; it must not exist yet.")
    ],
    case: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="CASE",
            help="Begin with a copy of a bundled case, or of a case file, comments included.",
        ),
    ] = None,
) -> None:
    """Write a commented skeleton of a case to start from, or a copy of another case to change.

    Example: detente new my-case.yaml --from nato-russia-2010
    """
    from detente.case.skeleton import SKELETON

    if file.exists():
        fail(f"{file}: this file exists already; choose another name")
    if file.suffix.lower() in CONVERTED:
        command = f"`detente convert {case or 'CASE'} {quote(str(file))}`"
        fail(f"{file}: a new case is a text, in a file that ends in .yaml; {command} makes this one of it")
    write(file, SKELETON if case is None else read_document(case).text)
    what = "filled in" if case is None else "changed"
    typer.echo(f"{file} is ready to be {what}; `detente check {quote(str(file))}` checks it")
