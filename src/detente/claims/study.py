"""What the claims of a case are studied in: its certain cases, and those of the variants that claims name."""

from __future__ import annotations

import math
import pickle
import zlib
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from detente.case.free_inputs import free_inputs, is_nothing
from detente.case.problems import TooLargeError
from detente.case.uncertainty import inputs
from detente.claims.columns import Columns
from detente.claims.evaluate import World, arguments_of, calls, holds
from detente.claims.registry import quantity
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.published import UndefinedQuantityError
from detente.outcomes.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from detente.case.arguments import Claim
    from detente.case.case import Case
    from detente.case.language import Call, Expression
    from detente.case.uncertainty import CertainCase

__all__ = ["WORLDS_SEED", "Study", "expression_of", "is_dear", "is_quick", "unpacked", "variants_of", "where"]

MOST_FURTHER = 200
"""Draws that are tried in the search for what a verdict rests on, where packages are few enough for them."""
PACKAGES_FURTHER = 200_000
"""Packages in all of these draws together."""
WORLDS_SEED = 2010
"""Seed of the worlds in which sets of inputs are tried, whatever the seed of the draws may be."""


class Study:
    """The certain cases of a case and of the variants that its testable claims name."""

    def __init__(self, case: Case, claims: Sequence[Claim], draws: int = 0, seed: int = 0) -> None:
        """Read the variants that claims name.

        Raises ``ValueError`` when the number of draws is negative.
        """
        if draws < 0:
            raise ValueError(f"the number of draws cannot be {draws}")
        self.case, self.claims, self.draws, self.seed = case, tuple(claims), draws, seed
        named = {None}.union(*(variants_of(claim) for claim in claims))
        self.cases: dict[str | None, Case] = {
            name: case if name is None else case.with_variant(name)
            for name in sorted(named, key=lambda name: name or "")
        }
        self._columns = Columns(draws, seed)
        self._further: dict[str | None, list[CertainCase]] = {}

    @cached_property
    def room(self) -> int:
        """How many further draws are tried in the search for what a verdict rests on."""
        packages = max(map(_packages, self.cases.values()))
        return min(MOST_FURTHER, PACKAGES_FURTHER // packages)

    def further(self, name: str | None) -> list[CertainCase]:
        """Return draws of a case or variant apart from those of the verdicts."""
        if name not in self._further:
            self._further[name] = list(self.cases[name].draw(self.room, WORLDS_SEED))
        return self._further[name]

    @cached_property
    def _nothings(self) -> frozenset[str]:
        """Where the case itself says that a building block earns nothing, or is never verified.

        That may be what decides a verdict. Where a variant says so, it is what the claim supposes.
        """
        return frozenset(one.path for one in inputs(self.case) if is_nothing(one))

    def nominal(self) -> World:
        """Return the world in which every case is nominal: the same one, so that nothing is found twice."""
        return self._nominal

    @cached_property
    def _nominal(self) -> World:
        return World.of({name: case.nominal for name, case in self.cases.items()})

    def drawn(self, start: int, stop: int) -> tuple[list[World], dict[str | None, Sample]]:
        """Return some of the draws: a world for each of them, and those of each case as one sample.

        An input that variants share has one value in all of them. Draws are large: whoever asks for them
        asks for few, and nothing is kept here.
        """
        drawing = {
            name: list(case.draw(self.draws, self.seed, start=start, stop=stop))
            for name, case in self.cases.items()
        }
        return _together(drawing)

    def drawn_for(self, claim: Claim, draws: Sequence[int]) -> list[dict[str | None, CertainCase]]:
        """Return some of the draws by their numbers, each with the cases in which a claim is tested."""
        names = variants_of(claim)
        return [
            {name: next(self.cases[name].draw(self.draws, self.seed, start=draw)) for name in names}
            for draw in draws
        ]

    @cached_property
    def packed(self) -> bytes:
        """All that another process has to be told to have the same study, for ``unpacked``."""
        told = self.case, self.claims, self.draws, self.seed
        return zlib.compress(pickle.dumps(told), level=1)

    def varying(self, claim: Claim, first: int) -> dict[str, NDArray[np.float64]]:
        """Return the numbers that a claim could turn on and that vary over the first draws, by their paths.

        Shape of each: (first,).
        """
        cases = [self.cases[name] for name in variants_of(claim)]
        return self._columns.varying(cases, self.numbers(claim), first)

    def verdict(self, claim: Claim) -> bool:
        """Tell whether a claim holds in the nominal case."""
        return holds(expression_of(claim), self.nominal(), claim.variant)

    def structural(self, claim: Claim) -> tuple[str, ...]:
        """Return the red lines, demands, floors and rules that a claim could turn on."""
        named = (path for call in calls(expression_of(claim)) for path in self._paths(call, claim))
        return tuple(dict.fromkeys(named))

    def numerical(self, claim: Claim) -> tuple[str, ...]:
        """Return the inputs that a claim could turn on of which a number may be another."""
        beginnings = self.numbers(claim)
        found: dict[str, None] = {}
        for case in (self.cases[name] for name in variants_of(claim)):
            free = self._nothings.union(one.path for one in free_inputs(case))
            given = (one.path for one in inputs(case) if one.path in free)
            found |= dict.fromkeys(path for path in given if f"{path}.".startswith(beginnings))
        return tuple(found)

    def numbers(self, claim: Claim) -> tuple[str, ...]:
        """Return where the numbers stand that a claim could turn on, as beginnings of paths."""
        found: dict[str, None] = {}
        for call in calls(expression_of(claim)):
            published, certain = quantity(call.name), self.cases[where(call, claim)].nominal
            if published is not None:
                found |= dict.fromkeys(f"{one}." for one in published.numbers(certain, *arguments_of(call)))
        return tuple(found)

    def slow(self, claim: Claim) -> bool:
        """Tell whether what a claim rests on takes so long to find that it is looked for only on request."""
        return any(
            published.slow(self.cases[where(call, claim)].nominal, *arguments_of(call))
            for call in calls(expression_of(claim))
            if (published := quantity(call.name)) is not None
        )

    def turn(self, claim: Claim) -> tuple[int, bool, int]:
        """Return by what searches are put in order, so that no process waits long for another in the end.

        Those that are slow come second: by then others may have found out what they need. Of the rest, those
        take longer in which worlds are judged together: there are many of them, and many inputs.
        """
        kind = 1 if self.slow(claim) else 0 if is_quick(claim) else 2
        return kind, not is_dear(claim), -len(calls(expression_of(claim)))

    def _paths(self, call: Call, claim: Claim) -> tuple[str, ...]:
        """Return the red lines, demands, floors and rules that a quantity could turn on."""
        published, certain = quantity(call.name), self.cases[where(call, claim)].nominal
        try:
            return published.turns_on(certain, *arguments_of(call)) if published else ()
        except UndefinedQuantityError:
            return ()


def _packages(case: Case) -> int:
    """Return how many packages are on the table; 1 where nobody can go through them, and so nobody does."""
    try:
        found = negotiation_of(case.nominal)
    except TooLargeError:
        return 1
    return math.prod(len(found.case.issues[issue].options) for issue in found.issues)


def _together(
    drawn: Mapping[str | None, Sequence[CertainCase]],
) -> tuple[list[World], dict[str | None, Sample]]:
    worlds = [
        World.of(dict(zip(drawn, certain, strict=True)), brief=True)
        for certain in zip(*drawn.values(), strict=True)
    ]
    return worlds, {name: Sample.of(certain) for name, certain in drawn.items()}


@lru_cache(maxsize=1)
def unpacked(packed: bytes) -> Study:
    """Return a study that another process has packed; it is read once, however often it is told."""
    case, claims, draws, seed = pickle.loads(zlib.decompress(packed))  # noqa: S301 - packed by this program
    return Study(case, claims, draws, seed)


def is_dear(claim: Claim) -> bool:
    """Tell whether a claim turns on something for which only few draws are made."""
    used = (quantity(call.name) for call in calls(expression_of(claim)))
    return any(one.dear for one in used if one is not None)


def is_quick(claim: Claim) -> bool:
    """Tell whether a claim is judged in many worlds faster than in each alone."""
    used = (quantity(call.name) for call in calls(expression_of(claim)))
    return any(one.over is not None for one in used if one is not None)


def variants_of(claim: Claim) -> tuple[str | None, ...]:
    """Return the variants in which a claim takes its quantities in their order, None for the case itself."""
    named = {where(call, claim) for call in calls(expression_of(claim))} or {claim.variant}
    return tuple(sorted(named, key=lambda name: name or ""))


def where(call: Call, claim: Claim) -> str | None:
    """Return the variant in which a claim takes a quantity."""
    return call.variant(claim.variant)


def expression_of(claim: Claim) -> Expression:
    """Return what a testable claim states."""
    assert claim.test is not None
    return claim.test.meaning
