"""What a move made outside does to a negotiation, and through what, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.carriers import CarrierKind
from detente.case.naming import issue_name, joined, option_name, within
from detente.outcomes.holders import section_of
from detente.outcomes.inputs_said import input_says
from detente.outcomes.naming import holders_of, name_of

if TYPE_CHECKING:
    from detente.bargaining.carriers import Carrier
    from detente.bargaining.obstacles import Obstacle
    from detente.case.model import CaseFile

__all__ = ["carried_says", "carriers_say", "less_gain_says", "obstacle_says"]


def obstacle_says(case: CaseFile, obstacle: Obstacle) -> str:
    """Return what a move made outside does, in words."""
    by = joined(within(name_of(case, key)) for key in obstacle.move.deciders)
    option = option_name(case, obstacle.move.issue, obstacle.move.after)
    would = "" if obstacle.taken else ", who would not do so today"
    move = f"{issue_name(case, obstacle.move.issue)}: {option} (decided by {by}{would})"
    if obstacle.before is None or obstacle.after is None:
        return f"{move}: not known, as there are too many packages to write out"
    if obstacle.harmful is None:
        return (
            f"{move}: what can be gained together is not known, as there are too many packages to write out"
        )
    if not obstacle.harmful:
        return f"{move}: no harm in values"
    less, gain = "no fewer combinations can be signed, but ", less_gain_says(obstacle)
    if obstacle.after < obstacle.before:
        become = "combination becomes" if obstacle.before == 1 else "combinations become"
        less = f"{obstacle.before:,} signable {become} {obstacle.after:,}" + (", and " if gain else "")
    return f"{move}: {less}{gain}{carried_says(case, obstacle)}"


def less_gain_says(obstacle: Obstacle) -> str:
    """Return how much less the signatories can gain together after a move; empty where it is not less."""
    before, after = obstacle.joint_gain_before, obstacle.joint_gain_after
    if before is None or after is None or after >= before:
        return ""
    # Enough places are shown for the two to differ.
    places = next(
        (
            places
            for places in (0, 1, 2, 4)
            if f"{float(before):,.{places}f}" != f"{float(after):,.{places}f}"
        ),
        6,
    )
    now, then = (f"{float(gain):,.{places}f}" for gain in (after, before))
    return f"together the signatories can gain {now} points instead of {then}"


def carried_says(case: CaseFile, obstacle: Obstacle) -> str:
    """Return through what a move does harm, as the end of a sentence; empty where nothing carries any."""
    said = joined(carriers_say(case, obstacle))
    return f", through {said}" if said else ""


def carriers_say(case: CaseFile, obstacle: Obstacle) -> list[str]:
    """Return what carries a harm, each with how many combinations it costs and how many points it takes."""
    return [f"{_carrier_says(case, one)} ({_weight(one)})" for one in obstacle.carried_by]


def _weight(carrier: Carrier) -> str:
    combinations = "combination" if carrier.packages == 1 else "combinations"
    packages = f"{carrier.packages:,} {combinations}" if carrier.packages else ""
    points = f"{float(carrier.points):,.{0 if carrier.points.denominator == 1 else 1}f} points"
    return " and ".join([*([packages] if packages else []), *([points] if carrier.points else [])])


def _carrier_says(case: CaseFile, carrier: Carrier) -> str:
    """Return what carries a harm: a rule or a red line by its words, a demand, or what a holder loses."""
    kind, id_ = str(carrier.kind), carrier.id
    if id_.startswith("rules."):
        return input_says(case, id_)
    for key, holder in holders_of(case).items():
        if any(line.id == id_ for line in holder.red_lines):
            return input_says(case, f"{section_of(case, key)[0]}.{key}.red_lines.{id_}")
    holder_key, _, rest = id_.partition(".")
    issue = rest.partition(".")[0]
    if issue in case.issues:
        return f"the {kind} of {within(name_of(case, holder_key))} on “{issue_name(case, issue)}”"
    if carrier.kind is CarrierKind.UNTRADEABLE and not carrier.packages:
        return f"what {within(name_of(case, id_))} could have gained by an agreement on this issue"
    return _LOSS.get(kind, f"{kind} {{}}").format(within(name_of(case, id_)))


_LOSS = {
    "interaction": "what a combination is worth to {}",
    "points": "what it costs {}",
    "no longer tradeable": "{}, who can no longer be compensated on this issue",
}
"""What a holder loses, by the kind of what carries it."""
