"""How long a user waits: the commands as they are typed, each in a process of its own.

Prints the median of five runs in seconds, the longest one, and the bar to keep under.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASE = "nato-russia-2010"


def _seconds(arguments: list[str], folder: Path) -> float:
    began = time.perf_counter()
    # A user's Python keeps what it has compiled, even if whoever runs this has told it not to.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "detente", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=kept)
    return time.perf_counter() - began


def main() -> None:
    """Time every command and print the table."""
    rows = [
        (["--help"], 5, 0.3),
        (["check", CASE], 5, 1.0),
        (["bargaining", CASE, "--json"], 5, None),
        (["claims", CASE, "--draws", "200", "--json"], 3, None),
        (["report", CASE, "--out", "report.html"], 3, 10.0),
        (["report", CASE, "--draws", "1000", "--out", "report.html"], 1, 60.0),
    ]
    print(f"{'command':<58}{'runs':>5}{'median s':>10}{'longest s':>11}{'bar s':>7}")
    with tempfile.TemporaryDirectory() as folder:
        _seconds(["report", CASE, "--out", "report.html"], Path(folder))  # compiled code is kept from here on
        for arguments, runs, bar in rows:
            taken = [_seconds(arguments, Path(folder)) for _ in range(runs)]
            shown = f"{bar:.1f}" if bar is not None else ""
            command = f"detente {' '.join(arguments)}"
            print(f"{command:<58}{runs:>5}{statistics.median(taken):>10.2f}{max(taken):>11.2f}{shown:>7}")


if __name__ == "__main__":
    main()
