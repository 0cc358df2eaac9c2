"""Checks of building blocks and of the roadmap: names, pairs, windows, and what waits for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.formula import necessary
from detente.case.language import MentionKind
from detente.case.periods import number_of
from detente.case.powers import deciders_of_option
from detente.case.problems import closest, quoted
from detente.case.references.names import MISSING
from detente.case.references.regimes import check_detection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.blocks import Block, Roadmap, Window
    from detente.case.document import Path_
    from detente.case.formula import Formula, Is
    from detente.case.model import CaseFile
    from detente.case.numbers import Range
    from detente.case.references.names import Names

__all__ = ["check_blocks", "concerned_by", "deciders_of_block", "needed_for"]


def check_blocks(names: Names) -> None:
    """Check that blocks and the roadmap speak of what there is, and that no block waits for itself."""
    case = names.case
    for key, block in case.blocks.items():
        _check_block(names, key, block)
    _check_circles(names)
    if case.roadmap is not None:
        _check_roadmap(names, case.roadmap)


def deciders_of_block(case: CaseFile, block: Block) -> tuple[str, ...]:
    """Return everybody who decides on a block from today, or takes part in it, in the order of the case."""
    if block.decided_by is not None:
        return block.decided_by
    named = {
        decider
        for issue, option in block.sets.items()
        if issue in case.issues and option in case.issues[issue].options
        for decider in deciders_of_option(case, issue, option)
    }
    return tuple(key for key in (*case.parties, *case.blocs) if key in named)


def concerned_by(case: CaseFile, block: Block) -> frozenset[str]:
    """Return those between whom a number of a block holds: who decides on it, and the members of blocs."""
    found: set[str] = set()
    pending = list(deciders_of_block(case, block))
    while pending:
        one = pending.pop()
        if one not in found:
            found.add(one)
            pending += case.blocs[one].members if one in case.blocs else ()
    return frozenset(found)


def _check_block(names: Names, key: str, block: Block) -> None:
    path: Path_ = ("blocks", key)
    for issue, option in block.sets.items():
        if names.known(issue, names.issues, "issue", (*path, "sets", issue), at_key=True):
            names.known_option(option, issue, (*path, "sets", issue))
    names.each_decides(block.decided_by or (), (*path, "decided_by"))
    names.formula(block.after, (*path, "after"), blocks=True)
    for field in ("needs", "earns", "loses", "loses_if_breached"):
        _check_pairs(names, block, getattr(block, field), (*path, field))
    _check_lifts(names, block, (*path, "lifts"))
    _check_window_of(names, block, (*path, "window"))
    if isinstance(block.detection, str):
        check_detection(names, block.detection, (*path, "detection"))
    roadmap = names.case.roadmap
    if roadmap is not None and block.takes > roadmap.capacity:
        message = f"it takes {block.takes} at a time, and the roadmap has room for {roadmap.capacity}"
        names.problem(names.written((*path, "takes"), path), message)


def _check_lifts(names: Names, block: Block, path: Path_) -> None:
    liftable = _liftable(names.case) if block.lifts else []
    for index, lifted in enumerate(block.lifts):
        if lifted not in liftable:
            message = f"there is no red line and no demand at {quoted(lifted)}"
            names.problem(names.item(path, index), message, suggestion=closest(lifted, liftable))


def _check_window_of(names: Names, block: Block, path: Path_) -> None:
    if isinstance(block.window, str):
        names.known(block.window, names.keys("roadmap", "windows"), "window of the roadmap:", path)
    elif block.window is not None:
        _check_window(names, block.window, path)
        if block.window.by_chance:
            message = "a window that opens or closes by chance stands under the roadmap's windows, by name"
            names.problem(path, message)


def _liftable(case: CaseFile) -> list[str]:
    """Return the paths of all red lines and demands."""
    found = [
        f"{section}.{key}.red_lines.{line.id}"
        for section in ("parties", "blocs", "camps")
        for key, holder in getattr(case, section).items()
        for line in holder.red_lines
    ]
    for key, issue in case.issues.items():
        for holder, stance in issue.stances.items():
            path = f"issues.{key}.stances.{holder}"
            # A demand may be gone already, as in a variant; then there is nothing left to lift.
            found.append(f"{path}.demands")
            beyond = stance.order is not None and stance.order.meaning.beyond
            found += [path] if stance.never or beyond else []
    return found


def _check_pairs(names: Names, block: Block, given: Range | tuple[object, ...] | None, path: Path_) -> None:
    """Check that every pair has its trust in the case; a number needs one between those who decide."""
    case = names.case
    pairs = {(entry.from_, entry.to) for entry in case.trust}
    if given is None or any(MISSING in pair for pair in pairs):
        return
    if not isinstance(given, tuple):
        if not _is_known_who_decides(names, block):
            return
        concerned = concerned_by(case, block)
        if given.high > 0 and not any(concerned.issuperset(pair) for pair in pairs):
            said = "those who decide on the block" if concerned else "anybody, as nobody decides on the block"
            example = _EXAMPLE.format("level" if path[-1] == "needs" else "by")
            message = f"under 'trust' no level is given between {said}; list the pairs, as in {example}"
            names.problem(path, message)
        return
    _check_listed(names, given, path, pairs)


def _is_known_who_decides(names: Names, block: Block) -> bool:
    """Tell whether what a block sets, and who decides on it, exists; where not, that has been told."""
    settled = all(option in names.options(issue) for issue, option in block.sets.items())
    return settled and all(decider in names.deciders for decider in block.decided_by or ())


_EXAMPLE = "[{{from: a, to: b, {}: 0.1}}]"


def _check_listed(names: Names, given: tuple[object, ...], path: Path_, pairs: set[tuple[str, str]]) -> None:
    seen = set()
    for index, entry in enumerate(given):
        pair = (entry.from_, entry.to)  # type: ignore[attr-defined]
        from_known = names.known(pair[0], names.deciders, "party", (*path, index, "from"))
        to_known = names.known(pair[1], names.deciders, "party", (*path, index, "to"))
        if not (from_known and to_known):
            continue
        if pair not in pairs:
            message = f"under 'trust' no level is given of {quoted(pair[0])} in {quoted(pair[1])}"
            names.problem((*path, index), message)
        elif pair in seen:
            names.problem(
                (*path, index), f"the trust of {quoted(pair[0])} in {quoted(pair[1])} is given twice"
            )
        seen.add(pair)


def _check_window(names: Names, window: Window, path: Path_) -> None:
    horizon = names.case.horizon
    if horizon is None:
        return
    for key, period in (("from", window.from_), ("to", window.to)):
        if period is None:
            continue
        if len(period) != len(horizon.from_) or ("Q" in period) != ("Q" in horizon.from_):
            message = (
                f"{period} is no period of the case's clock, which runs from {horizon.from_} to {horizon.to}"
            )
            names.problem((*path, key), message)
        elif not number_of(horizon.from_) <= number_of(period) <= number_of(horizon.to):
            message = f"{period} lies outside the horizon, which runs from {horizon.from_} to {horizon.to}"
            names.problem((*path, key), message)


def _check_roadmap(names: Names, roadmap: Roadmap) -> None:
    case, path = names.case, ("roadmap",)
    blocks = names.keys("blocks")
    names.formula(roadmap.goal, (*path, "goal"), blocks=True)
    for key, goal in roadmap.lesser_goals.items():
        names.formula(goal, (*path, "lesser_goals", key), blocks=True)
    for field in ("without", "only"):
        names.each_known(getattr(roadmap, field) or (), blocks, "block", (*path, field))
    for key, window in roadmap.windows.items():
        _check_window(names, window, (*path, "windows", key))
    for key, shock in roadmap.shocks.items():
        _check_losses(names, shock.loses, (*path, "shocks", key, "loses"))
    for index, strain in enumerate(roadmap.strains):
        names.formula(strain.when, (*path, "strains", index, "when"))
        _check_losses(names, strain.loses, (*path, "strains", index, "loses"))
    if case.horizon is None:
        names.problem(path, "a roadmap needs a horizon: horizon: {from: 2010-Q1, to: 2020-Q4}", at_key=True)
    elif roadmap.starts is not None:
        _check_start(names, roadmap.starts)


def _check_losses(names: Names, loses: Range | tuple[object, ...], path: Path_) -> None:
    pairs = {(entry.from_, entry.to) for entry in names.case.trust}
    if isinstance(loses, tuple):
        _check_listed(names, loses, path, pairs)
    elif not pairs:
        names.problem(path, "under 'trust' no level is given, so there is nothing to lose")


def _check_start(names: Names, starts: str) -> None:
    horizon = names.case.horizon
    assert horizon is not None
    here: Path_ = ("roadmap", "starts")
    if len(starts) != len(horizon.from_) or ("Q" in starts) != ("Q" in horizon.from_):
        message = (
            f"{starts} is no period of the case's clock, which runs from {horizon.from_} to {horizon.to}"
        )
        names.problem(here, message)
    elif not number_of(horizon.from_) <= number_of(starts) <= number_of(horizon.to):
        message = f"{starts} lies outside the horizon, which runs from {horizon.from_} to {horizon.to}"
        names.problem(here, message)


def _check_circles(names: Names) -> None:
    """Check that no block can start only after itself."""
    blocks = names.case.blocks
    needed = {
        key: {one for one in needed_for(names.case, block.after.meaning) if one in blocks}
        if block.after
        else set()
        for key, block in blocks.items()
    }
    for key in blocks:
        circle = _circle(key, needed)
        # Each circle is said once, at the block that is written first.
        if circle and key == min(circle, key=list(blocks).index):
            said = " waits for ".join(map(repr, [*circle, key]))
            after = blocks[key].after
            offset = (
                next(
                    (
                        one.offset
                        for one in after.mentions
                        if one.kind is MentionKind.BLOCK and one.word in circle
                    ),
                    None,
                )
                if after
                else None
            )
            names.problem(("blocks", key, "after"), f"blocks wait for each other: {said}", offset=offset)


def needed_for(case: CaseFile, formula: Formula) -> frozenset[str]:
    """Return the blocks of a case without which a formula over blocks and issues cannot hold.

    What holds of an issue today needs no block; what a single block settles needs that one.
    """

    def setting(atom: Is) -> frozenset[str]:
        if atom.issue not in case.issues or case.issues[atom.issue].today in atom.options:
            return frozenset()
        able = [key for key, block in case.blocks.items() if block.sets.get(atom.issue) in atom.options]
        return frozenset(able) if len(able) == 1 else frozenset()

    return necessary(formula, setting)


def _circle(start: str, needed: Mapping[str, set[str]]) -> list[str]:
    """Return a shortest way from a block through what it needs back to itself; empty where there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for after in sorted(needed[way[-1]]):
            if after == start:
                return way
            if after not in seen:
                seen.add(after)
                ways.append([*way, after])
    return []
