"""Which commitments of a package enforce themselves, in sentences, tables and plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.outcomes.notebook import in_notebook
from detente.stability.compliance.commitment_found import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.stability.compliance.commitment_found import CommitmentFound

__all__ = ["Compliance"]


@dataclass(frozen=True, eq=False)
class Compliance:
    """Who would keep what a package agrees, in the nominal case.

    ``package``: the option of each issue; None where every issue was judged that somebody could breach.
    ``commitments``: in the order of the case.
    """

    certain: CertainCase
    package: Mapping[str, str] | None
    commitments: tuple[CommitmentFound, ...]

    @property
    def case(self) -> CaseFile:
        """The case."""
        return self.certain.case

    def of(self, verdict: Verdict) -> tuple[CommitmentFound, ...]:
        """Return the commitments on which there is such a verdict."""
        return tuple(one for one in self.commitments if one.verdict is verdict)

    @property
    def enforces_itself(self) -> bool | None:
        """Whether every commitment enforces itself; None where none is known not to, but not all are known.

        A package that nobody could breach enforces itself.
        """
        if self.of(Verdict.BREACHED):
            return False
        return None if self.of(Verdict.UNTOLD) else True

    @property
    def method(self) -> str:
        """How it was found, in words."""
        return "what a breach brings and costs at the probability of detection is compared in fractions"

    @property
    def exactness(self) -> str:
        """``exact``, or ``bounded`` where a range of detection under a regime may be wider than it is."""
        return "exact" if all(one.reaches_its_ends for one in self.commitments) else "bounded"

    def summary(self) -> list[str]:
        """Return what was found in sentences, the most important first."""
        from detente.stability.compliance.said import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return what was found as named tables."""
        from detente.stability.compliance.frames import frames

        return frames(self)

    def to_json(self) -> dict[str, Any]:
        """Return what was found as plain values."""
        from detente.stability.compliance.plain import plain

        return plain(self)

    def _repr_html_(self) -> str:
        """Show the sentences and the commitments in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["commitments"])
