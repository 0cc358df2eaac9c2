"""What the test of claims found."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.case.naming import joined, spaced
from detente.claims.evaluate import calls
from detente.claims.flips.said import flips_say
from detente.claims.registry import quantity
from detente.claims.shares_said import share_said
from detente.claims.study import expression_of, variants_of
from detente.claims.verdict import Verdict
from detente.outcomes.inputs_said import ground_says, input_says
from detente.outcomes.notebook import in_notebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    import altair as alt
    import pandas as pd

    from detente.case.arguments import Claim
    from detente.case.case import Case
    from detente.claims.audit import Audit
    from detente.claims.exceptions import Exceptions
    from detente.claims.explained import Explained
    from detente.claims.flips.flip import Flips
    from detente.claims.sensitivity.first_order import Effects
    from detente.claims.sufficient import Sufficient

__all__ = ["ClaimResult", "Claims"]


MOST_REASONS = 3
"""Reasons why a claim has no truth value in draws that are told in a sentence, the most frequent first."""


@dataclass(frozen=True)
class ClaimResult:
    """One claim with its verdict.

    ``nominal`` is None for a claim that is not testable yet, or of which what can be tested would be enough
    and fails; in the latter case it is ``tested`` all the same. ``share`` is the share of draws in which the
    claim holds, ``interval`` its Wilson interval; neither is a probability of the world. ``witnesses`` are
    sentences about the nominal case. ``explained`` is what was found out about that, None where it was not
    asked for. ``exceptions`` are the draws in which it fails, or rarely holds; ``effects`` is how far inputs
    decide in which. ``tested_in`` is the case, or the variant of it, in which the claim is tested, in so many
    ``draws``; ``undefined`` says in how many of these it has no truth value, and so does not hold, by the
    reason why. ``too_large`` says why it turns on something too large to be found, and so cannot be tested;
    it is empty for any other.
    """

    claim: Claim
    nominal: bool | None
    verdict: Verdict
    share: float | None
    interval: tuple[float, float] | None
    witnesses: tuple[str, ...]
    explained: Explained | None
    tested_in: Case
    exceptions: Exceptions | None = None
    effects: Effects | None = None
    tested: bool = True
    draws: int = 0
    undefined: Mapping[str, int] = field(default_factory=dict)
    too_large: str = ""

    @property
    def sufficient(self) -> Sufficient | None:
        """A set of inputs that suffices for the verdict; None where none was looked for."""
        return None if self.explained is None else self.explained.enough

    @property
    def flips(self) -> Flips | None:
        """What flips the verdict of the nominal case; None where that was not looked for."""
        return None if self.explained is None else self.explained.flips

    @property
    def flip_says(self) -> str:
        """What would flip the verdict, as a sentence without its end; empty where it was not looked for."""
        return "" if self.flips is None else flips_say(self.tested_in, self.flips)

    @property
    def decided_says(self) -> str:
        """Which inputs decide over the draws, as a sentence without its end; empty where none was found."""
        if self.effects is None or not self.effects.named:
            return ""
        turn = None if self.exceptions is None else self.exceptions.turn
        if turn is not None and turn.share == 1:  # of a turn as sharp as this the index shows but a part
            return f"over the draws it is decided by {input_says(self.tested_in, turn.cut.path)} alone"
        listed = (
            f"{input_says(self.tested_in, one.input)} ({share_said(one.strength)})"
            for one in self.effects.named
        )
        rest = 1 - self.effects.together
        others = "inputs acting together, weaker ones, chance, and what so few draws blur of sharp turns"
        left = f"; {share_said(rest)} is left to {others}" if rest else ""
        return f"over the draws it is decided by {joined(listed)}{left}"

    @property
    def undefined_says(self) -> str:
        """In how many draws it has no truth value, as a sentence without its end; empty where in none."""
        if not self.undefined:
            return ""
        reasons = sorted(self.undefined, key=lambda why: (-self.undefined[why], why))
        others = len(reasons) - MOST_REASONS
        listed = "; or ".join(reasons[:MOST_REASONS]) + ("; or for other reasons" if others > 0 else "")
        draws = f"{sum(self.undefined.values()):,} of {self.draws:,} draws"
        return f"in {draws} it has no truth value, and counts as failing: {listed}"

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

    @cached_property
    def audit(self) -> Audit:
        """How far all this rests on judgement, and what to find out first."""
        from detente.claims.audit import audit_of

        return audit_of(self)

    def summary(self) -> list[str]:
        """Return a sentence for each claim, verdict first; where there is none, how to write one.

        Where no package can exist in the case, that comes before all of them; which were tested in fewer
        draws than were asked for, after.
        """
        from detente.claims.sentences import summary

        return summary(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the claims as named tables: verdicts, turns, what decides, regions, tornadoes."""
        from detente.claims.frames import frames

        return frames(self)

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return the claims as Altair charts by name, each as wide as its container."""
        from detente.claims.charts.charts import charts

        return charts(self)

    def to_json(self) -> dict[str, Any]:
        """Return the claims as plain values, in the documented form."""
        from detente.claims.plain import plain

        return plain(self)

    def _repr_html_(self) -> str:
        """Show a sentence for each claim in a notebook."""
        return in_notebook(self.summary())


_BY_NAME = frozenset(
    {"parties", "blocs", "bodies", "camps", "issues", "blocks", "agreements", "procedures", "regimes"}
)
"""Sections of which every entry has a name."""


def _place(path: str) -> tuple[str, ...]:
    """Return where an input stands: in which section, under which name there, and whose stance it is."""
    section, *rest = path.split(".")
    if section == "issues" and rest[1:2] == ["stances"]:
        return section, rest[2]
    return (section, rest[0]) if section in _BY_NAME else (section,)


def _in_brackets(says: object) -> str:
    return f" ({str(says).strip().rstrip('.')})" if says else ""
