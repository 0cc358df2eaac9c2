"""Pools of opinions: the linear and the logarithmic pool."""

from detente.threats.pools.assessment import Assessment
from detente.threats.pools.distribution import Distribution
from detente.threats.pools.extremising import extremised
from detente.threats.pools.intrinsic_range import IntrinsicRange, intrinsic_range
from detente.threats.pools.linear_pool import linear_pool, linear_pool_of_distributions
from detente.threats.pools.logarithmic_pool import logarithmic_pool, logarithmic_pool_of_distributions
from detente.threats.pools.minimum_information import minimum_information
from detente.threats.pools.question import Question, Scale
from detente.threats.pools.study import Study

__all__ = [
    "Assessment",
    "Distribution",
    "IntrinsicRange",
    "Question",
    "Scale",
    "Study",
    "extremised",
    "intrinsic_range",
    "linear_pool",
    "linear_pool_of_distributions",
    "logarithmic_pool",
    "logarithmic_pool_of_distributions",
    "minimum_information",
]
