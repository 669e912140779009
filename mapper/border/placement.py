"""Where an event is drawn: what its text says of the place becomes a point with its doubt, a line, a stretch or an area."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from shapely.geometry import Point
from shapely.ops import unary_union

from mapper.border.atlas import FOCUS_REACH_KM
from mapper.border.chainage import ellipsoid
from mapper.border.coarse import coarsened
from mapper.border.names import border_between, border_label_point
from mapper.records import Placement

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from mapper.border.atlas import Atlas, Zone
    from mapper.border.line import Border, BorderPosition
    from mapper.records import Event, LocationType, Place, PlaceKind, Where

SHORT_STRETCH_KM = 50.0
LARGE_TOWN = 100_000
# Radii, in metres, within which a point is trusted where the gazetteer does not say.
TOWN_M, LARGE_TOWN_M, SITE_M, DISTRICT_M, PROVINCE_M, NATURAL_M, NEAR_M = 2_000.0, 5_000.0, 500.0, 15_000.0, 40_000.0, 20_000.0, 10_000.0
# A share of the distance that "20 km north of" leaves open.
OFFSET_SHARE = 0.25
OFFSET_LEAST_M = 3_000.0
# A point with a wider ring than this would be an invented point.
WIDEST_RING_M = 60_000.0
WATER_CODES = ("H.", "STM", "OCN", "SEA", "LK", "BAY", "GULF", "STRT", "CHN", "RSV", "LGN")
_TYPE_OF: dict[PlaceKind, LocationType] = {
    "populated_place": "populated_place", "crossing": "site", "facility": "site", "admin3": "admin3", "admin2": "admin2",
    "natural": "region", "region": "region", "admin1": "admin1", "country": "country", "border": "site",
}  # fmt: skip
_PRECISION_OF: dict[LocationType, Literal[1, 2, 3]] = {"site": 1, "populated_place": 1, "near_place": 2, "admin3": 2, "admin2": 2}


def place_event(event: Event, *, atlas: Atlas, exact: bool = False) -> Event:
    """Put an event on the map: fill its ``placement`` from its ``where``.

    Parameters
    ----------
    event
        An event as extracted; an event whose text says nothing of a place keeps the placement None.
    atlas
        From `mapper.border.load_atlas`.
    exact
        Draw sensitive places (informal crossing points, shelters, army units) where they are. By default they stand in their garrison's
        town or on a grid of 5 km, because a map of them can do harm.
    """
    return replace(event, placement=placement_of(event.where, atlas=atlas, exact=exact))


def placement_of(where: Where, *, atlas: Atlas, exact: bool = False) -> Placement | None:
    """Turn what a text says of a place into the place's extent; None if it says nothing.

    A position's kilometre, offset, side and nearest crossing are told in relation to the border that the text means, else to the one that
    `Atlas.border_near` chooses; all four are None farther than 300 km from it.
    """
    place = where.location.place if where.location else None
    if place is not None and not exact:
        place = coarsened(place, atlas)
    border_id = _known(where.border_id) or (_known(place.border_id) if place is not None else None)
    if where.relation == "zones" and (zoned := _zones(where, atlas)):
        return zoned
    shown = place is not None and (exact or not place.sensitive)
    stretch = where.stretch or (atlas.named_stretch(place.place_id) if place is not None and shown else None)
    if stretch and border_id and (on_stretch := _stretch(stretch, where, place, atlas.border(border_id))):
        return on_stretch
    is_line = place is None or (place.kind == "border" and not place.place_id.startswith("hito:"))
    if border_id and (is_line or where.relation == "border"):
        return _whole_border(where, place, atlas.border(border_id))
    if place is None or is_line:
        return None
    if place.kind in {"country", "admin1", "region"} and (area := _area(where, place, atlas)):
        return area
    return _point(where, place, border_id, atlas)


def _known(border_id: str | None) -> str | None:
    if border_id is None:
        return None
    one, _, other = border_id.partition("-")
    return border_between(one, other)


def _whole_border(where: Where, place: Place | None, border: Border) -> Placement:
    lon, lat = border_label_point(border.border_id)
    return Placement(
        location=place.name if place is not None else border.name_en,
        location_type="border_line",
        lon=lon,
        lat=lat,
        geo_precision=3,
        geometry=border.line,
        border_id=border.border_id,
        chainage_from_km=0.0,
        chainage_to_km=round(border.length_km, 2),
        side=where.side or "line",
        country=where.side,
    )


def _stretch(numbers: tuple[int, int], where: Where, place: Place | None, border: Border) -> Placement | None:
    known = {monument.number: monument.chainage_km for monument in border.monuments}
    if numbers[0] not in known or numbers[1] not in known:
        return None
    low, high = sorted(known[number] for number in numbers)
    lon, lat = border.point_at((low + high) / 2)
    first, last = sorted(numbers)
    return Placement(
        location=place.name if place is not None else f"{border.name_en}, monuments {first} to {last}",
        location_type="border_segment",
        lon=lon,
        lat=lat,
        geo_precision=2 if high - low <= SHORT_STRETCH_KM else 3,
        geometry=border.stretch(low, high) if high > low else Point(lon, lat),
        border_id=border.border_id,
        chainage_km=round((low + high) / 2, 2),
        chainage_from_km=low,
        chainage_to_km=high,
        offset_km=0.0,
        side=where.side or "line",
        nearest_crossing=border.locate(lon, lat).nearest_crossing,
        country=where.side,
    )


def _zones(where: Where, atlas: Atlas) -> Placement | None:
    """Give the zones of a measure together; None if none of its districts lies on the border."""
    named = [location.place for location in where.zones if location.place is not None]
    zones: dict[str, Zone] = {zone.ident: zone for place in named if (zone := atlas.zone(place))}
    if not zones:
        return None
    area = unary_union([zone.area for zone in zones.values()])
    label = area.representative_point()
    return Placement(
        location=", ".join(zone.name for zone in zones.values()),
        location_type="zone",
        lon=round(label.x, 6),
        lat=round(label.y, 6),
        geo_precision=2,
        geometry=area,
        border_id="PER-CHL",
        chainage_from_km=min(zone.from_km for zone in zones.values()),
        chainage_to_km=max(zone.to_km for zone in zones.values()),
        side="PER",
        country="PER",
        admin1="Tacna",
    )


def _area(where: Where, place: Place, atlas: Atlas) -> Placement | None:
    """Give a country (without geometry), a first-level region or an unofficial area; None where no polygon is known."""
    geometry: BaseGeometry | None = None
    if place.kind == "admin1":
        region = atlas.region_of(place)
        geometry = region.area if region else None
    elif place.kind == "region":
        geometry = atlas.area_of(place.name)
    if geometry is None and place.kind == "region" and (place.uncertainty_m or NATURAL_M) <= WIDEST_RING_M:
        return None
    lon, lat = place.lon, place.lat
    if geometry is not None and not geometry.intersects(Point(lon, lat)):
        label = geometry.representative_point()
        lon, lat = round(label.x, 6), round(label.y, 6)
    return Placement(
        location=place.name,
        location_type=_TYPE_OF[place.kind],
        lon=lon,
        lat=lat,
        geo_precision=3,
        geometry=geometry,
        border_id=_known(where.border_id),
        side=where.side,
        country=place.country,
        admin1=place.name if place.kind == "admin1" else None,
    )


def _point(where: Where, place: Place, border_id: str | None, atlas: Atlas) -> Placement:
    lon, lat, location_type, radius = _position(where, place)
    country = atlas.country_of(place)
    border_id = atlas.border_at(lon, lat, country, told=border_id) or atlas.border_near(lon, lat, country)
    drawn = radius <= WIDEST_RING_M
    placed = Placement(
        location=place.name,
        location_type=location_type,
        lon=lon,
        lat=lat,
        geo_precision=_PRECISION_OF.get(location_type, 3),
        geometry=Point(lon, lat) if drawn else None,
        uncertainty_m=radius if drawn else None,
        border_id=border_id,
        country=where.side or country,
        admin1=place.admin1,
        admin2=place.name if place.kind == "admin2" else place.admin2,
    )
    return _related(placed, where, place, atlas.border(border_id)) if border_id and drawn else placed


def _related(placed: Placement, where: Where, place: Place, border: Border) -> Placement:
    """Say at which kilometre, how far off, on whose side and near which crossing a point stands."""
    position = border.locate(placed.lon, placed.lat)
    if position.offset_km > FOCUS_REACH_KM:
        return placed
    side, country = _side(position, placed, where, place, border)
    if country != place.country and (placed.lon, placed.lat) != (place.lon, place.lat):
        placed = replace(placed, admin1=None, admin2=None)  # those of the place that it was told from
    return replace(
        placed,
        chainage_km=round(position.chainage_km, 2),
        offset_km=round(position.offset_km, 2),
        side=side,
        nearest_crossing=position.nearest_crossing,
        country=country,
    )


def _side(
    position: BorderPosition, placed: Placement, where: Where, place: Place, border: Border,
) -> tuple[str | None, str | None]:  # fmt: skip
    """Give side and country: what the text says, else what the gazetteer knows, else the polygon, unless the ring lies across the line."""
    if position.side == "disputed":
        return "disputed", None
    if where.side:
        return where.side, where.side
    if place.country is None and place.kind == "crossing":
        return "line", None
    across = 1000 * position.offset_km <= max(placed.uncertainty_m or 0.0, border.precision_m)
    moved = (placed.lon, placed.lat) != (place.lon, place.lat)
    if across or not moved:
        known = place.country if place.country in border.countries else None
        return known or (None if across else position.side), placed.country if place.country or not across else None
    return position.side, placed.country if position.side in {None, "line"} else position.side


def _position(where: Where, place: Place) -> tuple[float, float, LocationType, float]:
    """Give lon, lat, the kind of location and the radius in metres within which it lies."""
    own = _radius(place)
    if where.relation not in {"near", "offset"}:
        return place.lon, place.lat, _location_type(place), own
    distance_m = 1000 * (where.distance_km or 0.0)
    if where.bearing_deg is None or not distance_m:
        return place.lon, place.lat, "near_place", max(distance_m, own) if distance_m else max(NEAR_M, own)
    lon, lat, _ = ellipsoid().fwd(place.lon, place.lat, where.bearing_deg, distance_m)
    return round(lon, 6), round(lat, 6), "near_place", max(OFFSET_SHARE * distance_m, OFFSET_LEAST_M, own)


def _location_type(place: Place) -> LocationType:
    if place.kind == "natural" and (place.feature_code or "").startswith(WATER_CODES):
        return "water"
    return _TYPE_OF[place.kind]


def _radius(place: Place) -> float:
    if place.uncertainty_m is not None:
        return place.uncertainty_m
    town = LARGE_TOWN_M if place.population >= LARGE_TOWN else TOWN_M
    return {
        "populated_place": town, "crossing": SITE_M, "facility": SITE_M, "admin3": DISTRICT_M, "admin2": PROVINCE_M,
    }.get(place.kind, NATURAL_M)  # fmt: skip
