"""The quantities that bargaining publishes, each with the sentence that shows it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.consent import bound_moves, free_moves
from detente.bargaining.harm_said import carried_says, less_gain_says
from detente.bargaining.obstacles import joint_gain_of, left_after, obstacle, signable_around
from detente.bargaining.steps import step
from detente.bargaining.zone import Zone
from detente.bargaining.zones import zones
from detente.case.formula import TRUE, Formula, Is
from detente.case.naming import issue_name, joined, option_name, together, within
from detente.case.wording import in_words
from detente.outcomes.counts_said import count_says, roughly
from detente.outcomes.inputs_said import input_says
from detente.outcomes.moves import Move, deciders, today
from detente.outcomes.naming import name_of
from detente.outcomes.negotiation import negotiation_of, rule_path
from detente.outcomes.published import Parameter, ParameterKind, Quantity, UndefinedQuantityError
from detente.outcomes.values import value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.negotiation import Negotiation
    from detente.outcomes.sample import Sample

__all__ = ["QUANTITIES"]

FORMULA = Parameter("formula", ParameterKind.FORMULA, optional=True)
MOVE = Parameter("issue is option", ParameterKind.MOVE)
PARTY = Parameter("party", ParameterKind.PARTY)
OF = Parameter("of", ParameterKind.PARTY)


@lru_cache(maxsize=8)
def _zone(certain: CertainCase) -> Zone:
    return Zone(negotiation_of(certain))


def _packages(count: int) -> str:
    return "1 package" if count == 1 else f"{count_says(count)} packages"


def _words(case: CaseFile, formula: Formula | None) -> str:
    return "" if formula is None or formula == TRUE else f" in which {in_words(formula, case)}"


def _moving(case: CaseFile, move: Is) -> str:
    """Return a change of one issue as the subject of a sentence."""
    option = option_name(case, move.issue, _option(move))
    return f"moving “{issue_name(case, move.issue)}” to “{option}”"


# how many packages


def feasible(certain: CertainCase, formula: Formula | None) -> Fraction:
    """Packages on the table that can exist under the rules."""  # noqa: D401 - help
    return Fraction(_zone(certain).feasible_where(formula or TRUE).value)


def feasible_witness(certain: CertainCase, formula: Formula | None) -> str:
    count = int(feasible(certain, formula))
    return f"{_packages(count)}{_words(certain.case, formula)} can exist under the rules"


def signable(certain: CertainCase, formula: Formula | None) -> Fraction:
    """Packages that the signatories can sign."""  # noqa: D401 - help
    return Fraction(_zone(certain).signable_where(formula or TRUE).value)


def _signable_over(sample: Sample, formula: Formula | None) -> list[Fraction] | None:
    return _fractions(zones(sample).signable_where(formula or TRUE))


def _signable_room(sample: Sample, formula: Formula | None) -> list[float] | None:
    return zones(sample).room_where(formula or TRUE)


def _fractions(counts: list[int] | None) -> list[Fraction] | None:
    return None if counts is None else [Fraction(count) for count in counts]


def signable_witness(certain: CertainCase, formula: Formula | None) -> str:
    zone = _zone(certain)
    count = zone.signable_where(formula or TRUE).value
    if not count:
        return f"no package{_words(certain.case, formula)} can be signed"
    return f"{_packages(count)}{_words(certain.case, formula)} can be signed{_example(zone, formula)}"


def signable_share(certain: CertainCase, formula: Formula | None) -> Fraction:
    """Share of the feasible packages that can be signed."""
    zone = _zone(certain)
    possible = zone.feasible_where(formula or TRUE).value
    if not possible:
        raise UndefinedQuantityError(f"no package{_words(certain.case, formula)} can exist under the rules")
    return Fraction(zone.signable_where(formula or TRUE).value, possible)


def signable_share_witness(certain: CertainCase, formula: Formula | None) -> str:
    zone = _zone(certain)
    possible, signed = (count(formula or TRUE).value for count in (zone.feasible_where, zone.signable_where))
    of = f"{count_says(signed)} of the {roughly(possible)} packages{_words(certain.case, formula)}"
    return f"{of} that can exist can be signed"


def signs(certain: CertainCase, party: str, formula: Formula | None) -> Fraction:
    """Packages that one party or bloc would sign, whatever the other signatories say."""  # noqa: D401 - help
    return Fraction(_alone(certain, party).signable_where(formula or TRUE).value)


def signs_witness(certain: CertainCase, party: str, formula: Formula | None) -> str:
    zone = _alone(certain, party)
    count = zone.signable_where(formula or TRUE).value
    name = name_of(certain.case, party)
    if count:
        return f"{name} would sign {_packages(count)}{_words(certain.case, formula)}{_example(zone, formula)}"
    return f"{name} would sign no package{_words(certain.case, formula)}"


def _signs_over(sample: Sample, party: str, formula: Formula | None) -> list[Fraction] | None:
    issues = zones(sample).common.negotiation.issues
    return _fractions(zones(sample, issues, (party,)).signable_where(formula or TRUE))


@lru_cache(maxsize=8)
def _alone(certain: CertainCase, party: str) -> Zone:
    negotiation = negotiation_of(certain)
    return Zone(negotiation_of(certain, issues=negotiation.issues, signatories=[party]))


def _example(zone: Zone, formula: Formula | None) -> str:
    written = zone.written_out
    if written is None:
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


# what they are worth


def best(certain: CertainCase, party: str, formula: Formula | None) -> Fraction:
    """Greatest value to a signatory among the signable packages."""
    zone = _zone(certain)
    negotiation = zone.negotiation
    if party not in negotiation.signatories:
        raise UndefinedQuantityError(f"{name_of(certain.case, party)} does not sign")
    written = zone.written_out
    if written is None:
        raise UndefinedQuantityError("there are too many packages to write out")
    where = written.where(negotiation.settled(formula or TRUE))
    if not where.any():
        raise UndefinedQuantityError(f"no package{_words(certain.case, formula)} can be signed")
    column = negotiation.signatories.index(party)
    return int(written.values[where, column].max()) * negotiation.domain.units[column]


def best_witness(certain: CertainCase, party: str, formula: Formula | None) -> str:
    value = float(best(certain, party, formula))
    where, holder = _words(certain.case, formula), within(name_of(certain.case, party))
    return f"the best signable package{where} is worth {value:,.1f} to {holder}"


def worth_today(certain: CertainCase, party: str) -> Fraction:
    """Value of today to a party or bloc."""
    return value_of(certain, party).of(today(certain.case))


def worth_today_witness(certain: CertainCase, party: str) -> str:
    holder = within(name_of(certain.case, party))
    return f"today is worth {float(worth_today(certain, party)):,.1f} to {holder}"


def change(certain: CertainCase, party: str, move: Is) -> Fraction:
    """Change in value for a party or bloc when one issue moves from today to an option."""
    now = today(certain.case)
    return value_of(certain, party).gain(now, {**now, move.issue: _option(move)})


def change_witness(certain: CertainCase, party: str, move: Is) -> str:
    points = float(change(certain, party, move))
    case = certain.case
    return f"{_moving(case, move)} changes what {within(name_of(case, party))} has by {points:+,.1f} points"


# what moves outside the negotiation do


def harm(certain: CertainCase, move: Is) -> Fraction:
    """Packages over the remaining issues that a move made outside the negotiation costs."""  # noqa: D401 - help
    before, after = signable_around(_zone(certain), _move(certain, move))
    if before is None or after is None:
        raise UndefinedQuantityError("there are too many packages to write out")
    return Fraction(before - after)


def _harm_over(sample: Sample, move: Is) -> list[Fraction] | None:
    left = left_after(zones(sample).common.negotiation, _move(sample.case.nominal, move))
    now = tuple(left.today.items())
    before = zones(sample).signable_without(move.issue)
    remaining = zones(sample, left.issues, left.signatories, now).signable_where(TRUE)
    if before is None or remaining is None:
        return None
    return [Fraction(was - is_) for was, is_ in zip(before, remaining, strict=True)]


def harm_witness(certain: CertainCase, move: Is) -> str:
    found = obstacle(_zone(certain), _move(certain, move))
    case = certain.case
    words = f"{_moving(case, move)}, decided by {_deciders(case, found.move)}, "
    gain, carried = less_gain_says(found), carried_says(case, found)
    if found.after == found.before and gain and not any(one.packages for one in found.carried_by):
        words += f"takes no package away: {found.after:,} of {found.before:,} signable combinations of the"
        return f"{words} other issues are left; but {gain}{carried}"
    words += f"leaves {found.after:,} of {found.before:,} signable combinations of the other issues"
    if found.harmful is None:
        return f"{words}; what can be gained together is not known"
    return words + (f"; {gain}" if gain else "") + (carried or ("" if gain else ": no harm in values"))


def _deciders(case: CaseFile, move: Move) -> str:
    return together(within(name_of(case, key)) for key in move.deciders)


def joint_gain(certain: CertainCase) -> Fraction:
    """Greatest sum of the signatories' gains over no agreement."""
    zone = _zone(certain)
    if zone.written_out is None:
        raise UndefinedQuantityError("there are too many packages to write out")
    gain = joint_gain_of(zone.negotiation, zone.written_out)
    if gain is None:
        raise UndefinedQuantityError("no package can be signed")
    return gain


