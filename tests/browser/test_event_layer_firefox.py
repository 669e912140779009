"""Firefox draws the same page as Chromium; it is driven by WebDriver BiDi, since Debian has no geckodriver."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from typing import TYPE_CHECKING, Any

import folium
import pytest
import websocket
from test_event_layer_page import table

from mapper.maps.event_layer import EventLayer
from mapper.maps.page import page

if TYPE_CHECKING:
    from pathlib import Path

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
pytestmark = pytest.mark.skipif(FIREFOX is None, reason="Firefox is not installed (Debian: apt-get install firefox-esr)")


class Session:
    """A BiDi session with one window; ``complaints`` are the errors of its console."""

    def __init__(self, port: int) -> None:
        self.socket = websocket.create_connection(f"ws://127.0.0.1:{port}/session", suppress_origin=True, timeout=30)
        self.number = 0
        self.complaints: list[str] = []
        self.send("session.new", capabilities={})
        self.window = self.send("browsingContext.getTree")["contexts"][0]["context"]
        self.send("session.subscribe", events=["log.entryAdded"])

    def send(self, method: str, **params: object) -> dict[str, Any]:
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.number:
                return dict(answer["result"])
            if answer.get("params", {}).get("level") == "error":
                self.complaints.append(str(answer["params"].get("text")))

    def js(self, expression: str) -> Any:  # noqa: ANN401 - whatever the script gives
        target = {"context": self.window}
        wrapped = f"(async () => JSON.stringify(await {expression}))()"
        found = self.send("script.evaluate", expression=wrapped, target=target, awaitPromise=True)
        return json.loads(found["result"]["value"])


def listening(firefox: subprocess.Popen[str]) -> None:
    """Wait until Firefox says on stderr that it takes connections."""
    assert firefox.stderr is not None
    for line in firefox.stderr:
        if "WebDriver BiDi listening" in line:
            return
    pytest.fail("Firefox ended before it took a connection")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_firefox_draws_the_marks_and_lists_the_events(tmp_path: Path) -> None:
    made = folium.Map([-18.2, -70.0], zoom_start=8, tiles=None)
    made.default_js, made.default_css = [], []
    EventLayer(table()).add_to(made)
    file = tmp_path / "map.html"
    file.write_text(page(made), encoding="utf-8")
    port = free_port()
    profile = tmp_path / "profile"
    profile.mkdir()
    command = [str(FIREFOX), "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as firefox:  # noqa: S603
        try:
            listening(firefox)
            session = Session(port)
            session.send("browsingContext.navigate", context=session.window, url=file.as_uri(), wait="complete")
            items = session.js(
                "new Promise(done => { const look = () => { const n = document.querySelectorAll('.ev-item').length;"
                "if (n) done(n); else requestAnimationFrame(look); }; look(); })",
            )
            pixels = session.js(
                "(() => { const c = Object.values(mapperEventLayers)[0]._container;"
                "return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.filter((v, i) => i % 4 === 3 && v).length })()",
            )
            assert (items >= 6, pixels > 1000, session.complaints) == (True, True, [])
            session.socket.close()
        finally:
            firefox.terminate()
