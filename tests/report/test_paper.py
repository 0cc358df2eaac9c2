"""The report for those who paste it: one text, as Markdown and as a .docx, with its tables and pictures."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import markdown_it
import pytest

from detente.report.paper import markdown, paper_of, word
from detente.report.paper.paper import Paper
from detente.report.paper.parts import Heading, Listed, Paragraph, Pictured, Tabled
from detente.report.sections import TITLES
from detente.report.tables import Table
from tests.cli.command import run
from tests.report.made import report_of, report_on
from tests.small_cases import BRIDGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markdown_it.token import Token

HOSTILE = """
detente: 1
title: "A *bold* | title # <b>"
as_of: 2020-01-02
parties: {a: {name: "Al|pha_one"}, b: {}}
issues: {x: {name: "[x](y)", options: {o: "`o`", p: "1. p"}, today: o, decided_by: [a, b],
  stances: {a: p > o, b: p > o}}}
claims: [{id: C, says: "- Both | sign <i>.", holds_if: signable() > 0}]
"""

SPLIT = """
detente: 1
title: A port
as_of: 2020-01-02
parties: {a: {walk_away: today}, b: {walk_away: today}, c: {walk_away: today}}
blocs: {pact: {members: [a, b], decides_by: consensus}}
issues:
  x:
    options: [none, port]
    today: none
    decided_by: [pact, c]
    stances: {a: port > none, b: port > none, c: port > none}
variants: {poor_port: {says: Poor., issues: {x: {stances: {b: {order: none > port}}}}}}
"""


def _paper(name: str = "harbour") -> Paper:
    return paper_of(report_of(name))


def test_a_paper_begins_with_the_summary_and_keeps_the_order_of_the_page() -> None:
    heads = [part.text for part in _paper("panama-canal").parts if isinstance(part, Heading)]
    assert heads[0] == "Summary"
    known = list(TITLES.values())
    order = [known.index(head) for head in heads[1:]]
    assert "What could be signed" in heads
    analyses = known.index("In which order")
    assert order == sorted(order)
    assert [head for head in heads if head in known[: analyses + 1]]


def test_what_an_analysis_says_is_in_the_paper_sentence_by_sentence() -> None:
    report = report_of("harbour")
    said = {says for part in _paper().parts if isinstance(part, Listed) for _, says in part.items}
    assert {one.strip() for one in report.bargaining.summary()} <= said


def test_claims_stand_in_a_table_with_their_verdicts() -> None:
    """By hand: the bridge can be signed in the case, as both sides gain by it."""
    (table,) = [
        part.table
        for part in paper_of(report_on(BRIDGE)).parts
        if isinstance(part, Tabled) and part.table.columns[1:2] == ("Claim",)
    ]
    claims = report_on(BRIDGE).claims.claims
    assert [row[:2] for row in table.rows] == [(one.claim.id, one.claim.says) for one in claims]
    assert {row[2] for row in table.rows} <= {"Holds", "Does not hold", "Not testable yet"}


def test_long_tables_are_left_out_and_counted() -> None:
    paper = _paper("harbour")
    rows = [len(part.table.rows) for part in paper.parts if isinstance(part, Tabled)]
    assert max(rows) <= 30
    left = [part.text for part in paper.parts if isinstance(part, Paragraph) and "only the page" in part.text]
    assert left == ["Values on the frontier, in points: 12 rows, which only the page shows."]


def test_markdown_links_every_picture_and_counts_every_column() -> None:
    paper = _paper()
    text, pictures = markdown(paper, "a case_pictures")
    links = re.findall(r"!\[[^\]]+\]\(a%20case_pictures/([^)]+)\)", text)
    assert sorted(links) == sorted(pictures)
    assert len(links) == sum(isinstance(part, Pictured) for part in paper.parts)
    for picture in pictures.values():
        assert picture.startswith(b"\x89PNG")
        width, _ = struct.unpack(">II", picture[16:24])
        assert width in {700, 1440}
    for block in text.split("\n\n"):
        if block.startswith("| "):
            columns = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
            assert len(columns) == 1


def test_what_an_analyst_writes_is_no_markup() -> None:
    text, _ = markdown(paper_of(report_on(HOSTILE)), "p")
    assert text.startswith("# A \\*bold\\* \\| title \\# \\<b\\>\n")
    assert "Al\\|pha\\_one" in text
    assert "\\[x\\](y)" in text
    assert "| C | - Both \\| sign \\<i\\>. | Holds |" in text.replace("\\- Both", "- Both")


MARKUP = (
    "1986. A year",
    "2) The second",
    "iv. The fourth",
    "(a) The first",
    "--- between ---",
    "- an item",
    ": a definition",
    "% a title",
    "&amp; is written &lt;here&gt;",
    "in $x$ and $y$, ~~struck~~, H~2~O and 2^10^",
    "as @smith2010 says {#here .class}",
    "a | b \\| c",
    "![x](y) [z]: https://example.org/a_b_c?d=*e*",
)
"""What GitHub or Pandoc would take for markup, if it were not written as text."""


@pytest.mark.parametrize("text", MARKUP)
def test_a_reader_of_markdown_shows_what_was_written(text: str) -> None:
    """By a parser of CommonMark: a paragraph, the same between words, and the head and a cell of a table."""
    parser = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    table = Table("A table", ("Head", text), ((text, "cell"),))
    parts = (Paragraph(text), Paragraph(f"before {text}"), Tabled(table))
    written, _ = markdown(Paper("T", "about", parts), "p")
    blocks = [one for one in parser.parse(written) if one.type == "inline"][2:]
    shown = ["".join(_texts(one)) for one in blocks]
    assert shown == [text, f"before {text}", "A table", "Head", text, text, "cell"]


def _texts(inline: Token) -> Iterator[str]:
    for one in inline.children or ():
        assert one.type in {"text", "text_special", "link_open", "link_close", "strong_open", "strong_close"}
        yield one.content


def test_what_only_pandoc_takes_for_markup_is_escaped() -> None:
    """No parser of Pandoc's own is at hand: a backslash before the sign makes it text there."""
    written, _ = markdown(Paper("T", "about", tuple(Paragraph(text) for text in MARKUP)), "p")
    assert "\\$x\\$" in written
    assert "as \\@smith2010 says \\{\\#here .class\\}" in written
    assert "H\\~2\\~O and 2\\^10\\^" in written
    assert all(begin in written for begin in ("\n1986\\. A", "\niv\\. The", "\n(a\\) The", "\n\\: a"))


