"""Commands about what can be verified."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.app import app
from detente.cli.asking import read_case
from detente.options import AsJson, CaseName, CsvFolder, Draws, Out, Seed, Variant, not_the_answer
from detente.terminal import emit, working

__all__ = ["verification"]


@app.command()
def verification(
    case: CaseName,
    variant: Variant = None,
    regime: Annotated[
        str | None, typer.Option("--regime", help="The regime to look at, instead of all.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="The day for which limits are judged, instead of that of the case."),
    ] = None,
    declarations: Annotated[
        Path | None,
        typer.Option(
            "--declarations",
            metavar="FILE",
            callback=not_the_answer,
            help="A CSV or Excel file of declared holdings: date, party, category, count, zone.",
        ),
    ] = None,
    changes: Annotated[
        Path | None,
        typer.Option(
            "--changes",
            metavar="FILE",
            callback=not_the_answer,
            help="One of notified changes: date, party, category, count, from_zone, to_zone.",
        ),
    ] = None,
    activities: Annotated[
        Path | None,
        typer.Option(
            "--activities",
            metavar="FILE",
            callback=not_the_answer,
            help="One of planned activities: id, party, begins, and a column for each category.",
        ),
    ] = None,
    draws: Draws = 0,
    seed: Seed = 0,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """Could they verify it: limits, declarations, notifications, inspections, and what deters.

    Example: detente verification cfe-1990
    """
    from detente.verification import analyse
    from detente.verification.ensemble import with_draws
    from detente.verification.files.declared import with_files

    with working("verification") as say:
        loaded = with_files(
            read_case(case, variant),
            regime=regime,
            declarations=declarations,
            changes=changes,
            activities=activities,
        )
        result = analyse(loaded, regime=regime, as_of=as_of, seed=seed, progress=say)
        shown = with_draws(result, draws, seed, say) if draws else result
    emit(shown, as_json=as_json, csv=csv, out=out)
