"""What every analysis of a report found, in words and pictures: for the page, and for other papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.report.cohesion_said import cohesion_said
from detente.report.figures import figures_of
from detente.report.institutions_said import institutions_said
from detente.report.pictures import charts_unchecked
from detente.report.roadmap_said import roadmap_said
from detente.report.stability_said import stability_said
from detente.report.threats_said import threats_said
from detente.report.verification_said import verification_said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.report.cohesion_said import CohesionSaid
    from detente.report.institutions_said import InstitutionsSaid
    from detente.report.pictures import Picture
    from detente.report.report import Report
    from detente.report.roadmap_said import RoadmapSaid
    from detente.report.stability_said import StabilitySaid
    from detente.report.threats_said import ThreatsSaid
    from detente.report.verification_said import VerificationSaid

__all__ = ["AnalysesSaid", "analyses_said"]


@dataclass(frozen=True)
class AnalysesSaid:
    """The sections of the analyses; ``figures`` are those on signing, by name, and that on the ground.

    What a case does not have is None.
    """

    figures: Mapping[str, Picture]
    stability: StabilitySaid | None
    cohesion: CohesionSaid | None
    institutions: InstitutionsSaid
    verification: VerificationSaid
    threats: ThreatsSaid | None
    roadmap: RoadmapSaid | None

    @property
    def pictures(self) -> dict[str, tuple[Picture, ...]]:
        """All pictures, by the section in which they stand."""
        named = ("ground", "zone", "draws", "frontier", "obstacles")
        found = {
            **{name: (self.figures[name],) for name in named if name in self.figures},
            "stability": () if self.stability is None else tuple(self.stability.pictures),
            "cohesion": () if self.cohesion is None else tuple(self.cohesion.pictures),
            "institutions": tuple(self.institutions.pictures),
            "verification": tuple(self.verification.pictures),
            "threats": () if self.threats is None else tuple(self.threats.pictures),
            "roadmap": () if self.roadmap is None else tuple(self.roadmap.figures.values()),
        }
        found["zone"] = (*found.get("zone", ()), *found.pop("draws", ()))
        return {section: pictures for section, pictures in found.items() if pictures}


def analyses_said(report: Report) -> AnalysesSaid:
    """Return what was found in words and pictures."""
    with charts_unchecked():
        return AnalysesSaid(
            figures=figures_of(report),
            stability=stability_said(report),
            cohesion=cohesion_said(report.cohesion, report.cohesion_in, report.cohesion_over),
            institutions=institutions_said(report.institutions, report.institutions_in),
            verification=verification_said(report.verification),
            threats=threats_said(report.threats),
            roadmap=None if report.roadmap is None else roadmap_said(report.roadmap),
        )
