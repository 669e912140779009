"""Measure the map page beside folium's own ways, and print the whole table: bytes, seconds, heap, requests, complaints, hostile strings.

Run from the checkout: PYTHONPATH=. python tests/benchmarks/bench_map.py [--others loop,fast_cluster] [--runs 3] [--sizes 100000,1000000]
Needs Chromium, its driver and `npm ci` in mapper/maps/script (axe; the plugin of `fast_cluster`). Pages are self-contained, so nobody pays
for downloads. Generation is from a GeoDataFrame in memory; the way from a file, `mapper map EVENTS.geojsonl`, stands beside it. Figures are
medians of the runs, but for the folium loop, which takes minutes and runs once.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import statistics
import subprocess
import sys
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

from mapper.maps import event_map
from mapper.maps.leaflet import leaflet_script, leaflet_style
from mapper.records import EVENT_TYPES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "mapper" / "maps" / "script" / "node_modules"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--window-size=1280,800", "--enable-precise-memory-info", "--disable-quic", "--no-first-run", "--disable-component-update",
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
    return folium.Map([-18, -70], zoom_start=8, tiles=None, prefer_canvas=True, maxZoom=18)


def by_layer(table: gpd.GeoDataFrame) -> str:
    return event_map(table).to_html()


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


WAYS: dict[str, Callable[[gpd.GeoDataFrame], str]] = {"ours": by_layer, "fast_cluster": by_fast_cluster, "loop": by_loop}


def browser(*, dark: bool = False, width: int = 1280) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.set_page_load_timeout(900)
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False})
    wishes = {"prefers-color-scheme": "dark" if dark else "light", "prefers-reduced-motion": "reduce"}
    features = [{"name": name, "value": value} for name, value in wishes.items()]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    return driver


def opened(driver: webdriver.Chrome, file: Path, condition: str) -> Any:  # noqa: ANN401 - whatever the script gives
    driver.get(file.as_uri())
    return WebDriverWait(driver, 600, 0.1).until(lambda each: each.execute_script(f"return {condition}"))


def in_browser(file: Path, way: str) -> dict[str, float]:
    driver = browser()
    try:
        is_ours = way == "ours"
        drawn = opened(driver, file, "Object.values(window.mapperEventLayers ?? {})[0]?.firstDrawn" if is_ours else "window.drawnAt")
        driver.execute_cdp_cmd("HeapProfiler.enable", {})
        driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
        found = {"drawn s": drawn / 1000, "heap MB": driver.execute_script("return performance.memory.usedJSHeapSize") / 1e6}
        if is_ours:
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


def medians(way: str, table: gpd.GeoDataFrame, folder: Path, runs: int) -> dict[str, float]:
    found = [measure(way, table, folder) for _ in range(1 if way == "loop" else runs)]
    return {key: statistics.median(run[key] for run in found) for key in found[0]}


def from_file(table: gpd.GeoDataFrame, folder: Path) -> float:
    """Time the command on a file of GeoJSON lines, start-up and all, in seconds."""
    source = folder / "events.geojsonl"
    rows = table.drop(columns="geometry")
    spots = np.round(np.column_stack([table.geometry.x, table.geometry.y]), 6).tolist()
    with source.open("w", encoding="utf-8") as file:
        for row, spot in zip(rows.itertuples(index=False), spots, strict=True):
            shape = {"type": "Point", "coordinates": spot}
            file.write(json.dumps({"type": "Feature", "properties": dict(zip(rows, row, strict=True)), "geometry": shape}) + "\n")
    command = [sys.executable, "-m", "mapper", "map", str(source), "-o", str(folder / "file.html"), "--overwrite"]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
    return time.perf_counter() - start


def fifty() -> gpd.GeoDataFrame:
    """Make fifty events with all that a page shows: lines, areas, rings, flows, counts, several statuses."""
    sys.path[:0] = [str(ROOT / "tests" / "maps")]
    from conftest import BORDER, row
    from shapely import Point

    rng = np.random.default_rng(2)
    places = [(-70.25, -18.01), (-70.31, -18.31), (-70.3, -18.47), (-69.96, -17.78), (-69.6, -17.6)]
    rows = []
    for at in range(50):
        kind, status = EVENT_TYPES[at % len(EVENT_TYPES)], STATUSES[at % len(STATUSES)]
        lon, lat = places[at % len(places)]
        shape = BORDER if at % 12 == 0 else Point(lon + rng.normal(0, 0.05), lat + rng.normal(0, 0.05))
        about = {
            "event_id": f"e{at}", "event_date": f"2025-11-{1 + at % 28:02}", "article_id": f"a{at % 9}", "chainage_km": float(at),
            "quote": f"About {at + 2} people were seen near the crossing, the police of the province said in statement {at}.",
            "count_text": f"{at + 2} people", "uncertainty_m": 2000.0, "direction_from": "CHL", "direction_to": "PER",
        }  # fmt: skip
        rows.append(row(kind, status, shape, **about))
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=4326)


def manners(file: Path) -> dict[str, int]:
    """Count what a page asks of the network, what the console complains of, and what axe finds, in both themes and at both widths."""
    found = {"requests": 0, "console": 0, "axe": 0}
    axe = (MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    for dark, width in ((False, 1280), (True, 1280), (False, 390), (True, 390)):
        driver = browser(dark=dark, width=width)
        try:
            opened(driver, file, "document.querySelector('.ev-item') && 1")
            driver.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
            found["axe"] += len(driver.execute_async_script("axe.run().then(r => arguments[0](r.violations))"))
            found["console"] += len(driver.get_log("browser"))
            messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
            asked = [each["params"]["request"]["url"] for each in messages if each["method"] == "Network.requestWillBeSent"]
            found["requests"] += len([url for url in asked if url.startswith(("http", "ws", "ftp"))])
        finally:
            driver.quit()
    return found


def hostile_strings(count: int) -> list[str]:
    """Glue pieces of attacks together at random; each string would count itself in `window.ran`, or compute a number in a template."""
    chance = random.Random(3)  # noqa: S311 - no secret
    openers = (
        "", "<img src=x onerror=", "</script><script>", "<svg onload=", "${", "`${", "'-", '"-', "javascript:", "{{", "{%print(", "\\'",
        "<a href=javascript:",
    )  # fmt: skip
    bodies = ("window.ran=(window.ran||0)+1", "7919*7927", "(window.ran=(window.ran||0)+1)", "constructor.constructor('window.ran=1')()")
    closers = ("", ">", "</script>", "}", "}`", "-'", '-"', "}}", ")%}", "//", "\u2028", "-->")
    return ["".join(chance.choice(part) for _ in range(chance.randint(1, 3)) for part in (openers, bodies, closers)) for _ in range(count)]


def executed(texts: Sequence[str], folder: Path) -> int:
    """Put every text into every column, title and name of a map, open it and its popups; count what ran in the page or in Python."""
    sys.path[:0] = [str(ROOT / "tests" / "browser")]
    from test_hostile_texts import table

    ran, file = 0, folder / "hostile.html"
    for start in range(0, len(texts), 2500):
        some = texts[start : start + 2500]
        text = event_map(table(*some), title=some[0]).to_html()
        ran += text.count("62773913")
        file.write_text(text, encoding="utf-8", errors="replace")
        driver = browser()
        try:
            opened(driver, file, "document.querySelector('.ev-item') && 1")
            driver.execute_script("document.querySelectorAll('details').forEach(each => { each.open = true; })")
            driver.execute_script("document.querySelectorAll('.ev-item').forEach(each => each.click())")
            driver.execute_script("document.querySelector('.ev-language').click()")
            time.sleep(1)
            ran += driver.execute_script("return (window.ran || 0) + (document.body.innerText.includes('62773913') ? 1 : 0)")
        finally:
            driver.quit()
    return ran


def say(measured: str, *values: str) -> None:
    print(f"{measured:<52}", "  ".join(values), flush=True)  # noqa: T201 - the command's own output


def row_of(found: dict[str, float]) -> str:
    named = (
        ("HTML MB", "MB", 2), ("generation s", "s generation", 2), ("drawn s", "s drawn", 2), ("heap MB", "MB heap", 1),
        ("filter ms", "ms a step", 0),
    )  # fmt: skip
    return " · ".join(f"{found[key]:.{places}f} {unit}" for key, unit, places in named if key in found)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="100000,1000000", help="numbers of events, by commas")
    parser.add_argument("--others", default="", help="loop, fast_cluster or both, at the smallest size; the loop takes minutes")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--hostile", type=int, default=10_000, help="how many hostile strings are made at random")
    parser.add_argument("--no-file", action="store_true", help="leave out the way from a file")
    chosen = parser.parse_args(arguments)
    sizes = sorted(int(size) for size in chosen.sizes.split(","))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        by_layer(events(1000))  # what is read once a process is not counted
        for size in sizes:
            table = events(size)
            ours = medians("ours", table, folder, chosen.runs)
            say(f"{size:,} events, ours", row_of(ours))
            for way in filter(None, chosen.others.split(",") if size == sizes[0] else []):
                theirs = medians(way, table, folder, chosen.runs)
                say(f"{size:,} events, {way}", row_of(theirs), "(" + ", ".join(f"{theirs[key] / ours[key]:.0f}x" for key in theirs) + ")")
            if not chosen.no_file:
                say(f"{size:,} events, mapper map events.geojsonl", f"{from_file(table, folder):.1f} s")
        page = folder / "fifty.html"
        page.write_text(by_layer(fifty()), encoding="utf-8")
        say("page with 50 events, icons, regions, labels", f"{page.stat().st_size / 1e3:.0f} kB")
        say("requests · console · axe (2 themes, 2 widths)", " · ".join(str(count) for count in manners(page).values()))
        sys.path[:0] = [str(ROOT / "tests" / "browser")]
        from test_hostile_texts import COLUMNS, PAYLOADS

        say(f"{len(PAYLOADS)} hostile texts x {len(COLUMNS) + 2} sinks: run", str(executed(PAYLOADS, folder)))
        say(f"{chosen.hostile:,} generated ones: run", str(executed(hostile_strings(chosen.hostile), folder)))


if __name__ == "__main__":
    main()
