"""The search for what flips a claim: one input alone, else two together, else one past its range.

A change within the ranges can flip a verdict only if it touches every set of inputs that suffices for it:
while one such set stands, so does the verdict. So a single change is looked for among the inputs that all
these sets have in common, as far as they are known. Everything found is judged once more, alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.claims.flips.flip import Flips
from detente.claims.flips.judging import Judge
from detente.claims.flips.lines import Absence, lines_of
from detente.claims.flips.pairs import MOST_PAIRS, Tried, pair_of
from detente.claims.flips.singles import absent, turned, turned_nearest
from detente.claims.study import is_dear

if TYPE_CHECKING:
    from detente.case.arguments import Claim
    from detente.claims.flips.flip import Flip
    from detente.claims.flips.lines import Line
    from detente.claims.study import Study
    from detente.claims.sufficient import Sufficient

__all__ = ["flips_of"]


def flips_of(study: Study, claim: Claim, enough: Sufficient | None, *, thorough: bool = False) -> Flips:
    """Return what flips the verdict of a claim in the nominal case.

    ``enough``: a set of inputs that suffices for it, None where none is known. With ``thorough`` all inputs
    are looked at, whether or not they belong to such a set, and at many places also where that takes long;
    else, where it does, only the nearest flips are looked for.
    """
    judge, quick = Judge(study, claim), thorough or not is_dear(claim)
    structural, numerical = study.structural(claim), frozenset(study.numerical(claim))
    looked = None if thorough or enough is None else _in_common(enough)
    free = [one for one in judge.inputs() if one.path in numerical]
    lines = [line for one in free if looked is None or one.path in looked for line in lines_of(one)]
    absences = [Absence(path) for path in structural if looked is None or path in looked]

    directions = [(line, end) for line in lines for end in line.ends]
    singles = turned(judge, directions) if quick else turned_nearest(judge, directions)
    if quick or not singles:
        singles += absent(judge, absences)
    singles.sort(key=lambda one: one.distance)
    pair, tried = None, Tried(0, 0)
    if not singles and (thorough or (enough is not None and (quick or enough.instead))):
        ways: list[Line | Absence] = [line for one in free for line in lines_of(one)]
        ways += map(Absence, structural)
        pair, tried = pair_of(judge, ways, _sets(enough), MOST_PAIRS if not thorough else None)
    beyond: list[Flip] = []
    if not singles and pair is None:
        near = frozenset() if enough is None else frozenset((*enough.inputs, *enough.ranges))
        past = [line for one in free if one.path in near for line in lines_of(one)]
        beyond = turned_nearest(judge, [(line, end) for line in past for end in line.past])
    return Flips(
        singles=tuple(singles),
        pair=pair,
        beyond=beyond[0] if beyond else None,
        inputs=len({line.of.path for line in lines}) + len(absences),
        pairs=tried.pairs,
        of_pairs=tried.of,
        worlds=judge.worlds,
        all_inputs=looked is None,
        all_turns=quick,
    )


def _sets(enough: Sufficient | None) -> list[frozenset[str]]:
    """Return the sets known to suffice, each of which a change must touch."""
    if enough is None:
        return []
    return [frozenset(enough.inputs), *(frozenset({one}) for one in enough.instead)]


def _in_common(enough: Sufficient) -> frozenset[str]:
    """Return the inputs that are in every set known to suffice."""
    return frozenset() if enough.instead else frozenset(enough.inputs)
