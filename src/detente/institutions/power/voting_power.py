"""The voting power of the members of a body, by every index that is in use."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from detente.institutions.power import coleman, penrose_banzhaf
from detente.institutions.power.counts import core_or_answer, counts_of
from detente.institutions.power.critical_members import critical_members
from detente.institutions.power.deegan_packel import deegan_packel
from detente.institutions.power.gates import Gate, gates_of
from detente.institutions.power.holler import holler
from detente.institutions.power.johnston import johnston
from detente.institutions.power.minimal_coalitions import minimal_coalitions
from detente.institutions.power.monte_carlo import coalition_estimates, order_estimates
from detente.institutions.power.open_gates import TooManyStates
from detente.institutions.power.polynomials import coefficients, field_for
from detente.institutions.power.shapley_shubik import shapley_shubik
from detente.outcomes.rule_tree import dual, voters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    from detente.institutions.power.composition import Core
    from detente.institutions.power.counts import Counts
    from detente.institutions.power.minimal_coalitions import MinimalCoalitions
    from detente.institutions.power.monte_carlo import Estimate, Estimates
    from detente.outcomes.rule_tree import Rule

__all__ = ["INDICES", "VotingPower", "power_of"]

Index = dict[str, "Fraction | None"]

MOST_STEPS = 5_000_000
"""For Johnston so many steps between states are gone through: a few seconds."""

INDICES = (
    "banzhaf",
    "banzhaf_absolute",
    "shapley_shubik",
    "coleman_prevent",
    "coleman_initiate",
    "holler",
    "deegan_packel",
    "johnston",
)
"""The indices that give each member a number, by the names of the properties of `VotingPower`."""


@dataclass(frozen=True)
class VotingPower:
    """How much power a rule gives to each member.

    Each index maps members to fractions, or to nothing where it would be 0/0; ``undefined`` says why. What is
    not exact is named in ``exactness``, and has its intervals of 95 % in ``intervals``.
    """

    members: tuple[str, ...]
    rule: Rule
    seed: int
    counts: Counts | None = field(repr=False)

    @property
    def winning(self) -> int | None:
        """How many coalitions win; nothing where they were not counted."""
        return None if self.counts is None else self.counts.winning

    @property
    def swings(self) -> Mapping[str, int] | None:
        """How many coalitions of the others win with a member only; nothing where they were not counted."""
        return None if self.counts is None else self.counts.swings

    @cached_property
    def banzhaf_absolute(self) -> Index:
        """The share of the coalitions of the others in which the member is decisive (Penrose 1946)."""
        if self.counts is None:
            return dict(self._by_coalitions.absolute.values)
        return dict(penrose_banzhaf.absolute(self.counts.swings))

    @cached_property
    def banzhaf(self) -> Index:
        """The member's share of all swings (Banzhaf 1965)."""
        if self.counts is None:
            return dict(self._by_coalitions.normalised.values)
        return penrose_banzhaf.normalised(self.counts.swings)

    @cached_property
    def shapley_shubik(self) -> Index:
        """The share of all orders in which the member is pivotal (Shapley and Shubik 1954)."""
        if self.counts is None or self.counts.swings_by_size is None:
            return dict(self._by_orders.values)
        return dict(shapley_shubik(self.counts.swings_by_size))

    @cached_property
    def coleman_prevent(self) -> Index:
        """The share of winning coalitions that the member can break (Coleman 1971)."""
        if self.counts is None:
            return dict(self._by_coalitions.prevent.values)
        return coleman.prevent(self.counts.swings, self.counts.winning)

    @cached_property
    def coleman_initiate(self) -> Index:
        """The share of losing coalitions that the member can make win (Coleman 1971)."""
        if self.counts is None:
            return dict(self._by_coalitions.initiate.values)
        return coleman.initiate(self.counts.swings, self.counts.winning)

    @cached_property
    def coleman_to_act(self) -> Fraction:
        """The share of all coalitions that win: the power of the body to act (Coleman 1971)."""
        if self.counts is None:
            return self._by_coalitions.to_act
        return coleman.to_act(len(self.members), self.counts.winning)

    @cached_property
    def minimal_winning(self) -> MinimalCoalitions:
        """The coalitions that win and would not without any one of their members."""
        return minimal_coalitions(self.members, self.rule)

    @cached_property
    def minimal_blocking(self) -> MinimalCoalitions:
        """The coalitions without which the others cannot win, and of which nobody can be spared for that."""
        return minimal_coalitions(self.members, dual(self.rule))

    @cached_property
    def holler(self) -> Index:
        """The member's share in minimal winning coalitions, the public good index (Holler 1982)."""
        of_member = self.minimal_winning.of_member
        return dict.fromkeys(self.members) if of_member is None else holler(of_member)

    @cached_property
    def deegan_packel(self) -> Index:
        """The same, each such coalition being divided among its members (Deegan and Packel 1978)."""
        by_size = self.minimal_winning.of_member_by_size
        return dict.fromkeys(self.members) if by_size is None else deegan_packel(by_size)

    @cached_property
    def johnston(self) -> Index:
        """The member's share, a coalition being divided among those who can break it (Johnston 1978)."""
        if self._critical is None:
            return dict(self._by_coalitions.johnston.values)
        return johnston(self._critical)

    def exactness_of(self, index: str) -> str:
        """Return whether an index is ``exact``, ``estimated``, or ``unknown``: neither counted nor drawn."""
        if index == "holler":
            return "unknown" if self.minimal_winning.of_member is None else "exact"
        if index == "deegan_packel":
            return "unknown" if self.minimal_winning.of_member_by_size is None else "exact"
        if index == "johnston":
            counted = self._critical is not None
        elif index == "shapley_shubik":
            counted = self.counts is not None and self.counts.swings_by_size is not None
        else:
            counted = self.counts is not None
        return "exact" if counted else "estimated"

    @cached_property
    def exactness(self) -> dict[str, str]:
        """The same for all indices, which takes counting them."""
        return {index: self.exactness_of(index) for index in (*INDICES, "coleman_to_act")}

    @cached_property
    def intervals(self) -> dict[str, dict[str, tuple[float, float]]]:
        """For each index that is estimated, the interval of each member."""
        estimates: dict[str, Estimate] = {}
        if "estimated" in (self.exactness["banzhaf"], self.exactness["johnston"]):
            drawn = self._by_coalitions
            estimates = {
                "banzhaf": drawn.normalised,
                "banzhaf_absolute": drawn.absolute,
                "coleman_prevent": drawn.prevent,
                "coleman_initiate": drawn.initiate,
                "johnston": drawn.johnston,
            }
        if self.exactness["shapley_shubik"] == "estimated":
            estimates["shapley_shubik"] = self._by_orders
        return {
            index: dict(estimate.intervals)
            for index, estimate in estimates.items()
            if self.exactness[index] == "estimated"
        }

    @property
    def coleman_to_act_interval(self) -> tuple[float, float] | None:
        """The interval of the power to act, where that is estimated."""
        return None if self.counts else self._by_coalitions.to_act_interval

    @cached_property
    def undefined(self) -> dict[str, str]:
        """For each index without a number, a sentence that says why."""
        said = {
            "banzhaf": "No member has a swing, so there is nothing to have a share of.",
            "coleman_prevent": "No coalition wins, so there is none that could be broken.",
            "coleman_initiate": "Every coalition wins, so there is none that could be helped to win.",
            "holler": "Nobody is needed in any minimal winning coalition.",
            "deegan_packel": "Nobody is needed in any minimal winning coalition.",
            "johnston": "No winning coalition can be broken by a single member.",
        }
        found = {}
        for index, why in said.items():
            if not self.members or None in getattr(self, index).values():
                exactness = self.exactness[index]
                if exactness == "unknown":
                    found[index] = self.minimal_winning.reason
                elif exactness == "estimated":
                    found[index] = "None of the coalitions that were drawn tells anything about it."
                else:
                    found[index] = why
        return found

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """Sentences on what is out of the ordinary: a rule that is no contest, or does not need somebody."""
        core = self._core
        if isinstance(core, bool):
            always = "The rule accepts even where nobody does, so that nobody has any power."
            return (always if core else "The rule cannot be met even by all together: nobody ever wins.",)
        heard = (
            set(core.voters) if self.swings is None else {name for name, own in self.swings.items() if own}
        )
        unheard = [member for member in self.members if member not in heard]
        if not unheard:
            return ()
        verb = "makes" if len(unheard) == 1 else "make"
        return (f"{', '.join(unheard)} never {verb} a difference under the rule.",)

    def find_all(self, progress: Callable[[str], None]) -> None:
        """Find what is otherwise found when it is asked for; ``progress`` is told in words what is next."""
        progress("minimal coalitions")
        _ = self.minimal_winning, self.minimal_blocking
        progress("critical members")
        _ = self.exactness, self.intervals

    @cached_property
    def _core(self) -> Core | bool:
        """What is counted; true or false where the rule always or never accepts."""
        return core_or_answer(self.rule)

    @cached_property
    def _critical(self) -> dict[str, tuple[int, ...]] | None:
        """For each member, the winning coalitions in which it is critical, by how many members are."""
        core, size = self._core, len(self.members)
        if isinstance(core, bool):
            return dict.fromkeys(self.members, (0,) * (size + 1))
        try:
            found = critical_members(core, field_for(size), MOST_STEPS)
        except TooManyStates:
            return None
        return {
            member: coefficients(found.of_voter.get(member, 0), found.bits, size + 1)
            for member in self.members
        }

    @cached_property
    def _by_coalitions(self) -> Estimates:
        return coalition_estimates(self.members, self._gate, self.seed)

    @cached_property
    def _by_orders(self) -> Estimate:
        return order_estimates(self.members, self._gate, self.seed)

    @property
    def _gate(self) -> Gate:
        gate = gates_of(self.rule)
        assert isinstance(gate, Gate)  # anything else is counted exactly
        return gate


