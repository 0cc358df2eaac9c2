"""Dresher's game in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.verification.games.said import counted, fraction_says, many

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.verification.games.inspection_game import InspectionGame

__all__ = ["sentences"]

MOST_SAID = 15
"""So many stages are said one by one."""


def sentences(game: InspectionGame) -> list[str]:
    """Return the answer in sentences, the most important first.

    >>> from detente.verification.games.inspection_game import InspectionGame
    >>> for line in sentences(InspectionGame(2, 0))[:2]:
    ...     print(line)
    Without inspections nothing deters the inspectee: it violates, and gains 1.
    Acting legally throughout brings it 0, an undetected violation 1, one that is caught -1.
    """
    if game.periods == 0:
        return ["No period is left: nothing can be violated, and neither side gains or loses anything."]
    if game.inspections >= game.periods:
        return [*_every_period(game), _unit(game), ASSUMED]
    if game.inspections == 0:
        return [
            (
                "Without inspections nothing deters the inspectee: it violates, and gains"
                f" {fraction_says(game.value)}."
            ),
            _unit(game),
            ASSUMED,
        ]
    return [
        (
            f"With {counted(game.inspections, 'inspection')} for {counted(game.periods, 'period')} the"
            f" inspectee can expect {fraction_says(game.value)}."
        ),
        _unit(game),
        *(_announced(game) if game.announced else _unannounced(game)),
        *_stages(game),
        f"All numbers are exact fractions. {ASSUMED}",
    ]


ASSUMED = (
    "Assumed: there is at most one violation; an inspection finds one of its own period, surely, and no"
    " other; the inspectee sees the inspections."
)


def _unit(game: InspectionGame) -> str:
    payoffs = game.payoffs
    caught = -payoffs.penalty
    return (
        f"Acting legally throughout brings it 0, an undetected violation {payoffs.gain}, one that is caught"
        f" {caught}."
    )


def _every_period(game: InspectionGame) -> list[str]:
    payoffs, more = game.payoffs, game.inspections - game.periods
    enough = 1 / (1 + payoffs.ratio)
    idle = f"; {many(more)} more cannot be used" if more else ""
    return [
        (
            f"There is an inspection for {'every period' if game.periods > 1 else 'the only period'}{idle}:"
            " the inspectee acts legally throughout, and neither side gains or loses anything."
        ),
        f"Any probability above {fraction_says(enough)} is enough for each period; at that one violating is"
        " no worse than acting legally."
        if enough < 1
        else "As being caught costs nothing, every period must be inspected, and legal action is no more"
        " than a tie.",
    ]


def _unannounced(game: InspectionGame) -> list[str]:
    first, payoffs = game.first, game.payoffs
    lines = [
        (
            f"Inspect the first period with probability {fraction_says(first.inspect)}; the inspectee"
            f" violates in it with probability {fraction_says(first.violate)}."
        ),
    ]
    if payoffs.zero_sum:
        lines.append(
            "What one side wins the other loses here, so announcing how inspections are drawn would change"
            " neither side's expectation."
        )
    else:
        lines.append(
            f"The inspector loses 1 by an undetected violation and {_caught(payoffs.loss_when_caught)}: it"
            f" can expect to lose {fraction_says(-game.unannounced)}. If it announced how it draws, and kept"
            f" to it, that would be {fraction_says(-game.with_announcement)}."
        )
    return lines


def _announced(game: InspectionGame) -> list[str]:
    payoffs = game.payoffs
    if payoffs.zero_sum:
        then = (
            "What one side wins the other loses here, so without the announcement both could expect the same"
        )
    else:
        then = (
            f"It loses 1 by an undetected violation and {_caught(payoffs.loss_when_caught)}; without the"
            f" announcement it would have to expect a loss of {fraction_says(-game.unannounced)}, as the"
            " inspectee would violate now and then while inspections are left"
        )
    return [
        (
            f"The inspector announces that it inspects the first period with probability"
            f" {fraction_says(game.first.inspect)}, how it draws thereafter, and keeps to it. The inspectee"
            " then acts legally as long as an inspection is left, and violates once there is none."
        ),
        (
            f"Inspections run out before the periods do with probability {fraction_says(game.runs_out)},"
            f" which is what the inspector can expect to lose. {then}."
        ),
    ]


def _caught(loss: Fraction) -> str:
    if loss < 0:
        return f"gains {-loss} by one that is caught"
    return f"{loss} by one that is caught"


def _stages(game: InspectionGame) -> list[str]:
    if not game.all_listed or len(game.stages) > MOST_SAID:
        return [
            "After each period, ask again with the periods and inspections that are left; --json and --csv"
            " list"
            + (" all stages." if game.all_listed else " the stages as long as no period is inspected.")
        ]
    lines = [
        f"- {counted(one.periods, 'period')} and {counted(one.inspections, 'inspection')} left: inspect with"
        f" probability {fraction_says(one.inspect)}; the inspectee violates with"
        f" {fraction_says(one.violate)}."
        for one in game.stages[1:]
        if 0 < one.inspections < one.periods
    ]
    tie = "" if game.payoffs.penalty else ", which is no more than a tie, as being caught costs nothing"
    return [
        *lines,
        (
            "Once there is an inspection for every period left, inspect all, and the inspectee acts"
            f" legally{tie}; once there is none, it violates."
        ),
    ]
