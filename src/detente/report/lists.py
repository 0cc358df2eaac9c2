"""The answers of the commands that list things: bundled cases and published quantities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Listed", "listed_cases", "listed_quantities"]


@dataclass(frozen=True)
class Listed:
    """Rows under a name, shown as aligned lines."""

    name: str
    rows: tuple[dict[str, Any], ...]

    def summary(self) -> list[str]:
        """Return a line for each row, its first column aligned."""
        if not self.rows:
            return [f"There are no {self.name}."]
        width = max(len(str(next(iter(row.values())))) for row in self.rows)
        lines = []
        for row in self.rows:
            first, *others = map(str, row.values())
            lines.append(f"{first:<{width}}  {'  '.join(others)}")
        return lines

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
        size = f"{len(tree['parties'])} parties, {len(tree.get('issues', {}))} issues"
        rows.append({"case": name, "title": f"{tree['title']} ({size})"})
    return Listed("cases", tuple(rows))


def listed_quantities() -> Listed:
    """List the quantities that analyses publish."""
    from detente.claims.registry import quantities

    rows = (
        {"quantity": one.signature, "unit": one.unit, "help": one.help, "analysis": analysis}
        for analysis, one in quantities().values()
    )
    return Listed("quantities", tuple(rows))
