"""What the terminal shows and where answers are written: the same for every command."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from shutil import get_terminal_size
from threading import Timer
from typing import TYPE_CHECKING

import typer

from detente.harmless import harmless, harmless_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pandas as pd
    from rich.status import Status

    from detente.report.answer import Answer

__all__ = ["emit", "fail", "room", "say", "show", "working", "write", "write_tables"]

PATIENCE = 0.5
"""Seconds after which a command says what it is doing; one that is done before has nothing to say."""


def fail(message: str) -> None:
    """End with a plain message and exit status 2."""
    say(message, err=True)
    sys.exit(2)


def say(sentence: str, *, err: bool = False) -> None:
    """Say a sentence on the terminal; where others' words stand in it, they do nothing but be read."""
    typer.echo(harmless(sentence), err=err)


def emit(
    result: Answer,
    *,
    as_json: bool,
    csv: Path | None,
    out: Path | None,
    more: Callable[[], list[str]] | None = None,
) -> None:
    """Show a result in the form that was asked for; ``more`` are lines that go below its sentences."""
    if csv is not None:
        write_tables(csv, result.to_frames())
    if as_json:
        import json

        show(harmless_json(json.dumps(result.to_json(), indent=2, ensure_ascii=False)), out)
    elif csv is None or out is not None:
        show("\n".join([*result.summary(), *(more() if more else [])]), out)


def room(out: Path | None, otherwise: int) -> int:
    """Return how many characters fit in a line of the terminal; ``otherwise`` where nobody looks at one."""
    if out is not None or not sys.stdout.isatty():
        return otherwise
    return get_terminal_size((otherwise, 0)).columns


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


def write(path: Path, text: str | bytes) -> None:
    """Write a file whole or not at all."""
    from detente.case.writing import write_whole

    write_whole(path, text)


@contextmanager
def working(what: str) -> Iterator[Callable[[str], None]]:
    """Say on the terminal what is being done, where it takes its time; silent where nobody watches."""
    if not sys.stderr.isatty():
        yield _silent
        return
    progress = _Progress(what)
    waiting = Timer(PATIENCE, progress.show)
    waiting.start()
    try:
        yield progress.say
    finally:
        waiting.cancel()
        waiting.join()
        progress.end()


class _Progress:
    """What is being done, and the line on the terminal that says so once it is shown."""

    def __init__(self, what: str) -> None:
        self.what = self.said = what
        self.status: Status | None = None

    def say(self, words: str) -> None:
        self.said = f"{self.what}: {words}"
        if self.status is not None:
            self.status.update(self.said)

    def show(self) -> None:
        from rich.console import Console

        self.status = Console(stderr=True).status(self.said)
        self.status.start()

    def end(self) -> None:
        if self.status is not None:
            self.status.stop()


def _silent(_: str) -> None:
    return