def joint_gain_witness(certain: CertainCase) -> str:
    return f"the signatories can gain {float(joint_gain(certain)):,.1f} points together"


def harm_gain(certain: CertainCase, move: Is) -> Fraction:
    """Joint gain that a move made outside the negotiation costs."""
    found = obstacle(_zone(certain), _move(certain, move))
    if found.before is None:
        raise UndefinedQuantityError("there are too many packages to write out")
    if found.joint_gain_before is None:
        raise UndefinedQuantityError("no package can be signed before the move")
    return found.joint_gain_before - (found.joint_gain_after or Fraction(0))


def harm_gain_witness(certain: CertainCase, move: Is) -> str:
    found = obstacle(_zone(certain), _move(certain, move))
    carried = carried_says(certain.case, found) if found.harmful else ""
    costs = f"costs {float(harm_gain(certain, move)):,.1f} points of joint gain"
    return f"{_moving(certain.case, move)} {costs}{carried}"


# who decides


def stops(certain: CertainCase, move: Is) -> Fraction:
    """Fewest red lines, demands, floors and rules that stop a step from today, where it is taken alone."""
    judged = step(certain, _move(certain, move))
    return Fraction(len(judged.stopped_by) + len(judged.excluded_by))


def stops_witness(certain: CertainCase, move: Is) -> str:
    judged = step(certain, _move(certain, move))
    case = certain.case
    moving, by = _moving(case, move), _deciders(case, judged.move)
    if judged.signable:
        return f"{moving} is a step that {by} can take today"
    paths = (*(one.path for one in judged.stopped_by), *judged.excluded_by)
    return f"{moving}, decided by {by}, is stopped: {'; '.join(input_says(case, path) for path in paths)}"


