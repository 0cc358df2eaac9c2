"""The quantities that bargaining publishes, each with the sentence that shows it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from detente.bargaining.counts import COUNTS
from detente.bargaining.harm_said import carried_says, less_gain_says
from detente.bargaining.obstacles import joint_gain_of, left_after, obstacle, signable_around
from detente.bargaining.steps import step
from detente.bargaining.zone import zone_of
from detente.bargaining.zones import zones
from detente.case.formula import TRUE, Formula, Is
from detente.case.naming import issue_name, option_name, together, within
from detente.case.problems import TooLargeError
from detente.case.wording import in_words
from detente.outcomes.inputs_said import input_says
from detente.outcomes.moves import Move, deciders, today
from detente.outcomes.naming import name_of
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.published import PARTY, UndefinedQuantityError, nothing, published
from detente.outcomes.publishing import FORMULA, MOVE, of_negotiation, paths_of, where_says
from detente.outcomes.values import value_of

if TYPE_CHECKING:
    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.sample import Sample

__all__ = ["QUANTITIES"]


def _moving(case: CaseFile, move: Is) -> str:
    """Return a change of one issue as the subject of a sentence."""
    option = option_name(case, move.issue, _option(move))
    return f"moving “{issue_name(case, move.issue)}” to “{option}”"


# what they are worth


def best(certain: CertainCase, party: str, formula: Formula | None) -> Fraction:
    """Greatest value to a signatory among the signable packages."""
    zone = zone_of(certain)
    negotiation = zone.negotiation
    if party not in negotiation.signatories:
        raise UndefinedQuantityError(f"{name_of(certain.case, party)} does not sign")
    written = zone.written_out
    if written is None:
        raise TooLargeError("there are too many packages to write out")
    where = written.where(negotiation.settled(formula or TRUE))
    if not where.any():
        raise UndefinedQuantityError(f"no package{where_says(certain.case, formula)} can be signed")
    column = negotiation.signatories.index(party)
    return int(written.values[where, column].max()) * negotiation.domain.units[column]


def best_witness(certain: CertainCase, party: str, formula: Formula | None) -> str:
    value = float(best(certain, party, formula))
    where, holder = where_says(certain.case, formula), within(name_of(certain.case, party))
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
    before, after = signable_around(zone_of(certain), _move(certain, move))
    if before is None or after is None:
        raise TooLargeError("there are too many packages to write out")
    return Fraction(before - after)


def _harm_over(sample: Sample, move: Is) -> list[int] | None:
    left = left_after(zones(sample).common.negotiation, _move(sample.case.nominal, move))
    now = tuple(left.today.items())
    before = zones(sample).signable_without(move.issue)
    remaining = zones(sample, left.issues, left.signatories, now).signable_where(TRUE)
    if before is None or remaining is None:
        return None
    return [was - is_ for was, is_ in zip(before, remaining, strict=True)]


def harm_witness(certain: CertainCase, move: Is) -> str:
    found = obstacle(zone_of(certain), _move(certain, move))
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
    zone = zone_of(certain)
    if zone.written_out is None:
        raise TooLargeError("there are too many packages to write out")
    gain = joint_gain_of(zone.negotiation, zone.written_out)
    if gain is None:
        raise UndefinedQuantityError("no package can be signed")
    return gain


def joint_gain_witness(certain: CertainCase) -> str:
    return f"the signatories can gain {float(joint_gain(certain)):,.1f} points together"


def harm_gain(certain: CertainCase, move: Is) -> Fraction:
    """Joint gain that a move made outside the negotiation costs."""
    found = obstacle(zone_of(certain), _move(certain, move))
    if found.before is None:
        raise TooLargeError("there are too many packages to write out")
    if found.joint_gain_before is None:
        raise UndefinedQuantityError("no package can be signed before the move")
    return found.joint_gain_before - (found.joint_gain_after or Fraction(0))


def harm_gain_witness(certain: CertainCase, move: Is) -> str:
    found = obstacle(zone_of(certain), _move(certain, move))
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


def _option(move: Is) -> str:
    return next(iter(move.options))


def _move(certain: CertainCase, move: Is) -> Move:
    before, after = certain.case.issues[move.issue].today, _option(move)
    if before == after:
        raise UndefinedQuantityError(f"{in_words(move, certain.case)} today already")
    return Move(move.issue, before, after, deciders(certain.case, move.issue, before, after))


# what of the case could matter


def _of_step(certain: CertainCase, move: Is) -> tuple[str, ...]:
    return paths_of(negotiation_of(certain, issues=[move.issue], signatories=_move(certain, move).deciders))


QUANTITIES = (
    *COUNTS,
    published(best, best_witness, of_negotiation, (PARTY, FORMULA), "points"),
    published(worth_today, worth_today_witness, nothing, (PARTY,), "points", "what holds today"),
    published(change, change_witness, nothing, (PARTY, MOVE), "points", "what holds today"),
    published(harm, harm_witness, of_negotiation, (MOVE,), "packages", over=_harm_over),
    published(harm_gain, harm_gain_witness, of_negotiation, (MOVE,), "points"),
    published(joint_gain, joint_gain_witness, of_negotiation, (), "points"),
    published(stops, stops_witness, _of_step, (MOVE,), "constraints"),
)
"""Everything that bargaining publishes, in the order in which it is listed."""
