"""Compiled loops, and what is loaded for them."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
import numpy as np
import detente.compiled
assert "scipy.linalg" not in sys.modules
import numba
from numba.np import arraymath
assert arraymath._HAVE_BLAS
assert "scipy.linalg" not in sys.modules

@numba.njit
def product(matrix):
    return matrix @ matrix

assert (product(2 * np.eye(3)) == 4 * np.eye(3)).all()
from scipy.linalg import cython_blas, det
import scipy.linalg
assert scipy.linalg.det is det and round(det(2 * np.eye(3))) == 8
print("all of it")
"""


def test_linear_algebra_is_there_for_whoever_asks_and_not_loaded_before() -> None:
    """Numba has it, for others who use it, and SciPy's own package is as it is once it is imported."""
    found = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert (found.stdout.strip(), found.stderr) == ("all of it", "")


def test_a_package_that_is_loaded_already_is_left_alone() -> None:
    script = (
        "import scipy.linalg as one; import detente.compiled; import scipy.linalg as two; print(one is two)"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (found.stdout.strip(), found.stderr) == ("True", "")
