"""The command line as a whole: what it is called with, and how it ends."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from detente.terminal import fail

__all__ = ["app", "run"]


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
