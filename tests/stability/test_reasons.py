"""Why a state lasts or not, also where preferences are known only in part."""

from __future__ import annotations

from detente.case.case import Case
from detente.stability import analyse, reasons_of

HINT = """\
detente: 1
title: A hint
as_of: 2020-01-01
parties: {north: {name: Northland}, south: {}}
conflict:
  states: [calm, tension, war]
  moves: {north: {calm: tension, tension: calm}, south: {tension: war}}
  today: calm
  preferences:
    north: {known: [[calm, war]]}
    south: [tension, calm, war]
"""


def test_what_hangs_on_unknown_comparisons_is_called_neither_stable_nor_unstable() -> None:
    """By hand: nothing says whether Northland would leave calm for tension."""
    found = analyse(Case.from_text(HINT, "hint.yaml"))
    says = "Whether state 1 (“calm”) is Nash stable for Northland hangs on what is not known of preferences."
    assert found.to_json()["certificates"][0]["says"] == says
    why = reasons_of(found, 0)
    assert why.to_json()["certificates"][0] == {
        "decision_maker": "north",
        "concept": "nash",
        "stable": False,
        "sanctions": [],
        "unpunished": None,
        "says": says,
    }
    assert why.summary()[0].startswith("What Northland would prefer is known only in part.")
    assert any("if Northland likes state 1 at least as well as state 2" in one for one in found.summary())


def test_of_what_is_known_whole_every_certificate_is_told() -> None:
    """By hand: Northland, which likes tension best, goes there, and Southland would not gain by war."""
    known = HINT.replace("{known: [[calm, war]]}", "[tension, calm, war]")
    why = reasons_of(analyse(Case.from_text(known, "hint.yaml")), 0)
    [nash] = [one for one in why.to_json()["certificates"][:5] if one["concept"] == "nash"]
    assert nash["unpunished"]["improvement"] == 2
    assert not nash["stable"]
    assert why.summary()[0] == "Why state 1 (“calm”) is stable or not:"
