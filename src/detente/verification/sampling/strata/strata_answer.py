"""The answer to one question about samples from several strata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.outcomes.notebook import in_notebook
from detente.verification.sampling.exact_numbers import probability
from detente.verification.sampling.least import LEVEL
from detente.verification.sampling.strata.cheapest import cheapest_samples

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    import altair as alt
    import pandas as pd

    from detente.verification.sampling.strata.allocation import Allocation
    from detente.verification.sampling.strata.stratum import Stratum

__all__ = ["StrataAnswer", "ask_strata"]


@dataclass(frozen=True)
class StrataAnswer:
    """The cheapest sample from each stratum.

    ``total``: the violations that the violator spreads, or None where each stratum has its own.
    """

    strata: tuple[Stratum, ...]
    total: int | None
    level: Fraction
    allocation: Allocation

    @property
    def question(self) -> str:
        """What is looked for."""
        return "cheapest samples"

    @property
    def exactness(self) -> str:
        """Whether it is ``exact`` that nothing is cheaper, or ``bounded`` by how much."""
        return self.allocation.exactness

    @property
    def method(self) -> str:
        """How the samples were found, in words."""
        return self.allocation.method

    def summary(self) -> list[str]:
        """Return the answer in sentences."""
        from detente.verification.sampling.strata.strata_sentences import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the strata with their samples, and all of them together, as tables."""
        import pandas as pd

        values = self.to_json()
        strata = values.pop("strata")
        return {"strata": pd.DataFrame(strata), "sample": pd.DataFrame([values])}

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain values, in the documented form."""
        from detente.verification.sampling.plain import plain_strata

        return plain_strata(self)

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return the share of each stratum that is looked at, as a chart; none where no sample suffices."""
        from detente.verification.sampling.charts.charts import strata_charts

        return strata_charts(self)

    def _repr_html_(self) -> str:
        """Show the sentences and the samples in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["strata"])


def ask_strata(
    strata: Sequence[Stratum], total: int | None = None, level: str | float | Fraction = LEVEL
) -> StrataAnswer:
    """Return the cheapest sample from each stratum, as ``cheapest_samples`` finds it.

    >>> from detente.verification.sampling.strata.stratum import Stratum
    >>> answer = ask_strata([Stratum("tanks", 200), Stratum("guns", 300)], 10)
    >>> print(answer.summary()[0])
    Look at 129 of 500 items: tanks 51 of 200, guns 78 of 300.
    """
    found = cheapest_samples(strata, total, level)
    return StrataAnswer(tuple(strata), total, probability(level, "the level"), found)
