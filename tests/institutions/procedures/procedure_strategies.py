"""Hypothesis strategies for small procedures, as the mapping that an analyst would write in YAML."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["case_with", "drawn_procedure", "small_procedures"]

PARTIES = ("anna", "ben", "cleo")
KINDS = ("open", "open", "meeting", "suspended", "closed")
MOST_LIMIT = 3
BOARD = {"members": [*PARTIES], "rule": {"quota": 3, "weights": {"anna": 2, "ben": 1, "cleo": 1}}}
"""Anna and somebody else."""


def case_with(procedure: dict[str, Any]) -> dict[str, Any]:
    """Return a case with one procedure, in which two of the parties form a bloc, and a body beside."""
    return {
        "detente": 1,
        "title": "A small procedure",
        "as_of": "2010-02-01",
        "parties": {name: {} for name in PARTIES},
        "blocs": {"pair": {"members": ["anna", "ben"], "decides_by": {"at_least": 1}}},
        "bodies": {"board": BOARD},
        "procedures": {"talks": procedure},
    }


def small_procedures() -> SearchStrategy[dict[str, Any]]:
    """Draw valid procedures of two or three parties with few states, moves, deadlines, timeouts and roles."""
    return st.integers(0, 2**32 - 1).map(Random).map(drawn_procedure)


def drawn_procedure(chance: Random) -> dict[str, Any]:
    """Draw a procedure, the same from the same seed."""
    parties = list(PARTIES[: chance.choice([2, 2, 3])])
    states = {f"s{place}": {"is": chance.choice(KINDS)} for place in range(chance.randint(2, 5))}
    states[chance.choice(list(states))] = {"is": "meeting"}
    has_roles = chance.random() < 0.5
    moves: list[dict[str, Any]] = []
    for place in range(chance.randint(2, 8)):
        move: dict[str, Any] = {
            "id": f"m{place}",
            "from": chance.sample(list(states), chance.randint(1, min(2, len(states)))),
            "to": chance.choice(list(states)),
        }
        if has_roles and not moves:
            move |= {"by": "any", "as": "asker"}
            if chance.random() < 0.6:
                move["names"] = "asked"
        else:
            move["by"] = _rule(chance, parties, moves[0] if has_roles else {})
            if chance.random() < 0.2:
                move["own_step"] = True
                if chance.random() < 0.6:
                    del move["to"]
        if chance.random() < 0.3:
            move["within"] = chance.randint(1, MOST_LIMIT)
        moves.append(move)
    for place, state in enumerate(states):
        if chance.random() < 0.4:
            to, after = chance.choice(list(states)), chance.randint(1, MOST_LIMIT)
            moves.append({"id": f"t{place}", "from": state, "to": to, "after": after})
    procedure: dict[str, Any] = {"parties": parties, "start": "s0", "states": states, "moves": moves}
    if chance.random() < 0.6:
        procedure["convene_within"] = chance.randint(1, 5)
    return procedure


def _rule(chance: Random, parties: list[str], first: dict[str, Any]) -> Any:  # noqa: ANN401 - as it is written
    """Draw who may make a move: a word, a rule in braces, or a list of alternatives."""
    roles = [first[key] for key in ("as", "names") if key in first]
    words = [*parties, *roles, *roles, "any", "any", "all", "all"]
    if "cleo" in parties:
        words += ["pair", "board"]

    def way() -> Any:  # noqa: ANN401 - as it is written
        known = [*parties, *roles]
        some = chance.sample(known, chance.randint(1, len(known)))
        return chance.choice(
            [
                *[chance.choice(words)] * 5,
                {"at_least": chance.randint(1, 2), "of": chance.sample(parties, 2)},
                {"at_least": chance.randint(1, len(parties))},
                {"all_of": some},
                {"any_of": some},
                {"any_but": chance.sample([*parties[1:], *roles], 1)},
                {"all_but": chance.sample([*parties[1:], *roles], 1)},
            ]
        )

    return [way(), way()] if chance.random() < 0.2 else way()
