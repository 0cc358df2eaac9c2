"""What the test of claims found, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.claims.nothing_exists import nothing_can_exist

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.claims.result import ClaimResult, Claims
    from detente.claims.sufficient import Sufficient

__all__ = ["FLIPS_LATER", "maybe_fewer_says", "shown_says", "summary"]

NO_CLAIMS = (
    "The case makes no claims. They are written in the case file under 'claims', each with what it says and"
    " how it is tested: claims: [{id: K1, says: Something can be signed., holds_if: signable() > 0}]"
)

NOTHING_EXISTS = (
    "No package can exist: the rules contradict each other."
    " So whatever is claimed of packages holds, or fails, of itself."
)

FEW_DRAWS = 20
"""With fewer draws "always" says little: of 20 that all hold, the 95 % interval still begins at 84 %."""

FLIPS_LATER = "What would flip it takes long to find: ask for it with --draws or --thorough"


def summary(claims: Claims) -> list[str]:
    """Return a sentence for each claim, verdict first; where there is none, how to write one.

    Where no package can exist in the case, that comes before all of them.
    """
    if not claims.claims:
        return [NO_CLAIMS]
    nothing = [NOTHING_EXISTS] if nothing_can_exist(claims.case.nominal) else []
    return [*nothing, *(_sentence(one, claims.draws) for one in claims.claims)]


def _sentence(one: ClaimResult, draws: int) -> str:
    """Say a claim with its verdict; why, and what that rests on, stand below.

    ``draws`` are those that were asked for; it may be tested in fewer.
    """
    said = f"{one.claim.id} {one.verdict}: {one.claim.says}"
    if one.tested and one.nominal is None:
        said = f"{said} (So far: {one.why}.)"
    elif one.tested and one.claim.waits_for:
        said = f"{said} (So far; the rest waits for {' and '.join(one.claim.waits_for)}.)"
    if one.exception:
        said = f"{said} ({capitalised(one.exception)}.)"
    if not one.tested and one.claim.test is not None:
        said = f"{said} ({capitalised(one.why)}.)"
    return "\n  ".join((said, *_below(one, draws)))


def _below(one: ClaimResult, draws: int) -> Iterator[str]:
    if 0 < one.draws < draws:
        yield f"Tested in the first {one.draws:,} of {draws:,} draws only, as exact roadmaps take long."
    elif 0 < one.draws < FEW_DRAWS:
        yield f"Tested in {one.draws} {'draw' if one.draws == 1 else 'draws'} only."
    if one.undefined:
        yield f"{capitalised(one.undefined_says)}."
    if one.claim.read_as is not None:
        yield f"Read as: {one.claim.read_as.rstrip('.')}."
    if one.nominal is not None:
        yield f"{capitalised(one.why)}."
    if one.sufficient is not None:
        what = "it" if one.nominal is not None else "what can be tested"
        left = "" if one.sufficient.smallest else f"; {maybe_fewer_says(one.sufficient)}"
        known = shown_says(one.sufficient)
        yield f"{capitalised(one.standing)}: in the nominal case {what} {one.rests_on}{left}; {known}."
    if one.flips is not None:
        yield f"{capitalised(one.flip_says)}."
    elif one.sufficient is not None:
        yield f"{FLIPS_LATER}."
    if one.decided_says:
        yield f"{capitalised(one.decided_says)}."


def shown_says(enough: Sufficient, tried: str = "") -> str:
    """Say in words how it is shown that a set of inputs suffices; ``tried`` follows where worlds were tried.

    >>> from detente.claims.sufficient import Sufficient
    >>> shown_says(Sufficient(("a floor",), 1, 1056), ", with all else free")
    'tried in 1,056 worlds, with all else free'
    >>> shown_says(Sufficient(("a floor",), 1, 7, proved=("the goal can be reached",)))
    'tried in 7 worlds; proved for every world: the goal can be reached'
    >>> shown_says(Sufficient(("a floor",), 1, 0, proved=("no package can be signed",)))
    'proved for every world: no package can be signed'
    """
    found = [f"tried in {enough.worlds:,} worlds{tried}"] if enough.worlds else []
    if enough.proved:
        found.append(f"proved for every world: {'; '.join(enough.proved)}")
    return "; ".join(found)


def maybe_fewer_says(enough: Sufficient) -> str:
    """Say of a set that is not known to be the smallest how much smaller another might be.

    >>> from detente.claims.sufficient import Sufficient
    >>> maybe_fewer_says(Sufficient(("a floor", "a line"), 0, 0))
    'whether any of them is needed is not known'
    >>> maybe_fewer_says(Sufficient(("a floor", "a line"), 1, 0))
    'whether fewer suffice is not known, but no fewer than 1 do'
    >>> maybe_fewer_says(Sufficient(("a floor", "a line"), 1, 300))
    'none of these can be left out, but others may be fewer, though not fewer than 1'
    """
    if not enough.worlds and not enough.at_least:
        which = "it" if len(enough.inputs) == 1 else "any of them"
        return f"whether {which} is needed is not known"
    if not enough.worlds:
        return f"whether fewer suffice is not known, but no fewer than {enough.at_least} do"
    return f"none of these can be left out, but others may be fewer, though not fewer than {enough.at_least}"
