"""A paper as a .docx, as Word, LibreOffice and others open it: with headings, tables and pictures."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from detente.report.paper.parts import Heading, Listed, Paragraph, Pictured, Tabled
from detente.report.pictures import WIDE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shared import Length
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Written

    from detente.report.paper.paper import Paper
    from detente.report.paper.parts import Part
    from detente.report.pictures import Picture
    from detente.report.tables import Table

__all__ = ["MissingWriterError", "require_writer", "word"]

PICTURE = 16.0
"""Centimetres: as wide as the text of an A4 page."""
MARGIN = 2.5
NARROWER, NARROWEST = 9.0, 6.5
"""Points of letters in tables, smaller than those around them, and in the widest tables at least."""
LONGEST_WORD = 24
"""Letters of a word that is kept whole; room for longer ones would be taken from all other columns."""
LONGEST = 40
"""Letters of a cell that stand on one line where there is room; longer ones are wrapped."""
LETTER, BESIDE = 0.22, 0.45
"""Centimetres that a bold letter of a table takes, and that are empty beside a column."""
LONGEST_PROPERTY = 255
"""Letters that a property of a .docx may have."""
UNDATED = (1980, 1, 1, 0, 0, 0)
"""The date of all that is in the file, so that the same report always gives the same file."""


class MissingWriterError(Exception):
    """What writes .docx is not installed; the sentence says how to get it."""


def require_writer() -> None:
    """Raise ``MissingWriterError`` where no .docx can be written here."""
    try:
        import docx  # noqa: F401 - whether it is there is all that is asked
    except ImportError:
        words = "writing .docx needs python-docx: `pip install detente[docx]`, or ask for --format md"
        raise MissingWriterError(words) from None


def word(paper: Paper) -> bytes:
    """Return the file.

    Raises ``MissingWriterError`` where python-docx is not installed.
    """
    require_writer()
    from docx import Document

    document = Document()
    _set_up(document, paper)
    document.add_heading(paper.title, level=0)
    document.add_paragraph(paper.about, style="Subtitle")
    for part in paper.parts:
        _add(document, part)
    file = io.BytesIO()
    document.save(file)
    return _dated(file.getvalue())


def _set_up(document: Document, paper: Paper) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(MARGIN)
        section.top_margin = section.bottom_margin = Cm(MARGIN)
    known = document.core_properties
    known.title, known.author, known.language = _property(paper.title), "", "en-GB"
    known.comments = _property(paper.about)
    styles = document.styles
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Caption"):
        styles[name].font.color.rgb = RGBColor(0x1C, 0x20, 0x24)
    styles["Caption"].font.size = Pt(NARROWER + 1)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _property(text: str) -> str:
    """Return a text as long as a property may be; the page itself has the whole."""
    return text if len(text) <= LONGEST_PROPERTY else f"{text[: LONGEST_PROPERTY - 1]}…"


def _add(document: Document, part: Part) -> None:
    match part:
        case Heading():
            document.add_heading(part.text, level=part.level)
        case Paragraph():
            written = document.add_paragraph()
            if part.lead:
                written.add_run(f"{part.lead}. ").bold = True
            written.add_run(part.text)
        case Listed():
            for depth, says in part.items:
                document.add_paragraph(says, style="List Bullet 2" if depth else "List Bullet")
        case Tabled():
            _add_table(document, part.table)
        case Pictured():
            _add_picture(document, part.picture)


def _add_table(document: Document, table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    _caption(document, table.caption).paragraph_format.keep_with_next = True
    grid = document.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Light Shading")
    grid.autofit = False
    letters = _letters(table)
    rows, widths = list(grid.rows), _widths(table, letters)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for row, texts in zip(rows, (table.columns, *table.rows), strict=True):
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = widths[column]
            _fill(cell, text, letters, right=column in table.numeric)
    # So that its heads stand above it on every page.
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx offers no other way
    for row in rows:
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)  # noqa: SLF001 - as above
    document.add_paragraph()


def _longest_words(table: Table) -> list[int]:
    """Return how many letters the longest word of each column has that is kept whole."""
    columns = zip(table.columns, *table.rows, strict=True)
    words = ([len(word) for text in texts for word in text.split()] for texts in columns)
    return [min(LONGEST_WORD, max(lengths, default=1)) for lengths in words]


def _letters(table: Table) -> float:
    """Return the points of letters: fewer where columns would else lack room for their longest words."""
    words = _longest_words(table)
    room = (PICTURE - BESIDE * len(words)) / (LETTER * sum(words))
    return max(NARROWEST, NARROWER * min(1.0, room))


def _widths(table: Table, letters: float) -> list[Length]:
    """Return how wide each column is: each has room for its longest word, and longer texts share the rest."""
    from docx.shared import Cm

    letter = LETTER * letters / NARROWER
    least, more = [], []
    for word, texts in zip(_longest_words(table), zip(table.columns, *table.rows, strict=True), strict=True):
        least.append(word * letter + BESIDE)
        more.append(max(0, min(max(map(len, texts)), LONGEST) - word) * letter)
    left, wanted = PICTURE - sum(least), sum(more)
    if left < 0 or not wanted:
        return [Cm(PICTURE * one / sum(least)) for one in least]
    return [Cm(one + left * extra / wanted) for one, extra in zip(least, more, strict=True)]


def _fill(cell: _Cell, text: str, letters: float, *, right: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    written = cell.paragraphs[0]
    written.add_run(text).font.size = Pt(letters)
    written.paragraph_format.space_after = Pt(0)
    if right:
        written.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _add_picture(document: Document, picture: Picture) -> None:
    from docx.shared import Cm

    written = document.add_paragraph()
    written.paragraph_format.keep_with_next = True
    shape = written.add_run().add_picture(io.BytesIO(picture.png), width=Cm(PICTURE * picture.width / WIDE))
    properties = shape._inline.docPr  # noqa: SLF001 - python-docx offers no other way
    properties.set("descr", picture.alt)
    properties.set("name", picture.name)
    _caption(document, f"{picture.caption}.{f' {picture.note}' if picture.note else ''}")


def _caption(document: Document, text: str) -> Written:
    return document.add_paragraph(text, style="Caption")


def _dated(file: bytes) -> bytes:
    """Return a file with the same in it, and no word of when it was written."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as read, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as out:
        for name in read.namelist():
            kept = zipfile.ZipInfo(name, UNDATED)
            kept.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(kept, read.read(name))
    return whole.getvalue()
