"""Conflicts and concessions in words, for the case and for its variants."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from detente.bargaining.conflicts.results import Verdict
from detente.bargaining.sentences import nearest_says, no_concession
from detente.case.naming import capitalised, joined, spaced, together, within
from detente.outcomes.counts_said import counted
from detente.outcomes.moves import moves_from, today
from detente.outcomes.naming import name_of
from detente.report.collisions import MOST_SHOWN
from detente.report.constraints_said import Said, constraint_said
from detente.report.draws_said import in_draws
from detente.report.naming import changes
from detente.roadmap.sentences import chance_says

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.bargaining.conflicts.results import Shortfall
    from detente.case.case import Case
    from detente.case.model import CaseFile
    from detente.outcomes.negotiation import Negotiation
    from detente.report.collisions import Collision, Opening
    from detente.report.variants import Varied
    from detente.report.variants_across import VariantsAcross

__all__ = ["CollisionSaid", "OpeningSaid", "VariedSaid", "collision_said", "varied_said"]

SHOWN = (
    "Of all that a concession opens, one package is shown: the one in which whoever gains least gains most"
    " (the egalitarian solution)."
)


@dataclass(frozen=True)
class OpeningSaid:
    """A concession in words, with what it opens: sentences, and what an example changes from today."""

    drops: tuple[Said, ...]
    says: str
    opens: str
    example: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CollisionSaid:
    """Why nothing can be signed, in words.

    ``things`` is everything that is part of a conflict, each once; ``conflicts`` are sentences that name
    them; ``shown`` says which of the packages that a concession opens is shown; ``notes`` say what else a
    reader must know, and ``hopeless`` that dropping demands opens nothing.
    """

    things: tuple[Said, ...]
    conflicts: tuple[str, ...]
    openings: tuple[OpeningSaid, ...]
    shown: str
    shortfalls: tuple[str, ...]
    notes: tuple[str, ...]
    hopeless: str


@dataclass(frozen=True)
class VariedSaid:
    """A variant in words; ``sentence`` is what can be signed in it, and ``often`` in how many draws anything.

    ``signable`` is empty where it is not known, ``often`` without draws, and ``chance``, that of the goal of
    the roadmap, where it was not found.
    """

    name: str
    title: str
    says: str
    extends: str
    table: str
    signable: str
    empty: bool
    often: str
    chance: str
    sentence: str
    example: tuple[tuple[str, str], ...]
    collision: CollisionSaid | None


def collision_said(
    collision: Collision, case: Case, across: VariantsAcross | None = None, name: str | None = None
) -> CollisionSaid:
    """Return conflicts and concessions in words.

    ``across``: in how many draws each of the first ones is one, in the variant of that ``name``.
    """
    draws = across.draws if across is not None else 0
    collide, opened = (across.collide[name], across.opened[name]) if across is not None else ((), ())
    found = collision.found
    shown, shown_openings = found.conflicts[:MOST_SHOWN], collision.openings[:MOST_SHOWN]
    things = {one.id: one for conflict in shown for one in conflict.members}
    said = {id_: constraint_said(case, one) for id_, one in things.items()}
    return CollisionSaid(
        tuple(said.values()),
        tuple(
            _conflict([said[item.id] for item in one.members], _so(often, draws))
            for one, often in zip_longest(shown, collide)
        ),
        tuple(
            _opening(case, collision, one, _so(often, draws))
            for one, often in zip_longest(shown_openings, opened)
        ),
        SHOWN if any(one.is_egalitarian for one in shown_openings) else "",
        tuple(_shortfalls(case, collision.negotiation, found.shortfalls[:MOST_SHOWN])),
        tuple(_notes(collision)),
        no_concession(collision.negotiation) if found.conflicts and not found.concessions else "",
    )


def _so(often: int | None, draws: int) -> str:
    """Say in how many draws it is so, where that was counted."""
    return f"; so it is {in_draws(often, draws)}" if often is not None else ""


def _conflict(members: Sequence[Said], so: str) -> str:
    """Say a conflict, what is demanded first."""
    ordered = sorted(members, key=lambda one: one.kind != "demand")
    if len(ordered) == 1:
        return f"{capitalised(ordered[0].named)} cannot be met by any package{so}."
    both = "all" if ordered[2:] else "both"
    return f"{capitalised(joined(one.named for one in ordered))} cannot {both} be met{so}."


def _opening(case: Case, collision: Collision, one: Opening, so: str) -> OpeningSaid:
    drops = tuple(constraint_said(case, item) for item in one.concession.drop)
    says = f"It is enough to drop {joined(item.named for item in drops)}{so}."
    count = (
        f"That opens {counted(one.packages, 'package')}"
        if one.packages is not None
        else "That opens packages"
    )
    example = tuple(changes(case, one.example, collision.negotiation.today))
    which = "the one shown" if one.is_egalitarian else "one of them"
    if one.packages == 1:
        which = "it"
    opens = f"{count}; {which} changes:" if example else f"{count}; {which} leaves everything as it is today."
    return OpeningSaid(drops, says, opens, example)


def _shortfalls(case: Case, negotiation: Negotiation, found: Sequence[Shortfall]) -> list[str]:
    """Say how much is missing; once where it is the same with demands and without."""
    kept: dict[str, list[Shortfall]] = {}
    for one in found:
        kept.setdefault(_missing(case, negotiation, one), []).append(one)
    said = []
    for missing, alike in kept.items():
        same = len({one.keeps_demands for one in alike}) > 1
        demands = "" if same else "kept" if alike[0].keeps_demands else "dropped"
        nearest = capitalised(nearest_says(negotiation, alike[0], demands))
        said.append(f"{nearest} falls short of no agreement for {missing}.")
    return said


def _missing(case: Case, negotiation: Negotiation, one: Shortfall) -> str:
    """Name whose value is too low and by how much: from the package itself, in points as they were given."""
    package = negotiation.whole(one.package)
    missing = []
    for floor in one.floors:
        value = negotiation.voice_valuations.get(floor.holder)
        if value is not None:
            least, reached = value.floor(negotiation.today), value.of(package)
        else:
            least = negotiation.walk_away[floor.holder]
            reached = negotiation.valuations[floor.holder].of(package)
        missing.append(f"{within(name_of(case, floor.holder))} by {float(least - reached):,.1f} points")
    return joined(missing)


def _notes(collision: Collision) -> list[str]:
    found = collision.found
    said = []
    if found.feasible is Verdict.NO:
        said.append("The rules contradict each other, so that no package can exist.")
    if found.background_collides is Verdict.YES and found.feasible is not Verdict.NO:
        said.append("Red lines and losses collide by themselves.")
    for what, count in (("conflict", len(found.conflicts)), ("concession", len(found.concessions))):
        if count > MOST_SHOWN:
            said.append(f"{count - MOST_SHOWN:,} more {what}s are in the tables that --csv writes.")
    if not found.complete:
        said.append("There may be more conflicts and concessions than were found in the time allowed.")
    return said + ([capitalised(found.note)] if found.note else [])


def varied_said(
    one: Varied,
    base: Negotiation,
    across: VariantsAcross | None = None,
    itself: Sequence[tuple[str, str]] | None = None,
    chance: float | None = None,
) -> VariedSaid:
    """Return a variant in words; ``base`` is the negotiation of the case itself.

    ``itself``: what the Nash solution of the case changes, None where it has none. A variant in which it is
    the same refers to it, and does not list it again. ``chance``: that of the goal of its roadmap.
    """
    signed = None if across is None else across.signable.get(one.name)
    often = in_draws(signed, across.draws) if across is not None and signed is not None else ""
    example: tuple[tuple[str, str], ...] = ()
    if one.solution is not None and one.negotiation is not None:
        example = tuple(changes(one.case, one.solution.package, one.negotiation.today))
    same = itself is not None and bool(example) and list(example) == list(itself)
    return VariedSaid(
        name=one.name,
        title=capitalised(spaced(one.name)),
        says=one.says,
        extends=joined(f"“{spaced(name)}”" for name in one.extends),
        table=_table(one.negotiation, base),
        signable="" if one.signable is None else str(one.signable),
        empty=one.collision is not None,
        often=often,
        chance="" if chance is None else chance_says(chance),
        sentence=" ".join((*_deciding(one.case, base.case), _sentence(one, example, often, same=same))),
        example=() if same else example,
        collision=None
        if one.collision is None
        else collision_said(one.collision, one.case, across, one.name),
    )


def _deciding(case: Case, base: CaseFile) -> Iterator[str]:
    """Say of how many moves from today a variant asks somebody more, or somebody less, than its case."""
    before = {(one.issue, one.after): set(one.deciders) for one in moves_from(base, today(base))}
    after = {(one.issue, one.after): set(one.deciders) for one in moves_from(case, today(case))}
    shared = before.keys() & after.keys()
    for words, counted_ in (
        ("also need", Counter(key for one in shared for key in after[one] - before[one])),
        ("no longer need", Counter(key for one in shared for key in before[one] - after[one])),
    ):
        for key, count in sorted(counted_.items()):
            verb = words if count > 1 else words.replace("need", "needs")
            consent = f"the consent of {within(name_of(case, key))}"
            yield f"{count} of {counted(len(shared), 'move')} from today {verb} {consent}."


def _table(negotiation: Negotiation | None, base: Negotiation) -> str:
    """Say what is on the table, as far as that differs from the case itself."""
    if negotiation is None:
        return "not known"
    case, ours, theirs = negotiation.case, set(negotiation.issues), set(base.issues)
    same_signatories = negotiation.signatories == base.signatories
    if ours == theirs and same_signatories:
        return "the same as in the case"
    words = joined(name_of(case, issue) for issue in negotiation.issues) or "nothing"
    signing = (
        ""
        if same_signatories or not negotiation.signatories
        else f"; {together(name_of(case, key) for key in negotiation.signatories)} sign"
    )
    return f"{words}{signing}" if ours != theirs else f"the same issues{signing}"


def _sentence(one: Varied, example: tuple[tuple[str, str], ...], often: str, *, same: bool) -> str:
    if one.signable is None or one.feasible is None:
        return f"This variant could not be analysed: {one.problem.rstrip('.')}."
    # With draws it is said which of the two is about the nominal case, as they may differ.
    where = "In the nominal case " if often else ""
    over = f" Over draws, something can be signed {often}." if often else ""
    if one.signable.exact and not one.signable.value:
        nothing = f"{where}nothing can be signed: none of {one.feasible} packages that can exist."
        return f"{capitalised(nothing)}{over}"
    signed = f"{where}{one.signable} of {one.feasible} packages can be signed.{over}"
    if one.solution is None:
        return signed
    if same:
        return f"{signed} The Nash solution is the same as in the case itself."
    return f"{signed} The Nash solution " + ("changes:" if example else "leaves everything as it is today.")
