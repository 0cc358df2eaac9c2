"""What the grid of issues and stances has no cell for, in words: the rest of what was typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.numbers import Range
from detente.case.places import line_of
from detente.case.wording import in_words
from detente.outcomes.holders import section_of
from detente.outcomes.naming import holders_of, name_of
from detente.report.constraints_said import Said, demand_says, line_says, rule_said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from detente.case.case import Case
    from detente.case.parties import RedLine

__all__ = ["beside_grid", "range_says"]


def beside_grid(case: Case, across: list[tuple[str, RedLine]]) -> tuple[Said, ...]:
    """Return what stands beside the grid, each with its place in the file.

    ``across`` are the red lines, with their holders, that no cell shows. With them come what combinations are
    worth, what a demand holds up elsewhere, what no agreement is worth, and the rules.
    """
    return (
        *(
            _said(case, "red line", key, line_says(case, line), f"red_lines.{line.id}")
            for key, line in across
        ),
        *_combinations(case),
        *_linked(case),
        *_without_agreement(case),
        *(_quiet(rule_said(case, index)) for index in range(len(case.rules))),
    )


def _said(case: Case, kind: str, key: str, says: str, field: str) -> Said:
    line = line_of(case, f"{section_of(case, key)[0]}.{key}.{field}")
    return Said(field, kind, name_of(case, key), says, says, line, ())


def _quiet(said: Said) -> Said:
    """Leave out the sources: beside the grid a line of the file is enough, as it is in the grid."""
    return Said(said.id, said.kind, said.holder, said.says, said.named, said.line, ())


def _combinations(case: Case) -> Iterator[Said]:
    for key, holder in holders_of(case).items():
        for index, worth in enumerate(holder.worth):
            says = f"{range_says(worth.points)} points where {in_words(worth.when.meaning, case)}."
            yield _said(
                case, "combination", key, f"{says} {worth.says}" if worth.says else says, f"worth.{index}"
            )


def _linked(case: Case) -> Iterator[Said]:
    for issue, one in case.issues.items():
        for key, stance in one.stances.items():
            if stance.demands is not None and stance.demands.links:
                path = f"issues.{issue}.stances.{key}.demands"
                says = demand_says(case, issue, name_of(case, key), stance.demands)
                yield Said(path, "demand", name_of(case, key), says, says, line_of(case, path), ())


def _without_agreement(case: Case) -> Iterator[Said]:
    for key, holder in holders_of(case).items():
        if isinstance(holder.walk_away, Range):
            says = f"no agreement is worth {range_says(holder.walk_away)} points."
            yield _said(case, "floor", key, says, "walk_away")


def range_says(given: Range) -> str:
    """Return a number, or the two ends of a range."""
    if given.certain:
        return _plain(given.low)
    link = "–" if given.low >= 0 else " to "
    return f"{_plain(given.low)}{link}{_plain(given.high)}"


def _plain(number: Fraction) -> str:
    return f"{float(number):,.6f}".rstrip("0").rstrip(".").replace("-", "−")
