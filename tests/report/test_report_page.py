"""A report is one page that tells each event with its quote and source, and nothing in it runs that is not ours."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from typing import TYPE_CHECKING

import geopandas
import pytest

from mapper.layers.frames import events_frame
from mapper.maps import event_map
from mapper.report import report_page
from mapper.report.rows import rows_of
from mapper.report.timeline import timeline_of

if TYPE_CHECKING:
    from mapper.records import Event

HOSTILE = "</script><img src=x onerror=alert(1)>{{7*7}}${alert(1)}\"'><b>"


@pytest.fixture
def table(events: tuple[Event, ...]) -> geopandas.GeoDataFrame:
    return events_frame(events)


def page_of(table: geopandas.GeoDataFrame, **how: str) -> str:
    return report_page(event_map(table, **how))


def words_of(page: str) -> str:
    """Give the text of a page but for its map and its style."""
    bare = re.sub(r"<iframe.*?</iframe>|<style>.*?</style>|<svg.*?</svg>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def test_each_event_is_told_with_quote_and_source(table: geopandas.GeoDataFrame) -> None:
    page = page_of(table)
    assert page.count("<blockquote") == 3
    assert 'href="https://news.example/a1"' in page


@pytest.mark.parametrize(("lang", "said"), [("en", "By type and status"), ("es", "Por tipo y estado")])
def test_the_report_speaks_the_language_asked_for(table: geopandas.GeoDataFrame, lang: str, said: str) -> None:
    page = page_of(table, ui_lang=lang)
    assert (f'<html lang="{lang}">' in page, said in page) == (True, True)


def test_the_same_events_give_the_same_bytes(table: geopandas.GeoDataFrame) -> None:
    assert page_of(table) == page_of(table)


def test_the_policy_names_the_hash_of_every_style_and_the_page_has_no_script_of_its_own(table: geopandas.GeoDataFrame) -> None:
    page = page_of(table)
    style = re.search(r"<style>(.*?)</style>", page, flags=re.DOTALL)
    assert style is not None
    wanted = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = page.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
    assert (f"sha256-{wanted}" in policy, "unsafe" in policy, "<script" in page) == (True, False, False)


def test_no_element_has_a_style_that_the_policy_would_refuse(table: geopandas.GeoDataFrame) -> None:
    assert " style=" not in re.sub(r'srcdoc="[^"]*"', "", page_of(table))


@pytest.mark.parametrize("column", ["quote", "source", "source_title", "location", "count_text", "lang", "country", "event_type", "status"])
def test_hostile_text_stays_text(table: geopandas.GeoDataFrame, column: str) -> None:
    table[column] = HOSTILE
    page = re.sub(r'srcdoc="[^"]*"', "", page_of(table))
    assert "<img" not in page
    assert "<b>" not in page


def test_a_hostile_title_stays_text(table: geopandas.GeoDataFrame) -> None:
    assert "<img" not in re.sub(r'srcdoc="[^"]*"', "", page_of(table, title=HOSTILE))


def test_an_address_that_is_no_link_is_none(table: geopandas.GeoDataFrame) -> None:
    table["source_url"] = "javascript:alert(1)"
    assert "javascript:" not in re.sub(r'srcdoc="[^"]*"', "", page_of(table))


def test_a_merged_event_quotes_all_its_reports(table: geopandas.GeoDataFrame) -> None:
    told = [{"quote": f"Quote {name}.", "source": name, "source_url": f"https://{name}.example/"} for name in ("one", "two")]
    table.loc[0, "reports"] = json.dumps(told)
    table.loc[0, ["n_reports", "n_sources"]] = 2
    said = words_of(page_of(table))
    assert all(words in said for words in ("Quote one.", "Quote two.", "2 reports from 2 sources"))


def test_a_list_of_reports_that_is_broken_leaves_the_quote_of_the_event(table: geopandas.GeoDataFrame) -> None:
    table["reports"] = '{"broken'
    assert page_of(table).count("<blockquote") == 3


def test_the_counts_add_up(table: geopandas.GeoDataFrame) -> None:
    said = words_of(page_of(table))
    assert "Type reported announced denied All" in said
    assert "All 1 1 1 3" in said


def test_background_stands_under_a_heading_of_its_own(table: geopandas.GeoDataFrame) -> None:
    table.loc[0, "is_background"] = True
    said = words_of(page_of(table))
    assert said.index("Background that the articles recall") > said.index("denied")


def test_a_table_without_events_makes_a_report(table: geopandas.GeoDataFrame) -> None:
    assert "There are no events." in words_of(page_of(table.iloc[:0]))


def test_a_table_from_elsewhere_with_few_columns_makes_a_report() -> None:
    table = geopandas.GeoDataFrame({"event_type": ["eclipse"]}, geometry=geopandas.points_from_xy([-70.0], [-18.0]), crs=4326)
    assert "eclipse" in words_of(page_of(table))


def test_the_page_names_the_licences_of_its_data(table: geopandas.GeoDataFrame) -> None:
    assert "ODbL" in words_of(page_of(table))


@pytest.mark.parametrize(
    ("days", "step", "bars"),
    [
        (("2026-03-01", "2026-03-05"), "day", 5),
        (("2026-01-01", "2026-06-30"), "week", 27),
        (("2024-01-05", "2026-02-01"), "month", 26),
        (("1990-01-05", "2026-02-01"), "year", 37),
    ],
)
def test_the_timeline_takes_the_step_that_the_time_span_asks_for(
    table: geopandas.GeoDataFrame, days: tuple[str, str], step: str, bars: int
) -> None:
    table["event_date"] = [*days, days[0]]
    timeline = timeline_of(rows_of(table))
    assert (timeline.step, len(timeline.bars), sum(bar.total() for _, bar in timeline.bars)) == (step, bars, 3)


@pytest.mark.parametrize("day", ["2026-03", "2026", "2026-02-31"])
def test_what_no_bar_can_hold_is_counted_beside_the_timeline(table: geopandas.GeoDataFrame, day: str) -> None:
    table["event_date"] = ["2026-03-01", day, None]
    timeline = timeline_of(rows_of(table))
    assert (sum(bar.total() for _, bar in timeline.bars), timeline.vague + timeline.undated) == (1, 2)


def test_a_page_without_dates_says_so(table: geopandas.GeoDataFrame) -> None:
    table["event_date"] = None
    assert "No event has a date" in words_of(page_of(table))
