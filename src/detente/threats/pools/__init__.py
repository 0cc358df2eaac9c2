"""Pools of opinions: Cooke's classical model, and the linear and logarithmic pools."""

from detente.threats.pools.assessment import Assessment
from detente.threats.pools.calibration import calibration, interval_counts, likelihood_ratio
from detente.threats.pools.classical_model import ClassicalModel, classical_model
from detente.threats.pools.decision_maker import DecisionMaker, decision_maker
from detente.threats.pools.distribution import Distribution
from detente.threats.pools.extremising import extremised
from detente.threats.pools.information import information
from detente.threats.pools.intrinsic_range import IntrinsicRange, intrinsic_range
from detente.threats.pools.leave_one_out import leave_one_bloc_out, leave_one_expert_out
from detente.threats.pools.linear_pool import linear_pool, linear_pool_of_distributions
from detente.threats.pools.logarithmic_pool import logarithmic_pool, logarithmic_pool_of_distributions
from detente.threats.pools.minimum_information import minimum_information
from detente.threats.pools.optimised_cut_off import optimised_cut_off
from detente.threats.pools.performance_weights import NobodyWeightedError, Weighting, performance_weights
from detente.threats.pools.question import Question, Scale
from detente.threats.pools.reliance import Reliance, reliance
from detente.threats.pools.scored_study import Score, ScoredStudy, scored_study
from detente.threats.pools.study import Study

__all__ = [
    "Assessment",
    "ClassicalModel",
    "DecisionMaker",
    "Distribution",
    "IntrinsicRange",
    "NobodyWeightedError",
    "Question",
    "Reliance",
    "Scale",
    "Score",
    "ScoredStudy",
    "Study",
    "Weighting",
    "calibration",
    "classical_model",
    "decision_maker",
    "extremised",
    "information",
    "interval_counts",
    "intrinsic_range",
    "leave_one_bloc_out",
    "leave_one_expert_out",
    "likelihood_ratio",
    "linear_pool",
    "linear_pool_of_distributions",
    "logarithmic_pool",
    "logarithmic_pool_of_distributions",
    "minimum_information",
    "optimised_cut_off",
    "performance_weights",
    "reliance",
    "scored_study",
]
