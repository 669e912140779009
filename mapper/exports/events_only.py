"""What the formats of other projects need of a row: that it is an event, its sources, the name and number of its country."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from mapper.errors import OutputError
from mapper.exports.flat import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geopandas import GeoDataFrame

    from mapper.exports.flat import Row

    Cells = Mapping[str, Any]


def events_of(frame: GeoDataFrame, path: Path, form: str) -> Iterator[Row]:
    """Give the events of a table.

    Raises
    ------
    OutputError
        It is a table of something else.
    """
    if "event_type" not in frame.columns:
        message = f"{path.name}: {form} holds events, and this table has none; choose .csv or another format of mapper formats"
        raise OutputError(message)
    return rows_of(frame)


def sources_of(event: Cells) -> list[str]:
    """Name the publishers that report an event, each once, in the order of its reports."""
    try:
        listed = json.loads(event.get("reports") or "[]")
    except (TypeError, ValueError):
        listed = []
    reports = [report for report in listed if isinstance(report, dict)] if isinstance(listed, list) else []
    names = [report.get("source") for report in reports] or [event.get("source")]
    return list(dict.fromkeys(str(name) for name in names if name))


def country_name(code: str | None) -> str:
    """Name a country in English; a code that we do not know stands for itself, none is empty."""
    return _names().get(code or "", code or "")


def country_number(code: str | None) -> int | None:
    """Give the ISO 3166-1 number of a country; None if it has none."""
    from mapper.sources.country_codes import country_of_number

    return next((number for number, each in country_of_number().items() if each == code), None) if code else None


@cache
def _names() -> Mapping[str, str]:
    import csv

    from mapper.layers.catalog import layer_path

    with layer_path("facts/country_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: row["name_en"] for row in csv.DictReader(file)}
