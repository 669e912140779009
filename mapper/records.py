"""The values that flow from stage to stage, frozen and keyword-only.

Offsets count code points in ``Article.text``, end exclusive. Positions are longitude, latitude in degrees (EPSG:4326), lengths in
kilometres or metres as the name says. Countries are ISO 3166-1 alpha-3. Dates are ISO 8601, possibly only ``YYYY-MM``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

EventType = Literal[
    "crossing", "deployment", "emergency", "closure", "reopening", "detention", "expulsion",
    "clash", "smuggling", "protest", "diplomacy", "policy", "aid",
]
Status = Literal["reported", "ongoing", "announced", "attempted", "prevented", "alleged", "denied"]
LocationType = Literal[
    "site", "populated_place", "near_place", "route", "zone", "border_segment", "border_line",
    "admin3", "admin2", "admin1", "region", "water", "country",
]
PlaceKind = Literal["country", "admin1", "admin2", "admin3", "populated_place", "border", "crossing", "facility", "natural", "region"]
Mention = Literal["literal", "embedded", "adjectival", "metonymic"]
DateBasis = Literal["stated", "relative", "publication", "none"]
CountKind = Literal["total", "increment", "rate", "change"]

EVENT_TYPES: tuple[EventType, ...] = (
    "crossing", "deployment", "emergency", "closure", "reopening", "detention", "expulsion",
    "clash", "smuggling", "protest", "diplomacy", "policy", "aid",
)
STATUSES: tuple[Status, ...] = ("reported", "ongoing", "announced", "attempted", "prevented", "alleged", "denied")


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    r"""One text to read.

    ``article_id`` is the input's own id, else its canonical URL, else the first 16 hex digits of the text's SHA-256.
    ``text`` is as read: byte-order mark dropped, newlines as ``\n``, nothing else changed. ``published`` is ``YYYY-MM-DD``,
    ``YYYY-MM`` or None. ``lang`` is ISO 639-1; ``source`` is the publisher. ``geotag`` is the point, longitude and latitude in degrees,
    that the source itself gives the article (a feed's georss), which may help to tell places of one name apart; it is no place of an
    event.
    """

    article_id: str
    text: str
    lang: str
    title: str | None = None
    published: str | None = None
    source: str | None = None
    source_url: str | None = None
    geotag: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A row of the gazetteer: somewhere that has a name.

    ``place_id`` is unique (``geonames:3928128``, ``xing:desaguadero``, ``border:PER-CHL``, ``iso:PER``). ``uncertainty_m`` is the radius in
    metres within which the point can be trusted. ``country`` is None for borders and seas. ``sensitive`` places (informal
    crossing points, shelters, army units) are coarsened in every output unless exact positions are asked for.
    """

    place_id: str
    name: str
    kind: PlaceKind
    lon: float
    lat: float
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    geonameid: int | None = None
    feature_code: str | None = None
    population: int = 0
    uncertainty_m: float | None = None
    border_id: str | None = None
    sensitive: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Toponym:
    """A name of a place in an article; ``article.text[start:end] == text``.

    ``kind`` is what the words around it say, if they do; ``chance`` (0-1) how likely it is the name of a place at all.
    """

    text: str
    start: int
    end: int
    mention: Mention = "literal"
    kind: PlaceKind | None = None
    border_id: str | None = None
    chance: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A place that a toponym could mean, its score (higher is better) and the reasons, each a short phrase."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Location:
    """A toponym with its resolution: ``place`` is None where nothing fits; ``candidates`` best first.

    ``confidence`` (0-1) is how likely the name is a place's and ``place`` that place: of locations given 0.8, about 80 % are right.
    """

    toponym: Toponym
    place: Place | None
    candidates: tuple[Candidate, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A number as worded in text: bounds (None = open), what is counted, and what kind of number it is."""

    minimum: int | None
    maximum: int | None
    text: str
    start: int
    end: int
    unit: str | None = None
    kind: CountKind = "total"


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """A time of an event: first and last day, precision 1 (day), 2 (week or month part), 3 (month or longer), and how we know."""

    start: str | None = None
    end: str | None = None
    precision: Literal[1, 2, 3] | None = None
    basis: DateBasis = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Where:
    """What the text says of an event's place, before it is drawn.

    ``location`` is the place named, None where only a border is meant; ``border_id`` the border meant, if any. ``relation``: ``at`` the
    place, ``near`` it, ``offset`` (``distance_km`` off it towards ``bearing_deg``, clockwise from north), ``stretch`` (of the border
    between the monuments or places of ``stretch``), ``border`` (the whole line), ``zones`` (the districts of a measure). ``side`` is the
    country on whose side of the border it lies. ``carried`` says that the place comes from earlier text; ``reason`` says in words why
    this place.
    """

    location: Location | None = None
    border_id: str | None = None
    relation: Literal["at", "near", "offset", "stretch", "border", "zones"] = "at"
    distance_km: float | None = None
    bearing_deg: float | None = None
    stretch: tuple[int, int] | None = None
    zones: tuple[Location, ...] = ()
    side: str | None = None
    carried: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where an event is drawn: the true extent and a point on it. See the event contract for each field; geometry is None for a country."""

    location: str | None
    location_type: LocationType
    lon: float
    lat: float
    geo_precision: Literal[1, 2, 3]
    geometry: BaseGeometry | None = None
    uncertainty_m: float | None = None
    border_id: str | None = None
    chainage_km: float | None = None
    chainage_from_km: float | None = None
    chainage_to_km: float | None = None
    offset_km: float | None = None
    side: str | None = None
    nearest_crossing: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The sentence that tells an event: ``article.text[start:end] == quote``; ``trigger`` is the words that gave its type."""

    quote: str
    start: int
    end: int
    trigger: str
    trigger_start: int
    trigger_end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """Why an event was read as it was, for ``--explain``: the frame's name, the status cue, role spans as worded, the place's reason."""

    frame: str
    status_cue: str | None = None
    roles: tuple[tuple[str, str], ...] = ()
    place_reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One happening, as one article tells it or, merged, as several do.

    ``event_id`` is stable over reruns: a hash of article id, type and start of the trigger. ``actor1`` and ``actor2`` are as in the text,
    but a private person is "person" or the role. ``direction_from`` and ``direction_to`` are countries. ``placement`` is None before the
    border stage.

    A merged event keeps the events as the articles told them in ``reports``, in order of publication; its ``evidence`` and ``article``
    are those of the most telling one, its ``event_id`` is the smallest. An event that one article alone tells has no ``reports``: it is
    its own.
    """

    event_id: str
    event_type: EventType
    status: Status
    evidence: Evidence
    article: Article
    confidence: float
    sub_event_type: str | None = None
    actor1: str | None = None
    actor2: str | None = None
    when: When = When()
    count: Quantity | None = None
    duration_days: int | None = None
    instrument: str | None = None
    from_place: str | None = None
    to_place: str | None = None
    direction_from: str | None = None
    direction_to: str | None = None
    where: Where = Where()
    placement: Placement | None = None
    is_background: bool = False
    explanation: Explanation | None = None
    reports: tuple[Event, ...] = ()
