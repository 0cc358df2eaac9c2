"""Small cases with few free inputs, drawn at random: whether a road stays open turns on what is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.case_strategies import read_case
from tests.roadmap.every_world import EveryWorld

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

__all__ = ["OPTIONS", "telling"]

MOST_FREE = 5
"""Free inputs of a drawn case: with each at the case's number or at either end there are 243 worlds."""
OPTIONS = ("closed", "shared", "open")
PARTIES = ("north", "south", "east")


class _Draft:
    """A small case being drawn: its chance, and how many more of its inputs may be free."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.room = chance.choice((3, 4, 4, MOST_FREE))
        self.parties = PARTIES[: chance.choice((2, 2, 3))]
        self.pairs = chance.sample(
            [(one, other) for one in self.parties for other in self.parties if one != other],
            chance.choice((1, 1, 2)),
        )
        self.issues = {
            issue: OPTIONS[: chance.choice((2, 2, 3))]
            for issue in ("river", "border")[: chance.choice((1, 2, 2))]
        }
        self.keys = "abcd"[: chance.choice((2, 3, 3, 4))]

    def one_in(self, times: int) -> bool:
        return self.chance.randint(1, times) == 1

    def free(self, times: int = 3) -> bool:
        """Tell whether one more input is free."""
        if not self.room or not self.one_in(times):
            return False
        self.room -= 1
        return True

    def number(self, numbers: Sequence[float], times: int = 3) -> Any:  # noqa: ANN401 - as an analyst writes
        """Return one of some numbers, or a range between two of them."""
        low, mode, high = sorted(self.chance.choice(numbers) for _ in range(3))
        if low == high or not self.free(times):
            return mode
        return self.chance.choice(([low, high], {"low": low, "mode": mode, "high": high}))

    def formula(self, keys: str, *, negated: bool) -> str:
        """Return a formula over blocks and issues."""
        kind = self.chance.choice(("one", "one", "and", "and", "or", "least", "not" if negated else "one"))
        if kind == "one":
            return self._atom(keys)
        if kind == "not":
            return f"not {self._atom(keys)}"
        parts = [self._atom(keys) for _ in range(2 if kind in {"and", "or"} else 3)]
        if negated and self.one_in(5):
            parts[-1] = f"not {parts[-1]}"
        return f"at least 2 of ({', '.join(parts)})" if kind == "least" else f" {kind} ".join(parts)

    def _atom(self, keys: str) -> str:
        if keys == self.keys and self.one_in(5):
            return self.settled()
        return f"{self.chance.choice(keys)} done"

    def settled(self) -> str:
        """Return a formula over one issue."""
        issue = self.chance.choice(list(self.issues))
        return f"{issue} is {self.chance.choice(self.issues[issue])}"


def telling(chance: Random, *, moves: bool = False, again: int = 2) -> EveryWorld:
    """Return the worlds of a small case, mostly of one in which something has to be held, and suffices."""
    mapping = _case(chance)
    issue = chance.choice(list(mapping["issues"]))
    moved = {"canal": "full", issue: chance.choice(mapping["issues"][issue]["options"])} if moves else {}
    worlds = EveryWorld(read_case(mapping), moved)
    tells = worlds.suffices(frozenset(worlds.inputs)) and not worlds.suffices(frozenset())
    return worlds if tells or not again else telling(chance, moves=moves, again=again - 1)


def _case(chance: Random) -> dict[str, Any]:
    """Return a small case with a roadmap, as the mapping that an analyst would write."""
    draft = _Draft(chance)
    periods = chance.choice((3, 4, 5, 6))
    roadmap = _roadmap(draft, periods)
    issues = {issue: _issue(draft, options) for issue, options in draft.issues.items()}
    blocks = {key: _block(draft, key, periods, roadmap, issues) for key in draft.keys}
    # A move made outside the road, whose strain it may feel.
    issues["canal"] = {"options": ["dry", "full"], "today": "dry", "decided_by": "north"}
    parties = {party: _party(draft, party) for party in draft.parties}
    for key in draft.keys:
        lines = _lines(parties, issues)
        if lines and draft.one_in(3):
            blocks[key]["lifts"] = chance.sample(lines, 1)
    return {
        "detente": 1,
        "title": "A drawn case",
        "as_of": "2024-01-01",
        "horizon": {"from": 2024, "to": 2023 + periods},
        "parties": parties,
        "issues": issues,
        "rules": [{"require": f"not ({draft.settled()} and {draft.settled()})"} for _ in _few(draft, 6)],
        "trust": [
            {"from": one, "to": other, "level": draft.number((0.1, 0.25, 0.4, 0.45, 0.6), 1)}
            for one, other in draft.pairs
        ],
        "blocks": blocks,
        "roadmap": roadmap,
    }


def _few(draft: _Draft, times: int) -> range:
    """Return the places of nothing mostly, and of one thing else."""
    return range(int(draft.one_in(times)))


def _party(draft: _Draft, party: str) -> dict[str, Any]:
    return {
        "worth": [
            {"when": f"{draft.settled()} and {draft.settled()}", "points": draft.number((-30, -5, 5, 20))}
            for _ in _few(draft, 4)
        ],
        "red_lines": [{"id": f"{party}-line", "never": draft.settled()} for _ in _few(draft, 12)],
    }


def _issue(draft: _Draft, options: Sequence[str]) -> dict[str, Any]:
    chance = draft.chance
    stances: dict[str, Any] = {}
    for party in draft.parties:
        if draft.one_in(2):
            stances[party] = stance = _stance(draft, options)
            if draft.one_in(8):
                stance["demands"] = chance.choice(options)
    deciders = chance.sample(draft.parties, chance.choice((1, 2, 2)))
    return {"options": list(options), "today": options[0], "decided_by": deciders, "stances": stances}


def _stance(draft: _Draft, options: Sequence[str]) -> dict[str, Any]:
    weight = {"weight": draft.number((1, 2, 4), 5)} if draft.one_in(3) else {}
    if draft.free(5):
        order = " > ".join(draft.chance.sample(options, len(options)))
        return {"order": order, **weight}
    points = {option: draft.number((0, 10, 20, 30), 4) for option in options}
    if not draft.one_in(5):  # most agree to what is new, so that something can be signed
        points[options[0]] = 0
    return {"points": points, **weight}


def _lines(parties: Mapping[str, Any], issues: Mapping[str, Any]) -> list[str]:
    """Return the paths of the red lines and demands."""
    lines = [
        f"parties.{party}.red_lines.{line['id']}"
        for party, given in parties.items()
        for line in given["red_lines"]
    ]
    return lines + [
        f"issues.{issue}.stances.{party}.demands"
        for issue, given in issues.items()
        for party, stance in given.get("stances", {}).items()
        if "demands" in stance
    ]


def _roadmap(draft: _Draft, periods: int) -> dict[str, Any]:
    chance = draft.chance
    return {
        "goal": draft.formula(draft.keys, negated=draft.one_in(3)),
        "capacity": chance.choice((1, 1, 2)),
        "grid": chance.choice((0.1, 0.1, 0.2)),
        "windows": {"summit": _summit(draft, periods)} if draft.one_in(3) else {},
        "shocks": {"crisis": _crisis(draft)} if draft.one_in(6) else {},
        "strains": [{"when": "canal is full", "loses": draft.number((0, 0.1, 0.3), 2)}],
        **({"starts": 2025} if periods > 2 and draft.one_in(6) else {}),
    }


def _summit(draft: _Draft, periods: int) -> dict[str, Any]:
    """Return a window by chance."""
    return {
        "open": draft.one_in(2),
        "opens": draft.number((0, 0.2, 0.5, 1)),
        "closes": draft.number((0, 0.2, 0.9), 6),
        "to": 2023 + draft.chance.randint(1, periods),
    }


def _crisis(draft: _Draft) -> dict[str, Any]:
    return {"chance": draft.number((0.1, 0.3, 0.9), 6), "loses": 0.2}


def _block(
    draft: _Draft, key: str, periods: int, roadmap: Mapping[str, Any], issues: Mapping[str, Any]
) -> dict[str, Any]:
    chance, windows, capacity = draft.chance, roadmap["windows"], roadmap["capacity"]
    block: dict[str, Any] = {"lasts": draft.number((1, 1, 2, 3), 3), "delivers": _share(draft, (0, 0.5, 1))}
    if draft.one_in(4):
        block["decided_by"] = decide = chance.sample(draft.parties, 2)
    else:
        settled = chance.sample(list(draft.issues), min(chance.choice((1, 1, 2)), len(draft.issues)))
        block["sets"] = {issue: chance.choice(draft.issues[issue][1:]) for issue in settled}
        decide = [party for issue in settled for party in issues[issue]["decided_by"]]
    if draft.one_in(3):
        block["needs"] = _amounts(draft, "level", (0.2, 0.3, 0.32, 0.45, 0.6), decide)
    if draft.one_in(2):
        block["earns"] = _amounts(draft, "by", (0, 0.05, 0.1, 0.3, 0.4), decide)
    if draft.one_in(4):
        block |= {"breach": draft.number((0.1, 0.5, 0.9)), "detection": _share(draft, (0, 0.2, 1))}
    if key != draft.keys[0] and draft.one_in(5):
        # Blocks must not wait for each other.
        block["after"] = draft.formula(draft.keys[: draft.keys.index(key)], negated=draft.one_in(2))
    elif draft.one_in(5):
        other = chance.choice([other for other in draft.keys if other != key])
        block["after"] = chance.choice((f"not {other} done", f"not ({draft.settled()})"))
    if windows and draft.one_in(2):
        block["window"] = "summit"
    elif draft.one_in(6):
        first, last = sorted(2023 + chance.randint(1, periods) for _ in range(2))
        block["window"] = {"from": first, "to": last}
    return block | {"takes": chance.randint(1, capacity) if draft.one_in(2) else 1}


def _share(draft: _Draft, numbers: Sequence[float]) -> Any:  # noqa: ANN401 - as an analyst writes
    """Return a chance that is above zero unless it is free: of what never happens, the worlds say enough."""
    given = draft.number(numbers, 4)
    return 0.5 if given == 0 else given


def _amounts(draft: _Draft, name: str, numbers: Sequence[float], decide: Sequence[str]) -> Any:  # noqa: ANN401 - as an analyst writes
    """Return one amount of trust for all who decide, or one for each pair."""
    if draft.one_in(2) and any(set(pair) <= set(decide) for pair in draft.pairs):
        return _amount(draft, numbers)
    return [{"from": one, "to": other, name: _amount(draft, numbers)} for one, other in draft.pairs]


def _amount(draft: _Draft, numbers: Sequence[float]) -> Any:  # noqa: ANN401 - as an analyst writes
    given = draft.number(numbers, 3)
    # What is said to earn nothing is free as well: it might earn as much as there is.
    return 0.01 if given == 0 and not draft.free(1) else given
