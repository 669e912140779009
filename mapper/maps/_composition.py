"""Compose the static picture of a table of events: ground, border, events, names, legend and small print, each in its place."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.maps._arrows import arrows
from mapper.maps._drawing import Area, Drawing, Ink, Line, Words, mark, text_width
from mapper.maps._ground import read_topology
from mapper.maps._line import OWN_BORDER, border_lines
from mapper.maps._names import COUNTRIES, area_of, cities, country_names, country_points, towns
from mapper.maps.style import EVENT_STYLES, STATUS_FILLS, THEME, WORDS, Points, label, style_of
from mapper.maps.summary import format_day, iso_day, off_map, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from mapper.maps._ground import Box

WIDTH, HEIGHT = 1000, 740
_TOP, _BOTTOM = 62, 602
_MARK = 20.0
_COLOUR = {name: pair[0] for name, pair in THEME.items()}
_EARTH_M_PER_DEGREE = 111_195.0
_MOST_SIDE_BY_SIDE = 3
_MOST_ONE_BY_ONE = 500
_CELL = 44.0
_MOST_LETTERS = 48
_LANGUAGE_AT = {"en": 0, "es": 1}


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The window of the picture onto the world, in Mercator's projection: ``box`` in degrees, ``scale`` in pixels a degree of longitude."""

    box: Box
    scale: float

    def pixels(self, points: NDArray[np.float64]) -> Points:
        """Return lon, lat as x, y in pixels."""
        west, north = self.box[0], self.box[3]
        x = (points[:, 0] - west) * self.scale
        y = _TOP + (_mercator(north) - _mercator(points[:, 1])) * self.scale
        return tuple(zip(x.tolist(), y.tolist(), strict=True))

    def place(self, spot: tuple[float, float]) -> tuple[float, float]:
        """Return a pixel's lon, lat."""
        return self.box[0] + spot[0] / self.scale, _degrees(_mercator(self.box[3]) - (spot[1] - _TOP) / self.scale)


@dataclass(kw_only=True)
class Room:
    """Boxes that are taken, so that no text is written over another."""

    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)

    def take(self, box: tuple[float, float, float, float]) -> bool:
        """Take a box inside the map; say whether it was free."""
        left, top, right, bottom = box
        inside = left > 2 and right < WIDTH - 2 and top > _TOP + 2 and bottom < _BOTTOM - 2  # noqa: PLR2004 - a small margin
        free = all(left >= r or right <= l or top >= b or bottom <= t for l, t, r, b in self.boxes)  # noqa: E741 - edges of a box
        if inside and free:
            self.boxes.append(box)
        return inside and free


def compose(events: GeoDataFrame, *, title: str | None, ui_lang: str, border_id: str | None) -> list[Drawing]:
    """Return everything that the picture shows, from the ground up."""
    placed = events[events.geometry.notna() & ~events.geometry.is_empty]
    placed = placed.to_crs(4326) if placed.crs is not None else placed
    frame = frame_of(placed, border_id)
    lines = [frame.pixels(line) for line in border_lines(border_id)] if border_id else []
    room = Room()
    few = placed if len(placed) <= _MOST_ONE_BY_ONE else placed[:0]
    marks = _marks(few, frame, room) if len(few) else _discs(placed, frame, room)
    for line in lines:
        room.boxes += _boxes_along(line)
    moves = _moves(few, frame, room)
    labels = _event_labels(few, frame, room, ui_lang)
    names = _names(frame, room, ui_lang, towns_of=cities if border_id == OWN_BORDER else towns)
    return [
        *_ground(frame),
        *_extents(few, frame),
        *(Line(points=line, ink=Ink(stroke=_COLOUR["halo"], width=6)) for line in lines),
        *(Line(points=line, ink=Ink(stroke=_COLOUR["border"], width=2.4)) for line in lines),
        *_strands(few, frame),
        *names,
        *moves,
        *marks,
        *labels,
        *_furniture(events, title, ui_lang),
    ]


