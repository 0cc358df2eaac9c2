"""The verdicts on a procedure in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, together, within
from detente.institutions.procedures.properties import PropertyName
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.institutions.procedures.properties import Property
    from detente.institutions.procedures.verdicts import ProcedureVerdicts

__all__ = ["sentences", "told_of", "verdict_says"]


def sentences(result: ProcedureVerdicts) -> list[str]:
    """Return a sentence for each of the five properties, with its counterexample, and then the findings."""
    said = []
    for one in result.properties.values():
        said.append(verdict_says(result, one))
        if one.shortest is not None:
            said.append(one.shortest.story)
        said += one.notes
    return [*said, *(finding.says for finding in result.findings)]


def told_of(result: ProcedureVerdicts, name: str, parties: Sequence[str]) -> str:
    """Return the verdict on a property, of one party where one is named, with its story.

    ``name``: of the member of ``PropertyName``. It stands within a sentence, and has no full stop.
    """
    one = result.properties[PropertyName[name]]
    if parties:
        said = _of_party(result, one.name, parties[0], holds=one.by_party[parties[0]]) + _emptily(one)
        example = one.counterexamples.get(parties[0])
    else:
        verdict, example = verdict_says(result, one).rstrip("."), one.shortest
        said = verdict[:1].lower() + verdict[1:]
    story = f": {example.story.rstrip('.')}" if example is not None else ""
    return f"under “{result.name}” {said}{story}"


def _of_party(result: ProcedureVerdicts, name: PropertyName, party: str, *, holds: bool) -> str:
    who = _names(result, [party])
    match name:
        case PropertyName.CONVENE:
            return f"{who} alone can{'' if holds else 'not'} always convene a meeting{_in_time(result)}"
        case PropertyName.VETO:
            return f"{who} can{'not' if holds else ''} hold up another's own step by convening"
        case _:
            does = "close" if name is PropertyName.CLOSE else "suspend"
            return f"{who} alone can{'not' if holds else ''} {does} the channel"


def verdict_says(result: ProcedureVerdicts, one: Property) -> str:
    """Return the verdict on one property as a sentence, and why where it holds of nothing."""
    return capitalised(f"{_verdict(result, one)}{_emptily(one)}.")


def _emptily(one: Property) -> str:
    return "" if one.only_because is None else f", but only because {one.only_because}"


def _verdict(result: ProcedureVerdicts, one: Property) -> str:
    if one.name is PropertyName.ABSENCE:
        return _of_absence(result, one)
    failing = [key for key, holds in one.by_party.items() if not holds]
    if one.name is PropertyName.CONVENE:
        who = _none_of(result, failing) if failing else "Each party"
        return f"{who} alone can always convene a meeting{_in_time(result)}"
    if one.name is PropertyName.VETO:
        fails = f"By convening, {_names(result, failing)} can hold up another's own step"
        return fails if failing else "Convening gives nobody a veto over another's own steps"
    does = "close" if one.name is PropertyName.CLOSE else "suspend"
    if not failing:
        return f"No party alone can {does} the channel"
    each = "each of " if len(failing) > 1 else ""
    return f"{each}{_names(result, failing)} alone can {does} the channel"


def _of_absence(result: ProcedureVerdicts, one: Property) -> str:
    if one.holds:
        return f"Nobody's absence keeps the others from convening{_in_time(result)}"
    keys = [key.split("+") for key in one.counterexamples]
    absent = [f"of {_names(result, key)}{' together' if len(key) > 1 else ''}" for key in keys]
    listed = f"{', '.join(absent[:-1])} or {absent[-1]}" if len(absent) > 1 else absent[0]
    return f"The absence {listed} keeps the others from convening{_in_time(result)}"


def _none_of(result: ProcedureVerdicts, keys: Sequence[str]) -> str:
    """Return the beginning of a sentence on what none of some parties can."""
    if len(keys) == 1:
        return f"It is not so that {_names(result, keys)}"
    if len(keys) == 2:  # noqa: PLR2004 - both
        first, second = (_names(result, [key]) for key in keys)
        return f"Neither {first} nor {second}"
    return f"None of {_names(result, keys)}"


def _names(result: ProcedureVerdicts, keys: Sequence[str]) -> str:
    return together(within(name_of(result.case, key)) for key in keys)


def _in_time(result: ProcedureVerdicts) -> str:
    count = result.convene_within
    return "" if count is None else f" within {count:,} {result.unit}{'' if count == 1 else 's'}"
