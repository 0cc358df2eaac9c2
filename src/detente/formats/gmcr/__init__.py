"""Files of GMCR+, a program for the graph model: conflicts in option form, in JSON."""

from detente.formats.gmcr.converted import Converted
from detente.formats.gmcr.gmcr_file import GmcrFile
from detente.formats.gmcr.of_case import gmcr_of_case
from detente.formats.gmcr.reading import gmcr_of_text, read_gmcr
from detente.formats.gmcr.to_case import case_of_gmcr
from detente.formats.gmcr.writing import gmcr_text, write_gmcr

__all__ = [
    "Converted",
    "GmcrFile",
    "case_of_gmcr",
    "gmcr_of_case",
    "gmcr_of_text",
    "gmcr_text",
    "read_gmcr",
    "write_gmcr",
]
