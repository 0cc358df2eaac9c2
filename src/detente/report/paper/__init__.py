"""The report for those who paste it into a paper: one text, written as Markdown or for word processors."""

from detente.report.paper.markdown import markdown
from detente.report.paper.paper import Paper, paper_of
from detente.report.paper.word import MissingWriterError, require_writer, word

__all__ = ["MissingWriterError", "Paper", "markdown", "paper_of", "require_writer", "word"]
