"""Cases as Excel files: a sheet for each table, drop-downs, and errors with the addresses of cells."""

from detente.formats.excel.comments import left_behind
from detente.formats.excel.of_case import sheets_of_case
from detente.formats.excel.reading import read_excel
from detente.formats.excel.to_case import ReadExcel, case_of_sheets
from detente.formats.excel.writing import excel_bytes, write_excel

__all__ = [
    "ReadExcel",
    "case_of_sheets",
    "excel_bytes",
    "left_behind",
    "read_excel",
    "sheets_of_case",
    "write_excel",
]
