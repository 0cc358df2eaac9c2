"""The search for what the verdict of one claim rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.claims.above_zero import above_zero
from detente.claims.adversary import refuting_world
from detente.claims.evaluate import arguments_of
from detente.claims.free_worlds import FreeWorlds, Succession, spread
from detente.claims.needs import Needs
from detente.claims.proof import proof_of, said_in
from detente.claims.registry import quantity
from detente.claims.study import WORLDS_SEED, expression_of, is_dear, is_quick, variants_of, where
from detente.claims.sufficient import MOST_NEEDS, smallest_sufficient
from detente.claims.together import has_slack, hold_in_each, slack_in_each

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.case.arguments import Claim
    from detente.case.uncertainty import CertainCase
    from detente.claims.free_worlds import Trial
    from detente.claims.proof import Proof
    from detente.claims.study import Study
    from detente.claims.sufficient import Sufficient
    from detente.outcomes.holding import Holding

__all__ = ["FURTHER", "search"]

FEW = 7
"""Worlds, at most, in which sets are tried whose first part is proved, where each takes long."""
FEW_NEEDS = 12
"""Needs found in them, past which no smallest set is found without a thorough search."""
PROVED_NEEDS = 50
"""Needs found, past which no smaller set is looked for than one that is proved, without a thorough search."""
MANY_NEEDS = 60
"""Needs found, past which a set is only made minimal, where it takes many quick worlds to find a smallest."""
FURTHER = 250
"""In how many further worlds, at most, a set must suffice that was found in few, where each takes long."""
MOST_RANGES = 6
"""Ranges on which a verdict rests that are named where no input has to be held."""
AT_ONCE = 32
"""Worlds that are judged together."""


def search(
    study: Study,
    claim: Claim,
    against: Sequence[Mapping[str | None, CertainCase]],
    *,
    thorough: bool = False,
) -> Sufficient | None:
    """Return a smallest set of inputs that suffices for what a claim says in the nominal case.

    ``against``: draws that go against it. Where the claim turns on something slow there may be none, unless
    the search is ``thorough``; where worlds are quickly judged together and it only takes many of them, one
    is found, which may not be the smallest.
    """
    expression, verdict, dear = expression_of(claim), study.verdict(claim), is_dear(claim)
    many = not thorough and study.slow(claim) and is_quick(claim) and not dear
    slow = study.slow(claim) and not many
    cases = {name: study.cases[name] for name in variants_of(claim)}
    structural = study.structural(claim)
    numerical = study.numerical(claim)
    inputs = tuple(dict.fromkeys((*structural, *numerical)))
    needs, proof = Needs(inputs), proof_of(study, claim, inputs, verdict=verdict)
    proved = _proved(study, claim, needs.holding) if verdict else ()
    if proved and needs.smallest_meeting() is None:  # it takes too long to tell
        needs, proved = Needs(inputs), ()
    if slow and not proved and proof is None and not thorough:
        return None

    drawn = list(against)
    if not dear:
        drawn += [{name: study.further(name)[index] for name in cases} for index in range(study.room)]
    first = FreeWorlds(cases, structural, numerical, WORLDS_SEED, drawn, few=dear)
    kinds, further = [(first, range(first.count))], 0
    if slow and not thorough:
        kinds = [(first, spread(first, FEW))]
    elif slow:
        # So few worlds may leave out what matters: some of those in which other sets are tried come after.
        then = FreeWorlds(cases, structural, numerical, WORLDS_SEED)
        kinds.append((then, spread(then, FURTHER)))
        further = 0 if proved else len(kinds[-1][1])
    worlds = Succession(*kinds)
    judged = worlds.memory(lambda samples: hold_in_each(expression, samples, claim.variant))

    def sought(held: int) -> int | None:
        world = refuting_world(first, held, slacks)
        return None if world is None else worlds.add(first, world)

    def slacks(trials: Sequence[Trial]) -> list[float]:
        return [
            slack
            for start in range(0, len(trials), AT_ONCE)
            for slack in slack_in_each(
                expression, first.samples(trials[start : start + AT_ONCE]), claim.variant, held=verdict
            )
        ]

    found = smallest_sufficient(
        needs,
        worlds.count - further,
        lambda trials: [holds_so != verdict for holds_so in judged(trials)],
        AT_ONCE if is_quick(claim) and not slow else 1,
        worlds.moved,
        dear=slow and not proved,
        further=further,
        most_needs=MOST_NEEDS if thorough else _most_needs(proof, slow=slow, many=many),
        only_smallest=slow and not thorough,
        sought=sought if is_quick(claim) and not dear and has_slack(expression, held=verdict) else None,
        known=None if proof is None else proof.inputs,
    )
    if found is None:
        return None
    if proof is not None:
        proved = proof.says
    few = not found.inputs and len(numerical) <= MOST_RANGES
    return replace(found, ranges=numerical if few else (), proved=proved)


def _most_needs(proof: Proof | None, *, slow: bool, many: bool) -> int:
    """Return how many needs are looked for without a thorough search.

    ``slow``: each world takes long; ``many``: it only takes many of them.
    """
    if slow or many:
        return FEW_NEEDS if slow else MANY_NEEDS
    return MOST_NEEDS if proof is None else PROVED_NEEDS


def _proved(study: Study, claim: Claim, holding: Holding) -> tuple[str, ...]:
    """Require that inputs are held with which what a claim needs is so in every world; say what that is."""
    said: dict[str, None] = {}
    for call in dict.fromkeys(above_zero(expression_of(claim))):
        published, name = quantity(call.name), where(call, claim)
        if published is not None and published.assures is not None:
            proved = published.assures(holding, study.cases[name].nominal, *arguments_of(call))
            if proved:
                said[said_in(name, proved)] = None
    return tuple(said)
