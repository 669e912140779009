"""What `EventLayer` writes into a folium page: its payload, its script once, and nothing of the data as text."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import pytest
from shapely import Point

from mapper.maps.event_layer import EventLayer, script_source, style_source

SCRIPT = Path(__file__).parents[2] / "mapper" / "maps" / "script"
HOSTILE = "</script><img src=x onerror=alert(1)>{{ 7*191 }}${7*191}`\\"


def events(**columns: list[str]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"event_type": ["crossing"], **columns}, geometry=[Point(-70.3, -18.3)], crs=4326)


def rendered(*layers: EventLayer) -> str:
    page = folium.Map([-18.3, -70.3], zoom_start=9)
    for layer in layers:
        layer.add_to(page)
    folium.LayerControl().add_to(page)
    return str(page.get_root().render())


def options_of(layer: EventLayer) -> dict[str, Any]:
    return dict(json.loads(zlib.decompress(base64.b64decode(layer.options64))))


def test_the_payload_stands_in_the_page_under_the_layers_name() -> None:
    layer = EventLayer(events())
    assert f'<script type="text/plain" id="{layer.get_name()}-core">{layer.payload.core}</script>' in rendered(layer)


def test_two_layers_share_one_script_and_one_style_sheet() -> None:
    page = rendered(EventLayer(events(), "One"), EventLayer(events(), "Two"))
    assert page.count(script_source()) == 1
    assert page.count(style_source()) == 1


def test_the_layer_stands_in_the_layer_control() -> None:
    layer = EventLayer(events(), "Reports")
    assert f'"Reports" : {layer.get_name()}' in rendered(layer)


def test_a_hidden_layer_is_not_added_to_the_map() -> None:
    layer = EventLayer(events(), show=False)
    assert f"{layer.get_name()}.addTo(" not in rendered(layer)


def test_the_layer_can_stand_in_a_feature_group() -> None:
    page = folium.Map()
    group = folium.FeatureGroup("Group").add_to(page)
    layer = EventLayer(events()).add_to(group)
    assert f"{layer.get_name()}.addTo({group.get_name()})" in page.get_root().render()


def test_no_value_or_name_of_the_data_is_written_as_text() -> None:
    page = rendered(EventLayer(events(quote=[HOSTILE], **{HOSTILE: ["x"]}), HOSTILE))
    assert HOSTILE not in page
    assert "1337" not in page
    assert "<img src=x" not in page


def test_the_options_carry_the_name_as_it_is() -> None:
    assert options_of(EventLayer(events(), HOSTILE))["name"] == HOSTILE


def test_the_options_carry_label_points_of_countries() -> None:
    assert options_of(EventLayer(events(), countries={"PER": (-75.0, -10.0)}))["countries"] == {"PER": [-75.0, -10.0]}


def test_countries_that_events_move_between_are_known_by_point_and_name() -> None:
    options = options_of(EventLayer(events(direction_from=["CHL"], direction_to=["PER"])))
    assert sorted(options["countries"]) == ["CHL", "PER"]
    assert options["countryNames"]["PER"] == {"en": "Peru", "es": "Perú"}


def test_a_code_that_is_no_country_is_left_out() -> None:
    assert options_of(EventLayer(events(direction_from=["ZZZ"], direction_to=["ZZY"])))["countries"] == {}


def test_rendering_twice_gives_the_same_page() -> None:
    first, second = (re.sub(r"[0-9a-f]{32}", "id", rendered(EventLayer(events(quote=["One."])))) for _ in range(2))
    assert first == second


def test_a_layer_outside_a_map_says_so() -> None:
    with pytest.raises(TypeError, match="folium map"):
        EventLayer(events()).render()


def test_the_script_makes_no_element_from_html() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (SCRIPT / "src").glob("*.js"))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source)


def test_the_script_asks_for_nothing_elsewhere() -> None:
    assert not re.search(r"fetch\(|XMLHttpRequest|https?://(?!www\.w3\.org)", script_source() + style_source())


def needs(program: str) -> None:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")


def test_the_built_script_is_what_the_source_makes() -> None:
    needs("node")
    if not (SCRIPT / "node_modules" / "esbuild").exists():
        pytest.skip("esbuild is not installed (npm ci in mapper/maps/script)")
    done = subprocess.run(["node", str(SCRIPT / "build.mjs"), "--check"], capture_output=True, text=True, check=False)  # noqa: S603, S607
    assert done.returncode == 0, done.stderr


def test_the_scripts_own_tests_pass() -> None:
    needs("node")
    tests = sorted(str(path) for path in (Path(__file__).parent / "script").glob("*.test.mjs"))
    done = subprocess.run(["node", "--test", *tests], capture_output=True, text=True, check=False)  # noqa: S603, S607
    assert done.returncode == 0, done.stdout[-4000:]


def test_places_of_ours_are_named_in_both_languages() -> None:
    table = events(location=["Chacalluta border complex"], nearest_crossing=["Concordia border crossing"])
    named = options_of(EventLayer(table))["placeNames"]
    assert named["Chacalluta border complex"][1] == "Complejo Fronterizo Chacalluta"
    assert named["Concordia border crossing"][1] == "Paso fronterizo Concordia"


def test_a_stretch_has_the_name_of_its_border_in_both_languages() -> None:
    named = options_of(EventLayer(events(location=["Peru\N{EN DASH}Chile border, monuments 1 to 16"])))["placeNames"]
    assert named == {"Peru\N{EN DASH}Chile border": ["Peru\N{EN DASH}Chile border", "Frontera Perú\N{EN DASH}Chile"]}


def test_other_places_are_not_carried_twice() -> None:
    assert options_of(EventLayer(events(location=["Tacna"])))["placeNames"] == {}
