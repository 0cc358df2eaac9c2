"""Would they keep it: stability in the Graph Model for Conflict Resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.stability.analysis import analyse
    from detente.stability.ensemble import with_draws
    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.inverse.wanted import wanted
    from detente.stability.options.option_form import OptionForm
    from detente.stability.reasons import reasons_of
    from detente.stability.result import Stability

__all__ = ["GraphModel", "OptionForm", "Stability", "analyse", "reasons_of", "wanted", "with_draws"]

__getattr__ = on_demand(
    __name__,
    {
        "GraphModel": "graph.graph_model",
        "OptionForm": "options.option_form",
        "Stability": "result",
        "analyse": "analysis",
        "reasons_of": "reasons",
        "wanted": "inverse.wanted",
        "with_draws": "ensemble",
    },
)