def needs_consent(certain: CertainCase, party: str, of: str) -> Fraction:
    """Share of the moves that one can make today without a party that need the party's consent here.

    The moves are those of the case without any variant; a party consents for every bloc that cannot sign
    without it.
    """
    free = free_moves(certain.case, party, of)
    if not free:
        raise UndefinedQuantityError(
            f"{name_of(certain.case, of)} makes no move without {within(name_of(certain.case, party))}"
        )
    return Fraction(len(bound_moves(certain.case, party, of)), len(free))


def needs_consent_witness(certain: CertainCase, party: str, of: str) -> str:
    case = certain.case
    free, bound = free_moves(case, party, of), bound_moves(case, party, of)
    listed = "; ".join(
        f"“{issue_name(case, move.issue)}” to “{option_name(case, move.issue, move.after)}”" for move in bound
    )
    names = [within(name_of(case, key)) for key in (of, party)]
    moves = "one move" if len(free) == 1 else f"{len(free)} moves"
    words = f"of the {moves} that {names[0]} makes without {names[1]}"
    return f"{words}, {len(bound)} need its consent here" + (f": {listed}" if listed else "")


def _option(move: Is) -> str:
    return next(iter(move.options))


def _move(certain: CertainCase, move: Is) -> Move:
    before, after = certain.case.issues[move.issue].today, _option(move)
    if before == after:
        raise UndefinedQuantityError(f"{in_words(move, certain.case)} today already")
    return Move(move.issue, before, after, deciders(certain.case, move.issue, before, after))