def frame_of(placed: GeoDataFrame, border_id: str | None) -> Frame:
    """Fit the window to the border and the events, with a margin, in the picture's proportions."""
    corners = list(border_lines(border_id)) if border_id else []
    if len(placed):
        corners.append(placed.total_bounds.reshape(2, 2))
    points = np.vstack(corners) if corners else np.array([[-120.0, -50.0], [150.0, 65.0]])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    low, high = _mercator(south), _mercator(north)
    wide, tall = max(east - west, 0.2) * 1.25, max(high - low, 0.2) * 1.25
    scale = min(WIDTH / wide, (_BOTTOM - _TOP) / tall)
    middle, centre = (low + high) / 2, (west + east) / 2
    half_wide, half_tall = WIDTH / scale / 2, (_BOTTOM - _TOP) / scale / 2
    return Frame(box=(centre - half_wide, _degrees(middle - half_tall), centre + half_wide, _degrees(middle + half_tall)), scale=scale)


def _mercator(lat: Any) -> Any:  # noqa: ANN401 - a number or an array
    return np.degrees(np.log(np.tan(np.pi / 4 + np.radians(np.clip(lat, -85, 85)) / 2)))


def _degrees(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(y))) - math.pi / 2)


def _rings(geometry: Any, frame: Frame) -> tuple[Points, ...]:  # noqa: ANN401 - any geometry
    parts = [part for part in getattr(geometry, "geoms", [geometry]) if part.geom_type == "Polygon"]
    return tuple(frame.pixels(np.asarray(ring.coords)) for part in parts for ring in (part.exterior, *part.interiors))


def _ground(frame: Frame) -> list[Drawing]:
    import shapely

    sea = Area(rings=(((0, _TOP), (WIDTH, _TOP), (WIDTH, _BOTTOM), (0, _BOTTOM)),), ink=Ink(fill=_COLOUR["sea"]))
    window, countries = shapely.box(*frame.box), read_topology(COUNTRIES)
    drawn: list[Drawing] = [sea]
    for code in countries.areas:
        if countries.near(code, frame.box):
            land = area_of(COUNTRIES, code).intersection(window).simplify(0.7 / frame.scale)
            drawn.append(Area(rings=_rings(land, frame), ink=Ink(fill=_COLOUR["land"], stroke=_COLOUR["neighbour"], width=0.8)))
    return drawn


def _extents(placed: GeoDataFrame, frame: Frame) -> list[Drawing]:
    """Draw what events cover: polygons, and the ring within which a point may lie."""
    import shapely

    window = shapely.box(*frame.box)
    drawn: list[Drawing] = []
    for row in placed.to_dict("records"):
        colour = style_of(str(row.get("event_type"))).colour
        shape, radius = row[placed.geometry.name], row.get("uncertainty_m")
        if shape.geom_type.endswith("Polygon"):
            rings = _rings(shape.intersection(window).simplify(0.5 / frame.scale), frame)
            drawn.append(Area(rings=rings, ink=Ink(fill=colour, opacity=0.12)))
            drawn.append(Area(rings=rings, ink=Ink(stroke=colour, width=1, dash=(5, 3))))
        elif shape.geom_type == "Point" and radius is not None and radius == radius:  # noqa: PLR0124 - NaN is not itself
            reach = float(radius) / (_EARTH_M_PER_DEGREE * math.cos(math.radians(shape.y))) * frame.scale
            if _MARK / 2 < reach < WIDTH / 2:
                ring = _circle(frame.pixels(np.array([[shape.x, shape.y]]))[0], reach)
                drawn.append(Area(rings=(ring,), ink=Ink(fill=colour, opacity=0.1)))
                drawn.append(Area(rings=(ring,), ink=Ink(stroke=colour, width=0.8, dash=(4, 3))))
    return drawn


def _circle(centre: tuple[float, float], reach: float) -> Points:
    steps = 48 if reach > _CELL / 2 else 20
    turns = [step * 2 * math.pi / steps for step in range(steps)]
    return tuple((centre[0] + reach * math.cos(turn), centre[1] + reach * math.sin(turn)) for turn in turns)


