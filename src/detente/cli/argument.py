"""Commands about the argument of a case as a whole: its claims, and the report."""

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
    Thorough,
    Variant,
    Workers,
    writable_file,
)
from detente.terminal import emit, working, write, write_tables

__all__ = ["claims", "report"]


@app.command()
def claims(
    case: CaseName,
    variant: Variant = None,
    draws: Draws = 200,
    seed: Seed = 0,
    thorough: Thorough = False,
    workers: Workers = None,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """Does the argument hold: test every claim of a case, and say what its verdict rests on.

    With --variant the claims are tested in that variant; those that name one themselves, in their own.

    Example: detente claims nato-russia-2010 --draws 200
    """
    from detente.case.case import Case, document_of
    from detente.claims import analyse
    from detente.claims.misuse import check_quantities
    from detente.processes import processors, sharing

    with working("claims") as say:
        # What `check` refuses is no claim that only waits to be tested.
        loaded = Case.inspected(document_of(case), check_quantities)
        if variant is not None:
            loaded = loaded.with_variant(variant)
        with sharing(workers or processors()) as executor:
            result = analyse(
                loaded, draws=draws, seed=seed, thorough=thorough, executor=executor, progress=say
            )
    emit(result, as_json=as_json, csv=csv, out=out)


@app.command()
def report(
    case: CaseName,
    variant: Variant = None,
    draws: Draws = 0,
    seed: Seed = 0,
    thorough: Thorough = False,
    workers: Workers = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            callback=writable_file,
            help="The report to write; CASE.html in this folder by default.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print everything in the report as JSON instead.")
    ] = False,
    csv: CsvFolder = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the report in the browser.")] = False,
) -> None:
    """Write one self-contained HTML file: the ladder, the claims, and every analysis with its pictures.

    Example: detente report nato-russia-2010 --draws 200 --open
    """
    from detente.processes import get_ready, processors, sharing

    path = out or Path(f"{Path(case).stem}.html")
    if not as_json:
        writable_file(path)
    with working("report") as say, sharing(workers or processors()) as executor:
        loaded = read_case(case, variant)
        if executor is not None and loaded.blocks:  # others search for what claims rest on
            get_ready(executor, "detente.claims.searches")
        from detente.report.report import make_report

        made = make_report(loaded, draws=draws, seed=seed, thorough=thorough, executor=executor, progress=say)
        say("the page")
        page = "" if as_json else made.html()
        _ = made.claims  # found by then, also where others still search for what they rest on
    if as_json:
        emit(made, as_json=True, csv=csv, out=out)
        return
    if csv is not None:
        write_tables(csv, made.to_frames())
    write(path, page)
    typer.echo("\n".join([*made.summary(), f"The report is in {path}"]))
    if open_:
        typer.launch(path.resolve().as_uri())
