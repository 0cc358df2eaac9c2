"""Searches for what verdicts rest on and what flips them, shared among processes where they take long."""

from __future__ import annotations

import pickle
from collections import deque
from functools import lru_cache
from threading import Thread
from typing import TYPE_CHECKING

from detente.case.uncertainty import CertainCase
from detente.claims.explained import Effort, Explained, explained
from detente.claims.study import Study
from detente.roadmap.known_chances import known_chances

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor
    from fractions import Fraction

    from detente.case.arguments import Claim
    from detente.case.case import Case
    from detente.roadmap.known_chances import KnownChances

__all__ = ["Searches"]


class Searches:
    """The searches for what the verdicts of some claims rest on, and what flips them.

    With an executor they begin at once, only as many as it makes at a time; this process takes some too when
    it comes to ``finish``, and whatever the executor does not bring to an end. Without one they are all made
    then.
    """

    def __init__(
        self,
        study: Study,
        claims: Sequence[Claim],
        against: Mapping[str, Sequence[Mapping[str | None, CertainCase]]],
        executor: Executor | None = None,
        effort: Effort = Effort.LITTLE,
    ) -> None:
        """Begin the searches; ``against`` gives for each claim the draws that go against its verdict."""
        self._study, self._claims, self._against, self._effort = study, claims, against, effort
        self._waiting = deque(sorted(claims, key=study.turn))
        self._found: dict[str, Explained] = {}
        self._threads: list[Thread] = []
        if executor is not None and claims and _worth_sharing(study.case):
            packed = pickle.dumps((study.case, [claim.id for claim in study.claims]))
            # Nothing is handed out that may have to be taken back: executors whose processes are killed,
            # by a system short of memory say, stumble over what was cancelled, and then answer no more.
            for _ in range(min(_at_a_time(executor), len(claims))):
                thread = Thread(target=self._hand_out, args=(executor, packed), daemon=True)
                self._threads.append(thread)
                thread.start()

    def finish(self, progress: Callable[[str], None]) -> dict[str, Explained]:
        """Return what is found out about the verdict of each claim, by its id."""
        self._search_here(progress)
        for claim in self._claims:
            if claim.id not in self._found:
                progress(f"what {claim.id} rests on")
        for thread in self._threads:
            thread.join()
        self._search_here(progress)
        return {claim.id: self._found[claim.id] for claim in self._claims}

    def _search_here(self, progress: Callable[[str], None]) -> None:
        while self._waiting:
            try:
                claim = self._waiting.popleft()
            except IndexError:  # taken in between by a thread
                return
            progress(f"what {claim.id} rests on")
            against = self._against[claim.id]
            self._found[claim.id] = explained(self._study, claim, against, self._effort)

    def _hand_out(self, executor: Executor, packed: bytes) -> None:
        """Let an executor make one search after the other, as long as it does and any waits."""
        while self._waiting:
            try:
                claim = self._waiting.popleft()
            except IndexError:
                return
            against = [
                {name: one.numbers for name, one in drawn.items()} for drawn in self._against[claim.id]
            ]
            try:
                known = known_chances(self._study.case.base)
                told = known.copied()
                asked = executor.submit(_search, packed, claim.id, against, told, self._effort)
                self._found[claim.id], learnt = asked.result()
                known.learn(learnt)
            except Exception:  # noqa: BLE001 - whatever went wrong there, the search is still to be made
                self._waiting.append(claim)
                return


def _at_a_time(executor: Executor) -> int:
    """Return how many calls an executor makes at a time; one where it does not say."""
    return int(getattr(executor, "_max_workers", 1))


def _worth_sharing(case: Case) -> bool:
    """Tell whether searches take longer than to start a process: those of a roadmap do."""
    return bool(case.blocks)


def _search(
    packed: bytes,
    claim_id: str,
    against: Sequence[Mapping[str | None, Mapping[str, Fraction]]],
    told: KnownChances,
    effort: Effort,
) -> tuple[Explained, KnownChances]:
    """Return what is found out about the verdict of a claim, in a process that has but what it is told.

    With it comes what is known of chances by then.
    """
    study = _study(packed)
    known = known_chances(study.case.base)
    known.learn(told)
    [claim] = [one for one in study.case.claims if one.id == claim_id]
    drawn = [
        {name: CertainCase(study.cases[name], numbers) for name, numbers in one.items()} for one in against
    ]
    return explained(study, claim, drawn, effort), known


@lru_cache(maxsize=1)
def _study(packed: bytes) -> Study:
    case, ids = pickle.loads(packed)  # noqa: S301 - packed by this module in the process that asks
    return Study(case, [claim for claim in case.claims if claim.id in ids])
