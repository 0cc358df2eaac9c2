"""Agreement: how far raters and blocs of raters answer alike, and where they differ in substance."""

from detente.threats.agreement.concordance_p import ConcordanceChance, concordance_p
from detente.threats.agreement.kendall_w import Concordance, kendall_w, kendall_w_of_ranks
from detente.threats.agreement.krippendorff_alpha import Alpha, krippendorff_alpha
from detente.threats.agreement.level import Level
from detente.threats.agreement.undefined import Undefined

__all__ = [
    "Alpha",
    "Concordance",
    "ConcordanceChance",
    "Level",
    "Undefined",
    "concordance_p",
    "kendall_w",
    "kendall_w_of_ranks",
    "krippendorff_alpha",
]
