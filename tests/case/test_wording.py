from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.case.formula import FALSE, TRUE
from detente.case.language import parse_formula
from detente.case.wording import in_words

CASE = Case.from_mapping(
    {
        "detente": 1,
        "title": "Words",
        "as_of": "2024-01-01",
        "parties": {"one": None},
        "issues": {
            "veto": {
                "name": "A veto",
                "options": {"no": "None", "some": "In part", "full": "Full"},
                "today": "no",
                "decided_by": "one",
            },
            "order": {"options": ["open", "closed"], "today": "open", "decided_by": "one"},
        },
    }
)


# The parts of a formula come in the order of the alphabet: `order` before `veto`.
@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("veto is no", "“A veto” is “None”"),
        ("order is open", "“order” is “open”"),
        ("veto in (full, some)", "“A veto” is “In part” or “Full”"),
        ("veto is not full", "“A veto” is not “Full”"),
        ("veto is full and order is open", "“order” is “open”, and “A veto” is “Full”"),
        ("veto is full or order is open", "“order” is “open”, or “A veto” is “Full”"),
        ("veto is full implies order is open", "whenever “A veto” is “Full”, then “order” is “open”"),
        (
            "veto is full and order is open implies veto is no",
            "whenever (“order” is “open”, and “A veto” is “Full”), then “A veto” is “None”",
        ),
        (
            "veto is full implies order is not open",
            "whenever “A veto” is “Full”, then “order” is not “open”",
        ),
        (
            "veto is not full implies order is open",
            "whenever “A veto” is not “Full”, then “order” is “open”",
        ),
        (
            "veto in (no, full) implies order is not open",
            "whenever “A veto” is “None” or “Full”, then “order” is not “open”",
        ),
        (
            "order is open implies not veto in (full, no)",
            "whenever “order” is “open”, then “A veto” is neither “None” nor “Full”",
        ),
        (
            "order is open implies (veto is full implies order is closed)",
            "whenever “order” is “open”, then (whenever “A veto” is “Full”, then “order” is “closed”)",
        ),
        ("not veto in (no, some, full)", "“A veto” is neither “None”, “In part” nor “Full”"),
        ("not veto is full or not order is open", "“order” is not “open”, or “A veto” is not “Full”"),
        (
            "at least 2 of (veto is full, veto is some, order is open)",
            "at least 2 of these 3 hold: “order” is “open”; “A veto” is “Full”; “A veto” is “In part”",
        ),
    ],
)
def test_a_formula_is_said_in_the_names_of_the_case(formula: str, words: str) -> None:
    assert in_words(parse_formula(formula), CASE) == words


def test_brackets_keep_apart_what_could_be_misread() -> None:
    both = in_words(parse_formula("order is open and (veto is full or veto is some)"), CASE)
    assert both == "“order” is “open”, and (“A veto” is “Full”, or “A veto” is “In part”)"
    neither = in_words(parse_formula("not (order is open and veto is full)"), CASE)
    assert neither == "it is not so that (“order” is “open”, and “A veto” is “Full”)"


def test_constants_are_said() -> None:
    assert in_words(TRUE, CASE) == "anything holds"
    assert in_words(FALSE, CASE) == "nothing can make this hold"


@pytest.mark.parametrize(
    "written", ["veto is full implies order is not open", "order in (open) implies veto is no"]
)
def test_how_an_implication_was_written_changes_only_its_words(written: str) -> None:
    condition, _, consequence = written.partition(" implies ")
    either = parse_formula(f"not ({condition}) or ({consequence})")
    implied = parse_formula(written)
    assert (implied, hash(implied), str(implied)) == (either, hash(either), str(either))
