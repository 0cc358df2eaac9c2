"""Set-up says in a sentence what is missing, and does nothing where nothing has changed.

The scripts run in a copy of what they read, with a path that holds only what a test allows.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHELL = shutil.which("sh") or ""
TOOLS = ("cat", "cksum", "dirname", "mkdir", "rm")

pytestmark = pytest.mark.skipif(not SHELL, reason="the scripts are for a POSIX shell")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy what set-up reads, and make a folder of programs with little more than a shell needs."""
    project = tmp_path / "project"
    (project / ".ci").mkdir(parents=True)
    (project / "bin").mkdir()
    shutil.copytree(ROOT / "requirements", project / "requirements")
    shutil.copytree(ROOT / "tools", project / "tools")
    shutil.copy(ROOT / "pyproject.toml", project)
    shutil.copy(ROOT / ".ci" / "run", project / ".ci")
    for tool in TOOLS:
        (project / "bin" / tool).symlink_to(shutil.which(tool) or tool)
    return project


def _program(project: Path, name: str, script: str) -> str:
    program = project / "bin" / name
    program.write_text(f"#!{SHELL}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def _old_python(project: Path, name: str) -> str:
    return _program(project, name, 'case "$*" in -V) echo Python 3.8.18 ;; *version_info*) exit 1 ;; esac')


def _without(project: Path, name: str, module: str) -> str:
    return _program(project, name, f'case "$*" in *{module}*) exit 1 ;; esac\nexec "{sys.executable}" "$@"')


def _run(project: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [SHELL if script.endswith(".sh") else shutil.which("bash") or "bash", str(project / script)]
    clean = {"PATH": str(project / "bin"), "LC_ALL": "C.UTF-8"} | environment
    return subprocess.run(command, env=clean, capture_output=True, encoding="utf-8", check=False)


def _assert_stops(run: subprocess.CompletedProcess[str], sentence: str) -> None:
    assert run.returncode == 1
    assert sentence in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_no_python_is_said(project: Path) -> None:
    _assert_stops(_run(project, "tools/install.sh"), "needs Python 3.11 or newer, and none is on the path")


def test_an_old_python_is_said_with_its_version(project: Path) -> None:
    _old_python(project, "python3")
    _assert_stops(_run(project, "tools/install.sh"), "newer, and only Python 3.8.18 is on the path: install")


def test_an_old_python_that_is_named_is_said_with_its_version_and_path(project: Path) -> None:
    old = _old_python(project, "old")
    run = _run(project, "tools/install.sh", PYTHON=old)
    _assert_stops(run, f"needs Python 3.11 or newer, and {old} is Python 3.8.18: name another")


def test_a_named_python_that_is_not_there_is_said(project: Path) -> None:
    _assert_stops(_run(project, "tools/install.sh", PYTHON="nowhere"), "PYTHON=nowhere does not run")


def test_a_missing_venv_module_is_said_with_the_package_that_brings_it(project: Path) -> None:
    """Debian and Ubuntu ship Python without ensurepip; the package python3-venv brings it."""
    _without(project, "python3", "ensurepip")
    _assert_stops(_run(project, "tools/install.sh"), "apt-get install python3-venv")
    assert not (project / ".venv").exists()


def _made_by_uv(project: Path, ensurepip: str) -> None:
    """Make an environment in which pip is there, and installs anything, only once ensurepip has run."""
    (project / ".venv" / "bin").mkdir(parents=True)
    script = f"""case "$*" in
*"-m uv"*) exit 1 ;;
*"-m ensurepip"*) {ensurepip} ;;
*"-m pip"*) [ -e {project}/pip ] && echo "$*" ;;
esac"""
    _program(project, "../.venv/bin/python", script)


def test_an_environment_that_uv_made_gets_pip_where_uv_is_gone(project: Path) -> None:
    _made_by_uv(project, f": >{project}/pip")
    run = _run(project, "tools/install.sh")
    assert (run.returncode, run.stderr) == (0, "")
    assert "-m pip install --require-hashes -r requirements/dev.txt" in run.stdout
    assert (project / ".venv" / "installed-dev").exists()


def test_an_environment_that_cannot_have_pip_either_is_said(project: Path) -> None:
    _made_by_uv(project, "exit 1")
    _assert_stops(_run(project, "tools/install.sh"), "put uv on the path, or install ensurepip")


def test_set_up_that_is_up_to_date_does_nothing(project: Path) -> None:
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").symlink_to(sys.executable)
    read = [project / "pyproject.toml", *sorted((project / "requirements").iterdir())]
    summed = b"".join(path.read_bytes() for path in [*read, project / "tools" / "install.sh"])
    stamp = subprocess.run([project / "bin" / "cksum"], input=summed, capture_output=True, check=True).stdout
    (project / ".venv" / "installed-dev").write_bytes(stamp)
    run = _run(project, "tools/install.sh")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@pytest.mark.skipif(not shutil.which("bash"), reason="continuous integration runs in bash")
def test_a_missing_make_is_said(project: Path) -> None:
    _assert_stops(_run(project, ".ci/run"), "make is missing: install it")


def test_scripts_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert os.access(ROOT / "tools" / "install.sh", os.X_OK)
