"""Unannounced interim inspections as a linear programme over flows from each inspection to the next.

The inspector draws a path 0 = t(0) < t(1) < … < t(k) < N of dates; drawing paths is a flow of one unit from
date 0 to N over edges (t, next u, inspections done), so the programme has about k N² / 2 variables and not
one for each of the C(N - 1, k) schedules. Let d(i) be the mean delay of a violation that begins in period i.
Where no inspection stands at the end of period i, d(i + 1) is d(i) - 1; where one does, d(i) counts 1 and the
next stands at some u. So d(i + 1) = d(i) - 1 + Σ (u - i) · flow from i to u, one sparse equation for each
period. The inspector makes the largest of the d(i) as small as it can; the multipliers of d(i) ≤ z are the
violator's probabilities of beginning in period i.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from detente.verification.games.delays import Dates

__all__ = ["Method", "number_of_edges", "optimal_flow"]

Method = Literal["highs-ipm", "highs-ds"]
NOTHING = 1e-12
"""A flow or probability no larger than this is the rounding error of the solver."""


def number_of_edges(periods: int, inspections: int) -> int:
    """Return how many variables the flow has, for fewer interim inspections than there are dates.

    >>> number_of_edges(12, 2)
    75
    """
    free = periods - 1 - inspections
    return 2 * (free + 1) + (inspections - 1) * (free + 1) * (free + 2) // 2 if inspections else 1


def optimal_flow(
    periods: int, inspections: int, method: Method = "highs-ipm"
) -> tuple[list[tuple[Dates, float]], list[float]]:
    """Return the inspector's schedules with their probabilities, and the violator's probabilities by period.

    Both are as precise as the solver (HiGHS); whoever uses them checks them exactly. For 1 to N - 2 interim
    inspections. ``method`` is that of HiGHS. Raises ``ValueError`` where the solver gives up.

    >>> schedules, starts = optimal_flow(3, 1)
    >>> [(dates, round(weight, 6)) for dates, weight in schedules], [round(one, 6) for one in starts]
    ([((1,), 0.5), ((2,), 0.5)], [0.5, 0.5, 0.0])
    """
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    done, start, end = _edges(periods, inspections)
    count, last = len(done), end == periods
    nodes, leaves = np.unique(_node(done, start, periods), return_inverse=True)
    enters = np.searchsorted(nodes, _node(done + 1, end, periods)[~last])
    edge, period = np.arange(count), np.arange(periods)
    equations = len(nodes) + periods
    # Rows: the flow leaves each node as it came; then the delay of each period from that of the one before.
    rows = [leaves, enters, len(nodes) + start, len(nodes) + period, len(nodes) + period[1:]]
    columns = [edge, edge[~last], edge, count + period, count + period[1:] - 1]
    entries = [np.ones(count), -np.ones(len(enters)), (start - end).astype(float)]
    entries += [np.ones(periods), -np.ones(periods - 1)]
    right = np.zeros(equations)
    right[0] = 1
    right[len(nodes) + 1 :] = -1
    shape = (equations, count + periods + 1)
    holds: Any = coo_array(
        (np.concatenate(entries), (np.concatenate(rows), np.concatenate(columns))), shape=shape
    )
    below: Any = coo_array(
        (
            np.repeat([1.0, -1.0], periods),
            (np.tile(period, 2), np.concatenate([count + period, np.full(periods, count + periods)])),
        ),
        shape=(periods, count + periods + 1),
    )
    cost = np.zeros(count + periods + 1)
    cost[-1] = 1
    found: Any = linprog(
        cost, A_ub=below.tocsc(), b_ub=np.zeros(periods), A_eq=holds.tocsc(), b_eq=right, method=method
    )
    if found.status != 0:
        raise ValueError(f"HiGHS could not solve the linear programme: {found.message}")
    flow = dict(
        zip(zip(done.tolist(), start.tolist(), end.tolist(), strict=True), found.x[:count], strict=True)
    )
    starts = [max(-float(one), 0.0) for one in found.ineqlin.marginals]
    return _paths(flow, periods), [one if one > NOTHING else 0.0 for one in starts]


def _edges(periods: int, inspections: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return inspections done, date, and date of the next, of each edge; exactly so many are made."""
    import numpy as np

    parts = []
    for done in range(inspections + 1):
        latest = periods - 1 - (inspections - done)
        starts = np.arange(done, latest + 1) if done else np.array([0])
        ends = np.arange(done + 1, latest + 2) if done < inspections else np.array([periods])
        start, end = np.meshgrid(starts, ends, indexing="ij")
        keeps = start < end
        parts.append((np.full(int(keeps.sum()), done), start[keeps], end[keeps]))
    done_, start_, end_ = (np.concatenate(one) for one in zip(*parts, strict=True))
    return done_, start_, end_


def _node(done: NDArray[np.int64], date: NDArray[np.int64], periods: int) -> NDArray[np.int64]:
    return done * (periods + 1) + date


def _paths(flow: dict[tuple[int, int, int], float], periods: int) -> list[tuple[Dates, float]]:
    """Take the flow apart into paths: again and again the one along the largest flows."""
    ways: dict[tuple[int, int], dict[int, float]] = {}
    for (done, start, end), amount in flow.items():
        if amount > NOTHING:
            ways.setdefault((done, start), {})[end] = float(amount)
    found = []
    while ways.get((0, 0)):
        path, at, done = [], 0, 0
        while at < periods:
            onward = ways.get((done, at))
            if not onward:
                break
            at = max(onward, key=onward.__getitem__)
            path.append((done, at))
            done += 1
        dates = [0, *(date for _, date in path)]
        edges = [((done, dates[done]), date) for done, date in path]
        amount = min(ways[node][date] for node, date in edges)
        for node, date in edges:
            ways[node][date] -= amount
            if ways[node][date] <= NOTHING:
                del ways[node][date]
        if at == periods:
            found.append((tuple(dates[1:-1]), amount))
    return sorted(found)
