"""One writer a format; files are written whole or not at all."""

from mapper.exports.formats import FORMATS, Format, check_output, format_for, format_named, format_of, write
from mapper.exports.writing import check_ending, check_writable, whole_file

__all__ = [
    "FORMATS",
    "Format",
    "check_ending",
    "check_output",
    "check_writable",
    "format_for",
    "format_named",
    "format_of",
    "whole_file",
    "write",
]
