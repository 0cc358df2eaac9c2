"""The command that sets variants of a case side by side."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from detente.cli.app import app
from detente.cli.asking import names_in, read_document
from detente.cli.helping import helpers
from detente.options import AsJson, CaseName, Cluster, CsvFolder, Draws, Out, Seed, Workers
from detente.terminal import emit, room, working

__all__ = ["compare"]


@app.command()
def compare(
    case: CaseName,
    variants: Annotated[
        str | None,
        typer.Option(
            "--variants", help="Variants to set beside the case, separated by commas; by default all."
        ),
    ] = None,
    without: Annotated[
        str | None,
        typer.Option(
            "--without",
            metavar="BLOCK",
            help="Building blocks to take out of the case, separated by commas: each alone, or several"
            " together that are joined by +.",
        ),
    ] = None,
    starts: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="PERIOD",
            help="Periods in which the roadmap of the case starts instead, separated by commas.",
        ),
    ] = None,
    sufficient: Annotated[
        bool,
        typer.Option(
            "--why", help="Also look for what each verdict rests on and what flips it, which takes long."
        ),
    ] = False,
    draws: Draws = 0,
    seed: Seed = 0,
    workers: Workers = None,
    cluster: Cluster = None,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """What makes the difference: a case and its variants side by side, with every claim in each.

    Example: detente compare nato-russia-2010 --variants order_talks,new_start
    """
    from detente.case.case import Case
    from detente.claims.misuse import check_quantities
    from detente.comparison import compare as compared
    from detente.comparison.table import WIDTH, table

    with working("compare") as say, helpers(workers, cluster) as executor:
        result = compared(
            Case.inspected(read_document(case), check_quantities),
            names_in(variants),
            without=names_in(without) or (),
            starts=names_in(starts) or (),
            draws=draws,
            seed=seed,
            sufficient=sufficient,
            executor=executor,
            progress=say,
        )
    emit(result, as_json=as_json, csv=csv, out=out, more=partial(table, result, room(out, WIDTH)))
