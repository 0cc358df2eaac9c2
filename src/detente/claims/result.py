"""What the test of claims found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.case.naming import capitalised, joined, spaced
from detente.claims.evaluate import calls
from detente.claims.nothing_exists import nothing_can_exist
from detente.claims.registry import quantity
from detente.claims.study import expression_of, variants_of
from detente.claims.verdict import Verdict
from detente.outcomes.inputs_said import ground_says
from detente.outcomes.notebook import in_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from detente.case.arguments import Claim
    from detente.case.case import Case
    from detente.claims.exceptions import Exceptions
    from detente.claims.sufficient import Sufficient

__all__ = ["ClaimResult", "Claims", "maybe_fewer_says", "shown_says"]

NO_CLAIMS = (
    "The case makes no claims. They are written in the case file under 'claims', each with what it says and"
    " how it is tested: claims: [{id: K1, says: Something can be signed., holds_if: signable() > 0}]"
)

NOTHING_EXISTS = (
    "No package can exist: the rules contradict each other."
    " So whatever is claimed of packages holds, or fails, of itself."
)


@dataclass(frozen=True)
class ClaimResult:
    """One claim with its verdict.

    ``nominal`` is None for a claim that is not testable yet, or of which what can be tested would be enough
    and fails; in the latter case it is ``tested`` all the same. ``share`` is the share of draws in which the
    claim holds, ``interval`` its Wilson interval; neither is a probability of the world. ``witnesses`` are
    sentences about the nominal case, ``exceptions`` the draws that go against the others. ``tested_in`` is
    the case, or the variant of it, in which the claim is tested, in so many ``draws``.
    """

    claim: Claim
    nominal: bool | None
    verdict: Verdict
    share: float | None
    interval: tuple[float, float] | None
    witnesses: tuple[str, ...]
    sufficient: Sufficient | None
    tested_in: Case
    exceptions: Exceptions | None = None
    tested: bool = True
    draws: int = 0

    @property
    def why(self) -> str:
        """The witnesses in one text."""
        return "; ".join(self.witnesses)

    @property
    def exception(self) -> str:
        """Where a verdict that is mostly or rarely right stops holding, in words; empty elsewhere."""
        if self.exceptions is None or self.verdict not in {Verdict.MOSTLY, Verdict.RARELY, Verdict.UNDECIDED}:
            return ""
        return self.exceptions.says(self.tested_in)

    @property
    def standing(self) -> str:
        """Whether the verdict is assumed (the case says so itself), derived, or structural.

        Assumed is what rests on one input, or on several that stand in one place of the case: under one
        party, one procedure, one building block, or a section without entries by name; derived, on others.
        Structural is what no red line, demand, floor, rule, rank order or place within a range decides: it
        rests on what its quantities read, and on the numbers and ranges as they are written.
        """
        if self.sufficient is None:
            return ""
        places = {_place(path) for path in self.sufficient.inputs}
        return "assumed" if len(places) == 1 else "derived" if places else "structural"

    @property
    def written(self) -> str:
        """What a structural verdict rests on, which is not varied; empty for any other."""
        if self.standing != "structural" or self.sufficient is None:
            return ""
        known = self.tested_in.base.variants
        variants = [
            f"in the variant “{spaced(name)}”{_in_brackets(known[name].get('says'))}"
            for name in variants_of(self.claim)
            if name is not None
        ]
        where = f", also {joined(variants)}" if variants else ""
        used = [one for call in calls(expression_of(self.claim)) if (one := quantity(call.name)) is not None]
        ranges = [ground_says(self.tested_in, path) for path in self.sufficient.ranges]
        if ranges:
            numbers = f"these ranges as they are written{where}: {'; '.join(ranges)}"
        elif all(one.fixed for one in used):
            numbers = f"nothing else{where}"
        else:
            numbers = f"the numbers and ranges as they are written{where}"
        return ", and on ".join([*dict.fromkeys(one.reads for one in used), numbers])

    @property
    def rests_on(self) -> str:
        """What the verdict rests on, as the end of a sentence; empty where that was not asked for."""
        if self.sufficient is None:
            return ""
        verb = "holds" if self.nominal else "fails"
        if not self.sufficient.inputs:
            freed = "red lines, demands, floors and rules dropped, rank orders changed and numbers moved"
            always = f"{verb} in {self.sufficient.where}, with {freed} in their ranges"
            return f"{always}; it rests on {self.written}"
        listed = [ground_says(self.tested_in, path) for path in self.sufficient.inputs]
        if len(listed) == 1:
            others = "".join(f"; or, in its place, {said}" for said in self.instead)
            return f"{verb} by one input alone: {listed[0]}{others}"
        place = ", which stand in one place of the case" if self.standing == "assumed" else ""
        return f"{verb} by {len(listed)} inputs together{place}: {'; '.join(listed)}"

    @property
    def instead(self) -> tuple[str, ...]:
        """What alone suffices as well as the one input that does, in words."""
        others = () if self.sufficient is None else self.sufficient.instead
        return tuple(ground_says(self.tested_in, path) for path in others)


@dataclass(frozen=True)
class Claims:
    """Every claim of a case with its verdict; shares are over ``draws`` certain cases from ``seed``."""

    case: Case
    claims: tuple[ClaimResult, ...]
    draws: int
    seed: int

    def summary(self) -> list[str]:
        """Return a sentence for each claim, verdict first; where there is none, how to write one.

        Where no package can exist in the case, that comes before all of them.
        """
        if not self.claims:
            return [NO_CLAIMS]
        nothing = [NOTHING_EXISTS] if nothing_can_exist(self.case.nominal) else []
        return [*nothing, *map(_sentence, self.claims)]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the claims as a table."""
        import pandas as pd

        rows = ({key: _cell(value) for key, value in _row(one).items()} for one in self.claims)
        return {"claims": pd.DataFrame(rows)}

    def to_json(self) -> dict[str, Any]:
        """Return the claims as plain values, in the documented form."""
        return {"claims": [_row(one) for one in self.claims], "draws": self.draws, "seed": self.seed}

    def _repr_html_(self) -> str:
        """Show a sentence for each claim in a notebook."""
        return in_notebook(self.summary())


