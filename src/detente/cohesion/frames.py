"""The cohesion result as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from detente.cohesion.plain import number, number_or_none
from detente.cohesion.said import crossed_says
from detente.outcomes.constraints_said import constraint_says
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.cohesion.bloc import BlocCohesion
    from detente.cohesion.result import Cohesion

__all__ = ["frames"]


def frames(result: Cohesion) -> dict[str, pd.DataFrame]:
    """Return every part of the result as a table; parts that do not apply are empty tables."""
    blocs = list(result.blocs.values())
    issues = result.negotiation.issues
    return {
        "win_sets": _table([row for one in blocs for row in _win_sets(one)], ["bloc", "who", "packages"]),
        "mandate": _table(
            [row for one in blocs for row in _mandate(one)], ["bloc", "issue", "option", "open"]
        ),
        "wedges": _table(
            [row for one in blocs for row in _wedges(one)],
            ["bloc", *issues, "accepts", "rejects", "crosses", "packages", "remains"],
        ),
        "lines": _table([row for one in blocs for row in _lines(one)], ["bloc", "id", "says", "ends"]),
        "pivotal": _table([row for one in blocs for row in _pivotal(one)], ["bloc", "what", "lost"]),
        "roll_calls": _table([row for one in blocs for row in _votes(one)], ["bloc", "issue", "option"]),
        "indices": _table([row for one in blocs for row in _indices(one)], ["bloc", "issue", "rice"]),
        "map": _table([row for one in blocs for row in _map(one)], ["bloc", "members", "x", "y"]),
        "compromise": _table(_compromise(result), ["issue", "mean"]),
    }


def _table(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=list(columns))


def _win_sets(one: BlocCohesion) -> Iterator[dict[str, Any]]:
    found, case = one.win_sets, one.case
    others = ", ".join(name_of(case, key) for key in one.others)
    rows = [
        ("can exist", found.feasible),
        (name_of(case, one.bloc), found.bloc),
        *((name_of(case, key), count) for key, count in found.voices.items()),
        ("all members", found.everybody),
        (others or "nobody else signs", found.other_side),
        ("both sides", found.overlap),
    ]
    for who, count in rows:
        share = found.share(count)
        low, high = count.interval or (count.value, count.value)
        yield {
            "bloc": one.bloc,
            "who": who,
            "packages": count.value,
            "share": number_or_none(share),
            "at least": low,
            "at most": high,
        }


def _mandate(one: BlocCohesion) -> Iterator[dict[str, Any]]:
    found = one.mandate.options
    for issue in one.sides.inside.issues if found is not None else ():
        for option in one.case.issues[issue].options:
            yield {"bloc": one.bloc, "issue": issue, "option": option, "open": option in (found or {})[issue]}


def _wedges(one: BlocCohesion) -> Iterator[dict[str, Any]]:
    for wedge in one.wedges.listed:
        yield {
            "bloc": one.bloc,
            **wedge.package,
            "accepts": ", ".join(wedge.accepts),
            "rejects": ", ".join(wedge.rejects),
            "crosses": crossed_says(one.case, wedge),
            **{f"gain of {key}": number(gain) for key, gain in wedge.gains.items()},
            "packages": wedge.packages,
            "remains": wedge.remains,
        }


def _lines(one: BlocCohesion) -> Iterator[dict[str, Any]]:
    for line, ended in one.agreement.ended.items():
        yield {
            "bloc": one.bloc,
            "id": line.id,
            "holder": line.holder,
            "says": constraint_says(one.case, line),
            "ends": ended.value,
            "path": line.path,
        }


def _pivotal(one: BlocCohesion) -> Iterator[dict[str, Any]]:
    for key, lost in one.pivotal.voices.items():
        yield {"bloc": one.bloc, "kind": "voice", "what": name_of(one.case, key), "lost": lost.value}
    for line, lost in one.pivotal.constraints.items():
        yield {
            "bloc": one.bloc,
            "kind": str(line.kind),
            "what": constraint_says(one.case, line),
            "lost": lost.value,
        }


def _votes(one: BlocCohesion) -> Iterator[dict[str, Any]]:
    for vote in one.indices.roll_calls:
        yield {
            "bloc": one.bloc,
            "issue": vote.issue,
            "option": vote.option,
            "yes": vote.yes,
            "no": vote.no,
            "abstain": vote.abstain,
            "rice": number_or_none(vote.rice),
            "agreement": number_or_none(vote.agreement),
        }


def _indices(one: BlocCohesion) -> Iterator[dict[str, Any]]:
    found = one.indices
    for issue, unity in [*found.by_issue.items(), ("overall", found.overall)]:
        yield {
            "bloc": one.bloc,
            "issue": issue,
            "rice": number_or_none(unity.rice),
            "agreement": number_or_none(unity.agreement),
            "polarisation": unity.polarisation,
        }


def _map(one: BlocCohesion) -> Iterator[dict[str, Any]]:
    for point in one.allies_map.points:
        yield {"bloc": one.bloc, "members": ", ".join(point.parties), "x": point.x, "y": point.y}


def _compromise(result: Cohesion) -> list[dict[str, Any]]:
    return [
        {
            "issue": issue,
            "mean": number(found.mean),
            "lowest median": number(found.median[0]),
            "highest median": number(found.median[1]),
            "nearest": ", ".join(found.nearest),
            "unbeaten": ", ".join(found.unbeaten),
        }
        for issue, found in result.compromise.items()
    ]
