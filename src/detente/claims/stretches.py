"""Stretches of draws, one next to the other: in which of their draws claims hold.

Each is judged with nothing but a study and its own two ends, so that it does not matter who judges it, when,
and after which others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from detente.claims.above_zero import above_zero
from detente.claims.evaluate import gaps, truth
from detente.claims.study import expression_of, is_dear
from detente.claims.together import find_in_each
from detente.claims.too_large import TOO_LARGE, reason_of
from detente.outcomes.published import UndefinedQuantityError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from detente.case.arguments import Claim
    from detente.claims.evaluate import World
    from detente.claims.study import Study

__all__ = ["Judged", "Stretch", "judged", "stretches_of"]

AT_A_TIME = 50
"""Draws in which claims are tested together: with more of them a draw takes hardly less."""
DEAR_DRAWS = 20
"""Draws in which a claim is tested that turns on something that takes long, such as a whole roadmap."""
DEAR_AT_A_TIME = 2
"""Such draws that are tested together: they take as long as many others."""


@dataclass(frozen=True)
class Stretch:
    """The draws from ``start`` on up to, and without, ``stop``."""

    start: int
    stop: int

    def __str__(self) -> str:
        """Return its two ends."""
        return f"{self.start}-{self.stop}"

    def __len__(self) -> int:
        """Return the number of draws."""
        return self.stop - self.start


@dataclass(frozen=True)
class Judged:
    """In which draws of a stretch claims hold.

    ``held``: for each claim, by its id, whether it holds in each draw in which it is tested; ``empty``: in
    how many it fails while a quantity is zero that it says is greater than another, by the quantity's name;
    ``undefined``: in how many it has no truth value, and so does not hold, by the reason why. ``too_large``:
    why claims could not be tested in some draw, by their ids; these hold nowhere, and fail nowhere.
    """

    held: Mapping[str, tuple[bool, ...]]
    empty: Mapping[str, Mapping[str, int]]
    undefined: Mapping[str, Mapping[str, int]]
    too_large: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values, with 1 for a draw in which a claim holds and 0 for one in which not."""
        held = {claim: "".join("01"[one] for one in each) for claim, each in self.held.items()}
        counted = {"empty": self.empty, "undefined": self.undefined}
        return {"held": held, "too_large": dict(self.too_large)} | {
            name: {claim: dict(counts) for claim, counts in each.items()} for name, each in counted.items()
        }

    @classmethod
    def of_json(cls, plain: dict[str, Any], study: Study, stretch: Stretch) -> Judged:
        """Return what such values say; raises ``ValueError`` where they do not suit the study."""
        held = {claim: tuple(one == "1" for one in each) for claim, each in plain["held"].items()}
        too_large = dict(plain["too_large"])
        expected = {
            claim.id: len(stretch) if _is_tested(claim, stretch) and claim.id not in too_large else 0
            for claim in study.claims
        }
        if {claim: len(each) for claim, each in held.items()} != expected:
            raise ValueError(f"the draws {stretch} are not those of the study")
        empty, undefined = (
            {claim.id: Counter(plain[name][claim.id]) for claim in study.claims}
            for name in ("empty", "undefined")
        )
        return cls(held, empty, undefined, too_large)


def stretches_of(study: Study) -> tuple[Stretch, ...]:
    """Return all the draws of a study, in short stretches where they take long, and in longer ones after.

    They depend on the study alone, and not on how many will judge them.
    """
    if not study.draws:
        return ()
    dear = min(DEAR_DRAWS, study.draws) if any(map(is_dear, study.claims)) else 0
    starts = [*range(0, dear, DEAR_AT_A_TIME), *_further(dear, study.draws)]
    return tuple(Stretch(*ends) for ends in zip(starts, [*starts[1:], study.draws], strict=True))


def _further(dear: int, draws: int) -> Iterator[int]:
    """Yield where those begin that take no longer than most; after the first, where draws are made anew."""
    if dear < draws:
        yield dear
        yield from range((dear // AT_A_TIME + 1) * AT_A_TIME, draws, AT_A_TIME)


def judged(study: Study, stretch: Stretch) -> Judged:
    """Test the claims of a study in the draws of a stretch."""
    worlds, samples = study.drawn(stretch.start, stretch.stop)
    tested = {claim.id: claim for claim in study.claims if _is_tested(claim, stretch)}
    found = {claim.id: _Found() for claim in study.claims}
    too_large: dict[str, str] = {}

    def attempt(claim: Claim, make: Callable[[], None]) -> None:
        try:
            make()
        except TOO_LARGE as error:
            too_large[claim.id], found[claim.id] = reason_of(error), _Found()
            del tested[claim.id]

    for claim in tuple(tested.values()):
        attempt(claim, partial(find_in_each, expression_of(claim), worlds, samples, claim.variant))
    for world in worlds:
        for claim in tuple(tested.values()):
            attempt(claim, partial(found[claim.id].test, claim, world))
    return Judged(
        {claim: tuple(one.held) for claim, one in found.items()},
        {claim: one.empty for claim, one in found.items()},
        {claim: one.undefined for claim, one in found.items()},
        too_large,
    )


@dataclass
class _Found:
    """What is found of one claim, draw by draw."""

    held: list[bool] = field(default_factory=list)
    empty: Counter[str] = field(default_factory=Counter)
    undefined: Counter[str] = field(default_factory=Counter)

    def test(self, claim: Claim, world: World) -> None:
        """Test the claim in a further draw."""
        found = truth(expression_of(claim), world, claim.variant)
        self.held.append(found is True)
        if not found:
            self.empty.update(_empty(claim, world))
        if found is None:
            self.undefined["; ".join(gaps(expression_of(claim), world, claim.variant))] += 1


def _is_tested(claim: Claim, stretch: Stretch) -> bool:
    return stretch.start < DEAR_DRAWS or not is_dear(claim)


def _empty(claim: Claim, world: World) -> Iterator[str]:
    """Yield the first quantity that is zero and must be greater than another for a claim to hold, if any."""
    for call in above_zero(expression_of(claim), than_numbers=False):
        try:
            if not world.value(call, claim.variant):
                yield call.name
                return
        except UndefinedQuantityError:
            continue
