r"""The relations index: how one party has acted towards another, by dated events. It does not measure trust.

1. *Duplicates.* Events of one day, source, target and root code count once, with the mean of their distinct
   scores; events without a code count once for each day, source, target and sign of the score.
2. *Fading.* An event of age :math:`t` days at the date of the case counts :math:`2^{-t/h}`, :math:`h` the
   half-life.
3. *Apart.* Cooperation :math:`C` is the sum of the positive scores so weighted, over 10; conflict :math:`K`
   that of the negative ones, without their sign. The unit of both is one event of the highest score, today.
4. *Index.* :math:`(C + a) / (C + K + 2a)`, with a prior weight :math:`a` on each side: 0.5 without events.
5. *Band.* Events come in spells, so calendar weeks (Monday to Sunday) are drawn, not events: in a draw, each
   week counts as often as a Poisson number of mean 1 says. Drawing from ever more weeks, most of them empty,
   comes to the same; so nobody need say when the record began, and how much happened varies as well. The band
   holds the middle 90 % of the draws.
6. *Suggested range.* In each draw the prior's :math:`2a` may lie wholly with conflict or wholly with
   cooperation. The range goes from the lowest 5 % of the one to the highest 5 % of the other. With few or old
   events it is wide, and without any it is 0 to 1, so that the prior alone never looks like knowledge.

The scale: J. S. Goldstein, "A conflict-cooperation scale for WEIS events data", Journal of Conflict
Resolution 36(2) (1992). Blocks: H. R. Künsch, "The jackknife and the bootstrap for general stationary
observations", Annals of Statistics 17(3) (1989). Poisson draws: J. A. Hanley and B. MacGibbon, "Creating
non-parametric bootstrap samples using Poisson frequencies", Computer Methods and Programs in Biomedicine
83(1) (2006). The prior on either side: P. Walley, "Inferences from multinomial data: learning about a bag of
marbles", Journal of the Royal Statistical Society B 58(1) (1996).
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.case.naming import joined
from detente.case.problems import CaseError, Problem, closest, quoted
from detente.roadmap.relations.event_values import LARGEST_SCORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from detente.roadmap.relations.events import Event, Events

__all__ = ["BAND", "FEWEST_DRAWS", "KeptEvent", "RelationsIndex", "relations_index", "wrong_with"]

BAND = (0.05, 0.95)
"""The shares of the draws that lie below the two ends of the band."""
FEWEST_DRAWS = 100
"""With fewer draws, the ends of the band would rest on fewer than five of them."""
FEWEST_WEEKS = 10
"""With events in fewer weeks, the summary says that the band is likely to be too narrow."""
STEPS = 100
"""The suggested range is rounded outwards to hundredths."""
METHOD = "half-life weights (exact); band and range by bootstrap of calendar weeks (estimated)"
"""What is computed, and how exactly."""
NO_MEASURE = (
    "This is an index of recorded acts, no measurement of trust: what an act was worth to those who trust or"
    " distrust is for the analyst to judge."
)
"""What every summary ends with."""


@dataclass(frozen=True)
class KeptEvent:
    """What counts as one event after duplicates are dropped.

    ``score``: on the Goldstein scale; ``weight``: 1 today, one half after the half-life; ``lines``: lines of
    the file behind it; ``mixed``: whether these lie on both sides of nought, so that their mean mixes both.
    """

    date: dt.date
    root: str
    score: float
    weight: float
    lines: int
    mixed: bool

    @property
    def cooperation(self) -> float:
        """What the event adds to cooperation."""
        return self.weight * max(self.score, 0.0) / LARGEST_SCORE

    @property
    def conflict(self) -> float:
        """What the event adds to conflict."""
        return self.weight * max(-self.score, 0.0) / LARGEST_SCORE


@dataclass(frozen=True)
class RelationsIndex:
    """How one party has acted towards another, and the range of trust with which an analyst may start.

    ``half_life``: days; ``prior``: in the unit of cooperation and conflict, on each side; ``scored_by_root``:
    lines that took the score of their root code; ``band``: of the index, from the draws; ``suggested``: the
    band, widened by what the prior could shift.
    """

    events: Events
    source: str
    target: str
    half_life: float
    prior: float
    draws: int
    seed: int
    kept: tuple[KeptEvent, ...]
    scored_by_root: int
    band: tuple[float, float]
    suggested: tuple[float, float]

    @property
    def cooperation(self) -> float:
        """The weighted sum of cooperative scores, in events of the highest score today."""
        return math.fsum(event.cooperation for event in self.kept)

    @property
    def conflict(self) -> float:
        """The weighted sum of conflictual scores, in events of the lowest score today."""
        return math.fsum(event.conflict for event in self.kept)

    @property
    def index(self) -> float:
        """From 0, all conflict, to 1, all cooperation; 0.5 without events."""
        return (self.cooperation + self.prior) / (self.cooperation + self.conflict + 2 * self.prior)

    @property
    def dropped(self) -> int:
        """How many lines were dropped as duplicates."""
        return sum(event.lines - 1 for event in self.kept)

    @property
    def weeks(self) -> int:
        """How many calendar weeks have cooperative or conflictual events: what the draws are over."""
        return len(_by_week(self.kept))

    def summary(self) -> list[str]:
        """Return what was found in sentences, the most important first."""
        return [*_index_says(self), *_events_say(self), *_range_says(self), NO_MEASURE]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the index and the events on which it rests as tables."""
        import pandas as pd

        values = self.to_json()
        rows = [
            {
                "date": event.date.isoformat(),
                "root code": event.root,
                "score": event.score,
                "weight": event.weight,
                "cooperation": event.cooperation,
                "conflict": event.conflict,
                "lines": event.lines,
            }
            for event in self.kept
        ]
        columns = ["date", "root code", "score", "weight", "cooperation", "conflict", "lines"]
        single = {
            f"{name} {end}".replace("_", " "): value[place]
            for name, value in values.items()
            if isinstance(value, list)
            for place, end in enumerate(("low", "high"))
        }
        row = {name.replace("_", " "): value for name, value in values.items() if not isinstance(value, list)}
        return {
            "relations_index": pd.DataFrame([row | single]),
            "events": pd.DataFrame(rows, columns=columns),
        }

    def to_json(self) -> dict[str, Any]:
        """Return the result as plain values; a half-life without end is ``None``."""
        return {
            "source": self.source,
            "target": self.target,
            "file": self.events.file,
            "as_of": self.events.as_of.isoformat(),
            "relations_index": self.index,
            "cooperation": self.cooperation,
            "conflict": self.conflict,
            "suggested_starting_range": list(self.suggested),
            "band": list(self.band),
            "events_kept": len(self.kept),
            "lines_dropped_as_duplicates": self.dropped,
            "lines_scored_by_root_code": self.scored_by_root,
            "weeks": self.weeks,
            "half_life_days": None if math.isinf(self.half_life) else self.half_life,
            "prior": self.prior,
            "draws": self.draws,
            "seed": self.seed,
            "method": METHOD,
            "meaning": NO_MEASURE,
        }


