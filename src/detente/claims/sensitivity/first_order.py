"""How far each input decides a claim over draws: first-order effects from given data.

The strength of an input is the first-order index of the claim's truth (1 where it holds, 0 where it fails):
the part of the variance that would be expected to go if one learnt the input's value. All of them together
are at most 1, up to chance; what is left of 1 is decided by inputs acting together and by weaker ones, or is
not seen: of an input beyond one value of which a claim turns, the few frequencies that chance leaves room for
show but a part, the smaller the fewer draws there are and the fewer of them go against the others.

Sources: S. Tarantola, D. Gatelli and T. A. Mara, "Random balance designs for the estimation of first order
global sensitivity indices", Reliability Engineering and System Safety 91 (2006); E. Plischke, "An effective
algorithm for computing global sensitivity indices (EASI)", ibid. 95 (2010), for given data; J.-Y. Tissot and
C. Prieur, "Bias correction for the estimation of sensitivity indices based on random balance designs", ibid.
107 (2012). Computed by SALib.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from math import floor, log2
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

__all__ = ["FEWEST_DRAWS", "Effect", "Effects", "effects_of"]

FEWEST_DRAWS = 50
"""Fewer draws than this tell nothing of single inputs."""
FEWEST_EXCEPTIONS = 5
"""Nor do draws of which fewer go against the others."""
MOST_HARMONICS, DRAWS_FOR_EACH = 10, 50
"""Frequencies that are summed, at most, and so many draws for each, so that chance has little room.

Of a step in the middle of a range four of them see nine tenths, and ten 96 %; of one that leaves a tenth of
the draws on one side, seven tenths and nine tenths.
"""
CHANCE = 0.05
"""An input is named only if chance alone would name any in fewer cases than this."""
ORDERS, CHUNKS = 6000, 6
"""Random orders of draws from which it is found what chance alone would do, so many parts at a time."""
MOST_NAMED = 10
"""Inputs that are named at most, the strongest."""
MANY = 60
"""Draws that go against the others, from which on chance does what it does to numbers of any kind."""
RESAMPLES = 40
"""Samples from which the interval of a strength is found."""


@dataclass(frozen=True)
class Effect:
    """How far one input decides: its first-order index, with a 95 % interval from resampled draws.

    The interval tells what chance does, and not what is never seen of a sharp turn.
    """

    input: str
    strength: float
    interval: tuple[float, float]


@dataclass(frozen=True)
class Effects:
    """The inputs that decide a claim, strongest first.

    ``noise``: the strength that chance alone gives to some input in one case of twenty; weaker ones are not
    named. ``inputs``: how many were measured, in how many ``draws``. ``strengths``: that of each, also of
    those not named.
    """

    named: tuple[Effect, ...]
    noise: float
    inputs: int
    draws: int
    strengths: Mapping[str, float]

    @property
    def together(self) -> float:
        """How much those named decide on their own, up to all."""
        return min(1.0, sum(one.strength for one in self.named))


def effects_of(held: ArrayLike, varying: Mapping[str, NDArray[np.float64]], seed: int = 0) -> Effects | None:
    """Return how far each input decides whether a claim holds; None where draws are too few to tell.

    ``held``: whether it holds in each draw; ``varying``: the numbers of each input. Shape of all: (draws,).

    >>> first, second = np.random.default_rng(1).random((2, 400))
    >>> found = effects_of(first > 0.5, {"first": first, "second": second})
    >>> [(one.input, round(one.strength, 1)) for one in found.named]
    [('first', 0.9)]
    """
    outcome = np.array(held, dtype=np.float64)
    minority = min(outcome.sum(), len(outcome) - outcome.sum())
    if len(outcome) < FEWEST_DRAWS or minority < FEWEST_EXCEPTIONS or not varying:
        return None
    strengths = {name: one for name, (one, _) in _measured(varying, outcome, 0, seed).items()}
    noise = _noise(len(outcome), int(minority), len(varying))
    ranked = sorted(strengths, key=lambda name: -strengths[name])[:MOST_NAMED]
    named = {name: varying[name] for name in ranked if strengths[name] > noise}
    effects = tuple(
        Effect(name, min(1.0, strength), (max(0.0, strength - around), min(1.0, strength + around)))
        for name, (strength, around) in _measured(named, outcome, RESAMPLES, seed).items()
    )
    return Effects(effects, noise, len(varying), len(outcome), strengths)


def _measured(
    varying: Mapping[str, NDArray[np.float64]], outcome: NDArray[np.float64], resamples: int, seed: int
) -> dict[str, tuple[float, float]]:
    """Return the index of each input, and half the width of its interval, which takes some resamples."""
    from SALib.analyze import rbd_fast

    if not varying:
        return {}
    problem = {"num_vars": len(varying), "names": list(varying)}
    numbers = np.column_stack(list(varying.values()))
    with np.errstate(invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of no resamples no interval can be made
        found = rbd_fast.analyze(
            problem, numbers, outcome, M=_harmonics(len(outcome)), num_resamples=resamples, seed=seed
        )
    pairs = zip(found["S1"], found["S1_conf"], strict=True)
    return {name: (float(one), float(around)) for name, (one, around) in zip(varying, pairs, strict=True)}


def _noise(draws: int, minority: int, inputs: int) -> float:
    """Return the index that hardly any of so many inputs without an effect exceeds."""
    from SALib.analyze.rbd_fast import unskew_S1

    summed = _harmonics(draws)
    if minority >= MANY:
        # The part of the variance at so many of n / 2 frequencies, each with two degrees of freedom.
        from scipy.stats import beta

        return float(unskew_S1(beta.isf(CHANCE / inputs, summed, draws / 2 - summed), summed, draws))
    steps = floor(2 * log2(minority))
    # The fewer go against the others, the more chance can do: their number is rounded down.
    by_chance = _by_chance(draws, floor(2 ** (steps / 2)))
    return float(np.quantile(by_chance, 1 - CHANCE / inputs))


@lru_cache(maxsize=64)
def _by_chance(draws: int, minority: int) -> NDArray[np.float64]:
    """Return indices of inputs without an effect: (orders,).

    For such an input draws are in random order: the index is found in many orders of as many draws of either
    kind.
    """
    from SALib.analyze.rbd_fast import unskew_S1
    from scipy.signal import periodogram

    generator = np.random.default_rng(draws)
    summed = _harmonics(draws)
    outcome = np.zeros((ORDERS // CHUNKS, draws))
    outcome[:, :minority] = 1
    parts = []
    for _ in range(CHUNKS):
        _, power = periodogram(generator.permuted(outcome, axis=1), axis=1)
        parts.append(power[:, 1 : summed + 1].sum(axis=1) / power[:, 1:].sum(axis=1))
    found: NDArray[np.float64] = unskew_S1(np.concatenate(parts), summed, draws)
    return found


def _harmonics(draws: int) -> int:
    return max(1, min(MOST_HARMONICS, draws // DRAWS_FOR_EACH))
