"""A case beside its variants: the chance of each, what differs, and the order that suits them all."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.case.problems import CaseError, Problem, closest, quoted
from detente.outcomes.notebook import in_notebook
from detente.roadmap.comparison.paired import PairedDifference, paired
from detente.roadmap.comparison.regret import NEARLY, Judged, Regret, judged, minimax_regret, restricted
from detente.roadmap.exact.calendar import Entry, calendar
from detente.roadmap.result import Roadmap
from detente.roadmap.simulation import Simulation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import altair as alt
    import pandas as pd

    from detente.case.case import Case

__all__ = ["Comparison", "Plan", "compare", "in_variants"]


@dataclass(frozen=True)
class Plan:
    """A fixed order, what it brings in each roadmap, and in which of them no better one is known."""

    judged: Judged
    best_in: tuple[int, ...]
    least_regret: bool


@dataclass(frozen=True, eq=False)
class Comparison:
    """The roadmaps of a case and of some of its variants; the first is the base that others are compared to.

    Each part is found when it is first asked for, and kept.
    """

    roadmaps: tuple[Roadmap, ...]
    _progress: Callable[[str], None] | None = field(default=None, repr=False)

    @property
    def base(self) -> Roadmap:
        """The roadmap of the case as it stands, or of the variant that was asked for first."""
        return self.roadmaps[0]

    @property
    def seed(self) -> int:
        """The seed of the runs, which is the same for all."""
        return self.base.seed

    @property
    def exact(self) -> bool:
        """Whether the chances of all roadmaps are exact."""
        return all(one.exactness == "exact" for one in self.roadmaps)

    @cached_property
    def differences(self) -> tuple[PairedDifference, ...]:
        """For each roadmap but the base how its runs compare with those of the base in the same luck.

        An estimate may have fewer runs; then the first ones that all have are compared.
        """
        played = [one.monte_carlo for one in self.roadmaps]
        runs = min(one.runs for one in played)
        base, *others = (Simulation(one.reached[:runs], one.seed) for one in played)
        return tuple(paired(one, base) for one in others)

    @cached_property
    def regret(self) -> Regret | None:
        """The order of least greatest regret; None where some best chance is not known."""
        if not self.exact:
            return None
        own = [(order, one.fixed_order.exact) for order, one in zip(self._own, self.roadmaps, strict=True)]
        return minimax_regret([one.induction for one in self.roadmaps], own, self._progress)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The order of least regret, then the best one of each roadmap in which the goal can be reached.

        Of orders that bring the same in every roadmap only the first is kept. Nothing where some best chance
        is not known.
        """
        if self.regret is None:
            return ()
        found = [self.regret.minimax]
        inductions = [road.induction for road in self.roadmaps]
        for order, one in zip(self._own, self.roadmaps, strict=True):
            own = judged(inductions, order)
            if one.probability > 0 and not any(own.brings_the_same_as(other) for other in found):
                found.append(own)
        best = [one.fixed_order.probability for one in self.roadmaps]
        return tuple(
            Plan(
                one,
                tuple(
                    place
                    for place, (chance, most) in enumerate(zip(one.chances, best, strict=True))
                    if most > 0 and chance >= most - NEARLY
                ),
                one is self.regret.minimax,
            )
            for one in found
        )

    @cached_property
    def calendars(self) -> tuple[tuple[Entry, ...], ...]:
        """For each roadmap when the blocks of the order of least regret run there, if all is delivered."""
        if self.regret is None:
            return ()
        return tuple(
            calendar(one.induction.graph, restricted(one.induction, self.regret.minimax.order), one.problem)
            for one in self.roadmaps
        )

    @cached_property
    def _own(self) -> tuple[tuple[str, ...], ...]:
        """The best order of each roadmap."""
        return tuple(
            tuple(one.problem.blocks[block].key for block in one.fixed_order.order) for one in self.roadmaps
        )

    def find_all(self, progress: Callable[[str], None]) -> None:
        """Find every part now, and tell ``progress`` in words which one is being found."""
        for place, one in enumerate(self.roadmaps):
            progress(f"finding the best policy, {place + 1} of {len(self.roadmaps)}")
            _ = one.probability
        progress("playing them out")
        _ = self.differences
        progress("looking for the order of least regret")
        _ = self.plans, self.calendars

    def summary(self) -> list[str]:
        """Return what was found in sentences, the most important first."""
        from detente.roadmap.comparison.said import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return what was found as named tables."""
        from detente.roadmap.comparison.plain import frames

        return frames(self)

    def to_json(self) -> dict[str, Any]:
        """Return what was found as plain values, in the documented form."""
        from detente.roadmap.comparison.plain import plain

        return plain(self)

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return what was found as Altair charts by name; none where there are no orders to compare."""
        from detente.roadmap.charts.regret import regret_chart

        return {"regret": regret_chart(self)} if self.plans else {}

    def _repr_html_(self) -> str:
        """Show the sentences and the chances in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["variants"])


def compare(
    case: Case,
    variants: Sequence[str],
    *,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> Comparison:
    """Return the roadmap of a case beside those of some of its variants.

    Parts of the result are found when they are asked for; with ``progress``, which is told in words what is
    being found, all of them at once. ``seed`` is that of the simulated runs, which meet the same luck in all.

    Raises ``CaseError`` for unknown variants, and where one of them has no roadmap.

    >>> import detente
    >>> case = detente.load("nato-russia-2010")
    >>> found = compare(case.with_variant("easier_only"), ["confidence_only"])
    >>> [road.probability for road in found.roadmaps]
    [0.0, 0.0]
    """
    others = [one for one in in_variants(case, variants) if one.variant != case.variant]
    say = [] if progress is None else [progress]
    roadmaps = tuple(Roadmap(one.nominal, seed, say) for one in (case, *others))
    for one in roadmaps:
        try:
            _ = one.problem
        except CaseError as error:
            raise CaseError(_in(one.case, problem) for problem in error.problems) from None
    result = Comparison(roadmaps, progress)
    if progress is not None:
        result.find_all(progress)
    return result


def in_variants(case: Case, names: Sequence[str]) -> tuple[Case, ...]:
    """Return a case in each of some variants, each once.

    Raises ``CaseError`` for all unknown variants at once, and for all that do not fit the case.
    """
    known = case.base.variants
    problems = [
        Problem(f"unknown variant {quoted(name)}", suggestion=closest(name, known))
        for name in names
        if name not in known
    ]
    if not names:
        problems.append(Problem("name at least one variant to compare the case with"))
    if problems and not known:
        problems = [Problem("the case has no variants")]
    found = []
    for name in dict.fromkeys(name for name in names if name in known):
        try:
            found.append(case.with_variant(name))
        except CaseError as error:
            problems += error.problems
    if problems:
        raise CaseError(problems)
    return tuple(found)


def _in(case: Case, problem: Problem) -> Problem:
    if case.variant is None:
        return problem
    return Problem(f"in the variant {quoted(case.variant)}, {problem.message}", problem.file)
