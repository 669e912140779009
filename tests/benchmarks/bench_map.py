"""Measure the event layer beside folium's own ways: bytes of HTML, seconds to generate, seconds until drawn, heap, filter time.

Run from the checkout: PYTHONPATH=. python tests/benchmarks/bench_map.py [--rows 100000] [--ways layer,fast_cluster,loop] [--runs 3]
Needs Chromium, its driver and, for `fast_cluster`, `npm ci` in mapper/maps/script. Pages are self-contained, so nobody pays for
downloads; generation is from a GeoDataFrame in memory. The loop takes minutes.
"""

from __future__ import annotations

import argparse
import html
import re
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import geopandas as gpd
import numpy as np
from folium.plugins import FastMarkerCluster
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from mapper.maps.event_layer import EventLayer
from mapper.maps.leaflet import leaflet_script, leaflet_style
from mapper.maps.page import page
from mapper.records import EVENT_TYPES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "mapper" / "maps" / "script" / "node_modules"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--window-size=1280,800", "--enable-precise-memory-info",
)  # fmt: skip
WORDS = (
    "migrants", "soldiers", "police", "crossed", "desert", "border", "patrol", "village", "families", "trucks", "night", "stopped", "near",
    "monument", "group", "reported",
)  # fmt: skip
DRAWN = "<script>requestAnimationFrame(() => requestAnimationFrame(() => { window.drawnAt = performance.now(); }));</script>"
FILTERED = """
const layer = Object.values(mapperEventLayers)[0], {time} = layer.model.store, took = [];
for (let k = 0; k < 21; k++) {
  const start = performance.now();
  layer.model.change({from: time.base + 100 + 30 * k, to: time.base + 400 + 30 * k});
  took.push(performance.now() - start);
}
return took.sort((a, b) => a - b)[10];
"""


def events(rows: int) -> gpd.GeoDataFrame:
    """Make events around the border, each at a place of its own and with a sentence of its own."""
    rng = np.random.default_rng(1)
    along = rng.random(rows)
    quote = rng.integers(2, 900, rows).astype(str).astype(object)
    for picked in rng.integers(0, len(WORDS), (6, rows)):
        quote = quote + " " + np.array(WORDS, dtype=object)[picked]
    columns = {
        "event_type": np.array(EVENT_TYPES)[rng.integers(0, len(EVENT_TYPES), rows)],
        "status": np.array(STATUSES)[rng.integers(0, len(STATUSES), rows)],
        "event_date": (np.datetime64("2022-01-01") + rng.integers(0, 1400, rows)).astype(str),
        "location": np.char.add("Place ", rng.integers(0, 400, rows).astype(str)),
        "quote": quote,
    }
    points = gpd.points_from_xy(-70.4 + along * 0.9 + rng.normal(0, 0.15, rows), -18.35 + along * 0.8 + rng.normal(0, 0.15, rows))
    return gpd.GeoDataFrame(columns, geometry=points, crs=4326)


def bare_map() -> folium.Map:
    return folium.Map([-18, -70], zoom_start=8, tiles=None, prefer_canvas=True)


def by_layer(table: gpd.GeoDataFrame) -> str:
    made = bare_map()
    made.default_js, made.default_css = [], []
    EventLayer(table).add_to(made)
    return page(made)


def by_loop(table: gpd.GeoDataFrame) -> str:
    made = bare_map()
    for row in table.itertuples():
        text = html.escape(f"{row.event_type} {row.event_date} {row.location}: {row.quote}")
        folium.CircleMarker([row.geometry.y, row.geometry.x], radius=5, popup=text).add_to(made)
    return local(made, "")


def by_fast_cluster(table: gpd.GeoDataFrame) -> str:
    made = bare_map()
    text = table["event_type"] + " " + table["event_date"] + " " + table["location"] + ": " + table["quote"]
    rows = [list(row) for row in zip(table.geometry.y, table.geometry.x, text, strict=True)]
    callback = "function (row) { return L.circleMarker([row[0], row[1]]).bindPopup(row[2]); }"
    FastMarkerCluster(rows, callback=callback).add_to(made)
    return local(made, (MODULES / "leaflet.markercluster" / "dist" / "leaflet.markercluster.js").read_text(encoding="utf-8"))


def local(made: folium.Map, plugin: str) -> str:
    """Put Leaflet and a plugin into folium's page in place of its links."""
    text = re.sub(r'<script src="[^"]*"></script>|<link[^>]*/>', "", made.get_root().render())
    shim = "window.$ = text => { const t = document.createElement('template'); t.innerHTML = text; return [t.content.firstElementChild]; };"
    head = f"<style>{leaflet_style()}</style><script>{leaflet_script()}</script><script>{plugin};{shim}</script>"
    return text.replace("<head>", f"<head>{head}", 1).replace("</html>", f"{DRAWN}</html>")


WAYS: dict[str, Callable[[gpd.GeoDataFrame], str]] = {"layer": by_layer, "fast_cluster": by_fast_cluster, "loop": by_loop}


def in_browser(file: Path, way: str) -> dict[str, float]:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in FLAGS:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.set_page_load_timeout(900)
    try:
        driver.get(file.as_uri())
        drawn = "return Object.values(window.mapperEventLayers ?? {})[0]?.firstDrawn" if way == "layer" else "return window.drawnAt"
        WebDriverWait(driver, 600, 0.1).until(lambda each: each.execute_script(drawn))
        driver.execute_cdp_cmd("HeapProfiler.enable", {})
        driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
        found = {
            "drawn s": driver.execute_script(drawn) / 1000,
            "heap MB": driver.execute_script("return performance.memory.usedJSHeapSize") / 1e6,
        }
        if way == "layer":
            found["filter ms"] = driver.execute_script(FILTERED)
        return found
    finally:
        driver.quit()


def measure(way: str, table: gpd.GeoDataFrame, folder: Path) -> dict[str, float]:
    start = time.perf_counter()
    text = WAYS[way](table)
    generated = time.perf_counter() - start
    file = folder / f"{way}.html"
    file.write_text(text, encoding="utf-8")
    return {"HTML MB": file.stat().st_size / 1e6, "generation s": generated, **in_browser(file, way)}


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--ways", default="layer,fast_cluster")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args(arguments)
    table = events(chosen.rows)
    with tempfile.TemporaryDirectory() as folder:
        for way in chosen.ways.split(","):
            runs: list[dict[str, Any]] = [measure(way, table, Path(folder)) for _ in range(chosen.runs)]
            medians = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
            print(f"{chosen.rows:>9,} {way:<13}", *(f"{key} {value:.2f}" for key, value in medians.items()), sep="  ")  # noqa: T201


if __name__ == "__main__":
    main()
