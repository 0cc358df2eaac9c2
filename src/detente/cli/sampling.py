"""The command that asks about samples, without a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.app import app
from detente.options import AsJson, CsvFolder, Out, not_the_answer
from detente.terminal import emit, working

if TYPE_CHECKING:
    from detente.report.answer import Answer

__all__ = ["sample"]


@app.command()
def sample(
    population: Annotated[
        int | None, typer.Option("--population", help="Items that could be looked at, in one population.")
    ] = None,
    violations: Annotated[
        int | None,
        typer.Option(
            "--violations",
            help="How many of them violate; of strata, the total that the violator spreads as suits it best.",
        ),
    ] = None,
    size: Annotated[
        int | None,
        typer.Option(
            "--sample",
            help="Items that are looked at: what do they detect, or, without --violations, which number of"
            " violations do they find?",
        ),
    ] = None,
    level: Annotated[
        str, typer.Option("--level", help="Probability of detection that is wanted, such as 0.95 or 19/20.")
    ] = "0.95",
    detection: Annotated[
        str,
        typer.Option(
            "--detection",
            help="Probability that a violation that is looked at is detected; of strata, where the file does"
            " not say it.",
        ),
    ] = "1",
    strata: Annotated[
        Path | None,
        typer.Option(
            "--strata",
            metavar="FILE",
            callback=not_the_answer,
            help="Find the cheapest samples from strata in a CSV file instead: stratum, population and, if"
            " you like, detection, cost and violations.",
        ),
    ] = None,
    cost: Annotated[
        str | None,
        typer.Option(
            "--cost", help="Cost of looking at one item; of strata, where the file does not say it (else 1)."
        ),
    ] = None,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """How many items to look at to detect a violation, what does a sample detect, and what can hide from it?

    Example: detente sample --population 1000 --violations 10 --level 0.95 --detection 1
    """
    from detente.verification.sampling.exact_numbers import exact_number, probability

    for name, number in (("--population", population), ("--sample", size)):
        if strata is not None and number is not None:
            raise typer.BadParameter("is for one population, and strata are given", param_hint=name)
    if strata is None and population is None:
        raise typer.BadParameter("is needed, or --strata", param_hint="--population")
    if strata is None and violations is None and size is None:
        raise typer.BadParameter("is needed, or --sample, or both", param_hint="--violations")
    wanted = probability(level, "--level")
    chance = probability(detection, "--detection")
    try:
        price = None if cost is None else exact_number(cost)
    except ValueError as error:
        raise ValueError(f"--cost: {error}") from None
    with working("sample"):
        if strata is not None:
            from detente.verification.sampling.strata.strata_answer import ask_strata
            from detente.verification.sampling.strata.strata_file import read_strata

            listed = read_strata(strata, chance, exact_number(1) if price is None else price)
            found: Answer = ask_strata(listed, violations, wanted)
        else:
            from detente.verification.sampling.sample_answer import ask_sample

            assert population is not None
            found = ask_sample(
                population, violations=violations, sample=size, level=wanted, detection=chance, cost=price
            )
    emit(found, as_json=as_json, csv=csv, out=out)
