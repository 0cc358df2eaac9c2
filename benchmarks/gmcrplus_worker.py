"""GMCR+ at work in a process of its own, asked and answering in lines of JSON.

GMCR+ is a program of the University of Waterloo whose licence is its own. Nothing of it is here: it is looked
for in the folder that is given, among the names by which it is known from what was published of it, and used
through its classes. It imports nothing of Détente. Each line of standard input names a .gmcr file, each line
of standard output is the answer: which states are stable, and the seconds it took; or what went wrong.

    python benchmarks/gmcrplus_worker.py FOLDER
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import re
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CONFLICTS = ("ConflictModel", "Conflict")
SOLVERS = ("LogicalSolver", "StabilitySolver")
IMPORTS = ("json_import", "load_from_json", "loadFromJSON", "from_json")
"""What a conflict may call the method that takes what stands in a file."""
LOADS = ("load_from_file", "loadFromFile", "load")
"""The same for one that takes the path of a file."""
CONCEPTS = {
    "nash": ("nash",),
    "gmr": ("gmr",),
    "smr": ("smr",),
    "seq": ("seq",),
    "sseq": ("sseq", "symmetricSeq", "symmetric_seq"),
}
"""By concept, what a solver may call the method that takes a decision maker and a state."""


class NotFoundError(Exception):
    """Something is not there under any of the names by which it was looked for."""


class Found:
    """The classes of GMCR+ that are used, and where they were found."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise NotFoundError(f"{folder} is no folder")
        self.modules: list[str] = []
        self.conflict = self._class(folder, CONFLICTS)
        self.solver = self._class(folder, SOLVERS)

    def _class(self, folder: Path, names: tuple[str, ...]) -> Any:  # noqa: ANN401 - of a peer without types
        tried = []
        for name in names:
            for path in _defining(folder, name):
                try:
                    module = _imported(folder, path)
                except Exception as error:  # noqa: BLE001 - whatever a module of a peer stumbles over
                    tried.append(f"{path}: {type(error).__name__}: {error}")
                    continue
                self.modules.append(str(path.relative_to(folder)))
                return getattr(module, name)
        sought = " or ".join(f"class {name}" for name in names)
        without = "; ".join(tried) or f"no .py file in {folder} or the folders in it defines that"
        raise NotFoundError(f"looked for {sought}: {without}")


def _defining(folder: Path, name: str) -> Iterator[Path]:
    """Yield the files that define a class, those nearest to the folder first."""
    defines = re.compile(rf"^class {name}\b", re.MULTILINE)
    files = (path for path in folder.rglob("*.py") if path.is_file())
    for path in sorted(files, key=lambda one: (len(one.parts), one.name)):
        if defines.search(path.read_text(encoding="utf-8", errors="replace")):
            yield path


def _imported(folder: Path, path: Path) -> ModuleType:
    """Import a file: by its own name, as its neighbours do, else as part of the package that it lies in."""
    sys.path[:0] = [str(path.parent), str(folder)]
    sys.path.append(str(folder.parent))
    try:
        return importlib.import_module(path.stem)
    except ImportError:
        parts = path.relative_to(folder.parent).with_suffix("").parts
        return importlib.import_module(".".join(parts))


def _stand_in_for_windows() -> None:
    """Let modules import tkinter where there is none: no window is opened here."""
    try:
        importlib.import_module("tkinter")
    except ImportError:
        for name in ("tkinter", "tkinter.filedialog", "tkinter.ttk"):
            empty = ModuleType(name)
            empty.__path__ = []
            sys.modules[name] = empty
            before, _, last = name.rpartition(".")
            if before:
                setattr(sys.modules[before], last, empty)


def _method(thing: object, names: tuple[str, ...]) -> Callable[..., Any] | None:
    return next((getattr(thing, name) for name in names if callable(getattr(thing, name, None))), None)


def _loaded(found: Found, path: Path) -> Any:  # noqa: ANN401 - of a peer without types
    """Return the conflict of a file, with its states and payoffs worked out."""
    held = json.loads(path.read_text(encoding="utf-8"))
    makers = held["decisionMakers"]
    ranked = any(maker.get("preferenceRanking") for maker in makers)
    for key in ("useManualPreferenceRanking", "useManualPreferenceVectors"):
        held.setdefault(key, ranked)
    held.setdefault("coalitions", list(range(len(makers))))
    for maker in makers:
        maker.setdefault("misperceptions", [])
    conflict = found.conflict()
    from_values, from_file = _method(conflict, IMPORTS), _method(conflict, LOADS)
    if from_values is not None:
        from_values(held)
    elif from_file is not None:
        with tempfile.TemporaryDirectory() as folder:
            filled = Path(folder) / path.name
            filled.write_text(json.dumps(held), encoding="utf-8")
            from_file(str(filled))
    else:
        raise NotFoundError(f"looked in {type(conflict).__name__} for a method {', '.join(IMPORTS + LOADS)}")
    if not len(conflict.feasibles):
        conflict.recalculateFeasibleStates()
    for maker in conflict.decisionMakers:
        for name in ("calculatePerceived", "calculatePreferences"):
            work_out = getattr(maker, name, None)
            if work_out is not None and not len(getattr(maker, "payoffs", ())):
                work_out()
    return conflict


def answer(found: Found, path: Path) -> dict[str, Any]:
    """Return which states of a conflict are stable for whom, and the seconds by wall and processor."""
    conflict = _loaded(found, path)
    begun = time.perf_counter(), time.process_time()
    solver = found.solver(conflict)
    methods = {concept: _method(solver, names) for concept, names in CONCEPTS.items()}
    stable: dict[str, dict[str, list[bool]]] = {}
    for place, maker in enumerate(conflict.decisionMakers):
        stable[str(maker.name)] = {
            concept: [_holds(method, maker, place, state) for state in range(len(conflict.feasibles))]
            for concept, method in methods.items()
            if method is not None
        }
    return {
        "seconds": (time.perf_counter() - begun[0], time.process_time() - begun[1]),
        "options": [str(option.name) for option in conflict.options],
        "states": [int(code) for code in conflict.feasibles.decimal],
        "stable": stable,
    }


def _holds(method: Callable[..., Any], maker: object, place: int, state: int) -> bool:
    """Ask for a decision maker, which some versions want by its number; a reason may come with the answer."""
    try:
        said = method(maker, state)
    except (AttributeError, IndexError, TypeError):
        said = method(place, state)
    return bool(said[0] if isinstance(said, tuple) else said)


def serve(folder: Path) -> None:
    """Answer until there are no more questions; say first what was found, or what was not."""
    _stand_in_for_windows()
    said = sys.stdout
    with contextlib.redirect_stdout(io.StringIO()):  # it speaks to whoever started it; answers are ours alone
        try:
            found = Found(folder.resolve())
        except NotFoundError as error:
            print(json.dumps({"error": str(error)}), file=said, flush=True)
            return
        print(json.dumps({"modules": found.modules}), file=said, flush=True)
        for line in sys.stdin:
            try:
                told = answer(found, Path(json.loads(line)["path"]))
            except Exception as error:  # noqa: BLE001 - whatever a peer stumbles over is its answer
                told = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(told), file=said, flush=True)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
