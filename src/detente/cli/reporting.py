"""The report of a case: as a page for readers, and for those who paste it into a paper."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.app import app
from detente.cli.asking import read_case
from detente.cli.helping import helpers, keeping
from detente.options import (
    CaseName,
    Cluster,
    CsvFolder,
    Draws,
    Resume,
    Seed,
    Thorough,
    Variant,
    Workers,
    refuse_to_write_over,
    writable_file,
)
from detente.terminal import emit, fail, working, write, write_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.report.report import Report

__all__ = ["Format", "report"]


class Format(Enum):
    """What a report is written as; each is also the ending of its file."""

    HTML = "html"
    MD = "md"
    DOCX = "docx"


OTHERS = frozenset({"pdf", "doc", "odt", "rtf", "tex", "yaml", "yml", "xlsx", "gmcr", "json", "csv"})
"""Endings by which a page would be taken for what it is not."""


def _as_asked(out: Path | None, formats: Sequence[Format], case: str) -> dict[Format, Path]:
    """Return the file to write in each format; of one that ``out`` does not end in, the ending is added.

    Without a format it is what ``out`` ends in, and else the page.
    """
    ending = "" if out is None else out.suffix.removeprefix(".").lower()
    known = next((one for one in Format if one.value == ending), None)
    chosen = tuple(dict.fromkeys(formats)) or (known or Format.HTML,)
    if out is None:
        return {one: Path(f"{Path(case).stem}.{one.value}") for one in chosen}
    if not formats and ending in OTHERS:
        pdf = "; to have a PDF, open the page and print it" if ending == "pdf" else ""
        fail(f"{out}: a report is written as .html, .md or .docx{pdf}")
    if len(chosen) == 1 and known in {None, chosen[0]}:
        return {chosen[0]: out}
    if len(chosen) == 1:
        fail(f"{out}: this name is that of a .{ending} file, and --format asks for {chosen[0].value}")
    stem = out if known is None else out.with_suffix("")
    return {one: stem.with_name(f"{stem.name}.{one.value}") for one in chosen}


def _require_writer() -> None:
    """End where no .docx can be written here, before anything is found that would be lost."""
    from detente.report.paper import MissingWriterError, require_writer

    try:
        require_writer()
    except MissingWriterError as missing:
        fail(f"{missing}")


def _pictures_beside(path: Path) -> Path:
    """Return the folder for the pictures of a file that can hold none itself."""
    return path.with_name(f"{path.stem}_pictures")


def _write(made: Report, files: dict[Format, Path]) -> list[str]:
    """Write a report in every format that was asked for, and say where each is."""
    from detente.report.paper import markdown, paper_of, word

    said = []
    paper = paper_of(made) if files.keys() - {Format.HTML} else None
    for format_, path in files.items():
        more = ""
        if paper is None or format_ is Format.HTML:
            write(path, made.html())
        elif format_ is Format.DOCX:
            write(path, word(paper))
        else:
            folder = _pictures_beside(path)
            text, pictures = markdown(paper, folder.name)
            # The text last: whoever finds it finds all that it shows.
            for name, picture in pictures.items():
                folder.mkdir(exist_ok=True)
                write(folder / name, picture)
            write(path, text)
            more = f", its pictures in {folder}" if pictures else ""
        said.append(f"The report is in {path}{more}")
    return said


@app.command()
def report(
    case: CaseName,
    variant: Variant = None,
    draws: Draws = 0,
    seed: Seed = 0,
    thorough: Thorough = False,
    workers: Workers = None,
    cluster: Cluster = None,
    resume: Resume = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            callback=writable_file,
            help="The report to write; CASE.html in this folder by default. With several formats, each has"
            " an ending of its own.",
        ),
    ] = None,
    formats: Annotated[
        list[Format] | None,
        typer.Option(
            "--format",
            help="html: a page that holds all. md or docx: the summary, the claims and each analysis, to be"
            " pasted into a paper; the pictures of md lie in a folder beside it. May be given more than once;"
            " by default what FILE ends in, else html.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print everything in the report as JSON instead.")
    ] = False,
    csv: CsvFolder = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the report in the browser.")] = False,
) -> None:
    """Write a report in one file that works offline: the claims, the ladder, every analysis, and pictures.

    Example: detente report nato-russia-2010 --draws 200 --open
    """
    from detente.case.writing import require_writable
    from detente.processes import get_ready

    refuse_to_write_over(case, out)
    files = {} if as_json else _as_asked(out, formats or (), case)
    for path in files.values():
        writable_file(path)
        refuse_to_write_over(case, path)
    if Format.MD in files:
        require_writable(_pictures_beside(files[Format.MD]), folder=True)
    if Format.DOCX in files:
        _require_writer()
    with working("report") as say, keeping(resume) as kept, helpers(workers, cluster) as executor:
        loaded = read_case(case, variant)
        if executor is not None and loaded.blocks:  # others search for what claims rest on
            get_ready(executor, "detente.claims.searches")
        from detente.report.report import make_report

        made = make_report(
            loaded,
            draws=draws,
            seed=seed,
            thorough=thorough,
            executor=executor,
            kept=kept,
            progress=say,
        )
        if Format.HTML in files:
            say("the page")
            _ = made.html()
        _ = made.claims  # found by then, also where others still search for what they rest on
    if as_json:
        emit(made, as_json=True, csv=csv, out=out)
        return
    if csv is not None:
        write_tables(csv, made.to_frames())
    typer.echo("\n".join([*made.summary(), *_write(made, files)]))
    if open_:
        typer.launch(next(iter(files.values())).resolve().as_uri())
