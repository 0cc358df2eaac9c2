"""Searches for what verdicts rest on and what flips them, shared among processes where they take long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.claims.explained import Effort, Explained, explained
from detente.claims.shared import Shared
from detente.claims.study import unpacked
from detente.claims.too_large import TOO_LARGE, reason_of
from detente.roadmap.known_chances import known_chances

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor

    from detente.case.arguments import Claim
    from detente.case.case import Case
    from detente.claims.run_folder import RunFolder
    from detente.claims.study import Study
    from detente.roadmap.known_chances import KnownChances

__all__ = ["Searches", "found_for"]


class Searches:
    """The searches for what the verdicts of some claims rest on, and what flips them.

    With an executor they begin at once; this process takes some too when it comes to ``finish``. Those that
    are ``kept`` are not made again, and the others are kept as they are done.
    """

    def __init__(  # noqa: PLR0913 - how they are made
        self,
        study: Study,
        claims: Sequence[Claim],
        against: Mapping[str, Sequence[int]],
        executor: Executor | None = None,
        effort: Effort = Effort.LITTLE,
        *,
        kept: RunFolder | None = None,
    ) -> None:
        """Begin the searches; ``against`` gives for each claim the draws that go against its verdict."""
        self._study, self._against, self._effort = study, against, effort
        self._claims = {claim.id: claim for claim in claims}
        self._done = {} if kept is None else kept.searches(self._claims)
        self._shared = Shared(
            [claim.id for claim in sorted(claims, key=study.turn) if claim.id not in self._done],
            self._search,
            self._search_elsewhere,
            executor if _worth_sharing(study.case) else None,
            None if kept is None else kept.keep_search,
        )

    def finish(self, progress: Callable[[str], None]) -> dict[str, Explained]:
        """Return what is found out about the verdict of each claim, by its id."""
        return self._done | self._shared.finish(lambda claim: progress(f"what {claim} rests on"))

    def _search(self, claim_id: str) -> Explained:
        return found_for(self._study, claim_id, self._against[claim_id], self._effort)

    def _search_elsewhere(self, executor: Executor, claim_id: str) -> Explained:
        known = known_chances(self._study.case.base)
        told, against = known.copied(), self._against[claim_id]
        packed = self._study.packed
        asked = executor.submit(_search, packed, claim_id, against, told, self._effort)
        found, learnt = asked.result()
        known.learn(learnt)
        return found


def _worth_sharing(case: Case) -> bool:
    """Tell whether searches take longer than to start a process: those of a roadmap do."""
    return bool(case.blocks)


def _search(
    packed: bytes, claim_id: str, against: Sequence[int], told: KnownChances, effort: Effort
) -> tuple[Explained, KnownChances]:
    """Return what is found out about the verdict of a claim, in a process that has but what it is told.

    With it comes what became known of chances meanwhile.
    """
    study = unpacked(packed)
    known = known_chances(study.case.base)
    known.learn(told)
    before = known.copied()
    return found_for(study, claim_id, against, effort), known.without(before)


def found_for(study: Study, claim_id: str, against: Sequence[int], effort: Effort) -> Explained:
    """Return what is found out about the verdict of a claim; ``against`` are the draws that go against it."""
    [claim] = [one for one in study.claims if one.id == claim_id]
    try:
        return explained(study, claim, study.drawn_for(claim, against), effort)
    except TOO_LARGE as error:
        return Explained(None, None, (), reason_of(error))
