"""In which draws claims hold; of the draws themselves hardly any are kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from detente.claims.above_zero import above_zero
from detente.claims.evaluate import holds
from detente.claims.study import expression_of, is_dear, variants_of
from detente.claims.together import find_in_each
from detente.outcomes.published import UndefinedQuantityError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from detente.case.arguments import Claim
    from detente.case.uncertainty import CertainCase
    from detente.claims.evaluate import World
    from detente.claims.study import Study
    from detente.outcomes.sample import Sample

__all__ = ["OverDraws", "over_draws"]

AT_A_TIME = 250
"""Draws in which claims are tested together."""
DEAR_DRAWS = 20
"""Draws in which a claim is tested that turns on something that takes long, such as a whole roadmap."""
MOST_AGAINST = 20
"""Draws that go against a verdict which are kept for the search for what it rests on."""


class OverDraws:
    """In which draws each claim of a study holds, and for some claims draws that go against the verdict.

    ``held``: for each claim whether it holds in each draw; ``against``: for those whose verdicts are to be
    explained, the first draws in which they do not hold as in the nominal case, by case and variant;
    ``empty``: for each in how many draws it fails while a quantity is zero that it says is greater than
    another, by the name of the quantity.
    """

    def __init__(self, study: Study, explained: Sequence[Claim]) -> None:
        """Begin with no draw."""
        self._study, self._tested = study, 0
        self.held: dict[str, list[bool]] = {claim.id: [] for claim in study.claims}
        self.against: dict[str, list[Mapping[str | None, CertainCase]]] = {one.id: [] for one in explained}
        self.empty: dict[str, Counter[str]] = {claim.id: Counter() for claim in study.claims}
        self._verdicts = {one.id: study.verdict(one) for one in explained} if study.draws else {}

    def test(
        self,
        worlds: Sequence[World],
        samples: Mapping[str | None, Sample],
        progress: Callable[[str], None],
    ) -> None:
        """Test the claims in further draws; ``samples`` are the same draws, together for each case."""
        for claim in self._study.claims:
            find_in_each(expression_of(claim), worlds, samples, claim.variant)
        for world in worlds:
            self._tested += 1
            for claim in self._study.claims:
                if self._tested <= DEAR_DRAWS or not is_dear(claim):
                    self._test(claim, world)
            progress(f"draw {self._tested} of {self._study.draws}")

    def _test(self, claim: Claim, world: World) -> None:
        found = holds(expression_of(claim), world, claim.variant)
        self.held[claim.id].append(found)
        if not found:
            self.empty[claim.id].update(_empty(claim, world))
        against = self.against.get(claim.id)
        if against is not None and found != self._verdicts[claim.id] and len(against) < MOST_AGAINST:
            against.append({name: world.certain[name] for name in variants_of(claim)})


def _empty(claim: Claim, world: World) -> Iterator[str]:
    """Yield the first quantity that is zero and must be greater than another for a claim to hold, if any."""
    for call in above_zero(expression_of(claim), than_numbers=False):
        try:
            if not world.value(call, claim.variant):
                yield call.name
                return
        except UndefinedQuantityError:
            continue


def over_draws(study: Study, explained: Sequence[Claim], progress: Callable[[str], None]) -> OverDraws:
    """Return in which draws the claims of a study hold, some of whose verdicts are to be explained."""
    over, chunks = OverDraws(study, explained), study.drawn(AT_A_TIME)
    for _ in range(0, study.draws, AT_A_TIME):
        # Some draws are let go before the next are made.
        over.test(*next(chunks), progress)
    return over
