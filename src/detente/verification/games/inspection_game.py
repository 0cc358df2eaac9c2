"""The answer about Dresher's game, announced or not: what each side can expect, and what it does when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from detente.outcomes.notebook import in_notebook
from detente.verification.games.binomial_sums import BinomialSums
from detente.verification.games.dresher import USUAL, check_numbers
from detente.verification.games.leadership import inspector_payoff
from detente.verification.games.stages import Stage, number_of_stages, stage, stages, uninspected_stages

if TYPE_CHECKING:
    from fractions import Fraction

    import altair as alt
    import pandas as pd

    from detente.verification.games.payoffs import Payoffs

__all__ = ["MOST_STAGES", "InspectionGame"]

MOST_PERIODS = 10_000
MOST_BITS = 6_500
"""Sums with more binary digits would make fractions that nobody can print."""
MOST_STAGES = 500
"""So many stages are listed; where there are more, only those as long as no period is inspected."""


@dataclass(frozen=True)
class InspectionGame:
    """Dresher's inspection game with so many periods and inspections, and how both sides play it best.

    ``announced``: the inspector commits itself to how it draws, and says so, before the game begins. All
    numbers are exact fractions.

    Raises ``ValueError`` for numbers below 0, for games whose fractions would be too long, and for an
    announcement without a penalty, which could bring about no more than a tie.

    >>> game = InspectionGame(4, 2)
    >>> print(game.value, game.first.inspect, game.first.violate)
    3/11 4/11 5/33
    """

    periods: int
    inspections: int
    payoffs: Payoffs = USUAL
    announced: bool = False

    def __post_init__(self) -> None:
        """Refuse numbers that mean nothing, and games whose answers would fill pages with digits."""
        check_numbers(self.periods, self.inspections)
        if self.announced and self.payoffs.penalty == 0:
            raise ValueError(
                "Without a penalty an announcement cannot make legal action better than a tie; give a penalty"
                " above 0, or announce nothing."
            )
        if not 0 < self.inspections < self.periods:
            return
        weights = (self.payoffs.ratio, -self.payoffs.loss_when_caught)
        if self.periods > MOST_PERIODS or any(
            abs(BinomialSums(weight).scaled(self.periods, self.inspections)).bit_length() > MOST_BITS
            for weight in weights
        ):
            raise ValueError(
                f"The exact answer for {self.periods:,} periods and {self.inspections:,} inspections would"
                " have thousands of digits; take fewer periods, or payoffs with fewer digits."
            )

    @cached_property
    def first(self) -> Stage:
        """What both sides do in the first period, and what they can expect."""
        return stage(self.periods, self.inspections, self.payoffs, announced=self.announced)

    @property
    def value(self) -> Fraction:
        """What the inspectee can expect, in its own unit; the same whether the inspector announces or not."""
        return self.first.inspectee

    @property
    def inspector(self) -> Fraction:
        """What the inspector can expect, in units of its loss from an undetected violation."""
        return self.first.inspector

    @cached_property
    def unannounced(self) -> Fraction:
        """What the inspector can expect when it announces nothing."""
        return inspector_payoff(self.periods, self.inspections, self.payoffs)

    @cached_property
    def with_announcement(self) -> Fraction:
        """What the inspector can expect when it announces how it draws."""
        return inspector_payoff(self.periods, self.inspections, self.payoffs, announced=True)

    @property
    def runs_out(self) -> Fraction:
        """The probability that no inspection is left while periods are, if all is legal until then."""
        return -self.with_announcement

    @property
    def legal(self) -> str:
        """Whether the inspectee acts legally.

        ``always``, ``while inspections remain``, ``mixed`` (it violates with some probability) or ``never``.
        """
        if self.inspections >= self.periods:
            return "always"
        if self.inspections == 0:
            return "never"
        return "while inspections remain" if self.announced else "mixed"

    @property
    def all_listed(self) -> bool:
        """Whether ``stages`` has all stages that can be reached."""
        return number_of_stages(self.periods, self.inspections) <= MOST_STAGES

    @cached_property
    def uninspected(self) -> tuple[Stage, ...]:
        """The stages as long as no period is inspected, the first 500 of them."""
        path = uninspected_stages(self.periods, self.inspections, self.payoffs, announced=self.announced)
        return tuple(islice(path, MOST_STAGES))

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """All stages that can be reached where they are few, else those as long as no period is inspected."""
        if not self.all_listed:
            return self.uninspected
        return stages(self.periods, self.inspections, self.payoffs, announced=self.announced)

    def summary(self) -> list[str]:
        """Return the answer in sentences, the most important first."""
        from detente.verification.games.inspection_game_said import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the stages as a table: exact fractions as text, and decimal numbers beside them."""
        import pandas as pd

        columns = ("inspect", "violate", "inspectee", "inspector")
        rows = [
            {
                "periods": one.periods,
                "inspections": one.inspections,
                **{name: str(getattr(one, name)) for name in columns},
                **{f"{name}_decimal": float(getattr(one, name)) for name in columns},
            }
            for one in self.stages
        ]
        names = ["periods", "inspections", *columns, *(f"{name}_decimal" for name in columns)]
        return {"stages": pd.DataFrame(rows, columns=names)}

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain values, in the documented form: fractions as text."""
        return {
            "game": "dresher",
            "periods": self.periods,
            "inspections": self.inspections,
            "announced": self.announced,
            "gain": str(self.payoffs.gain),
            "penalty": str(self.payoffs.penalty),
            "caught": str(self.payoffs.loss_when_caught),
            "zero_sum": self.payoffs.zero_sum,
            "value": str(self.value),
            "value_decimal": float(self.value),
            "inspector": str(self.inspector),
            "inspector_unannounced": str(self.unannounced),
            "inspector_announced": str(self.with_announcement),
            "legal": self.legal,
            "runs_out": str(self.runs_out),
            "inspect": str(self.first.inspect),
            "violate": str(self.first.violate),
            "exactness": "exact",
            "stages": [
                {
                    "periods": one.periods,
                    "inspections": one.inspections,
                    "inspect": str(one.inspect),
                    "violate": str(one.violate),
                    "inspectee": str(one.inspectee),
                    "inspector": str(one.inspector),
                }
                for one in self.stages
            ],
            "stages_complete": self.all_listed,
        }

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return the probabilities of inspecting and violating, period by period, as an Altair chart."""
        from detente.verification.games.charts import stages_chart

        return {"stages": stages_chart(self)} if self.periods else {}

    def _repr_html_(self) -> str:
        """Show the sentences and the stages in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["stages"])
