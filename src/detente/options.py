"""Arguments and options that several commands share, each with its help and what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.terminal import fail

__all__ = [
    "MOST_DRAWS",
    "MOST_WORKERS",
    "AsJson",
    "CaseName",
    "Cluster",
    "CsvFolder",
    "Draws",
    "Issues",
    "Out",
    "Resume",
    "RoadDraws",
    "Seed",
    "Thorough",
    "Variant",
    "Workers",
    "not_the_answer",
    "refuse_to_write_over",
    "writable_file",
]


def writable_file(path: Path | None) -> Path | None:
    """Refuse a file that cannot be written, before anything is found that would be lost."""
    if path is not None:
        from detente.case.writing import require_writable

        require_writable(path)
    return path


def _writable_folder(path: Path | None) -> Path | None:
    if path is not None:
        from detente.case.writing import require_writable

        require_writable(path, folder=True)
    return path


def not_the_answer(context: typer.Context, source: str | Path | None) -> str | Path | None:
    """Refuse to write the answer over what it is read from, if that is a file that was given.

    As a callback of an argument: arguments are read after all options, so that ``--out`` is known by then.
    """
    refuse_to_write_over(source, context.params.get("out"))
    return source


def refuse_to_write_over(source: str | Path | None, out: Path | None) -> None:
    """End where the answer would be written over what it is read from."""
    if out is None or source is None:
        return
    if out.is_file() and Path(source).is_file() and out.samefile(source):
        fail(f"{out}: this file is read, and would be written over; name another one")


CaseName = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        callback=not_the_answer,
        help="A case file, the name of a bundled case, or an Excel file (.xlsx).",
    ),
]
Issues = Annotated[
    str | None,
    typer.Option("--issues", help="Issues on the table, separated by commas, instead of those of the case."),
]
Variant = Annotated[str | None, typer.Option("--variant", help="Apply a variant of the case first.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print plain values as JSON instead of sentences.")]
CsvFolder = Annotated[
    Path | None,
    typer.Option(
        "--csv", metavar="DIR", callback=_writable_folder, help="Write every table as CSV into DIR."
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FILE", callback=writable_file, help="Write to FILE instead of the screen."
    ),
]
Seed = Annotated[
    int, typer.Option("--seed", min=0, help="Seed of the draws; the same seed gives the same draws.")
]
Thorough = Annotated[
    bool,
    typer.Option(
        "--thorough",
        help="Look for what verdicts rest on in many worlds also where each takes long, as on long roadmaps.",
    ),
]
MOST_WORKERS = 1024
"""More processes than any machine has processors for; many more are refused by the system itself."""
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        max=MOST_WORKERS,
        help="Processes that share the work; by default as many as there are processors. Answers do not"
        " depend on it.",
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Let a Dask cluster share the work instead: the address of its scheduler, such as"
        " tcp://10.0.0.5:8786, or local:2 for two workers of its own. Needs the extra `cluster`.",
    ),
]
Resume = Annotated[
    Path | None,
    typer.Option(
        "--resume",
        metavar="FOLDER",
        callback=_writable_folder,
        help="Keep in FOLDER what is done of draws and searches, and go on from what is kept there already.",
    ),
]
MOST_DRAWS = 100_000
"""With so many, shares are known to a third of a percentage point either way."""
Draws = Annotated[
    int,
    typer.Option("--draws", min=0, max=MOST_DRAWS, help="How many draws over everything that is uncertain."),
]
RoadDraws = Annotated[
    int,
    typer.Option(
        "--draws",
        min=0,
        max=MOST_DRAWS,
        help="How many draws over everything that is uncertain; a roadmap takes long, so it is looked at in"
        " the first 20 of them.",
    ),
]
