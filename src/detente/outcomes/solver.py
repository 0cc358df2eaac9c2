"""The solver for small models of constraint programming, of which many are solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver

__all__ = ["small_solver"]


def small_solver() -> CpSolver:
    """Return a solver that gives the same answer every time, and leaves Ctrl-C to Python."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    parameters = solver.parameters
    # What is left out here takes longer than all that it saves; the linear relaxation is what decides.
    parameters.num_workers = 1
    parameters.linearization_level = 2
    parameters.symmetry_level = 0
    parameters.cp_model_probing_level = 0
    parameters.find_big_linear_overlap = False
    parameters.cut_level = 0
    parameters.catch_sigint_signal = False
    return solver