def relations_index(  # noqa: PLR0913 - what it rests on is stated, each by its name
    events: Events,
    source: str,
    target: str,
    *,
    half_life: float = 365,
    prior: float = 1,
    draws: int = 1000,
    seed: int = 0,
) -> RelationsIndex:
    """Return the relations index of ``source`` towards ``target``, steps 1 to 6 of this module.

    ``half_life``: days after which an event counts half, ``math.inf`` for never; ``prior``: the weight of
    ignorance on each side, in events of the highest score today; ``draws`` and ``seed``: of the bootstrap.

    Raises ``CaseError`` for a half-life or prior that is not above 0, fewer than ``FEWEST_DRAWS`` draws, a
    negative seed, and a party towards itself. A party that the file does not name has no events.

    >>> import datetime as dt
    >>> from detente.roadmap.relations.events import Event, Events
    >>> today = dt.date(2010, 2, 1)
    >>> events = Events("events.csv", today, (Event(today, "russia", "nato", 8.0, "05"),))
    >>> found = relations_index(events, "russia", "nato")
    >>> found.cooperation, found.conflict, round(found.index, 3)
    (0.8, 0.0, 0.643)
    """
    wrong = wrong_with(source, target, half_life=half_life, prior=prior, draws=draws, seed=seed)
    if wrong:
        raise CaseError(wrong)
    lines = events.between(source, target)
    kept = tuple(_kept(lines, events.as_of, half_life))
    band, suggested = _ranges(kept, prior, draws, seed)
    return RelationsIndex(
        events=events,
        source=source,
        target=target,
        half_life=half_life,
        prior=prior,
        draws=draws,
        seed=seed,
        kept=kept,
        scored_by_root=sum(line.scored_by_root for line in lines),
        band=band,
        suggested=suggested,
    )


def wrong_with(  # noqa: PLR0913 - as `relations_index`
    source: str, target: str, *, half_life: float, prior: float, draws: int, seed: int
) -> list[Problem]:
    """Return everything that is wrong with what is asked, whatever the events are."""
    wrong = {
        f"the half-life is {half_life:g}; it must be a number of days above 0": not half_life > 0,
        f"the prior is {prior:g}; it must be a finite number above 0": not 0 < prior < math.inf,
        f"the number of draws is {draws}; a band needs at least {FEWEST_DRAWS}": draws < FEWEST_DRAWS,
        f"the seed is {seed}; it must not be negative": seed < 0,
        "the name of who acted is missing": not source.strip(),
        "the name of those towards whom is missing": not target.strip(),
        f"who acted and towards whom are both {quoted(source)}; relations are between two": bool(
            source.strip() and source == target
        ),
    }
    return [Problem(message) for message, holds in wrong.items() if holds]


