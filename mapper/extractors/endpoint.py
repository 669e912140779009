"""Ask an OpenAI-compatible endpoint over HTTP: in time, within limits, again where that may help, and with errors that say what to do."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapper.errors import ExtractorError, InputError
from mapper.sources.addresses import is_public, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

_PATH = "/chat/completions"
_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504, 529))
_OF_THE_ARTICLE = frozenset((400, 413, 422, 500, 502, 503, 504, 529))
_REFUSED = frozenset((401, 403))
_OK, _REDIRECT, _ERROR, _NOT_FOUND = 200, 300, 400, 404
_LONGEST_WAIT = 60.0
_SHOWN = 200
_SCHEMES = ("http", "https")


class _TryAgain(Exception):  # noqa: N818 - no error yet: the next attempt may go well
    """An attempt failed in a way that may pass; ``wait`` is what the server asks for, in seconds."""

    def __init__(self, why: str, *, wait: float | None = None, status: int | None = None) -> None:
        super().__init__(why)
        self.wait, self.status = wait, status


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """
    A server that speaks OpenAI's protocol; the user names it, so that it may well stand on this machine or in a private network.

    ``url`` is the base address, such as ``http://localhost:11434/v1``. ``key`` is sent as a bearer token, over plain http only to hosts
    that are not public. ``seconds`` is what one attempt may take, ``retries`` how often it is made again, ``limit`` the most bytes of an
    answer.
    """

    url: str
    key: str | None = field(default=None, repr=False)
    seconds: float = 120.0
    retries: int = 3
    limit: int = 4_000_000
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        """Refuse an address that cannot be asked."""
        import httpx

        try:
            url = httpx.URL(self.url)
        except (httpx.InvalidURL, TypeError) as error:
            message = f"{str(self.url)[:_SHOWN]}: is no address ({error}); give one such as http://localhost:11434/v1"
            raise ExtractorError(message) from error
        if url.scheme not in _SCHEMES or not url.host or url.userinfo:
            message = f"{self.host}: the address must be http(s)://HOST/… without a name and password; give one such as http://localhost:11434/v1"
            raise ExtractorError(message)
        if self.key is not None and not (self.key.isascii() and self.key.isprintable() and self.key.strip() == self.key and self.key):
            message = f"{self.host}: the key has characters that no key has; set MAPPER_MODEL_KEY again"
            raise ExtractorError(message)

    @property
    def host(self) -> str:
        """The host with its port, for messages: what else the address holds may be secret."""
        import httpx

        url = httpx.URL(self.url)
        return f"{url.host}:{url.port}" if url.port else url.host

    def post(self, question: Mapping[str, object], *, subject: str) -> bytes:
        """
        Send a question and give the body of the answer; ``subject`` is the article that messages name.

        Raises
        ------
        InputError
            The server cannot answer this question; it may answer others.
        ExtractorError
            It cannot be reached, refuses the key, or is no such endpoint: asking on makes no sense.
        """
        self._check_key()
        for attempt in range(self.retries + 1):
            try:
                return self._once(question, subject)
            except _TryAgain as trouble:
                if attempt == self.retries:
                    tries = f"{attempt + 1} attempts" if attempt else "one attempt"
                    if trouble.status in _OF_THE_ARTICLE:
                        message = f"{subject}: {self.host} could not answer after {tries} ({trouble}); try this article again later"
                        raise InputError(message) from trouble
                    message = f"{self.host}: no answer after {tries} ({trouble}); check that the server runs and that its address is right"
                    raise ExtractorError(message) from trouble
                self.sleep(min(trouble.wait if trouble.wait is not None else 2.0**attempt, _LONGEST_WAIT))
        raise AssertionError  # the last attempt returns or raises

    def _check_key(self) -> None:
        """Refuse to send the key where anybody on the way can read it."""
        import httpx

        url = httpx.URL(self.url)
        if self.key is None or url.scheme == "https":
            return
        try:
            public = any(map(is_public, resolve(url.host, url.port or 80)))
        except OSError:
            return  # whoever cannot be found gets no key
        if public:
            message = f"{self.host}: the key would travel unencrypted; use https"
            raise ExtractorError(message)

    def _once(self, question: Mapping[str, object], subject: str) -> bytes:
        import httpx

        url = httpx.URL(self.url)
        path = url.path.rstrip("/")
        at = url.copy_with(path=path if path.endswith(_PATH) else path + _PATH)
        headers = {"authorization": f"Bearer {self.key}"} if self.key else {}
        content = json.dumps(question).encode("ascii")
        deadline = time.monotonic() + self.seconds
        try:
            with (
                httpx.Client(timeout=self.seconds, follow_redirects=False, trust_env=not _is_here(url.host)) as client,
                client.stream("POST", at, content=content, headers={"content-type": "application/json", **headers}) as answer,
            ):
                body = self._body(answer, deadline, subject)
        except httpx.TimeoutException as error:
            message = f"nothing came within {self.seconds:g} s"
            raise _TryAgain(message) from error
        except httpx.HTTPError as error:
            raise _TryAgain(_plain(str(error) or type(error).__name__)) from error
        return self._checked(answer, body, subject)

    def _body(self, answer: httpx.Response, deadline: float, subject: str) -> bytes:
        body = bytearray()
        for piece in answer.iter_bytes():
            body += piece
            if len(body) > self.limit:
                message = f"{subject}: the answer of {self.host} is larger than {self.limit:,} bytes; it is left out"
                raise InputError(message)
            if time.monotonic() > deadline:
                message = f"the answer took more than {self.seconds:g} s"
                raise _TryAgain(message)
        return bytes(body)

    def _checked(self, answer: httpx.Response, body: bytes, subject: str) -> bytes:
        """Give the body of a good answer; raise what is right for any other."""
        status = answer.status_code
        if _OK <= status < _REDIRECT:
            return body
        said = f"{status}{self._said(body)}"
        if status in _AGAIN:
            raise _TryAgain(said, wait=_wait(answer.headers.get("retry-after")), status=status)
        if status in _OF_THE_ARTICLE:
            cure = "check the model's name, and that it takes a json_schema and a text of this length"
            message = f"{subject}: {self.host} refused the question ({said}); {cure}"
            raise InputError(message)
        if status in _REFUSED:
            message = f"{self.host}: the key was refused ({said}); set MAPPER_MODEL_KEY"
        elif status == _NOT_FOUND:
            message = f"{self.host}: there is no such endpoint or model ({said}); check address and name (the address often ends with /v1)"
        elif status < _ERROR:
            message = f"{self.host}: the server sends us on to another address ({said}); give that one"
        else:
            message = f"{self.host}: the server refused ({said}); check address and name of the model"
        raise ExtractorError(message)

    def _said(self, body: bytes) -> str:
        """Give the server's own words on an error, short, on one line and without the key."""
        try:
            told = json.loads(body)
            told = told["error"] if isinstance(told, dict) and "error" in told else told
            words = told["message"] if isinstance(told, dict) else told
        except (ValueError, KeyError, RecursionError):
            return ""
        if not isinstance(words, str) or not words.strip():
            return ""
        return f": {_plain(words.replace(self.key, '…') if self.key else words)}"


def _plain(words: str) -> str:
    """Put words on one short line without what would command a terminal."""
    line = " ".join(words.split())
    return "".join(char if char.isprintable() else "\ufffd" for char in line)[:_SHOWN]


def _wait(header: str | None) -> float | None:
    return float(header) if header is not None and re.fullmatch(r"\d{1,6}", header.strip(), re.ASCII) else None


def _is_here(host: str) -> bool:
    """Whether a host is this machine, for which no proxy is asked."""
    return host == "localhost" or host.startswith("127.") or host in ("::1", "[::1]")
