"""The pictures of the institutions section, each with its caption, its words and its numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.case.naming import capitalised, spaced, together, within
from detente.institutions.charts.power_bars import power_rows
from detente.outcomes.naming import name_of
from detente.report.pictures import Picture
from detente.report.tables import Table

if TYPE_CHECKING:
    from detente.institutions.gatekeeping.result import Gatekeeping
    from detente.institutions.procedures.verdicts import ProcedureVerdicts
    from detente.institutions.result import Institutions

__all__ = ["agreements_figure", "institutions_figures"]


def institutions_figures(result: Institutions) -> dict[str, Picture]:
    """Return the pictures by name; what was not found is left out."""
    drawn = result.charts()
    found = {"power": _power(result, drawn["power"])} if "power" in drawn else {}
    for key, procedure in result.procedures.items():
        name = f"procedure_{key}"
        found[name] = _procedure(name, procedure, drawn[name])
    for bloc, one in result.gatekeeping.items():
        name = f"agreements_{bloc}"
        found[name] = _agreements(name, one, drawn[name])
    return found


def agreements_figure(result: Gatekeeping, variant: str) -> Picture:
    """Return the picture of the agreements in a variant, small enough to stand beside that of another."""
    drawn = _agreements(f"agreements_{result.bloc}_in_{variant}", result, result.charts()["agreements"])
    return replace(drawn, caption=f"The agreements in the variant “{spaced(variant)}”", narrow_only=True)


def _power(result: Institutions, chart: object) -> Picture:
    rows = power_rows(result)
    said = "; ".join(f"{body}, {members}: {share}" for body, members, share, *_ in rows)
    return Picture(
        "power",
        "The voting power of members, by Shapley and Shubik",
        f"Bars. {said}.",
        chart,
        Table(
            "Voting power",
            ("Body", "Members", "Shapley–Shubik", "Banzhaf", "Can prevent (Coleman)"),
            rows,
            frozenset({2, 3, 4}),
        ),
        narrow_only=True,
    )


def _procedure(name: str, result: ProcedureVerdicts, chart: object) -> Picture:
    procedure = result.procedure
    states = {key: state.name or spaced(key) for key, state in procedure.states.items()}
    rows = tuple(
        (
            capitalised(move.says or spaced(move.id)),
            together(states.get(one, one) for one in move.from_),
            states.get(move.to, move.to) if move.to is not None else "stays",
            f"after {move.after}"
            if move.after is not None
            else f"within {move.within}"
            if move.within is not None
            else "at any time",
        )
        for move in procedure.moves
    )
    said = "; ".join(f"from {before} to {after}: {what}" for what, before, after, _ in rows)
    return Picture(
        name,
        f"{result.name}: its states and moves",
        f"Boxes for {together(states.values())}, joined by arrows. {said}.",
        chart,
        Table(f"The moves, times in {result.unit}s", ("Move", "From", "To", "When"), rows),
        narrow_only=True,
    )


def _agreements(name: str, result: Gatekeeping, chart: object) -> Picture:
    case = result.case
    partner, bloc = within(name_of(case, result.partner)), within(name_of(case, result.bloc))
    rows = tuple(
        (
            capitalised(name_of(case, member)),
            str(value) if result.exactness == "exact" else f"{float(value):.3f}",
            ", ".join(capitalised(within(name_of(case, one))) for one in result.loses[member]) or "nobody",
        )
        for member, value in result.values.items()
    )
    said = "; ".join(f"{member}: {value}" for member, value, _ in rows)
    return Picture(
        name,
        f"Agreements between {partner} and the members of {bloc}",
        f"A network of parties and agreements. Gatekeeping of each member: {said}.",
        chart,
        Table(
            f"Gatekeeping towards {partner}, if each consents with probability {result.probability}",
            ("Member", "Gatekeeping", "Without its consent no route for"),
            rows,
            frozenset({1}),
        ),
        "Squares: agreements. Points: parties.",
    )
