"""The comparison of stable states with GMCR+, of which a stand-in is written here, without any code of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BENCHMARKS = ROOT / "benchmarks"

CONFLICT = """
import json
import tkinter

class Named:
    def __init__(self, name):
        self.name = name

class Feasible:
    def __init__(self, decimal):
        self.decimal = decimal
    def __len__(self):
        return len(self.decimal)

class ConflictModel:
    def json_import(self, held):
        print("speaks to whoever started it", held["useManualPreferenceRanking"])
        self.options = [Named(one["name"]) for one in held["options"]]
        ways = [one["permittedDirection"] for one in held["options"]]
        holds = lambda state, one: all((state >> place & 1) == (sign == "Y") for place, sign in one)
        every = range(2 ** len(ways))
        left = [state for state in every if not any(holds(state, one) for one in held["infeasibles"])]
        self.feasibles = Feasible(left)
        self.decisionMakers = []
        for given in held["decisionMakers"]:
            maker = Named(given["name"])
            weights = [2**k for k in range(len(given["preferences"]))][::-1]
            maker.payoffs = [
                sum(w * holds(state, one) for w, one in zip(weights, given["preferences"])) for state in left
            ]
            own = sum(1 << place for place in given["options"])
            fixed = sum(1 << place for place, way in enumerate(ways) if way == "fwd")
            maker.moves = [
                {q for q, to in enumerate(left) if to != of and not (to ^ of) & ~own and not of & ~to & fixed}
                for of in left
            ]
            self.decisionMakers.append(maker)
"""
SOLVER = """
import sys
sys.path.append({root!r})
from {conflicts} import ConflictModel
from tests.stability import enumeration

def one_each(moves, payoffs, start, movers, *, improving):
    found = set()
    for mover in movers:
        others = [one for one in movers if one != mover]
        for target in moves[mover][start]:
            if payoffs[mover][target] > payoffs[mover][start] or not improving:
                found |= {{target}} | one_each(moves, payoffs, target, others, improving=improving)
    return found

if {once}:
    enumeration.reached = one_each

class LogicalSolver:
    def __init__(self, conflict):
        self.makers = conflict.decisionMakers
    def asked(self, maker, state, concept):
        moves, payoffs = [one.moves for one in self.makers], [one.payoffs for one in self.makers]
        return enumeration.stable(moves, payoffs, self.makers.index(maker), state, concept), "so it is said"
    def nash(self, maker, state):
        return {wrong} or self.asked(maker, state, "nash")
    def gmr(self, maker, state):
        return self.asked(maker, state, "gmr")
    def smr(self, maker, state):
        return self.asked(maker, state, "smr")
    def seq(self, maker, state):
        return self.asked(maker, state, "seq")
"""


def _stand_in(folder: Path, *, package: bool = False, once: bool = False, wrong: bool = False) -> Path:
    """Write it as modules that import each other by name, or as a package."""
    there = folder / "engine"
    there.mkdir()
    if package:
        (there / "__init__.py").touch()
    (there / "data_01_conflictModel.py").write_text(CONFLICT, encoding="utf-8")
    conflicts = ".data_01_conflictModel" if package else "data_01_conflictModel"
    solver = SOLVER.format(root=str(ROOT), conflicts=conflicts, once=once, wrong=wrong)
    (there / "data_02_conflictSolvers.py").write_text(solver, encoding="utf-8")
    return folder


def _compared(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = BENCHMARKS / "stability_vs_gmcrplus.py"
    around = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, str(script), "--gmcrplus", str(folder), "--runs", "1", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=around)


def test_gmcrplus_is_found_asked_and_compared_with(tmp_path: Path) -> None:
    river = ROOT / "tests" / "formats" / "gmcr" / "euphrates.gmcr"
    ran = _compared(_stand_in(tmp_path), "--options", "4", "--makers", "3", "--", str(river))
    assert ran.returncode == 0, ran.stderr
    assert "data_01_conflictModel.py, engine/data_02_conflictSolvers.py" in ran.stdout
    lines = ran.stdout.splitlines()[-2:]
    assert lines[0].split()[:5] == ["4", "options,", "3", "makers", "16"]
    assert lines[1].split()[:2] == ["euphrates", "6"]
    assert all(line.endswith("the same (NASH, GMR, SMR, SEQ)") for line in lines)


def test_where_it_lets_each_opponent_move_once_that_is_said(tmp_path: Path) -> None:
    ran = _compared(_stand_in(tmp_path, package=True, once=True), "--options", "4", "--makers", "3")
    assert ran.returncode == 0, ran.stderr
    assert "differ in 1 (SEQ for maker 1: state 15): 1 as with one move each, 0 otherwise" in ran.stdout


def test_where_it_differs_otherwise_the_comparison_fails(tmp_path: Path) -> None:
    ran = _compared(_stand_in(tmp_path, wrong=True), "--options", "2", "--makers", "2")
    assert ran.returncode == 1, ran.stderr
    assert "0 as with one move each" in ran.stdout


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ({}, "looked for class ConflictModel or class Conflict: no .py file in "),
        ({"conflict.py": "import not_there\n\nclass ConflictModel:\n    pass\n"}, "No module named"),
        ({"conflict.py": "class ConflictModel:\n    pass\n"}, "looked for class LogicalSolver or class Stab"),
    ],
    ids=["nothing", "does not import", "no solver"],
)
def test_what_was_looked_for_is_said_where_it_is_not_found(
    written: dict[str, str], says: str, tmp_path: Path
) -> None:
    for name, text in written.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, str(BENCHMARKS / "gmcrplus_worker.py"), str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, input="")
    assert says in json.loads(ran.stdout)["error"]


def test_a_line_tells_seconds_and_memory_of_a_small_conflict() -> None:
    around = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    asked = {"made": {"options": 6, "makers": 3, "irreversible": 1, "seed": 1}, "random": True, "runs": 1}
    command = [sys.executable, str(BENCHMARKS / "stability_scaling.py"), "--alone", json.dumps(asked)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=around)
    found = json.loads(ran.stdout)
    assert found["moves"] == 64 * (2 + 3 + 3)  # two options each, of which one of the first is kept: 3 - 1
    assert min(found.values()) > 0
