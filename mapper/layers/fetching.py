"""Layers that are fetched from the network when a user asks for them by name: administrative boundaries of geoBoundaries.

geoBoundaries (www.geoboundaries.org, Runfola et al. 2020) publishes open boundaries of each country and level. Its interface says
where the file is and under which licence; both are kept in a file of papers beside the layer.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Protocol

from mapper.errors import LayerError

if TYPE_CHECKING:
    from pathlib import Path

INTERFACE = "https://www.geoboundaries.org/api/current/gbOpen"
KEPT = ("boundaryName", "boundaryLicense", "boundarySource", "boundaryYearRepresented", "licenseSource")
TIMEOUT_S = 60.0
_NAME = re.compile(r"([A-Z]{3})-(ADM[0-5])")


class Opener(Protocol):
    """Whatever gets the bytes at a URL; raises OSError where it cannot."""

    def __call__(self, url: str) -> bytes:
        """Get the bytes at ``url``."""


def open_url(url: str) -> bytes:
    """Get the bytes at an https URL (http only on this machine), within a minute."""
    from urllib.parse import urlsplit
    from urllib.request import Request, urlopen

    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "::1", "localhost"}:
        message = f"{url}: not an https address"
        raise OSError(message)
    request = Request(url, headers={"User-Agent": "border-event-mapper"})  # noqa: S310 - the scheme is checked above
    with urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310 - the scheme is checked above
        return bytes(answer.read())


def fetch_layer(name: str, folder: Path, opener: Opener = open_url, *, interface: str = INTERFACE) -> Path:
    """Fetch the boundaries of a country and level into a folder; return the path of the GeoJSON file.

    Parameters
    ----------
    name
        Country and level, as ``PER-ADM3`` for the districts of Peru.
    folder
        Where ``PER-ADM3.geojson`` and its papers, ``PER-ADM3.papers.json``, are written; made if it is not there.
    opener
        What gets the bytes at a URL.
    interface
        Base URL of the interface that says where the file is.

    Raises
    ------
    LayerError
        If the name has another form, nothing answers, or what answers is not a boundary file. Nothing is then left behind.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        message = f"{name}: no layer that can be fetched; write a country and a level, as in PER-ADM3"
        raise LayerError(message)
    papers = _json(name, f"{interface}/{match[1]}/{match[2]}/", opener)
    address = papers.get("simplifiedGeometryGeoJSON") or papers.get("gjDownloadURL")
    if not isinstance(address, str):
        message = f"{name}: the interface of geoBoundaries names no file; try again later or download it by hand"
        raise LayerError(message)
    layer = _json(name, address, opener)
    if layer.get("type") != "FeatureCollection" or not layer.get("features"):
        message = f"{name}: what {address} sends is no GeoJSON of boundaries; try again later"
        raise LayerError(message)
    said = {key: papers.get(key) for key in KEPT}
    _write_whole(folder / f"{name}.papers.json", {"title": f"{name}, geoBoundaries", "url": address, "crs": "EPSG:4326", **said})
    return _write_whole(folder / f"{name}.geojson", layer)


def _json(name: str, url: str, opener: Opener) -> dict[str, Any]:
    try:
        data = json.loads(opener(url))
    except OSError as error:
        message = f"{name}: {url} does not answer ({_said(error)}); the schematic zones stand, try again with a network"
        raise LayerError(message) from error
    except ValueError as error:
        message = f"{name}: {url} sends no JSON ({error}); try again later"
        raise LayerError(message) from error
    return data if isinstance(data, dict) else {}


def _said(error: OSError) -> str:
    """Say in a few words why nothing answers."""
    import socket
    from urllib.error import HTTPError, URLError

    if isinstance(error, HTTPError):
        return f"status {error.code}"
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, socket.gaierror):
        return "its host is not found"
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    return str(getattr(reason, "strerror", None) or reason)


def _write_whole(path: Path, data: dict[str, Any]) -> Path:
    """Write a file whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror}); choose a folder that can"
        raise LayerError(message) from error
    return path
