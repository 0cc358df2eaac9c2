"""How many inspections a quota comes to, for the objects that a state has."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from detente.case.inspections import Quota, Rounding

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["quota_size", "share_of"]


def quota_size(quotas: Sequence[Quota], key: str, objects: int) -> int:
    """Return how many inspections a state with so many objects of verification must accept under a quota.

    Where it has nothing to inspect it must accept none, unless the quota is a number or says otherwise.

    >>> from detente.case.inspections import Quota
    >>> common = {"article": "Chapter IX", "confidence": "recalled"}
    >>> quota = Quota.model_validate({"id": "evaluation", "one_per": 60, "at_most": 15, **common})
    >>> [quota_size([quota], "evaluation", units) for units in (0, 1, 60, 61, 2000)]
    [0, 1, 1, 2, 15]
    """
    [quota] = [one for one in quotas if one.id == key]
    if quota.number is not None:
        size = quota.number
    elif not objects and not quota.without_objects:
        return 0
    elif quota.one_per is not None:
        size = ceil(Fraction(objects, quota.one_per))
    else:
        size = share_of(quota, objects if quota.of is None else quota_size(quotas, quota.of, objects))
    size = max(size, quota.at_least)
    return size if quota.at_most is None else min(size, quota.at_most)


def share_of(quota: Quota, whole: int) -> int:
    """Return the share of a whole that a quota is, rounded as it says.

    >>> from detente.case.inspections import Quota
    >>> common = {"id": "a", "article": "IX", "confidence": "recalled", "share": 0.15}
    >>> quotas = [Quota.model_validate({**common, "rounding": one}) for one in ("up", "nearest", "down")]
    >>> [share_of(quota, 10) for quota in quotas]
    [2, 2, 1]
    """
    assert quota.share is not None
    number = quota.share.low * whole
    if quota.rounding is Rounding.UP:
        return ceil(number)
    return floor(number if quota.rounding is Rounding.DOWN else number + Fraction(1, 2))
