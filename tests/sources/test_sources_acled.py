"""ACLED's events, as CSV and as the JSON of its interface."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from shapely import Point

from mapper.errors import InputError
from mapper.layers.columns import EVENT_COLUMNS
from mapper.sources import is_event_table, read_events

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geopandas import GeoDataFrame
    from pandas import Series

EVENT = {
    "event_id_cnty": "CHL00001", "event_date": "2025-11-28", "time_precision": "1", "disorder_type": "Demonstrations",
    "event_type": "Protests", "sub_event_type": "Peaceful protest", "actor1": "Protesters (Chile)", "assoc_actor_1": "", "inter1": "6",
    "actor2": "", "assoc_actor_2": "", "inter2": "0", "interaction": "60", "civilian_targeting": "", "iso": "152",
    "region": "South America", "country": "Chile", "admin1": "Arica y Parinacota", "admin2": "Arica", "admin3": "Arica",
    "location": "Arica", "latitude": "-18.4783", "longitude": "-70.3126", "geo_precision": "1", "source": "Example Wire; El Ejemplo",
    "source_scale": "National", "notes": "Lorry drivers marched to the border post.", "fatalities": "0", "tags": "crowd size=20",
    "timestamp": "1764370000",
}  # fmt: skip
BEFORE_2023 = {"data_id": "8123456", "iso3": "CHL", "event_id_no_cnty": "1"}


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., GeoDataFrame]:
    def read(*events: dict[str, str], as_json: bool = False, **how: object) -> GeoDataFrame:
        path = tmp_path / "acled"
        if as_json:
            path.write_text(json.dumps({"success": True, "count": len(events), "data": events}), encoding="utf-8")
        else:
            text = io.StringIO()
            rows = csv.DictWriter(text, list(events[0]))
            rows.writeheader()
            rows.writerows(events)
            path.write_text(text.getvalue(), encoding="utf-8")
        return read_events(path, **how)  # type: ignore[arg-type]

    return read


@pytest.fixture
def only(table: Callable[..., GeoDataFrame]) -> Callable[..., Series[Any]]:
    return lambda **values: table(EVENT | values).iloc[0]


def test_a_protest_in_arica_is_one_of_ours(only: Callable[..., Series[Any]]) -> None:
    event = only()
    assert (event["event_type"], event["sub_event_type"], event["acled_match"]) == ("protest", "demonstration", "exact")
    assert (event["country"], event["location"], event["geometry"]) == ("CHL", "Arica", Point(-70.3126, -18.4783))
    assert (event["border_id"], event["side"], event["quote"]) == ("PER-CHL", "CHL", "Lorry drivers marched to the border post.")
    assert (event["event_id"], event["n_sources"], event["source"]) == ("acled:CHL00001", 2, "Example Wire; El Ejemplo")


def test_csv_and_json_say_the_same(sample: Callable[[str], Path]) -> None:
    as_csv, as_json = read_events(sample("acled.csv")), read_events(sample("acled.json"))
    assert as_csv.to_csv() == as_json.to_csv()
    assert list(as_csv["event_type"]) == ["policy"]


def test_json_with_numbers_says_the_same_as_with_texts(table: Callable[..., GeoDataFrame]) -> None:
    numbers: dict[str, Any] = EVENT | {
        "latitude": -18.4783, "longitude": -70.3126, "iso": 152, "geo_precision": 1, "time_precision": 1, "inter1": 6, "fatalities": 0,
        "interaction": 60, "inter2": 0, "timestamp": 1764370000, "actor2": None, "assoc_actor_1": None,
    }  # fmt: skip
    assert table(numbers, as_json=True).to_csv() == table(EVENT, as_json=True).to_csv()


def test_a_bare_list_of_events_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([EVENT]), encoding="utf-8")
    assert is_event_table(path)
    assert len(read_events(path)) == 1


@pytest.mark.parametrize("written", ["2025-11-28", "28 November 2025", "28-November-2025", "28-Nov-25", "28/11/2025"])
def test_each_form_of_dates_is_read(only: Callable[..., Series[Any]], written: str) -> None:
    assert only(event_date=written)["event_date"] == "2025-11-28"


def test_a_date_in_no_known_form_is_named(only: Callable[..., Series[Any]]) -> None:
    with pytest.raises(InputError, match=r"the date 'last week' is in none of ACLED's forms; write it as 2025-11-28"):
        only(event_date="last week")


@pytest.mark.parametrize(("written", "kind"), [("6", "Protesters"), ("Protesters", "Protesters"), ("1", "State forces"), ("0", None)])
def test_kinds_of_actors_are_read_as_numbers_and_as_words(only: Callable[..., Series[Any]], written: str, kind: str | None) -> None:
    assert only(inter1=written)["origin_inter1"] == kind


def test_columns_taken_away_in_2023_are_accepted(table: Callable[..., GeoDataFrame]) -> None:
    now, then = table(EVENT), table(EVENT | BEFORE_2023)
    assert then[list(EVENT_COLUMNS)].to_csv() == now[list(EVENT_COLUMNS)].to_csv()


def test_without_the_newer_ids_and_columns_the_old_ones_serve(table: Callable[..., GeoDataFrame]) -> None:
    newer = ("event_id_cnty", "disorder_type", "civilian_targeting", "tags", "iso")
    event = table({name: value for name, value in (EVENT | BEFORE_2023).items() if name not in newer}).iloc[0]
    assert (event["event_id"], event["country"], event["event_type"]) == ("acled:8123456", "CHL", "protest")


@pytest.mark.parametrize("gone", ["iso", "country"])
def test_a_country_is_known_by_number_or_by_name(table: Callable[..., GeoDataFrame], gone: str) -> None:
    assert table({name: value for name, value in EVENT.items() if name != gone})["country"][0] == "CHL"


@pytest.mark.parametrize(("precision", "kind", "radius"), [("1", "populated_place", 5_000.0), ("2", "near_place", 15_000.0)])
def test_a_town_and_its_surroundings_are_points(only: Callable[..., Series[Any]], precision: str, kind: str, radius: float) -> None:
    event = only(geo_precision=precision)
    assert (event["location_type"], event["uncertainty_m"], event["geometry"].geom_type) == (kind, radius, "Point")


def test_a_part_of_a_country_is_its_region_and_no_pin(only: Callable[..., Series[Any]]) -> None:
    event = only(geo_precision="3")
    assert (event["location_type"], event["geometry"].geom_type, event["geo_precision"]) == ("admin1", "Polygon", 3)
    assert event["geometry"].intersects(Point(event["longitude"], event["latitude"]))


def test_a_region_that_we_do_not_have_gets_no_geometry(only: Callable[..., Series[Any]]) -> None:
    event = only(geo_precision="3", admin1="Nowhere")
    assert (event["location_type"], event["geometry"]) == ("admin1", None)


@pytest.mark.parametrize(("fatalities", "count"), [("3", (3, 3, "dead")), ("0", None), ("", None)])
def test_fatalities_are_the_count_if_there_are_any(only: Callable[..., Series[Any]], fatalities: str, count: object) -> None:
    event = only(fatalities=fatalities)
    if count is None:
        assert event[["count_min", "count_max", "count_unit"]].isna().all()
    else:
        assert (event["count_min"], event["count_max"], event["count_unit"]) == count


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (("Battles", "Armed clash"), ("clash", "armed")),
        (("Violence against civilians", "Attack"), ("clash", "attack")),
        (("Riots", "Violent demonstration"), ("protest", "riot")),
        (("Strategic developments", "Arrests"), ("detention", "arrest")),
        (("PROTESTS", "peaceful protest"), ("protest", "demonstration")),
    ],
)
def test_their_types_are_ours(only: Callable[..., Series[Any]], theirs: tuple[str, str], ours: tuple[str, str]) -> None:
    event = only(event_type=theirs[0], sub_event_type=theirs[1])
    assert (event["event_type"], event["sub_event_type"]) == ours


def test_types_that_are_none_of_ours_are_left_out_and_counted(table: Callable[..., GeoDataFrame]) -> None:
    said: list[str] = []
    frame = table(EVENT, EVENT | {"event_type": "Explosions/Remote violence", "sub_event_type": "Grenade"}, on_notice=said.append)
    assert len(frame) == 1
    assert "1 of 2 events are of types that match none of ours (most of all Explosions/Remote violence / Grenade)" in said[0]


def test_our_own_events_in_their_columns_keep_type_and_status(only: Callable[..., Series[Any]]) -> None:
    event = only(event_type="Strategic developments", sub_event_type="Other", tags="border event: crossing/turned_back; status: prevented")
    assert (event["event_type"], event["sub_event_type"], event["status"]) == ("crossing", "turned_back", "prevented")


@pytest.mark.parametrize(("tags", "is_background"), [("border event: aid; status: reported; background", True), ("background", False)])
def test_our_own_background_stays_background(only: Callable[..., Series[Any]], tags: str, *, is_background: bool) -> None:
    assert bool(only(event_type="Strategic developments", sub_event_type="Other", tags=tags)["is_background"]) == is_background


def test_only_what_lies_on_the_border_is_kept_if_asked(table: Callable[..., GeoDataFrame]) -> None:
    frame = table(EVENT, EVENT | {"latitude": "-33.4", "longitude": "-70.6"}, border_id="PER-CHL", only_border=True)
    assert len(frame) == 1


@pytest.mark.parametrize("place", [{"latitude": ""}, {"longitude": "west"}, {"latitude": "-180"}])
def test_an_event_without_a_position_keeps_its_type(only: Callable[..., Series[Any]], place: dict[str, str]) -> None:
    event = only(**place)
    assert (event["geometry"], event["event_type"]) == (None, "protest")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("event_id_cnty,event_type,latitude,longitude\nA1,Protests,1,2\n", "no column sub_event_type"),
        ('{"data": [{"event_id_cnty": "A1"', "broken JSON"),
        ('{"data": {"event_id_cnty": "A1"}}', "no list of events"),
        ("event_id_cnty,event_type\nA1,Protests,1,2,3\n", "broken CSV"),
    ],
)
def test_a_broken_table_is_named_with_the_cure(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "acled.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=rf"acled\.csv: .*{says}"):
        read_events(path)
