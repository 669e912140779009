"""The composed map: fitted, saved whole, embedded, shown in Jupyter."""

from __future__ import annotations

import base64
import html
import json
import os
import re
import zlib
from typing import TYPE_CHECKING, Any

import folium
import pandas as pd
import pytest
from shapely import Point

from mapper.errors import InputError, OutputError
from mapper.maps import event_map, folium_map

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd


def parts(made: folium.Map) -> list[Any]:
    return list(made._children.values())  # noqa: SLF001 - folium has no public list


def test_the_page_names_events_and_articles(table: gpd.GeoDataFrame) -> None:
    assert "5 events, 28 Nov" in event_map(table).to_html()


def layer_options(made: folium.Map, at: int = 0) -> dict[str, Any]:
    """What the script of a map's event layer is told."""
    layer = [child for child in parts(made) if hasattr(child, "options64")][at]
    return dict(json.loads(zlib.decompress(base64.b64decode(layer.options64))))


def test_background_is_carried_but_not_shown_unless_asked(table: gpd.GeoDataFrame) -> None:
    hidden, shown = (event_map(table, show_background=asked).map for asked in (False, True))
    assert [layer_options(made)["background"] for made in (hidden, shown)] == [False, True]
    assert next(child.payload.rows for child in parts(hidden) if hasattr(child, "payload")) == 6


def test_the_codes_of_a_border_may_come_in_either_order(table: gpd.GeoDataFrame) -> None:
    made = event_map(table[:0], border_id="usa-mex")
    assert made.border_id == "MEX-USA"
    assert layer_options(made.map)["border"]["km"] > 2000


def test_the_strip_is_as_long_as_the_border(table: gpd.GeoDataFrame) -> None:
    assert layer_options(folium_map(table))["border"] == {"id": "PER-CHL", "km": pytest.approx(167.7, abs=0.1)}


def test_one_event_far_off_does_not_make_the_border_small(table: gpd.GeoDataFrame) -> None:
    lima = table[:1].set_geometry([Point(-77.03, -12.05)], crs=4326)
    base = next(child for child in parts(folium_map(pd.concat([table, lima]))) if hasattr(child, "fit"))
    assert base.fit[0] > -72


def test_events_that_are_mostly_far_off_are_all_shown(table: gpd.GeoDataFrame) -> None:
    lima = table[:1].set_geometry([Point(-77.03, -12.05)], crs=4326)
    base = next(child for child in parts(folium_map(lima)) if hasattr(child, "fit"))
    assert base.fit[0] == -77.03


def test_the_map_is_fitted_to_border_and_events(table: gpd.GeoDataFrame) -> None:
    base = next(child for child in parts(folium_map(table)) if hasattr(child, "fit"))
    west, south, east, north = base.fit
    assert west < -70.37
    assert south < -18.34
    assert east > -69.5
    assert north > -17.5


def test_a_map_without_events_shows_the_border(table: gpd.GeoDataFrame) -> None:
    assert "No events" in event_map(table[:0]).to_html()


def test_a_map_without_border_is_fitted_to_the_events(table: gpd.GeoDataFrame) -> None:
    base = next(child for child in parts(folium_map(table[:1], border_id=None)) if hasattr(child, "fit"))
    assert base.fit == [-70.25, -18.01, -70.25, -18.01]


def test_another_projection_is_drawn_alike(table: gpd.GeoDataFrame) -> None:
    base = next(child for child in parts(folium_map(table[:1].to_crs(32719), border_id=None)) if hasattr(child, "fit"))
    assert base.fit == pytest.approx([-70.25, -18.01, -70.25, -18.01], abs=1e-4)


def test_the_layer_control_lists_the_parts_of_the_base_map_in_both_languages(table: gpd.GeoDataFrame) -> None:
    rendered = folium_map(table).get_root().render()
    for name in ("Boundary monuments", "Hitos fronterizos", "Crossings and posts", "Regiones", "Zones of decrees (schematic)"):
        assert name.encode("ascii", "backslashreplace").decode() in rendered


def test_zones_are_off_at_first(table: gpd.GeoDataFrame) -> None:
    shown = {child.part: child.show for child in parts(folium_map(table)) if hasattr(child, "part")}
    assert shown == {"monuments": True, "kilometres": False, "crossings": True, "regions": True, "zones": False}


def test_another_border_has_kilometres_and_regions_to_switch(table: gpd.GeoDataFrame) -> None:
    shown = {child.part: child.show for child in parts(folium_map(table[:0], border_id="MEX-USA")) if hasattr(child, "part")}
    assert shown == {"kilometres": True, "regions": True}


