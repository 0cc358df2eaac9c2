"""The quantities that count packages, each with the sentence that shows it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np

from detente.bargaining.one_package import one_package, stopped_says
from detente.bargaining.zone import Zone, zone_of
from detente.bargaining.zones import zones
from detente.case.formula import TRUE, Formula
from detente.case.naming import issue_name, joined, option_name
from detente.outcomes.counts_said import count_says, roughly
from detente.outcomes.naming import name_of
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.published import PARTY, UndefinedQuantityError, published
from detente.outcomes.publishing import (
    FORMULA,
    numbers_in,
    of_negotiation,
    of_rules,
    paths_of,
    where_says,
)

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.holding import Holding
    from detente.outcomes.negotiation import Negotiation
    from detente.outcomes.sample import Sample

__all__ = ["COUNTS"]


def _packages(count: int) -> str:
    return "1 package" if count == 1 else f"{count_says(count)} packages"


def feasible(certain: CertainCase, formula: Formula | None) -> Fraction:
    """Packages on the table that can exist under the rules."""  # noqa: D401 - help
    return Fraction(zone_of(certain).feasible_where(formula or TRUE).value)


def feasible_witness(certain: CertainCase, formula: Formula | None) -> str:
    count = int(feasible(certain, formula))
    return f"{_packages(count)}{where_says(certain.case, formula)} can exist under the rules"


def signable(certain: CertainCase, formula: Formula | None) -> Fraction:
    """Packages that the signatories can sign."""  # noqa: D401 - help
    return Fraction(zone_of(certain).signable_where(formula or TRUE).value)


def _signable_over(sample: Sample, formula: Formula | None) -> list[int] | None:
    return zones(sample).signable_where(formula or TRUE)


def _signable_room(sample: Sample, formula: Formula | None) -> list[float] | None:
    return zones(sample).room_where(formula or TRUE)


def signable_witness(certain: CertainCase, formula: Formula | None) -> str:
    zone = zone_of(certain)
    count = zone.signable_where(formula or TRUE).value
    if not count:
        stopped = stopped_says(zone.negotiation, formula or TRUE)
        return f"no package{where_says(certain.case, formula)} can be signed{stopped}"
    return f"{_packages(count)}{where_says(certain.case, formula)} can be signed{_example(zone, formula)}"


def _signable_secured(holding: Holding, certain: CertainCase, formula: Formula | None) -> str:
    said = f"a package{where_says(certain.case, formula)} can be signed"
    return said if _secured(holding, negotiation_of(certain), formula) else ""


def _signable_excluded(holding: Holding, certain: CertainCase, formula: Formula | None) -> str:
    said = f"no package{where_says(certain.case, formula)} can be signed"
    return said if _excluded(holding, negotiation_of(certain), formula) else ""


def _secured(holding: Holding, negotiation: Negotiation, formula: Formula | None) -> bool:
    from detente.bargaining.robust import keep_signable

    return keep_signable(holding, cast("Case", negotiation.case), negotiation, formula or TRUE)


def _excluded(holding: Holding, negotiation: Negotiation, formula: Formula | None) -> bool:
    from detente.bargaining.robust import keep_excluded

    return keep_excluded(holding, negotiation, formula or TRUE)


def signable_share(certain: CertainCase, formula: Formula | None) -> Fraction:
    """Share of the feasible packages that can be signed."""
    zone = zone_of(certain)
    possible = zone.feasible_where(formula or TRUE).value
    if not possible:
        raise UndefinedQuantityError(
            f"no package{where_says(certain.case, formula)} can exist under the rules"
        )
    return Fraction(zone.signable_where(formula or TRUE).value, possible)


def signable_share_witness(certain: CertainCase, formula: Formula | None) -> str:
    zone = zone_of(certain)
    possible, signed = (count(formula or TRUE).value for count in (zone.feasible_where, zone.signable_where))
    of = f"{count_says(signed)} of the {roughly(possible)} packages{where_says(certain.case, formula)}"
    return f"{of} that can exist can be signed"


def signs(certain: CertainCase, party: str, formula: Formula | None) -> Fraction:
    """Packages that one party or bloc would sign, whatever the other signatories say."""  # noqa: D401 - help
    return Fraction(_alone(certain, party).signable_where(formula or TRUE).value)


def signs_witness(certain: CertainCase, party: str, formula: Formula | None) -> str:
    zone = _alone(certain, party)
    count = zone.signable_where(formula or TRUE).value
    name, where = name_of(certain.case, party), where_says(certain.case, formula)
    if count:
        return f"{name} would sign {_packages(count)}{where}{_example(zone, formula)}"
    return f"{name} would sign no package{where}{stopped_says(zone.negotiation, formula or TRUE)}"


def _signs_over(sample: Sample, party: str, formula: Formula | None) -> list[int] | None:
    issues = zones(sample).common.negotiation.issues
    return zones(sample, issues, (party,)).signable_where(formula or TRUE)


def _signs_secured(holding: Holding, certain: CertainCase, party: str, formula: Formula | None) -> str:
    said = f"{name_of(certain.case, party)} would sign a package{where_says(certain.case, formula)}"
    return said if _secured(holding, _alone(certain, party).negotiation, formula) else ""


def _signs_excluded(holding: Holding, certain: CertainCase, party: str, formula: Formula | None) -> str:
    said = f"{name_of(certain.case, party)} would sign no package{where_says(certain.case, formula)}"
    return said if _excluded(holding, _alone(certain, party).negotiation, formula) else ""


@lru_cache(maxsize=8)
def _alone(certain: CertainCase, party: str) -> Zone:
    negotiation = negotiation_of(certain)
    return Zone(negotiation_of(certain, issues=negotiation.issues, signatories=[party]))


def _example(zone: Zone, formula: Formula | None) -> str:
    written = zone.written_out
    if written is None or one_package(zone.negotiation, formula or TRUE) is not None:
        return ""
    rows = np.flatnonzero(written.where(zone.negotiation.settled(formula or TRUE)))
    package = written.listing.named(int(written.rows[rows[0]]))
    now = zone.negotiation.today
    case = zone.negotiation.case
    changed = [
        f"“{option_name(case, issue, option)}” on “{issue_name(case, issue)}”"
        for issue, option in package.items()
        if option != now[issue]
    ]
    return f", for example {joined(changed)}" if changed else ", for example everything as it is today"


def _of_one(certain: CertainCase, party: str, *_: object) -> tuple[str, ...]:
    return paths_of(_alone(certain, party).negotiation)


def _numbers(certain: CertainCase, *_: object) -> tuple[str, ...]:
    return numbers_in(negotiation_of(certain))


def _numbers_of_one(certain: CertainCase, party: str, *_: object) -> tuple[str, ...]:
    return numbers_in(_alone(certain, party).negotiation)


COUNTS = (
    published(feasible, feasible_witness, of_rules, (FORMULA,), "packages", "issues and options"),
    replace(
        published(signable, signable_witness, of_negotiation, (FORMULA,), "packages", over=_signable_over),
        numbers=_numbers,
        room=_signable_room,
        secures=_signable_secured,
        excludes=_signable_excluded,
    ),
    published(signable_share, signable_share_witness, of_negotiation, (FORMULA,), "share"),
    replace(
        published(
            signs, signs_witness, _of_one, (PARTY, FORMULA), "packages", "issues and options", _signs_over
        ),
        numbers=_numbers_of_one,
        secures=_signs_secured,
        excludes=_signs_excluded,
    ),
)
"""What is counted in packages, in the order in which it is listed."""
