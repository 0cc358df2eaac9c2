"""Cases that several tests of cohesion stand on."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

from detente.case.case import Case
from detente.outcomes.holders import members

__all__ = ["PLACES", "TABLE", "cars", "league", "sides"]

TABLE = YAML(typ="safe").load(Path(__file__).parents[1] / "catalog" / "bdm_eu_auto_emissions.yaml")
PLACES = {"four": 4, "seven": 7, "ten": 10}


def cars(**changed: Any) -> Case:  # noqa: ANN401 - whatever an analyst may write
    """Return the case of the catalog: each actor ranks the three delays by how near they are to its own."""
    parties, stances = {}, {}
    for actor, capability, position, salience in TABLE["rows"]:
        parties[actor] = {"capability": capability}
        points = {name: -abs(place - position) for name, place in PLACES.items()}
        stances[actor] = {"points": points, "weight": salience}
    issue = {
        "options": {name: {"place": place} for name, place in PLACES.items()},
        "today": "ten",
        "decided_by": list(parties),
        "stances": stances,
    }
    mapping = {
        "detente": 1,
        "title": "Cars",
        "as_of": "1988-01-01",
        "parties": parties,
        "issues": {"delay": issue},
    }
    return Case.from_mapping({**mapping, **changed})


def league(issues: int, options: int, members: int = 2, seed: int = 1, **bloc: Any) -> Case:  # noqa: ANN401
    """Return a league that faces one party over many issues, with a red line for each of its members."""
    chance = Random(seed)
    names = [f"m{place}" for place in range(members)]
    listed = [f"o{place}" for place in range(options)]
    table = {
        f"i{place}": {
            "options": listed,
            "today": "o0",
            "decided_by": ["league", "other"],
            "stances": {
                one: {"points": {option: chance.randint(0, 9) for option in listed}}
                for one in [*names, "other"]
            },
        }
        for place in range(issues)
    }
    parties = {
        one: {
            "red_lines": [
                {"id": f"line-{one}", "never": f"i{place % issues} is o1 and i{(place + 1) % issues} is o1"}
            ]
        }
        for place, one in enumerate(names)
    }
    return Case.from_mapping(
        {
            "detente": 1,
            "title": "A large league",
            "as_of": "2010-01-01",
            "parties": {**parties, "other": {}},
            "blocs": {"league": {"members": names, **bloc}},
            "issues": table,
        }
    )


def sides(case: Case, chance: Random) -> tuple[str, list[str]]:
    """Choose a bloc, where there is one, and up to two others that share no member with it."""
    bloc = chance.choice([*case.blocs] or [*case.parties])
    apart = [
        key for key in (*case.parties, *case.blocs) if not set(members(case, key)) & set(members(case, bloc))
    ]
    return bloc, chance.sample(apart, min(len(apart), chance.choice([0, 1, 1, 2])))
