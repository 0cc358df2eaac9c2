"""What the site changes in the Markdown of a page before it shows it."""

from __future__ import annotations

import re

__all__ = ["NOTEBOOK", "for_site"]

NOTEBOOK = "notebook.md"
"""The page that the site makes of the notebook."""

_NAMED = re.compile(r"^( *)```(yaml|csv|json) ([^\s`{]+)$", re.MULTILINE)
_PROMPTS = re.compile(r"^( *)```python\n(?= *>>> )", re.MULTILINE)
_TO_NOTEBOOK = re.compile(r"\]\(((?:\.\./)?)notebook\.ipynb\)")


def for_site(markdown: str, page: str) -> str:
    """Name files above their examples, tell Python at a prompt, and lead to the page of the notebook.

    That page, and no other, leads to the file itself.

    >>> for_site("[see](../notebook.ipynb)", "how-to/a.md")
    '[see](../notebook.md)'
    """
    named = _NAMED.sub(r'\1```\2 title="\3"', markdown)
    prompted = _PROMPTS.sub(r"\1```pycon\n", named)
    return prompted if page == NOTEBOOK else _TO_NOTEBOOK.sub(rf"](\1{NOTEBOOK})", prompted)
