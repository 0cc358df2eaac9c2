"""Made-up conflicts in option form, on which stability is measured."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.options.conditions import Condition
from detente.stability.options.option_form import DecisionMaker, Direction, Option, OptionForm
from detente.stability.options.option_preferences import Statements

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["Made"]

STATEMENTS = 2
"""Statements of each decision maker by option; states in which the same ones are true tie."""


@dataclass(frozen=True)
class Made:
    """How a conflict is made up: the same numbers make the same conflict.

    ``options``: dealt out evenly; ``irreversible``: how many of them, each of another decision maker as far
    as there are any, can be taken up and not given up.
    """

    options: int
    makers: int
    irreversible: int = 1
    seed: int = 1

    @property
    def states(self) -> int:
        """How many states there are: every combination of options."""
        return 1 << self.options

    def form(self) -> OptionForm:
        """Return the conflict, with random statements of one to three options as preferences."""
        chance = random.Random(self.seed)  # noqa: S311 - made-up conflicts
        held = np.array_split(range(self.options), self.makers)
        by_turns = sorted(
            range(self.options), key=lambda option: min(option - of[0] for of in held if option >= of[0])
        )
        lasting = set(by_turns[: self.irreversible])
        return OptionForm(
            tuple(
                Option(f"option {number}", Direction.FORWARD if number in lasting else Direction.BOTH)
                for number in range(self.options)
            ),
            tuple(
                DecisionMaker(f"maker {number}", tuple(of.tolist()), self._statements(chance))
                for number, of in enumerate(held)
            ),
        )

    def payoffs(self) -> npt.NDArray[np.int64]:
        """Return random payoffs, each of about four states: (decision makers, states)."""
        return np.random.default_rng(self.seed).integers(
            0, max(2, self.states // 4), size=(self.makers, self.states)
        )

    def _statements(self, chance: random.Random) -> Statements:
        found: dict[Condition, None] = {}
        while len(found) < STATEMENTS * self.options:
            among = sorted(chance.sample(range(self.options), min(self.options, chance.randint(1, 3))))
            found[Condition((tuple((option, chance.random() < 0.5) for option in among),))] = None  # noqa: PLR2004 - even chances
        return Statements(tuple(found))
