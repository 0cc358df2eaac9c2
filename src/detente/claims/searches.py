"""Searches for what verdicts rest on, shared among processes where there is much to search."""

from __future__ import annotations

import pickle
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from typing import TYPE_CHECKING

from detente.case.uncertainty import CertainCase
from detente.claims.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor, Future
    from fractions import Fraction

    from detente.case.arguments import Claim
    from detente.case.case import Case
    from detente.claims.sufficient import Sufficient

__all__ = ["Searches"]


class Searches:
    """The searches for what the verdicts of some claims rest on.

    With an executor they are handed out at once, and this process takes over what nobody has begun when it
    comes to ``finish``; without one they are all made then.
    """

    def __init__(
        self,
        study: Study,
        claims: Sequence[Claim],
        against: Mapping[str, Sequence[Mapping[str | None, CertainCase]]],
        executor: Executor | None = None,
    ) -> None:
        """Hand out the searches; ``against`` gives for each claim the draws that go against its verdict."""
        self._study, self._claims, self._against = study, claims, against
        self._handed: dict[str, Future[Sufficient]] = {}
        if executor is not None and claims and _worth_sharing(study.case):
            packed = pickle.dumps((study.case, [claim.id for claim in study.claims]))
            for claim in claims:
                numbers = [{name: one.numbers for name, one in drawn.items()} for drawn in against[claim.id]]
                self._handed[claim.id] = executor.submit(_search, packed, claim.id, numbers)

    def finish(self, progress: Callable[[str], None]) -> dict[str, Sufficient]:
        """Return what the verdict of each claim rests on, by its id."""
        # Whoever was handed them began at the front.
        here = {
            claim.id: self._here(claim, progress)
            for claim in reversed(self._claims)
            if claim.id not in self._handed or self._handed[claim.id].cancel()
        }
        found = {}
        for claim in self._claims:
            if claim.id in here:
                found[claim.id] = here[claim.id]
                continue
            progress(f"what {claim.id} rests on")
            try:
                found[claim.id] = self._handed[claim.id].result()
            except BrokenProcessPool:
                found[claim.id] = self._here(claim, progress)
        return found

    def _here(self, claim: Claim, progress: Callable[[str], None]) -> Sufficient:
        progress(f"what {claim.id} rests on")
        return self._study.sufficient(claim, self._against[claim.id])


def _worth_sharing(case: Case) -> bool:
    """Tell whether searches take longer than to start a process: those of a roadmap do."""
    return bool(case.blocks)


def _search(
    packed: bytes, claim_id: str, against: Sequence[Mapping[str | None, Mapping[str, Fraction]]]
) -> Sufficient:
    """Return what the verdict of a claim rests on, in a process that has nothing but what it is told."""
    study = _study(packed)
    [claim] = [one for one in study.case.claims if one.id == claim_id]
    drawn = [
        {name: CertainCase(study.cases[name], numbers) for name, numbers in one.items()} for one in against
    ]
    return study.sufficient(claim, drawn)


@lru_cache(maxsize=1)
def _study(packed: bytes) -> Study:
    case, ids = pickle.loads(packed)  # noqa: S301 - packed by this module in the process that asks
    return Study(case, [claim for claim in case.claims if claim.id in ids])
