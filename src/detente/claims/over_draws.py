"""In which draws claims hold; of the draws themselves none is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from detente.claims.shared import Shared
from detente.claims.stretches import Judged, Stretch, judged, stretches_of
from detente.claims.study import is_dear, unpacked
from detente.roadmap.known_chances import known_chances

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from detente.case.arguments import Claim
    from detente.claims.run_folder import RunFolder
    from detente.claims.study import Study
    from detente.roadmap.known_chances import KnownChances

__all__ = ["Judging", "OverDraws"]

MOST_AGAINST = 20
"""Draws that go against a verdict in which it is searched for what that rests on."""
WORTH_SHARING = 2_000_000
"""Numbers in all draws of all cases from which on they take longer than to start a process."""


@dataclass(frozen=True)
class OverDraws:
    """In which draws each claim of a study holds, by its id.

    ``held``: whether it holds in each draw in which it is tested; ``empty``: in how many it fails while a
    quantity is zero that it says is greater than another, by the name of the quantity; ``undefined``: in how
    many it has no truth value, and so does not hold, by the reason why. ``too_large``: why some claims could
    not be tested in every draw.
    """

    held: dict[str, list[bool]]
    empty: dict[str, Counter[str]]
    undefined: dict[str, Counter[str]]
    too_large: dict[str, str]

    def against(self, claim: Claim, *, verdict: bool) -> tuple[int, ...]:
        """Return the first draws, from 0, that go against what a claim says in the nominal case."""
        apart = [draw for draw, held in enumerate(self.held[claim.id]) if held != verdict]
        return tuple(apart[:MOST_AGAINST])


class Judging:
    """The work of finding in which draws claims hold.

    With an ``executor`` it begins at once, where there is much to do; this process takes part when it comes
    to ``finish``. Stretches of draws that are ``kept`` are not judged again, and the others are kept as they
    are done.
    """

    def __init__(self, study: Study, executor: Executor | None = None, kept: RunFolder | None = None) -> None:
        """Begin with what is not done yet."""
        self._study, self._stretches = study, stretches_of(study)
        self._done = {} if kept is None else kept.draws(study, self._stretches)
        self._shared = Shared(
            [one for one in self._stretches if one not in self._done],
            partial(judged, study),
            self._judge_elsewhere,
            executor if _worth_sharing(study) else None,
            None if kept is None else kept.keep_draws,
        )

    def _judge_elsewhere(self, executor: Executor, stretch: Stretch) -> Judged:
        found, learnt = executor.submit(_judged, self._study.packed, stretch).result()
        known_chances(self._study.case.base).learn(learnt)
        return found

    def finish(self, progress: Callable[[str], None]) -> OverDraws:
        """Return in which draws claims hold; they come in order, whoever judged them and when."""

        def say(begun: Stretch) -> None:
            judged = sum(map(len, (*self._done, *self._shared.found, begun)))
            progress(f"draw {judged} of {self._study.draws}")

        found = self._done | self._shared.finish(say)
        claims = [claim.id for claim in self._study.claims]
        empty, undefined = ({claim: Counter[str]() for claim in claims} for _ in range(2))
        over = OverDraws({claim: [] for claim in claims}, empty, undefined, {})
        for stretch in self._stretches:
            for claim in claims:
                over.held[claim] += found[stretch].held[claim]
                over.empty[claim].update(found[stretch].empty[claim])
                over.undefined[claim].update(found[stretch].undefined[claim])
            over.too_large.update({**found[stretch].too_large, **over.too_large})
        return over


def _worth_sharing(study: Study) -> bool:
    numbers = sum(len(case.nominal.numbers) for case in study.cases.values())
    return bool(study.draws) and (any(map(is_dear, study.claims)) or study.draws * numbers > WORTH_SHARING)


def _judged(packed: bytes, stretch: Stretch) -> tuple[Judged, KnownChances]:
    """Test claims in draws, in a process that has nothing but what it is told.

    With it comes what became known of chances: it is asked again where it is searched for what verdicts rest
    on.
    """
    study = unpacked(packed)
    known = known_chances(study.case.base)
    before = known.copied()
    return judged(study, stretch), known.without(before)
