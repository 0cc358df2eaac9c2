"""The sections of the page, in the order in which they are read, and those that speak of each quantity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.claims.evaluate import calls
from detente.claims.registry import quantities
from detente.claims.study import expression_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from detente.case.arguments import Claim

__all__ = ["GROUPS", "TITLES", "Group", "contents", "sections_of"]


@dataclass(frozen=True)
class Group:
    """Sections that stand together in the contents: the id of each on the page, with its title.

    Those in ``below`` go on with the question of the section before them.
    """

    title: str
    sections: tuple[tuple[str, str], ...]
    below: frozenset[str] = frozenset()


GROUPS = (
    Group("The argument", (("claims", "Claims"), ("ladder", "The ladder"))),
    Group(
        "The analyses",
        (
            ("zone", "What could be signed"),
            ("frontier", "Frontier and solutions"),
            ("collisions", "Conflicts and variants"),
            ("obstacles", "Obstacles"),
            ("agenda", "Positive agenda"),
            ("losers", "Losing without deciding"),
            ("stability", "Would they keep it"),
            ("cohesion", "Would it split an alliance"),
            ("institutions", "Who can block"),
            ("verification", "Could they verify it"),
            ("threats", "What they fear together"),
            ("roadmap", "In which order"),
        ),
        frozenset({"frontier", "collisions", "obstacles", "agenda", "losers"}),
    ),
    Group(
        "The ground",
        (
            ("honesty", "How far to trust it"),
            ("stances", "Issues and stances"),
            ("ground", "What it rests on"),
            ("method", "Method"),
            ("sources", "Sources"),
            ("file", "The case file"),
        ),
    ),
)
TITLES = {id_: title for group in GROUPS for id_, title in group.sections}
WITHOUT_VARIANTS = "Conflicts and concessions"
"""What the section on conflicts is called where the case has no variants."""
_FURTHER = {
    "best": "frontier",
    "joint_gain": "frontier",
    "stops": "ladder",
    "change": "stances",
    "worth_today": "frontier",
    "harm": "obstacles",
    "harm_gain": "obstacles",
}
"""Quantities of bargaining that another section speaks of than that on what could be signed."""


def contents(there: Collection[str], *, variants: bool) -> tuple[Group, ...]:
    """Return the groups with the sections that are ``there``; ``variants``: whether the case has any."""
    found = (
        Group(
            group.title,
            tuple(
                (id_, title if variants or id_ != "collisions" else WITHOUT_VARIANTS)
                for id_, title in group.sections
                if id_ in there
            ),
            group.below,
        )
        for group in GROUPS
    )
    return tuple(group for group in found if group.sections)


def sections_of(claim: Claim) -> tuple[str, ...]:
    """Return the sections that speak of the quantities a claim is about, in the order of the page."""
    if claim.test is None:
        return ()
    published = quantities()
    named = {
        _section(published[call.name][0], call.name)
        for call in calls(expression_of(claim))
        if call.name in published
    }
    return tuple(id_ for id_ in TITLES if id_ in named)


def _section(analysis: str, quantity: str) -> str:
    return _FURTHER.get(quantity, "zone") if analysis == "bargaining" else analysis
