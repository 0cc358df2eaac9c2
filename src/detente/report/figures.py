"""The pictures of the page, each with its caption, its words and its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.charts.charts import charts
from detente.bargaining.charts.draws_chart import bins_of, draws_chart
from detente.bargaining.charts.frontier_chart import PLANE
from detente.bargaining.charts.frontier_lines import MOST_LINES
from detente.bargaining.charts.frontier_plane import others_drawn
from detente.bargaining.charts.lettered import lettered
from detente.bargaining.charts.obstacles_chart import MOST_DRAWN, fewer
from detente.bargaining.charts.zone_chart import signed_alone
from detente.bargaining.solutions.gain_shares import gain_shares, ideals
from detente.case.naming import capitalised, joined, option_name, within
from detente.claims.audit.given import BASES
from detente.outcomes.charts.bar_rows import Row, Segment, bar_rows
from detente.outcomes.charts.letter_marks import colour_name, colour_of
from detente.outcomes.counts_said import count_says, counted, roughly
from detente.outcomes.naming import name_of
from detente.report.naming import ordinal, percent
from detente.report.obstacles_said import obstacles_table
from detente.report.pictures import Picture
from detente.report.solutions import frontier_table
from detente.report.tables import Table

if TYPE_CHECKING:
    from detente.bargaining.ensemble import Ensemble
    from detente.bargaining.result import Bargaining
    from detente.claims.audit.given import Inputs
    from detente.report.report import Report

__all__ = ["figures_of"]

_RANKS = dict(zip(BASES, (2, 0, 5, 1, 3), strict=True))
"""The colour of what rests on each basis, by its rank."""


def figures_of(report: Report) -> dict[str, Picture]:
    """Return the pictures by name; what a case does not have is left out."""
    result = report.bargaining
    drawn = charts(result)
    found = {}
    if "zone" in drawn:
        found["zone"] = _zone(result, drawn["zone"])
    if report.ensemble is not None and len(set(report.ensemble.counts)) > 1:
        found["draws"] = _draws(report.ensemble)
    if "frontier" in drawn:
        found["frontier"] = _frontier(result, drawn["frontier"])
    if "obstacles" in drawn:
        found["obstacles"] = _obstacles(result, drawn["obstacles"])
    if report.inputs.given:
        found["ground"] = _ground(report.inputs)
    return found


def _zone(result: Bargaining, chart: object) -> Picture:
    case = result.negotiation.case
    feasible, signable = result.zone.feasible.value, result.zone.signable.value
    counts = [("can exist under the rules", feasible)]
    counts += [
        (f"{within(name_of(case, key))} would sign", count) for key, count in signed_alone(result).items()
    ]
    counts.append(("all signatories would sign", signable))
    said = "; ".join(f"{words}: {count_says(count)}" for words, count in counts)
    rows = tuple(
        (capitalised(words), count_says(count), percent(count / feasible)) for words, count in counts
    )
    return Picture(
        "zone",
        "Packages, from those that can exist to those that all signatories would sign",
        f"Bars. Packages that {said}.",
        chart,
        Table("Packages", ("", "Packages", "Share"), rows, frozenset({1, 2})),
    )


def _draws(ensemble: Ensemble) -> Picture:
    counts, nominal = ensemble.counts, count_says(ensemble.nominal.zone.signable.value)
    rows = tuple((one.says, f"{one.draws:,}") for one in bins_of(counts))
    return Picture(
        "draws",
        f"How many packages can be signed, over {counted(ensemble.draws, 'draw')} of all that is uncertain",
        f"A histogram of the number of signable packages over {ensemble.draws:,} draws, from"
        f" {roughly(min(counts))} to {roughly(max(counts))}; the nominal case has {nominal}.",
        draws_chart(ensemble),
        Table(
            "Draws by the number of signable packages",
            ("Signable packages", "Draws"),
            rows,
            frozenset({0, 1}),
        ),
    )


def _frontier(result: Bargaining, chart: object) -> Picture:
    in_a_plane = len(result.negotiation.signatories) == PLANE
    return _plane(result, chart) if in_a_plane else _lines(result, chart)


def _letters(result: Bargaining) -> str:
    return "; ".join(
        f"{one.letter} ({one.says}): "
        + joined(
            f"{within(name_of(result.negotiation.case, key))} {float(value):,.1f}"
            for key, value in one.point.value.items()
        )
        for one in lettered(result)
    )


def _plane(result: Bargaining, chart: object) -> Picture:
    first, second = (within(name_of(result.negotiation.case, key)) for key in result.negotiation.signatories)
    others = others_drawn(result)
    note = (
        "Blue dots: the frontier. Discs with letters: what the solutions pick. Dashed lines: what no"
        " agreement is worth to each."
    )
    if others:
        note += f" {capitalised(others)}: other packages that can be signed."
    return Picture(
        "frontier",
        f"What packages are worth to {first} and to {second}",
        f"A plane with points for {first} across and for {second} up. {len(result.frontier):,} values are on"
        f" the frontier. In points, {_letters(result)}.",
        chart,
        frontier_table(result),
        note,
    )


def _lines(result: Bargaining, chart: object) -> Picture:
    case = result.negotiation.case
    drawn = len(result.frontier)
    note = "Each line is one value on the frontier; those with letters are what the solutions pick."
    if drawn > MOST_LINES:
        note += (
            f" {drawn:,} values are too many to draw, so every {ordinal(-(-drawn // MOST_LINES))} is shown."
        )
    still = [within(name_of(case, key)) for key, ideal in ideals(result).items() if ideal <= 0]
    if still:
        are = "is" if len(still) == 1 else "are"
        note += f" {capitalised(joined(still))} cannot gain by any package and {are} left out."
    shares = "; ".join(
        f"{one.letter} ({one.says}): "
        + joined(
            f"{within(name_of(case, key))} {percent(float(share))}"
            for key, share in gain_shares(result, one.point).items()
        )
        for one in lettered(result)
    )
    return Picture(
        "frontier",
        "Gains over no agreement, as a share of the most that each signatory can gain",
        f"A row for each signatory, from no agreement to the most it can gain, and a line down the rows for"
        f" each of {drawn:,} values. {shares}.",
        chart,
        frontier_table(result),
        note,
    )


def _obstacles(result: Bargaining, chart: object) -> Picture:
    case = result.negotiation.case
    harmful = fewer(result)
    said = "; ".join(
        f"{name_of(case, one.move.issue)}, {option_name(case, one.move.issue, one.move.after)}:"
        f" {one.before:,} become {one.after:,}"
        for one in harmful[:MOST_DRAWN]
    )
    return Picture(
        "obstacles",
        "Combinations of the other issues that can be signed, before a move and after it",
        f"Bars. {said}.",
        chart,
        obstacles_table(result),
        "Pale: before. Dark: after.",
    )


def _ground(inputs: Inputs) -> Picture:
    rows, table = [], []
    for kind, counts in inputs.by_kind.items():
        total = sum(counts.values())
        segments = tuple(
            Segment(
                counts[basis],
                colour_of(_RANKS[basis]),
                f"{kind}, {basis}: {counts[basis]}",
                str(counts[basis]),
            )
            for basis in BASES
            if counts[basis]
        )
        rows.append(Row(kind, f"{total:,}", segments))
        table.append(
            (kind, *(f"{counts[basis]:,}" if counts[basis] else "–" for basis in BASES), f"{total:,}")
        )
    said = ", ".join(f"{basis} {inputs.on(basis):,}" for basis in BASES if inputs.on(basis))
    return Picture(
        "ground",
        "Inputs by what they rest on",
        f"Bars for each kind of input. All {counted(len(inputs.given), 'input')} by basis: {said}.",
        bar_rows(rows),
        Table(
            "Inputs by kind and basis",
            ("Kind", *map(capitalised, BASES), "All"),
            tuple(table),
            frozenset(range(1, len(BASES) + 2)),
        ),
        f"{capitalised('; '.join(f'{basis}: {colour_name(_RANKS[basis])}' for basis in BASES))}.",
    )
