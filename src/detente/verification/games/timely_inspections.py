"""The answer about timely detection: how soon a violation is found, and when to inspect."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.outcomes.notebook import in_notebook
from detente.verification.games.seen_dates import next_date, seen_delay, starts_now
from detente.verification.games.timeliness import UnseenDates, check_size, evenly_spaced, unseen_dates

if TYPE_CHECKING:
    from fractions import Fraction

    import altair as alt
    import pandas as pd

    from detente.verification.games.delays import Dates

__all__ = ["TimelyInspections"]


@dataclass(frozen=True)
class TimelyInspections:
    """Interim inspections that are to find a violation soon, and how both sides play it best.

    ``inspections`` are interim ones, each at the end of a period; one more stands at the end of the last.
    ``seen``: the violator sees the interim inspections, and may begin just after one. Delays are in periods.

    Raises ``ValueError`` for numbers that mean nothing, and for games that would take too long.

    >>> print(TimelyInspections(4, 1).value, TimelyInspections(4, 1, seen=True).value)
    11/6 2
    """

    periods: int
    inspections: int
    seen: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be answered before anything is computed."""
        check_size(self.periods, self.inspections, seen=self.seen)

    @cached_property
    def unseen(self) -> UnseenDates:
        """How both sides play when the violator does not see the inspections."""
        return unseen_dates(self.periods, self.inspections)

    @property
    def value(self) -> Fraction:
        """The mean delay that the inspector can be sure of, whatever the violator does."""
        return seen_delay(self.periods, self.inspections) if self.seen else self.unseen.most

    @property
    def least(self) -> Fraction:
        """The mean delay that the violator can be sure of, whatever the inspector does."""
        return self.value if self.seen else self.unseen.least

    @property
    def exact(self) -> bool:
        """Whether both are the same, and so the value of the game."""
        return self.value == self.least

    @cached_property
    def even(self) -> tuple[Dates, int]:
        """Dates as evenly spaced as can be, and the longest delay if everybody knows them."""
        return evenly_spaced(self.periods, self.inspections)

    @property
    def next_date(self) -> dict[int, Fraction]:
        """After how many periods to inspect next when inspections are seen, with probabilities."""
        return next_date(self.periods, self.inspections)

    @property
    def starts_now(self) -> Fraction:
        """The probability with which a violator that sees inspections begins at once."""
        return starts_now(self.periods, self.inspections)

    def summary(self) -> list[str]:
        """Return the answer in sentences, the most important first."""
        from detente.verification.games.timely_said import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return delays, schedules and probabilities by period as tables; what does not apply is empty."""
        import pandas as pd

        def table(columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> pd.DataFrame:
            return pd.DataFrame(rows, columns=list(columns))

        delays: list[tuple[object, ...]] = [
            (name, str(delay), float(delay)) for name, delay in self._delays().items()
        ]
        schedules: list[tuple[object, ...]] = []
        by_period: list[tuple[object, ...]] = []
        if not self.seen:
            schedules = [
                (" ".join(map(str, dates)), str(weight), float(weight))
                for dates, weight in self.unseen.schedules
            ]
            # The last period ends with an inspection in any case.
            inspected = [*map(float, self.unseen.inspected), 1.0]
            starts = map(float, self.unseen.starts)
            by_period = list(zip(range(1, self.periods + 1), inspected, starts, strict=True))
        return {
            "delays": table(("inspections", "periods", "periods_decimal"), delays),
            "schedules": table(("dates", "probability", "probability_decimal"), schedules),
            "by_period": table(("period", "inspected_at_its_end", "violation_begins"), by_period),
        }

    def _delays(self) -> dict[str, Fraction | int]:
        unseen = {} if self.seen else {"unseen": self.unseen.most}
        return {**unseen, "seen": seen_delay(self.periods, self.inspections), "evenly_spaced": self.even[1]}

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain values, in the documented form: fractions as text."""
        found: dict[str, Any] = {
            "game": "timely",
            "periods": self.periods,
            "inspections": self.inspections,
            "seen": self.seen,
            "value": str(self.value),
            "value_decimal": float(self.value),
            "least": str(self.least),
            "gap": float(self.value - self.least),
            "exactness": "exact" if self.exact else "bounded",
            "evenly_spaced": {"dates": list(self.even[0]), "delay": self.even[1]},
        }
        if self.seen:
            found["next"] = [
                {"after": date, "probability": str(chance)} for date, chance in self.next_date.items()
            ]
            found["starts_now"] = str(self.starts_now)
            return found
        found["schedules"] = [
            {"dates": list(dates), "probability": str(weight)} for dates, weight in self.unseen.schedules
        ]
        found["starts"] = [
            {"period": period, "probability": str(chance)}
            for period, chance in enumerate(self.unseen.starts, 1)
            if chance
        ]
        return found

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return the delays as bars and, where dates are drawn, the probabilities by period."""
        from detente.verification.games.charts import dates_chart, delays_chart

        found = {"delays": delays_chart(self)}
        return found if self.seen or self.periods == 1 else {"dates": dates_chart(self), **found}

    def _repr_html_(self) -> str:
        """Show the sentences and the delays in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["delays"])
