"""What keeps a building block from starting today, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import block_name, joined, within
from detente.case.wording import in_words
from detente.outcomes.constraints_said import UNMET, constraint_says
from detente.outcomes.inputs_said import input_says
from detente.outcomes.naming import name_of
from detente.roadmap.consent import CaseConsent
from detente.roadmap.exact.possible import Barrier
from detente.roadmap.problem_of import period_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from detente.roadmap.result import Roadmap

__all__ = ["are_so_many", "barrier_says", "block_says", "pair_says", "signers_say", "trust_says"]


def block_says(result: Roadmap, block: int) -> str:
    """Return the name of a block in quotation marks."""
    return f"“{block_name(result.case, result.problem.blocks[block].key)}”"


def pair_says(result: Roadmap, pair: int) -> str:
    """Return whose trust in whom a pair is."""
    entry = result.case.trust[pair]
    truster, trusted = (within(name_of(result.case, key)) for key in (entry.from_, entry.to))
    return f"the trust of {truster} in {trusted}"


def trust_says(level: Fraction) -> str:
    """Return a level of trust as it is read: with two decimals, or as many as it has up to four.

    >>> from fractions import Fraction
    >>> trust_says(Fraction("0.3")), trust_says(Fraction("0.225")), trust_says(Fraction(1, 3))
    ('0.30', '0.225', '0.3333')
    """
    whole, decimals = f"{float(level):.4f}".split(".")
    return f"{whole}.{decimals.rstrip('0'):0<2}"


def are_so_many(periods: int) -> str:
    """Return how many periods there are, as the end of a sentence."""
    return f"are {periods}" if periods > 1 else "is one"


def signers_say(result: Roadmap, block: int, delivered: int = 0) -> str:
    """Say on account of what a block is not signed once a set of blocks stands."""
    consent, case = result.problem.consent, result.case
    assert isinstance(consent, CaseConsent)
    lines = [within(constraint_says(case, line)) for line in consent.stopping(block, delivered)]
    rules = [input_says(case, path) for path in consent.broken(block, delivered)]
    unmet = [one.removesuffix(UNMET) for one in lines if one.endswith(UNMET)]
    others = [one for one in lines if not one.endswith(UNMET)]
    return joined([*rules, *others, *([f"{joined(unmet)}{UNMET}"] if unmet else [])])


def barrier_says(result: Roadmap, block: int, barrier: Barrier) -> str:
    """Say what keeps a block from starting today."""
    problem, case = result.problem, result.case
    one = problem.blocks[block]
    match barrier:
        case Barrier.TRUST:
            return _trust_says(result, one.needs)
        case Barrier.PREREQUISITE:
            return f"it has to wait until {in_words(one.after, case)}"
        case Barrier.WINDOW:
            assert case.roadmap is not None
            begins = case.roadmap.starts
            late = begins is not None and begins != period_at(case, 0)
            return f"the road begins in {begins}" if late else "its window is closed"
        case Barrier.HORIZON:
            return f"it takes {one.lasts} periods, and there {are_so_many(problem.periods)}"
        case Barrier.CAPACITY:
            return f"it takes {one.takes} at a time, and there is room for {problem.capacity}"
    return signers_say(result, block)


def _trust_says(result: Roadmap, needs: Sequence[Fraction]) -> str:
    """Say whose trust is short of what is needed, those together of whom as much is needed."""
    short: dict[Fraction, list[str]] = {}
    for pair, (have, need) in enumerate(zip(result.problem.trust, needs, strict=True)):
        if have < need:
            short.setdefault(need, []).append(f"{pair_says(result, pair)} ({trust_says(have)})")
    return ", and ".join(
        f"{joined(pairs)} must be at least {trust_says(need)}" for need, pairs in short.items()
    )
