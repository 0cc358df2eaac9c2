"""The command line as a whole: what it is called with, and how it ends."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer
import typer.core

from detente.terminal import fail

__all__ = ["app", "run"]

MOST_LETTERS = 200
"""Of the sentence that stands beside a command in the list of all."""


class _Commands(typer.core.TyperGroup):
    """Knows commands of two words, such as ``threats form``, beside those of one."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - there is no public type
        """Return the command that is called, and what is left of the line."""
        both = " ".join(args[:2])
        if both in self.commands:
            return both, self.commands[both], args[2:]
        if args[1:] in ([], ["-h"], ["--help"]):
            self._say_those_of(args[0], ctx)
        return super().resolve_command(ctx, args)

    def _say_those_of(self, first: str, ctx: Any) -> None:  # noqa: ANN401 - there is no public type
        """List the commands that start with a word which alone is none, such as ``channel``, and stop."""
        found = [name for name in self.list_commands(ctx) if name.startswith(f"{first} ")]
        if first in self.commands or not found:
            return
        for name in found:
            typer.echo(f"detente {name}: {self.commands[name].get_short_help_str(limit=MOST_LETTERS)}")
        raise typer.Exit

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - there is no public type
        """Write what each command answers in a whole sentence, not cut off at the end of a line."""
        rows = [
            (name, self.commands[name].get_short_help_str(limit=MOST_LETTERS))
            for name in self.list_commands(ctx)
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


app = typer.Typer(
    cls=_Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Détente turns a policy argument about rival parties into something that can be run.

    CASE is a case file, an Excel file, or the name of a bundled case (see `detente cases`). Start with:

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