def test_an_address_stays_a_link_in_markdown() -> None:
    written, _ = markdown(Paper("T", "about", (Paragraph("See https://example.org/a_b."),)), "p")
    assert written.endswith("See <https://example.org/a_b>.\n")


def test_words_of_a_table_are_kept_whole_in_narrow_columns() -> None:
    """In points: each column has room for its longest word, at half of their height a letter."""
    docx = pytest.importorskip("docx", reason="the extra `docx` is not installed")
    words = ("Kalai–Smorodinsky", "Egalitarian", "Utilitarian", "Enrichment", "dimensions", "Safeguards", "x")
    table = Table("A table", words, (words, ("W" * 200, *words[1:])))
    [shown] = docx.Document(io.BytesIO(word(Paper("T", "", (Tabled(table),))))).tables
    widths = [cell.width.pt for cell in shown.rows[0].cells]
    [size] = {run.font.size.pt for cell in shown.rows[0].cells for run in cell.paragraphs[0].runs}
    assert 6.5 <= size < 9
    assert sum(widths) <= 454  # 16 cm
    assert all(width >= 0.5 * size * len(text) for width, text in zip(widths[1:], words[1:], strict=True))


def test_a_title_longer_than_a_property_may_be_makes_a_docx() -> None:
    """Word allows 255 letters there; the page itself begins with the whole title."""
    docx = pytest.importorskip("docx", reason="the extra `docx` is not installed")
    title = "word " * 60
    read = docx.Document(io.BytesIO(word(Paper(title, title, ()))))
    assert read.core_properties.title == f"{title[:254]}…"
    assert read.paragraphs[0].text == title


def test_a_picture_of_a_variant_says_so_wherever_it_is_pasted() -> None:
    """Both members sign a port in the case; in the variant the second would lose by it, and that splits."""
    paper = paper_of(report_on(SPLIT))
    captions = [part.picture.caption for part in paper.parts if isinstance(part, Pictured)]
    [win_sets] = [one for one in captions if one.startswith("Win-sets")]
    assert win_sets.startswith("Win-sets in the variant “poor port”: what pact, its members")
    tables = [part.table.caption for part in paper.parts if isinstance(part, Tabled)]
    assert "Packages in the variant “poor port”" in tables


