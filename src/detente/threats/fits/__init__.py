"""Distributions of few parameters fitted to what experts say, as in the Sheffield Elicitation Framework."""

from detente.threats.fits.family import Family
from detente.threats.fits.fit import Fit, best_fit, fit_family
from detente.threats.fits.fitted import fitted_distribution

__all__ = ["Family", "Fit", "best_fit", "fit_family", "fitted_distribution"]
