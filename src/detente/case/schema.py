"""The JSON Schema of case files, for editors that complete and check while an analyst types."""

from __future__ import annotations

from typing import Any

from detente.case.model import CaseFile

__all__ = ["schema"]


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a case file, short forms included.

    >>> schema()["title"]
    'Détente case file'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **CaseFile.model_json_schema(by_alias=True),
        "title": "Détente case file",
    }