def power_of(
    members: Sequence[str], rule: Rule, *, seed: int = 0, progress: Callable[[str], None] | None = None
) -> VotingPower:
    """Return the voting power of the members under a rule.

    Penrose–Banzhaf, Coleman and Shapley–Shubik are counted at once, the others when they are asked for; with
    ``progress``, which is told in words what is being counted, everything is. The ``seed`` matters only where
    there is too much to count, so that coalitions and orders are drawn at random.

    Raises:
        ValueError: where a member is named twice, or somebody votes who is no member; all of it is said.

    >>> from detente.outcomes.rule_tree import AllOf, Vote, at_least
    >>> power = power_of("abc", AllOf((Vote("a"), at_least(2, "abc"))))
    >>> power.winning, power.shapley_shubik["a"], power.banzhaf["b"]
    (3, Fraction(2, 3), Fraction(1, 5))

    """
    members = tuple(members)
    _check(members, rule)
    counts: Counts | None
    if progress:
        progress("coalitions")
    try:
        counts = counts_of(members, rule, progress)
    except TooManyStates:
        counts = None
    power = VotingPower(members, rule, seed, counts)
    if progress:
        power.find_all(progress)
    return power


def _check(members: Sequence[str], rule: Rule) -> None:
    problems = [
        f"{member!r} is named twice as a member"
        for number, member in enumerate(members)
        if member in members[:number]
    ]
    for voter in voters(rule):
        if voter not in members:
            close = get_close_matches(voter, members, 1)
            meant = f" (did you mean {close[0]!r}?)" if close else ""
            problems.append(f"{voter!r} votes but is no member{meant}")
    if problems:
        raise ValueError("; ".join(problems) + ".")
