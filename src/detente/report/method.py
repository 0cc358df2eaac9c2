"""How the results were found, and how somebody else finds them again."""

from __future__ import annotations

import hashlib
import re
from importlib.metadata import version
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from detente.bargaining.sentences import SOLUTION_NAMES
from detente.bargaining.solutions.solution import METHOD, NEEDS_COMMON_SCALE
from detente.case.case import bundled
from detente.case.naming import capitalised, joined
from detente.threats.agreed import RESAMPLES

if TYPE_CHECKING:
    from detente.report.report import Report
    from detente.stability.result import Stability
    from detente.threats.result import Threats

__all__ = ["file_name", "notes_of", "saved_as"]

_EXACTNESS = {
    "exact": "All counts, the frontier and the solutions are exact. Values are added and compared as whole"
    " numbers, never rounded.",
    "bounded": "There are too many packages for the whole frontier; what is shown is on it, and the rest is"
    " bounded.",
    "unknown": "There are too many packages to say for certain what is on the frontier.",
}


def file_name(report: Report) -> str:
    """Return the name of the case file, without the folder it lies in."""
    return Path(report.case.document.file).name


def saved_as(report: Report) -> str:
    """Return how the names of files begin that are saved from the page: with the case and the variant.

    Letters, digits and hyphens alone, so that they are names on every system.
    """
    variant = f"-{report.case.variant}" if report.case.variant else ""
    return re.sub(r"[^\w-]+", "-", f"{Path(file_name(report)).stem}{variant}").strip("-") or "case"


def notes_of(report: Report) -> list[tuple[str, str]]:
    """Return the notes as pairs of a heading and a text."""
    zone = report.bargaining.zone
    exact = _EXACTNESS[report.bargaining.exactness]
    if not (zone.feasible.exact and zone.signable.exact):
        exact = f"Numbers of packages are estimated or bounded, with their interval beside them. {exact}"
    return [
        ("What can be signed", _signing(report)),
        ("Exactness", exact),
        ("Solutions", _solutions()),
        ("Uncertainty", _uncertainty(report)),
        *([] if report.stability is None else [("Stability", _stability(report, report.stability))]),
        *([] if report.threats is None else [("Threats", _threats(report.threats))]),
        ("Claims", _claims(report)),
        ("Once more", _again(report)),
    ]


NOT_DRAWN = " All of it is of the nominal case: detente stability CASE --draws N tells how often states last."


def _stability(report: Report, found: Stability) -> str:
    exact = (
        "The answers are exact."
        if found.exactness == "exact"
        else "Where the search among orders that fit what is known met its bound, states count as not stable."
    )
    return (
        "What lasts is found by the definitions of the graph model for conflict resolution (Fang, Hipel and"
        " Kilgour 1993): each moves alone, and others punish by sequences of moves in which nobody moves"
        f" twice in a row. What several must do together counts for coalitions and ways from today. {exact}"
        f"{NOT_DRAWN if report.draws else ''}"
    )


def _threats(found: Threats) -> str:
    drawn = f", its shares over {found.draws:,} draws" if found.draws else ""
    return (
        "Pools are means of the experts’ distributions, which spread probability evenly between quantiles and"
        " up to a tenth of the range beyond them; who judges well is found by Cooke’s classical model (1991)."
        " Threats are ranked by Kemeny’s rule and Borda’s count, every side counting the same. Intervals of"
        f" agreement come from {RESAMPLES:,} draws of the threats that were asked about, from seed"
        f" {found.seed}{drawn}."
    )


def _signing(report: Report) -> str:
    if report.bargaining.negotiation.conjunctive:
        asked = (
            "it crosses no red line of anybody behind a signatory, it meets every demand that is held, and it"
            " leaves nobody who must accept below what no agreement is worth to them"
        )
    else:
        asked = (
            "enough of those behind each signatory, by the rule by which it decides, find no red line, demand"
            " or floor of theirs broken; a floor is what no agreement is worth to them"
        )
    return (
        "A package settles every issue on the table. It can be signed if no rule forbids it, and if"
        f" {asked}. Trust plays no part in that."
    )


def _solutions() -> str:
    named = "; ".join(METHOD.values())
    scale = joined(SOLUTION_NAMES[name] for name in NEEDS_COMMON_SCALE)
    return (
        f"{capitalised(named)}. The {scale} solutions compare the points of one party with those of"
        " another, so they mean something only where points are on a common scale. The point of no agreement"
        " does not move. Of the packages that a concession opens, the page shows the egalitarian solution; of"
        " those of a variant, the Nash solution."
    )


def _uncertainty(report: Report) -> str:
    nominal = (
        "The nominal case takes the most likely value of a range, else its middle, and spreads the values"
        " of a rank order evenly."
    )
    if not report.draws:
        none = "No draws were made for this page: --draws adds how far results hold across the ranges."
        return f"{nominal} {none}"
    across = report.across.draws if report.across is not None else report.draws
    fewer = (
        " Variants, obstacles, the positive agenda and who loses are judged over the first"
        f" {across:,} of them."
        if across < report.draws
        else ""
    )
    return (
        f"{nominal} Beside it stand {report.draws:,} draws over everything that is uncertain: a Latin"
        f" hypercube (McKay, Beckman and Conover 1979) from seed {report.seed}, rank orders respected in"
        f" every draw.{fewer}"
    )


ON_REQUEST = " Where that takes long, as on long roadmaps, it may be found with --thorough only."


def _claims(report: Report) -> str:
    fewest = min((one.draws for one in report.claims.claims if one.tested), default=report.draws)
    fewer = (
        " Exact roadmaps take long, so claims that turn on them are tested in fewer draws, the first"
        f" {fewest:,}."
        if fewest < report.draws
        else ""
    )
    left_out = any(one.tested and one.sufficient is None for one in report.claims.claims)
    return (
        "A claim is a statement over quantities that the analyses publish. “Mostly” means in at least four"
        f" draws of five, “rarely” in at most one.{fewer} Why a claim holds or not, and what that rests on,"
        " is said of the nominal case: the latter is the smallest set of inputs that fixes what is found"
        " there while all others are free, in every world tried or, where that is proved, in every world."
        f"{ON_REQUEST if left_out else ''} Intervals are Wilson’s (1927)."
    )


def _given(report: Report) -> str:
    """Return what names the case on the command line: its name where it is bundled, else the path given."""
    file = Path(report.case.document.file)
    return file.stem if bundled().get(file.stem) == file else str(file)


def _again(report: Report) -> str:
    digest = hashlib.sha256(report.case.document.text.encode()).hexdigest()[:12]
    variant = f" --variant {report.case.variant}" if report.case.variant else ""
    variant += " --thorough" if report.thorough else ""
    draws = f" --draws {report.draws} --seed {report.seed}" if report.draws else ""
    command = f"detente report {quote(_given(report))}{variant}{draws}"
    return (
        f"Détente {version('detente')}. The same page comes from: {command}. The text of the case has the"
        f" SHA-256 checksum {digest}…"
    )
