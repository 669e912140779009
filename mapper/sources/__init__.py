"""Inputs become articles or tables of events."""

from mapper.sources.event_tables import is_event_table, read_event_tables, read_events
from mapper.sources.fetching import Fetcher
from mapper.sources.inputs import read_articles

__all__ = ["Fetcher", "is_event_table", "read_articles", "read_event_tables", "read_events"]
