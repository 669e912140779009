"""GDELT's events, versions 1 and 2, and its mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
import shapely
from gdelt_rows import mention, row

from mapper.errors import InputError
from mapper.layers.columns import EVENT_COLUMNS
from mapper.sources import gdelt_files, is_event_table, read_articles, read_event_tables, read_events

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geopandas import GeoDataFrame
    from pandas import Series

REGION = {"type": "5", "fullname": "Tacna, Peru", "lat": "-17.6", "lon": "-70.3"}
COUNTRY = {"type": "1", "fullname": "Chile", "country": "CI", "adm1": "CI", "lat": "-30", "lon": "-71"}


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., GeoDataFrame]:
    def read(*rows: bytes, **how: object) -> GeoDataFrame:
        path = tmp_path / "20251128.export.CSV"
        path.write_bytes(b"".join(rows))
        return read_events(path, **how)

    return read


@pytest.fixture
def only(table: Callable[..., GeoDataFrame]) -> Callable[..., Series[Any]]:
    return lambda **values: table(row(**values)).iloc[0]


def test_the_sample_is_an_emergency_in_tacna(sample: Callable[[str], Path]) -> None:
    (event,) = read_events(sample("gdelt2.export.CSV")).to_dict("records")
    assert (event["event_type"], event["sub_event_type"], event["cameo_code"]) == ("emergency", "declared", "1724")
    assert (event["location"], event["country"], event["admin1"]) == ("Tacna", "PER", "Tacna")
    assert (event["geometry"].x, event["geometry"].y) == (-70.2483, -18.0056)


def test_its_columns_are_those_of_the_contract_then_where_it_comes_from(table: Callable[..., GeoDataFrame]) -> None:
    columns = list(table(row()).columns)
    assert columns[: len(EVENT_COLUMNS)] == list(EVENT_COLUMNS)
    assert all(name.startswith("origin") or name == "geometry" for name in columns[len(EVENT_COLUMNS) :])


def test_an_event_says_when_who_and_where_it_was_told(only: Callable[..., Series[Any]]) -> None:
    event = only(actor1_name="STUDENT", actor2_name="POLICE")
    assert (event["actor1"], event["actor2"], event["event_date"], event["published"]) == ("STUDENT", "POLICE", "2025-11-28", "2025-11-28")
    assert (event["source"], event["source_url"], event["article_id"]) == ("news.example", *["https://news.example/1"] * 2)
    assert (event["n_sources"], event["n_reports"], event["event_id"], event["status"]) == (2, 3, "gdelt:1", "reported")


@pytest.mark.parametrize("version", [1, 2])
def test_both_versions_are_read_alike(table: Callable[..., GeoDataFrame], version: int) -> None:
    event = table(row(version=version)).iloc[0]
    assert (event["location"], event["longitude"], event["latitude"], event["source"]) == ("Tacna", -70.2483, -18.0056, "news.example")
    assert event["origin"] == f"GDELT {version}"


def test_the_oldest_files_without_addresses_are_read(table: Callable[..., GeoDataFrame]) -> None:
    event = table(row(version=1).rpartition(b"\t")[0] + b"\n").iloc[0]
    assert (event["article_id"], event["source_url"], event["location"]) == ("gdelt:1", None, "Tacna")


@pytest.mark.parametrize(("code", "kind"), [("075", "asylum"), ("042", "visit"), ("0841", "return_flight"), ("1411", "demonstration")])
def test_codes_keep_their_zeros(only: Callable[..., Series[Any]], code: str, kind: str) -> None:
    event = only(code=code)
    assert (event["cameo_code"], event["sub_event_type"]) == (code, kind)


def test_a_code_below_ours_is_a_close_match(only: Callable[..., Series[Any]]) -> None:
    assert (only(code="141")["cameo_match"], only(code="1411")["cameo_match"]) == ("exact", "close")


@pytest.mark.parametrize(("fips", "country"), [("CI", "CHL"), ("BL", "BOL"), ("PE", "PER"), ("CH", "CHN"), ("AS", "AUS"), ("", None)])
def test_countries_are_fips(only: Callable[..., Series[Any]], fips: str, country: str | None) -> None:
    assert only(place={"country": fips, "adm1": f"{fips}01"})["country"] == country


@pytest.mark.parametrize("kind", ["3", "4"])
def test_a_town_is_a_point_with_a_radius(only: Callable[..., Series[Any]], kind: str) -> None:
    event = only(place={"type": kind})
    assert (event["geometry"].geom_type, event["location_type"], event["uncertainty_m"]) == ("Point", "populated_place", 5_000.0)


@pytest.mark.parametrize("kind", ["1", "2", "5"])
def test_a_centroid_is_never_a_pin(only: Callable[..., Series[Any]], kind: str) -> None:
    for place in (REGION, COUNTRY, {}):
        geometry = only(place=place | {"type": kind})["geometry"]
        assert geometry is None or geometry.geom_type.endswith("Polygon")


def test_a_region_is_its_polygon_with_a_position_inside(only: Callable[..., Series[Any]]) -> None:
    event = only(place=REGION | {"lat": "-12", "lon": "-77"})
    assert (event["location_type"], event["admin1"], event["geo_precision"]) == ("admin1", "Tacna", 3)
    assert event["geometry"].contains(shapely.Point(event["longitude"], event["latitude"]))


def test_a_country_has_a_label_point_but_no_geometry(only: Callable[..., Series[Any]]) -> None:
    event = only(place=COUNTRY)
    assert (event["location_type"], event["geometry"], event["longitude"], event["border_id"]) == ("country", None, -71.0, None)


@pytest.mark.parametrize("place", [{"type": "0"}, {"lat": "", "lon": ""}, {"lat": "-18", "lon": "-700"}, {"lat": "x"}])
def test_an_event_without_a_place_keeps_none(only: Callable[..., Series[Any]], place: dict[str, str]) -> None:
    event = only(place=place)
    assert event["geometry"] is None
    assert event[["location", "location_type"]].isna().all()
    assert event["event_type"] == "protest"


def test_a_point_is_told_by_the_nearest_border(only: Callable[..., Series[Any]]) -> None:
    event = only()
    assert (event["border_id"], event["side"], event["nearest_crossing"]) == ("PER-CHL", "PER", "Concordia border crossing")
    assert (round(event["chainage_km"], 1), round(event["offset_km"], 1)) == (12.3, 33.8)


def test_only_what_lies_on_the_border_is_kept_if_asked(table: Callable[..., GeoDataFrame]) -> None:
    rows = [row(id=1), row(id=2, place={"lat": "-12.05", "lon": "-77.04"}), row(id=3, place=COUNTRY), row(id=4, code="010")]
    assert list(table(*rows, border_id="PER-CHL", only_border=True)["event_id"]) == ["gdelt:1"]


def test_what_is_kept_of_a_border_is_what_would_be_chosen_from_all(table: Callable[..., GeoDataFrame]) -> None:
    rows = [row(id=n, place={"lat": str(-30 + n), "lon": "-70.2"}) for n in range(25)]
    everything = table(*rows)
    kept = table(*rows, border_id="PER-CHL", only_border=True)
    chosen = everything[everything["border_id"] == "PER-CHL"].reset_index(drop=True)
    assert kept.to_csv() == chosen.to_csv()


def test_types_that_are_none_of_ours_are_counted_with_their_codes(table: Callable[..., GeoDataFrame]) -> None:
    said: list[str] = []
    assert len(table(row(), row(code="010"), row(code="010"), row(code="020"), on_notice=said.append)) == 1
    assert said[0].endswith("3 of 4 events are of types that match none of ours (most of all 010, 020); left out")


@pytest.mark.parametrize(("day", "basis"), [("20251128", "publication"), ("20241128", "stated")])
def test_a_day_other_than_that_of_the_report_was_said_in_it(only: Callable[..., Series[Any]], day: str, basis: str) -> None:
    assert only(day=day, added="20251128221500")["date_basis"] == basis


def test_a_zip_archive_is_read_as_the_file_in_it(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "20251128.export.CSV.zip", "w") as archive:
        archive.writestr("20251128.export.CSV", row())
    path = tmp_path / "20251128.export.CSV.zip"
    assert is_event_table(path)
    assert list(read_events(path)["location"]) == ["Tacna"]


def test_a_table_is_told_by_its_rows_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(row())
    assert is_event_table(path)


def test_a_table_of_articles_of_as_many_columns_is_no_gdelt(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    more = range(59)
    path.write_text("\t".join(["id", "text", *map("x{}".format, more)]) + "\n1\tGate shut." + "\t" * len(more), encoding="utf-8")
    assert [article.text for article in read_articles(path, lang="en")] == ["Gate shut."]


def no_pyarrow(*_args: object) -> None:
    raise ImportError


@pytest.mark.parametrize("is_with_pyarrow", [True, False])
def test_a_row_of_another_width_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_with_pyarrow: bool) -> None:
    if not is_with_pyarrow:
        monkeypatch.setattr(gdelt_files, "_read_with_pyarrow", no_pyarrow)
    path = tmp_path / "a.CSV"
    path.write_bytes(row() + row().replace(b"\t", b"", 36) + b"\n" + row())
    with pytest.raises(InputError, match=r"a\.CSV: line 2 has 25 columns instead of 61; mend"):
        read_events(path)


@pytest.mark.parametrize("is_with_pyarrow", [True, False])
def test_the_sound_rows_of_a_damaged_file_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_with_pyarrow: bool) -> None:
    if not is_with_pyarrow:
        monkeypatch.setattr(gdelt_files, "_read_with_pyarrow", no_pyarrow)
    path = tmp_path / "a.CSV"
    path.write_bytes(row() + row()[:40] + b"\n" + row(id=3) + row(id=4)[:90])
    problems: list[str] = []
    [frame] = read_event_tables([path], on_error=lambda error: problems.append(str(error)))
    assert list(frame["event_id"]) == ["gdelt:1", "gdelt:3"]
    assert [each.partition(" has ")[0] for each in problems] == [f"{path}: line 2", f"{path}: line 4"]


def test_many_damaged_rows_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.CSV"
    path.write_bytes(row() + b"1\t2\n" * 9)
    problems: list[str] = []
    list(read_event_tables([path], on_error=lambda error: problems.append(str(error))))
    assert (len(problems), problems[-1]) == (6, f"{path}: 4 more rows are broken; mend or remove them")


def test_without_pyarrow_the_same_is_read(table: Callable[..., GeoDataFrame], monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(), row(id=2, actor1_name='HE "SAID', place=REGION), row(id=3, code="010"), row(id=4, mentions="", place=COUNTRY, url="BBC")]
    fast = table(*rows)
    monkeypatch.setattr(gdelt_files, "_read_with_pyarrow", no_pyarrow)
    slow = table(*rows)
    assert fast.to_csv() == slow.to_csv()
    assert fast.dtypes.to_dict() == slow.dtypes.to_dict()


def test_bytes_that_are_no_utf_8_do_not_stop_the_reading(table: Callable[..., GeoDataFrame]) -> None:
    frame = table(row().replace(b"Tacna, Tacna", b"Tacn\xe1, Tacna"), row(id=2))
    assert list(frame["event_id"]) == ["gdelt:1", "gdelt:2"]


def test_a_script_in_place_of_an_address_becomes_no_link(only: Callable[..., Series[Any]]) -> None:
    event = only(url="javascript:alert(1)")
    assert (event["source_url"], event["source"]) == (None, "javascript:alert(1)")


class TestMentions:
    @pytest.fixture
    def files(self, tmp_path: Path) -> tuple[Path, Path]:
        events, mentions = tmp_path / "1.export.CSV", tmp_path / "1.mentions.CSV"
        events.write_bytes(row(id=1, articles="1", sources="1") + row(id=2))
        mentions.write_bytes(
            mention(1, "a.example", "https://a.example/1", 40)
            + mention(1, "a.example", "https://a.example/2", 90)
            + mention(1, "b.example", "https://b.example/1", 20)
            + mention(9, "c.example", "https://c.example/1")
        )
        return events, mentions

    def test_mentions_are_further_reports_of_their_event(self, files: tuple[Path, Path]) -> None:
        (frame,) = read_event_tables(files)
        assert frame[["n_reports", "n_sources"]].to_numpy().tolist() == [[3, 2], [3, 2]]
        assert frame["origin_mentioned_in"][0] == "https://a.example/1;https://a.example/2;https://b.example/1"

    def test_the_best_mention_s_confidence_is_the_event_s(self, files: tuple[Path, Path]) -> None:
        (frame,) = read_event_tables(files)
        assert frame["confidence"][0] == 0.9
        assert frame["confidence"].isna()[1]

    @pytest.mark.parametrize("width", [14, 16])
    def test_both_widths_are_told(self, tmp_path: Path, width: int) -> None:
        path = tmp_path / "m.CSV"
        path.write_bytes(mention(1, "a.example", "https://a.example/1", width=width))
        assert is_event_table(path)

    def test_mentions_alone_are_refused_with_the_cure(self, files: tuple[Path, Path]) -> None:
        with pytest.raises(InputError, match="give the events' file as well"):
            read_events(files[1])

    def test_mentions_without_events_give_nothing_and_say_so(self, files: tuple[Path, Path]) -> None:
        said: list[str] = []
        assert list(read_event_tables([files[1]], on_notice=said.append)) == []
        assert "give the events' file as well" in said[0]
