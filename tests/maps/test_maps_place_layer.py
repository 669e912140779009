"""The layer of places: each once, with how often and how it was written, and no mark that would say more than is known."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import geopandas as gpd
import pytest
from shapely import Point

from mapper.maps import EventMap, PlaceLayer, event_map
from mapper.maps.place_layer import place_table

TACNA, PERU = Point(-70.2536, -18.0147), Point(-75.0, -10.0)


def mention(name: str, kind: str, point: Point | None, text: str | None = None) -> dict[str, Any]:
    """One row of `mapper places`."""
    return {"article_id": "a", "text": text or name, "name": name, "kind": kind, "country": "PER", "geometry": point}


@pytest.fixture
def places() -> gpd.GeoDataFrame:
    rows = [
        mention("Tacna", "populated_place", TACNA), mention("Peru", "country", PERU, "Peruvian"),
        mention("Tacna", "populated_place", TACNA, "TACNA"), mention("Atlantis", "populated_place", None),
        mention("Peru\N{EN DASH}Chile border", "border", Point(-69.76, -18.0), "the border"),
    ]  # fmt: skip
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=4326)


def test_a_place_named_twice_stands_once_with_both_spellings(places: gpd.GeoDataFrame) -> None:
    row = place_table(places).iloc[0]
    assert (row["location"], row["n_mentions"], row["written"]) == ("Tacna", 2, "TACNA")


def test_a_name_that_nobody_could_place_is_left_out(places: gpd.GeoDataFrame) -> None:
    assert "Atlantis" not in set(place_table(places)["location"])


def test_countries_and_borders_have_no_mark(places: gpd.GeoDataFrame) -> None:
    assert (PlaceLayer(places).payload.rows, PlaceLayer(places).payload.placed) == (3, 1)


def test_no_places_make_an_empty_layer(places: gpd.GeoDataFrame) -> None:
    assert PlaceLayer(places[:0]).payload.rows == 0


def test_places_of_another_projection_are_drawn_alike(places: gpd.GeoDataFrame) -> None:
    assert place_table(places.to_crs(3857)).geometry.iloc[0].distance(TACNA) < 1e-6


def layers(made: EventMap) -> list[Any]:
    return [child for child in made.map._children.values() if hasattr(child, "payload")]  # noqa: SLF001 - folium has no public list


@pytest.mark.parametrize("shown", [True, False])
def test_the_places_of_a_map_are_a_layer_of_their_own(table: gpd.GeoDataFrame, places: gpd.GeoDataFrame, *, shown: bool) -> None:
    events, named = layers(event_map(table, places=places, show_places=shown))
    assert (events.show, named.show, named.control) == (True, shown, True)
    assert json.loads(zlib.decompress(base64.b64decode(named.options64)))["aside"] is True


def test_a_map_without_places_has_no_such_layer(table: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> None:
    assert len(layers(event_map(table, places=places[:0]))) == 1
