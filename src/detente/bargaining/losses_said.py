"""Who would lose without deciding, in sentences, and whether that costs those who sign anything to spare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import joined, within
from detente.outcomes.naming import name_of
from detente.outcomes.packages_said import package_says

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.bargaining.result import Bargaining

__all__ = ["losses_say"]


def losses_say(result: Bargaining) -> list[str]:
    """Return who would lose by what is signed at each value of the frontier: always, at times, or never."""
    points = result.frontier
    if any(point.unavoidable is None for point in points):
        return [_not_looked_for(result)]
    values = {
        key: sum(key in (point.unavoidable or ()) for point in points)
        for key in result.negotiation.case.parties
    }
    always = [key for key, count in values.items() if points and count == len(points)]
    said = []
    if always:
        said.append(
            f"Without deciding, {_names(result, always)} would lose in every package of the frontier."
        )
    for count in sorted(set(values.values()) - {0, len(points)}, reverse=True):
        losing = _names(result, [key for key in values if values[key] == count])
        at = f"at {count:,} of the {len(points):,} values of the frontier"
        said.append(f"Without deciding, {losing} would lose {at}, whichever of their packages is signed.")
    for package, spared in _spared(result).items():
        some = f"Without deciding, {_names(result, spared)} would lose in some packages of the frontier"
        said.append(
            f"{some}, but not in others that are worth the same to those who sign, such as: {package}."
        )
    return said + _one_or_another(result)


def _spared(result: Bargaining) -> dict[str, list[str]]:
    """Return who loses in some packages of a value only, by a package in words that spares them."""
    negotiation = result.negotiation
    first: dict[str, str] = {}
    for point in result.frontier:
        for key, package in point.avoidable.items():
            if key not in first:
                first[key] = package_says(negotiation.case, package, negotiation.today)
    return {
        package: [key for key in first if first[key] == package] for package in dict.fromkeys(first.values())
    }


def _one_or_another(result: Bargaining) -> list[str]:
    """Say at how many values everybody can be spared, but not all at once.

    The package named is best for whoever gains least: where it makes somebody lose, every other does too.
    """
    others = [point for point in result.frontier if point.losers and not point.unavoidable]
    said = []
    for known, says in ((True, "no package spares all"), (False, "no package was found that spares all")):
        count = sum(point.best is known for point in others)
        values = f"{count:,} {'value' if count == 1 else 'values'} of the frontier"
        said += [f"At {values} {says} who do not decide."] if count else []
    return said


def _not_looked_for(result: Bargaining) -> str:
    losing = {key for point in result.frontier for key in point.losers}
    named = f"; by those that are named, {_names(result, losing)} would lose" if losing else ""
    return f"Who would lose without deciding was not looked for in all packages, as they are too many{named}."


def _names(result: Bargaining, keys: Iterable[str]) -> str:
    case, named = result.negotiation.case, set(keys)
    return joined(within(name_of(case, key)) for key in case.parties if key in named)
