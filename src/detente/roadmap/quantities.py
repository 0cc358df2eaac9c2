"""The quantities that the roadmap publishes, each with the sentence that shows it.

What computes them is imported where it is used, so that a case is checked without loading it.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from detente.case.naming import block_name, joined, within
from detente.case.problems import TooLargeError
from detente.case.wording import in_words
from detente.outcomes.naming import name_of
from detente.outcomes.published import (
    Parameter,
    ParameterKind,
    Quantity,
    UndefinedQuantityError,
    nothing,
)
from detente.roadmap.chance_of import MOST_QUICK, chance_exceeds, chance_grounds, chance_of, keep_chance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.case.formula import Formula, Is
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.holding import Holding
    from detente.roadmap.consent import CaseConsent
    from detente.roadmap.exact.possible import Peak, Possible
    from detente.roadmap.problem import Problem

__all__ = ["QUANTITIES"]

BLOCK = Parameter("block", ParameterKind.BLOCK)
MOVE = Parameter("issue is option", ParameterKind.MOVE)
ROAD = Parameter("formula", ParameterKind.ROAD, optional=True)
KEPT = 4
"""Problems that are kept while claims ask for them again."""


@lru_cache(maxsize=KEPT)
def _problem(certain: CertainCase) -> Problem:
    from detente.roadmap.problem_of import problem_of

    if certain.case.roadmap is None:
        raise UndefinedQuantityError("the case has no roadmap")
    return problem_of(certain)


def _place(certain: CertainCase, block: str) -> int:
    try:
        return _problem(certain).number(block)
    except KeyError:
        raise UndefinedQuantityError(f"{_named(certain, block)} is left out here") from None


def _named(certain: CertainCase, block: str) -> str:
    return f"“{block_name(certain.case, block)}”"


def _pair(certain: CertainCase, pair: int) -> str:
    entry = certain.case.trust[pair]
    one, other = (within(name_of(certain.case, key)) for key in (entry.from_, entry.to))
    return f"the trust of {one} in {other}"


# today


def startable(certain: CertainCase, block: str) -> Fraction:
    """1 where a building block can start today, 0 where it cannot."""
    from detente.roadmap.exact.possible import barriers_today

    return Fraction(not barriers_today(_problem(certain), _place(certain, block)))


def startable_witness(certain: CertainCase, block: str) -> str:
    from detente.roadmap.exact.possible import barriers_today
    from detente.roadmap.result import Roadmap
    from detente.roadmap.sentences import barrier_says

    result, place = Roadmap(certain), _place(certain, block)
    barriers = barriers_today(_problem(certain), place)
    if not barriers:
        return f"{_named(certain, block)} can start today"
    why = "; ".join(barrier_says(result, place, barrier) for barrier in barriers)
    return f"{_named(certain, block)} cannot start today: {why}"


def trust_short(certain: CertainCase, block: str) -> Fraction:
    """Trust that a block needs beyond today's, for the pair that is shortest of it."""
    return max([Fraction(0), *(need - have for need, have, _ in _needs(certain, block))])


def trust_short_witness(certain: CertainCase, block: str) -> str:
    from detente.roadmap.barriers_said import trust_says

    needs = _needs(certain, block)
    if not needs:
        return f"{_named(certain, block)} needs no trust"
    need, have, _ = max(needs, key=lambda one: one[0] - one[1])
    pairs = [_pair(certain, pair) for *levels, pair in needs if levels == [need, have]]
    said = f"{_named(certain, block)} needs {joined(pairs)} to be {trust_says(need)}"
    return f"{said}; {'each' if len(pairs) > 1 else 'it'} is {trust_says(have)}"


def _needs(certain: CertainCase, block: str) -> list[tuple[Fraction, Fraction, int]]:
    """Return what a block needs of each pair, what there is today, and the pair."""
    problem, place = _problem(certain), _place(certain, block)
    needs = problem.blocks[place].needs
    return [(need, problem.trust[pair], pair) for pair, need in enumerate(needs) if need > 0]


def trust_earned(certain: CertainCase, block: str) -> Fraction:
    """Trust that a block earns on delivery, its detection counted in; the sum over all pairs."""
    _, _, changes = _problem(certain).blocks[_place(certain, block)].outcomes[0]
    return sum(changes, Fraction(0))


def trust_earned_witness(certain: CertainCase, block: str) -> str:
    from detente.roadmap.sentences import chance_says

    one = _problem(certain).blocks[_place(certain, block)]
    earned = float(trust_earned(certain, block))
    seen = "" if one.detection == 1 else f", as a breach is noticed with {chance_says(float(one.detection))}"
    return f"{_named(certain, block)} earns {earned:.2f} of trust, all pairs together{seen}"


