"""The sentence on top of the page."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest

from mapper.maps.summary import format_day, iso_day, summary


def test_it_counts_events_articles_and_statuses_and_names_the_days(table: gpd.GeoDataFrame) -> None:
    assert summary(table)["en"] == (
        "5 events, 28 Nov \N{EN DASH} 30 Nov 2025, from 2 articles; 2 reported, 2 announced, 1 attempted; 1 of background"
    )


def test_it_speaks_spanish_with_plurals(table: gpd.GeoDataFrame) -> None:
    assert summary(table)["es"].endswith("de 2 artículos; 2 reportados, 2 anunciados, 1 intentado; 1 de contexto")


def test_one_day_and_one_article_are_singular(table: gpd.GeoDataFrame) -> None:
    assert summary(table[:1])["en"] == "1 event, 28 Nov 2025, from 1 article; 1 reported"


def test_years_stay_where_they_differ(table: gpd.GeoDataFrame) -> None:
    dated = table[:2].assign(event_date=["2024-12-31", "2025-01-02"])
    assert "31 Dec 2024 \N{EN DASH} 2 Jan 2025" in summary(dated)["en"]


def test_a_year_is_not_its_first_month(table: gpd.GeoDataFrame) -> None:
    dated = table[:1].assign(event_date="2019-01", event_date_end="2019-12")
    assert summary(dated)["en"].startswith("1 event, 2019, ")


def test_a_year_before_the_news_of_another_opens_the_period(table: gpd.GeoDataFrame) -> None:
    dated = table[:2].assign(event_date=["2019-01-01", "2026-03-09"], event_date_end=["2019-12-31", None])
    assert "2019 \N{EN DASH} 9 Mar 2026" in summary(dated)["en"]


def test_no_events_is_said(table: gpd.GeoDataFrame) -> None:
    assert summary(table[:0]) == {"en": "No events", "es": "Sin eventos"}


def test_a_bare_table_of_points_is_only_counted() -> None:
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy([0] * 1200, [0] * 1200), crs=4326)
    assert summary(points) == {"en": "1,200 events", "es": "1.200 eventos"}


def test_times_of_pandas_are_days() -> None:
    assert iso_day(pd.Timestamp("2025-11-28 10:00")) == "2025-11-28"


@pytest.mark.parametrize("value", ["2025-13-01", "202", "tomorrow", "20251128", "2025-1-1", "{{2025-11-01}}"])
def test_what_is_no_date_is_left_out(value: str) -> None:
    assert iso_day(value) is None


def test_a_month_is_written_without_a_day() -> None:
    assert format_day("2025-08", "es") == "ago 2025"
