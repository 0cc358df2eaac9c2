"""The risk matrix: likelihood and impact in bands. It is for display; nothing is to be ranked by it.

L. A. Cox, "What's wrong with risk matrices?", Risk Analysis 28 (2008), shows that banding may put the
smaller risk above the larger one; such reversals are named.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

__all__ = ["Bands", "Placement", "RiskMatrix", "placement_of_draws", "placement_of_marginals", "risk_matrix"]

ROUNDING = 1e-9
"""How far probabilities may be from adding up to 1."""


@dataclass(frozen=True)
class Bands:
    """Bands from the lowest to the highest, and the cuts between them; a value on a cut is in the upper band.

    Raises ``ValueError`` where there is not one cut fewer than bands, cuts do not rise, or two bands have one
    name.

    >>> Bands(("low", "high"), (0.5,)).numbers([0.2, 0.5, 0.9]).tolist()
    [0, 1, 1]
    """

    names: tuple[str, ...]
    cuts: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.cuts) != len(self.names) - 1:
            raise ValueError(
                f"there must be one cut fewer than bands, not {len(self.cuts)} for {len(self.names)}"
            )
        if not all(low < high for low, high in pairwise(self.cuts)) or not np.isfinite(self.cuts).all():
            raise ValueError(f"the cuts between bands must be finite and rise: {self.cuts}")
        if len(set(self.names)) < len(self.names):
            raise ValueError(f"two bands have the same name: {Counter(self.names).most_common(1)[0][0]!r}")

    def numbers(self, values: ArrayLike) -> NDArray[np.intp]:
        """Return the number of each value's band, the lowest being 0."""
        return np.searchsorted(self.cuts, _draws(values), side="right")


@dataclass(frozen=True, eq=False)
class Placement:
    """Where one threat stands: its probability in each cell, (bands of likelihood, bands of impact).

    ``expected_loss``: the mean of likelihood times impact, in units of impact. Raises ``ValueError`` where
    the cells are no table of probabilities that add up to 1, or the loss is not finite.
    """

    cells: NDArray[np.float64]
    expected_loss: float

    def __post_init__(self) -> None:
        if self.cells.ndim != 2:  # noqa: PLR2004 - likelihood and impact
            raise ValueError("the cells of a risk matrix have rows for likelihood and columns for impact")
        if not (self.cells >= 0).all() or abs(float(self.cells.sum()) - 1) > ROUNDING:
            raise ValueError("the probabilities of the cells must be 0 or more and add up to 1")
        if not np.isfinite(self.expected_loss):
            raise ValueError("the expected loss must be a finite number")

    @property
    def likeliest(self) -> tuple[int, int]:
        """The cell with the greatest probability; of several, the one with the higher bands."""
        rows, columns = np.nonzero(self.cells == self.cells.max())
        return max(zip(rows.tolist(), columns.tolist(), strict=True), key=lambda cell: (_score(cell), cell))


@dataclass(frozen=True)
class RiskMatrix:
    """Threats in cells, for display.

    ``cells``: of each threat the likeliest cell, as numbers of bands from 0; ``scores``: the product of its
    bands counted from 1, as risk matrices have it. ``reversals``: pairs of which the first has the greater
    score, and the second the greater expected loss.
    """

    likelihood: Bands
    impact: Bands
    placements: Mapping[str, Placement]
    cells: Mapping[str, tuple[int, int]]
    scores: Mapping[str, int]
    reversals: tuple[tuple[str, str], ...]


