"""What is wrong with the arguments of quantities: all of it, each with its place in the text."""

from __future__ import annotations

import pytest

import detente
from detente.case.language import parse_expression
from detente.claims.misuse import misuses, unpublished
from detente.outcomes.published import ParameterKind

KNOWN = {ParameterKind.PARTY: ("usa", "russia"), ParameterKind.BLOCK: (), ParameterKind.ISSUE: ("toll",)}


def _said(text: str) -> list[tuple[str, str, str]]:
    """Return what is wrong, the text from where it stands, and what may be meant."""
    found = misuses(parse_expression(f"{text} > 0"), KNOWN)
    return [(one.message, text[one.offset :], one.suggestion) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "signable()",
        "signable(toll is low, variant=easy)",
        "best(usa)",
        "needs_consent(usa, of=russia)",
        "needs_consent(of=usa, party=russia)",
        "to_come(anything, x=y)",
    ],
)
def test_a_quantity_that_is_written_as_it_should_is_not_mentioned(text: str) -> None:
    assert _said(text) == []


BEST = "'best' is written as best(party, [formula])"
HARM = "'harm' is written as harm(issue is option)"
CONSENT = "'needs_consent' is written as needs_consent(party, of)"


@pytest.mark.parametrize(
    ("text", "message", "at", "meant"),
    [
        ("best()", f"{BEST}; it lacks the argument 'party'", "best()", ""),
        ("best", f"{BEST}; it lacks the argument 'party'", "best", ""),
        ("harm()", f"{HARM}; it lacks the argument 'issue is option'", "harm()", ""),
        ("best(usaa)", f"unknown party or bloc 'usaa'; {BEST}", "usaa)", "usa"),
        ("best( toll is low)", f"'toll is low' is no party or bloc; {BEST}", "toll is low)", ""),
        ("best(usa, russia)", f"'russia' is no formula; {BEST}", "russia)", ""),
        ("best(usa, a is b, c)", f"{BEST}, so this is one argument too many", "c)", ""),
        (
            "harm(a in (b, c))",
            f"'a in (b, c)' is not of the form 'issue is option'; {HARM}",
            "a in (b, c))",
            "",
        ),
        ("harm(a)", f"'a' is not of the form 'issue is option'; {HARM}", "a)", ""),
        ("needs_consent(usa, of=rusia)", f"unknown party or bloc 'rusia'; {CONSENT}", "of=rusia)", "russia"),
        (
            "best(usa, toll = low)",
            f"{BEST}; write 'toll is low' for an option of an issue",
            "toll = low)",
            "",
        ),
        ("best(usa, varient=a)", f"{BEST}; 'varient' is none of its arguments", "varient=a)", "variant"),
    ],
)
def test_a_wrong_argument_is_said_with_its_place(text: str, message: str, at: str, meant: str) -> None:
    assert _said(text) == [(message, at, meant)]


def test_every_wrong_argument_is_said_at_once() -> None:
    text = "best(usaa, russia) > 0 and harm(b) = best(usaa)"
    found = misuses(parse_expression(text), KNOWN)
    assert [text[one.offset :].split(")", maxsplit=1)[0] for one in found] == [
        "usaa, russia",
        "russia",
        "b",
        "usaa",
    ]


def test_quantities_that_nobody_publishes_are_named_once_with_what_may_be_meant() -> None:
    text = "p_peace() > 0.5 and p_peace() < signabel() and loyalty(a) > 0"
    found = unpublished(parse_expression(text), detente.load("harbour"))
    assert [(text[one.offset :].split("(", maxsplit=1)[0], one.suggestion) for one in found] == [
        ("p_peace", ""),
        ("signabel", "signable"),
        ("loyalty", ""),
    ]
    assert str(found[1]) == "no analysis publishes 'signabel' yet (did you mean 'signable'?)"


@pytest.mark.parametrize(("word", "called"), [("usa", "a party"), ("compensation", "an issue")])
def test_a_name_of_the_case_is_no_quantity(word: str, called: str) -> None:
    (found,) = unpublished(parse_expression(f"{word} > 0"), detente.load("panama-canal"))
    assert str(found) == f"{word!r} is {called}, and no quantity that an analysis publishes"
