"""Places, days and numbers of reports to merge."""

from __future__ import annotations

from shapely import Point

from mapper.records import Placement, Quantity, When

SPOTS = {
    "Arica": (-70.3006, -18.4755, "CHL"),
    "Tacna": (-70.2519, -18.0019, "PER"),
    "Santa Rosa": (-70.3165, -18.3075, "PER"),
    "Chacalluta": (-70.3150, -18.3160, "CHL"),
}
WORDINGS = {
    "a": "People crossed from Chile into Peru on foot before dawn, the governor said.",
    "b": "The bus company saw a group walk over the line on its way north.",
    "c": "Several families came across, according to a nurse who met them there.",
}
BORDER = Placement(location="Peru-Chile border", location_type="border_line", lon=-69.95, lat=-18.0, geo_precision=3, border_id="PER-CHL")


def at(name: str) -> Placement:
    """Give the placement of a town or crossing."""
    lon, lat, country = SPOTS[name]
    return Placement(
        location=name, location_type="site", lon=lon, lat=lat, geo_precision=1, geometry=Point(lon, lat), uncertainty_m=500.0,
        border_id="PER-CHL", country=country,
    )  # fmt: skip


def on(day: str | None) -> When:
    """Give the time of an event of which the text tells the day."""
    return When(start=day, end=day, precision=1, basis="relative") if day else When()


def people(least: int | None, most: int | None, text: str = "some people") -> Quantity:
    """Give a number of people."""
    return Quantity(minimum=least, maximum=most, text=text, start=0, end=len(text), unit="people")
