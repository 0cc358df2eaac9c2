"""Why a route is lost when a member refuses: which agreements then fall, and by which rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import joined, within
from detente.institutions.gatekeeping.agreement_network import parties_within
from detente.institutions.gatekeeping.certain_routes import on_shortest_routes
from detente.institutions.gatekeeping.names import agreement_name
from detente.outcomes.naming import name_of
from detente.outcomes.rule_tree import accepts

if TYPE_CHECKING:
    from detente.institutions.gatekeeping.result import Gatekeeping

__all__ = ["needs_says", "why_lost"]


def why_lost(result: Gatekeeping, member: str) -> str:
    """Say which agreements on shortest routes of those who lose do not hold without a member, and why."""
    network = result.network
    everybody = frozenset(network.voters)
    without = everybody - {member}
    concerned = on_shortest_routes(network, result.loses[member])
    fallen: dict[str, list[str]] = {}
    for agreement in network.agreements:
        if agreement.key not in concerned:
            continue
        if accepts(agreement.in_force, everybody) and not accepts(agreement.in_force, without):
            fallen.setdefault(needs_says(result, agreement.key, member), []).append(agreement.key)
        elif any(
            member in end.parties and accepts(end.consents, everybody) and not accepts(end.consents, without)
            for end in agreement.ends
        ):
            loose = f"would not bind {within(name_of(result.case, member))}"
            fallen.setdefault(loose, []).append(agreement.key)
    return joined(
        f"{joined(f'“{agreement_name(result.case, key)}”' for key in keys)} {_each(says, len(keys))}"
        for says, keys in fallen.items()
    )


def _each(says: str, count: int) -> str:
    if count == 1:
        return says
    many = says.replace("needs ", "need ", 1).replace("is not", "are not", 1)
    return many.replace("whom it is between", "whom they are between")


def needs_says(result: Gatekeeping, key: str, member: str) -> str:
    """Say by which rule an agreement needs a member; it must not be in force without it."""
    case, network = result.case, result.network
    agreement = case.agreements[key]
    name, rule = within(name_of(case, member)), agreement.rule
    if member in {rule.lead, rule.named, *rule.including}:
        return f"needs {name} by its own rule"
    for entry in agreement.between:
        needed = rule.is_everybody or entry in {rule.lead, rule.named, *rule.including}
        if not needed or entry not in case.blocs or entry == network.partner:
            continue
        bloc, decides = within(name_of(case, entry)), case.blocs[entry].decides_by
        if member not in parties_within(case, entry, network.partner):
            continue
        if decides.is_everybody and member in case.blocs[entry].members:
            return f"needs every member of {bloc}, which decides by consensus"
        if member in {decides.lead, decides.named, *decides.including}:
            return f"needs {name} by the rule of {bloc}"
    if rule.is_everybody and member in agreement.between:
        return "needs all whom it is between"
    return f"is not in force without {name}"
