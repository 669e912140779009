"""Layers fetched by name, from a server on this machine."""

import json
from collections.abc import Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import gaierror
from threading import Thread
from urllib.error import HTTPError, URLError

import pytest

from mapper.errors import LayerError
from mapper.layers.fetching import fetch_layer, open_url

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
DISTRICTS = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"shapeName": "Palca"}, "geometry": SQUARE}]}


class _Boundaries(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        host = f"http://{self.headers['Host']}"
        answers: dict[str, object] = {
            "/PER/ADM3/": {"gjDownloadURL": f"{host}/districts.geojson", "boundaryLicense": "CC BY 4.0"},
            "/CHL/ADM3/": {"gjDownloadURL": f"{host}/page.html"},
            "/BOL/ADM3/": {"boundaryLicense": "unknown"},
            "/districts.geojson": DISTRICTS,
        }
        found = answers.get(self.path)
        body = json.dumps(found).encode() if found else b"<html>not here</html>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def interface() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Boundaries) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_districts_of_a_country_are_fetched_with_their_licence(interface: str, tmp_path: Path) -> None:
    path = fetch_layer("PER-ADM3", tmp_path / "new", interface=interface)
    papers = json.loads(path.with_name("PER-ADM3.papers.json").read_text(encoding="utf-8"))
    assert json.loads(path.read_text(encoding="utf-8")) == DISTRICTS
    assert papers["boundaryLicense"] == "CC BY 4.0"


def test_a_page_that_is_no_layer_leaves_nothing_behind(interface: str, tmp_path: Path) -> None:
    with pytest.raises(LayerError, match=r"CHL-ADM3: .* sends no JSON"):
        fetch_layer("CHL-ADM3", tmp_path, interface=interface)
    assert list(tmp_path.iterdir()) == []


def test_an_answer_without_a_file_says_so(interface: str, tmp_path: Path) -> None:
    with pytest.raises(LayerError, match="BOL-ADM3: the interface of geoBoundaries names no file"):
        fetch_layer("BOL-ADM3", tmp_path, interface=interface)


def test_a_name_of_another_form_is_told_the_right_one(tmp_path: Path) -> None:
    with pytest.raises(LayerError, match=r"\.\./etc: .* as in PER-ADM3"):
        fetch_layer("../etc", tmp_path)


def test_without_a_network_the_zones_stand(tmp_path: Path) -> None:
    def silent(url: str) -> bytes:
        message = f"no route to {url}"
        raise OSError(message)

    with pytest.raises(LayerError, match="the schematic zones stand, try again with a network"):
        fetch_layer("PER-ADM3", tmp_path, silent)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (URLError(gaierror(-2, "Name or service not known")), "(its host is not found)"),
        (URLError(ConnectionRefusedError(111, "Connection refused")), "(Connection refused)"),
        (HTTPError("https://x.example", 503, "Busy", Message(), None), "(status 503)"),
        (TimeoutError("timed out"), "(no answer in time)"),
    ],
)
def test_why_nothing_answers_is_said_in_a_few_words(tmp_path: Path, error: OSError, said: str) -> None:
    def failing(url: str) -> bytes:
        del url
        raise error

    with pytest.raises(LayerError) as raised:
        fetch_layer("PER-ADM3", tmp_path, failing)
    assert said in str(raised.value)


def test_files_of_this_machine_are_not_opened() -> None:
    with pytest.raises(OSError, match="not an https address"):
        open_url("file:///etc/hostname")


def test_a_folder_that_cannot_be_written_is_named(interface: str, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    with pytest.raises(LayerError, match=r"PER-ADM3.*: cannot be written"):
        fetch_layer("PER-ADM3", blocked, interface=interface)