# what of the case could matter


def _paths(negotiation: Negotiation) -> tuple[str, ...]:
    rules = (rule_path(rule, index) for index, rule in enumerate(negotiation.case.rules))
    return (*(one.path for one in negotiation.constraints), *rules)


def _of_rules(certain: CertainCase, *_: object) -> tuple[str, ...]:
    return tuple(rule_path(rule, index) for index, rule in enumerate(certain.case.rules))


def _of_negotiation(certain: CertainCase, *_: object) -> tuple[str, ...]:
    return _paths(negotiation_of(certain))


def _of_one(certain: CertainCase, party: str, *_: object) -> tuple[str, ...]:
    return _paths(_alone(certain, party).negotiation)


def _of_step(certain: CertainCase, move: Is) -> tuple[str, ...]:
    return _paths(negotiation_of(certain, issues=[move.issue], signatories=_move(certain, move).deciders))


def _of_nothing(_: CertainCase, *__: object) -> tuple[str, ...]:
    return ()


DECIDERS = "who decides on each issue"


def _published(  # noqa: PLR0913, PLR0917 - one for each part of a quantity
    compute: Callable[..., Fraction],
    witness: Callable[..., str],
    turns_on: Callable[..., tuple[str, ...]],
    parameters: tuple[Parameter, ...],
    unit: str,
    reads: str = DECIDERS,
    over: Callable[..., list[Fraction] | None] | None = None,
) -> Quantity:
    said = " ".join((compute.__doc__ or "").split())
    return Quantity(compute.__name__, parameters, unit, said, compute, witness, turns_on, reads, over=over)


QUANTITIES = (
    _published(feasible, feasible_witness, _of_rules, (FORMULA,), "packages", "issues and options"),
    replace(
        _published(signable, signable_witness, _of_negotiation, (FORMULA,), "packages", over=_signable_over),
        room=_signable_room,
    ),
    _published(signable_share, signable_share_witness, _of_negotiation, (FORMULA,), "share"),
    _published(
        signs, signs_witness, _of_one, (PARTY, FORMULA), "packages", "issues and options", _signs_over
    ),
    _published(best, best_witness, _of_negotiation, (PARTY, FORMULA), "points"),
    _published(worth_today, worth_today_witness, _of_nothing, (PARTY,), "points", "what holds today"),
    _published(change, change_witness, _of_nothing, (PARTY, MOVE), "points", "what holds today"),
    _published(harm, harm_witness, _of_negotiation, (MOVE,), "packages", over=_harm_over),
    _published(harm_gain, harm_gain_witness, _of_negotiation, (MOVE,), "points"),
    _published(joint_gain, joint_gain_witness, _of_negotiation, (), "points"),
    _published(stops, stops_witness, _of_step, (MOVE,), "constraints"),
    _published(needs_consent, needs_consent_witness, _of_nothing, (PARTY, OF), "share"),
)
"""Everything that bargaining publishes, in the order in which it is listed."""
