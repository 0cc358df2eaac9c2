"""What the inputs of a case rest on: documents, data, experts, judgement, or nothing said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.arguments import Basis
from detente.case.numbers import Range
from detente.report.evidence import basis_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.case.case import Case

__all__ = ["BASES", "NOTHING", "Given", "Inputs", "inputs_of"]

NOTHING = "no evidence"
"""The word for an input that no evidence covers."""
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
    return Inputs(tuple(Given(path, kind, str(basis_of(case, path) or NOTHING)) for path, kind in _paths(case)))


def _paths(case: Case) -> Iterator[tuple[str, str]]:
    for section in ("blocs", "camps"):
        for key, group in getattr(case, section).items():
            yield f"{section}.{key}.members", "Who belongs to whom"
            if section == "blocs" and group.decides_by != "consensus":
                yield f"{section}.{key}.decides_by", "Who decides, and how"
    for key, issue in case.issues.items():
        yield f"issues.{key}.decided_by", "Who decides, and how"
        yield f"issues.{key}.today", "What holds today"
        for holder, stance in issue.stances.items():
            path = f"issues.{key}.stances.{holder}"
            if stance.order is not None or stance.points is not None:
                yield f"{path}.{'order' if stance.order is not None else 'points'}", "What each wants"
            if stance.never:
                yield f"{path}.never", "Red lines"
            if stance.weight is not None:
                yield f"{path}.weight", "How much it weighs"
            if stance.demands is not None:
                yield f"{path}.demands", "Demands"
    for section in ("parties", "blocs", "camps"):
        for key, holder in getattr(case, section).items():
            yield from ((f"{section}.{key}.red_lines.{line.id}", "Red lines") for line in holder.red_lines)
            if isinstance(holder.walk_away, Range):
                yield f"{section}.{key}.walk_away", "Worth of no agreement"
            if holder.weights is not None:
                yield f"{section}.{key}.weights", "How much it weighs"
            yield from ((f"{section}.{key}.worth.{index}", "Worth of combinations") for index in range(len(holder.worth)))
    yield from ((f"rules.{rule.id or index}", "Rules") for index, rule in enumerate(case.rules))
    yield from ((f"trust.{index}.level", "Trust") for index in range(len(case.trust)))
