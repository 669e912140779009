"""Online geocoders, asked only for what the gazetteer lacks: any of geopy's by name, with its rate limit and a cache on disk."""

from __future__ import annotations

import hashlib
import inspect
import json
import logging
import os
import textwrap
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from mapper import __version__
from mapper.errors import GeocoderError
from mapper.records import Candidate, Location, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

USER_AGENT = f"border-event-mapper/{__version__}"
# Services that want a key are given this environment variable's.
KEY_VARIABLE = "MAPPER_GEOCODER_KEY"
# Nominatim's policy: at most one request a second. Kept for all.
SECONDS_BETWEEN = 1.0
# A service that does not answer is tried three times by geopy's transport.
TIMEOUT_SECONDS = 5
CONFIDENCE = 0.5
_LOG = logging.getLogger(__name__)


class Geocoder(Protocol):
    """What is asked for the position of a name: gives longitude and latitude (EPSG:4326) and a display name, or None if it knows none."""

    def __call__(self, name: str) -> tuple[float, float, str] | None:
        """Find one place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OnlineGeocoder:
    """
    A geopy geocoder with a cache on disk.

    ``ask`` is geopy's rate-limited ``geocode``; ``cache`` a folder with one small JSON file a name, so that no name is asked twice.
    """

    name: str
    ask: Callable[[str], Any]
    cache: Path

    def __call__(self, name: str) -> tuple[float, float, str] | None:
        """
        Find one place.

        Raises
        ------
        GeocoderError
            If the service cannot be reached, refuses, or answers what cannot be read.
        """
        digest = hashlib.sha256(f"{self.name}\n{name}".encode()).hexdigest()
        file = self.cache / f"{digest[:24]}.json"
        if (known := _cached(file)) is not None:
            return _position(known)
        from geopy.exc import GeopyError  # only who asks online pays for the import

        try:
            found = self.ask(name)
        except GeopyError as error:
            message = f"{self.name}: {name!r} could not be looked up ({_reason(error)}); the offline result stands"
            raise GeocoderError(message) from error
        answer = {} if found is None else {"lon": found.longitude, "lat": found.latitude, "name": found.address}
        _keep(file, answer)
        return _position(answer)


def _reason(error: Exception) -> str:
    """Say in a few words what went wrong; the transport's own words fill a screen."""
    from geopy import exc

    told = {
        exc.GeocoderTimedOut: "no answer in time",
        exc.GeocoderUnavailable: "no answer; is there a network?",
        exc.GeocoderRateLimited: "too many requests; try again later",
        exc.GeocoderQuotaExceeded: "the quota is used up",
        exc.GeocoderInsufficientPrivileges: "it refuses us",
        exc.GeocoderAuthenticationFailure: "it refuses the key",
        exc.GeocoderParseError: "its answer cannot be read",
    }
    known = next((words for kind, words in told.items() if isinstance(error, kind)), None)
    return known or textwrap.shorten(str(error) or type(error).__name__, 80)


def _cached(file: Path) -> dict[str, Any] | None:
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _keep(file: Path, answer: Mapping[str, Any]) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(answer), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        _LOG.warning("%s: the answer cannot be kept (%s); it will be asked again", file.parent, error.strerror)


def _position(answer: Mapping[str, Any]) -> tuple[float, float, str] | None:
    return (answer["lon"], answer["lat"], answer["name"]) if answer else None


def cache_dir() -> Path:
    """Give the folder of the cache: ``$XDG_CACHE_HOME/border-event-mapper``, else ``~/.cache/border-event-mapper``."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "border-event-mapper"


def open_geocoder(name: str, *, cache: Path | None = None, seconds_between: float = SECONDS_BETWEEN, **options: object) -> OnlineGeocoder:
    """
    Open a geocoder of geopy by its name (nominatim, photon, arcgis, …).

    Parameters
    ----------
    name
        As geopy's ``get_geocoder_for_service`` knows it.
    cache
        Folder of the answers; `cache_dir` if None.
    seconds_between
        Least time between two requests, in seconds.
    **options
        Passed on to the geocoder: ``domain``, ``scheme``, ``api_key``, …. A key is taken from the environment variable
        ``MAPPER_GEOCODER_KEY`` if it is not given.

    Raises
    ------
    GeocoderError
        If geopy has no such geocoder, or it needs an option that is missing.
    """
    from geopy.exc import GeocoderNotFound, GeopyError
    from geopy.extra.rate_limiter import RateLimiter
    from geopy.geocoders import get_geocoder_for_service

    try:
        kind = get_geocoder_for_service(name)
    except GeocoderNotFound as error:
        message = f"{name}: geopy has no geocoder of this name; try nominatim, photon or arcgis"
        raise GeocoderError(message) from error
    try:
        service = kind(**{"user_agent": USER_AGENT, "timeout": TIMEOUT_SECONDS, **_key(kind), **options})
    except (TypeError, GeopyError) as error:
        reason = textwrap.shorten(str(error) or type(error).__name__, 80, placeholder=" …").rstrip(".")
        message = f"{name}: cannot be opened ({reason}); it may want a key: set {KEY_VARIABLE}"
        raise GeocoderError(message) from error
    # One try: its retries write tracebacks to the log, and what fails is asked again by the next run.
    ask = RateLimiter(service.geocode, min_delay_seconds=seconds_between, max_retries=0, swallow_exceptions=False)
    return OnlineGeocoder(name=name, ask=ask, cache=cache or cache_dir())


def _key(kind: type) -> dict[str, str]:
    """Give the user's key, if there is one, under the name that this geocoder has for it."""
    key = os.environ.get(KEY_VARIABLE)
    names = inspect.signature(kind).parameters
    wanted = ("api_key", "apikey", "key") if "password" in names else ("api_key", "apikey", "key", "username")
    return {name: key for name in wanted if key and name in names}


def fill_with_geocoder(locations: Sequence[Location], geocoder: Geocoder, *, source: str = "geocoder") -> tuple[Location, ...]:
    """
    Ask a geocoder for the names that the gazetteer could not resolve; all other locations stay as they are.

    If the geocoder fails, a warning is logged, no more is asked, and the rest stays unresolved.

    Parameters
    ----------
    locations
        What `resolve` gave.
    geocoder
        What to ask, as `open_geocoder` gives it.
    source
        Stands in the ids of the places found.
    """
    answers: dict[str, Place | None] = {}
    working = True
    filled = []
    for location in locations:
        name = location.toponym.text
        if location.place is None and location.toponym.kind != "border" and name not in answers and working:
            try:
                answers[name] = _asked(name, geocoder, source)
            except GeocoderError as error:
                _LOG.warning("%s", error)
                working = False
        place = answers.get(name) if location.place is None else None
        filled.append(location if place is None else _found(location, place))
    return tuple(filled)


def _asked(name: str, geocoder: Geocoder, source: str) -> Place | None:
    answer = geocoder(name)
    if answer is None:
        return None
    lon, lat, display = answer
    return Place(place_id=f"{source}:{display}", name=name, kind="facility", lon=lon, lat=lat)


def _found(location: Location, place: Place) -> Location:
    candidate = Candidate(place=place, score=CONFIDENCE, reasons=("an online geocoder knows the name",))
    return replace(location, place=place, candidates=(candidate,), confidence=CONFIDENCE)
