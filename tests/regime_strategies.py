"""Hypothesis strategies for small regimes with declarations, as the mapping that an analyst would write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.brute_force_limits import HELD

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["regime_mappings"]

DAYS = ("2000-02-01", "2000-03-01")
CATEGORIES: tuple[dict[str, Any], ...] = (
    {"tank": None},
    {"acv": None, "apc": {"within": "acv"}},
    {"acv": None, "apc": {"within": "acv"}, "aifv": {"within": "acv"}},
)
ZONES: tuple[dict[str, Any], ...] = (
    {"area": None},
    {"area": None, "north": {"within": "area"}},
    {"centre": None, "flank": None},
    {"centre": None, "flank": None, "border": {"within": ["centre", "flank"]}},
)


@st.composite
def regime_mappings(draw: DrawFn, *, changes: bool = False) -> dict[str, Any]:
    """Draw a regime of one or two states, with limits of both and little declared; or with changes since."""
    states = draw(st.sampled_from([["a"], ["a", "b"]]))
    categories, zones = draw(st.sampled_from(CATEGORIES[: 2 if changes else 3])), draw(st.sampled_from(ZONES))
    of, places = st.sampled_from([*categories]), st.sampled_from([*zones])
    ways = st.sampled_from([*HELD, "unknown"])
    count: SearchStrategy[Any] = st.one_of(
        st.integers(0, 2),
        st.sampled_from([[0, 1], [1, 2], [0, 2]]),
        *([] if changes else [st.just("unknown")]),
    )

    def entries() -> SearchStrategy[dict[str, Any]]:
        excluded = st.sampled_from([None, None, None, "export"])
        zone = st.one_of(st.none(), places, places)
        parts = {"category": of, "zone": zone, "count": count, "status": ways, "excluded": excluded}
        whose = st.sampled_from([{}, {}, {}, {"unit": "1st"}, {"parent": "1st army"}, {"site": "the base"}])
        return st.builds(lambda entry, named: {**entry, **named}, st.fixed_dictionaries(parts), whose)

    def declared(state: str) -> dict[str, Any]:
        holdings = draw(st.lists(entries(), max_size=1 if changes else 2, unique_by=repr))
        return {"by": state, "as_of": "2000-01-01", "complete": draw(st.booleans()), "holdings": holdings}

    def limit(index: int) -> dict[str, Any]:
        status = draw(st.lists(st.sampled_from(HELD), min_size=1, unique=True))
        at_most = {one: draw(st.integers(0, 3)) for one in draw(st.lists(of, min_size=1, unique=True))}
        on = draw(st.lists(st.sampled_from([*states, "all"]), min_size=1, unique=True))
        zone = draw(st.one_of(st.none(), places))
        article = f"Article {index}"
        fixed = {"id": f"limit {index}", "article": article, "confidence": "confirmed"}
        return {**fixed, "on": on, "zone": zone, "status": status, "at_most": at_most}

    def change(state: str) -> dict[str, Any]:
        # Few items at a time: there are a hundred ways to place two.
        several = draw(st.sampled_from([0, 1, 1, [0, 1]]))
        found = {"by": state, "on": draw(st.sampled_from(DAYS)), "category": draw(of), "count": several}
        found["status"] = draw(ways)
        ends = draw(st.sampled_from([("from_zone",), ("to_zone",), ("from_zone", "to_zone")]))
        return {**found, **{end: draw(places) for end in ends}}

    def different(written: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one for place, one in enumerate(written) if one not in written[:place]]

    return {
        "states": dict.fromkeys(states),
        "groups": {"all": {"members": states}},
        "categories": categories,
        "zones": zones,
        "exclusions": {"export": {"article": "Article III", "confidence": "confirmed"}},
        "limits": [limit(index) for index in range(draw(st.integers(1, 2)))],
        "declarations": [declared(state) for state in draw(st.lists(st.sampled_from(states), max_size=2))],
        "changes": different([change(draw(st.sampled_from(states))) for _ in range(draw(st.integers(1, 2)))])
        if changes
        else [],
    }
