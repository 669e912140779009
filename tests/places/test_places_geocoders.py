from __future__ import annotations

import json
import logging
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlparse

import pytest

from mapper.errors import GeocoderError
from mapper.places import fill_with_geocoder, open_geocoder
from mapper.records import Location, Place, Toponym

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mapper.places.geocoders import OnlineGeocoder


ANSWER = [{"place_id": 1, "lat": "-18.2", "lon": "-70.2", "display_name": "Quebrada del Burro, Tacna, Perú"}]


class _Server(ThreadingHTTPServer):
    """Remembers what it was asked: the name and who asked."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 (as the standard library has it)
        super().__init__(*args, **options)
        self.asked: list[tuple[str, str | None]] = []
        self.times: list[float] = []
        self.closing = threading.Event()


class _Nominatim(BaseHTTPRequestHandler):
    """Answers as Nominatim does: one place, none for Nowhere, errors for Trouble and Crowd, never for Forever, a web page for Page."""

    server: _Server

    def do_GET(self) -> None:
        query = parse_qs(urlparse(self.path).query)["q"][0]
        self.server.asked.append((query, self.headers["User-Agent"]))
        self.server.times.append(time.monotonic())
        if query in ("Trouble", "Crowd"):
            self.send_error({"Trouble": 503, "Crowd": 429}[query])
            return
        if query == "Forever":
            self.server.closing.wait(30)
            return
        body = b"<html>Welcome</html>" if query == "Page" else json.dumps([] if query == "Nowhere" else ANSWER).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server(("127.0.0.1", 0), _Nominatim) as local:
        thread = threading.Thread(target=local.serve_forever, daemon=True)
        thread.start()
        yield local
        local.closing.set()
        local.shutdown()
        thread.join()


@pytest.fixture
def geocoder(server: _Server, tmp_path: Path) -> OnlineGeocoder:
    return _open(server, tmp_path)


def _open(server: _Server, cache: Path, seconds_between: float = 0.0) -> OnlineGeocoder:
    domain = f"127.0.0.1:{server.server_port}"
    return open_geocoder("nominatim", cache=cache, seconds_between=seconds_between, domain=domain, scheme="http", timeout=0.3)


def _unresolved(name: str) -> Location:
    return Location(toponym=Toponym(text=name, start=0, end=len(name)), place=None)


def test_a_name_that_the_gazetteer_lacks_is_filled(geocoder: OnlineGeocoder) -> None:
    (filled,) = fill_with_geocoder([_unresolved("Quebrada del Burro")], geocoder)
    assert (filled.place.lon, filled.place.lat, filled.confidence) == (-70.2, -18.2, 0.5)


def test_what_the_gazetteer_knows_is_not_asked_for(geocoder: OnlineGeocoder, server: _Server) -> None:
    place = Place(place_id="x", name="Tacna", kind="admin1", lon=-70.0, lat=-18.0)
    known = Location(toponym=Toponym(text="Tacna", start=0, end=5), place=place, confidence=0.9)
    assert fill_with_geocoder([known], geocoder) == (known,)
    assert server.asked == []


def test_no_name_is_asked_for_twice_even_by_another_run(geocoder: OnlineGeocoder, server: _Server, tmp_path: Path) -> None:
    fill_with_geocoder([_unresolved("Quebrada del Burro"), _unresolved("Quebrada del Burro")], geocoder)
    again = open_geocoder("nominatim", cache=tmp_path, domain="127.0.0.1:9", scheme="http")
    (filled,) = fill_with_geocoder([_unresolved("Quebrada del Burro")], again)
    assert filled.place is not None
    assert len(server.asked) == 1


def test_a_name_that_nobody_knows_stays_open(geocoder: OnlineGeocoder) -> None:
    assert fill_with_geocoder([_unresolved("Nowhere")], geocoder)[0].place is None


def test_the_service_is_told_who_asks(geocoder: OnlineGeocoder, server: _Server) -> None:
    fill_with_geocoder([_unresolved("Quebrada del Burro")], geocoder)
    assert server.asked[0][1].startswith("border-event-mapper/")


def test_an_error_leaves_the_offline_answer_with_a_warning(geocoder: OnlineGeocoder, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="mapper"):
        filled = fill_with_geocoder([_unresolved("Trouble"), _unresolved("Quebrada del Burro")], geocoder)
    assert [location.place for location in filled] == [None, None]
    assert "the offline result stands" in caplog.text


def test_an_unreachable_service_is_an_error_that_names_it(tmp_path: Path) -> None:
    dead = open_geocoder("nominatim", cache=tmp_path, seconds_between=0.0, domain="127.0.0.1:9", scheme="http")
    with pytest.raises(GeocoderError, match="nominatim: 'Tacna' could not be looked up"):
        dead("Tacna")


def test_an_unknown_geocoder_is_named(tmp_path: Path) -> None:
    with pytest.raises(GeocoderError, match="atlantis: geopy has no geocoder"):
        open_geocoder("atlantis", cache=tmp_path)


@pytest.mark.parametrize("name", ["googlev3", "bing", "here", "opencage", "tomtom", "mapbox", "geonames"])
def test_a_geocoder_that_needs_a_key_says_so_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv("MAPPER_GEOCODER_KEY", raising=False)
    with pytest.raises(GeocoderError, match=f"{name}: cannot be opened .* set MAPPER_GEOCODER_KEY") as problem:
        open_geocoder(name, cache=tmp_path)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("name", ["googlev3", "bing", "here", "opencage", "tomtom", "mapbox", "geonames"])
def test_a_key_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("MAPPER_GEOCODER_KEY", "not-a-real-key")
    assert open_geocoder(name, cache=tmp_path).name == name


@pytest.mark.parametrize("name", ["Forever", "Crowd", "Page", "Trouble"])
def test_a_time_out_a_refusal_and_an_answer_that_is_no_answer_leave_the_offline_result(
    geocoder: OnlineGeocoder, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    locations = [_unresolved(name), _unresolved("Quebrada del Burro")]
    with caplog.at_level(logging.WARNING):
        assert list(fill_with_geocoder(locations, geocoder)) == locations
    assert [name in record.message for record in caplog.records if record.name.startswith("mapper")] == [True]


def test_what_failed_is_asked_again_by_the_next_run(server: _Server, tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(GeocoderError, match="Trouble"):
            _open(server, tmp_path)("Trouble")
    assert [name for name, _ in server.asked] == ["Trouble", "Trouble"]


def test_requests_keep_the_distance_that_the_provider_asks_for(server: _Server, tmp_path: Path) -> None:
    ask = _open(server, tmp_path, seconds_between=0.5)
    ask("Quebrada del Burro")
    ask("Quebrada del Zorro")
    assert server.times[1] - server.times[0] > 0.25


def test_by_default_a_second_lies_between_two_requests(tmp_path: Path) -> None:
    assert open_geocoder("nominatim", cache=tmp_path).ask.min_delay_seconds == 1.0


def test_a_damaged_file_of_the_cache_is_asked_for_again(geocoder: OnlineGeocoder, server: _Server, tmp_path: Path) -> None:
    geocoder("Quebrada del Burro")
    for file in tmp_path.iterdir():
        file.write_text("{half", encoding="utf-8")
    assert geocoder("Quebrada del Burro") == (-70.2, -18.2, "Quebrada del Burro, Tacna, Perú")
    assert len(server.asked) == 2


def test_places_found_online_carry_their_source_and_an_even_confidence(geocoder: OnlineGeocoder) -> None:
    (location,) = fill_with_geocoder([_unresolved("Quebrada del Burro")], geocoder, source="nominatim")
    assert location.place is not None
    assert (location.place.place_id, location.confidence) == ("nominatim:Quebrada del Burro, Tacna, Perú", 0.5)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("Forever", "no answer"), ("Crowd", "too many requests"), ("Page", "its answer cannot be read"), ("Trouble", "no answer")],
)
def test_what_went_wrong_is_said_in_a_few_words(geocoder: OnlineGeocoder, name: str, reason: str) -> None:
    with pytest.raises(GeocoderError, match=reason) as problem:
        geocoder(name)
    assert len(str(problem.value)) < 120


def test_without_a_network_the_message_is_short(tmp_path: Path) -> None:
    dead = open_geocoder("nominatim", cache=tmp_path, seconds_between=0.0, domain="127.0.0.1:9", scheme="http")
    with pytest.raises(GeocoderError, match="no answer; is there a network") as problem:
        dead("Tacna")
    assert len(str(problem.value)) < 120
