"""What the inputs of a case rest on: documents, data, experts, judgement, or nothing said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.arguments import Basis
from detente.case.grounds import basis_of
from detente.case.numbers import Range
from detente.claims.audit.regime_given import regime_paths
from detente.claims.audit.road_given import road_paths
from detente.outcomes.holders import section_of
from detente.outcomes.naming import holders_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.case.case import Case

__all__ = ["BASES", "NOTHING", "Given", "Inputs", "inputs_of"]

NOTHING = "no evidence"
"""The word for an input that no evidence covers."""
DECIDES, WEIGHT = "Who decides, and how", "How much it weighs"
BREACH = "What a breach brings and costs"
_OF_COMMITMENT = ("gain", "penalty", "detection")
BASES = (*(str(basis) for basis in Basis), NOTHING)


@dataclass(frozen=True)
class Given:
    """One input that an analyst gave: where it stands, of what kind it is, and what it rests on."""

    path: str
    kind: str
    basis: str


@dataclass(frozen=True)
class Inputs:
    """Every input of a case."""

    given: tuple[Given, ...]

    @property
    def by_kind(self) -> Mapping[str, Counter[str]]:
        """For each kind, in the order of the case file, how many inputs rest on each basis."""
        found: dict[str, Counter[str]] = {}
        for one in self.given:
            found.setdefault(one.kind, Counter())[one.basis] += 1
        return found

    @property
    def without_evidence(self) -> tuple[Given, ...]:
        """The inputs that no evidence covers."""
        return tuple(one for one in self.given if one.basis == NOTHING)

    def on(self, *bases: str) -> int:
        """Return how many inputs rest on one of some bases."""
        return sum(one.basis in bases for one in self.given)


def inputs_of(case: Case) -> Inputs:
    """Return every input of a case with what it rests on; an input is what evidence can be given for."""
    return Inputs(
        tuple(Given(path, kind, str(basis_of(case, path) or NOTHING)) for path, kind in _paths(case))
    )


def _paths(case: Case) -> Iterator[tuple[str, str]]:
    yield from _of_groups(case)
    # Words that the case does not explain mean what they always do.
    yield from (
        (f"scales.{word}", WEIGHT)
        for word in type(case.scales).model_fields
        if word in case.scales.model_fields_set
    )
    yield from _of_issues(case)
    yield from _of_holders(case)
    yield from ((f"rules.{rule.id or index}", "Rules") for index, rule in enumerate(case.rules))
    yield from ((f"trust.{index}.level", "Trust") for index in range(len(case.trust)))
    yield from road_paths(case)
    yield from regime_paths(case)
    yield from _of_procedures(case)
    yield from _of_threats(case)
    yield from _of_conflict(case)


def _of_conflict(case: Case) -> Iterator[tuple[str, str]]:
    conflict = case.conflict
    if conflict is None:
        return
    for key in ("issues", "consent_given", "one_state", "moves", "joint_moves", "today"):
        if getattr(conflict, key):
            yield f"conflict.{key}", "Who can move, and to which states"
    yield from ((f"conflict.preferences.{key}", "What each wants") for key in conflict.preferences)


def _of_groups(case: Case) -> Iterator[tuple[str, str]]:
    yield from ((f"blocs.{key}.members", "Who belongs to whom") for key in case.blocs)
    yield from ((f"camps.{key}.members", "Who belongs to whom") for key in case.camps)
    ruled = (key for key, bloc in case.blocs.items() if bloc.decides_by.named != "consensus")
    yield from ((f"blocs.{key}.decides_by", DECIDES) for key in ruled)
    for key in case.bodies:
        yield f"bodies.{key}.members", "Who belongs to whom"
        yield f"bodies.{key}.rule", DECIDES
    yield from ((f"powers.{power.id}", "Clauses") for power in case.powers)
    yield from ((f"agreements.{key}", "Agreements") for key in case.agreements)


def _of_procedures(case: Case) -> Iterator[tuple[str, str]]:
    for key, procedure in case.procedures.items():
        yield f"procedures.{key}.parties", "Who belongs to whom"
        yield from ((f"procedures.{key}.moves.{move.id}", "Procedures") for move in procedure.moves)


def _of_threats(case: Case) -> Iterator[tuple[str, str]]:
    for key, block in case.blocks.items():
        yield from (
            (f"blocks.{key}.addresses.{threat}", "What lessens threats") for threat in block.addresses
        )
    for place, one in enumerate(() if case.threats is None else case.threats.rounds):
        yield from ((f"threats.rounds.{place}.answers.{who}", "What experts answered") for who in one.answers)


def _of_issues(case: Case) -> Iterator[tuple[str, str]]:
    for key, issue in case.issues.items():
        yield f"issues.{key}.decided_by", DECIDES
        own = (name for name, option in issue.options.items() if option.decided_by is not None)
        yield from ((f"issues.{key}.options.{name}.decided_by", DECIDES) for name in own)
        yield from ((f"issues.{key}.moves.{index}.decided_by", DECIDES) for index in range(len(issue.moves)))
        placed = (name for name, option in issue.options.items() if option.place is not None)
        yield from ((f"issues.{key}.options.{name}.place", "Places on a scale") for name in placed)
        for_good = (name for name, option in issue.options.items() if option.irreversible)
        yield from ((f"issues.{key}.options.{name}.irreversible", DECIDES) for name in for_good)
        if issue.kept_by:
            yield f"issues.{key}.kept_by", DECIDES
        for party, commitment in issue.commitments.items():
            written = (field for field in _OF_COMMITMENT if field in commitment.model_fields_set)
            yield from ((f"issues.{key}.kept_by.{party}.{field}", BREACH) for field in written)
        yield f"issues.{key}.today", "What holds today"
        for holder, stance in issue.stances.items():
            given = (
                ("order", "What each wants", stance.order),
                ("points", "What each wants", stance.points),
                ("never", "Red lines", stance.never or None),
                ("weight", WEIGHT, stance.weight),
                ("demands", "Demands", stance.demands),
            )
            path = f"issues.{key}.stances.{holder}"
            yield from ((f"{path}.{field}", kind) for field, kind, value in given if value is not None)


def _of_holders(case: Case) -> Iterator[tuple[str, str]]:
    for key, holder in holders_of(case).items():
        path = f"{section_of(case, key)[0]}.{key}"
        yield from ((f"{path}.red_lines.{line.id}", "Red lines") for line in holder.red_lines)
        if isinstance(holder.walk_away, Range):
            yield f"{path}.walk_away", "Worth of no agreement"
        if holder.weights is not None:
            yield f"{path}.weights", WEIGHT
        yield from ((f"{path}.worth.{index}", "Worth of combinations") for index in range(len(holder.worth)))
