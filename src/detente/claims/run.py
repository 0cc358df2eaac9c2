"""What a run of claims was begun with: what is done in one is of no use to another."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.claims.study import Study

__all__ = ["Run"]


@dataclass(frozen=True)
class Run:
    """All on which it depends what is found of claims, besides who finds it.

    ``case`` is a digest of the text of the case, ``claims`` one of those that are tested: they may be others
    than the case makes. ``detente`` is the version of this program.
    """

    case: str
    claims: str
    variant: str | None
    draws: int
    seed: int
    thorough: bool
    detente: str

    @classmethod
    def of(cls, study: Study, *, thorough: bool) -> Run:
        """Return the run of a study."""
        case = study.case
        tests = [(one.id, one.variant, one.test.text) for one in study.claims if one.test is not None]
        return cls(
            case=_digest(case.base.document.text),
            claims=_digest(repr(tests)),
            variant=case.variant,
            draws=study.draws,
            seed=study.seed,
            thorough=thorough,
            detente=version("detente"),
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)

    @classmethod
    def of_json(cls, plain: dict[str, Any]) -> Run:
        """Return the run that such values are; raises ``ValueError`` where they are none."""
        if plain.keys() != {one.name for one in fields(cls)}:
            raise ValueError("these are not the values of a run")
        return cls(**plain)

    def apart_from(self, asked: Run) -> Iterator[str]:
        """Say in what this run differs from the one that is asked for.

        >>> begun = Run("aa", "cc", None, 1000, 0, False, "0.1.0")
        >>> list(begun.apart_from(Run("bb", "dd", "treaty", 200, 0, True, "0.1.0")))
        ['the text of the case was another', 'without --variant', '--draws 1000', 'without --thorough']
        """
        if self.case != asked.case:
            yield "the text of the case was another"
        elif self.claims != asked.claims:
            yield "other claims were tested"
        if self.variant != asked.variant:
            yield f"--variant {self.variant}" if self.variant else "without --variant"
        if self.draws != asked.draws:
            yield f"--draws {self.draws}"
        if self.seed != asked.seed:
            yield f"--seed {self.seed}"
        if self.thorough != asked.thorough:
            yield "--thorough" if self.thorough else "without --thorough"
        if self.detente != asked.detente:
            yield f"by version {self.detente} of Détente"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
