"""A comparison as named tables, each with the variant in every row; the case as it is has no name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.comparison.plain import plain

if TYPE_CHECKING:
    import pandas as pd

    from detente.comparison.comparison import SideBySide

__all__ = ["frames"]


def frames(result: SideBySide) -> dict[str, pd.DataFrame]:
    """Return the variants, what each changes, every claim in each, and what splits and blocks there."""
    import pandas as pd

    found = plain(result)
    columns = [{**one, "variant": one["variant"] or ""} for one in found["variants"]]
    tables: dict[str, list[dict[str, Any]]] = {
        "variants": [_variant(one) for one in columns],
        "changes": [{"variant": one["variant"], **each} for one in columns for each in one["changes"]],
        "nash": [
            {"variant": one["variant"], "place": place + 1, "issue": issue, "option": option}
            for one in columns
            for place, point in enumerate(one["nash"])
            for issue, option in point["package"].items()
        ],
        "collisions": [
            {"variant": one["variant"], "kind": kind, "of": "; ".join(ids)}
            for one in columns
            for kind, key in (("conflict", "conflicts"), ("concession", "concessions"))
            for ids in one[key]
        ],
        "splits": [
            {"variant": one["variant"], "bloc": bloc, **_without_lists(each)}
            for one in columns
            for bloc, each in one["splits"].items()
        ],
        "blocking": [{"variant": one["variant"], **each} for one in columns for each in one["blocking"]],
        "claims": [
            {
                "claim": one["id"],
                "says": one["says"],
                "names its variant": one["names_its_variant"],
                **_without_lists(each),
                "variant": each["variant"] or "",
                "low": each["interval"][0] if each["interval"] else None,
                "high": each["interval"][1] if each["interval"] else None,
            }
            for one in found["claims"]
            for each in one["in"]
        ],
        "preferred": [_preferred(one) for one in found["preferred"]],
    }
    return {
        # As objects, since whole numbers beside what is not known would become floating-point ones.
        name: pd.DataFrame(rows, dtype=object)
        for name, rows in tables.items()
        if rows or name == "variants"
    }


def _without_lists(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if not isinstance(value, list) and key != "interval"}


def _variant(one: dict[str, Any]) -> dict[str, Any]:
    road, lasting, drawn = one["roadmap"], one["lasting"], one["drawn"] or {}
    signable, chance = drawn.get("signable"), drawn.get("chance")
    return {
        "variant": one["variant"],
        "says": one["says"],
        "feasible": one["feasible"],
        "signable": one["signable"],
        "share": one["share"],
        "chance": None if road is None else road["probability"],
        "exactness": None if road is None else road["exactness"],
        "order": None if road is None else ", ".join(road["order"]),
        "last by nash": None if lasting is None else lasting["nash"]["stable"],
        "last by seq": None if lasting is None else lasting["seq"]["stable"],
        "states": None if lasting is None else lasting["states"],
        "share of draws": None if signable is None else signable["share"],
        "low": None if signable is None else signable["interval"][0],
        "high": None if signable is None else signable["interval"][1],
        "chance over draws": None if chance is None else chance["mean"],
        "not known": "; ".join(f"{part}: {why}" for part, why in one["missing"].items()),
    }


def _preferred(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "variant": one["variant"] or "",
        "than": one["than"] or "",
        "for": one["party"] or "the goal",
        "better": one["better"]["share"],
        "better low": one["better"]["interval"][0],
        "better high": one["better"]["interval"][1],
        "worse": one["worse"]["share"],
        "worse low": one["worse"]["interval"][0],
        "worse high": one["worse"]["interval"][1],
        "draws": one["draws"],
    }
