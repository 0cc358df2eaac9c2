"""Timely detection: how soon interim inspections find a violation that may begin in any period.

There are N periods, an inspection at the end of the last, and k interim inspections, each at the end of a
period. A violation begins at the start of a period of the violator's choice; the next inspection finds it,
surely. The violator wants it to go undetected for as many periods as possible, the inspector for as few: a
zero-sum game about the delay. Here the violator does not see the interim inspections, and so begins at a
date drawn beforehand (H. Diamond, Minimax policies for unobservable inspections, Mathematics of Operations
Research 7, 1982; R. Avenhaus and M. J. Canty, Compliance Quantified, Cambridge 1996, ch. 5); ``seen_dates``
has the game in which it does see them. An inspection that may miss a violation is not offered: what it finds
would depend on all inspections before it, and no longer on the next alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from detente.case.problems import TooLargeError
from detente.verification.games.delays import delay, expected_delays, least_delay
from detente.verification.games.exact_support import equalising
from detente.verification.games.inspection_flow import Method, number_of_edges, optimal_flow
from detente.verification.games.one_interim import one_interim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.verification.games.delays import Dates

__all__ = ["MOST_EDGES", "MOST_PERIODS", "MOST_WORK", "UnseenDates", "evenly_spaced", "unseen_dates"]

MOST_PERIODS = 1_000
"""No more periods are taken on."""
MOST_EDGES = 70_000
"""No linear programme with more variables is taken on; one as large takes some seconds."""
MOST_WORK = 500_000
"""Nor one in which variables times inspections are more: such programmes can take minutes."""
MOST_EXACT = 120
"""So many schedules are at most made exact; what is mixed of more stays between bounds."""
METHODS: tuple[Method, ...] = ("highs-ipm", "highs-ds")
"""The interior point method is mostly quicker; where it is not precise enough, the simplex method follows."""
WIDEST = Fraction(1, 10**6)
"""So many periods the two bounds may at most be apart."""
STEPS = 2**40
"""Probabilities that are not made exact are whole multiples of one over this many."""
SIMPLE = 10_000
"""A fraction is simple if its denominator is no larger."""


@dataclass(frozen=True)
class UnseenDates:
    """How both sides play when the violator does not see the inspections, and what each is then sure of.

    ``schedules`` are the dates of the interim inspections with their probabilities, ``starts`` the
    probabilities with which a violation begins in period 1, 2, …; both are exact, and so are the bounds that
    follow from them: the mean delay is at most ``most`` whatever the violator does, and at least ``least``
    whatever the inspector does.
    """

    periods: int
    inspections: int
    schedules: tuple[tuple[Dates, Fraction], ...]
    starts: tuple[Fraction, ...]
    most: Fraction
    least: Fraction

    @property
    def exact(self) -> bool:
        """Whether the bounds meet: what they say is the value of the game."""
        return self.most == self.least

    @property
    def inspected(self) -> tuple[Fraction, ...]:
        """The probability of an interim inspection at the end of period 1, 2, …, the last one left out."""
        found = [Fraction(0)] * (self.periods - 1)
        for dates, weight in self.schedules:
            for date in dates:
                found[date - 1] += weight
        return tuple(found)


def unseen_dates(periods: int, inspections: int) -> UnseenDates:
    """Solve the game in which the violator does not see the interim inspections.

    One interim inspection has a closed form; more are a linear programme (HiGHS), whose solution is made
    exact where at most 120 schedules are drawn from. Either way the bounds are computed from the strategies
    of the answer in exact fractions, and by nothing else. More interim inspections than dates between periods
    are of no use, and are left out.

    Raises ``ValueError`` for no period, for fewer than no inspections, and for games too large.

    >>> found = unseen_dates(4, 1)
    >>> print(found.most, found.exact, [(dates, str(weight)) for dates, weight in found.schedules])
    11/6 True [((1,), '1/3'), ((2,), '1/2'), ((3,), '1/6')]
    """
    check_size(periods, inspections)
    made = min(inspections, periods - 1)
    if made == 0:
        return _checked(periods, inspections, [((), Fraction(1))], _at(1, periods))
    if made == periods - 1:
        return _checked(periods, inspections, [(tuple(range(1, periods)), Fraction(1))], _at(1, periods))
    if made == 1:
        _, inspected, starts = one_interim(periods)
        single = [((date,), chance) for date, chance in enumerate(inspected, 1) if chance]
        return _checked(periods, inspections, single, starts)
    for method in METHODS:
        found = _by_programme(periods, inspections, method)
        if found.most - found.least <= WIDEST:
            return found
    raise ValueError(
        f"The linear programme for {periods} periods with {inspections} interim inspections was not solved"
        " precisely enough; ask with one period or one inspection more or less."
    )


def _by_programme(periods: int, inspections: int, method: Method) -> UnseenDates:
    """Solve the linear programme, and keep the best exact strategies near its solution."""
    paths, begun = optimal_flow(periods, inspections, method)
    dates = [one for one, _ in paths]
    begins = [place for place, chance in enumerate(begun, 1) if chance > 0]
    delays = [[delay(start, one, periods) for one in dates] for start in begins]
    columns = [list(column) for column in zip(*delays, strict=True)]
    draws = [
        list(zip(dates, weights, strict=True))
        for weights in _mixtures([weight for _, weight in paths], delays)
    ]
    begun_by = [
        dict(zip(begins, chances, strict=True))
        for chances in _mixtures([begun[place - 1] for place in begins], columns)
    ]
    beginnings = [tuple(one.get(place, Fraction(0)) for place in range(1, periods + 1)) for one in begun_by]
    most, schedules = min(((max(expected_delays(one, periods)), one) for one in draws), key=itemgetter(0))
    least, starts = max(((least_delay(one, inspections)[0], one) for one in beginnings), key=itemgetter(0))
    return UnseenDates(periods, inspections, tuple(schedules), starts, most, least)


def check_size(periods: int, inspections: int, *, seen: bool = False) -> None:
    """Refuse numbers that mean nothing, and games that would take too long, with a ``ValueError``.

    Where inspections are ``seen`` there is no linear programme that could be too large.
    """
    if periods < 1:
        raise ValueError(f"{periods} is no number of periods in which a violation may begin; give 1 or more.")
    if inspections < 0:
        raise ValueError(f"{inspections} is no number of inspections; there can be none, or more.")
    made = min(inspections, periods - 1)
    edges = number_of_edges(periods, made) if 1 < made < periods - 1 and not seen else 0
    if periods > MOST_PERIODS or edges > MOST_EDGES or edges * made > MOST_WORK:
        raise TooLargeError(
            f"{periods} periods with {inspections} interim inspections are too many to be solved; count in"
            " longer periods, such as weeks instead of days."
        )


def evenly_spaced(periods: int, inspections: int) -> tuple[Dates, int]:
    """Return dates as evenly spaced as they can be, and the longest delay if everybody knows them.

    >>> evenly_spaced(12, 2), evenly_spaced(10, 2)
    (((4, 8), 4), ((3, 6), 4))
    """
    made = min(inspections, periods - 1)
    dates = tuple(place * periods // (made + 1) for place in range(1, made + 1))
    return dates, max(after - before for before, after in pairwise((0, *dates, periods)))


def _checked(
    periods: int, inspections: int, schedules: Sequence[tuple[Dates, Fraction]], starts: tuple[Fraction, ...]
) -> UnseenDates:
    most = max(expected_delays(schedules, periods))
    least, _ = least_delay(starts, min(inspections, periods - 1))
    return UnseenDates(periods, inspections, tuple(schedules), starts, most, least)


def _at(start: int, periods: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(place == start) for place in range(1, periods + 1))


def _mixtures(chances: list[float], delays: list[list[int]]) -> list[tuple[Fraction, ...]]:
    """Return exact probabilities near those of the solver, one of which should be what it meant.

    These are the probabilities in steps, as simple fractions, and those that make the ``delays`` equal.
    """
    whole = [round(chance * STEPS) for chance in chances]
    found = [tuple(Fraction(one, sum(whole)) for one in whole)]
    if len(chances) > MOST_EXACT:
        return found
    if len(delays) == len(chances):
        equal = equalising(delays)
        found += [equal] if equal else []
    simple = tuple(Fraction(chance).limit_denominator(SIMPLE) for chance in chances)
    return [*found, simple] if sum(simple) == 1 else found
