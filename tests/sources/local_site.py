"""A web site on this machine."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Page:
    """What the site answers: a body of bytes, or of pieces that come one after the other."""

    body: bytes | Callable[[], Iterator[bytes]] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Site:
    """A web site on a port of this machine; ``asked`` are the requests it has had, in order: path and headers."""

    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    closing: Event = field(default_factory=Event)
    server: ThreadingHTTPServer | None = None

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """Give the paths asked for, but for the rules of the site."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def secure(self, certificate: Path) -> None:
        """Speak TLS from now on, with a file that holds a certificate and its key."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        assert self.server is not None
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)

    def for_ever(self) -> Iterator[bytes]:
        """Send a byte, then nothing until the test is over."""
        yield b"x"
        self.closing.wait(30)


def handler_of(site: Site) -> type[BaseHTTPRequestHandler]:
    """Make what answers for a site."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
            page = site.pages.get(self.path, Page(status=404))
            known = page.headers.get("etag")
            self.close_connection = True
            if known is not None and self.headers.get("if-none-match") == known:
                page = Page(status=304, headers=page.headers)
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for piece in page.body() if callable(page.body) else [page.body]:
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                pass  # who asked has gone

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler
