"""The command line: one command for each thing that can be asked of a case."""

from detente.cli import (
    analyses,
    argument,
    cases,
    comparing,
    converting,
    inspecting,
    keeping,
    reporting,
    sampling,
    threatening,
    verifying,
)
from detente.cli.app import app, run

__all__ = [
    "analyses",
    "app",
    "argument",
    "cases",
    "comparing",
    "converting",
    "inspecting",
    "keeping",
    "reporting",
    "run",
    "sampling",
    "threatening",
    "verifying",
]

_ORDER = (
    "check",
    "explain",
    "bargaining",
    "stability",
    "cohesion",
    "institutions",
    "verification",
    "threats",
    "threats_form",
    "threats_collect",
    "roadmap",
    "relations",
    "sample",
    "inspect",
    "claims",
    "compare",
    "quantities",
    "report",
    "convert",
    "schema",
    "cases",
    "new",
)
"""The order in which the help lists the commands."""

app.registered_commands.sort(key=lambda one: _ORDER.index(getattr(one.callback, "__name__", "")))
