"""The cost of waiting: the chance of the goal where nothing is begun before some time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.roadmap.exact.configurations import GOAL

if TYPE_CHECKING:
    from detente.roadmap.exact.induction import Induction

__all__ = ["chances_by_start"]


def chances_by_start(induction: Induction) -> tuple[float, ...]:
    """Return for each period the chance of the goal where nothing starts before it.

    While one waits, trust decays, shocks strike and windows open and close.
    """
    graph, periods = induction.graph, induction.problem.periods
    if graph.configurations.start == GOAL:
        return (1.0,) * periods
    environment = graph.environment
    now = np.zeros(environment.size)
    for state, chance in environment.start.items():
        now[state] = chance
    drift = environment.drift(1)
    found = []
    for time in range(periods):
        found.append(float(now @ induction.values[time, 0]))
        now = now if drift is None else np.asarray(drift.T @ now)
    return tuple(found)