def placement_of_draws(likelihood: ArrayLike, impact: ArrayLike, rows: Bands, columns: Bands) -> Placement:
    """Place a threat by joint draws: its likelihood and its impact, (draws,) each, drawn together.

    Raises ``ValueError`` where there are no draws, not as many of both, a likelihood is not from 0 to 1, or a
    number is not finite.

    >>> low_high = Bands(("low", "high"), (0.5,))
    >>> placed = placement_of_draws([0.2, 0.8], [1, 0.1], low_high, low_high)
    >>> placed.cells.tolist(), round(placed.expected_loss, 2)
    ([[0.0, 0.5], [0.5, 0.0]], 0.14)
    """
    chance, harm = _chances(likelihood), _draws(impact)
    if len(chance) != len(harm):
        raise ValueError(
            f"joint draws have one impact for each likelihood, not {len(harm)} for {len(chance)}"
        )
    cells = np.zeros((len(rows.names), len(columns.names)))
    np.add.at(cells, (rows.numbers(chance), columns.numbers(harm)), 1)
    return Placement(cells / len(chance), float((chance * harm).mean()))


def placement_of_marginals(
    likelihood: ArrayLike, impact: ArrayLike, rows: Bands, columns: Bands
) -> Placement:
    """Place a threat by draws of its likelihood and of its impact that are independent of each other.

    As many draws of both are not needed. Raises ``ValueError`` as ``placement_of_draws`` does.

    >>> low_high = Bands(("low", "high"), (0.5,))
    >>> placed = placement_of_marginals([0.2, 0.8], [1, 1, 0.1, 0.1], low_high, low_high)
    >>> placed.cells.tolist(), round(placed.expected_loss, 3)
    ([[0.25, 0.25], [0.25, 0.25]], 0.275)
    """
    chance, harm = _chances(likelihood), _draws(impact)
    by_row = np.bincount(rows.numbers(chance), minlength=len(rows.names)) / len(chance)
    by_column = np.bincount(columns.numbers(harm), minlength=len(columns.names)) / len(harm)
    return Placement(np.outer(by_row, by_column), float(chance.mean() * harm.mean()))


def risk_matrix(placements: Mapping[str, Placement], likelihood: Bands, impact: Bands) -> RiskMatrix:
    """Return threats in the cells of a risk matrix, with the pairs that it orders the wrong way round.

    Pairs that have the same score or the same expected loss are no reversals.

    Raises ``ValueError`` where a placement has other bands than these.

    >>> low_high = Bands(("low", "high"), (0.5,))
    >>> placements = {
    ...     "rare": placement_of_draws([0.45], [0.45], low_high, low_high),
    ...     "frequent": placement_of_draws([0.6], [0.1], low_high, low_high),
    ... }
    >>> found = risk_matrix(placements, low_high, low_high)
    >>> found.scores, found.reversals
    ({'rare': 1, 'frequent': 2}, (('frequent', 'rare'),))
    """
    for name, placed in placements.items():
        if placed.cells.shape != (len(likelihood.names), len(impact.names)):
            raise ValueError(
                f"{name!r} is placed in other bands than those of the matrix; use the same for all"
            )
    cells = {name: placed.likeliest for name, placed in placements.items()}
    scores = {name: _score(cell) for name, cell in cells.items()}
    reversals = []
    for one, other in combinations(placements, 2):
        ahead = scores[one] - scores[other]
        worse = placements[one].expected_loss - placements[other].expected_loss
        most = max(abs(placements[one].expected_loss), abs(placements[other].expected_loss))
        if abs(worse) > ROUNDING * most and ahead * worse < 0:
            reversals.append((one, other) if ahead > 0 else (other, one))
    return RiskMatrix(likelihood, impact, dict(placements), cells, scores, tuple(reversals))


def _score(cell: tuple[int, int]) -> int:
    return (cell[0] + 1) * (cell[1] + 1)


def _draws(values: ArrayLike) -> NDArray[np.float64]:
    found = np.asarray(values, dtype=np.float64)
    if found.ndim != 1 or not found.size or not np.isfinite(found).all():
        raise ValueError("draws must be a list of at least one number, all of them finite")
    return found


def _chances(values: ArrayLike) -> NDArray[np.float64]:
    found = _draws(values)
    if not ((found >= 0) & (found <= 1)).all():
        raise ValueError("a likelihood must be a probability from 0 to 1")
    return found
