"""What the test of claims found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.claims.verdict import Verdict

if TYPE_CHECKING:
    import pandas as pd

    from detente.case.arguments import Claim
    from detente.case.case import Case
    from detente.claims.sufficient import Sufficient

__all__ = ["ClaimResult", "Claims"]


@dataclass(frozen=True)
class ClaimResult:
    """One claim with its verdict.

    ``nominal`` is None for a claim that is not testable yet. ``share`` is the share of draws in which the
    claim holds, ``interval`` its Wilson interval; neither is a probability of the world. ``why`` names the
    witnesses of the nominal case, ``except_`` where it stops holding.
    """

    claim: Claim
    nominal: bool | None
    verdict: Verdict
    share: float | None
    interval: tuple[float, float] | None
    why: str
    sufficient: Sufficient | None
    except_: str = ""

    @property
    def standing(self) -> str:
        """Whether the verdict is assumed (one input of the case says so itself) or derived from several."""
        if self.sufficient is None:
            return ""
        sections = {path.split(".")[0] for path in self.sufficient.inputs}
        if len(self.sufficient.inputs) == 1:
            return "assumed"
        return "derived" if len(sections) > 1 or len(self.sufficient.inputs) > 1 else "structural"


@dataclass(frozen=True)
class Claims:
    """Every claim of a case with its verdict; shares are over ``draws`` certain cases from ``seed``."""

    case: Case
    claims: tuple[ClaimResult, ...]
    draws: int
    seed: int

    def summary(self) -> list[str]:
        """Return a sentence for each claim, verdict first."""
        return [f"{one.claim.id} {one.verdict}: {one.claim.says}" for one in self.claims]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the claims as a table."""
        import pandas as pd

        return {"claims": pd.DataFrame([_row(one) for one in self.claims])}

    def to_json(self) -> dict[str, Any]:
        """Return the claims as plain values, in the documented form."""
        return {"claims": [_row(one) for one in self.claims], "draws": self.draws, "seed": self.seed}


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
        "except": one.except_,
        "variant": one.claim.variant,
        "sufficient": None if one.sufficient is None else list(one.sufficient.inputs),
        "standing": one.standing,
    }
