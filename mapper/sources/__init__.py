"""Inputs become articles or tables of events."""

from mapper.sources.event_tables import is_event_table, read_events
from mapper.sources.inputs import read_articles

__all__ = ["is_event_table", "read_articles", "read_events"]
