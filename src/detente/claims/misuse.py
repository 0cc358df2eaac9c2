"""What is wrong with the quantities that a statement uses: their arguments, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from detente.case.formula import Formula, Is, blocks_in
from detente.case.language import Call, walk
from detente.case.naming import joined
from detente.case.problems import closest, quoted
from detente.claims.registry import PLANNED, quantities, quantity
from detente.outcomes.published import ParameterKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from detente.case.language import Expression
    from detente.case.model import CaseFile
    from detente.case.references import Names
    from detente.outcomes.published import Parameter

__all__ = ["Misuse", "check_quantities", "misuses", "named_in", "unpublished"]


NEAR = 0.8
"""From this likeness on, a quantity that nobody publishes is a slip of the pen, and not one still to come."""


@dataclass(frozen=True)
class Misuse:
    """What is wrong, where it stands in the text, and what may have been meant."""

    message: str
    offset: int
    suggestion: str = ""
    word: str = ""

    @property
    def is_slip(self) -> bool:
        """Whether the word is so near to the one suggested that it was hardly meant for anything else."""
        return SequenceMatcher(None, self.word, self.suggestion).ratio() >= NEAR

    def __str__(self) -> str:
        """Return the sentence with what may have been meant."""
        return f"{self.message} (did you mean {self.suggestion!r}?)" if self.suggestion else self.message


def check_quantities(names: Names) -> None:
    """Note what is wrong with the quantities in the claims of a case."""
    for index, claim in enumerate(names.case.claims):
        if claim.test is not None:
            path = ("claims", index, claim.test_key)
            for one in misuses(claim.test.meaning, _names_of(names)):
                names.problem(path, one.message, offset=one.offset, suggestion=one.suggestion)
            # What a claim waits for may well publish a quantity whose name is near to one that there is.
            waiting = any(analysis in PLANNED for analysis in claim.waits_for)
            for one in unpublished(claim.test.meaning, names.case):
                if one.is_slip and not waiting:
                    message = f"unknown quantity {quoted(one.word)}"
                    names.problem(path, message, offset=one.offset, suggestion=one.suggestion)


def _names_of(names: Names) -> dict[ParameterKind, Collection[str]]:
    return {
        ParameterKind.PARTY: names.deciders,
        ParameterKind.BLOCK: names.keys("blocks"),
        ParameterKind.ISSUE: names.issues,
        ParameterKind.BODY: names.blocs | names.keys("bodies"),
        ParameterKind.PROCEDURE: names.keys("procedures"),
        ParameterKind.REGIME: names.keys("regimes"),
        ParameterKind.THREAT: _threats(names.case),
    }


def named_in(case: CaseFile) -> dict[ParameterKind, Collection[str]]:
    """Return what may be named in place of each kind of argument that is a name."""
    return {
        ParameterKind.PARTY: {*case.parties, *case.blocs},
        ParameterKind.BLOCK: case.blocks,
        ParameterKind.ISSUE: case.issues,
        ParameterKind.BODY: {*case.blocs, *case.bodies},
        ParameterKind.PROCEDURE: case.procedures,
        ParameterKind.REGIME: case.regimes,
        ParameterKind.THREAT: _threats(case),
    }


def _threats(case: CaseFile) -> Collection[str]:
    return () if case.threats is None else case.threats.listed


def misuses(expression: Expression, known: Mapping[ParameterKind, Collection[str]]) -> tuple[Misuse, ...]:
    """Return what is wrong with the arguments of published quantities; ``known``: what may be named."""
    used: list[Call] = []
    walk(expression, used.append)
    return tuple(dict.fromkeys(one for call in used if quantity(call.name) for one in _misuses(call, known)))


def unpublished(expression: Expression, case: CaseFile) -> tuple[Misuse, ...]:
    """Return the quantities that no analysis publishes yet, each once; a name of the case is none."""
    known = quantities()
    used: list[Call] = []
    walk(expression, used.append)
    first = {call.name: call for call in reversed(used) if call.name not in known}
    return tuple(_no_quantity(name, call.places[0], case) for name, call in reversed(first.items()))


def _no_quantity(name: str, offset: int, case: CaseFile) -> Misuse:
    called = next((one for one, names in _named(case).items() if name in names), "")
    if not called:
        return Misuse(f"no analysis publishes {quoted(name)} yet", offset, closest(name, quantities()), name)
    message = f"{quoted(name)} is {called}, and no quantity that an analysis publishes"
    return Misuse(message, offset, word=name)


def _named(case: CaseFile) -> dict[str, Collection[str]]:
    return {
        "a party": case.parties,
        "a bloc": case.blocs,
        "an issue": case.issues,
        "a building block": case.blocks,
        "a body": case.bodies,
        "a procedure": case.procedures,
        "an option": {option for issue in case.issues.values() for option in issue.options},
    }


def _misuses(call: Call, known_names: Mapping[ParameterKind, Collection[str]]) -> Iterator[Misuse]:
    published = quantity(call.name)
    assert published is not None
    form = f"{call.name!r} is written as {published.signature}"
    parameters = {one.name: one for one in published.parameters}
    at, *places = call.places
    plain, options = places[: len(call.arguments)], places[len(call.arguments) :]
    given: dict[str, tuple[Formula | str, int]] = {}
    for (key, value), place in zip(call.options, options, strict=True):
        if key in parameters:
            given[key] = value, place
        elif key != "variant":
            if key in known_names.get(ParameterKind.ISSUE, ()):
                yield Misuse(f"{form}; write '{key} is {value}' for an option of an issue", place)
                continue
            known = [*parameters, "variant"]
            yield Misuse(f"{form}; {key!r} is none of its arguments", place, closest(key, known))
    free = [name for name in parameters if name not in given]
    if len(call.arguments) > len(free):
        yield Misuse(f"{form}, so this is one argument too many", plain[len(free)])
    given |= dict(zip(free, zip(call.arguments, plain, strict=True), strict=False))
    missing = [one for name, one in parameters.items() if name not in given and not one.optional]
    if missing:
        yield Misuse(f"{form}; it lacks {_called(missing[0])}", at)
    for name, (argument, place) in given.items():
        wrong = _mismatch(parameters[name], argument, known_names)
        if wrong is not None:
            yield Misuse(f"{wrong[0]}; {form}", place, wrong[1])


def _called(parameter: Parameter) -> str:
    return f"the argument {parameter.name!r}"


_CALLED = {
    ParameterKind.PARTY: "party or bloc",
    ParameterKind.BLOCK: "block",
    ParameterKind.ISSUE: "issue",
    ParameterKind.BODY: "bloc or body",
    ParameterKind.PROCEDURE: "procedure",
    ParameterKind.REGIME: "regime",
    ParameterKind.THREAT: "threat",
    ParameterKind.SOLUTION: "solution",
    ParameterKind.CONCEPT: "concept of stability",
}


def _mismatch(
    parameter: Parameter, argument: Formula | str, names: Mapping[ParameterKind, Collection[str]]
) -> tuple[str, str] | None:
    """Say what is wrong with an argument, and what may have been meant; None if nothing is."""
    kind = parameter.kind
    if kind in {ParameterKind.FORMULA, ParameterKind.ROAD}:
        if not isinstance(argument, Formula):
            return f"{quoted(argument)} is no formula", ""
        if kind is ParameterKind.FORMULA and blocks_in(argument):
            return f"{quoted(argument)} speaks of a building block; a package knows only issues", ""
        return None
    if kind is ParameterKind.MOVE:
        single = isinstance(argument, Is) and len(argument.options) == 1
        return None if single else (f"{quoted(argument)} is not of the form 'issue is option'", "")
    if isinstance(argument, Formula):
        return f"{quoted(argument)} is no {_CALLED[kind]}", ""
    return _unknown(parameter, argument, names)


def _unknown(
    parameter: Parameter, argument: str, names: Mapping[ParameterKind, Collection[str]]
) -> tuple[str, str] | None:
    known = names.get(parameter.kind, parameter.choices)
    if argument in known:
        return None
    meant, unknown = closest(argument, known), f"unknown {_CALLED[parameter.kind]} {quoted(argument)}"
    # What the case names can be looked up in it; what only the program knows cannot.
    told = parameter.kind in names or meant
    return (unknown if told else f"{unknown}; known are {joined(known)}"), meant
