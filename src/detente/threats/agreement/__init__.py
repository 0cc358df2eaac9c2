"""Agreement: how far raters and blocs of raters answer alike, and where they differ in substance."""

from detente.threats.agreement.bloc_agreement import BlocAgreement, bloc_agreement
from detente.threats.agreement.bloc_permutation_p import bloc_permutation_p
from detente.threats.agreement.bootstrap_interval import (
    BootstrapInterval,
    Sampling,
    alpha_interval,
    excess_interval,
    w_interval,
)
from detente.threats.agreement.concordance_p import ConcordanceChance, concordance_p
from detente.threats.agreement.division_chance import DivisionChance, division_chance
from detente.threats.agreement.kendall_w import Concordance, kendall_w, kendall_w_of_ranks
from detente.threats.agreement.krippendorff_alpha import Alpha, krippendorff_alpha
from detente.threats.agreement.level import Level
from detente.threats.agreement.pooled_answers import Pool, pooled_answers
from detente.threats.agreement.scale_use import ScaleUse, scale_use
from detente.threats.agreement.undefined import Undefined
from detente.threats.agreement.within_between import WithinBetween, within_between

__all__ = [
    "Alpha",
    "BlocAgreement",
    "BootstrapInterval",
    "Concordance",
    "ConcordanceChance",
    "DivisionChance",
    "Level",
    "Pool",
    "Sampling",
    "ScaleUse",
    "Undefined",
    "WithinBetween",
    "alpha_interval",
    "bloc_agreement",
    "bloc_permutation_p",
    "concordance_p",
    "division_chance",
    "excess_interval",
    "kendall_w",
    "kendall_w_of_ranks",
    "krippendorff_alpha",
    "pooled_answers",
    "scale_use",
    "w_interval",
    "within_between",
]
