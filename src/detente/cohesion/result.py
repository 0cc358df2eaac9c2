"""What the cohesion analysis found, in sentences, tables and plain values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.cohesion.bloc import BlocCohesion
from detente.cohesion.compromise_model import Compromise, compromise
from detente.cohesion.esteban_ray import esteban_ray
from detente.cohesion.sides import sides_of
from detente.cohesion.sizes import Sizes
from detente.cohesion.tables import check_sides, deciding_blocs, divided_blocs, other_side_of
from detente.outcomes.notebook import in_notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import altair as alt
    import pandas as pd

    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.negotiation import Negotiation

__all__ = ["Cohesion"]


@dataclass(frozen=True, eq=False)
class Cohesion:
    """How blocs hold together over what is on the table, in one certain case.

    Each part is found when it is first asked for, and kept. ``bloc`` and ``others`` are those asked for, or
    None; ``result["nato"]`` is what holds for one bloc.
    """

    negotiation: Negotiation
    bloc: str | None = None
    others: tuple[str, ...] | None = None
    alpha: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse who is not in the case or on both sides, and a weight of alikeness that has no meaning."""
        check_sides(self.negotiation, self.bloc, self.others)
        esteban_ray((), (), self.alpha)

    @property
    def certain(self) -> CertainCase:
        """The case with its numbers settled."""
        return self.negotiation.certain

    @property
    def case(self) -> CaseFile:
        """The case."""
        return self.negotiation.case

    @cached_property
    def blocs(self) -> Mapping[str, BlocCohesion]:
        """What holds for each bloc that is looked at."""
        chosen = divided_blocs(self.negotiation) if self.bloc is None else (self.bloc,)
        return {key: self._of(key) for key in chosen}

    def __getitem__(self, bloc: str) -> BlocCohesion:
        """Return what holds for a bloc; raises ``KeyError`` for one that is not looked at."""
        return self.blocs[bloc]

    def _of(self, key: str) -> BlocCohesion:
        signing = self.negotiation.signatories
        others = other_side_of(self.case, signing, key) if self.others is None else self.others
        sides = sides_of(self.certain, key, others, self.negotiation.issues, self.negotiation.today)
        return BlocCohesion(Sizes(sides, self.seed), self.alpha)

    @property
    def united(self) -> tuple[str, ...]:
        """The blocs that decide on something on the table and whose members all want the same."""
        divided = divided_blocs(self.negotiation)
        return tuple(key for key in deciding_blocs(self.negotiation) if key not in divided)

    @cached_property
    def compromise(self) -> Mapping[str, Compromise]:
        """The forecast of the compromise model for each issue on the table whose options have places."""
        found = {issue: compromise(self.certain, issue) for issue in self.negotiation.issues}
        return {issue: one for issue, one in found.items() if one is not None}

    @property
    def exactness(self) -> str:
        """Whether all numbers of packages are ``exact``, or some ``estimated``, or wedges ``bounded``."""
        counts = [
            count
            for one in self.blocs.values()
            for count in (one.agreement.now, one.win_sets.bloc, one.win_sets.overlap, one.win_sets.other_side)
        ]
        if any(not count.exact for count in counts):
            return "estimated"
        return "exact" if all(one.wedges.proved for one in self.blocs.values()) else "bounded"

    @property
    def method(self) -> str:
        """How wedges were found, in words."""
        if all(one.sizes.written_out is not None for one in self.blocs.values()):
            return "all packages that can exist were judged"
        return "packages were counted without being written out, and wedges found by constraint programming"

    def find_all(self, progress: Callable[[str], None]) -> None:
        """Find every part now, and tell ``progress`` in words which one is being found."""
        for key, one in self.blocs.items():
            progress(f"counting what {key} could sign")
            _ = one.win_sets, one.mandate
            progress(f"looking for what splits {key}")
            _ = one.agreement, one.wedges, one.without_demands
            progress(f"looking for who is pivotal in {key}")
            _ = one.pivotal
            progress(f"measuring how united {key} is")
            _ = one.indices, one.allies_map
        _ = self.compromise

    def summary(self) -> list[str]:
        """Return what was found in sentences, the most important first."""
        from detente.cohesion.sentences import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return what was found as named tables."""
        from detente.cohesion.frames import frames

        return frames(self)

    def to_json(self) -> dict[str, Any]:
        """Return what was found as plain values, in the documented form."""
        from detente.cohesion.plain import plain

        return plain(self)

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return what was found as Altair charts by name."""
        from detente.cohesion.charts.charts import charts

        return charts(self)

    def _repr_html_(self) -> str:
        """Show the sentences and the wedges in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["wedges"])
