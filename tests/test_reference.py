"""The reference says everything that there is to say, and nothing that is no longer so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML

from detente.bargaining.conflicts import conflicts
from detente.bargaining.frontier import frontier, traced_ties
from detente.case import document, numbers
from detente.case.language import RESERVED
from detente.claims import verdict
from detente.outcomes import listing, signing
from detente.outcomes.counting import counting, union
from detente.outcomes.counting import estimate as estimated_count
from detente.outcomes.elimination import elimination
from detente.stability import result as stability
from detente.stability.cases import packages
from detente.stability.coalition_concepts import every_coalition, sanctions
from detente.stability.coalitions import coalition_moves
from detente.stability.completions import search
from detente.stability.graph import graph_model
from detente.stability.inverse import nearest, statement_choices, statement_search, swaps
from detente.stability.options import feasible
from detente.stability.preferences import partial
from detente.stability.sanctions import one_move_each
from detente.stability.ways import anticipation, status_quo
from tools.documentation import ROOT
from tools.make_reference import PAGES, filled, places
from tools.reference_fields import sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

REFERENCE = ROOT / "docs" / "reference"
BLOCK = re.compile(r"^```yaml[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_generated_parts_are_as_the_program_is_today(page: Path) -> None:
    """If this fails, run: python -m tools.make_reference."""
    text = page.read_text(encoding="utf-8")
    assert filled(text) == text


def test_every_section_of_a_case_file_has_its_table_once() -> None:
    assert sorted(places(_page("case-file.md"))) == sorted(f"fields {name}" for name in sections())


def test_every_key_of_a_case_file_stands_in_an_example() -> None:
    examples = [YAML(typ="safe").load(block) for block in BLOCK.findall(_page("case-file.md"))]
    shown = {key for example in examples for key in _keys(example)}
    keys = {
        f"{name}.{field.alias or key}"
        for name, section in sections().items()
        for key, field in section.model_fields.items()
    }
    assert {key for key in keys if key.split(".")[1] not in shown} == set()


def _keys(tree: object) -> Iterator[str]:
    if isinstance(tree, dict):
        yield from tree
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _keys(part)


def test_every_word_of_the_language_is_explained() -> None:
    explained_words = set(re.findall(r"\w+", _page("language.md").split("## The grammar")[0]))
    assert explained_words >= RESERVED
    assert f"({', '.join(f'`{word}`' for word in _in_order(RESERVED))})" in _flat(_page("case-file.md"))


def _in_order(words: Iterable[str]) -> list[str]:
    order = ["and", "or", "not", "implies", "is", "in", "at", "least", "of"]
    return sorted(words, key=order.index)


def _flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("constant", "row", "says"),
    [
        (listing.MOST_LISTED, "writing packages out", "{:,} packages"),
        (counting.MOST_VALUES, "counting the zone", "{:,} values of partial packages from either end"),
        (estimated_count.DRAWS, "counting the zone", "{:,} packages drawn at random"),
        (frontier.MOST_COMPARED, "frontier", "{:,} values of partial packages compared in all"),
        (frontier.MOST_AT_ONCE, "frontier", "{:,} of them after one issue"),
        (traced_ties.MOST_TRACED, "who loses", "{:,} values of partial packages gone through in all"),
        (traced_ties.MOST_KEPT, "best for outsiders", "{:,} values to outsiders kept in all"),
        (elimination.MOST_STATES, "formulas", "{:,} combinations"),
        (signing.MOST_VOICES, "signing without consensus", "{} different voices"),
        (signing.MOST_COALITIONS, "signing without consensus", "{:,} coalitions"),
        (union.MOST_ALTERNATIVES, "signing without consensus", "and {} of them"),
        (document.LARGEST_FILE // 10**6, "input", "{} MB"),
        (document.MOST_VALUES, "input", "{:,} values"),
        (numbers.DECIMALS, "input", "{} decimal places"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_sizes_stated_are_those_of_the_program(constant: int, row: str, says: str) -> None:
    theory = (ROOT / "docs" / "theory" / "bargaining.md").read_text(encoding="utf-8")
    [line] = re.findall(rf"^\| {row} \|.*$", theory, re.MULTILINE)
    assert says.format(constant) in line


@pytest.mark.parametrize(
    ("constant", "row", "says"),
    [
        (packages.MOST_PACKAGES, "states made of issues or options", "{:,} packages"),
        (feasible.MOST_STATES, "states made of issues or options", "{:,} packages"),
        (feasible.MOST_OPTIONS, "options of a file", "| {} |"),
        (graph_model.MOST_MOVES, "moves", "| {:,} |"),
        (graph_model.MOST_MAKERS, "decision makers", "| {} |"),
        (status_quo.MOST_NODES, "ways from today", "{:,} states times those who move, alone or together"),
        (stability.MOST_PATHS, "ways that are listed", "to {} equilibria"),
        (coalition_moves.MOST_MAKERS, "improvements of coalitions", "{} decision makers"),
        (coalition_moves.MOST_IMPROVEMENTS, "improvements of coalitions", "{:,} improvements"),
        (coalition_moves.MOST_BYTES // 2**30, "improvements of coalitions", "tables of {} GB"),
        (stability.MOST_LISTED, "improvements that are listed", "| {:,} |"),
        (stability.FEW, "improvements that are listed", "from {} equilibria"),
        (every_coalition.MOST_VERDICTS, "equilibria for every coalition", "{:,} coalitions times states"),
        (sanctions.MOST_OUTSIDE, "coalitions' sequential stability", "{} outsiders"),
        (one_move_each.MOST_STEPS, "one move for each opponent", "{:,} steps"),
        (anticipation.MOST_ENDS, "some moves ahead", "{:,} ends of play"),
        (partial.MOST_STATES, "what is not known", "{:,} states"),
        (search.MOST_STEPS, "what is not known", "{} steps of each search"),
        (int(swaps.SECONDS), "least change of rankings", "{} seconds"),
        (nearest.MOST_CLAUSES, "least change of rankings", "{:,} clauses"),
        (statement_choices.MOST_ORDERS, "least change of statements", "{:,} orders"),
        (statement_search.MOST_TRIED, "least change of statements", "{:,} choices"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_sizes_stated_of_conflicts_are_those_of_the_program(constant: int, row: str, says: str) -> None:
    theory = (ROOT / "docs" / "theory" / "stability.md").read_text(encoding="utf-8")
    [line] = re.findall(rf"^\| {row}[^|]*\|.*$", theory.split("## Sizes")[1], re.MULTILINE)
    assert says.format(constant) in line


def test_the_powers_of_ten_stated_are_those_of_the_program() -> None:
    theory = (ROOT / "docs" / "theory" / "bargaining.md").read_text(encoding="utf-8")
    assert (counting.MOST_STEPS, numbers.LARGEST) == (10**11, 10**9)
    assert "10¹¹ steps" in theory
    assert "numbers to 10⁹" in theory
    assert "at most 10⁹" in _page("case-file.md")


def test_the_limits_of_conflicts_and_of_verdicts_are_those_of_the_program() -> None:
    theory = (ROOT / "docs" / "theory" / "bargaining.md").read_text(encoding="utf-8")
    defaults = conflicts.conflicts.__kwdefaults__ or {}
    assert f"| {defaults['seconds']:.0f} seconds, {defaults['most']:,} of them |" in theory
    assert f"at least {verdict.MOSTLY * 100:.0f} of 100 draws" in theory
    assert f"at most {100 - verdict.MOSTLY * 100:.0f})" in theory
