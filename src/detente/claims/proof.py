"""What a claim says of packages, proved for every world in which some inputs are held."""

from __future__ import annotations

from functools import reduce
from itertools import chain, islice, product
from typing import TYPE_CHECKING, NamedTuple

from detente.case.language import Call, Comparison, Connective, Expression, Number
from detente.case.naming import spaced
from detente.claims.evaluate import arguments_of
from detente.claims.registry import quantity
from detente.claims.study import expression_of, where
from detente.outcomes.holding import Holding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from detente.case.arguments import Claim
    from detente.claims.study import Study

__all__ = ["Proof", "proof_of", "said_in"]

_TURNED = {">": "<", "<": ">", ">=": "<=", "<=": ">="}
_ABOVE = {
    (">", 0): True,
    ("!=", 0): True,
    (">=", 1): True,
    ("=", 0): False,
    ("<=", 0): False,
    ("<", 1): False,
}
"""Whether a count compared with a number must be above 0, or be 0."""
MOST_WAYS = 8
"""Ways in which a verdict may come about, up to which each is tried."""


class Proof(NamedTuple):
    """Inputs with which a verdict is the same in every world, and what is so in each, as sentences."""

    inputs: frozenset[str]
    says: tuple[str, ...]


def proof_of(study: Study, claim: Claim, inputs: Sequence[str], *, verdict: bool) -> Proof | None:
    """Return few inputs that are proved to suffice for a verdict, None where that is not known.

    There might be fewer.
    """
    found = (_proved(study, claim, inputs, facts) for facts in _ways(expression_of(claim), verdict=verdict))
    return min((one for one in found if one is not None), key=lambda one: len(one.inputs), default=None)


def _proved(study: Study, claim: Claim, inputs: Sequence[str], facts: Mapping[Call, bool]) -> Proof | None:
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


def _ways(expression: Expression, *, verdict: bool) -> tuple[dict[Call, bool], ...]:
    """Return of which quantities it is enough that they are above zero, or zero, for a verdict.

    Each way is enough by itself; there is none where a statement says other things.
    """
    match expression:
        case Connective(operator="not", parts=(part,)):
            return _ways(part, verdict=not verdict)
        case Connective(operator=word, parts=parts):
            each = [_ways(part, verdict=verdict) for part in parts]
            if (word == "or") is verdict:
                return tuple(chain.from_iterable(each))[:MOST_WAYS]
            return reduce(_both, each)
        case Comparison(operator=sign, left=Number(value=value), right=Call() as call):
            return _compared(call, _TURNED.get(sign, sign), value, verdict=verdict)
        case Comparison(operator=sign, left=Call() as call, right=Number(value=value)):
            return _compared(call, sign, value, verdict=verdict)
    return ()


def _both(
    ways: Sequence[Mapping[Call, bool]], others: Sequence[Mapping[Call, bool]]
) -> tuple[dict[Call, bool], ...]:
    """Return each way of the one together with each of the other that does not contradict it."""
    joined = (
        {**way, **other}
        for way, other in product(ways, others)
        if all(way.get(call, above) is above for call, above in other.items())
    )
    return tuple(islice(joined, MOST_WAYS))


def _compared(call: Call, sign: str, value: Fraction, *, verdict: bool) -> tuple[dict[Call, bool], ...]:
    above = _ABOVE.get((sign, int(value))) if value in {0, 1} else None
    return () if above is None else ({call: above is verdict},)
