"""The case file as the page shows it: line by line, without what experts answered in private."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.threats.result import Threats

__all__ = ["shown_file"]

LONGEST_FILE = 400_000
"""Characters of a case file, past which the page does not carry it."""
LEFT_OUT = "# Left out here: experts, known answers and what was answered in private."


def shown_file(case: Case, threats: Threats | None) -> tuple[tuple[int, str], ...]:
    """Return the lines of a case file with their numbers; none where it is too long.

    Where experts were asked, or are to be, the section on threats is left out: it holds what each of them
    answered, under their names, and the answers to questions by which they are still to be weighed. Where all
    of it rests on an analyst's judgement it is nobody's answer, and is shown.
    """
    text = case.document.text
    if len(text) > LONGEST_FILE:
        return ()
    lines = list(enumerate(text.splitlines(), start=1))
    if threats is None or not threats.private:
        return tuple(lines)
    spots = case.document.spots
    begins = {key: spots[key,].place.line for key in case.document.tree if (key,) in spots}
    first = begins.get("threats")
    after = min((line for line in begins.values() if first and line > first), default=len(lines) + 1)
    in_variants = any("threats" in (one or {}) for one in case.base.variants.values())
    if not first or list(begins.values()).count(first) > 1 or in_variants:
        return ()  # it cannot be told from the rest by its lines, or stands elsewhere too
    kept = [(number, line) for number, line in lines if not first < number < after]
    return tuple((number, f"threats:  {LEFT_OUT}" if number == first else line) for number, line in kept)