# in the horizon


@lru_cache(maxsize=KEPT)
def _possible(certain: CertainCase) -> Possible:
    from detente.roadmap.exact.possible import Possible

    return Possible(_problem(certain))


def peak_short(certain: CertainCase, block: str) -> Fraction:
    """Trust that a block needs beyond the highest that can be reached, for the pair shortest of it."""
    peak = _peak(certain, block)
    return max(Fraction(0), peak.needs - peak.peak) if peak else Fraction(0)


def peak_short_witness(certain: CertainCase, block: str) -> str:
    from detente.roadmap.barriers_said import trust_says

    peak = _peak(certain, block)
    if peak is None:
        return f"{_named(certain, block)} needs no trust"
    problem, peaks = _problem(certain), _possible(certain).peaks
    needs = problem.blocks[_place(certain, block)].needs
    pairs = [
        _pair(certain, pair)
        for pair, needed in enumerate(needs)
        if needed == peak.needs and peaks[pair] == peak.peak
    ]
    said = f"{_named(certain, block)} needs {joined(pairs)} to be {trust_says(peak.needs)}"
    return f"{said}; {'each' if len(pairs) > 1 else 'it'} peaks at {trust_says(peak.peak)}"


def _peak(certain: CertainCase, block: str) -> Peak | None:
    from detente.roadmap.exact.startable import TooManyError

    place = _place(certain, block)
    try:
        return _possible(certain).peak(place)
    except TooManyError as error:
        raise TooLargeError(f"the roadmap is too large to be looked at whole: {error}") from None


def p_goal(certain: CertainCase, goal: Formula | None) -> Fraction:
    """Greatest chance that the roadmap's goal, or what a formula says instead, is reached by the horizon."""
    return chance_of(certain, goal)


def p_goal_witness(certain: CertainCase, goal: Formula | None) -> str:
    from detente.roadmap.problem_of import period_at
    from detente.roadmap.sentences import chance_says

    chance = chance_says(float(p_goal(certain, goal)))
    what = "the goal" if goal is None else f"what is sought ({in_words(goal, certain.case)})"
    assert certain.case.roadmap is not None, "or there would be no chance"
    start = certain.case.roadmap.starts or period_at(certain.case, 0)
    return f"at best, {what} is reached with a chance of {chance}, begun in {start}"


def p_after(certain: CertainCase, move: Is) -> Fraction:
    """Greatest chance of the roadmap's goal once a move has been made outside the road."""
    return chance_of(certain, move=move)


def p_after_witness(certain: CertainCase, move: Is) -> str:
    from detente.roadmap.sentences import chance_says

    chance = chance_says(float(p_after(certain, move)))
    return f"once {in_words(move, certain.case)}, the goal is reached at best with a chance of {chance}"


def _goal_assured(holding: Holding, certain: CertainCase, goal: Formula | None) -> str:
    if not keep_chance(holding, certain, goal):
        return ""
    what = "the goal" if goal is None else f"what is sought ({in_words(goal, certain.case)})"
    return f"{what} can be reached"


def _goal_assured_after(holding: Holding, certain: CertainCase, move: Is) -> str:
    if not keep_chance(holding, certain, move=move):
        return ""
    return f"once {in_words(move, certain.case)}, the goal can be reached"


# what of the case could matter


def _of_blocks(certain: CertainCase, *_: object) -> tuple[str, ...]:
    """Return the red lines, demands, floors and rules that could keep any block from being signed."""
    blocks = range(len(_problem(certain).blocks))
    return tuple(dict.fromkeys(path for block in blocks for path in _consent(certain).turns_on(block)))


def _of_goal(certain: CertainCase, goal: Formula | None) -> tuple[str, ...]:
    """Return those, and what the roadmap's goal asks for where that is what is sought.

    Of the latter what some block alone can bring comes first: the less can be brought about in several ways,
    the more likely it is that a claim turns on it in every world.
    """
    return (*_of_blocks(certain), *(_asked(certain) if goal is None else ()))


def _asked(certain: CertainCase) -> list[str]:
    import numpy as np

    from detente.case.formula import conjuncts
    from detente.roadmap.delivered import holds_in
    from detente.roadmap.problem_of import goal_paths

    problem = _problem(certain)
    all_but_one = [(1 << len(problem.blocks)) - 1 - (1 << block) for block in range(len(problem.blocks))]
    without = np.array(all_but_one, dtype=np.uint64)
    assert certain.case.roadmap is not None
    parts = dict(zip(goal_paths(certain.case), conjuncts(certain.case.roadmap.goal.meaning), strict=True))
    return sorted(parts, key=lambda path: bool(holds_in(problem, parts[path], without).all()))


