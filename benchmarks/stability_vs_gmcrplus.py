"""Détente beside GMCR+ on the same conflicts, for those who have GMCR+: seconds, and whether they agree.

GMCR+ is a program of the University of Waterloo, not freely licensed. Nothing of it is here;
`gmcrplus_worker.py` looks for it in the folder that is given, and runs it in a process of its own.

    python benchmarks/stability_vs_gmcrplus.py --gmcrplus FOLDER --gmcrplus-python PATH conflict.gmcr

Work measured: from a conflict that has been read to the stable states of every decision maker by the concepts
that both know. A time of Détente is the best of some runs, after a first one with which compiled code is
loaded; GMCR+ runs once. A ratio is the lower of the two by the clock on the wall and by processor time. Where
GMCR+ is not done within the time-out, the ratio is a lower bound, written with "≥".

By the standard definition an opponent may move again in a sanction, once another has moved. Where the two
differ it is said in how many states that is so as with one move for each opponent, and in how many it is not.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.case.problems import CaseError
from detente.formats.gmcr import read_gmcr, write_gmcr
from detente.stability.concepts import Concept
from detente.stability.sanctions.one_move_each import differences
from detente.stability.stable_states import STABLE
from peer_process import PeerProcess
from stability_forms import Made

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.options.option_form import OptionForm

WORKER = Path(__file__).with_name("gmcrplus_worker.py")
SHOWN = 3
"""States in which the two differ that are told one by one."""


@dataclass(frozen=True)
class Ours:
    """What Détente found by decision maker and concept, and the least seconds by wall and processor."""

    model: GraphModel
    stable: dict[tuple[str, Concept], npt.NDArray[np.bool_]]
    seconds: tuple[float, float]


class GmcrPlus(PeerProcess):
    """GMCR+, asked for the stable states of a .gmcr file."""

    def __init__(self, python: str, folder: str, timeout: float) -> None:
        super().__init__("GMCR+", python, WORKER, timeout, folder)

    def ask(self, path: Path) -> dict[str, Any] | None:
        """Return what it found and the seconds; nothing where it was not done in time."""
        return self.asked({"path": str(path.resolve())})


def solved(form: OptionForm, concepts: list[Concept], runs: int) -> Ours:
    """Find the stable states some times over, from the option form on."""
    found = [_solved(form, concepts) for _ in range(runs + 1)]
    wall, processor = zip(*(one.seconds for one in found[1:]), strict=True)
    return replace(found[0], seconds=(min(wall), min(processor)))


def _solved(form: OptionForm, concepts: list[Concept]) -> Ours:
    begun = time.perf_counter(), time.process_time()
    model = form.graph_model()
    stable = {
        (name, concept): STABLE[concept](model, number)
        for number, name in enumerate(model.decision_makers)
        for concept in concepts
    }
    return Ours(model, stable, (time.perf_counter() - begun[0], time.process_time() - begun[1]))


def agreement(form: OptionForm, ours: Ours, theirs: dict[str, Any]) -> tuple[str, bool]:
    """Say whether both call the same states stable, and whether it is known why where they do not."""
    number = {option.name: place for place, option in enumerate(form.options)}
    if sorted(theirs["options"]) != sorted(number):
        return "it has other options", False
    place_of = {int(code): state for state, code in enumerate(form.codes)}
    codes = [
        sum(1 << number[name] for place, name in enumerate(theirs["options"]) if code >> place & 1)
        for code in theirs["states"]
    ]
    if sorted(codes) != sorted(place_of):
        return f"it has {len(codes):,} states, and not those {form.states:,}", False
    differing = {
        (maker, str(concept), place_of[code])
        for (maker, concept), found in ours.stable.items()
        for code, stable in zip(codes, theirs["stable"][maker][str(concept)], strict=True)
        if found[place_of[code]] != stable
    }
    if not differing:
        return "the same", True
    shown = ", ".join(
        f"{concept.upper()} for {maker}: state {state + 1}"
        for maker, concept, state in sorted(differing)[:SHOWN]
    )
    try:
        known = {(one.decision_maker, one.concept, one.state) for one in differences(ours.model)}
    except ValueError:
        return f"differ in {len(differing)} ({shown}); too large to look why", False
    as_known, other = len(differing & known), len(differing - known)
    return (
        f"differ in {len(differing)} ({shown}): {as_known} as with one move each, {other} otherwise",
        not other,
    )


def main() -> int:
    """Print a line for each conflict, and return 1 where they differ and it is not known why."""
    chosen = _arguments()
    unexplained = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        GmcrPlus(chosen.gmcrplus_python, chosen.gmcrplus, chosen.timeout) as peer,
    ):
        if "error" in peer.greeting:
            raise RuntimeError(f"GMCR+ was not found: {peer.greeting['error']}")
        print(f"GMCR+ from {', '.join(peer.greeting['modules'])}; time-out {chosen.timeout:g} s", end="")
        print(f"; load {os.getloadavg()[0]:.1f}\n")
        print(f"{'conflict':32}{'states':>8}{'its time':>11}{'ours':>10}{'ratio':>14}  answers")
        for options in chosen.options:
            made = Made(options, chosen.makers, chosen.irreversible, chosen.seed)
            path = Path(folder) / f"{options} options, {chosen.makers} makers.gmcr"
            write_gmcr(made.form(), path)
            unexplained += not _compared(peer, path, chosen.runs)
        for file in chosen.files:
            unexplained += not _compared(peer, file, chosen.runs)
    return 1 if unexplained else 0


def _compared(peer: GmcrPlus, path: Path, runs: int) -> bool:
    """Print a conflict's line, and return whether all that differs is explained."""
    form = read_gmcr(path).form
    theirs = peer.ask(path)
    if theirs is not None and "error" in theirs:
        print(f"{path.stem:32}{form.states:8,}  it ended with {theirs['error']}", flush=True)
        return False
    told = {} if theirs is None else theirs["stable"]
    both = [
        concept for concept in Concept if theirs is None or all(str(concept) in of for of in told.values())
    ]
    ours = solved(form, both, runs)
    seconds = (peer.timeout, peer.timeout) if theirs is None else theirs["seconds"]
    ratio = min(their / our for their, our in zip(seconds, ours.seconds, strict=True))
    sign = "≥" if theirs is None else ""
    said, explained = ("not done", True) if theirs is None else agreement(form, ours, theirs)
    by = "" if len(both) == len(Concept) else f" ({', '.join(str(one).upper() for one in both)})"
    print(
        f"{path.stem:32}{form.states:8,}{sign + _seconds(seconds[0]):>11}{_seconds(ours.seconds[0]):>10}"
        f"{sign + format(ratio, ',.3g'):>12} ×  {said}{by}",
        flush=True,
    )
    return explained


def _seconds(spent: float) -> str:
    return f"{spent:.3g} s" if spent >= 1 else f"{spent * 1000:.3g} ms"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("files", type=Path, nargs="*", metavar="FILE", help="conflicts of your own, as .gmcr files")
    add("--gmcrplus", metavar="FOLDER", required=True, help="where GMCR+ lies, as Python files")
    add("--gmcrplus-python", metavar="PATH", default=sys.executable, help="the Python to run it with (this)")
    add(
        "--options",
        type=int,
        nargs="*",
        default=[4, 6, 8, 10, 12],
        help="numbers of options of made-up conflicts",
    )
    add("--makers", type=int, default=4, help="decision makers of made-up conflicts (4)")
    add("--irreversible", type=int, default=1, help="options in these that cannot be given up again (1)")
    add("--runs", type=int, default=5, help="runs of Détente, of which the best counts (5)")
    add("--timeout", type=float, default=600.0, help="seconds that GMCR+ may take for one conflict (600)")
    add("--seed", type=int, default=1, help="of what is made up (1)")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (CaseError, OSError, RuntimeError) as problem:
        sys.exit(f"stability_vs_gmcrplus: {problem}")
