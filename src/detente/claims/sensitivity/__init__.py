"""Which inputs decide a claim over draws, and in which region of them it fails: measures from given data."""

from detente.claims.sensitivity.first_order import Effect, Effects, effects_of
from detente.claims.sensitivity.region import Cut, Region
from detente.claims.sensitivity.scenario_discovery import region_of

__all__ = ["Cut", "Effect", "Effects", "Region", "effects_of", "region_of"]
