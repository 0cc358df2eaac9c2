"""What the test of claims found as named tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.claims.plain import plain

if TYPE_CHECKING:
    import pandas as pd

    from detente.claims.result import Claims

__all__ = ["frames"]

_APART = ("flip", "flips", "flip_beyond", "flip_looked", "decided_by", "region", "tornado")
"""What has rows of its own."""


def frames(claims: Claims) -> dict[str, pd.DataFrame]:
    """Return the claims, and what was found out about each, with the id of the claim in every row."""
    import pandas as pd

    found = plain(claims)
    listed, audit = found["claims"], found["audit"]
    tables: dict[str, list[dict[str, Any]]] = {
        "claims": [{key: _cell(one[key]) for key in one if key not in _APART} for one in listed],
        "flips": [row for one in listed for row in _flips(one)],
        "decided_by": [
            {"claim": one["id"], **each, "interval": _cell(each["interval"])}
            for one in listed
            for each in one["decided_by"]
        ],
        "regions": [row for one in listed for row in _region(one)],
        "tornado": [row for one in listed for row in _tornado(one)],
        "rests_on_judgement": audit["resting"],
        "pedigree": [{**one, "claims": _cell(one["claims"])} for one in audit["inputs"]],
        "research": [
            {**one, "claims": _cell([each["claim"] for each in one["claims"]])} for one in audit["research"]
        ],
        "questions": [{**one, "says": " ".join(one["says"])} for one in audit["questions"]],
    }
    return {name: pd.DataFrame(rows) for name, rows in tables.items() if rows or name == "claims"}


def _flips(one: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every change that flips a claim alone, else those that do together, else one past its range."""
    alone = one["flips"] or []
    together = [] if alone else one["flip"] or []
    past = one["flip_beyond"] or []
    return [
        {"claim": one["id"], "how": how, **change, "from": _cell(change["from"]), "to": _cell(change["to"])}
        for how, changes in (("alone", alone), ("together", together), ("past its range", past))
        for change in changes
    ]


def _region(one: dict[str, Any]) -> list[dict[str, Any]]:
    found = one["region"]
    if found is None:
        return []
    numbers = {key: found[key] for key in ("fails", "coverage", "density", "inside", "caught")}
    return [
        {
            "claim": one["id"],
            "input": cut["input"],
            "above": cut.get("above"),
            "below": cut.get("below"),
            **numbers,
        }
        for cut in found["where"]
    ]


def _tornado(one: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "claim": one["id"],
            "comparison": each["comparison"],
            "nominal": each["nominal"],
            "input": swing["input"],
            "at": end["at"],
            "difference": end["difference"],
        }
        for each in one["tornado"]
        for swing in each["inputs"]
        for end in swing["ends"]
    ]


def _cell(value: object) -> object:
    """Return a value as it stands in one cell of a table."""
    if isinstance(value, list):
        return "; ".join(str(_cell(one)) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {one}" for key, one in value.items())
    return value
