"""Events and places as flat properties and as GeoDataFrames with a fixed schema.

The columns, their order, names and units are a contract with every program that reads our output; positions are longitude, latitude in
EPSG:4326, rounded to six decimals (0.1 m) where they leave as numbers.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mapper.events.codes import codes_for
from mapper.layers.columns import DTYPES, EVENT_COLUMNS, EVENT_TYPES_OF_COLUMNS, PLACE_COLUMNS, PLACE_TYPES_OF_COLUMNS
from mapper.merge.joining import sources_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from mapper.records import Article, Candidate, Event, Location, Place, Placement

__all__ = [
    "CRS", "DECIMALS", "EVENT_COLUMNS", "PLACE_COLUMNS", "candidate_properties", "event_properties", "events_frame", "frame",
    "place_geometry", "place_properties", "places_frame",
]

CRS = "EPSG:4326"
DECIMALS = 6


def event_properties(event: Event) -> dict[str, object]:
    """Flatten an event to the properties of the event contract, without its geometry.

    Parameters
    ----------
    event
        An event; one that the border stage has not placed yet has None in every property of the place.

    Returns
    -------
    dict
        Keys are `EVENT_COLUMNS`, in that order; what is unknown is None. ``reports`` is JSON: a list with one object for each report of a
        merged event (its id, quote, source, status, words of its number); None where the event is its own and only report.
    """
    properties: dict[str, object] = dict.fromkeys(EVENT_COLUMNS)
    properties |= _what(event)
    properties |= _where(event.placement)
    properties |= _told_by(event)
    codes = codes_for(event.event_type, event.sub_event_type)
    for name in ("cameo_code", "plover_event", "acled_event_type", "acled_sub_event_type", "cameo_match", "acled_match"):
        properties[name] = getattr(codes, name)
    return {name: _well_formed(value) for name, value in properties.items()}


def place_properties(location: Location, article: Article) -> dict[str, object]:
    """Flatten a location of an article to the properties of the place contract, without its geometry.

    A toponym that nothing fits keeps its text and offsets; its place properties are None.
    """
    toponym, place = location.toponym, location.place
    properties: dict[str, object] = {
        "article_id": article.article_id,
        "text": toponym.text,
        "start": toponym.start,
        "end": toponym.end,
        "name": place.name if place else None,
        "kind": place.kind if place else toponym.kind,
        "mention": toponym.mention,
        "country": place.country if place else None,
        "geonameid": place.geonameid if place else None,
        "place_id": place.place_id if place else None,
        "longitude": round(place.lon, DECIMALS) if place else None,
        "latitude": round(place.lat, DECIMALS) if place else None,
        "confidence": round(location.confidence, 3),
    }
    return {name: _well_formed(value) for name, value in properties.items()}


def candidate_properties(name: str, candidate: Candidate) -> dict[str, object]:
    """Flatten an answer to a question by name; ``text`` is the name asked for, ``score`` is higher for the better answer."""
    place = candidate.place
    return {
        "text": name,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "geonameid": place.geonameid,
        "place_id": place.place_id,
        "longitude": round(place.lon, DECIMALS),
        "latitude": round(place.lat, DECIMALS),
        "score": round(candidate.score, 3),
    }


def place_geometry(place: Place | None) -> BaseGeometry | None:
    """Give the point of a place, longitude first; None for no place."""
    if place is None:
        return None
    from shapely import Point

    return Point(place.lon, place.lat)


def events_frame(events: Iterable[Event]) -> GeoDataFrame:
    """Tabulate events: exactly the columns of the contract, in order, and the geometry, in EPSG:4326.

    Examples
    --------
    >>> list(events_frame([]).columns) == [*EVENT_COLUMNS, "geometry"]
    True
    """
    listed = list(events)
    rows = [event_properties(event) for event in listed]
    return frame(rows, [event.placement.geometry if event.placement else None for event in listed], EVENT_TYPES_OF_COLUMNS)


def places_frame(locations: Iterable[tuple[Location, Article]]) -> GeoDataFrame:
    """Tabulate the locations of articles: the columns of the place contract and the geometry (None where unresolved), in EPSG:4326."""
    listed = list(locations)
    rows = [place_properties(location, article) for location, article in listed]
    return frame(rows, [place_geometry(location.place) for location, _ in listed], PLACE_TYPES_OF_COLUMNS)


def frame(
    rows: Sequence[Mapping[str, object]], geometries: Sequence[BaseGeometry | None], types_of_columns: Mapping[str, str]
) -> GeoDataFrame:
    """Build a GeoDataFrame whose dtypes do not depend on the rows: an empty or wholly unknown column keeps its type."""
    import geopandas
    import pandas as pd

    columns = {
        name: pd.Series([row[name] for row in rows], dtype=DTYPES[kind], index=pd.RangeIndex(len(rows)))
        for name, kind in types_of_columns.items()
    }
    return geopandas.GeoDataFrame(columns, geometry=geopandas.GeoSeries(list(geometries), crs=CRS), crs=CRS)


def _what(event: Event) -> dict[str, object]:
    when, count = event.when, event.count
    return {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "status": event.status,
        "actor1": event.actor1,
        "actor2": event.actor2,
        "event_date": when.start,
        "event_date_end": when.end,
        "time_precision": when.precision,
        "date_basis": when.basis,
        "count_min": count.minimum if count else None,
        "count_max": count.maximum if count else None,
        "count_unit": count.unit if count else None,
        "count_text": count.text if count else None,
        "count_kind": count.kind if count else None,
        "duration_days": event.duration_days,
        "instrument": event.instrument,
        "from_place": event.from_place,
        "to_place": event.to_place,
        "direction_from": event.direction_from,
        "direction_to": event.direction_to,
    }


def _where(placement: Placement | None) -> dict[str, object]:
    if placement is None:
        return {}
    return {
        "location": placement.location,
        "location_type": placement.location_type,
        "longitude": round(placement.lon, DECIMALS),
        "latitude": round(placement.lat, DECIMALS),
        "uncertainty_m": placement.uncertainty_m,
        "geo_precision": placement.geo_precision,
        "border_id": placement.border_id,
        "chainage_km": placement.chainage_km,
        "chainage_from_km": placement.chainage_from_km,
        "chainage_to_km": placement.chainage_to_km,
        "offset_km": placement.offset_km,
        "side": placement.side,
        "nearest_crossing": placement.nearest_crossing,
        "country": placement.country,
        "admin1": placement.admin1,
        "admin2": placement.admin2,
    }


def _told_by(event: Event) -> dict[str, object]:
    evidence, article = event.evidence, event.article
    return {
        "confidence": round(event.confidence, 3),
        "quote": evidence.quote,
        "quote_start": evidence.start,
        "quote_end": evidence.end,
        "trigger": evidence.trigger,
        "article_id": article.article_id,
        "source": article.source,
        "source_url": article.source_url,
        "source_title": article.title,
        "published": article.published,
        "lang": article.lang,
        "n_reports": max(1, len(event.reports)),
        "n_sources": sources_of(event),
        "is_background": event.is_background,
        "reports": json.dumps([_report(report) for report in event.reports], ensure_ascii=False) if event.reports else None,
    }


def _report(event: Event) -> dict[str, object]:
    """Tell what one report says, for the list that a merged event keeps."""
    article = event.article
    return {
        "event_id": event.event_id,
        "quote": event.evidence.quote,
        "source": article.source,
        "source_url": article.source_url,
        "source_title": article.title,
        "published": article.published,
        "lang": article.lang,
        "article_id": article.article_id,
        "status": event.status,
        "count_text": event.count.text if event.count else None,
    }


def _well_formed(value: object) -> object:
    """Replace lone surrogates, which no file format can hold, one for one, so that offsets stay right."""
    if not isinstance(value, str):
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        pass
    else:
        return value
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in value)
