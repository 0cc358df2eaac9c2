"""Populations that are sampled stratum by stratum, and how a violator spreads over them."""
