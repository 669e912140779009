"""A web site on this machine, and the samples of the formats that we read."""

from __future__ import annotations

from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from local_site import Site, handler_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    site = Site(0)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler_of(site)) as server:
        server.daemon_threads = True
        site.port, site.server = server.server_address[1], server
        worker = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        worker.start()
        yield site
        site.closing.set()
        server.shutdown()
        worker.join()


@pytest.fixture
def sample() -> Callable[[str], Path]:
    return lambda name: SAMPLES / name
