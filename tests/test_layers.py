"""Imports run one way, as the design says: a layer knows those before it, never those after it."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[1] / "src"
ANALYSES = ("bargaining", "stability", "cohesion", "institutions", "verification", "threats", "roadmap")
LAYERS = (
    ("cases", "compiled", "deterrence", "garbage", "harmless", "nondetection", "on_demand", "stopping"),
    ("case",),
    ("outcomes",),
    ANALYSES,
    ("formats", "channel"),
    ("claims",),
    ("comparison",),
    ("__init__",),
    ("report",),
    ("processes", "terminal"),
    ("cluster",),
    ("options",),
    ("cli",),
    ("__main__",),
)
"""First what knows nothing of the others. The members of one layer do not know each other either."""
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
CHANNEL = ("problems", "record", "course", "keeping", "exchange", "hosting", "page", "demo")
"""The parts of the channel, first what knows nothing of the others."""


def _part(module: str) -> str:
    """Return the folder or file right under the package in which a module lies."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def _module(path: Path) -> str:
    names = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(names)


def _imported(path: Path) -> Iterator[str]:
    """Name the modules of the package that a file imports, in type-checking blocks and functions as well."""
    package = _module(path).split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "detente")
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            if module == "detente":
                yield from (f"detente.{alias.name}" if alias.name in RANK else module for alias in node.names)
            elif module.startswith("detente."):
                yield module


def _offences(path: Path) -> list[str]:
    own = _part(_module(path))
    return [
        f"{path.relative_to(SOURCE)} imports {module}"
        for module in _imported(path)
        if _part(module) != own and RANK[_part(module)] >= RANK[own]
    ]


def test_every_folder_has_its_layer() -> None:
    """A new folder needs a decision on what it may know: give it a place in LAYERS."""
    parts = {_part(_module(path)) for path in (SOURCE / "detente").rglob("*.py")}
    assert parts - RANK.keys() == set()


def test_imports_run_one_way() -> None:
    """The order is that of the design's section on the shape of the code."""
    assert [offence for path in (SOURCE / "detente").rglob("*.py") for offence in _offences(path)] == []


def test_imports_within_the_channel_run_one_way_and_know_of_the_analyses_the_institutions_alone() -> None:
    folder, offences = SOURCE / "detente" / "channel", []
    files = [path for path in folder.rglob("*.py") if path != folder / "__init__.py"]
    for path in files:
        own = CHANNEL.index(_module(path).split(".")[2])
        for module in _imported(path):
            names = module.split(".")
            later = names[1] == "channel" and CHANNEL.index(names[2]) > own
            if later or names[1] in {*ANALYSES} - {"institutions"}:
                offences.append(f"{path.relative_to(SOURCE)} imports {module}")
    assert len(files) > len(CHANNEL)
    assert offences == []


@pytest.mark.parametrize(
    ("file", "line", "offends"),
    [
        ("case/x.py", "from detente.outcomes.domain import Domain", True),
        ("case/x.py", "from ..outcomes import domain", True),
        ("case/x.py", "from ..case import formula", False),
        ("case/x.py", "from . import formula", False),
        ("case/x.py", "import detente.claims", True),
        ("case/x.py", "import detente", True),
        ("bargaining/x.py", "from detente import stability", True),
        ("bargaining/x.py", "from detente import outcomes", False),
        ("bargaining/x.py", "def f():\n    from detente.report import page", True),
        ("outcomes/x.py", "import numpy, detente.case.formula", False),
        ("cli.py", "from detente import load", False),
        ("__init__.py", "from detente.bargaining import analyse", False),
        ("__init__.py", "from . import cli", True),
    ],
)
def test_an_import_against_the_order_is_seen(
    file: str, line: str, offends: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.SOURCE", tmp_path)
    path = tmp_path / "detente" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(line, encoding="utf-8")
    assert bool(_offences(path)) is offends


@pytest.mark.parametrize("analysis", ANALYSES)
def test_every_analysis_is_there_for_whoever_imports_the_package(analysis: str) -> None:
    import detente

    assert analysis in dir(detente)
    assert callable(getattr(detente, analysis).analyse)
