"""What is stable however unknown comparisons turn out, what only in some ways, and what in none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.stability.completions.comparison import Comparison
    from detente.stability.completions.result import Completions, completions_of
    from detente.stability.completions.said import completions_say
    from detente.stability.completions.verdict import Verdict

__all__ = ["Comparison", "Completions", "Verdict", "completions_of", "completions_say"]

__getattr__ = on_demand(
    __name__,
    {
        "Comparison": "comparison",
        "Completions": "result",
        "Verdict": "verdict",
        "completions_of": "result",
        "completions_say": "said",
    },
)
