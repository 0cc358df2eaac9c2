"""The chi-squared approximation to the chance of a W as great as was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.threats.agreement.kendall_w import Concordance

__all__ = ["friedman_chi_squared", "friedman_p"]


def friedman_chi_squared(found: Concordance) -> Fraction | None:
    """Return m (n - 1) W, which is Friedman's statistic; None where W is undefined.

    Source: M. Friedman, "The use of ranks to avoid the assumption of normality implicit in the analysis of
    variance", Journal of the American Statistical Association 32 (1937).

    >>> from detente.threats.agreement.kendall_w import kendall_w
    >>> friedman_chi_squared(kendall_w([[1, 2, 3], [1, 3, 2]]))
    Fraction(3, 1)
    """
    if found.value is None:
        return None
    return len(found.ranks) * (len(found.items) - 1) * found.value


def friedman_p(found: Concordance) -> float | None:
    """Return the chance that chi-squared with n - 1 degrees of freedom is at least m (n - 1) W.

    An approximation for many raters or items; for few it errs in the tail, where it matters. None where W is
    undefined.

    Source: as for ``friedman_chi_squared``.

    >>> from detente.threats.agreement.kendall_w import kendall_w
    >>> round(friedman_p(kendall_w([[1, 2, 3], [1, 3, 2]])), 6)
    0.22313
    """
    statistic = friedman_chi_squared(found)
    if statistic is None:
        return None
    from scipy.stats import chi2

    return float(chi2.sf(float(statistic), len(found.items) - 1))
