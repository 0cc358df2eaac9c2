"""What they fear together, in words: pictures, the risk matrix, and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.case.threats import OBSERVER
from detente.outcomes.charts.letter_marks import colour_name
from detente.outcomes.per_cent import per_cent
from detente.report.pictures import Picture
from detente.report.tables import Table
from detente.threats.charts.agenda_chart import lessened
from detente.threats.charts.charts import charts, sides_alone
from detente.threats.charts.density_chart import ABOVE_AND_BELOW
from detente.threats.charts.fit_chart import lines_say
from detente.threats.charts.lettered import lettered
from detente.threats.charts.slope_chart import MOST_SIDES, NOT_JUDGED, heads_of, ranks_of
from detente.threats.said import (
    block_called,
    number_says,
    pool_name,
    side_called,
    threat_called,
    unit_of,
)
from detente.threats.sheffield import FITTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.threats.pooled import Estimated, Pool
    from detente.threats.ranked import JointRanking
    from detente.threats.ranking import RiskMatrix
    from detente.threats.result import Threats

__all__ = ["ThreatsSaid", "threats_said"]


@dataclass(frozen=True)
class ThreatsSaid:
    """The section in words; a case without an assessment has none.

    ``mark``: what stands beside every picture and table where answers rest on judgement alone.
    """

    says: str
    mark: str
    sentences: tuple[str, ...]
    pictures: tuple[Picture, ...]
    matrix: Table | None
    reversals: tuple[str, ...]
    tables: tuple[tuple[str, Table], ...]


def threats_said(result: Threats | None) -> ThreatsSaid | None:
    """Return the section in words."""
    if result is None:
        return None
    mark = " (illustrative)" if result.illustrative else ""
    matrix = result.matrix
    return ThreatsSaid(
        result.assessment.says or "",
        mark,
        tuple(result.summary()),
        tuple(_pictures(result, mark)),
        None if matrix is None else _matrix(result, matrix, mark),
        () if matrix is None else tuple(_reversal(result, *pair) for pair in matrix.reversals),
        (("Concern in every pool", _concerns(result, mark)),) if result.pools else (),
    )


def _pictures(result: Threats, mark: str) -> list[Picture]:
    drawn, sides = charts(result), sides_alone(result)
    found = []
    for scale in ("likelihood", "impact"):
        if scale in drawn:
            found.append(_densities(result, scale, drawn[scale], sides, mark))
        if f"{scale} fitted" in drawn:
            found.append(_fits(result, scale, drawn[f"{scale} fitted"], mark))
    if "ranks" in drawn:
        found.append(_ranks(result, drawn["ranks"], mark))
    if "agenda" in drawn:
        found.append(_agenda(result, drawn["agenda"], mark))
    return found


def _fits(result: Threats, scale: str, chart: object, mark: str) -> Picture:
    pools = [result.pools[name] for name in (FITTED, OBSERVER) if name in result.pools]
    rows = tuple(
        (threat_called(result, threat), *(_median(_of(pool, scale).get(threat)) for pool in pools))
        for threat in result.assessment.listed
    )
    unit = unit_of(result, scale)
    caption = f"{capitalised(scale)} of each threat, as each answered alone"
    thick = ""
    if OBSERVER in result.pools:
        caption, thick = f"{caption}, and the observer", " The thick line is the impartial observer's."
    names = (capitalised(pool_name(result, pool.name)) for pool in pools)
    table = Table(
        caption + mark, ("Threat", *(f"{name}: median and 5% to 95%, {unit}" for name in names)), rows
    )
    said = "; ".join(f"{row[0]}: {', '.join(row[1:])}" for row in rows)
    note = f"Each thin line is fitted to an expert's answer; by side: {lines_say(result)}.{thick}"
    return Picture(
        f"threats_{scale}_fitted", caption + mark, f"Lines. {said}.", chart, table, note, narrow_only=True
    )


def _densities(result: Threats, scale: str, chart: object, sides: list[Pool], mark: str) -> Picture:
    names = [capitalised(pool_name(result, side.name).removesuffix(" alone")) for side in sides]
    rows = tuple(
        (threat_called(result, threat), *(_median(_of(side, scale).get(threat)) for side in sides))
        for threat in result.assessment.listed
    )
    likelihood, within = scale == "likelihood", result.assessment.within
    unit = unit_of(result, scale)
    caption = f"{capitalised(scale)} of each threat{f' within {within}' if likelihood and within else ''}"
    caption += f", as each side sees it{mark}"
    said = "; ".join(f"{row[0]}: {', '.join(row[1:])}" for row in rows)
    columns = ("Threat", *(f"{name}: median and 5% to 95%, {unit}" for name in names))
    note = f"{_whose(names)} The higher, the likelier."
    table = Table(caption, columns, rows)
    return Picture(f"threats_{scale}", caption, f"Densities. {said}.", chart, table, note, narrow_only=True)


def _whose(names: Sequence[str]) -> str:
    """Say which density is whose."""
    coloured = [f"{name} ({colour_name(place)})" for place, name in enumerate(names)]
    if len(names) > ABOVE_AND_BELOW:
        return f"Each side that judged a threat has a line below its name: {', '.join(coloured)}."
    return " ".join(
        f"{where}: {name}." for where, name in zip(("Above the line", "Below it"), coloured, strict=False)
    )


def _of(pool: Pool, scale: str) -> dict[str, Estimated]:
    return dict(pool.likelihood if scale == "likelihood" else pool.impact)


def _median(estimated: Estimated | None) -> str:
    if estimated is None:
        return "not said"
    low, *_, high = estimated.quantiles
    return f"{number_says(estimated.median)} ({number_says(low)} to {number_says(high)})"


def _ranks(result: Threats, chart: object, mark: str) -> Picture:
    assert result.ranking is not None
    ranks = ranks_of(result.ranking)
    rows = tuple(
        (
            threat_called(result, threat),
            *(f"{of[threat]:g}" if threat in of else NOT_JUDGED for of in ranks.values()),
        )
        for threat in result.ranking.kemeny.rankings[0]
    )
    caption = f"What each side fears most{mark}"
    columns = ("Threat", *(capitalised(side_called(result, side)) for side in ranks))
    said = "; ".join(f"{row[0]}: {', '.join(row[1:])}" for row in rows)
    table = Table(caption, columns, rows, frozenset(range(1, len(columns))))
    unjudged = any(NOT_JUDGED in row for row in rows)
    note = (
        "Ranks by Borda's count of each side's experts, of likelihood times impact; 1 is feared most. Threats"
        f" that tie have the same number.{' An empty disc: not judged.' if unjudged else ''}"
        f"{_heads(result, result.ranking)}"
    )
    return Picture("threats_ranks", caption, f"Lines. {said}.", chart, table, note, narrow_only=True)


def _heads(result: Threats, ranking: JointRanking) -> str:
    """Say which side each letter stands for, where there are letters, and which sides are not drawn."""
    heads = {side: "".join(lines) for side, lines in heads_of(result, ranking).items()}
    letters = [f"{head}: {side_called(result, side)}" for side, head in heads.items()]
    said = f" {'; '.join(letters)}." if list(heads.values()) == list(lettered(heads).values()) else ""
    return said + (f" The first {MOST_SIDES} sides are drawn." if len(ranking.of_side) > MOST_SIDES else "")


def _agenda(result: Threats, chart: object, mark: str) -> Picture:
    rows: list[tuple[str, ...]] = []
    for one in result.agenda:
        parts = [f"{threat_called(result, key)} {number_says(value)}" for key, value in one.lessens.items()]
        share = () if one.first is None else (per_cent(one.first),)
        rows.append((block_called(result, one.block), number_says(one.worth), ", ".join(parts), *share))
    caption = f"Joint work, by how much of the shared concern it lessens{mark}"
    said = "; ".join(f"{block}: {worth}" for block, worth, *_ in rows)
    columns = (
        "Joint work",
        "Lessens in all",
        "Threat by threat",
        *(("First, of draws",) if result.draws else ()),
    )
    table = Table(caption, columns, tuple(rows), frozenset({1, 3}))
    parts_of = "; ".join(
        f"{letter}: {threat_called(result, threat)} ({colour_name(place)})"
        for place, (threat, letter) in enumerate(lessened(result).items())
    )
    note = (
        f"Parts of bars by threat: {parts_of}. The shared concern about a threat is that of the side that"
        " fears it least."
    )
    return Picture("threats_agenda", caption, f"Bars. {said}.", chart, table, note, narrow_only=True)


def _matrix(result: Threats, matrix: RiskMatrix, mark: str) -> Table:
    """Return likelihood by impact, the likeliest first, with threats in the cells."""
    rows = []
    for row, likelihood in reversed(list(enumerate(matrix.likelihood.names))):
        cells = [
            [threat_called(result, one) for one, cell in matrix.cells.items() if cell == (row, column)]
            for column in range(len(matrix.impact.names))
        ]
        rows.append((capitalised(likelihood), *(", ".join(cell) or "–" for cell in cells)))
    columns = ("", *(capitalised(name) for name in matrix.impact.names))
    who = "by the impartial observer" if OBSERVER in result.pools else "all experts alike"
    return Table(f"Where each threat most likely stands, {who}{mark}", columns, tuple(rows))


def _reversal(result: Threats, one: str, other: str) -> str:
    first, second = threat_called(result, one), threat_called(result, other)
    mark = "Illustrative: the" if result.illustrative else "The"
    return f"{mark} bands put {first} above {second}, though more harm is to be expected of the latter."


def _concerns(result: Threats, mark: str) -> Table:
    threats = list(result.assessment.listed)
    rows = tuple(
        (
            capitalised(pool_name(result, name)),
            *("–" if (concern := pool.concern(one)) is None else number_says(concern) for one in threats),
        )
        for name, pool in result.pools.items()
    )
    # Those without one expert go by what they say, so that no order tells who it is.
    single = [
        ": " in name and not name.startswith(("side", "without side", "performance without side"))
        for name in result.pools
    ]
    known = [row for row, alone in zip(rows, single, strict=True) if not alone]
    rows = (*known, *sorted(row for row, alone in zip(rows, single, strict=True) if alone))
    columns = ("Pool", *(threat_called(result, threat) for threat in threats))
    caption = f"Likelihood times impact in every pool{mark}"
    return Table(caption, columns, rows, frozenset(range(1, len(columns))))