def _kept(lines: Iterable[Event], as_of: dt.date, half_life: float) -> list[KeptEvent]:
    """Return what counts as one event each, in the order of time, root code and sign."""
    groups: defaultdict[tuple[dt.date, str, int], list[float]] = defaultdict(list)
    for line in lines:
        sign = 0 if line.root else (line.score > 0) - (line.score < 0)
        groups[line.date, line.root, sign].append(line.score)
    return [
        KeptEvent(
            date=date,
            root=root,
            score=math.fsum(set(scores)) / len(set(scores)),
            weight=2.0 ** (-(as_of - date).days / half_life),
            lines=len(scores),
            mixed=min(scores) < 0 < max(scores),
        )
        for (date, root, _), scores in sorted(groups.items())
    ]


def _by_week(kept: Iterable[KeptEvent]) -> list[tuple[float, float]]:
    """Return cooperation and conflict of each calendar week that has any, in the order of time."""
    weeks: defaultdict[dt.date, list[KeptEvent]] = defaultdict(list)
    for event in kept:
        if event.score:
            weeks[event.date - dt.timedelta(event.date.weekday())].append(event)
    return [
        (math.fsum(one.cooperation for one in week), math.fsum(one.conflict for one in week))
        for _, week in sorted(weeks.items())
    ]


def _ranges(
    kept: Sequence[KeptEvent], prior: float, draws: int, seed: int
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the band of the index, and the range that is suggested."""
    generator = np.random.default_rng(seed)
    cooperation, conflict = np.zeros(draws), np.zeros(draws)
    for cooperative, conflictual in _by_week(kept):
        times = generator.poisson(1.0, draws)
        cooperation += times * cooperative
        conflict += times * conflictual
    whole = cooperation + conflict + 2 * prior
    low, high = np.quantile((cooperation + prior) / whole, BAND).tolist()
    least = float(np.quantile(cooperation / whole, BAND[0]))
    most = float(np.quantile((cooperation + 2 * prior) / whole, BAND[1]))
    return (low, high), (math.floor(least * STEPS) / STEPS, math.ceil(most * STEPS) / STEPS)


def _index_says(result: RelationsIndex) -> list[str]:
    fading = "never fade" if math.isinf(result.half_life) else f"count half after {result.half_life:g} days"
    index = f"The relations index of {result.source} towards {result.target} as of {result.events.as_of}"
    apart = f"Cooperation {result.cooperation:.2f} and conflict {result.conflict:.2f}"
    return [
        f"{index} is {result.index:.2f}, from 0 (all conflict) to 1 (all cooperation).",
        f"{apart}, counted in events of the highest score today; events {fading} (the half-life).",
        f"A prior weight of {result.prior:g} stands on each side.",
    ]


def _events_say(result: RelationsIndex) -> list[str]:
    said = []
    for name in (result.source, result.target):
        if name not in result.events.parties:
            meant = closest(name, result.events.parties)
            asked = f"; did you mean {meant!r}?" if meant else "."
            said.append(f"{result.events.file} does not name {quoted(name)}{asked}")
    if not result.kept:
        return [
            *said,
            f"There is no event of {result.source} towards {result.target}: the index is the prior's.",
        ]
    signs = [(event.score > 0) - (event.score < 0) for event in result.kept]
    kinds = {"cooperative": signs.count(1), "conflictual": signs.count(-1), "neutral": signs.count(0)}
    weeks = f" in {_counted(result.weeks, 'week')}" if result.weeks else ""
    said.append(
        f"{_counted(len(result.kept), 'event')} kept"
        f" ({joined(f'{number:,} {kind}' for kind, number in kinds.items() if number)}){weeks};"
        f" {_counted(result.dropped, 'line')} dropped as duplicates."
    )
    mixed = sum(event.mixed for event in result.kept)
    if mixed:
        said.append(f"Of {_counted(mixed, 'event')} the lines disagree on the sign; their mean is kept.")
    if result.scored_by_root:
        lines = _counted(result.scored_by_root, "line")
        said.append(f"{lines} without a score took the Goldstein score of the CAMEO root code.")
    return said


def _range_says(result: RelationsIndex) -> list[str]:
    low, high = result.suggested
    whose = f"how far {result.target} trusts {result.source}"
    draws = f"bootstrap of weeks, {result.draws:,} draws, seed {result.seed}"
    said = [
        f"Suggested starting range for {whose}: {low:.2f} to {high:.2f}.",
        f"The 90% band of the index is {result.band[0]:.2f} to {result.band[1]:.2f} ({draws}).",
        "The range is that band, widened by what the prior could shift.",
    ]
    if result.cooperation + result.conflict < 2 * result.prior:
        said.append("The prior weighs more than the events: the range says little.")
    elif result.weeks < FEWEST_WEEKS:
        said.append(f"Events in fewer than {FEWEST_WEEKS} weeks: the range is likely to be too narrow.")
    return said


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"
