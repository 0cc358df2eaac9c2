"""What the stability analysis found, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.stability.concepts import Concept

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from detente.stability.result import Stability

__all__ = ["frames"]

IMPROVEMENTS = ("coalition", "from", "to")
WAYS = ("kind", "to", "step", "by", "from", "into")


def frames(result: Stability) -> dict[str, pd.DataFrame]:
    """Return states, coalition improvements and ways from today as tables; states are numbered from 1.

    ``states`` has a row for each state: its options, for whom it is stable by which concept, and the concepts
    by which it is for everybody.
    """
    import pandas as pd

    names = result.model.decision_makers
    improvements = (
        (" + ".join(names[member] for member in one.coalition), one.origin + 1, one.target + 1)
        for one in result.coalition_improvements or ()
    )
    return {
        "states": _states(result),
        "coalition_improvements": pd.DataFrame(list(improvements), columns=list(IMPROVEMENTS)),
        "ways": pd.DataFrame(list(_ways(result)), columns=list(WAYS)),
        **({} if result.compliance is None else result.compliance.to_frames()),
    }


def _states(result: Stability) -> pd.DataFrame:
    import pandas as pd

    states, number = result.conflict.states, result.model.states
    columns: dict[str, object] = {
        "state": np.arange(1, number + 1),
        "label": [states.label(state) for state in range(number)],
    }
    options = [states.options(state) for state in range(number)]
    for issue in dict.fromkeys(issue for one in options for issue in one):
        columns[issue] = [one.get(issue) for one in options]
    for concept in Concept:
        columns[f"{concept}: all"] = result.equilibria[str(concept)]
        for name, of in result.stable.items():
            columns[f"{concept}: {name}"] = of[str(concept)]
    return pd.DataFrame(columns)


def _ways(result: Stability) -> Iterator[tuple[object, ...]]:
    if result.start is None:
        return
    names = result.model.decision_makers
    kinds = {"improvements": result.start.by_improvements, "any moves": result.start.by_moves}
    for kind, paths in kinds.items():
        for target in result.destinations:
            for number, step in enumerate(paths.path_to(target) or (), 1):
                by = " + ".join(names[maker] for maker in result.model.movers[step.mover])
                yield kind, target + 1, number, by, step.origin + 1, step.target + 1