def _sentence(one: ClaimResult) -> str:
    """Say a claim with its verdict; why, and what that rests on, stand below."""
    said = f"{one.claim.id} {one.verdict}: {one.claim.says}"
    if one.tested and one.nominal is None:
        said = f"{said} (So far: {one.why}.)"
    elif one.tested and one.claim.waits_for:
        said = f"{said} (So far; the rest waits for {' and '.join(one.claim.waits_for)}.)"
    if one.exception:
        said = f"{said} ({capitalised(one.exception)}.)"
    if not one.tested and one.claim.test is not None:
        said = f"{said} ({capitalised(one.why)}.)"
    return "\n  ".join((said, *_below(one)))


def _below(one: ClaimResult) -> Iterator[str]:
    if one.claim.read_as is not None:
        yield f"Read as: {one.claim.read_as.rstrip('.')}."
    if one.nominal is not None:
        yield f"{capitalised(one.why)}."
    if one.sufficient is not None:
        what = "it" if one.nominal is not None else "what can be tested"
        left = "" if one.sufficient.smallest else f"; {maybe_fewer_says(one.sufficient)}"
        known = shown_says(one.sufficient)
        yield f"{capitalised(one.standing)}: in the nominal case {what} {one.rests_on}{left}; {known}."


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
        return "whether any of them is needed is not known"
    if not enough.worlds:
        return f"whether fewer suffice is not known, but no fewer than {enough.at_least} do"
    return f"none of these can be left out, but others may be fewer, though not fewer than {enough.at_least}"


_BY_NAME = {"parties", "blocs", "camps", "issues", "blocks", "bodies", "agreements", "procedures"}
"""Sections of which every entry has a name."""


def _place(path: str) -> tuple[str, ...]:
    """Return where an input stands: in which section, under which name there, and whose stance it is."""
    section, *rest = path.split(".")
    if section == "issues" and rest[1:2] == ["stances"]:
        return section, rest[2]
    return (section, rest[0]) if section in _BY_NAME else (section,)


def _in_brackets(says: object) -> str:
    return f" ({str(says).strip().rstrip('.')})" if says else ""


def _cell(value: object) -> object:
    """Return a value as it stands in one cell of a table."""
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _row(one: ClaimResult) -> dict[str, Any]:
    return {
        "id": one.claim.id,
        "says": one.claim.says,
        "origin": str(one.claim.origin),
        "nominal": one.nominal,
        "verdict": str(one.verdict),
        "share": one.share,
        "interval": None if one.interval is None else list(one.interval),
        "why": one.why,
        "read_as": one.claim.read_as,
        "except": one.exception,
        "variant": one.claim.variant,
        "sufficient": None if one.sufficient is None else list(one.sufficient.inputs),
        "sufficient_instead": None if one.sufficient is None else list(one.sufficient.instead),
        "sufficient_at_least": None if one.sufficient is None else one.sufficient.at_least,
        "sufficient_worlds": None if one.sufficient is None else one.sufficient.worlds,
        "sufficient_ranges": None if one.sufficient is None else list(one.sufficient.ranges),
        "sufficient_proved": None if one.sufficient is None else list(one.sufficient.proved),
        "standing": one.standing,
        "waits_for": list(one.claim.waits_for),
        "draws": one.draws,
    }
