"""The ground of the map: what is drawn where, and in how many bytes."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.errors import LayerError
from mapper.maps._files import file_text
from mapper.maps._ground import COARSE, FINE, NEAR, details, differences, simplified
from mapper.maps._line import border_box, border_lines
from mapper.maps._names import country_points, near_zoom
from mapper.maps.base import base_data, both_languages, packed

BOX = (-71.9, -19.9, -67.9, -16.0)


def points(deltas: list[int], scale: int) -> list[tuple[float, float]]:
    lons, lats = accumulate(deltas[::2]), accumulate(deltas[1::2])
    return [(lon / scale, lat / scale) for lon, lat in zip(lons, lats, strict=True)]


def test_the_border_runs_through_80_monuments_to_the_metre() -> None:
    drawn = points(base_data("PER-CHL", BOX)["border"][0], FINE)
    assert len(drawn) == 80
    assert np.allclose(drawn, border_lines("PER-CHL")[0], atol=1e-5)


def test_land_keeps_every_point_of_the_border_in_front() -> None:
    data = base_data("PER-CHL", BOX)
    (own,) = data["own"]
    assert np.allclose(points(data["arcs"][own], NEAR), border_lines("PER-CHL")[0], atol=1 / NEAR)


def test_monuments_are_numbered_in_order() -> None:
    data = base_data("PER-CHL", BOX)["monuments"]
    assert data["numbers"] == list(range(1, 81))
    assert len(data["at"]) == 160


def test_the_disputed_triangle_has_a_neutral_name_in_both_languages() -> None:
    english, spanish = base_data("PER-CHL", BOX)["triangle_names"]
    assert "Peru" in english
    assert "Chile" in english
    assert "Perú" in spanish
    assert len(base_data("PER-CHL", BOX)["stubs"]) == 2


def test_zones_say_that_they_are_schematic() -> None:
    names = [zone["names"] for zone in base_data("PER-CHL", BOX)["zones"]]
    assert len(names) == 3
    assert all("schematic" in english and "esquemático" in spanish for english, spanish in names)


def test_another_border_has_no_monuments() -> None:
    data = base_data("BOL-PER", BOX)
    assert data["border"]
    assert not data["monuments"]["numbers"]


def test_a_border_is_marked_every_ten_kilometres_and_at_its_end() -> None:
    assert len(base_data("PER-CHL", BOX)["kilometres"]) == 2 * (17 + 1)
    start = points(base_data("PER-CHL", BOX)["kilometres"], FINE)[0]
    assert np.allclose(start, border_lines("PER-CHL")[0][0], atol=1e-4)


def test_another_border_has_towns_and_regions_of_both_countries() -> None:
    data = base_data("MEX-USA", (-119.0, 24.5, -95.5, 34.5))
    assert {"Ciudad Juárez", "Phoenix", "Tijuana", "Laredo"} <= {town[2][0] for town in data["cities"]}
    assert {"Sonora", "Texas", "Arizona"} <= {region[2][0] for region in data["regions"]["names"]}


def test_a_town_beside_a_larger_one_shows_later() -> None:
    zooms = {town[2][0]: town[3] for town in base_data("MEX-USA", (-119.0, 24.5, -95.5, 34.5))["cities"]}
    assert zooms["Ciudad Juárez"] < zooms["El Paso"]


def test_names_come_when_the_box_is_about_to_fill_the_screen() -> None:
    assert near_zoom(BOX) == 7.0
    assert near_zoom((-119.0, 24.5, -95.5, 34.5)) < 5


def test_an_unknown_border_is_said() -> None:
    with pytest.raises(LayerError, match="PER-ATL"):
        border_lines("PER-ATL")


def test_the_border_lies_in_its_box() -> None:
    west, south, east, north = border_box("PER-CHL")
    assert (round(west, 2), round(south, 2), round(east, 2), round(north, 2)) == (-70.38, -18.35, -69.47, -17.5)


def test_every_ring_of_land_closes() -> None:
    data = base_data("PER-CHL", BOX)
    arcs = [points(arc, NEAR if at in data["fine"] else COARSE) for at, arc in enumerate(data["arcs"])]
    for ring in data["land"]:
        ends = [(arcs[arc][0], arcs[arc][-1]) if arc >= 0 else (arcs[~arc][-1], arcs[~arc][0]) for arc in ring]
        for (_, end), (start, _) in pairwise([*ends, ends[0]]):
            assert end == pytest.approx(start, abs=1 / COARSE)


def test_the_ground_fits_in_a_few_kilobytes() -> None:
    assert len(packed(base_data("PER-CHL", BOX))) < 30_000


def test_informal_crossings_army_and_police_posts_are_not_shown() -> None:
    shown = " ".join(name for _, _, _, names in base_data("PER-CHL", BOX)["crossings"] for name in names).casefold()
    assert "chacalluta" in shown
    assert not any(word in shown for word in ("brigad", "regim", "minado", "pvf", "comisar", "escudo"))


def test_both_sides_of_the_border_are_named_near_it() -> None:
    near = {names[0] for lon, lat, names, least, _ in base_data("PER-CHL", BOX)["countries"] if least == 7 and -71 < lon < -68}
    assert near == {"Peru", "Chile", "Bolivia"}


def test_country_points_lie_in_known_countries_only() -> None:
    found = country_points({"CHL", "PER", "ZZZ"})
    assert set(found) == {"CHL", "PER"}
    assert -76 < found["CHL"][0] < -66


def test_layer_names_are_in_both_languages() -> None:
    assert both_languages("zones") == (
        '<span class="in-en" lang="en">Zones of decrees (schematic)</span>'
        '<span class="in-es" lang="es">Zonas de decretos (esquemáticas)</span>'
    )


@given(st.lists(st.tuples(st.integers(-1800, 1800), st.integers(-900, 900)), min_size=1, max_size=30))
def test_differences_give_the_points_back(grid: list[tuple[int, int]]) -> None:
    given_points = [(lon / 10, lat / 10) for lon, lat in grid]
    kept = [point for at, point in enumerate(given_points) if at == 0 or point != given_points[at - 1]]
    assert points(differences(given_points, 10), 10) == kept


def test_thinning_keeps_the_ends_and_the_detail_inside_the_box() -> None:
    lons = np.linspace(-10, 10, 401)
    line = np.column_stack([lons, 0.05 * np.sin(lons * 20)])
    thin = simplified(line, details((-1, -1, 1, 1)))
    assert (thin[0] == line[0]).all()
    assert (thin[-1] == line[-1]).all()
    inside = np.abs(thin[:, 0]) < 1
    assert inside.sum() > 0.4 * len(thin)  # a tenth of the line


@pytest.mark.parametrize("name", ["base.js", "base.css", "page.css", "start.js"])
def test_our_files_hold_nothing_that_branca_would_read_as_a_template(name: str) -> None:
    assert not any(sign in file_text(name) for sign in ("{{", "{%", "{#"))
