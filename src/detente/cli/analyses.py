"""Commands that ask one analysis."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.app import app
from detente.cli.asking import names_in, read_case
from detente.options import (
    MOST_DRAWS,
    AsJson,
    CaseName,
    CsvFolder,
    Draws,
    Issues,
    Out,
    RoadDraws,
    Seed,
    Variant,
    not_the_answer,
    refuse_to_write_over,
)
from detente.terminal import emit, working

if TYPE_CHECKING:
    from detente.report.answer import Answer

__all__ = ["bargaining", "cohesion", "institutions", "relations", "roadmap"]

CERTAIN = "1"
"""The probability of consent where none is given."""


@app.command()
def bargaining(
    case: CaseName,
    variant: Variant = None,
    issues: Issues = None,
    signatories: Annotated[
        str | None,
        typer.Option("--signatories", help="Who signs, separated by commas, instead of those of the case."),
    ] = None,
    drop_red_lines: Annotated[
        bool, typer.Option("--drop-red-lines", help="Offer red lines for dropping as well as demands.")
    ] = False,
    draws: Draws = 0,
    seed: Seed = 0,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """What could they sign, and if nothing: what collides, and what is the least to drop?

    Example: detente bargaining nato-russia-2010 --variant order_talks
    """
    from detente.bargaining import analyse
    from detente.bargaining.ensemble import with_draws

    with working("bargaining") as say:
        result = analyse(
            read_case(case, variant),
            issues=names_in(issues),
            signatories=names_in(signatories),
            drop_red_lines=drop_red_lines,
            progress=say,
        )
        shown = with_draws(result, draws, seed, say) if draws else result
    emit(shown, as_json=as_json, csv=csv, out=out)


@app.command()
def cohesion(
    case: CaseName,
    variant: Variant = None,
    bloc: Annotated[
        str | None,
        typer.Option("--bloc", help="The bloc to look at, instead of all whose members differ."),
    ] = None,
    others: Annotated[
        str | None,
        typer.Option(
            "--others", help="The other side, separated by commas, instead of the other signatories."
        ),
    ] = None,
    issues: Issues = None,
    alpha: Annotated[
        float, typer.Option("--alpha", help="Weight of alikeness in polarisation, above 0 and at most 1.6.")
    ] = 1.0,
    draws: Draws = 0,
    seed: Seed = 0,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """Would it split an alliance: mandates, win-sets, wedges, and the allies' map.

    Example: detente cohesion nato-russia-2010 --variant reduced_demands
    """
    from detente.cohesion.analysis import analyse
    from detente.cohesion.ensemble import with_draws

    with working("cohesion") as say:
        result = analyse(
            read_case(case, variant),
            bloc=bloc,
            others=names_in(others),
            issues=names_in(issues),
            alpha=alpha,
            seed=seed,
            progress=say,
        )
        shown = with_draws(result, draws, seed, say) if draws else result
    emit(shown, as_json=as_json, csv=csv, out=out)


@app.command()
def institutions(
    case: CaseName,
    variant: Variant = None,
    partner: Annotated[
        str | None,
        typer.Option(
            "--partner", help="To whom members of blocs seek a route, instead of those with most agreements."
        ),
    ] = None,
    consent: Annotated[
        str, typer.Option("--consent", help="Probability with which each party consents to agreements.")
    ] = CERTAIN,
    replay: Annotated[
        Path | None,
        typer.Option(
            "--replay",
            metavar="LOG",
            help="Replay a CSV log of a procedure instead: time, party, move.",
        ),
    ] = None,
    procedure: Annotated[
        str | None,
        typer.Option("--procedure", help="The procedure to replay, where the case has several."),
    ] = None,
    seed: Seed = 0,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """Who can block, veto, or close the channel: voting power, powers, procedures, gatekeepers.

    Example: detente institutions nato-russia-2010
    """
    from detente.institutions import analyse
    from detente.institutions import replay as replayed

    refuse_to_write_over(replay, out)
    if replay is not None and (partner is not None or consent != CERTAIN):
        raise typer.BadParameter(
            "a log is replayed, and nothing is asked about agreements",
            param_hint="--consent" if partner is None else "--partner",
        )
    if procedure is not None and replay is None:
        raise typer.BadParameter("names the procedure of a log, and there is none", param_hint="--procedure")
    with working("institutions") as say:
        loaded = read_case(case, variant)
        if replay is not None:
            shown: Answer = replayed(loaded, replay, procedure)
        else:
            chance = _probability(consent)
            shown = analyse(loaded, partner=partner, probability=chance, seed=seed, progress=say)
    emit(shown, as_json=as_json, csv=csv, out=out)


def _probability(written: str) -> Fraction:
    """Read a probability, which may be a fraction such as 9/10."""
    try:
        found = Fraction(written)
    except (ValueError, ZeroDivisionError):
        found = Fraction(-1)
    if not 0 <= found <= 1:
        raise typer.BadParameter(f"{written!r} is no probability from 0 to 1", param_hint="--consent")
    return found


@app.command()
def roadmap(
    case: CaseName,
    variant: Variant = None,
    variants: Annotated[
        str | None,
        typer.Option(
            "--variants", help="Compare the case with these variants, separated by commas, instead."
        ),
    ] = None,
    draws: RoadDraws = 0,
    seed: Seed = 0,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """In which order should they go, and with what chance: the roadmap of building blocks.

    With --variants: the chance in each, and the order that gives up least whichever of them holds.

    Example: detente roadmap nato-russia-2010
    """
    from detente.roadmap import analyse, compare
    from detente.roadmap.comparison.comparison import in_variants
    from detente.roadmap.overview import overview

    names = names_in(variants)
    if names is not None and draws:
        raise typer.BadParameter("variants are compared in the nominal case only", param_hint="--draws")
    with working("roadmap") as say:
        loaded = read_case(case, None if names else variant)
        if names and variant is not None:
            loaded = in_variants(loaded, [variant, *names])[0]
        if names is not None:
            result: Answer = compare(loaded, names, seed=seed, progress=say)
            more = None
        else:
            result = road = analyse(loaded, draws=draws, seed=seed, progress=say)
            more = partial(overview, road)
    emit(result, as_json=as_json, csv=csv, out=out, more=more)


@app.command()
def relations(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="EVENTS",
            callback=not_the_answer,
            help="A CSV file of dated events: date, source, target, and goldstein or cameo.",
        ),
    ],
    source: Annotated[str, typer.Option("--from", help="Who acted.")],
    target: Annotated[str, typer.Option("--to", help="Towards whom.")],
    as_of: Annotated[str, typer.Option("--as-of", help="Date of what is known, such as 2010-02-01.")],
    half_life: Annotated[
        float, typer.Option("--half-life", help="Days after which an event counts half.")
    ] = 365,
    draws: Annotated[
        int, typer.Option("--draws", max=MOST_DRAWS, help="How many draws the bootstrap makes, at least 100.")
    ] = 1000,
    seed: Seed = 0,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """Suggest a range of trust to start from, by an index of recorded events; it is no measurement of trust.

    Example: detente relations events.csv --from russia --to nato --as-of 2010-02-01
    """
    from detente.roadmap.relations.from_file import index_of_file

    with working("relations") as say:
        result = index_of_file(
            file, source, target, as_of=as_of, half_life=half_life, draws=draws, seed=seed, progress=say
        )
    emit(result, as_json=as_json, csv=csv, out=out)
