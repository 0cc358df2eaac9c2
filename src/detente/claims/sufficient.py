"""Which inputs suffice for a verdict: held at the case's values, they fix it whatever the others do.

Inputs are everything that a verdict could turn on: red lines, demands, values of no agreement and rules, each
of which might not be there, and numbers and rank orders, which might lie anywhere in their ranges and be
other orders. A set of inputs suffices when the verdict stays the same in every world tried in which those
inputs are as the case says and the others are free: absent, present, and in random mixtures, with numbers at
the ends of their ranges, drawn from them, and as in the nominal case, and with rank orders shuffled. Where
none refutes a set, one that does is looked for.

A set that does not suffice tells that some input outside it is needed; the smallest set that meets all such
needs is tried next, until one suffices. Source: A. Ignatiev, A. Previti, M. Liffiton and J. Marques-Silva,
"Smallest MUS extraction with minimal hitting set dualization", CP (2015). Where worlds take long, it is found
in few of them, and inputs are added until it suffices in many more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from detente.claims.input_sets import InputSets
from detente.claims.trials import Differs, Moved, Trials

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.claims.needs import Needs

__all__ = ["Sufficient", "smallest_sufficient"]

Sought: TypeAlias = "Callable[[int], int | None]"
"""Looks for a world that refutes a set which no other does, and gives its number; None if it finds none."""
MOST_NEEDS = 400
"""Needs found, past which a set is only made minimal, and no longer the smallest."""


@dataclass(frozen=True)
class Sufficient:
    """A set of inputs that suffices, by their paths in the case.

    No set of fewer than ``at_least`` inputs suffices. Where that is the size of this one it is the
    ``smallest``; where it is not, every input in it was found to be needed with the others of it, or it is
    proved to suffice and it is not known whether fewer do. ``worlds`` is the number of worlds in which it was
    tried, 0 where it is proved to suffice. Where no input has to be held, ``ranges`` are those on whose
    ranges the verdict rests, if they are few. ``proved`` are sentences that hold in all worlds with these
    inputs held. Where one input suffices, ``instead`` are others of which one alone does too, as far as that
    was tried.
    """

    inputs: tuple[str, ...]
    at_least: int
    worlds: int
    ranges: tuple[str, ...] = ()
    proved: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()

    @property
    def smallest(self) -> bool:
        """Whether no smaller set suffices."""
        return len(self.inputs) == self.at_least

    @property
    def where(self) -> str:
        """Say in how many worlds the verdict is known to stay the same."""
        return "every world tried" if self.worlds else "every world"


def smallest_sufficient(  # noqa: PLR0913 - how worlds are tried
    needs: Needs,
    worlds: int,
    differs: Differs,
    at_once: int = 1,
    moved: Moved | None = None,
    *,
    dear: bool = False,
    further: int = 0,
    most_needs: int = MOST_NEEDS,
    only_smallest: bool = False,
    sought: Sought | None = None,
    known: frozenset[str] | None = None,
) -> Sufficient | None:
    """Return a smallest set of inputs that suffices for the verdict of the case.

    ``needs`` tells of which inputs, and what else they must meet; what is found to be needed is added.
    ``differs`` takes trials, each of them the number of a set of inputs that are held (``InputSets``) and
    that of a world, from 0 to ``worlds``, and tells of each whether the verdict changes when the inputs held
    are as the case says and the others are as in that world. With everything held it must not change.
    ``at_once`` is how many trials are better made together than one after the other. ``moved`` gives the set
    of inputs that differ in a world from what the case says, where that is known. ``dear`` tells that a trial
    takes longer than all else. Where a smallest set does not suffice in so many ``further`` worlds, numbered
    on from the others, inputs are added to it. Then, and past ``most_needs``, the search ends with a set of
    which nothing can be left out, or with ``only_smallest`` without any. Where a set suffices, a world that
    refutes it is ``sought``. One that is ``known`` to suffice is not tried: it is returned, with 0 worlds,
    and worlds only tell how small another might be. Of several sets of a size one is returned, always the
    same. None where there is none.

    >>> from detente.claims.needs import Needs
    >>> needs_both = lambda trials: [held & 0b110 != 0b110 for held, _ in trials]
    >>> smallest_sufficient(Needs(["a rule", "a line", "a floor"]), 1, needs_both).inputs
    ('a line', 'a floor')
    """
    trials, inputs = Trials(InputSets(needs.inputs), worlds, differs, at_once, moved), needs.inputs
    looked: frozenset[str] | None = None
    while True:
        held = needs.smallest_meeting()
        found = len(needs)
        if known is not None and (held is None or len(held) >= len(known) or found > most_needs):
            return Sufficient(_ordered(known, inputs), len(known if held is None else held), 0)
        if held is None or (only_smallest and found > most_needs):
            return None
        if found > most_needs:
            break
        _find_needs(held, inputs, trials, needs, dear=dear)
        if len(needs) == found:
            if further and known is None:
                break
            world = None if sought is None or looked == held else sought(trials.sets.number(held))
            if world is None:
                enough, tried = (held, trials.worlds) if known is None else (known, 0)
                instead = () if dear or known is not None else _instead(held, trials, needs, sought)
                return Sufficient(_ordered(enough, inputs), len(held), tried, instead=instead)
            looked = held
            trials.add(world)
    trials.extend(further)
    minimal = _minimal(held, inputs, trials, needs)
    return Sufficient(_ordered(minimal, inputs), len(held), trials.worlds)


def _instead(held: frozenset[str], trials: Trials, needs: Needs, sought: Sought | None) -> tuple[str, ...]:
    """Return other inputs each of which suffices alone, where one does."""
    if len(held) != 1:
        return ()
    others = [one for one in needs.inputs if one not in held and needs.met_by(frozenset({one}))]
    return tuple(
        one
        for one in others
        if not trials.refuting(frozenset({one}))
        and (sought is None or sought(trials.sets.number({one})) is None)
    )


def _ordered(held: frozenset[str], inputs: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in inputs if one in held)


def _find_needs(
    held: frozenset[str], inputs: Sequence[str], trials: Trials, needs: Needs, *, dear: bool
) -> None:
    """Add to the needs those that inputs do not meet; there are none if they suffice."""
    while refuting := trials.refuting(held):
        # What is needed least often is held first, so that needs have much in common with others.
        rest = sorted((one for one in inputs if one not in held), key=needs.times)
        found = [frozenset(inputs) - one for one in trials.grown(held, rest, refuting)]
        needs.add(found)
        if not dear:
            return
        # Where trials are dear, needs apart from these are looked for before the next smallest set: they
        # bring it much nearer to what suffices. Source: J. Davies and F. Bacchus, "Solving MAXSAT by solving
        # a sequence of simpler SAT instances", CP (2011).
        held = held.union(*found)


def _minimal(held: frozenset[str], inputs: Sequence[str], trials: Trials, needs: Needs) -> frozenset[str]:
    """Return a set that suffices and of which nothing can be left out, with much of those held."""
    while refuting := trials.refuting(held):
        # What is needed most often elsewhere is preferred.
        rest = sorted((one for one in inputs if one not in held), key=needs.times, reverse=True)
        held |= trials.needed(held, rest, refuting[0])
    for one in _ordered(held, inputs):
        fewer = held - {one}
        if needs.met_by(fewer) and not trials.refuting(fewer):
            held = fewer
    return held
