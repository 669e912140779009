"""Fetch what lies at an address: politely, within limits, and never from one's own network unless that is allowed."""

from __future__ import annotations

import ipaddress
import re
import time
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING, Any

from mapper.errors import InputError
from mapper.sources import robots
from mapper.sources.addresses import is_public, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

    from mapper.sources.addresses import Resolve

AGENT = "border-event-mapper"
REDIRECTS = 5
_OK, _NOT_MODIFIED, _ERRORS, _SERVER_ERRORS = 200, 304, 400, 500
_KEPT = 8
_CONNECT_SECONDS = 10.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """What an address answered: its last address after redirects, the body, the status (200 or 304) and the headers in lower case."""

    url: str
    body: bytes
    status: int
    headers: Mapping[str, str]


@dataclass(kw_only=True, slots=True)
class Fetcher:
    """Fetches addresses for one run and remembers the last few answers and each site's robots.txt.

    Parameters
    ----------
    allow_private
        Whether hosts with private, loopback or link-local addresses may be asked.
    size_limit
        The most bytes that an answer may have, unpacked.
    seconds
        How long one fetch may take in all, with its redirects.
    resolve
        Gives the addresses of a host and port; what is connected to is one of these.
    """

    allow_private: bool = False
    size_limit: int = 100_000_000
    seconds: float = 60.0
    resolve: Resolve = resolve
    _kept: dict[str, Fetched | InputError] = field(default_factory=dict, init=False, repr=False)
    _robots: dict[str, tuple[robots.Rule, ...] | None] = field(default_factory=dict, init=False, repr=False)

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Fetched:
        """
        Fetch an address; with ``headers`` for a conditional request (``if-none-match``) anew each time, else once a run.

        Raises
        ------
        InputError
            The address is not http(s), may not be asked, answers with an error or too much, or takes too long.
        """
        if headers is None and url in self._kept:
            return _given(self._kept[url])
        answer: Fetched | InputError
        try:
            answer = _in_time(lambda deadline: self._follow(url, dict(headers or {}), deadline), url, self.seconds)
        except InputError as error:
            answer = error
        if headers is None:
            while len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[url] = answer
        return _given(answer)

    def _follow(self, url: str, headers: dict[str, str], deadline: float) -> Fetched:
        import httpx

        at = _parsed(url, url)
        with httpx.Client(follow_redirects=False, timeout=_patience(self.seconds), headers={"user-agent": _user_agent()}) as client:
            for _ in range(REDIRECTS + 1):
                if not self._is_welcome(client, at, url, deadline):
                    message = f"{url}: the site asks programs not to fetch this (robots.txt); save the page and give the file"
                    raise InputError(message)
                answer, location = self._ask(client, at, headers, _Limits(url, self.size_limit, deadline))
                if location is None:
                    return answer
                at = _parsed(str(at.join(location)), url)
        message = f"{url}: more than {REDIRECTS} redirects; give the last address"
        raise InputError(message)

    def _is_welcome(self, client: httpx.Client, at: httpx.URL, url: str, deadline: float) -> bool:
        origin = f"{at.scheme}://{at.netloc.decode('ascii')}"
        if origin not in self._robots:
            limits = _Limits(url, robots.LIMIT, deadline, cuts=True)
            self._robots[origin] = self._rules(client, at.copy_with(raw_path=b"/robots.txt"), limits)
        rules = self._robots[origin]
        return rules is not None and robots.allowed(rules, at.raw_path.decode("ascii"))

    def _rules(self, client: httpx.Client, at: httpx.URL, limits: _Limits) -> tuple[robots.Rule, ...] | None:
        """Read a site's rules: all is allowed where there are none, nothing (None) where the server cannot say."""
        for _ in range(REDIRECTS + 1):
            try:
                answer, location = self._ask(client, at, {}, limits)
            except StatusError as error:
                return None if error.status >= _SERVER_ERRORS else ()
            if location is None:
                return robots.rules_for(answer.body.decode("utf-8-sig", "replace"), AGENT)
            at = _parsed(str(at.join(location)), limits.url)
        return ()

    def _ask(self, client: httpx.Client, at: httpx.URL, headers: dict[str, str], limits: _Limits) -> tuple[Fetched, str | None]:
        """Ask one host for one thing; give the answer, and where it sends us on to."""
        import httpx

        problem: Exception | None = None
        for address in self._addresses(at, limits.url):
            # The connection goes to the address that was looked at: a name asked twice could answer otherwise the second time.
            host = f"[{address}]" if ":" in address else address
            request = client.build_request(
                "GET", at.copy_with(host=host), headers=headers | {"host": at.netloc.decode("ascii")}, extensions={"sni_hostname": at.host}
            )
            try:
                with_body = client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                problem = error
                continue
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise _no_answer(limits.url, error) from error
            try:
                return _read(with_body, at, limits)
            except httpx.HTTPError as error:
                raise _no_answer(limits.url, error) from error
            finally:
                with_body.close()
        raise _no_answer(limits.url, problem) from problem

    def _addresses(self, at: httpx.URL, url: str) -> list[str]:
        port = at.port or (443 if at.scheme == "https" else 80)
        try:
            found = [str(ipaddress.ip_address(at.host))]
        except ValueError:
            try:
                found = self.resolve(at.host, port)
            except (OSError, UnicodeError) as error:
                message = f"{url}: no host {at.host} is known; check the address and the network"
                raise InputError(message) from error
        if not self.allow_private and not all(map(is_public, found)):
            message = f"{url}: {at.host} lies in a private network; pass --allow-private-addresses if you trust it"
            raise InputError(message)
        return found


