"""The roadmap as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from detente.roadmap.plain import plain

if TYPE_CHECKING:
    from detente.roadmap.across import RoadAcross
    from detente.roadmap.result import Roadmap

__all__ = ["frames"]


def _across(across: RoadAcross) -> pd.DataFrame:
    """Return the chance in each draw."""
    return pd.DataFrame({"draw": range(across.draws), "probability": across.chances})


def frames(result: Roadmap) -> dict[str, pd.DataFrame]:
    """Return every part of the result as a table."""
    values = plain(result)
    check, order = values["monte_carlo"], values["fixed_order"]
    chance = {
        "probability": values["probability"],
        "exactness": values["exactness"],
        "monte carlo": check["probability"],
        "low": check["interval"][0],
        "high": check["interval"][1],
        "fixed order": order["probability"],
        "value of adapting": values["value_of_adapting"],
    }
    blocks = [
        {
            "block": key,
            **{name.replace("_", " "): value for name, value in row.items() if name != "stopped_by"},
            "stopped by": ", ".join(row["stopped_by"]),
        }
        for key, row in values["blocks"].items()
    ]
    policy = [
        {
            "period": row["period"],
            "done": ", ".join(row["done"]),
            "running": ", ".join(f"{key} until {end}" for key, end in row["running"].items()),
            **{f"trust of {pair}": f"{low:g} to {high:g}" for pair, (low, high) in row["trust"].items()},
            "windows": ", ".join(
                f"{key} {'open' if one else 'closed'}" for key, one in row["windows"].items()
            ),
            "do": row["do"],
            "reachable": row["reachable"],
            "probability": row["probability"],
        }
        for row in values["policy"]
    ]
    return {
        "chance": pd.DataFrame([chance]),
        "blocks": pd.DataFrame(blocks),
        "calendar": pd.DataFrame(order["calendar"], columns=["block", "start", "end", "probability"]),
        "reached_by": pd.DataFrame(values["reached_by"]),
        "waiting": pd.DataFrame(values["waiting"]),
        "policy": pd.DataFrame(policy),
        **({"across": _across(result.across)} if result.across is not None else {}),
        "lesser_goals": pd.DataFrame(values["lesser_goals"].items(), columns=["goal", "probability"]),
    }
