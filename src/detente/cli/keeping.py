"""The command about stability: would they keep it, and what could anybody do about it alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.app import app
from detente.cli.asking import names_in, read_case
from detente.options import AsJson, CsvFolder, Draws, Out, Seed, Variant, not_the_answer
from detente.terminal import emit, fail, working

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from detente.case.case import Case
    from detente.case.problems import CaseError
    from detente.report.answer import Answer
    from detente.stability import Stability
    from detente.stability.conflict import Conflict

__all__ = ["stability"]

GMCR = ".gmcr"
"""How the names of GMCR+ files end."""


@app.command()
def stability(
    case: Annotated[
        str,
        typer.Argument(
            metavar="CASE",
            callback=not_the_answer,
            help="A case file, the name of a bundled case, an Excel file (.xlsx), or a .gmcr file of GMCR+.",
        ),
    ],
    variant: Variant = None,
    issues: Annotated[
        str | None,
        typer.Option("--issues", help="Issues on which moves are made, separated by commas."),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option(
            "--today", help="Number or short name of the state that holds today, instead of that of the case."
        ),
    ] = None,
    horizon: Annotated[
        int | None,
        typer.Option("--horizon", min=1, help="How many moves ahead two decision makers look, as well."),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option("--why", help="Tell why the state of this number or name is stable or not, instead."),
    ] = None,
    wanted: Annotated[
        str | None,
        typer.Option("--wanted", help="Tell what would have to be preferred for a state to last, instead."),
    ] = None,
    by: Annotated[
        str,
        typer.Option("--by", help="With --wanted: `nash`, `gmr`, `smr`, `seq` or `sseq`."),
    ] = "seq",
    change: Annotated[
        str,
        typer.Option("--change", help="With --wanted: what may change, `rankings` or `statements`."),
    ] = "rankings",
    package: Annotated[
        str,
        typer.Option(
            "--package",
            help="What is agreed, of which it is told who would keep it: a solution of bargaining, or `all`"
            " that somebody could breach.",
        ),
    ] = "nash",
    draws: Draws = 0,
    seed: Seed = 0,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """Would they keep it: which states last, why, on what ways they are reached, and what keeps a package.

    Example: detente stability elmira --why 5
    """
    from detente.case.problems import CaseError

    if draws and (why or wanted) is not None:
        raise typer.BadParameter("reasons and changes are those of the nominal case", param_hint="--draws")
    if why is not None and wanted is not None:
        raise typer.BadParameter("ask for reasons or for a change, one at a time", param_hint="--wanted")
    with working("stability") as say:
        shown: Answer
        if case.lower().endswith(GMCR):
            if variant is not None or issues is not None:
                fail(f"{case}: a {GMCR} file has no variants and no issues")
            found = _of_gmcr(Path(case), today, horizon, say)
            shown = _asked(found, why, wanted, by, change, draws, seed, say)
        else:
            read = read_case(case, variant)
            agreed, what = _package(read, package, say)
            try:
                found = _of_case(read, names_in(issues), today, horizon, agreed, what, say)
            except CaseError as error:
                if any(one is not None for one in (issues, today, horizon, why, wanted)):
                    raise
                shown = _commitments_alone(read, agreed, what, error, draws, seed)
            else:
                shown = _asked(found, why, wanted, by, change, draws, seed, say)
        shown.summary()
    emit(shown, as_json=as_json, csv=csv, out=out)


def _asked(
    found: Stability,
    why: str | None,
    wanted: str | None,
    by: str,
    change: str,
    draws: int,
    seed: int,
    say: Callable[[str], None],
) -> Answer:
    """Return what is asked for: the whole, with draws or without, reasons, or what would have to change."""
    if why is not None:
        from detente.stability.reasons import reasons_of

        return reasons_of(found, _state(why, found.conflict))
    if wanted is not None:
        from detente.stability.concepts import Concept
        from detente.stability.inverse.wanted import Change
        from detente.stability.inverse.wanted import wanted as what_it_takes

        _one_of(by, [str(one) for one in Concept], "--by")
        _one_of(change, [str(one) for one in Change], "--change")
        state = _state(wanted, found.conflict)
        say("the least change of preferences")
        return what_it_takes(found.conflict, state, by, change)
    if draws:
        from detente.stability.ensemble import with_draws

        return with_draws(found, draws, seed, say)
    return found


def _one_of(word: str, words: list[str], option: str) -> None:
    if word not in words:
        raise typer.BadParameter(f"{word!r} is none of {', '.join(words)}", param_hint=option)


def _of_gmcr(path: Path, today: str | None, horizon: int | None, say: Callable[[str], None]) -> Stability:
    from detente.formats.gmcr import read_gmcr
    from detente.stability import analyse
    from detente.stability.options.option_states import conflict_of_options

    say("the file")
    read = read_gmcr(path)
    for warning in read.warnings:
        typer.echo(str(warning), err=True)
    conflict = conflict_of_options(read.form)
    if today is not None:
        conflict = conflict.at(_state(today, conflict))
    return analyse(conflict, horizon=horizon, progress=say)


def _of_case(
    case: Case,
    issues: list[str] | None,
    today: str | None,
    horizon: int | None,
    agreed: Mapping[str, str] | None,
    what: str,
    say: Callable[[str], None],
) -> Stability:
    from dataclasses import replace

    from detente.stability import analyse

    found = analyse(case, issues=issues, horizon=horizon, package=agreed, package_is=what)
    if today is not None:
        found = replace(found, conflict=found.conflict.at(_state(today, found.conflict)))
    found.find_all(say)
    return found


def _commitments_alone(
    case: Case, agreed: Mapping[str, str] | None, what: str, error: CaseError, draws: int, seed: int
) -> Answer:
    """Return who would keep what is agreed, where a case has no conflict, or one that is too large.

    Raises the error where nobody could breach anything, and where what is written of the conflict is wrong.
    """
    from detente.stability.compliance import compliance, could_be_breached, with_draws
    from detente.stability.compliance.alone import Alone

    if not could_be_breached(case) or any(problem.place.line for problem in error.problems):
        raise error
    found = compliance(case, agreed)
    why_not = "; ".join(problem.message for problem in error.problems)
    return Alone(with_draws(found, draws, seed) if draws else found, why_not, what)


def _state(word: str, conflict: Conflict) -> int:
    """Return a state, from 0, by its number, from 1, or by the short name that the case gives it."""
    from detente.case.problems import closest, quoted

    keys = conflict.states.keys
    if word in keys:
        return keys[word]
    number = int(word) if word.isdecimal() else 0
    if not 1 <= number <= conflict.model.states:
        meant = closest(word, keys)
        hint = f"; did you mean {quoted(meant)}?" if meant else ""
        fail(f"there is no state {word}: they go from 1 to {conflict.model.states:,}{hint}")
    return number - 1


def _package(case: Case, package: str, say: Callable[[str], None]) -> tuple[Mapping[str, str] | None, str]:
    """Return what is agreed, and what it is in words; None for all that somebody could breach."""
    from detente.bargaining.sentences import SOLUTION_NAMES
    from detente.stability.compliance import could_be_breached

    if package == "all":
        return None, ""
    _one_of(package, [*SOLUTION_NAMES, "all"], "--package")
    if not could_be_breached(case):
        return None, ""
    from detente.bargaining import analyse

    say("the package")
    solution = analyse(case).solutions[package]
    called = SOLUTION_NAMES[package]
    if not solution.points:
        return None, f"everything that somebody could breach, as the {called} solution picks no package"
    more = " (the first of several)" if len(solution.points) > 1 else ""
    return solution.points[0].package, f"the package that the {called} solution of bargaining picks{more}"
