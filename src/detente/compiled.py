"""How loops are compiled: to machine code, once, which is kept beside the module that they stand in."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

__all__ = ["compiled", "inlined"]

PACKAGE, MODULE = "scipy.linalg", "scipy.linalg.cython_blas"


def _look_for_blas() -> None:
    """Let numba look whether there is linear algebra, without loading all of it.

    It imports one small module of SciPy to see if that is possible, and with it the whole package, which
    takes longer than many a command does. Whoever imports the package later gets it as it is.
    """
    import_module("numba")  # which does not look yet, so that the package is not itself for a moment only
    found = None if PACKAGE in sys.modules else find_spec(PACKAGE)
    if found is None or found.submodule_search_locations is None:
        return
    alone = ModuleType(PACKAGE)
    alone.__path__ = list(found.submodule_search_locations)
    sys.modules[PACKAGE] = alone
    try:
        import_module(MODULE)
        import_module("numba.np.arraymath")
    except ImportError:
        pass  # then it looks for itself
    finally:
        del sys.modules[PACKAGE]


_look_for_blas()

from numba import njit  # noqa: E402 - it looks when it first compiles

compiled = njit(cache=True, nogil=True)
"""Compiles a function; other threads go on while it runs."""
inlined = njit(cache=True, nogil=True, inline="always")
"""Compiles a function into those that call it."""
