"""The command line: one command for each thing that can be asked of a case."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.options import (
    MOST_DRAWS,
    AsJson,
    CaseName,
    CsvFolder,
    Draws,
    Out,
    RoadDraws,
    Seed,
    Thorough,
    Variant,
    Workers,
    not_the_answer,
    writable_file,
)
from detente.terminal import emit, fail, show, working, write, write_tables

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.report.answer import Answer

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Détente turns a policy argument about rival parties into something that can be run.

    CASE is a case file, or the name of a bundled case (see `detente cases`). Start with:

        detente report nato-russia-2010 --open
    """,
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"detente {version('detente')}")
        raise typer.Exit


@app.callback()
def everything(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Say which version this is, and stop."
        ),
    ] = False,
) -> None:
    """Take the options that belong to no command."""


@app.command()
def check(
    case: CaseName, variant: Variant = None, as_json: AsJson = False, csv: CsvFolder = None, out: Out = None
) -> None:
    """Check a case and all its variants, and list every problem with its place.

    What only makes an answer empty, such as rules that contradict each other, is a warning and no error.

    Example: detente check my-case.yaml
    """
    from detente.case.case import document_of
    from detente.report.checked import checked

    with working("check"):
        found = checked(document_of(case), variant)
    emit(found, as_json=as_json, csv=csv, out=out)


@app.command()
def explain(
    case: CaseName,
    formula: Annotated[
        str, typer.Argument(help="A formula, a rank order, a statement about quantities, or a quantity.")
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
        found = explained(_load(case, variant), formula)
    emit(found, as_json=as_json, csv=csv, out=out)


@app.command()
def bargaining(
    case: CaseName,
    variant: Variant = None,
    issues: Annotated[
        str | None,
        typer.Option(
            "--issues", help="Issues on the table, separated by commas, instead of those of the case."
        ),
    ] = None,
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
            _load(case, variant),
            issues=_names(issues),
            signatories=_names(signatories),
            drop_red_lines=drop_red_lines,
            progress=say,
        )
        shown = with_draws(result, draws, seed, say) if draws else result
    emit(shown, as_json=as_json, csv=csv, out=out)


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

    names = _names(variants)
    if names is not None and draws:
        raise typer.BadParameter("variants are compared in the nominal case only", param_hint="--draws")
    with working("roadmap") as say:
        loaded = _load(case, None if names else variant)
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
        int, typer.Option("--draws", max=MOST_DRAWS, help="How many draws the bootstrap makes.")
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
def quantities(as_json: AsJson = False, csv: CsvFolder = None, out: Out = None) -> None:
    """List the quantities that claims can use.

    Example: detente quantities
    """
    from detente.report.lists import listed_quantities

    emit(listed_quantities(), as_json=as_json, csv=csv, out=out)


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
        loaded = _load(case, variant)
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
) -> None:
    """Write a commented skeleton of a case to start from.

    Example: detente new my-case.yaml
    """
    from detente.case.skeleton import SKELETON

    if file.exists():
        fail(f"{file}: this file exists already; choose another name")
    write(file, SKELETON)
    typer.echo(f"{file} is ready to be filled in; `detente check {file}` checks it")


def run() -> None:
    """Run the command line; wrong input ends with exit status 2 and a plain message."""
    from detente.case.problems import CaseError

    try:
        app(standalone_mode=True)
    except CaseError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        typer.echo(f"{error.count:,} {'problem' if error.count == 1 else 'problems'}", err=True)
        sys.exit(2)
    except ValueError as error:
        fail(str(error))
    except OSError as error:
        # What could not be written is not to be tried again when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        fail(f"the answer cannot be written ({error.strerror})")


def _load(case: str, variant: str | None) -> Case:
    from detente.case.case import load

    return load(case, variant)


def _names(written: str | None) -> list[str] | None:
    return None if written is None else [name.strip() for name in written.split(",") if name.strip()]
