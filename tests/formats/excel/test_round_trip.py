"""From a case to sheets and back: everything that a case file can say is there again."""

from __future__ import annotations

from enum import Enum
from itertools import count
from typing import TYPE_CHECKING, Any, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.annotations import parts_of
from detente.case.case import Case, bundled, load
from detente.case.estimates import Estimate
from detente.case.fields import Section
from detente.case.model import CaseFile
from detente.case.numbers import Numeral, Range
from detente.case.written import Written
from detente.formats.excel import case_of_sheets
from detente.formats.excel.builder import in_order
from detente.formats.excel.cell_reading import read_cell
from detente.formats.excel.notation import Kind, written_cell
from detente.formats.excel.of_case import sheets_of_tree
from tests.case_strategies import case_mappings, read_case
from tests.formats.excel.sheets import Book, again

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIANTS = [(name, variant) for name in bundled() for variant in load(name).variants]


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_case_comes_back(name: str) -> None:
    case = load(name)
    read = Book(case).read()
    back = Case.from_document(read.document)
    assert back == case
    assert read.warnings == ()
    # What is written of it then is written of it again, letter by letter.
    assert Book(back).read().document.text == back.to_yaml()


@pytest.mark.parametrize(("name", "variant"), VARIANTS[:6])
def test_a_variant_comes_back_as_the_case_it_stands_for(name: str, variant: str) -> None:
    case = load(name, variant)
    assert again(case) == Case.from_text(case.to_yaml())


HEAD = """\
detente: 1
title: A small case
as_of: 2024-01-01
parties: {a: {}, b: {}}
trust: [{from: a, to: b, level: 0.1}, {from: b, to: a, level: 0.1}]
horizon: {from: 2024, to: 2026}
"""
EASILY_LOST = {
    "most likely values of what has a table as well": """\
blocks:
  survey:
    decided_by: [a, b]
    needs: {low: 0.1, mode: 0.2, high: 0.3}
    earns: {low: 0.1, mode: 0.1, high: 0.2}
    loses: {low: 0.2, mode: 0.3, high: 0.4}
    loses_if_breached: {low: 0.3, mode: 0.4, high: 0.5}
roadmap: {goal: survey done}
""",
    "a decision maker without moves": """\
conflict: {states: [calm, war], moves: {a: {calm: war}, b: {}}, today: calm}
""",
    "an expert who answered nothing": """\
threats:
  list: {piracy: {}}
  experts: {n1: {of: a}, n2: {of: b}}
  rounds: [{round: 1, answers: {n1: {}, n2: {likelihood: {piracy: [0.1, 0.2, 0.3]}, impact: {}}}}]
""",
    "a treaty without what was declared under it": """\
regimes: {treaty: {extends: cfe-1990, declarations: []}}
""",
}


@pytest.mark.parametrize("what", EASILY_LOST)
def test_what_is_easily_lost_comes_back(what: str) -> None:
    """Each of these was lost once, and nothing said so."""
    case = Case.from_text(HEAD + EASILY_LOST[what])
    assert again(case) == case


@given(case_mappings())
@settings(max_examples=25, deadline=None)
def test_a_drawn_case_comes_back(mapping: dict[str, Any]) -> None:
    case = read_case(mapping)
    assert again(case) == case


def _filled(annotation: Any, numbers: Iterator[int], *, listed: bool, depth: int = 0) -> Any:  # noqa: ANN401, PLR0911
    """Return a tree that has every key of a type; where there are two forms, the one with a table or not."""
    parts = [part for part in parts_of(annotation) if part is not type(None)]
    origins = [get_origin(part) or part for part in parts]
    tables = [part for part in parts if get_origin(part) in {dict, tuple}]
    if tables and (listed or len(parts) == 1):
        part = tables[-1]
        inner = get_args(part)[1 if get_origin(part) is dict else 0]
        if inner is Any:
            change: dict[str, Any] = {"veto": {"today": None, "moves": []}}
            return {"says": "A change.", "extends": ["other", "third"], "issues": change}
        items = [_filled(inner, numbers, listed=listed, depth=depth + 1) for _ in range(2)]
        return {f"n{next(numbers)}": item for item in items} if get_origin(part) is dict else items
    first, origin = parts[0], origins[0]
    if origin in {Range, int, float} or Range in origins:
        low = next(numbers)
        return [Numeral(str(low)), Numeral(str(low + 1))] if Range in origins else Numeral(str(low))
    if first is bool:
        return True
    if origin is Estimate:
        return [Numeral("0.1"), Numeral("0.25")]
    if origin is Written:
        return f"issue{next(numbers)} is open; or (so, so)"
    if isinstance(first, type) and issubclass(first, Enum):
        return next(iter(first)).value
    if isinstance(first, type) and issubclass(first, Section):
        if depth > 6:  # a rule within a rule
            return {"named": "consensus"}
        fields = first.model_fields.items()
        return {
            field.alias or name: _filled(field.annotation, numbers, listed=listed, depth=depth + 1)
            for name, field in fields
        }
    return f"word{next(numbers)}"


