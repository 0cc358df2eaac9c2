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


def test_a_move_of_which_it_is_not_known_whether_it_gains_is_not_called_useless() -> None:
    """By hand: from calm Northland can only go to tension, and it is not known how it likes that."""
    why = reasons_of(analyse(Case.from_text(HINT, "hint.yaml")), 0)
    assert (
        "Northland can make one move from there, and whether it would gain by it is not known."
        in why.summary()
    )
    three = HINT.replace("calm: tension,", "calm: [tension, war],")
    why = reasons_of(analyse(Case.from_text(three, "hint.yaml")), 0)
    assert (
        "Northland can make 2 moves from there, and is known to gain by none of them; of 1 that is not known."
        in why.summary()
    )


def test_what_looks_ahead_is_told_for_one_order_where_not_all_is_known() -> None:
    found = analyse(Case.from_text(HINT, "hint.yaml"), horizon=2)
    assert "coalitions, looking some moves ahead and reasons are told for one order" in found.summary()[0]
