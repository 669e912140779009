"""A report of events for a reader who was not there: one self-contained page."""

from mapper.report.page import report_page

__all__ = ["report_page"]
