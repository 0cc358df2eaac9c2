"""What a claim says of packages, proved for every world in which some inputs are held."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detente.case.language import Call, Comparison, Connective, Expression, Number
from detente.case.naming import spaced
from detente.claims.evaluate import arguments_of
from detente.claims.registry import quantity
from detente.claims.study import expression_of, where
from detente.outcomes.holding import Holding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.case.arguments import Claim
    from detente.claims.study import Study

__all__ = ["Proof", "proof_of", "said_in"]

_TURNED = {">": "<", "<": ">", ">=": "<=", "<=": ">="}
_ABOVE = {">": True, "!=": True, "=": False, "<=": False}
"""Whether a count compared with 0 must be above it, or be 0."""


class Proof(NamedTuple):
    """Inputs with which a verdict is the same in every world, and what is so in each, as sentences."""

    inputs: frozenset[str]
    says: tuple[str, ...]


def proof_of(study: Study, claim: Claim, inputs: Sequence[str], *, verdict: bool) -> Proof | None:
    """Return few inputs that are proved to suffice for a verdict, None where that is not known.

    There might be fewer.
    """
    facts = _facts(expression_of(claim), verdict=verdict)
    if not facts:
        return None
    holding, said = Holding(inputs), dict[str, None]()
    for call, above in facts.items():
        published, name = quantity(call.name), where(call, claim)
        prove = None if published is None else published.secures if above else published.excludes
        if prove is None:
            return None
        proved = prove(holding, study.cases[name].nominal, *arguments_of(call))
        if not proved:
            return None
        said[said_in(name, proved)] = None
    held = holding.least({})
    return None if held is None else Proof(held, tuple(said))


def said_in(variant: str | None, sentence: str) -> str:
    """Return a sentence with the variant in which it is so, if it is one."""
    return f"in the variant “{spaced(variant)}” {sentence}" if variant else sentence


def _facts(expression: Expression, *, verdict: bool) -> dict[Call, bool]:
    """Return which quantities a verdict says are above zero, or zero; nothing where it says other things."""
    match expression:
        case Connective(operator="not", parts=(part,)):
            return _facts(part, verdict=not verdict)
        case Connective(operator=word, parts=parts) if (word == "and") is verdict:
            each = [_facts(part, verdict=verdict) for part in parts]
            return {call: above for one in each for call, above in one.items()} if all(each) else {}
        case Comparison(operator=sign, left=Number(value=0), right=Call() as call):
            return _compared(call, _TURNED.get(sign, sign), verdict=verdict)
        case Comparison(operator=sign, left=Call() as call, right=Number(value=0)):
            return _compared(call, sign, verdict=verdict)
    return {}


def _compared(call: Call, sign: str, *, verdict: bool) -> dict[Call, bool]:
    return {call: _ABOVE[sign] is verdict} if sign in _ABOVE else {}
