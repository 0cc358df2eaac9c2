"""The pictures about claims: what flips them, what moves them, and how strong their inputs are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, joined
from detente.claims.audit.pedigree import BY_DEFAULT
from detente.claims.audit.research import untold
from detente.claims.charts.flips_chart import flips_chart
from detente.claims.charts.pedigree_chart import pedigree_chart
from detente.claims.charts.research_chart import research_chart
from detente.claims.charts.tornado_chart import DIGITS, tornado_chart
from detente.claims.flips.said import change_says
from detente.outcomes.counts_said import counted
from detente.outcomes.inputs_said import ground_says, input_says
from detente.outcomes.numbers_said import number_says
from detente.report.pictures import Picture
from detente.report.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.claims.flips.flip import Value
    from detente.claims.flips.tornado import Tornado
    from detente.claims.result import ClaimResult, Claims

__all__ = ["honesty_figures", "tornado_figure"]


def honesty_figures(claims: Claims) -> Iterator[Picture]:
    """Yield the pictures on how far verdicts can be trusted, those for which there is anything to show."""
    if any(one.flips is not None and one.flips.singles for one in claims.claims):
        yield _flips(claims)
    if any(one.pedigree is not None for one in claims.audit.diagnosed):
        yield _pedigree(claims)
    if claims.audit.research:
        yield _research(claims)


def _flips(claims: Claims) -> Picture:
    found = [
        (float(one.flips.singles[0].distance), one.claim.id, one.tested_in, one.flips.singles[0].changes[0])
        for one in claims.claims
        if one.flips is not None and one.flips.singles
    ]
    rows = [
        (claim, capitalised(change_says(case, change)), f"{distance:.2f}")
        for distance, claim, case, change in sorted(found, key=lambda one: one[:2])
    ]
    return Picture(
        "flips",
        "How small a single change flips each claim",
        f"Bars: {'; '.join(f'{claim} {distance} of a range' for claim, _, distance in rows)}.",
        flips_chart(claims),
        Table(
            "The nearest flip of each claim",
            ("Claim", "What changes", "Distance"),
            tuple(rows),
            frozenset({2}),
        ),
        "In units of the range that the case gives; what is left out altogether counts as a whole range.",
        narrow_only=True,
    )


def _pedigree(claims: Claims) -> Picture:
    found = claims.audit.diagnosed
    rows = tuple(
        (capitalised(ground_says(one.case, one.input)), one.basis, joined(one.claims)) for one in found
    )
    weak = sum(one.weak for one in found)
    drawn = sum(one.pedigree is not None for one in found)
    default = len(found) - drawn
    unsaid = f" Not drawn: {default}, which the case leaves at {BY_DEFAULT}." if default else ""
    return Picture(
        "pedigree",
        "Inputs by what they rest on, and by how many claims turn on them",
        f"Discs: {counted(drawn, 'input')} on which claims turn, {weak} on judgement; the table names them.",
        pedigree_chart(claims.audit),
        Table("Inputs on which claims turn", ("Input", "Rests on", "Claims"), rows),
        "A disc holds as many inputs as its number says. What is weak and influential, at the left above, is"
        f" where an argument is in danger (the diagnostic diagram of NUSAP).{unsaid}",
    )


def _research(claims: Claims) -> Picture:
    rows = tuple(
        (
            capitalised(input_says(one.case, one.input)),
            one.basis,
            "; ".join(f"{claim} {part:.2f}" for claim, part in one.reduces.items()),
            f"{one.expected:.2f}",
        )
        for one in claims.audit.research
    )
    return Picture(
        "research",
        "What to find out first",
        f"Bars: {'; '.join(f'{row[0]} {row[3]}' for row in rows)}.",
        research_chart(claims.audit),
        Table(
            "By how much fewer claims would be expected to be undecided",
            ("Input", "Rests on", "Claims", "Expected"),
            rows,
            frozenset({3}),
        ),
        f"Undecided claims, each counted by how far it is, are {claims.audit.undecided or 0:.1f} in all. Bars"
        f" show by how much fewer they would be expected to be if a value were known.{_left_out(claims)}",
        narrow_only=True,
    )


def _left_out(claims: Claims) -> str:
    """Say of which claims draws do not tell what it would be worth to find out; nothing where of none."""
    few = untold(claims)
    return (
        f" Not in the bars: {joined(few)}, for which draws are too few to tell what decides." if few else ""
    )


def tornado_figure(one: ClaimResult) -> Picture | None:
    """Return how far inputs move what a claim compares, where any of them alone turns it; else None."""
    tornadoes = () if one.explained is None else one.explained.tornadoes
    return next((_tornado(one, tornado) for tornado in tornadoes if tornado.turns), None)


def _tornado(one: ClaimResult, tornado: Tornado) -> Picture:
    rows = tuple(
        (
            capitalised(input_says(one.tested_in, swing.input)),
            "; ".join(f"{_number(change.after)}: {_number(value)}" for change, value in swing.ends),
        )
        for swing in tornado.swings
    )
    nominal = _number(tornado.nominal)
    return Picture(
        f"tornado_{one.claim.id}",
        f"How far single inputs move what {one.claim.id} compares",
        f"Bars: by how much {len(rows)} inputs move {tornado.comparison}, {nominal} in the nominal case.",
        tornado_chart(one.tested_in, tornado),
        Table("Left side less right side, at each end of the input", ("Input", "At each end"), rows),
        f"By how much the left side of {tornado.comparison} exceeds the right one as one input moves from end"
        " to end of its range. It turns where both are equal.",
        narrow_only=True,
    )


def _number(value: Value | None) -> str:
    assert not isinstance(value, tuple)
    return "no value" if value is None else number_says(value, DIGITS)
