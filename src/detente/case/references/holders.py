"""Checks of parties, blocs, camps and trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.references.names import MISSING

if TYPE_CHECKING:
    from detente.case.document import Path_
    from detente.case.model import CaseFile
    from detente.case.references.names import Names

__all__ = ["all_members", "check_agreed", "check_holders"]


def check_holders(names: Names) -> None:
    """Check that names are unique, members exist, no circle of blocs, and lines speak of what there is."""
    _check_sections(names)
    _check_lines(names)
    _check_blocs(names)
    _check_camps(names)
    _check_trust(names)


def check_agreed(names: Names, bloc: str | None, holder: str, path: Path_) -> None:
    """Check that a bloc that has agreed a holder's red line exists and that the holder belongs to it."""
    if bloc is None or not names.known(bloc, names.blocs, "bloc", path):
        return
    case = names.case
    members = all_members(case, bloc) | {bloc}
    camp = case.camps.get(holder)
    if holder not in members and not (camp and members.intersection(camp.members)):
        message = f"{holder!r} does not belong to {bloc!r}, so {bloc!r} cannot have agreed its red line"
        names.problem(path, message)


def all_members(case: CaseFile, bloc: str) -> set[str]:
    """Return all members of a bloc, those of blocs within it included."""
    found: set[str] = set()
    waiting = [bloc]
    while waiting:
        inner = case.blocs.get(waiting.pop())
        new = set(inner.members) - found if inner else set()
        found |= new
        waiting += new
    return found


def _check_sections(names: Names) -> None:
    for section, own, taken, kind in (
        ("blocs", names.blocs, names.parties, "a party"),
        ("camps", names.camps, names.deciders, "a party or a bloc"),
    ):
        for key in sorted(own & taken):
            names.problem((section, key), f"{key!r} is already the name of {kind}", at_key=True)


def _check_lines(names: Names) -> None:
    for section in ("parties", "blocs", "camps"):
        for key, holder in getattr(names.case, section).items():
            for index, line in enumerate(holder.red_lines):
                path: Path_ = (section, key, "red_lines", index)
                names.formula(line.never, (*path, "never"))
                names.formula(line.require, (*path, "require"))
                check_agreed(names, line.agreed_by, key, (*path, "agreed_by"))
            for index, interaction in enumerate(holder.worth):
                names.formula(interaction.when, (section, key, "worth", index, "when"))


def _check_blocs(names: Names) -> None:
    circles: set[frozenset[str]] = set()
    for key, bloc in names.case.blocs.items():
        path: Path_ = ("blocs", key, "members")
        names.each_decides(bloc.members, path, f"stands twice among the members of {key!r}")
        circle = _circle(names.case, key)
        if circle and frozenset(circle) not in circles:
            names.problem(path, f"blocs contain each other: {' → '.join(circle)}")
            circles.add(frozenset(circle))


def _circle(case: CaseFile, start: str) -> list[str]:
    """Return the way from a bloc through its members back to itself, if there is one."""
    stack = [[start]]
    seen: set[str] = set()
    while stack:
        way = stack.pop()
        bloc = case.blocs.get(way[-1])
        for member in bloc.members if bloc else ():
            if member == start:
                return [*way, start]
            if member not in seen:
                seen.add(member)
                stack.append([*way, member])
    return []


def _check_camps(names: Names) -> None:
    camp_of: dict[str, str] = {}
    for key, camp in names.case.camps.items():
        path: Path_ = ("camps", key, "members")
        known_bloc = camp.of is None or names.known(camp.of, names.blocs, "bloc", ("camps", key, "of"))
        bloc = names.case.blocs.get(camp.of) if camp.of and known_bloc else None
        of_bloc = all_members(names.case, camp.of) if camp.of and bloc else set()
        names.each_once(camp.members, path, f"stands twice among the members of {key!r}")
        for index, member in enumerate(camp.members):
            here = names.item(path, index)
            if not names.known(member, names.parties, "party", here):
                continue
            if camp_of.setdefault(member, key) != key:
                names.problem(here, f"{member!r} is in two camps: {camp_of[member]!r} and {key!r}")
            if bloc and not of_bloc & {member, MISSING}:
                names.problem(here, f"{member!r} is no member of {camp.of!r}, whose camp this is")


def _check_trust(names: Names) -> None:
    pairs: set[tuple[str, str]] = set()
    for index, entry in enumerate(names.case.trust):
        names.known(entry.from_, names.deciders, "party", ("trust", index, "from"))
        names.known(entry.to, names.deciders, "party", ("trust", index, "to"))
        pair = (entry.from_, entry.to)
        if MISSING in pair:
            continue
        if entry.from_ == entry.to:
            names.problem(("trust", index, "to"), f"{entry.to!r} cannot be the one that {entry.to!r} trusts")
        elif pair in pairs:
            names.problem(("trust", index), f"the trust of {entry.from_!r} in {entry.to!r} is given twice")
        pairs.add(pair)
