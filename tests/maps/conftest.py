"""Events and hostile texts that the tests of maps share."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pytest
from shapely import LineString, Point, Polygon

from mapper.maps._line import border_lines

BORDER = LineString(border_lines("PER-CHL")[0])


def row(event_type: str, status: str, geometry: object, **values: object) -> dict[str, Any]:
    """One event of the contract, made up."""
    return {
        "event_id": f"{event_type}-{status}", "event_type": event_type, "status": status, "event_date": "2025-11-28",
        "date_basis": "stated", "location": "Tacna", "location_type": "populated_place", "geo_precision": 1, "article_id": "a1",
        "quote": "Something happened at the border.", "trigger": "happened", "source": "Example Wire", "is_background": False,
        "source_url": "https://news.example/a1", "confidence": 0.8, "geometry": geometry, **values,
    }  # fmt: skip


@pytest.fixture
def table() -> gpd.GeoDataFrame:
    """A point with a ring, the border, a zone, a country, and one of background."""
    zone = Polygon([(-70.1, -17.9), (-69.9, -17.9), (-69.9, -17.7), (-70.1, -17.7)])
    rows = [
        row("protest", "reported", Point(-70.25, -18.01), uncertainty_m=5000.0),
        row("emergency", "announced", BORDER, location_type="border_line", event_date="2025-11-30", article_id="a2"),
        row("emergency", "reported", zone, location_type="zone"),
        row("crossing", "attempted", Point(-70.31, -18.31), direction_from="CHL", direction_to="PER", count_text="at least 100 people"),
        row("policy", "announced", None, location_type="country", location="Chile"),
        row("clash", "denied", Point(-69.5, -17.6), is_background=True),
    ]
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=4326)
