"""What is found out about the verdict of one claim: what it rests on, and what would flip it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from detente.claims.flips.search import flips_of
from detente.claims.flips.tornado import tornadoes_of
from detente.claims.search import search

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.case.arguments import Claim
    from detente.case.uncertainty import CertainCase
    from detente.claims.flips.flip import Flips
    from detente.claims.flips.tornado import Tornado
    from detente.claims.study import Study
    from detente.claims.sufficient import Sufficient

__all__ = ["Effort", "Explained", "explained"]


class Effort(Enum):
    """How much time is taken over claims that turn on something slow, such as whole roadmaps."""

    LITTLE = "little"
    SOME = "some"
    ALL = "all"


@dataclass(frozen=True)
class Explained:
    """What a verdict rests on, what flips it, and how far inputs move what it compares.

    ``enough`` and ``flips`` are None where they take long to find, and so were not looked for. ``why_not``
    says why none of this can be found, as something is too large; it is empty where it can.
    """

    enough: Sufficient | None
    flips: Flips | None
    tornadoes: tuple[Tornado, ...]
    why_not: str = ""


def explained(
    study: Study, claim: Claim, against: Sequence[Mapping[str | None, CertainCase]], effort: Effort
) -> Explained:
    """Return what is found out about what a claim says in the nominal case.

    ``against``: draws that go against it. A claim that turns on something slow is explained only as far as
    the ``effort`` goes: with little what it rests on, where that is proved or worlds are quickly judged
    together, though a set may then not be the smallest; with some also what flips it.
    """
    thorough = effort is Effort.ALL
    enough = search(study, claim, against, thorough=thorough)
    if study.slow(claim) and (effort is Effort.LITTLE or (enough is None and not thorough)):
        return Explained(enough, None, ())
    return Explained(
        enough,
        flips_of(study, claim, enough, thorough=thorough),
        tornadoes_of(study, claim, enough, thorough=thorough),
    )
