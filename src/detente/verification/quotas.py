"""The inspections that each state must accept under the quotas of a regime."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.quotas import quota_size, share_of
from detente.verification.limits.amounts import Amount, amount_of

if TYPE_CHECKING:
    from detente.case.inspections import Quota
    from detente.case.regimes import Regime

__all__ = ["QuotaOf", "quotas_of"]


@dataclass(frozen=True)
class QuotaOf:
    """How many inspections under a quota a state with so many objects must accept."""

    regime: str
    state: str
    quota: Quota
    objects: Amount
    size: Amount


def quotas_of(key: str, regime: Regime) -> tuple[QuotaOf, ...]:
    """Return the quotas of every state whose objects are known, at least in part; ``key`` names the regime.

    A quota that is a number for every state is the same for all of them.
    """
    found = []
    for state, count in regime.objects.items():
        objects = amount_of(count)
        for quota in regime.quotas:
            low = quota_size(regime.quotas, quota.id, objects.low)
            most = _most(regime.quotas, quota)
            high = most if objects.high is None else quota_size(regime.quotas, quota.id, objects.high)
            found.append(QuotaOf(key, state, quota, objects, Amount(low, high)))
    return tuple(found)


def _most(quotas: tuple[Quota, ...], quota: Quota) -> int | None:
    """Return the most that a quota comes to, however many objects there are; None where it has no end."""
    size = quota.number
    if quota.share is not None and not quota.share.high:
        size = 0
    elif quota.of is not None:
        [of] = [one for one in quotas if one.id == quota.of]
        most = _most(quotas, of)
        size = None if most is None else share_of(quota, most)
    if size is None:
        return quota.at_most
    size = max(size, quota.at_least)
    return size if quota.at_most is None else min(size, quota.at_most)