def test_folium_saves_the_map_too(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    folium_map(table).save(tmp_path / "folium.html")
    assert "mapBase(" in (tmp_path / "folium.html").read_text(encoding="utf-8")


def test_a_page_of_fifty_events_weighs_less_than_230_kilobytes(table: gpd.GeoDataFrame) -> None:
    fifty = table.loc[[at % 5 for at in range(50)]].reset_index(drop=True)
    assert len(event_map(fifty).to_html().encode()) <= 230_000


def test_the_same_events_give_the_same_bytes(table: gpd.GeoDataFrame) -> None:
    assert event_map(table, title="A").to_html() == event_map(table, title="A").to_html()


def test_tiles_are_asked_for_by_name_and_named_in_the_policy(table: gpd.GeoDataFrame) -> None:
    text = event_map(table, tiles="OpenStreetMap.Mapnik").to_html()
    assert "img-src data: blob: https://tile.openstreetmap.org;" in text
    assert "Tiles: (C) OpenStreetMap contributors" in text


@pytest.mark.parametrize(("tiles", "cure"), [("Atlantis.Sea", "no online tiles"), ("Thunderforest.OpenCycleMap", "want a key")])
def test_tiles_that_nobody_knows_or_that_want_a_key_are_refused(table: gpd.GeoDataFrame, tiles: str, cure: str) -> None:
    with pytest.raises(InputError, match=cure):
        event_map(table, tiles=tiles)


def test_saving_writes_the_page(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    made = event_map(table)
    made.save(tmp_path / "map.html")
    assert (tmp_path / "map.html").read_text(encoding="utf-8") == made.to_html()


def test_saving_keeps_a_file_that_is_there(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    (tmp_path / "map.html").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="exists"):
        event_map(table).save(tmp_path / "map.html")
    assert (tmp_path / "map.html").read_text(encoding="utf-8") == "mine"
    event_map(table).save(tmp_path / "map.html", overwrite=True)
    assert (tmp_path / "map.html").read_text(encoding="utf-8") != "mine"


def test_the_snippet_is_a_sandboxed_frame_with_the_whole_page(table: gpd.GeoDataFrame) -> None:
    made = event_map(table, title='A "title"')
    found = re.fullmatch(r'<iframe title="A &quot;title&quot;" sandbox="([\w\- ]+)" .* srcdoc="([^"]*)"></iframe>', made.snippet())
    assert found is not None
    assert found[1] == "allow-scripts allow-downloads allow-popups"
    assert html.unescape(found[2]) == made.to_html()


def test_jupyter_gets_the_frame_a_picture_and_a_sentence(table: gpd.GeoDataFrame) -> None:
    bundle = event_map(table)._repr_mimebundle_()
    assert bundle["text/html"].startswith("<iframe ")
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert bundle["image/svg+xml"].startswith("<svg ")
    assert bundle["text/plain"].startswith("5 events")


def test_jupyter_gets_only_what_it_asks_for(table: gpd.GeoDataFrame) -> None:
    assert set(event_map(table)._repr_mimebundle_(include={"text/plain", "application/x-other"})) == {"text/plain"}
    assert "image/png" not in event_map(table)._repr_mimebundle_(exclude={"image/png", "text/html"})


def test_templates_in_data_are_never_evaluated(table: gpd.GeoDataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAPPER_RAN", raising=False)
    hostile = "{{ cycler.__init__.__globals__.os.environ.__setitem__('MAPPER_RAN', '1') }}{% set x = 7919 * 7927 %}{{ x }}"
    for name in ("event_type", "status", "event_date", "location", "quote", "trigger", "source", "source_url", "count_text", "event_id"):
        table[name] = hostile
    made = event_map(table, title=hostile)
    assert "62773913" not in made.to_html()
    assert "62773913" not in made.map.get_root().render()
    assert "MAPPER_RAN" not in os.environ


def test_no_text_of_an_event_stands_in_the_page_as_markup(table: gpd.GeoDataFrame) -> None:
    table["quote"] = "<b>bold words</b>"
    table["location"] = "<i>slanted</i>"
    text = event_map(table).to_html()
    assert "<b>bold" not in text
    assert "<i>slanted" not in text


def test_other_maps_keep_foliums_links(table: gpd.GeoDataFrame) -> None:
    folium_map(table)
    assert folium.Map.default_js
