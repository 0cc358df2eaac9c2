"""Every package that can exist with its values, in whole numbers: what a page counts when floors move."""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.bargaining.zone import listed
from detente.case.formula import TRUE
from detente.case.naming import capitalised, option_name, within
from detente.outcomes.holders import voices
from detente.outcomes.naming import name_of
from detente.report.constraints_said import constraint_said

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.case.case import Case
    from detente.outcomes.listing import Listing
    from detente.outcomes.negotiation import Negotiation

__all__ = ["Box", "Floor", "ZoneTable", "zone_table"]

MOST_PACKAGES = 20_000
"""Packages that can exist, up to which all are put into the page."""
STOPS = 200
"""Stops of a slider, about."""
LARGEST = 2**53
"""Whole numbers below it are exact in a script."""


@dataclass(frozen=True)
class Floor:
    """What no agreement is worth to somebody, as a slider: whole steps of ``points`` each."""

    name: str
    least: int
    most: int
    stride: int
    now: int
    points: float


@dataclass(frozen=True)
class Box:
    """A red line or a demand that can be lifted: the number of its box, its kind, and what it says."""

    number: int
    kind: str
    says: str


@dataclass(frozen=True)
class ZoneTable:
    """What can be moved, and the values from which a script counts; ``why_none`` says why there are none."""

    floors: tuple[Floor, ...] = ()
    boxes: tuple[Box, ...] = ()
    values: dict[str, Any] | None = None
    why_none: str = ""


@dataclass(frozen=True)
class _Limit:
    """A floor in whole numbers: a package is refused where its value times ``times`` is below the floor."""

    name: str
    column: int
    times: int
    now: int
    unit: Fraction


def zone_table(case: Case, negotiation: Negotiation, feasible: int) -> ZoneTable | None:
    """Return the table of a negotiation; None where nothing is on the table, or no package can exist."""
    if not negotiation.issues or not feasible:
        return None
    if feasible > MOST_PACKAGES:
        return ZoneTable(
            why_none=f"{feasible:,} packages can exist, and at most {MOST_PACKAGES:,} are put into a page"
        )
    if not negotiation.conjunctive:
        return ZoneTable(why_none="not everybody has to accept, and who may be outvoted is not counted here")
    options = tuple(tuple(negotiation.case.issues[issue].options) for issue in negotiation.issues)
    listing = listed(negotiation.issues, options, negotiation.rules)
    assert listing is not None  # so few packages are always written out
    values = listing.values(negotiation.domain)
    limits = _limits(negotiation)
    floors = [_floor(limit, values[:, limit.column]) for limit in limits]
    places = range(len(negotiation.signatories))
    signing = [_signatory(negotiation, limits, floors, place) for place in places]
    largest = int(np.abs(values).max(initial=0))
    if any(one["bound"] + largest * one["times"] >= LARGEST for one in signing) or any(
        largest * limit.times >= LARGEST for limit in limits
    ):
        return ZoneTable(why_none="the values are too fine to be compared exactly by a page")
    return ZoneTable(
        tuple(floors),
        tuple(
            Box(place, said.kind, f"{said.holder}: {said.says}")
            for place, line in enumerate(negotiation.lines)
            for said in [constraint_said(case, line)]
        ),
        {
            "packages": len(listing),
            "issues": [
                {
                    "name": name_of(case, issue),
                    "options": [option_name(case, issue, option) for option in case.issues[issue].options],
                    "today": list(case.issues[issue].options).index(negotiation.today[issue]),
                }
                for issue in negotiation.issues
            ],
            "chosen": _packed(listing.packages.T.astype(np.uint8)),
            "wide": largest >= np.iinfo(np.int32).max,
            "values": _packed(values.T.astype("<f8" if largest >= np.iinfo(np.int32).max else "<i4")),
            "limits": [{"column": one.column, "times": one.times} for one in limits],
            "crossed": [_packed(np.packbits(crossed)) for crossed in _crossed(negotiation, listing)],
            "signatories": [{key: one[key] for key in one if key != "bound"} for one in signing],
        },
    )


