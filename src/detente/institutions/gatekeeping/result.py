"""What gatekeeping returns: who stands between the members of a bloc and a partner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from detente.outcomes.notebook import in_notebook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    import altair as alt
    import pandas as pd

    from detente.case.model import CaseFile
    from detente.institutions.gatekeeping.agreement_network import AgreementNetwork
    from detente.institutions.gatekeeping.consent_polynomial import ConsentPolynomial
    from detente.institutions.gatekeeping.network_measures import NetworkMeasures

__all__ = ["Gatekeeping"]


@dataclass(frozen=True)
class Gatekeeping:
    """How far the routes of fellow members to a partner hang on the consent of each member of a bloc.

    ``values``: G of each member at ``probability``, from 0 to 1. ``polynomials``: G as a polynomial in the
    probability of consent; None where the network is too large to go through. ``routes``: for each member
    that has one when everybody consents, the agreements along a shortest route. ``agreements``: all that lie
    on some route then. ``loses``: for each member, the fellow members who have a route when everybody
    consents and none when it alone refuses.

    ``exactness`` is ``exact`` or ``estimated``; only an estimate has ``intervals``, which hold jointly with
    a probability of 95 % at least, ``samples`` and a ``seed``.

    ``answer`` says who is the gatekeeper, if anybody is; ``witness`` what happens if a member refuses.
    """

    case: CaseFile = field(repr=False)
    network: AgreementNetwork = field(repr=False)
    bloc: str
    partner: str
    probability: Fraction
    values: Mapping[str, Fraction]
    polynomials: Mapping[str, ConsentPolynomial] | None
    routes: Mapping[str, tuple[str, ...]]
    agreements: tuple[str, ...]
    loses: Mapping[str, tuple[str, ...]]
    exactness: Literal["exact", "estimated"]
    intervals: Mapping[str, tuple[float, float]] | None = None
    samples: int | None = None
    seed: int | None = None
    answer: str = ""
    witness: str = ""

    @property
    def greatest(self) -> tuple[str, ...]:
        """The members with the greatest G; of an estimate, all whose interval does not lie below another's.

        Nobody where no G is above zero, or, of an estimate, where all may be zero.
        """
        if self.intervals is not None:
            bar = max((low for low, _ in self.intervals.values()), default=0.0)
            return tuple(one for one, (_, high) in self.intervals.items() if high >= bar) if bar > 0 else ()
        top = max(self.values.values(), default=0)
        return tuple(one for one, value in self.values.items() if value == top) if top > 0 else ()

    @property
    def gatekeeper(self) -> str | None:
        """The one member whose G exceeds that of every other; None where there is no such member."""
        return self.greatest[0] if len(self.greatest) == 1 and len(self.values) > 1 else None

    @property
    def tied(self) -> tuple[str, ...]:
        """The members who share the greatest G, or are not told apart by an estimate; else nobody."""
        return self.greatest if len(self.greatest) > 1 else ()

    @property
    def all_alike(self) -> bool:
        """Whether every member is as much a gatekeeper as any other."""
        return len(self.tied) == len(self.values) > 1

    @property
    def measures(self) -> NetworkMeasures:
        """Brokerage, betweenness and centralisation of the same agreements, read as ties of pairs."""
        from detente.institutions.gatekeeping.network_measures import network_measures

        return network_measures(self.case, self.network)

    def summary(self) -> list[str]:
        """Return what was found in sentences: who is the gatekeeper, and what shows it."""
        return [sentence for sentence in (self.answer, self.witness) if sentence]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables of members and of the network."""
        from detente.institutions.gatekeeping.frames import frames

        return frames(self)

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return the network of agreements as an Altair chart, under its name."""
        from detente.institutions.gatekeeping.charts.agreements_chart import agreements_chart

        return {"agreements": agreements_chart(self.case, self.network)}

    def to_json(self) -> dict[str, Any]:
        """Return what was found as plain values."""
        from detente.institutions.gatekeeping.plain import plain

        return plain(self)

    def _repr_html_(self) -> str:
        """Show the sentences and the members in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["members"])
