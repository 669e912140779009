"""Rows as GDELT writes them: tab separated, no header, 61 columns in version 2 and 58 in version 1."""

from __future__ import annotations

_ACTOR = ("code", "name", "country", "group", "ethnic", "religion1", "religion2", "type1", "type2", "type3")
_GEO_1 = ("type", "fullname", "country", "adm1", "lat", "lon", "feature")
_GEO_2 = ("type", "fullname", "country", "adm1", "adm2", "lat", "lon", "feature")
_HEAD = ("id", "day", "month", "year", "fraction", *(f"actor{n}_{name}" for n in (1, 2) for name in _ACTOR))
_CODES = ("root", "code", "base", "root_code", "quad", "goldstein", "mentions", "sources", "articles", "tone")
TACNA = {
    "type": "4", "fullname": "Tacna, Tacna, Peru", "country": "PE", "adm1": "PE23", "lat": "-18.0056", "lon": "-70.2483", "feature": "-7",
}  # fmt: skip


def row(*, version: int = 2, place: dict[str, str] | None = None, **values: object) -> bytes:
    """Write a row: what is not given is a demonstration in Tacna on 28 November 2025."""
    block = _GEO_2 if version == 2 else _GEO_1
    names = [*_HEAD, *_CODES, *(f"{who}_{name}" for who in ("geo1", "geo2", "action") for name in block), "added", "url"]
    known: dict[str, object] = {
        "id": 1, "day": "20251128", "month": "202511", "year": "2025", "root": "1", "code": "141", "base": "141", "root_code": "14",
        "quad": "3", "goldstein": "-6.5", "mentions": "6", "sources": "2", "articles": "3", "tone": "-4.2",
        "added": "20251128221500" if version == 2 else "20251128", "url": "https://news.example/1", "actor1_name": "STUDENT",
        "geo1_type": "1", "geo1_fullname": "Peru", "geo1_country": "PE", "geo1_lat": "-10", "geo1_lon": "-76",
    }  # fmt: skip
    known |= {f"action_{name}": value for name, value in (TACNA | (place or {})).items()} | values
    return ("\t".join(str(known.get(name, "")) for name in names) + "\n").encode()


def mention(event: int, source: str, url: str, confidence: int = 60, *, width: int = 16) -> bytes:
    """Write a row of mentions."""
    cells = [str(event), "20251128221500", "20251128223000", "1", source, url, "1", "-1", "10", "20", "1", str(confidence), "900", "-4.2"]
    return ("\t".join([*cells, "", ""][:width]) + "\n").encode()
