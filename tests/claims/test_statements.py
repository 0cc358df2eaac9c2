"""A statement that is written out is the one that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from detente.case.language import Connective, parse_expression
from detente.claims.statements import written

if TYPE_CHECKING:
    from detente.case.language import Expression

PLAIN = st.sampled_from(
    ["1", "0.5", "0.0000001", "123456789012", "signable()", "gain(p, a is x and b in (y, z), variant=v)"]
)
NUMBERS = st.recursive(
    PLAIN,
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
    max_leaves=4,
)
COMPARED = st.builds("{} {} {}".format, NUMBERS, st.sampled_from(["<", "<=", "=", "!=", ">=", ">"]), NUMBERS)
STATEMENTS = st.recursive(
    COMPARED,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) {} ({})".format, inner, st.sampled_from(["and", "or"]), inner),
    ),
    max_leaves=4,
)


def _flat(expression: Expression) -> Expression:
    """Return a statement without brackets that change nothing: (a and b) and c is a and b and c."""
    if not isinstance(expression, Connective):
        return expression
    parts: list[Expression] = []
    for part in map(_flat, expression.parts):
        alike = isinstance(part, Connective) and part.operator == expression.operator != "not"
        parts += part.parts if alike and isinstance(part, Connective) else (part,)
    return Connective(expression.operator, tuple(parts))


@given(STATEMENTS)
def test_what_is_written_is_read_as_the_same(text: str) -> None:
    meant = parse_expression(text)
    assert _flat(parse_expression(written(meant))) == _flat(meant)
