"""Names of a package that are loaded when they are asked for, and not with the package."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["on_demand"]


def on_demand(package: str, home: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a package's ``__getattr__``, which loads what is asked for when it is asked for.

    ``home``: by name, the module of the package in which it is made. So a part of the package that is small,
    such as the names of its quantities, does not wait for all of it.

    >>> find = on_demand("detente.bargaining", {"Point": "points"})
    >>> find("Point").__name__
    'Point'
    >>> find("Pint")
    Traceback (most recent call last):
    AttributeError: module 'detente.bargaining' has no attribute 'Pint'
    """

    def find(name: str) -> Any:  # noqa: ANN401 - whatever the package offers
        if name in home:
            return getattr(import_module(f"{package}.{home[name]}"), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return find