def _of_goal_after(certain: CertainCase, _: Is) -> tuple[str, ...]:
    return _of_goal(certain, None)


def _of_block(certain: CertainCase, block: str) -> tuple[str, ...]:
    return _consent(certain).turns_on(_place(certain, block))


def _consent(certain: CertainCase) -> CaseConsent:
    from detente.roadmap.consent import CaseConsent

    consent = _problem(certain).consent
    assert isinstance(consent, CaseConsent)
    return consent


def _numbers_of_trust(certain: CertainCase, block: str) -> tuple[str, ...]:
    from detente.roadmap.problem_of import pairs_needed

    pairs = pairs_needed(certain.case, block)
    return (f"blocks.{block}.needs", *(f"trust.{pair}" for pair in pairs))


def _numbers_of_earning(certain: CertainCase, block: str) -> tuple[str, ...]:
    return (f"blocks.{block}", *_numbers_of_regimes(certain, [block]))


def _numbers_of_starting(certain: CertainCase, block: str) -> tuple[str, ...]:
    return ("trust", "roadmap", *_numbers_of_blocks(certain, [block]))


def _numbers_of_all(certain: CertainCase, *_: object) -> tuple[str, ...]:
    from detente.roadmap.problem_of import blocks_of

    return ("trust", "roadmap", *_numbers_of_blocks(certain, blocks_of(certain.case)))


def _numbers_of_blocks(certain: CertainCase, blocks: Sequence[str]) -> tuple[str, ...]:
    """Return where the numbers of blocks stand, and those on which their signatures depend."""
    from detente.roadmap.consent import numbers_of_signatures

    signing = (path for block in blocks for path in numbers_of_signatures(certain.case, block))
    own = (f"blocks.{block}" for block in blocks)
    return tuple(dict.fromkeys((*own, *_numbers_of_regimes(certain, blocks), *signing)))


def _numbers_of_regimes(certain: CertainCase, blocks: Sequence[str]) -> tuple[str, ...]:
    """Return where the numbers stand from which it follows how breaches of blocks are noticed."""
    derived = (certain.case.derived.get(f"blocks.{block}.detection") for block in blocks)
    return tuple(number for one in derived if one is not None for number in one.numbers())


def _of_many_blocks(certain: CertainCase, *_: object) -> bool:
    from detente.roadmap.problem_of import blocks_of

    return len(blocks_of(certain.case)) > MOST_QUICK


def _of_few_blocks(*_: object) -> bool:
    return False


READS = "blocks, the roadmap, and who decides on each issue"


def _published(  # noqa: PLR0913, PLR0917 - one for each part of a quantity
    compute: Callable[..., Fraction],
    witness: Callable[..., str],
    turns_on: Callable[..., tuple[str, ...]],
    parameter: Parameter,
    unit: str,
    numbers: Callable[..., tuple[str, ...]],
    *,
    dear: bool = False,
) -> Quantity:
    said = " ".join((compute.__doc__ or "").split())
    return Quantity(
        compute.__name__,
        (parameter,),
        unit,
        said,
        compute,
        witness,
        turns_on,
        READS,
        numbers,
        dear,
        _of_many_blocks if dear else _of_few_blocks,
    )


QUANTITIES = (
    _published(startable, startable_witness, _of_block, BLOCK, "yes or no", _numbers_of_starting),
    _published(trust_short, trust_short_witness, nothing, BLOCK, "trust", _numbers_of_trust),
    _published(trust_earned, trust_earned_witness, nothing, BLOCK, "trust", _numbers_of_earning),
    _published(peak_short, peak_short_witness, _of_blocks, BLOCK, "trust", _numbers_of_all, dear=True),
    replace(
        _published(p_goal, p_goal_witness, _of_goal, ROAD, "chance", _numbers_of_all, dear=True),
        exceeds=lambda certain, goal, number: chance_exceeds(certain, number, goal),
        grounds=chance_grounds,
        assures=_goal_assured,
    ),
    replace(
        _published(p_after, p_after_witness, _of_goal_after, MOVE, "chance", _numbers_of_all, dear=True),
        exceeds=lambda certain, move, number: chance_exceeds(certain, number, move=move),
        grounds=lambda certain, move: chance_grounds(certain, move=move),
        assures=_goal_assured_after,
    ),
)
"""Everything that the roadmap publishes, in the order in which it is listed."""
