"""Events kept over time: in a GeoPackage file, or in PostGIS."""

from mapper.store.corrections import corrected
from mapper.store.keeping import Added, add, correct, events_table, fingerprint, keep
from mapper.store.model import Correction, Counts, EventRow, FeedState, Report, Store
from mapper.store.opening import is_store, open_store
from mapper.store.refreshing import refresh
from mapper.store.selection import Near, Selection, selected

__all__ = [
    "Added",
    "Correction",
    "Counts",
    "EventRow",
    "FeedState",
    "Near",
    "Report",
    "Selection",
    "Store",
    "add",
    "correct",
    "corrected",
    "events_table",
    "fingerprint",
    "is_store",
    "keep",
    "open_store",
    "refresh",
    "selected",
]
