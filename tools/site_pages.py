"""What the site adds to the pages in docs/: MkDocs calls these functions, by their names, as it builds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # MkDocs loads this file by its path, from wherever it is started

from tools import notebook  # noqa: E402
from tools.site_markdown import NOTEBOOK, for_site  # noqa: E402

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the notebook as a page, with what its cells show today."""
    text = notebook.page(ROOT / "docs" / "notebook.ipynb")
    files.append(File.generated(config, NOTEBOOK, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Change what the site shows otherwise than a reader of the file sees it."""
    return for_site(markdown, page.file.src_uri)