@dataclass(frozen=True, slots=True)
class _Limits:
    """How much and how long; ``cuts`` takes what fits instead of refusing what does not."""

    url: str
    size: int
    deadline: float
    cuts: bool = False


class StatusError(InputError):
    """A server answered with an error; ``wait_s`` is how many seconds it asks to be left alone, 0 if it does not say."""

    def __init__(self, url: str, status: int, wait_s: int = 0) -> None:
        super().__init__(f"{url}: the server answers with error {status}; check the address")
        self.status = status
        self.wait_s = wait_s


def _given(answer: Fetched | InputError) -> Fetched:
    """Give an answer again, or raise again why there is none: an address that is asked twice must not cost its time twice."""
    if isinstance(answer, InputError):
        raise answer
    return answer


def _in_time(work: Callable[[float], Fetched], url: str, seconds: float) -> Fetched:
    """Do something in a thread that is left behind when the time is over: a server that sends a byte now and then must not hold us."""
    done: list[Fetched] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work(time.monotonic() + seconds))
        except BaseException as error:  # noqa: BLE001 - raised again below, in the caller's thread
            failed.append(error)

    worker = Thread(target=run, daemon=True, name="fetch")
    worker.start()
    worker.join(seconds)
    if failed:
        raise failed[0]
    if not done:
        raise _too_slow(url, seconds)
    return done[0]


def _too_slow(url: str, seconds: float) -> InputError:
    return InputError(f"{url}: no whole answer within {seconds:g} seconds; try again later, or save the page and give the file")


def _patience(seconds: float) -> httpx.Timeout:
    """Wait less for a connection than for an answer: the next address of a host may answer where the first does not."""
    import httpx

    return httpx.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS))


def _no_answer(url: str, error: Exception | None) -> InputError:
    return InputError(f"{url}: no answer ({' '.join(str(error).split())[:200] or type(error).__name__}); check the address and the network")


def _parsed(address: str, url: str) -> httpx.URL:
    import httpx

    try:
        parsed = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        message = f"{url}: this is no address; write it as https://host/path"
        raise InputError(message) from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        message = f"{url}: only http and https addresses are fetched"
        raise InputError(message)
    if parsed.userinfo:
        message = f"{parsed.host}: an address with a password in it is not fetched; save the page and give the file"
        raise InputError(message)
    return parsed


def _read(response: httpx.Response, at: httpx.URL, limits: _Limits) -> tuple[Fetched, str | None]:
    status = response.status_code
    if response.has_redirect_location:
        return Fetched(url=str(at), body=b"", status=status, headers={}), response.headers["location"]
    if status not in (_OK, _NOT_MODIFIED):
        wait = response.headers.get("retry-after", "")
        raise StatusError(limits.url, status, int(wait) if re.fullmatch(r"\d{1,9}", wait) else 0)
    pieces, size = [], 0
    for piece in response.iter_bytes(65_536):
        pieces.append(piece)
        size += len(piece)
        if size > limits.size and limits.cuts:
            break
        if size > limits.size:
            message = f"{limits.url}: the answer is larger than {limits.size / 1_000_000:g} MB; save it and give the file"
            raise InputError(message)
        if time.monotonic() > limits.deadline:
            raise InputError(f"{limits.url}: the answer takes too long; save it and give the file")  # noqa: EM102, TRY003
    headers = {key.lower(): value for key, value in response.headers.items()}
    return Fetched(url=str(at), body=b"".join(pieces)[: limits.size], status=status, headers=headers), None


def _user_agent() -> str:
    from mapper import __version__

    return f"{AGENT}/{__version__}"


def is_address(value: Any) -> bool:  # noqa: ANN401 - whatever is given as an input
    """Say whether an input is an address rather than the name of a file."""
    return str(value).lower().startswith(("http://", "https://", "ftp://"))
