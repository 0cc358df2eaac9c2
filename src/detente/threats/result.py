"""What the threats analysis found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from detente.case.arguments import Basis
from detente.case.grounds import basis_of
from detente.case.threats import OBSERVER, Protocol
from detente.outcomes.notebook import in_notebook
from detente.threats.agenda import agenda, resampled, shared_concerns
from detente.threats.agreed import MEASURES, Agreed, agreed_on
from detente.threats.answered import Answered, answered
from detente.threats.matrix import matrix_of
from detente.threats.pooled import EQUAL, calibrated, expert_means, means_among, pools_of
from detente.threats.pools import reliance
from detente.threats.progress import progress_of
from detente.threats.ranked import JointRanking, joint_ranking
from detente.threats.sheffield import fits_of, sheffield_pools

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from detente.case.case import Case
    from detente.case.threats import Assessment
    from detente.threats.agenda import Joint
    from detente.threats.answered import Item
    from detente.threats.fits import Fit
    from detente.threats.pooled import Pool
    from detente.threats.pools import ClassicalModel, Reliance
    from detente.threats.progress import Progress
    from detente.threats.ranking import RiskMatrix

__all__ = ["Threats"]


@dataclass(frozen=True, eq=False)
class Threats:
    """A joint assessment of threats: pools, agreement, a ranking, and what could be done together.

    ``draws``: over how many draws the agenda is judged, of the case's ranges and of experts drawn again;
    ``seed``: of these, and of the intervals.
    """

    case: Case
    assessment: Assessment
    draws: int = 0
    seed: int = 0

    @property
    def illustrative(self) -> bool:
        """Whether all that counts of a side rests on judgement: then it is an example, and no finding.

        So it is of the observer, and where nobody has answered.
        """
        sides: dict[str, list[str]] = {}
        for who in self.answered.answers:
            sides.setdefault(self.answered.sides[who], []).append(who)
        whole = [*sides.values(), *([[OBSERVER]] if self.answered.observer else [])]
        return not sides or any(all(map(self._on_judgement, experts)) for experts in whole)

    @property
    def private(self) -> bool:
        """Whether somebody was asked, or nobody has answered yet: then answers are not for all to read.

        An assessment may be illustrative for one side's sake, and hold what experts of the other answered.
        """
        who = [*self.answered.answers, *([OBSERVER] if self.answered.observer else [])]
        return not who or not all(map(self._on_judgement, who))

    def _on_judgement(self, who: str) -> bool:
        """Tell whether each answer that counts of an expert rests on judgement."""
        default = self.case.defaults.basis
        paths = (
            f"threats.rounds.{place}.answers.{who}.{'.'.join(item)}"
            for item, place in self.answered.given_in[who].items()
        )
        return all((basis_of(self.case, path) or default) is Basis.JUDGEMENT for path in paths)

    @property
    def exactness(self) -> str:
        """How exact it is: that of the joint ranking, as all else is exact but for sampled intervals."""
        return "exact" if self.ranking is None else self.ranking.kemeny.exactness

    @property
    def method(self) -> str:
        """How it was found, in words."""
        return "linear pools of piecewise distributions; Cooke's classical model; Kemeny and Borda"

    @cached_property
    def answered(self) -> Answered:
        """The last answers."""
        return answered(self.assessment)

    @cached_property
    def progress(self) -> Progress:
        """Which round is open, who is waited for, and whether rounds may end."""
        return progress_of(self.assessment)

    @cached_property
    def model(self) -> ClassicalModel | None:
        """The classical model, where there are questions with known answers."""
        return calibrated(self.answered)

    @cached_property
    def rests_on(self) -> Reliance | None:
        """Who has the greatest share in it."""
        if self.model is None:
            return None
        return reliance(self.model, {one: self.answered.sides[one] for one in self.model.scored.scores})

    @cached_property
    def fits(self) -> dict[str, dict[Item, Fit]]:
        """Under SHELF the distribution fitted to each answer, by expert, and the observer's; else none."""
        return fits_of(self.answered) if self.assessment.protocol is Protocol.SHELF else {}

    @cached_property
    def pools(self) -> dict[str, Pool]:
        """The pools, by name."""
        return {**pools_of(self.answered, self.model), **sheffield_pools(self.answered, self.fits)}

    @property
    def joint(self) -> Pool | None:
        """The pool that speaks for all: the observer's of SHELF, or else that of all alike."""
        return self.pools.get(OBSERVER, self.pools.get(EQUAL))

    @cached_property
    def means(self) -> dict[str, dict[tuple[str, str], float]]:
        """What each expert holds on the mean: by expert, by scale and threat."""
        found = expert_means(self.answered)
        return {expert: given for expert, given in found.items() if given}

    @cached_property
    def side_means(self) -> dict[str, dict[tuple[str, str], float]]:
        """The same in the study of each side alone: the mean of those of a side is that of its pool."""
        sides = self.answered.sides
        found: dict[str, dict[tuple[str, str], float]] = {}
        for side in dict.fromkeys(sides.values()):
            found |= means_among(self.answered, [expert for expert in sides if sides[expert] == side])
        return {expert: given for expert, given in found.items() if given}

    @cached_property
    def agreement(self) -> dict[str, Agreed]:
        """Agreement on likelihood, impact and concern; empty where nobody judged a threat."""
        if not self.means:
            return {}
        return {one: agreed_on(self.answered, self.means, one, self.seed) for one in MEASURES}

    @cached_property
    def ranking(self) -> JointRanking | None:
        """The joint ranking by concern; None where nobody judged two threats on both scales."""
        concern = self.agreement.get("concern")
        if concern is None:
            return None
        held = {
            expert: {
                threat: value for threat, value in zip(concern.threats, row, strict=True) if value is not None
            }
            for expert, row in zip(concern.experts, concern.table, strict=True)
        }
        return joint_ranking(held, self.answered.sides, concern.threats, self.seed)

    @cached_property
    def matrix(self) -> RiskMatrix | None:
        """The risk matrix of the pool that speaks for all; None where a scale has no bands."""
        return None if self.joint is None else matrix_of(self.assessment, self.joint)

    @cached_property
    def shared(self) -> dict[str, float]:
        """The concern that all sides share about each threat, in the unit of impact."""
        return shared_concerns(
            self.side_means, self.answered.sides, list(self.assessment.listed), self.assessment.sides
        )

    @cached_property
    def agenda(self) -> list[Joint]:
        """What could be done together, that which lessens most first."""
        threats = list(self.assessment.listed)
        drawn = []
        if self.draws and self.shared:
            experts = resampled(self.side_means, self.answered.sides, self.draws, self.seed)
            cases = islice(self.case.draw(self.draws, self.seed), self.draws)
            drawn = [
                (certain, shared_concerns(*others, threats, self.assessment.sides))
                for certain, others in zip(cases, experts, strict=True)
            ]
        return agenda(self.case.nominal, self.shared, drawn)

    def summary(self) -> list[str]:
        """Return what was found in sentences."""
        from detente.threats.sentences import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return experts, pools, concern, fits, agreement, ranking and agenda as tables."""
        from detente.threats.frames import frames

        return frames(self)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values, in the documented form."""
        from detente.threats.plain import plain

        return plain(self)

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return densities, ranks and agenda as charts by name."""
        from detente.threats.charts.charts import charts

        return charts(self)

    def _repr_html_(self) -> str:
        """Show the sentences and the agenda in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["agenda"])
