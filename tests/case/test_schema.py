"""The JSON Schema accepts what the reader accepts, and refuses the mistakes that a schema can see."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from detente.case.case import Case, bundled, load
from detente.case.document import read_document
from detente.case.problems import CaseError
from detente.case.schema import schema
from detente.case.skeleton import SKELETON
from tests.case_strategies import case_mappings

SCHEMA = schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
START: dict[str, Any] = {
    "detente": 1,
    "title": "Small",
    "as_of": "2010-02-01",
    "parties": {"one": {}, "other": None},
    "issues": {
        "veto": {"options": {"no": "None", "yes": None}, "today": "no", "decided_by": ["one", "other"]}
    },
}


def as_json(tree: Any) -> Any:  # noqa: ANN401 - any part of a tree
    """Return a tree with the numbers of JSON, as an editor sees it."""
    if isinstance(tree, dict):
        return {key: as_json(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [as_json(value) for value in tree]
    if isinstance(tree, Decimal):
        return int(tree) if tree == tree.to_integral_value() else float(tree)
    return tree


def with_stance(stance: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever an analyst may write
    return {**START, "issues": {"veto": {**START["issues"]["veto"], "stances": {"one": stance}}}}


def with_options(options: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever an analyst may write
    return {**START, "issues": {"veto": {**START["issues"]["veto"], "options": options}}}


def test_the_schema_is_one() -> None:
    """Expected: the meta-schema of draft 2020-12."""
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_case_and_its_variants_fit_the_schema(name: str) -> None:
    case = load(name)
    for one in (case, *(case.with_variant(variant) for variant in case.variants)):
        VALIDATOR.validate(as_json(one.document.tree))


def test_the_skeleton_fits_the_schema() -> None:
    VALIDATOR.validate(as_json(read_document("new.yaml", text=SKELETON).tree))


@given(case_mappings())
@settings(max_examples=60)
def test_a_case_that_is_read_fits_the_schema(mapping: dict[str, Any]) -> None:
    VALIDATOR.validate(mapping)


SHORT_FORMS: dict[str, dict[str, Any]] = {
    "nothing but what is needed": START,
    "bodies alone": {"bodies": {"council": {"members": ["a", "b"], "rule": "majority"}}},
    "party without anything": {**START, "parties": {"one": None, "other": {}}},
    "options in a list": with_options(["no", "yes"]),
    "option with a decider": with_options(
        {"no": {"decided_by": "one"}, "yes": {"name": "Yes", "decided_by": ["one"]}}
    ),
    "option named by a number": with_options({"no": 0, "yes": 1}),
    "stance as an order": with_stance("no > yes"),
    "stance with an order": with_stance({"order": "no = yes", "weight": "vital"}),
    "stance in points": with_stance({"points": {"no": [1, 2], "yes": {"low": 1, "mode": 2, "high": 3}}}),
    "never": with_stance({"points": {"no": 1, "yes": 2}, "never": "yes"}),
    "demand": with_stance({"order": "no > yes", "demands": "no"}),
    "demand of either": with_stance({"order": "no > yes", "demands": ["no", "yes"]}),
    "demand with a link": with_stance({"order": "no > yes", "demands": {"option": "no", "links": "veto"}}),
    "single decider": {**START, "issues": {"veto": {**START["issues"]["veto"], "decided_by": "one"}}},
    "single issue on the table": {**START, "negotiation": {"issues": "veto", "signatories": "one"}},
    "single member": {**START, "blocs": {"all": {"members": "one"}}},
    "rule of votes": {
        **START,
        "blocs": {"all": {"members": ["one"], "decides_by": {"quota": 1, "weights": {"one": 2}}}},
    },
    "no agreement": {**START, "parties": {"one": {"walk_away": "today"}, "other": {"walk_away": [1, 2]}}},
    "years": {**START, "horizon": {"from": 2010, "to": 2011}},
    "single subject": {
        **START,
        "claims": [{"id": 1, "says": "Yes.", "about": "veto", "waits_for": "roadmap"}],
    },
    "single input": {**START, "evidence": [{"for": "issues.veto", "at": 12, "basis": "data"}]},
}


@pytest.mark.parametrize("mapping", SHORT_FORMS.values(), ids=SHORT_FORMS)
def test_a_short_form_fits_the_reader_and_the_schema(mapping: dict[str, Any]) -> None:
    Case.from_mapping(mapping)
    VALIDATOR.validate(mapping)


MISTAKES: dict[str, dict[str, Any]] = {
    "unknown section": {**START, "rulse": []},
    "later section": {**START, "threats": {}},
    "no title": {key: value for key, value in START.items() if key != "title"},
    "other version": {**START, "detente": 2},
    "date in words": {**START, "as_of": "February 2010"},
    "no party": {**START, "parties": {}},
    "party in a list": {**START, "parties": ["one", "other"]},
    "no option": with_options([]),
    "unknown key of an option": with_options({"no": {"nam": "No"}, "yes": None}),
    "unknown key of a stance": with_stance({"order": "no > yes", "wieght": 3}),
    "stance as a list": with_stance(["no", "yes"]),
    "word for a weight": with_stance({"order": "no > yes", "weight": "huge"}),
    "three numbers": with_stance({"points": {"no": [1, 2, 3], "yes": 1}}),
    "number in words": with_stance({"points": {"no": "ten", "yes": 1}}),
    "unknown key of a demand": with_stance(
        {"order": "no > yes", "demands": {"option": "no", "link": "veto"}}
    ),
    "no decider": {**START, "issues": {"veto": {**START["issues"]["veto"], "decided_by": []}}},
    "trust without a level": {**START, "trust": [{"from": "one", "to": "other"}]},
    "rules as a mapping": {**START, "rules": {"require": "veto is no"}},
    "rule of another kind": {**START, "blocs": {"all": {"members": ["one"], "decides_by": 3}}},
    "no bodies alone": {"bodies": {}},
    "parties without a title": {"bodies": {"council": {"members": ["one"]}}, "parties": {"one": None}},
    "unknown basis": {**START, "evidence": [{"for": "issues.veto", "basis": "rumour"}]},
}


@pytest.mark.parametrize("mapping", MISTAKES.values(), ids=MISTAKES)
def test_a_typical_mistake_fits_neither_the_reader_nor_the_schema(mapping: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(mapping)
    with pytest.raises(CaseError):
        Case.from_mapping(mapping)


def test_every_key_says_what_it_means() -> None:
    described = [
        field for model in SCHEMA["$defs"].values() for field in model.get("properties", {}).values()
    ] + list(SCHEMA["properties"].values())
    assert described
    assert all(field.get("description") or "$ref" in field for field in described)