def _limits(negotiation: Negotiation) -> list[_Limit]:
    """Return everybody who must not be left with less than no agreement is worth."""
    columns = {key: place for place, key in enumerate(negotiation.domain.columns)}
    named = [
        *(negotiation.column_of[voice.key] for voice in negotiation.voices),
        *(negotiation.column_of_bloc(key) for key in negotiation.bloc_valuations),
    ]
    holders = [*(voice.key for voice in negotiation.voices), *negotiation.bloc_valuations]
    found = []
    for limit, name, holder in zip(negotiation.limits, named, holders, strict=True):
        column = columns[name]
        unit = negotiation.domain.units[column]
        floor = limit.valuation.floor(negotiation.today) / unit
        found.append(
            _Limit(
                capitalised(name_of(negotiation.case, holder)),
                column,
                floor.denominator,
                floor.numerator,
                unit / floor.denominator,
            )
        )
    return found


def _signatory(
    negotiation: Negotiation, limits: list[_Limit], floors: list[Floor], place: int
) -> dict[str, Any]:
    """Return how a gain over no agreement follows from a value and the floors, in whole numbers.

    The gain, in steps of ``points``, is the value times ``times``, less each floor times its part, less a
    constant; ``bound`` is more than the floors can ever take from it.
    """
    key = negotiation.signatories[place]
    shares = _shares(negotiation, key)
    constant = Fraction(0) if shares else negotiation.walk_away[key]
    unit = negotiation.domain.units[place]
    parts = {limit: share * limits[limit].unit for limit, share in shares.items()}
    finest = math.lcm(unit.denominator, constant.denominator, *(one.denominator for one in parts.values()))
    least = math.gcd(
        int(unit * finest), int(constant * finest), *(int(one * finest) for one in parts.values())
    )
    scale = Fraction(finest, least or 1)
    counted = [[limit, int(part * scale)] for limit, part in parts.items()]
    return {
        "name": within(name_of(negotiation.case, key)),
        "column": place,
        "times": int(unit * scale),
        "parts": counted,
        "less": int(constant * scale),
        "points": float(1 / scale),
        "bound": abs(int(constant * scale))
        + sum(part * max(abs(floors[limit].least), abs(floors[limit].most)) for limit, part in counted),
    }


def _shares(negotiation: Negotiation, key: str) -> dict[int, Fraction]:
    """Return whose floors make up what no agreement is worth to a signatory; none where no floor does."""
    of_voices = {party: place for place, voice in enumerate(negotiation.voices) for party in voice.parties}
    if key not in negotiation.case.blocs:
        return {of_voices[key]: Fraction(1)}
    if key in negotiation.bloc_valuations:
        place = len(negotiation.voices) + list(negotiation.bloc_valuations).index(key)
        return {place: Fraction(1)}
    if any(key in issue.stances for issue in negotiation.case.issues.values()):
        return {}
    heard = voices(negotiation.case, (key,))
    count = sum(len(voice.parties) for voice in heard)
    found: dict[int, Fraction] = {}
    for voice in heard:
        place = of_voices[voice.parties[0]]
        found[place] = found.get(place, Fraction(0)) + Fraction(len(voice.parties), count)
    return found


def _floor(limit: _Limit, values: NDArray[np.int64]) -> Floor:
    """Return a floor as a slider over all that packages are worth to its holder, and a stop beyond."""
    low, high = int(values.min()) * limit.times, int(values.max()) * limit.times
    stride = max(1, -(-(max(high, limit.now) - min(low, limit.now)) // STOPS))
    below, above = (max(0, -(-distance // stride)) for distance in (limit.now - low, high - limit.now))
    return Floor(
        limit.name,
        limit.now - below * stride,
        limit.now + (above + 1) * stride,
        stride,
        limit.now,
        float(limit.unit),
    )


def _crossed(negotiation: Negotiation, listing: Listing) -> list[NDArray[np.bool_]]:
    """Return for each red line and demand which packages do not meet it."""
    return [~listing.where(line.requires or TRUE) for line in negotiation.lines]


def _packed(numbers: NDArray[Any]) -> str:
    """Return numbers as text: their bytes, the lowest of each first."""
    return base64.b64encode(np.ascontiguousarray(numbers).tobytes()).decode()
