"""Which threats matter most to all: rankings aggregated exactly, and how sure their order is."""

from detente.threats.ranking.borda import Borda, borda
from detente.threats.ranking.condorcet import condorcet_loser, condorcet_winner
from detente.threats.ranking.kemeny import kemeny, kemeny_score
from detente.threats.ranking.kemeny_result import Kemeny, PairMargin
from detente.threats.ranking.kendall_tau import kendall_tau_distance
from detente.threats.ranking.order_shares import OrderShares, by_borda, by_kemeny, order_shares, resamples
from detente.threats.ranking.pairwise import Pairwise, pairwise
from detente.threats.ranking.profile import Ballot, Profile, ranked
from detente.threats.ranking.risk_matrix import (
    Bands,
    Placement,
    RiskMatrix,
    placement_of_draws,
    placement_of_marginals,
    risk_matrix,
)

__all__ = [
    "Ballot",
    "Bands",
    "Borda",
    "Kemeny",
    "OrderShares",
    "PairMargin",
    "Pairwise",
    "Placement",
    "Profile",
    "RiskMatrix",
    "borda",
    "by_borda",
    "by_kemeny",
    "condorcet_loser",
    "condorcet_winner",
    "kemeny",
    "kemeny_score",
    "kendall_tau_distance",
    "order_shares",
    "pairwise",
    "placement_of_draws",
    "placement_of_marginals",
    "ranked",
    "resamples",
    "risk_matrix",
]
