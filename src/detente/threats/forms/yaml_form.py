"""A form as YAML: written for an expert, and read again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.case.document import copied
from detente.case.estimates import decimals_meant
from detente.case.problems import CaseError
from detente.case.reading import read_text
from detente.case.rendering import in_line
from detente.case.threat_form import KIND
from detente.threats.forms.asked import FIELDS, asked_of, how_to_answer, sample_answer, takes_percent
from detente.threats.forms.feedback import feedback_on
from detente.threats.forms.fingerprint import fingerprint_of
from detente.threats.forms.typed import number_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.case.document import Document, Tree
    from detente.case.problems import Problem
    from detente.case.threats import Assessment
    from detente.threats.forms.asked import Asked

__all__ = ["read_yaml_form", "yaml_form"]

WIDTH = 100
_PERCENTAGE = re.compile(r"\d+(\.\d+)?\s*%", re.ASCII)


def yaml_form(case: Case, assessment: Assessment, expert: str, number: int) -> str:
    """Return an empty form for an expert and a round; from the second on with what all answered before."""
    levels = [float(level) for level in assessment.quantiles]
    head = {
        "form": KIND,
        "case": case.title,
        "expert": expert,
        "round": number,
        "asked": fingerprint_of(assessment, expert, number),
        "quantiles": levels,
    }
    lines = [
        *_comment(how_to_answer(assessment, expert, str(sample_answer(assessment)))),
        "",
        *(f"{key}: {in_line(value)}" for key, value in head.items()),
    ]
    asked = asked_of(assessment, expert)
    for field in FIELDS:
        of_field = [one for one in asked if one.field == field]
        if of_field:
            lines += ["", f"{field}:"]
        for one in of_field:
            lines += [*_comment(one.explained, "  "), *_before(assessment, expert, one), f"  {one.key}:"]
    readers = "" if assessment.is_observer(expert) else "; the others will read it without your name"
    lines += ["", *_comment(f"Why, in a sentence{readers}."), "reasons:"]
    lines += [f"  {key}:" for key in assessment.listed]
    return "\n".join(lines) + "\n"


def read_yaml_form(text: str, file: str, assessment: Assessment) -> tuple[Tree, list[Problem], Document]:
    """Return what stands in a form, what is wrong with how it is written, and the places of its entries.

    Likelihoods in percent are read as the numbers they stand for. Raises ``CaseError`` where the text is no
    YAML, and where it is another file than a form.
    """
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        raise CaseError.of("the file is empty; `detente threats form` writes a form", file)
    document = read_text(text, file)
    tree = document.tree
    if not isinstance(tree, dict) or "form" not in tree:
        is_case = isinstance(tree, dict) and "detente" in tree
        other = "this is a case file, and no form" if is_case else "this is no form on threats"
        words = f"{other}: in a form it says 'form: {KIND}'; `detente threats form` writes one"
        raise CaseError([document.problem(("detente",), words, at_key=True)])
    tree = _with_shares(copied(tree), assessment)
    return tree, [*document.problems, *_with_commas(tree, document, len(assessment.quantiles))], document


def _with_shares(tree: dict[str, Tree], assessment: Assessment) -> dict[str, Tree]:
    """Return a tree with likelihoods such as 10% as the numbers they stand for."""
    for field in FIELDS:
        given = tree.get(field)
        if not isinstance(given, dict) or not takes_percent(assessment, field):
            continue
        for key, estimate in given.items():
            if isinstance(estimate, list):
                given[key] = [_share(value) for value in estimate]
            elif isinstance(estimate, dict):
                given[key] = {level: _share(value) for level, value in estimate.items()}
    return tree


def _share(value: Tree) -> Tree:
    if isinstance(value, str) and _PERCENTAGE.fullmatch(value.strip()):
        return number_typed("".join(value.split()), percent=True)
    return value


def _with_commas(tree: dict[str, Tree], document: Document, asked: int) -> Iterator[Problem]:
    """Yield where commas stand for decimal points, and take that out of a tree."""
    for field in FIELDS:
        given = tree.get(field)
        if not isinstance(given, dict):
            continue
        for key, estimate in list(given.items()):
            meant = decimals_meant(estimate, asked)
            if meant:
                del given[key]
                words = (
                    f"{2 * asked} whole numbers stand here, and {asked} numbers are asked; decimals are"
                    " written with a point"
                )
                yield document.problem((field, key), words, suggestion=meant)


def _before(assessment: Assessment, expert: str, one: Asked) -> Iterator[str]:
    for said in feedback_on(assessment, expert, one.field, one.key):
        yield from _comment(said, "  ")


def _comment(text: str, indent: str = "") -> list[str]:
    from textwrap import wrap

    mark = f"{indent}# "
    return wrap(text, WIDTH, initial_indent=mark, subsequent_indent=mark)
