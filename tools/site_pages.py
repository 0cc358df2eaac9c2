"""What the site makes of the pages in docs/ beyond Markdown: the notebook, and names of files above examples.

MkDocs calls these functions, by their names, as it builds.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # MkDocs loads this file by its path, from wherever it is started

from tools import notebook  # noqa: E402

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

NOTEBOOK = "notebook.md"
_NAMED = re.compile(r"^```(yaml|csv|json) ([^\s`{]+)$", re.MULTILINE)
_PROMPTS = re.compile(r"^```python\n(?=>>> )", re.MULTILINE)
_TO_NOTEBOOK = re.compile(r"\]\(((?:\.\./)?)notebook\.ipynb\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the notebook as a page, with what its cells show today."""
    text = notebook.page(ROOT / "docs" / "notebook.ipynb")
    files.append(File.generated(config, NOTEBOOK, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Name files above their examples, tell Python at a prompt, and lead to the page of the notebook."""
    named = _NAMED.sub(r'```\1 title="\2"', markdown)
    prompted = _PROMPTS.sub("```pycon\n", named)
    return prompted if page.file.src_uri == NOTEBOOK else _TO_NOTEBOOK.sub(rf"](\1{NOTEBOOK})", prompted)
