"""Every expert of a study scored: calibration and information."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.threats.pools.calibration import calibration, interval_counts, likelihood_ratio
from detente.threats.pools.information import information, mean_information
from detente.threats.pools.intrinsic_range import OVERSHOOT, intrinsic_range
from detente.threats.pools.minimum_information import minimum_information

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.threats.pools.distribution import Distribution
    from detente.threats.pools.intrinsic_range import IntrinsicRange
    from detente.threats.pools.study import Study

__all__ = ["Score", "ScoredStudy", "distributions_of", "ranges_of", "score_of", "scored_study"]


@dataclass(frozen=True)
class Score:
    """How well somebody did on the seed questions.

    ``counts``: by set of levels, how many realisations fell in each interval; empty without answered seeds.
    ``likelihood_ratio``, ``calibration``: None where it cannot be said, without answered seeds.
    ``information``: nats, the mean over the answered seed questions, with which weights are made.
    ``information_of_all``: nats, the mean over all answered questions.
    """

    counts: Mapping[tuple[float, ...], tuple[int, ...]]
    likelihood_ratio: float | None
    calibration: float | None
    information: float | None
    information_of_all: float | None

    @property
    def combined(self) -> float | None:
        """Calibration times information: what weighs an expert, and what a cut-off is chosen to maximise."""
        if self.calibration is None or self.information is None:
            return None
        return self.calibration * self.information


@dataclass(frozen=True)
class ScoredStudy:
    """A study with the ranges of its questions, and the distributions and scores of its experts.

    ``ranges``: by question, without those that nobody answered.
    ``distributions``, ``information``: by expert and question; information in nats.
    ``effective``: the fewest seed questions that any expert answered, but for those who answered none.
    """

    study: Study
    overshoot: float
    ranges: Mapping[str, IntrinsicRange]
    distributions: Mapping[str, Mapping[str, Distribution]]
    information: Mapping[str, Mapping[str, float]]
    effective: int
    scores: Mapping[str, Score]


def scored_study(study: Study, overshoot: float = OVERSHOOT) -> ScoredStudy:
    """Return the scores of every expert of a study.

    ``overshoot``: the share by which each range of answers is extended on either side.

    One who answered fewer seed questions than others lowers the effective number for all, and so raises the
    calibration of all: fewer questions distinguish less. One who answered none has no calibration, and does
    not lower the number, which would be 0.

    Source: R. M. Cooke, *Experts in Uncertainty*, Oxford 1991, chapter 12; R. M. Cooke and L. L. H. J.
    Goossens, "TU Delft expert judgment data base", Reliability Engineering and System Safety 93 (2008).

    Raises ``ValueError`` where a range or a distribution cannot be: see ``intrinsic_range`` and
    ``minimum_information``.

    >>> from detente.threats.pools import Assessment, Question, Study
    >>> study = Study({"a": Question(realisation=3)}, {"x": {"a": Assessment((0.05, 0.5, 0.95), (2, 4, 12))}})
    >>> found = scored_study(study).scores["x"]
    >>> dict(found.counts), round(found.calibration, 4), round(found.information, 4)
    ({(0.05, 0.5, 0.95): (0, 1, 0, 0)}, 0.6601, 0.219)
    """
    ranges = ranges_of(study, overshoot)
    distributions = distributions_of(study, ranges)
    informed = {
        expert: {
            name: information(answer.levels, distributions[expert][name].positions[1:-1].tolist())
            for name, answer in answers.items()
        }
        for expert, answers in study.assessments.items()
    }
    answered = [len(study.answered_seeds(expert)) for expert in study.assessments]
    effective = min((number for number in answered if number), default=0)
    scores = {
        expert: score_of(study, _fallen(study, expert), informed[expert], effective)
        for expert in study.assessments
    }
    return ScoredStudy(study, overshoot, ranges, distributions, informed, effective, scores)


def ranges_of(study: Study, overshoot: float = OVERSHOOT) -> dict[str, IntrinsicRange]:
    """Return the range of each question that somebody answered; as ``scored_study``."""
    found = {question: intrinsic_range(study, question, overshoot) for question in study.questions}
    return {question: one for question, one in found.items() if one is not None}


def distributions_of(
    study: Study, ranges: Mapping[str, IntrinsicRange]
) -> dict[str, dict[str, Distribution]]:
    """Return what each expert holds of each question, by expert and question; as ``scored_study``."""
    return {
        expert: {name: minimum_information(answer, ranges[name]) for name, answer in answers.items()}
        for expert, answers in study.assessments.items()
    }


def score_of(
    study: Study,
    fallen: Iterable[tuple[tuple[float, ...], int]],
    informed: Mapping[str, float],
    effective: int,
) -> Score:
    """Return the score of an expert or of a pool.

    ``fallen``: for each answered seed question its levels and the interval where the realisation lies.
    ``informed``: by answered question, in nats. ``effective``: as in ``ScoredStudy``.
    """
    counts = interval_counts(fallen)
    seeds = [informed[name] for name in study.seeds if name in informed]
    return Score(
        counts,
        likelihood_ratio(counts, effective) if counts else None,
        calibration(counts, effective) if counts else None,
        mean_information(seeds),
        mean_information(list(informed.values())),
    )


def _fallen(study: Study, expert: str) -> Iterable[tuple[tuple[float, ...], int]]:
    for name, realisation in study.answered_seeds(expert).items():
        answer = study.assessments[expert][name]
        yield answer.levels, answer.interval_of(realisation)
