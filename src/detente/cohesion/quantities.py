"""The quantities that cohesion publishes, each with the sentence that shows it.

What computes them is imported where it is used, so that a case is checked without loading it.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from detente.case.naming import capitalised, issue_name, joined, option_name, within
from detente.cohesion.said import place_says
from detente.outcomes.counts_said import count_says
from detente.outcomes.naming import name_of
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.published import (
    PARTY,
    Parameter,
    ParameterKind,
    UndefinedQuantityError,
    nothing,
    published,
)
from detente.outcomes.publishing import FORMULA, ISSUE, numbers_in, paths_of, where_says

if TYPE_CHECKING:
    from detente.case.formula import Formula
    from detente.case.uncertainty import CertainCase
    from detente.cohesion.bloc import BlocCohesion
    from detente.cohesion.compromise_model import Compromise
    from detente.cohesion.over_cases import Tally
    from detente.outcomes.holding import Holding
    from detente.outcomes.negotiation import Negotiation
    from detente.outcomes.sample import Sample

__all__ = ["QUANTITIES"]

BLOC = Parameter("bloc", ParameterKind.PARTY)
READS = "who signs, who belongs to whom, and how they decide"
KEPT = 8
"""Certain cases whose results are kept while claims ask for them again."""


@lru_cache(maxsize=KEPT)
def _facing(certain: CertainCase, bloc: str) -> BlocCohesion:
    """Return what holds for a bloc and the signatories that share no member with it."""
    from detente.cohesion.analysis import analyse

    return analyse(certain, bloc=bloc)[bloc]


@lru_cache(maxsize=KEPT)
def _alone(certain: CertainCase, party: str) -> BlocCohesion:
    from detente.cohesion.analysis import analyse

    return analyse(certain, bloc=party, others=())[party]


def _tally(sample: Sample, bloc: str, formula: Formula | None, *, alone: bool = False) -> Tally | None:
    """Count for every certain case of a sample; None where that cannot be done for all at once."""
    from detente.case.formula import TRUE
    from detente.cohesion.over_cases import over_cases
    from detente.cohesion.tables import other_side_of

    negotiation = negotiation_of(sample.case.nominal)
    others = () if alone else other_side_of(sample.case, negotiation.signatories, bloc)
    return over_cases(sample, bloc, others, negotiation.issues).tally(formula or TRUE)


# what splits a bloc


def wedges(certain: CertainCase, bloc: str, formula: Formula | None) -> Fraction:
    """Packages that the other side could sign and that split a bloc: some members accept, others reject."""  # noqa: D401 - help
    found = _facing(certain, bloc)
    return Fraction((found.agreement.now if formula is None else found.wedges_where(formula)).value)


def _wedges_over(sample: Sample, bloc: str, formula: Formula | None) -> list[int] | None:
    if not negotiation_of(sample.case.nominal).issues:
        return [0] * len(sample)
    found = _tally(sample, bloc, formula)
    return None if found is None else found.wedges.tolist()


def wedges_witness(certain: CertainCase, bloc: str, formula: Formula | None) -> str:
    from detente.cohesion.said import rejection_says, side_says
    from detente.cohesion.why_none import why_none
    from detente.outcomes.packages_said import package_says

    found, case = _facing(certain, bloc), certain.case
    count, name = int(wedges(certain, bloc, formula)), within(name_of(case, bloc))
    if not found.agreement.now.value:
        return f"nothing splits {name}: {why_none(found.sizes)}"
    where = where_says(case, formula)
    others = f"{side_says(case, found.others)} could sign" if found.others else "can exist"
    packages = "1 package" if count == 1 else f"{count_says(count)} packages"
    if not count:
        return f"no package{where} that {others} splits {name}"
    said = f"{packages}{where} that {others} {'splits' if count == 1 else 'split'} {name}"
    settled = found.sides.inside.settled(formula) if formula is not None else None
    worst = next((one for one in found.wedges.listed if settled is None or settled.holds(one.package)), None)
    if worst is None:
        return said
    words = package_says(case, worst.package, found.sides.inside.today)
    which = "for example" if formula is not None else "the worst"
    return f"{said}; {which}: {words}, {rejection_says(case, worst)}"


def _unsplit(holding: Holding, certain: CertainCase, bloc: str, formula: Formula | None) -> str:
    from detente.case.formula import TRUE
    from detente.cohesion.unsplit import keep_unsplit

    said = f"no package{where_says(certain.case, formula)} splits {within(name_of(certain.case, bloc))}"
    return said if keep_unsplit(holding, _facing(certain, bloc).sides, formula or TRUE) else ""


def wedge_share(certain: CertainCase, bloc: str, formula: Formula | None) -> Fraction:
    """Share of wedges among the packages that the other side could sign."""
    from detente.case.formula import TRUE

    found = _facing(certain, bloc)
    proposals = found.sizes.of(found.sides.other_side, formula or TRUE).value
    if not proposals:
        raise UndefinedQuantityError(
            f"the other side could sign no package{where_says(certain.case, formula)}"
        )
    return wedges(certain, bloc, formula) / proposals


def _wedge_share_over(sample: Sample, bloc: str, formula: Formula | None) -> list[Fraction | None] | None:
    found = _tally(sample, bloc, formula)
    if found is None or not negotiation_of(sample.case.nominal).issues:
        return None
    pairs = zip(found.wedges.tolist(), found.proposals.tolist(), strict=True)
    return [Fraction(split, proposed) if proposed else None for split, proposed in pairs]


def wedge_share_witness(certain: CertainCase, bloc: str, formula: Formula | None) -> str:
    share = wedge_share(certain, bloc, formula)
    if not share:
        return wedges_witness(certain, bloc, formula)
    return f"{wedges_witness(certain, bloc, formula)} ({float(share):.1%} of what the other side could sign)"


# what somebody could sign


def win_set(certain: CertainCase, party: str, formula: Formula | None) -> Fraction:
    """Size of a win-set: packages that a party could sign, or a bloc by its decision rule."""
    from detente.case.formula import TRUE

    found = _alone(certain, party)
    return Fraction(found.sizes.of(found.sides.mandate, formula or TRUE).value)


def _win_set_over(sample: Sample, party: str, formula: Formula | None) -> list[int] | None:
    found = _tally(sample, party, formula, alone=True)
    return None if found is None else found.overlap.tolist()


def win_set_witness(certain: CertainCase, party: str, formula: Formula | None) -> str:
    from detente.cohesion.said import closed_says

    count, where = int(win_set(certain, party, formula)), where_says(certain.case, formula)
    packages = "no package" if not count else "1 package" if count == 1 else f"{count_says(count)} packages"
    closed = "" if formula is not None else closed_says(_alone(certain, party))
    none_with = f", none with {closed}" if closed else ""
    return f"{capitalised(name_of(certain.case, party))} could sign {packages}{where}{none_with}"


# how far apart, and what comes out


def polarisation(certain: CertainCase, bloc: str) -> Fraction:
    """Polarisation of a bloc's members over what is on the table, by Esteban and Ray with an alpha of 1."""
    return Fraction(_facing(certain, bloc).indices.overall.polarisation)


