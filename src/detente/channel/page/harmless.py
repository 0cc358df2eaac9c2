"""What templates write, shown so that it can only be read."""

from __future__ import annotations

from markupsafe import Markup

from detente.harmless import harmless

__all__ = ["shown_harmlessly"]


def shown_harmlessly(value: object) -> object:
    """Return what a template is to write: texts made harmless, what is markup already as it is."""
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value