def _strands(placed: GeoDataFrame, frame: Frame) -> list[Drawing]:
    """Draw events along a line as parallel strands, full or with a light core as their status says."""
    import shapely

    lines = placed[placed.geometry.geom_type.isin(["LineString", "MultiLineString"])].to_dict("records")
    drawn: list[Drawing] = []
    for at, row in enumerate(lines[:6]):
        shape = row[placed.geometry.name]
        aside = (at + 1) * 5.5 / frame.scale
        for part in getattr(shape, "geoms", [shape]):
            strand = shapely.offset_curve(part, aside, join_style="mitre")
            for piece in getattr(strand, "geoms", [strand]):
                points = frame.pixels(np.asarray(piece.coords))
                drawn.append(Line(points=points, ink=Ink(stroke=style_of(str(row.get("event_type"))).colour, width=4)))
                if STATUS_FILLS.get(str(row.get("status")), "filled") != "filled":
                    drawn.append(Line(points=points, ink=Ink(stroke=_COLOUR["halo"], width=1.6)))
    return drawn


def _spots(placed: GeoDataFrame, frame: Frame) -> dict[tuple[float, float], list[dict[str, Any]]]:
    """Gather events by where their mark stands; those closer than a mark share the place of the first."""
    spots: dict[tuple[float, float], list[dict[str, Any]]] = {}
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for row in placed.to_dict("records"):
        x, y = frame.pixels(np.array([_anchor(row[placed.geometry.name], len(spots))]))[0]
        column, line = int(x // _MARK), int(y // _MARK)
        around = [spot for i in (-1, 0, 1) for j in (-1, 0, 1) for spot in cells[column + i, line + j]]
        near = next((spot for spot in around if math.dist(spot, (x, y)) < _MARK), None)
        if near is None:
            near = (x, y)
            cells[column, line].append(near)
        spots.setdefault(near, []).append(row)
    return spots


def _anchor(shape: Any, turn: int) -> tuple[float, float]:  # noqa: ANN401 - any geometry
    """Return a point on a geometry; on lines at another share of the way each turn, so that marks of one line stand apart."""
    if shape.geom_type.endswith("LineString"):
        point = shape.interpolate((0.35, 0.65, 0.5, 0.2, 0.8)[turn % 5], normalized=True)
    else:
        point = shape.representative_point()
    return point.x, point.y


def _marks(placed: GeoDataFrame, frame: Frame, room: Room) -> list[Drawing]:
    drawn: list[Drawing] = []
    for (x, y), rows in _spots(placed, frame).items():
        wide = _MARK * min(len(rows), _MOST_SIDE_BY_SIDE) / 2
        room.boxes.append((x - wide, y - _MARK / 2, x + wide, y + _MARK / 2))
        if len(rows) <= _MOST_SIDE_BY_SIDE:
            for at, row in enumerate(rows):
                aside = (at - (len(rows) - 1) / 2) * (_MARK + 1)
                drawn += mark(str(row.get("event_type")), str(row.get("status")), x + aside, y, _MARK)
        else:
            disc = _circle((x, y), 11 + 2 * math.log10(len(rows)))
            drawn.append(Area(rings=(disc,), ink=Ink(fill=_COLOUR["paper"], stroke=_COLOUR["border"], width=2)))
            drawn.append(Words(x=x, y=y, text=f"{len(rows)}", size=11, colour=_COLOUR["ink"], anchor="middle", bold=True))
    return drawn


def _moves(placed: GeoDataFrame, frame: Frame, room: Room) -> list[Drawing]:
    """Draw movements as arrows beside their marks, each with its count as worded where there is room."""
    codes = {str(code) for name in ("direction_from", "direction_to") if name in placed for code in placed[name].dropna()}
    if not codes:
        return []
    countries = country_points(codes)
    found = [
        arrow for spot, rows in _spots(placed, frame).items()
        for arrow in arrows(spot, frame.place(spot), rows, countries, placed.geometry.name)
    ]  # fmt: skip
    drawn: list[Drawing] = [part for arrow in found for part in arrow.drawn()]
    room.boxes += [(x - 4, y - 4, x + 4, y + 4) for arrow in found for x, y in arrow.outline]
    for arrow in found:
        style = {"text": _cut(arrow.text), "size": 11.0, "colour": _COLOUR["ink"], "bold": True}
        drawn += (arrow.text and _beside(*arrow.tip, 14, room, style)) or (arrow.text and _beside(*arrow.tail, 14, room, style)) or []
    return drawn


def _cut(text: str) -> str:
    return text if len(text) < _MOST_LETTERS else f"{text[: _MOST_LETTERS - 2]}…"


def _discs(placed: GeoDataFrame, frame: Frame, room: Room) -> list[Drawing]:
    """Draw very many events as discs with counts, one a cell of a grid."""
    import shapely

    shapes = placed.geometry.to_numpy()
    points = shapely.get_coordinates(shapes if (shapely.get_type_id(shapes) == 0).all() else shapely.centroid(shapes))
    pixels = np.asarray(frame.pixels(points)).reshape(-1, 2)
    cells = (pixels // _CELL).astype(np.int64)
    _, cell, counts = np.unique(cells[:, 0] * 100_000 + cells[:, 1], return_inverse=True, return_counts=True)
    middles = np.column_stack([np.bincount(cell, pixels[:, axis], len(counts)) / counts for axis in (0, 1)])
    drawn: list[Drawing] = []
    for (x, y), count in zip(middles.tolist(), counts.tolist(), strict=True):
        reach = min(_CELL / 2, 7 + 4 * math.log10(count))
        if _TOP < y < _BOTTOM:
            room.boxes.append((x - reach, y - reach, x + reach, y + reach))
            drawn.append(Area(rings=(_circle((x, y), reach),), ink=Ink(fill=_COLOUR["paper"], stroke=_COLOUR["accent"], width=2)))
            drawn.append(Words(x=x, y=y, text=_short(count), size=10, colour=_COLOUR["ink"], anchor="middle"))
    return drawn


def _short(count: int) -> str:
    return f"{count}" if count < 10_000 else f"{count // 1000}k"  # noqa: PLR2004 - five digits leave the disc


def _boxes_along(line: Points) -> list[tuple[float, float, float, float]]:
    """Return small boxes along a line, so that no name is written across it."""
    boxes = []
    for (ax, ay), (bx, by) in pairwise(line):
        steps = max(1, round(math.dist((ax, ay), (bx, by)) / 8))
        spots = ((ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps) for step in range(steps + 1))
        boxes += [(x - 6, y - 6, x + 6, y + 6) for x, y in spots]
    return boxes


def _event_labels(placed: GeoDataFrame, frame: Frame, room: Room, lang: str) -> list[Drawing]:
    drawn: list[Drawing] = []
    for (x, y), rows in _spots(placed, frame).items():
        if len(rows) == 1:
            style = {"text": _cut(_event_label(rows[0], lang)), "size": 11.0, "colour": _COLOUR["ink"], "bold": True}
            drawn += _beside(x, y, _MARK / 2 + 5, room, style)
    return drawn


def _event_label(row: dict[str, Any], lang: str) -> str:
    parts = [label("event_type", str(row.get("event_type")), lang), label("status", str(row.get("status")), lang)]
    day = iso_day(row.get("event_date"))
    if day:
        parts.append(format_day(day, lang).removesuffix(f" {day[:4]}"))
    return " · ".join(parts)


def _beside(x: float, y: float, gap: float, room: Room, style: dict[str, Any]) -> list[Drawing]:
    """Write a text right, left, under or over a point, where there is room; nowhere if there is none."""
    wide, high = text_width(style["text"], style["size"]), style["size"] * 0.7
    for far in (gap, gap + 12, gap + 24):
        for left, middle in ((x + far, y), (x - far - wide, y), (x - wide / 2, y + far + high), (x - wide / 2, y - far - high)):
            if room.take((left, middle - high, left + wide, middle + high)):
                return [Words(x=left, y=middle, halo=_COLOUR["land"], **style)]
    return []


def _about(x: float, y: float, room: Room, text: str) -> list[Drawing]:
    """Write a country's name at a point or, where that is taken, a little off it."""
    half, steps = text_width(text, 13, 4) / 2, (0, -32, 32, -64, 64)
    for left, middle in ((x + 2 * aside, y + down) for down in steps for aside in steps):
        if room.take((left - half, middle - 9, left + half, middle + 9)):
            style: dict[str, Any] = {"size": 13, "colour": _COLOUR["muted"], "anchor": "middle", "spacing": 4, "halo": _COLOUR["land"]}
            return [Words(x=left, y=middle, text=text, **style)]
    return []


def _names(frame: Frame, room: Room, lang: str, *, towns_of: Callable[[Box], list[list[Any]]]) -> list[Drawing]:
    at, drawn = _LANGUAGE_AT[lang], []
    zoom = math.log2(frame.scale * 360 / 256)
    for lon, lat, names, least in towns_of(frame.box):
        x, y = frame.pixels(np.array([[lon, lat]]))[0]
        if zoom + 0.5 >= least and _TOP + 12 < y < _BOTTOM - 12:
            found = _beside(x, y, 6, room, {"text": names[at], "size": 11.0, "colour": _COLOUR["ink"]})
            if found:
                drawn += [Area(rings=(_circle((x, y), 2.2),), ink=Ink(fill=_COLOUR["ink"])), *found]
    for lon, lat, names, least, most in country_names(frame.box):
        x, y = frame.pixels(np.array([[lon, lat]]))[0]
        text = names[at].upper()
        if least <= zoom + 1 and zoom <= most:
            drawn += _about(x, y, room, text)
    return drawn


def _furniture(events: GeoDataFrame, title: str | None, lang: str) -> list[Drawing]:
    """Write what stands around the map: title, sentence, legend, how many are not on it, disclaimer, attribution."""
    words = WORDS[lang]
    nowhere = events[events.geometry.isna() | events.geometry.is_empty]
    small = [words["disclaimer"], "© OpenStreetMap (ODbL 1.0) · GeoNames (CC BY 4.0) · Natural Earth"]
    if len(nowhere):
        small.insert(0, off_map(nowhere, lang, fits=lambda text: text_width(text, 10) < WIDTH - 32))
    return [
        Words(x=16, y=22, text=title or words["title"], size=20, colour=_COLOUR["ink"], bold=True),
        Words(x=16, y=46, text=summary(events)[lang], size=13, colour=_COLOUR["muted"]),
        *_legend(events, lang),
        *(Words(x=16, y=HEIGHT - 12 - 15 * at, text=text, size=10, colour=_COLOUR["muted"]) for at, text in enumerate(reversed(small))),
    ]


def _legend(events: GeoDataFrame, lang: str) -> list[Drawing]:
    """Name each type and each status that the events have, in two rows."""
    drawn: list[Drawing] = []
    types = _present(events, "event_type", tuple(EVENT_STYLES))
    statuses = _present(events, "status", tuple(STATUS_FILLS))
    kinds = [(kind, "reported", label("event_type", kind, lang)) for kind in types]
    fills = [("", status, label("status", status, lang)) for status in statuses]
    y = _BOTTOM + 20.0
    for entries in (kinds, fills):
        x = 26.0
        for kind, status, name in entries:
            wide = 34 + text_width(name, 11)
            if x + wide > WIDTH:
                x, y = 26.0, y + 22
            drawn += [*mark(kind, status, x, y, 16), Words(x=x + 13, y=y, text=name, size=11, colour=_COLOUR["ink"])]
            x += wide
        y += 22
    return drawn


def _present(events: GeoDataFrame, column: str, order: Sequence[str]) -> list[str]:
    values = {str(value) for value in events[column].dropna().unique()} if column in events else set()
    return [*(value for value in order if value in values), *sorted(values - set(order))]