def polarisation_witness(certain: CertainCase, bloc: str) -> str:
    value, name = float(polarisation(certain, bloc)), within(name_of(certain.case, bloc))
    return f"polarisation within {name} is {value:.3f}, where two halves wholly opposed would have 0.250"


def compromise(certain: CertainCase, issue: str) -> Fraction:
    """Outcome on an issue by the compromise model: mean place, by power and salience."""
    return _forecast(certain, issue).mean


def _forecast(certain: CertainCase, issue: str) -> Compromise:
    from detente.cohesion.compromise_model import compromise as forecast

    found = forecast(certain, issue)
    if found is None:
        name = issue_name(certain.case, issue)
        raise UndefinedQuantityError(
            f"the options of “{name}” have no places on a scale, or nobody prefers any of them"
        )
    return found


def compromise_witness(certain: CertainCase, issue: str) -> str:
    found, case = _forecast(certain, issue), certain.case
    nearest = joined(f"“{option_name(case, issue, one)}”" for one in found.nearest)
    forces = "power and salience" if found.powers else "salience, as no party has a capability,"
    count = "1 party" if len(found.actors) == 1 else f"{len(found.actors)} parties"
    return (
        f"the mean place of {count} on “{issue_name(case, issue)}”, weighted by {forces}"
        f" is {place_says(found.mean)}, nearest to {nearest}"
    )


# what of the case could matter


def _always(*_: object) -> bool:
    """Shares are for comparing variants, and what such a comparison rests on is much."""
    return True


def _negotiations(certain: CertainCase, bloc: str) -> tuple[Negotiation, ...]:
    sides = _facing(certain, bloc).sides
    return sides.inside, sides.outside


def _of_sides(certain: CertainCase, bloc: str, *_: object) -> tuple[str, ...]:
    paths = (path for one in _negotiations(certain, bloc) for path in paths_of(one))
    return tuple(dict.fromkeys(paths))


def _of_one(certain: CertainCase, party: str, *_: object) -> tuple[str, ...]:
    return paths_of(_alone(certain, party).sides.inside)


def _numbers_of_sides(certain: CertainCase, bloc: str, *_: object) -> tuple[str, ...]:
    paths = (path for one in _negotiations(certain, bloc) for path in numbers_in(one))
    return tuple(dict.fromkeys(paths))


def _numbers_of_one(certain: CertainCase, party: str, *_: object) -> tuple[str, ...]:
    return numbers_in(_alone(certain, party).sides.inside)


def _numbers_of_issue(certain: CertainCase, issue: str) -> tuple[str, ...]:
    capable = (f"parties.{key}.capability" for key, one in certain.case.parties.items() if one.capability)
    return (f"issues.{issue}", *capable, "parties", "camps", "blocs")


QUANTITIES = (
    replace(
        published(wedges, wedges_witness, _of_sides, (BLOC, FORMULA), "packages", READS, _wedges_over),
        numbers=_numbers_of_sides,
        excludes=_unsplit,
    ),
    replace(
        published(wedge_share, wedge_share_witness, _of_sides, (BLOC, FORMULA), "share", READS),
        numbers=_numbers_of_sides,
        over=_wedge_share_over,
        slow=_always,
    ),
    replace(
        published(win_set, win_set_witness, _of_one, (PARTY, FORMULA), "packages", READS, _win_set_over),
        numbers=_numbers_of_one,
    ),
    replace(
        published(polarisation, polarisation_witness, nothing, (BLOC,), "polarisation", READS),
        numbers=_numbers_of_sides,
    ),
    replace(
        published(compromise, compromise_witness, nothing, (ISSUE,), "places on the scale", READS),
        numbers=_numbers_of_issue,
    ),
)
"""Everything that cohesion publishes, in the order in which it is listed."""
