"""The risk matrix of a pool: where each threat most likely stands, and which pairs its bands misorder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.threats.ranking import Bands, Placement, risk_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.case.threats import Assessment, Measure
    from detente.threats.pooled import Estimated, Pool
    from detente.threats.ranking import RiskMatrix

__all__ = ["matrix_of"]


def matrix_of(asked: Assessment, pool: Pool) -> RiskMatrix | None:
    """Return the matrix; None where a scale has no bands.

    A threat stands in a cell with the product of how likely its likelihood and its impact lie in these bands,
    exactly from their distributions, as if independent. It is a display: its bands may order two threats
    otherwise than their concern does, and such pairs are named.
    """
    if not asked.likelihood.bands or not asked.impact.bands:
        return None
    placements = {
        threat: Placement(
            np.outer(
                _masses(pool.likelihood[threat], asked.likelihood), _masses(pool.impact[threat], asked.impact)
            ),
            concern,
        )
        for threat in asked.listed
        if (concern := pool.concern(threat)) is not None
    }
    return risk_matrix(placements, _bands(asked.likelihood), _bands(asked.impact))


def _bands(measure: Measure) -> Bands:
    cuts = tuple(float(border.low) for border in measure.bands)
    return Bands(measure.names or tuple(f"band {number + 1}" for number in range(len(cuts) + 1)), cuts)


def _masses(estimated: Estimated, measure: Measure) -> NDArray[np.float64]:
    inner = estimated.distribution.cdf([float(border.low) for border in measure.bands])
    return np.diff(np.concatenate([[0.0], inner, [1.0]]))
