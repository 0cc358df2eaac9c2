"""The command that asks about inspections over time, without a case."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.app import app
from detente.options import AsJson, CsvFolder, Out
from detente.terminal import emit, working

if TYPE_CHECKING:
    from detente.report.answer import Answer

__all__ = ["inspect"]

NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,9}|/\d{1,9})?")


@app.command()
def inspect(
    periods: Annotated[
        int,
        typer.Option("--periods", help="How many periods there are, in each of which one side may violate."),
    ],
    inspections: Annotated[
        int,
        typer.Option(
            "--inspections",
            help="How many inspections there are for them; with --timely, those before the one at the end.",
        ),
    ],
    gain: Annotated[
        str | None,
        typer.Option(
            "--gain",
            help="What an undetected violation brings the inspectee, above 0; 1 if left out. Numbers may be"
            " fractions or decimals, and are read exactly.",
        ),
    ] = None,
    penalty: Annotated[
        str | None,
        typer.Option(
            "--penalty", help="What a caught violation costs the inspectee, 0 or more; 1 if left out."
        ),
    ] = None,
    caught: Annotated[
        str | None,
        typer.Option(
            "--caught",
            help="What a caught violation costs the inspector, where an undetected one costs it 1; below 1."
            " Minus penalty / gain if left out: what one side wins the other loses.",
        ),
    ] = None,
    announced: Annotated[
        bool,
        typer.Option(
            "--announced", help="The inspector announces how it draws inspections, and keeps to that."
        ),
    ] = False,
    timely: Annotated[
        bool,
        typer.Option(
            "--timely",
            help="Ask instead how soon a violation is found that the next inspection finds for sure.",
        ),
    ] = False,
    seen: Annotated[
        bool,
        typer.Option("--seen", help="With --timely: the violator sees the inspections as they are made."),
    ] = False,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """When to inspect, with fewer inspections than periods, and what a violator can still hope for.

    Example: detente inspect --periods 6 --inspections 2
    """
    from detente.verification.games.inspection_game import InspectionGame
    from detente.verification.games.payoffs import Payoffs
    from detente.verification.games.timely_inspections import TimelyInspections

    if seen and not timely:
        raise typer.BadParameter(
            "goes with --timely; without it the inspectee always sees the inspections", param_hint="--seen"
        )
    with working("inspections"):
        if timely:
            _refuse_payoffs(gain, penalty, caught, announced=announced)
            found: Answer = TimelyInspections(periods, inspections, seen)
        else:
            payoffs = Payoffs(
                _number(gain, "--gain") if gain is not None else Fraction(1),
                _number(penalty, "--penalty") if penalty is not None else Fraction(1),
                _number(caught, "--caught") if caught is not None else None,
            )
            found = InspectionGame(periods, inspections, payoffs, announced)
        emit(found, as_json=as_json, csv=csv, out=out)


def _refuse_payoffs(gain: str | None, penalty: str | None, caught: str | None, *, announced: bool) -> None:
    given = {"--gain": gain, "--penalty": penalty, "--caught": caught, "--announced": announced or None}
    for option, value in given.items():
        if value is not None:
            raise typer.BadParameter(
                "has no meaning with --timely, where all that counts is the delay", param_hint=option
            )


def _number(written: str, option: str) -> Fraction:
    """Read a fraction or a decimal number exactly."""
    text = written.strip()
    if NUMBER.fullmatch(text) is None or (text.partition("/")[2].strip("0") == "" and "/" in text):
        raise typer.BadParameter(
            f"{written!r} is no number such as 2, 0.25 or 1/3, with at most nine digits each",
            param_hint=option,
        )
    return Fraction(text)
