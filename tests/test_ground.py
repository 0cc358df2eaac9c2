"""What holds for every file of the project, and for what it stands on."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = sorted((ROOT / "requirements").glob("*.txt"))

REGISTRIES = [f"{name}.org" for name in ("pypi", "pythonhosted", "npmjs", "deb.debian", "security.debian")]
MACHINE_PATH = re.compile(r"(?<![\w./])/(work|root|farm|tmp|home)/\w")

PERMISSIVE = re.compile(r"\b(0BSD|Apache|BSD|ISC|MIT|PSF|Python Software Foundation|Zlib)\b", re.IGNORECASE)
COPYLEFT = re.compile(
    r"\b[AL]?GPL|GNU|Affero|\bMPL|Mozilla|\bEPL|Eclipse|\bEUPL|European Union|\bCDDL|\bSSPL|\bOSL|-SA\b",
    re.IGNORECASE,
)


def _files() -> list[Path]:
    """List the files of the project: those that git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - the git of the developer
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("the project's files are listed by git, and this is no working copy")
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def _texts() -> dict[str, str]:
    texts = {}
    for path in _files():
        try:
            texts[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return texts


def _pins(path: Path) -> dict[str, set[str]]:
    """Return the versions that a file pins for each name; a name has several where Pythons differ."""
    pinned: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE):
        pinned.setdefault(canonicalize_name(name), set()).add(version)
    return pinned


def test_no_file_names_a_registry() -> None:
    """Which registry serves the packages is the reader's choice, made in the settings of pip or uv."""
    assert [(name, host) for name, text in _texts().items() for host in REGISTRIES if host in text] == []


def test_no_file_names_a_path_of_somebody_s_machine() -> None:
    found = {name: MACHINE_PATH.findall(text) for name, text in _texts().items()}
    assert {name: paths for name, paths in found.items() if paths} == {}


def test_no_module_of_the_product_is_longer_than_400_lines() -> None:
    texts = _texts()
    modules = [name for name in texts if name.startswith("src") and name.endswith(".py")]
    lengths = {name: texts[name].count("\n") for name in modules}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_every_exception_to_the_rules_of_ruff_is_justified() -> None:
    section = (
        (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[tool.ruff.lint]")[1].split("[tool.")[0]
    )
    ignored = [line for line in section.splitlines() if re.match(r'\s+"[A-Z]+\d*",', line)]
    assert ignored
    assert [line for line in ignored if not re.search(r"# \S", line)] == []


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.name)
def test_every_pin_is_exact_hashed_and_names_no_place(path: Path) -> None:
    """Hashes make an install the same everywhere, whatever serves the files."""
    text = path.read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\w)", text.strip()) if entry]
    assert entries
    assert [
        entry for entry in entries if not re.match(r"[\w.-]+==\S+( ; .+)? \\\n +--hash=sha256:", entry)
    ] == []
    assert re.findall(r"://|--(?:index|extra|find|trusted)[\w-]*|^-\w", text, re.MULTILINE) == []


@pytest.mark.parametrize(
    ("file", "groups"),
    [
        ("run.txt", []),
        ("dev.txt", ["dev"]),
        ("browser.txt", ["dev", "browser"]),
        ("negmas.txt", ["negmas"]),
        ("power_peers.txt", ["power-peers"]),
        ("installer.txt", ["installer"]),
    ],
)
def test_pins_meet_what_pyproject_asks_for(file: str, groups: list[str]) -> None:
    """Where this fails, pyproject.toml was changed without `make pins`."""
    asked = (
        []
        if file in {"negmas.txt", "power_peers.txt", "installer.txt"}
        else list(PROJECT["project"]["dependencies"])
    )
    asked += [line for group in groups for line in PROJECT["dependency-groups"][group]]
    pinned = _pins(ROOT / "requirements" / file)
    for requirement in map(Requirement, asked):
        versions = pinned.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement.name} is not pinned"
        assert all(requirement.specifier.contains(version, prereleases=True) for version in versions)


def test_what_is_tested_is_what_is_run() -> None:
    """The environments of the tests and of the browser check hold the very pins of a plain install."""
    run, dev, browser = (_pins(ROOT / "requirements" / f"{name}.txt") for name in ("run", "dev", "browser"))
    assert run.items() <= dev.items()
    assert dev.items() <= browser.items()


@pytest.mark.parametrize(
    ("peer", "worker"),
    [
        ("negmas", "negmas_worker.py"),
        ("powerindices", "power_worker.py"),
        ("powerindex", "power_worker.py"),
    ],
)
def test_the_peer_is_in_no_environment_of_ours(peer: str, worker: str) -> None:
    """A peer is measured in a process of its own and never imported by us; NegMAS is under the AGPL."""
    assert not any(peer in _pins(ROOT / "requirements" / f"{name}.txt") for name in ("run", "dev", "browser"))
    importing = [
        name
        for name, text in _texts().items()
        if name.endswith(".py") and re.search(rf"^\s*(import|from) {peer}\b", text, re.MULTILINE)
    ]
    assert set(importing) <= {f"benchmarks/{worker}"}


def _needed_at_run_time() -> dict[str, metadata.Distribution]:
    needed: dict[str, metadata.Distribution] = {}
    waiting = ["detente"]
    while waiting:
        distribution = metadata.distribution(waiting.pop())
        if distribution.name in needed:
            continue
        needed[distribution.name] = distribution
        asked = map(Requirement, distribution.requires or ())
        waiting += [one.name for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})]
    return needed


def _licence(distribution: metadata.Distribution) -> str:
    """Return what a package declares: an expression, else classifiers, else the first line of its licence."""
    declared = distribution.metadata
    if "License-Expression" in declared:
        return declared["License-Expression"]
    classifiers = [text for text in declared.get_all("Classifier") or [] if text.startswith("License ::")]
    return " ".join(classifiers or declared.get_all("License") or []).partition("\n")[0]


def test_nothing_needed_at_run_time_is_copyleft() -> None:
    """Whoever passes Détente on owes nothing but the notices of permissive licences."""
    licences = {name: _licence(distribution) for name, distribution in _needed_at_run_time().items()}
    assert {"numpy", "ortools", "pydantic", "ruamel.yaml"} <= licences.keys()
    doubtful = {
        name: licence
        for name, licence in licences.items()
        if COPYLEFT.search(licence) or not PERMISSIVE.search(licence)
    }
    assert doubtful == {}


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-or-later",
        "AGPL-3.0-only",
        "MIT AND LGPL-2.1-or-later",
        "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)",
        "MPL-2.0",
        "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)",
        "CC-BY-SA-4.0",
    ],
)
def test_a_copyleft_licence_is_recognised(licence: str) -> None:
    """SPDX identifiers and classifiers as packages write them."""
    assert COPYLEFT.search(licence)