def test_a_docx_has_headings_tables_and_pictures_with_words() -> None:
    docx = pytest.importorskip("docx", reason="the extra `docx` is not installed")
    paper = _paper()
    read = docx.Document(io.BytesIO(word(paper)))
    heads = [one.text for one in read.paragraphs if one.style.name == "Heading 1"]
    assert heads == [part.text for part in paper.parts if isinstance(part, Heading)]
    tables = [part.table for part in paper.parts if isinstance(part, Tabled)]
    assert len(read.tables) == len(tables)
    for shown, table in zip(read.tables, tables, strict=True):
        assert [cell.text for cell in shown.rows[0].cells] == list(table.columns)
        assert len(shown.rows) == 1 + len(table.rows)
    alts = [one.get("descr") for one in read.element.body.iter() if one.tag.endswith("}docPr")]
    assert alts == [part.picture.alt for part in paper.parts if isinstance(part, Pictured)]
    assert read.core_properties.title == paper.title


def test_a_docx_is_the_same_every_time_and_holds_sound_xml() -> None:
    pytest.importorskip("docx", reason="the extra `docx` is not installed")
    paper = paper_of(report_on(HOSTILE))
    first, second = word(paper), word(paper)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert file.testzip() is None
        for name in file.namelist():
            if name.endswith(".xml"):
                assert ET.fromstring(file.read(name)).tag  # noqa: S314 - our own file, a moment old


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        (["--out", "a.md"], {"a.md"}),
        (["--format", "md", "--format", "html"], {"river.md", "river.html"}),
        (["--format", "md", "--format", "html", "--out", "b.html"], {"b.md", "b.html"}),
        (["--format", "html", "--out", "c"], {"c"}),
    ],
)
def test_each_format_has_its_file(asked: list[str], written: set[str], tmp_path: Path) -> None:
    (tmp_path / "river.yaml").write_text(BRIDGE, encoding="utf-8")
    said = run("report", "river.yaml", *asked, folder=tmp_path).stdout
    assert {one.name for one in tmp_path.iterdir() if one.is_file()} == {"river.yaml"} | written
    assert all(f"The report is in {name}" in said for name in written)


def test_a_name_that_belies_its_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "river.yaml").write_text(BRIDGE, encoding="utf-8")
    done = run("report", "river.yaml", "--format", "md", "--out", "a.html", folder=tmp_path, expect=2)
    assert done.stderr == "a.html: this name is that of a .html file, and --format asks for md\n"
    assert [one.name for one in tmp_path.iterdir()] == ["river.yaml"]


@pytest.mark.parametrize("name", ["a.pdf", "other.yaml"])
def test_no_page_is_written_into_a_file_that_would_be_taken_for_another(name: str, tmp_path: Path) -> None:
    (tmp_path / "river.yaml").write_text(BRIDGE, encoding="utf-8")
    done = run("report", "river.yaml", "--out", name, folder=tmp_path, expect=2)
    assert done.stderr.startswith(f"{name}: a report is written as .html, .md or .docx")
    assert ("print it" in done.stderr) is name.endswith("pdf")
    assert [one.name for one in tmp_path.iterdir()] == ["river.yaml"]


def test_pictures_are_not_written_where_a_file_is_in_their_way(tmp_path: Path) -> None:
    (tmp_path / "river.yaml").write_text(BRIDGE, encoding="utf-8")
    (tmp_path / "a_pictures").write_text("mine", encoding="utf-8")
    done = run("report", "river.yaml", "--out", "a.md", folder=tmp_path, expect=2)
    assert "a_pictures: cannot be written" in done.stderr
    assert not (tmp_path / "a.md").exists()


def test_without_its_writer_a_docx_is_refused_before_anything_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    (tmp_path / "river.yaml").write_text(BRIDGE, encoding="utf-8")
    done = run("report", "river.yaml", "--format", "docx", folder=tmp_path, expect=2)
    assert "needs python-docx: `pip install detente[docx]`" in done.stderr
    assert not (tmp_path / "river.docx").exists()
