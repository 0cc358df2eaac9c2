"""The cohesion result in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, issue_name, joined, option_name, within
from detente.cohesion.esteban_ray import largest_polarisation
from detente.cohesion.ratified import ratified_says
from detente.cohesion.said import (
    MOST_VOICES,
    closed_says,
    packages,
    place_says,
    rejection_says,
    share_says,
    side_says,
    voice_says,
    voices_say,
)
from detente.cohesion.why_none import why_none
from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.constraints_said import constraint_says
from detente.outcomes.counts_said import counted
from detente.outcomes.naming import name_of
from detente.outcomes.packages_said import package_says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.model import CaseFile
    from detente.cohesion.bloc import BlocCohesion
    from detente.cohesion.compromise_model import Compromise
    from detente.cohesion.result import Cohesion
    from detente.outcomes.counting.counting import Count

__all__ = ["MOST_NAMED", "sentences", "splits_say"]

MOST_NAMED = 3
"""Wedges, lines and losses that sentences name; tables name all."""


def sentences(result: Cohesion) -> list[str]:
    """Return what was found, the most important first."""
    found = [said for one in result.blocs.values() for said in _of_bloc(one)]
    for key in result.united if result.bloc is None else ():
        name = within(name_of(result.case, key))
        found.append(f"All members of {name} want the same: no package can split it.")
    if not result.blocs and not found:
        found.append(_nobody(result))
    if result.negotiation.issues and result.blocs and not result.compromise:
        found.append("There is no forecast by the compromise model: no issue on the table has a scale.")
    return [*found, *(_forecast(result, one) for one in result.compromise.values())]


def _nobody(result: Cohesion) -> str:
    if not result.negotiation.issues:
        return "Nothing is on the table."
    return "No bloc decides on anything on the table."


def _of_bloc(one: BlocCohesion) -> Iterator[str]:
    yield _sides(one)
    if not one.sides.inside.issues:
        yield "Nothing is on the table, so nothing can split it."
        return
    yield from _win_sets(one)
    yield from _mandate(one)
    yield splits_say(one)
    yield from _worst(one)
    yield from _agreement(one)
    yield from _pivotal(one)
    yield from _unity(one)
    if one.ratified is not None:
        yield ratified_says(one.sides.inside.certain, one.bloc, one.ratified)


def _sides(one: BlocCohesion) -> str:
    case, name = one.case, capitalised(name_of(one.case, one.bloc))
    issues = counted(len(one.sides.inside.issues), "issue")
    facing = f"faces {side_says(case, one.others)} over {issues}"
    if not one.others:
        facing = f"faces nobody over {issues}: nobody else signs"
    if len(one.members) == 1:
        voice = "It is alone" if one.sides.size == 1 else f"Its {one.sides.size} members all want the same"
        return f"{name} {facing}. {voice}."
    said = f"Its {one.sides.size} members speak with {len(one.members)} voices"
    return f"{name} {facing}. {said}: {voices_say(case, one.members)}."


def _win_sets(one: BlocCohesion) -> Iterator[str]:
    case, found = one.case, one.win_sets
    name = within(name_of(case, one.bloc))
    bloc = f"{name} could sign {found.bloc}{share_says(found.share(found.bloc))}"
    if not one.others:
        yield f"Of {packages(found.feasible)} that can exist, {bloc}."
    else:
        others = (
            f"{side_says(case, one.others)} {found.other_side}{share_says(found.share(found.other_side))}"
        )
        both = f"{packages(found.overlap)} {'is' if found.overlap.value == 1 else 'are'} in both win-sets"
        if found.overlap.exact and not found.overlap.value:
            both = "no package is in both win-sets"
        yield f"Of {packages(found.feasible)} that can exist, {bloc} and {others}; {both}."
    if len(one.members) > 1:
        named = one.members[:MOST_VOICES]
        each = joined(f"{voice_says(case, member)} {found.voices[member.key]}" for member in named)
        more = "" if len(named) == len(one.members) else "; the others are in the table"
        yield f"By itself each voice would sign: {each}{more}."


def _mandate(one: BlocCohesion) -> Iterator[str]:
    closed = closed_says(one)
    if closed:
        yield f"The mandate of {within(name_of(one.case, one.bloc))} leaves no room for {closed}."


def splits_say(one: BlocCohesion) -> str:
    """Say how many packages that the other side could sign split a bloc, and if none, why."""
    case, found = one.case, one.agreement
    name = within(name_of(case, one.bloc))
    if found.now.exact and not found.now.value:
        said = f"Nothing splits {name}: {why_none(one.sizes)}."
    else:
        of = f"{side_says(case, one.others)} could sign" if one.others else "can exist"
        verb = "splits" if found.now.exact and found.now.value == 1 else "split"
        split = f"{found.now}{share_says(one.wedge_share)} {verb} {name}"
        said = f"Of the {packages(found.proposals)} that {of}, {split}."
    without = one.without_demands
    if without is not None and without.value != found.now.value:
        others = side_says(case, one.others)
        verb = "dropped its demands" if len(one.others) == 1 else "dropped their demands"
        said += f" If {others} {verb}, {packages(without)} would."
    return said


def _worst(one: BlocCohesion) -> Iterator[str]:
    case, today = one.case, one.sides.inside.today
    for place, wedge in enumerate(one.wedges.listed[:MOST_NAMED]):
        first = "The worst" if place == 0 else "Another"
        sure = "" if one.wedges.proved or place else " that was found"
        words = package_says(case, wedge.package, today)
        yield f"{first}{sure}: {words}; {rejection_says(case, wedge)}."
    more = len(one.wedges) - MOST_NAMED
    if more > 0:
        complete = "" if one.wedges.complete else " at least"
        there = "There is" if more == 1 else "There are"
        yield f"{there}{complete} {counted(more, 'more kind')} of wedges in the table."


def _agreement(one: BlocCohesion) -> Iterator[str]:
    case, found, name = one.case, one.agreement, within(name_of(one.case, one.bloc))
    if found.before.value != found.now.value:
        before = f"Had {name} agreed no red line beforehand, {packages(found.before)} would split it"
        yield f"{before} instead of {found.now}."
    if not found.now.value:
        return
    useful = [(line, ended) for line, ended in found.ended.items() if ended.value]
    if useful:
        best = sorted(useful, key=lambda item: -item[1].value)[:MOST_NAMED]
        each = (f"{ended} ({within(constraint_says(case, line))})" for line, ended in best)
        yield f"Agreeing one red line would end so many of these splits: {joined(each)}."
    remains = "none" if found.after.exact and not found.after.value else f"{found.after}"
    if one.sides.lines:
        why = _why_remain(one, found.after)
        yield f"With all red lines of its members agreed, {remains} would remain{why}."


def _why_remain(one: BlocCohesion, after: Count) -> str:
    if not after.value:
        return ""
    kinds = {
        constraint.kind
        for wedge in one.wedges.listed
        if wedge.remains
        for those in wedge.crossed.values()
        for constraint in those
    }
    words = {ConstraintKind.DEMAND: "demands of members", ConstraintKind.FLOOR: "what members would lose"}
    named = joined(said for kind, said in words.items() if kind in kinds)
    return f", because of {named}" if named else ""


def _pivotal(one: BlocCohesion) -> Iterator[str]:
    case, found = one.case, one.pivotal
    name = within(name_of(case, one.bloc))
    losing = [(member, found.voices[member.key]) for member in one.members if found.voices[member.key].value]
    for member, lost in sorted(losing, key=lambda item: -item[1].value)[:MOST_NAMED]:
        refusal = f"the refusal of {voice_says(case, member)} alone"
        signing = "both sides" if one.others else name
        yield capitalised(f"{packages(lost)} would be signed by {signing} but for {refusal}.")
    single = list(found.constraints.items())[:MOST_NAMED]
    if single:
        each = (f"{lost} ({within(constraint_says(case, line))})" for line, lost in single)
        yield f"One thing alone keeps {name} from so many packages: {joined(each)}."


def _unity(one: BlocCohesion) -> Iterator[str]:
    found, votes = one.indices.overall, one.indices.roll_calls
    if len(one.members) == 1 or found.agreement is None:
        return
    rice = "" if found.rice is None else f"the Rice index is {float(found.rice):.2f}, "
    verb = "is " if found.rice is None else ""
    yield (
        f"Over {counted(len(votes), 'single change')} from today"
        f" {rice}the agreement index {verb}{float(found.agreement):.2f};"
        f" polarisation is {found.polarisation:.3f}, where two halves wholly opposed would have"
        f" {largest_polarisation(one.alpha):.3f}."
    )
    drawn = one.allies_map
    if drawn.dimensions < 2:  # noqa: PLR2004 - of a map
        yield f"Its members stand {'on a line' if drawn.dimensions else 'at one point'}."
    else:
        yield f"The map of its members keeps distances with a stress of {drawn.stress:.2f}."


def _forecast(result: Cohesion, found: Compromise) -> str:
    case, issue = result.case, found.issue
    power = "power and salience" if found.powers else "salience"
    nearest = joined(f"“{option_name(case, issue, one)}”" for one in found.nearest)
    low, high = map(place_says, found.median)
    median = low if low == high else f"{low} to {high}"
    ends = f"ends at {place_says(found.mean)}{_scale(case, found)}, the mean by {power}, nearest to {nearest}"
    said = f"By the compromise model “{issue_name(case, issue)}” {ends}; the median is {median}"
    if not found.left_out:
        return f"{said}."
    return f"{said}; {counted(len(found.left_out), 'party', 'parties')} without a capability left out."


def _scale(case: CaseFile, found: Compromise) -> str:
    """Say between which options the scale of an issue lies; nothing where all have one place."""
    least, most = min(found.places.values()), max(found.places.values())
    if least == most:
        return ""
    ends = (
        f"{place_says(end)} ({joined(f'“{option_name(case, found.issue, one)}”' for one in those)})"
        for end in (least, most)
        if (those := [one for one, place in found.places.items() if place == end])
    )
    return f" on the scale from {' to '.join(ends)}"
