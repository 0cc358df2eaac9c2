"""Would it split an alliance, in words: what splits each bloc, in the case and in its variants, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import capitalised, issue_name, option_name, spaced, within
from detente.cohesion.said import crossed_says, interval_says, voices_say
from detente.cohesion.sentences import splits_say
from detente.outcomes.counts_said import count_says
from detente.outcomes.naming import name_of
from detente.outcomes.per_cent import per_cent
from detente.report.cohesion_figures import cohesion_figures
from detente.report.draws_said import in_draws
from detente.report.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.cohesion.bloc import BlocCohesion
    from detente.cohesion.result import Cohesion
    from detente.cohesion.wedge import Wedge
    from detente.report.pictures import Picture
    from detente.report.splits_over import SplitsOver

__all__ = ["CohesionSaid", "WedgeSaid", "cohesion_said"]

MOST_WEDGES = 5
"""Kinds of wedges that are shown one by one; the files of --csv have all."""


@dataclass(frozen=True)
class WedgeSaid:
    """One kind of wedge: what the package changes, who is split, why, how many there are, what remains."""

    changes: tuple[tuple[str, str], ...]
    accepts: str
    rejects: str
    crosses: str
    packages: str
    remains: str


@dataclass(frozen=True)
class FocusSaid:
    """What splits one bloc, in the case itself or in the variant that is named.

    ``more`` kinds of wedges are listed by the command with the option that ``listed_by`` gives.
    """

    bloc: str
    variant: str
    splits: str
    wedges: tuple[WedgeSaid, ...]
    more: int
    listed_by: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class CohesionSaid:
    """The section in words; ``sentences`` are those on the case itself, in full.

    ``focuses``: for each bloc that anything splits what does, that with most members first.
    """

    splits: tuple[str, ...]
    sentences: tuple[str, ...]
    variants: Table | None
    focuses: tuple[FocusSaid, ...]

    @property
    def pictures(self) -> Iterator[Picture]:
        """All pictures of the section."""
        for focus in self.focuses:
            yield from focus.pictures


def cohesion_said(
    result: Cohesion, variants: Mapping[str, Cohesion], over: Mapping[str, SplitsOver]
) -> CohesionSaid | None:
    """Return the section in words; None where nothing can be split.

    ``variants``: what was found in each variant of the case, by its name. ``over``: what draws
    say of each, and under an empty name of the case itself.
    """
    everywhere: dict[str, Cohesion] = {"": result, **variants}
    if not any(found.blocs for found in everywhere.values()):
        return None
    rows = tuple(
        (*_row(name, key, one), *_often(over, name, key))
        for name, found in variants.items()
        for key, one in found.blocs.items()
        if _differs(one, result.blocs.get(key))
    )
    columns: tuple[str, ...] = (
        "Variant",
        "Bloc",
        "The other side could sign",
        "Of these split it",
        "Share of these",
    )
    columns += ("Something splits it",) if over else ()
    table = Table("What splits each bloc in the variants", columns, rows, frozenset({2, 3, 4}))
    return CohesionSaid(
        splits=tuple(
            " ".join([splits_say(one), *(f"Something splits it {said}." for said in _often(over, "", key))])
            for key, one in result.blocs.items()
        ),
        sentences=tuple(result.summary()),
        variants=table if rows else None,
        focuses=_focuses(everywhere),
    )


def _often(over: Mapping[str, SplitsOver], name: str, key: str) -> tuple[str, ...]:
    """Say in how many draws something splits a bloc, and how sure that is; nothing without draws."""
    found = over.get(name)
    if found is None:
        return ()
    return (in_draws(found.splitting[key], found.draws) + interval_says(found.intervals[key]),)


def _differs(one: BlocCohesion, base: BlocCohesion | None) -> bool:
    if base is None:
        return True
    mine, theirs = one.agreement, base.agreement
    return (mine.now.value, mine.proposals.value) != (theirs.now.value, theirs.proposals.value)


def _row(variant: str, key: str, one: BlocCohesion) -> tuple[str, ...]:
    found, share = one.agreement, one.wedge_share
    return (
        capitalised(spaced(variant)),
        capitalised(name_of(one.case, key)),
        str(found.proposals),
        str(found.now),
        "–" if share is None else per_cent(share),
    )


def _focuses(everywhere: Mapping[str, Cohesion]) -> tuple[FocusSaid, ...]:
    """Choose for each bloc where to look: in the case itself, or else where most packages split it."""
    chosen: dict[str, tuple[int, bool, int, str]] = {}
    for name, found in everywhere.items():
        for key, one in found.blocs.items():
            entry = one.sides.size, not name, one.agreement.now.value, name
            if one.wedges.listed and entry[:3] > chosen.get(key, (0,))[:3]:
                chosen[key] = entry
    ranked = sorted(chosen.items(), key=lambda item: item[1][:3], reverse=True)
    return tuple(_focus(everywhere[name], key, name) for key, (*_, name) in ranked)


def _focus(result: Cohesion, key: str, variant: str) -> FocusSaid:
    one = result[key]
    listed = one.wedges.listed
    return FocusSaid(
        within(name_of(one.case, key)),
        spaced(variant),
        splits_say(one),
        tuple(_wedge(one, wedge) for wedge in listed[:MOST_WEDGES]),
        max(len(listed) - MOST_WEDGES, 0),
        " ".join(["--bloc", key, *(["--variant", variant] if variant else [])]),
        tuple(cohesion_figures(result, key, spaced(variant))),
    )


def _wedge(one: BlocCohesion, wedge: Wedge) -> WedgeSaid:
    case, today = one.case, one.sides.inside.today
    changed = tuple(
        (issue_name(case, issue), option_name(case, issue, option))
        for issue, option in wedge.package.items()
        if option != today[issue]
    )
    ends = "It remains whatever is agreed." if wedge.remains else "Agreeing such a red line ends the split."
    return WedgeSaid(
        changed,
        voices_say(case, wedge.accepting),
        voices_say(case, wedge.rejecting),
        capitalised(crossed_says(case, wedge)),
        "–" if wedge.packages is None else count_says(wedge.packages),
        ends,
    )
