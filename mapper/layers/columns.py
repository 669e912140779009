"""The columns of our tables, in order, with the kind of value that each holds: a contract with every program that reads our output."""

from __future__ import annotations

EVENT_TYPES_OF_COLUMNS: dict[str, str] = {
    "event_id": "text", "event_type": "text", "sub_event_type": "text", "status": "text", "actor1": "text", "actor2": "text",
    "event_date": "text", "event_date_end": "text", "time_precision": "integer", "date_basis": "text",
    "count_min": "integer", "count_max": "integer", "count_unit": "text", "count_text": "text", "count_kind": "text",
    "duration_days": "integer", "instrument": "text", "from_place": "text", "to_place": "text", "direction_from": "text",
    "direction_to": "text", "location": "text", "location_type": "text", "longitude": "number", "latitude": "number",
    "uncertainty_m": "number", "geo_precision": "integer", "border_id": "text", "chainage_km": "number",
    "chainage_from_km": "number", "chainage_to_km": "number", "offset_km": "number", "side": "text", "nearest_crossing": "text",
    "country": "text", "admin1": "text", "admin2": "text", "confidence": "number", "quote": "text", "quote_start": "integer",
    "quote_end": "integer", "trigger": "text", "article_id": "text", "source": "text", "source_url": "text", "source_title": "text",
    "published": "text", "lang": "text", "n_reports": "integer", "n_sources": "integer", "is_background": "truth",
    "cameo_code": "text", "plover_event": "text", "acled_event_type": "text", "acled_sub_event_type": "text",
    "cameo_match": "text", "acled_match": "text", "reports": "text",
}
PLACE_TYPES_OF_COLUMNS: dict[str, str] = {
    "article_id": "text", "text": "text", "start": "integer", "end": "integer", "name": "text", "kind": "text", "mention": "text",
    "country": "text", "geonameid": "integer", "place_id": "text", "longitude": "number", "latitude": "number", "confidence": "number",
}
EVENT_COLUMNS: tuple[str, ...] = tuple(EVENT_TYPES_OF_COLUMNS)
PLACE_COLUMNS: tuple[str, ...] = tuple(PLACE_TYPES_OF_COLUMNS)
DTYPES = {"text": "object", "integer": "Int64", "number": "float64", "truth": "bool"}
