"""Measure GDELT: from a day file of 300,000 events to a map of one border. Run: python tests/benchmarks/bench_gdelt.py.

The rows are made up, with GDELT's shares: two of three events at a town, the others at a country or a region, one of a hundred within
reach of the border, all codes of CAMEO as often as each other. What pandas takes to read the same file, all columns, is the measure.
"""

from __future__ import annotations

import argparse
import csv
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "sources")]

from gdelt_rows import row  # noqa: E402 - after the path is set

AT_MOST = 3.0
NEAR = 0.01
TOWNS = 4_000
BORDER = "PER-CHL"

_PANDAS = "import pandas as pd; frame = pd.read_csv({path!r}, sep='\\t', header=None); assert len(frame)"
_READ = "from mapper.sources import read_events; frame = read_events({path!r}, border_id='PER-CHL', only_border=True); assert len(frame)"
_MAP = (
    "import mapper; made = mapper.map_articles({path!r}, border='PER-CHL', only_border=True); made.save({page!r}, overwrite=True); "
    "assert len(made.events)"
)
_WARM = (
    "import pandas, geopandas, folium, pyarrow.csv, mapper.layers.frames, mapper.store, mapper.sources; from mapper.maps import event_map"
)
_TIMED = """{warm}
import time
began, worked = time.perf_counter(), time.process_time()
{code}
print(time.perf_counter() - began, time.process_time() - worked)
"""


def main() -> None:
    """Print the table; exit with 1 if reading to a map takes more than three times what pandas takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, page = Path(folder) / "20251128.export.CSV", Path(folder) / "map.html"
        write_day(path, asked.rows)
        names = {"path": str(path), "page": str(page)}
        work = {"pandas.read_csv": _PANDAS, "read and filter": _READ, "read, filter, map": _MAP}
        runs = [{title: seconds(code.format(**names)) for title, code in work.items()} for _ in range(asked.runs)]
        sys.stdout.write(f"{asked.rows:,} events, {path.stat().st_size / 1e6:.0f} MB; best of {asked.runs} runs in turn, imports apart\n\n")
    best = {title: tuple(map(min, zip(*(run[title] for run in runs), strict=True))) for title in work}
    base = best["pandas.read_csv"]
    sys.stdout.write("| work | seconds | of pandas | seconds of processor | of pandas |\n|---|---|---|---|---|\n")
    for title, (taken, worked) in best.items():
        sys.stdout.write(f"| {title} | {taken:.2f} | {taken / base[0]:.2f} | {worked:.2f} | {worked / base[1]:.2f} |\n")
    sys.exit(0 if best["read, filter, map"][0] <= AT_MOST * base[0] else 1)


def seconds(code: str) -> tuple[float, float]:
    """Give the seconds of a piece of work in a process of its own, after its imports: on the clock, and of the processor."""
    timed = _TIMED.format(warm=_WARM, code=code)
    answer = subprocess.run([sys.executable, "-c", timed], check=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - our own code
    taken, worked = map(float, answer.stdout.split()[-2:])
    return taken, worked


def write_day(path: Path, count: int) -> None:
    """Write a day of events."""
    chance = random.Random(7)  # noqa: S311 - made-up rows
    with (ROOT / "layers" / "facts" / "country_codes.csv").open(encoding="utf-8", newline="") as file:
        countries = [line["fips"].split(";")[0] for line in csv.DictReader(file) if line["fips"]]
    towns = [_town(chance, n, chance.choice(countries)) for n in range(TOWNS)]
    near = [_near(chance, n) for n in range(50)]
    codes = [f"{root:02d}{chance.randrange(10)}" for root in range(1, 21) for _ in range(8)]
    with path.open("wb") as file:
        for n in range(count):
            place = chance.choice(near) if chance.random() < NEAR else chance.choice(towns)
            code = chance.choice(codes)
            many = chance.randrange(1, 30)
            url = f"https://news{n % 900}.example/2025/11/28/{n:x}-a-story-with-words-in-its-address"
            file.write(
                row(
                    id=1_270_000_000 + n, code=code, base=code[:3], root_code=code[:2], place=place, mentions=many, articles=many,
                    tone=f"{chance.uniform(-10, 5):.13f}", url=url, actor2_name="MIGRANTS", actor1_code="PERGOV",
                )
            )  # fmt: skip


def _town(chance: random.Random, n: int, country: str) -> dict[str, str]:
    kind = chance.choice(["4", "4", "3", "3", "1", "5"])
    name = {"1": "Country", "5": "Region, Country"}.get(kind, f"Town {n}, Region, Country")
    lat, lon = f"{chance.uniform(-55, 70):.4f}", f"{chance.uniform(-170, 175):.4f}"
    return {"type": kind, "fullname": name, "country": country, "adm1": f"{country}01", "lat": lat, "lon": lon, "feature": str(-n)}


def _near(chance: random.Random, n: int) -> dict[str, str]:
    lat, lon = f"{chance.uniform(-18.6, -17.4):.4f}", f"{chance.uniform(-70.5, -69.6):.4f}"
    return {"type": "4", "fullname": f"Town {n}, Tacna, Peru", "country": "PE", "adm1": "PE23", "lat": lat, "lon": lon, "feature": str(n)}


if __name__ == "__main__":
    main()
