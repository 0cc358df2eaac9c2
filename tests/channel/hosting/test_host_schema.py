"""A host is asked whatever its description allows, and much that it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection

from detente.channel.hosting.openapi import DESCRIPTION
from tests.channel.delegations import table
from tests.channel.hosts import Visitor, host_of

if TYPE_CHECKING:
    from schemathesis import Case
    from schemathesis.openapi import OpenApiSchema  # type: ignore[attr-defined]

    from tests.channel.delegations import Table

EXAMPLES = 15
OPERATIONS = [
    (path, method.upper())
    for path, operations in DESCRIPTION["paths"].items()
    for method in operations
    if method in {"get", "post"}
]


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return table(tmp_path_factory.mktemp("schema"))


@pytest.fixture(scope="module")
def visitor(sides: Table) -> Visitor:
    store, transport = host_of(sides, sides.folder / "host.sqlite")
    store.append(sides.opening.id, sides["nato"].holder.copy.entries())
    found = Visitor(transport, sides.opening.id)
    found.enter("nato", sides.keys["nato"])
    return found


@pytest.fixture(scope="module")
def described(visitor: Visitor) -> OpenApiSchema:
    return schemathesis.openapi.from_asgi("/openapi.json", visitor.transport.app)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_what_the_description_allows_is_answered_as_it_tells(
    path: str, method: str, described: OpenApiSchema, visitor: Visitor
) -> None:
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(case=described[path][method].as_strategy(), here=st.booleans())
    def answers(case: Case[Any], here: bool) -> None:
        if here and "channel" in case.path_parameters:
            case.path_parameters["channel"] = visitor.channel
        case.call_and_validate(headers={"Authorization": f"Bearer {visitor.token}"})

    answers()


@pytest.mark.parametrize(("path", "method"), [one for one in OPERATIONS if "{" in one[0]])
def test_what_the_description_does_not_allow_is_answered_as_it_tells(
    path: str, method: str, described: OpenApiSchema, visitor: Visitor
) -> None:
    """Whether all of it is refused is not looked at: some of what is wrong is put right before it is sent."""
    wrong = described[path][method].as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(case=wrong, here=st.booleans())
    def answers(case: Case[Any], here: bool) -> None:
        if here:
            case.path_parameters["channel"] = visitor.channel
        case.call_and_validate(
            headers={"Authorization": f"Bearer {visitor.token}"}, excluded_checks=[negative_data_rejection]
        )

    answers()
