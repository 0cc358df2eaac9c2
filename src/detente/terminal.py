"""What the terminal shows and where answers are written: the same for every command."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pandas as pd

    from detente.report.answer import Answer

__all__ = ["emit", "fail", "show", "working", "write", "write_tables"]


def fail(message: str) -> None:
    """End with a plain message and exit status 2."""
    typer.echo(message, err=True)
    sys.exit(2)


def emit(result: Answer, *, as_json: bool, csv: Path | None, out: Path | None) -> None:
    """Show a result in the form that was asked for."""
    if csv is not None:
        write_tables(csv, result.to_frames())
    if as_json:
        import json

        show(json.dumps(result.to_json(), indent=2, ensure_ascii=False), out)
    elif csv is None or out is not None:
        show("\n".join(result.summary()), out)


def write_tables(folder: Path, frames: dict[str, pd.DataFrame]) -> None:
    """Write each table as a CSV file into a folder, which is made where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"{folder}: cannot be made ({error.strerror})")
    for name, frame in frames.items():
        write(folder / f"{name}.csv", frame.to_csv(index=False))
    tables = "table is" if len(frames) == 1 else "tables are"
    typer.echo(f"{len(frames)} {tables} in {folder}", err=True)


def show(text: str, out: Path | None) -> None:
    """Show a text on the screen, or write it to a file."""
    if out is None:
        typer.echo(text)
    else:
        write(out, text + "\n")


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    from detente.case.writing import write_whole

    write_whole(path, text)


@contextmanager
def working(what: str) -> Iterator[Callable[[str], None]]:
    """Say on the terminal what is being done, while it is being done; silent where nobody watches."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield lambda words: status.update(f"{what}: {words}")


def _silent(_: str) -> None:
    return
