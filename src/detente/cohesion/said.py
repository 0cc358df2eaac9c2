"""Members, voices and numbers of packages in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import issue_name, joined, option_name, together, within
from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.constraints_said import constraint_says
from detente.outcomes.counts_said import counted
from detente.outcomes.naming import name_of
from detente.outcomes.numbers_said import number_says
from detente.outcomes.per_cent import per_cent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from detente.case.model import CaseFile
    from detente.cohesion.bloc import BlocCohesion
    from detente.cohesion.sides import Member
    from detente.cohesion.wedge import Wedge
    from detente.outcomes.counting.counting import Count

__all__ = [
    "MOST_VOICES",
    "closed_says",
    "crossed_says",
    "interval_says",
    "packages",
    "place_says",
    "rejection_says",
    "share_says",
    "side_says",
    "voice_name",
    "voice_says",
    "voices_say",
]

MOST_VOICES = 6
"""Voices that a sentence names."""

FIRST_WITH_COMMA = 10_000
"""A place on a scale may be a year, which has no comma."""
RED_LINE = "’s red line: "
"""What stands in a sentence between the holder of a red line and what it says."""


def packages(count: Count) -> str:
    """Return a number of packages with what is known of it."""
    return f"{count} {'package' if count.exact and count.value == 1 else 'packages'}"


def share_says(share: Fraction | None) -> str:
    """Return a share in brackets behind what it is a share of; nothing where there is none."""
    return "" if share is None else f" ({per_cent(share)})"


def interval_says(interval: tuple[float, float]) -> str:
    """Return the interval of a share of draws in brackets behind it.

    >>> interval_says((0.928652, 1.0))
    ' (95% interval 92.9% to 100.0%, approximate)'
    """
    low, high = map(per_cent, interval)
    return f" (95% interval {low} to {high}, approximate)"


def side_says(case: CaseFile, keys: Sequence[str]) -> str:
    """Return who is on the other side."""
    return together(within(name_of(case, key)) for key in keys) or "nobody"


def voice_name(case: CaseFile, member: Member) -> str:
    """Return the name of a voice with the number of its members where it is not one."""
    name, count = name_of(case, member.key), len(member.parties)
    return name if count == 1 else f"{name} ({count})"


def voice_says(case: CaseFile, member: Member) -> str:
    """Return the same as it stands within a sentence."""
    return within(voice_name(case, member))


def voices_say(case: CaseFile, members: Sequence[Member]) -> str:
    """Return several voices as a sentence names them; of many, the number of those left out."""
    named = [voice_says(case, one) for one in members[:MOST_VOICES]]
    left = sum(len(one.parties) for one in members[MOST_VOICES:])
    return together([*named, counted(left, "other")] if left else named)


def closed_says(one: BlocCohesion) -> str:
    """List the options that are in no package that a bloc could sign; nothing if it could sign none."""
    found, domain = one.mandate, one.sizes.domain
    if found.options is None or not found.packages.value:
        return ""
    closed = found.closed(dict(zip(domain.issues, domain.options, strict=True)))
    return joined(
        f"“{option_name(one.case, issue, option)}” on “{issue_name(one.case, issue)}”"
        for issue, options in closed.items()
        for option in options
    )


def crossed_says(case: CaseFile, wedge: Wedge) -> str:
    """Return for whom a wedge crosses which red line, demand or floor."""
    reasons = dict.fromkeys(one for member in wedge.rejecting for one in wedge.crossed[member.key])
    losing = [one for one in reasons if one.kind is ConstraintKind.FLOOR]
    said = _gathered(within(constraint_says(case, one)) for one in reasons if one not in losing)
    if losing:
        names = [within(name_of(case, one.holder)) for one in losing]
        left = [counted(len(names) - MOST_VOICES, "other")] if len(names) > MOST_VOICES else []
        said.append(f"{together([*names[:MOST_VOICES], *left])} would lose by it")
    return "; ".join(said)


def _gathered(said: Iterable[str]) -> list[str]:
    """Return what is said, with red lines of one holder together.

    >>> _gathered(["the USA’s red line: no treaty", "the USA’s red line: no base"])
    ['the USA’s red lines: no treaty, and no base']
    """
    lines: dict[str, list[str]] = {}
    for one in said:
        whose, found, line = one.partition(RED_LINE)
        lines.setdefault(whose if found else one, []).extend([line] if found else [])
    return [_with_lines(whose, those) for whose, those in lines.items()]


def _with_lines(whose: str, lines: Sequence[str]) -> str:
    if len(lines) < 2:  # noqa: PLR2004 - then there is nothing to gather
        return f"{whose}{RED_LINE}{lines[0]}" if lines else whose
    return f"{whose}{RED_LINE[:-2]}s: {', '.join(lines[:-1])}, and {lines[-1]}"


def rejection_says(case: CaseFile, wedge: Wedge) -> str:
    """Return who accepts and who rejects a wedge, and why."""
    accepts, rejects = voices_say(case, wedge.accepting), voices_say(case, wedge.rejecting)
    return f"accepted by {accepts}, rejected by {rejects}: {crossed_says(case, wedge)}"


def place_says(place: Fraction) -> str:
    """Return a place on the scale of an issue, which may be a year, a percentage or a number of soldiers.

    >>> from fractions import Fraction
    >>> place_says(Fraction(7)), place_says(Fraction("2008.3")), place_says(Fraction(20000))
    ('7', '2008', '20,000')
    """
    said = number_says(place)
    return said if abs(place) >= FIRST_WITH_COMMA else said.replace(",", "")
