"""Sampling: how many items to look at, what a sample detects, and what can hide from it."""

from detente.verification.sampling.detection import detection_probability
from detente.verification.sampling.least import Least, least_sample, least_violations
from detente.verification.sampling.sample_answer import SampleAnswer, ask_sample
from detente.verification.sampling.strata.strata_answer import StrataAnswer, ask_strata
from detente.verification.sampling.strata.strata_file import read_strata
from detente.verification.sampling.strata.stratum import Stratum

__all__ = [
    "Least",
    "SampleAnswer",
    "StrataAnswer",
    "Stratum",
    "ask_sample",
    "ask_strata",
    "detection_probability",
    "least_sample",
    "least_violations",
    "read_strata",
]
