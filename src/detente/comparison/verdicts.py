"""Every claim of a case in each column of a comparison, tested together so that nothing is found twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.claims.analysis import begin
from detente.claims.evaluate import calls

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from detente.case.arguments import Claim
    from detente.case.case import Case
    from detente.claims.result import ClaimResult
    from detente.comparison.column import Column

__all__ = ["Judged", "names_its_variants", "verdicts_of"]


@dataclass(frozen=True)
class Judged:
    """One claim, and for each column its verdict there; None where the variant does not make it.

    ``problems`` say in which columns it could not be tested, and why; else they are empty. ``fixed``: whether
    it names itself where it is tested, so that its verdict is the same in each column.
    """

    claim: Claim
    results: tuple[ClaimResult | None, ...]
    problems: tuple[str, ...]
    fixed: bool

    def differs(self, column: int) -> bool:
        """Tell whether the verdict of a column is known to be another than that of the case as it is."""
        one, first = self.results[column], self.results[0]
        if self.problems[column] or self.problems[0]:
            return False
        if one is None or first is None:
            return one is not first
        return one.verdict is not first.verdict

    @property
    def differ(self) -> bool:
        """Whether some verdict is another than that of the case as it is."""
        return any(map(self.differs, range(len(self.results))))


def names_its_variants(claim: Claim) -> bool:
    """Tell whether a claim names itself in which variant each of its quantities is taken."""
    if claim.variant is not None or claim.test is None:
        return claim.variant is not None
    named = [call.variant(None) is not None for call in calls(claim.test.meaning)]
    return bool(named) and all(named)


def verdicts_of(  # noqa: PLR0913 - as what may be set side by side
    case: Case,
    columns: Sequence[Column],
    *,
    draws: int,
    seed: int,
    sufficient: bool,
    executor: Executor | None,
    progress: Callable[[str], None],
) -> tuple[Judged, ...]:
    """Test the claims of each column; those that name their variants themselves only once."""
    asked: dict[str, Claim] = {}
    found: dict[str, list[str | None]] = {}
    first: dict[str, Claim] = {}
    for place, column in enumerate(columns):
        for claim in column.case.claims:
            first.setdefault(claim.id, claim)
            keys = found.setdefault(claim.id, [None] * len(columns))
            if place and names_its_variants(claim) and claim == first[claim.id] and keys[0] is not None:
                keys[place] = keys[0]
                continue
            keys[place] = f"{claim.id} {place}"
            where = {} if claim.variant is not None else {"variant": column.key}
            asked[f"{claim.id} {place}"] = claim.model_copy(update={"id": f"{claim.id} {place}", **where})
    tested = begin(
        case,
        claims=tuple(asked.values()),
        draws=draws,
        seed=seed,
        sufficient=sufficient,
        executor=executor,
        progress=progress,
    )
    results: dict[str | None, ClaimResult] = {one.claim.id: one for one in tested.finish().claims}
    return tuple(
        Judged(
            first[key],
            tuple(_renamed(results.get(one), key) for one in keys),
            tuple("" if one is None else one.too_large for one in map(results.get, keys)),
            names_its_variants(first[key]) and len({one for one in keys if one is not None}) == 1,
        )
        for key, keys in found.items()
    )


def _renamed(result: ClaimResult | None, key: str) -> ClaimResult | None:
    if result is None or result.too_large:
        return None
    return replace(result, claim=result.claim.model_copy(update={"id": key}))