@pytest.mark.parametrize("listed", [False, True])
def test_whatever_the_model_has_comes_back(listed: bool) -> None:
    """Every key of every section is filled in, as the model has it, so that no new one is forgotten."""
    tree = _filled(CaseFile, count(1), listed=listed)
    tree["detente"] = Numeral("1")
    read = case_of_sheets([sheet for sheet, _ in sheets_of_tree(tree)], "case.xlsx")
    assert in_order(read.document.tree) == in_order(tree)


TRICKY = st.sampled_from(
    [
        *r"""=1+1 +1 -1 @a 'a a " "a" a;b a,b [a {a a:b #a null true yes 1 007 20-35 20–35 \n << é""".split(),  # noqa: SIM905 - so many
        *(
            "a b",
            '"a" and "b"',
            "a; b",
            "a, b",
            "a: b",
            " a ",
            "a\nb",
            "a\r\nb",
            "\t",
            "\x85",
            "\u2028",
        ),
        *("_x0041_", "_x005F_x0041_", "2010-02-01"),
    ]
)
REFUSED = "\x7f\u202d\u202e\ufeff\ufffe\uffff"
"""What no case file can hold besides controls: overrides of direction, and what are no characters."""
HELD = st.characters(
    codec="utf-8",
    exclude_categories=["Cs", "Cc"],
    exclude_characters=REFUSED,
    include_characters="\t\n\r\x85",
)
TEXTS = st.one_of(TRICKY, st.text(HELD, max_size=8))
NUMBERS = st.integers(-(10**9), 10**9).map(lambda number: Numeral(str(number)))
LEAVES = st.one_of(TEXTS, st.booleans(), st.none(), NUMBERS)
NAMES = TEXTS.filter(lambda name: name != "<<")
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=6,
)
VALUES = {
    Kind.TEXT: TEXTS,
    Kind.TEXTS: st.lists(TEXTS.filter(bool), max_size=4),
    Kind.LIST: st.lists(TEXTS, max_size=4),
    Kind.MAPPING: st.dictionaries(NAMES, LEAVES, max_size=4),
    Kind.YES_NO: st.booleans(),
    Kind.NUMBER: st.one_of(NUMBERS, st.tuples(NUMBERS, NUMBERS).map(list), st.just("vital")),
    Kind.ANY: ANYTHING,
}


@pytest.mark.parametrize("kind", VALUES)
def test_what_is_written_in_a_cell_is_read_from_it(kind: Kind) -> None:
    @given(VALUES[kind])
    @settings(max_examples=150, deadline=None)
    def back(value: Any) -> None:  # noqa: ANN401 - of any kind
        written = written_cell(value, kind)
        assert read_cell(written, kind).value == value
        # XML has few control characters, and ends lines with a line feed alone; LibreOffice drops tabs.
        assert isinstance(written, int | float) or not set(written) & {"\r", "\x85", "\t"}

    back()


def test_a_text_that_no_cell_holds_is_refused() -> None:
    """Excel's own limit."""
    with pytest.raises(ValueError, match="a cell holds 32,767 characters, and here are 32,768"):
        written_cell("a" * 32_768, Kind.TEXT)
    # Excel counts the halves of what is no single one in UTF-16.
    with pytest.raises(ValueError, match="a cell holds 32,767 characters, and here are 32,768"):
        written_cell("🎉" * 16_384, Kind.TEXT)
    assert written_cell("🎉" * 16_383, Kind.TEXT) == "🎉" * 16_383
