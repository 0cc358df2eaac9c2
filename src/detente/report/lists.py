"""The answers of the commands that list things: bundled cases and published quantities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.outcomes.counts_said import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

__all__ = ["Listed", "listed_cases", "listed_quantities"]


def _every_column(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(map(str, row.values()))


@dataclass(frozen=True)
class Listed:
    """Rows under a name, shown as aligned lines; ``says`` gives the texts that stand beside each other."""

    name: str
    rows: tuple[dict[str, Any], ...]
    says: Callable[[Mapping[str, Any]], tuple[str, ...]] = _every_column

    def summary(self) -> list[str]:
        """Return a line for each row, its first column aligned."""
        if not self.rows:
            return [f"There are no {self.name}."]
        said = [self.says(row) for row in self.rows]
        width = max(len(first) for first, *_ in said)
        return [f"{first:<{width}}  {'  '.join(others)}" for first, *others in said]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the rows as a table."""
        import pandas as pd

        return {self.name: pd.DataFrame(self.rows)}

    def to_json(self) -> dict[str, Any]:
        """Return the rows as plain values."""
        return {self.name: list(self.rows)}


def listed_cases() -> Listed:
    """List the bundled cases with a line each."""
    from detente.case.case import bundled
    from detente.case.document import read_document

    rows = []
    for name, path in bundled().items():
        tree = read_document(path).tree
        sizes = {section: len(tree.get(section, {})) for section in ("parties", "issues")}
        rows.append({"case": name, "title": str(tree["title"]), **sizes})
    return Listed("cases", tuple(rows), _case_says)


def _case_says(row: Mapping[str, Any]) -> tuple[str, ...]:
    parties, issues = counted(row["parties"], "party", "parties"), counted(row["issues"], "issue")
    return row["case"], f"{row['title']} ({parties}, {issues})"


def listed_quantities() -> Listed:
    """List the quantities that analyses publish."""
    from detente.claims.registry import quantities

    rows = (
        {"quantity": one.signature, "unit": one.unit, "help": one.help, "analysis": analysis}
        for analysis, one in quantities().values()
    )
    return Listed("quantities", tuple(rows))
