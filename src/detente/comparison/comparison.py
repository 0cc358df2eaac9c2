"""A case and its variants side by side: what each analysis finds in each, and every claim's verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.comparison.chosen import chosen
from detente.comparison.column import Column
from detente.comparison.drawn import Drawn, drawn
from detente.comparison.verdicts import Judged, verdicts_of
from detente.outcomes.notebook import in_notebook
from detente.roadmap.chance_of import note_solution
from detente.roadmap.exact.exact_solution import Exact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    import altair as alt
    import pandas as pd

    from detente.case.case import Case

__all__ = ["SideBySide", "compare"]


@dataclass(frozen=True, eq=False)
class SideBySide:
    """A case, which comes first, and what it is compared with.

    ``claims``: every claim with its verdict in each column. ``drawn``: what was found over ``draws`` from
    ``seed``; None without draws.
    """

    columns: tuple[Column, ...]
    claims: tuple[Judged, ...]
    drawn: Drawn | None
    draws: int
    seed: int

    @property
    def case(self) -> Case:
        """The case as it is."""
        return self.columns[0].case

    @property
    def method(self) -> str:
        """How it was found, in words."""
        return "each analysis as its own command makes it, and all claims together, in the same draws"

    @property
    def exactness(self) -> str:
        """``exact``, or ``estimated`` where some chance, number of packages or Nash solution is not."""
        roads = [one.roadmap for one in self.columns]
        sure = all(road is None or road.exactness == "exact" for road in roads)
        zones = [one.bargaining.zone for one in self.columns if one.bargaining is not None]
        counted = all(zone.feasible.exact and zone.signable.exact for zone in zones)
        proved = all(one.solution is None or one.solution.exactness == "exact" for one in self.columns)
        return "exact" if sure and counted and proved else "estimated"

    def summary(self) -> list[str]:
        """Return what makes the difference in sentences, the most important first."""
        from detente.comparison.sentences import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the comparison as named tables."""
        from detente.comparison.frames import frames

        return frames(self)

    def to_json(self) -> dict[str, Any]:
        """Return the comparison as plain values, in the documented form."""
        from detente.comparison.plain import plain

        return plain(self)

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return the share that can be signed and the chance of the goal as an Altair chart."""
        from detente.comparison.chart import chart

        return {"variants": chart(self)}

    def _repr_html_(self) -> str:
        """Show the sentences and the table of what differs in a notebook."""
        import pandas as pd

        from detente.comparison.table import listed

        names, lines = listed(self)
        return in_notebook(self.summary(), pd.DataFrame([one for one in lines if any(one)], columns=names))


def compare(  # noqa: PLR0913 - what may be set side by side, and how
    case: Case,
    variants: Sequence[str] | None = None,
    *,
    without: Sequence[str] = (),
    starts: Sequence[str] = (),
    draws: int = 0,
    seed: int = 0,
    sufficient: bool = False,
    executor: Executor | None = None,
    progress: Callable[[str], None] | None = None,
) -> SideBySide:
    """Set a case beside some of its variants, or beside all of them where none are named.

    ``without``: building blocks that are taken out of its roadmap, each in a column of its own, or several
    joined by ``+``. ``starts``: periods in which its roadmap starts instead, each in a column of its own.
    With ``draws`` from ``seed``, what variants share has the same value in all of them in each draw.
    ``sufficient`` also looks for what each verdict rests on, which takes long. ``executor`` shares draws and
    that search among processes, and changes nothing in what is found. ``progress`` is told in words what is
    being found.

    What is too large to be found in one of them is not known there, and says so; the others are compared.

    Raises ``CaseError`` for all that is not in the case at once, and where there is nothing to compare with,
    and ``ValueError`` for a negative number of draws.

    >>> import detente
    >>> case = detente.load("nato-russia-2010")
    >>> found = compare(case.with_variant("confidence_only"), ["easier_only"])
    >>> [column.name for column in found.columns]
    ['as it is', 'easier only']
    """
    if draws < 0:
        raise ValueError(f"the number of draws cannot be {draws}")
    say = progress or _silent
    first, *others = chosen(case, variants, without, starts)
    columns = tuple(Column(one, first, seed) for one in (first, *others))
    for one in columns:
        one.find_all(say)
        road = one.roadmap
        if road is not None and isinstance(road.solution, Exact):
            note_solution(road.certain, road.solution)
    say("the claims")
    claims = verdicts_of(
        first, columns, draws=draws, seed=seed, sufficient=sufficient, executor=executor, progress=say
    )
    return SideBySide(columns, claims, drawn(columns, draws, seed, say), draws, seed)


def _silent(_: str) -> None:
    """Say nothing."""
