"""Addresses are fetched within limits, politely, and never from one's own network unless that is allowed."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from itertools import count
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_site import Page, Site

from mapper.errors import InputError
from mapper.sources import Fetcher, is_event_table, read_articles, read_events
from mapper.sources import fetching as fetching_module
from mapper.sources.addresses import is_public
from mapper.sources.robots import allowed, rules_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = (
    b"<html><head><title>Bridge shut</title></head><body><article><p>Soldiers closed the bridge between Tacna and Arica on Monday, and"
    b" nobody crossed until the evening.</p></article></body></html>"
)
PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255",
    "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
]  # fmt: skip


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(allow_private=True, seconds=20)


@pytest.fixture
def as_if_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take 127.0.0.1 for the open internet, so that the way from there into a private network can be tried."""
    monkeypatch.setattr(fetching_module, "is_public", lambda address: address == "127.0.0.1")


def test_a_page_is_read_from_its_address(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = Page(PAGE, headers={"content-type": "text/html"})
    (article,) = read_articles(site.url("/a"), fetcher=fetcher)
    assert article.text.startswith("Soldiers closed the bridge")
    assert (article.source_url, article.article_id, article.title) == (site.url("/a"), site.url("/a"), "Bridge shut")


def test_what_the_server_calls_a_type_tells_the_kind_where_the_content_does_not(site: Site, fetcher: Fetcher) -> None:
    site.pages["/export?id=7"] = Page(b"id,text\n1,The gate is shut.\n", headers={"content-type": "text/csv; charset=utf-8"})
    assert [article.text for article in read_articles(site.url("/export?id=7"), lang="en", fetcher=fetcher)] == ["The gate is shut."]


def test_a_feed_is_read_from_its_address(site: Site, fetcher: Fetcher) -> None:
    site.pages["/feed"] = Page(b"<rss version='2.0'><channel><item><title>Gate shut</title></item></channel></rss>")
    assert [article.title for article in read_articles(site.url("/feed"), lang="en", fetcher=fetcher)] == ["Gate shut"]


def test_a_table_of_events_is_read_from_its_address_and_asked_for_once(site: Site, fetcher: Fetcher) -> None:
    site.pages["/events.csv"] = Page(b"event_type,longitude,latitude\nprotest,-70.3,-18.3\n")
    assert is_event_table(site.url("/events.csv"), fetcher=fetcher)
    assert list(read_events(site.url("/events.csv"), fetcher=fetcher)["event_type"]) == ["protest"]
    assert site.paths() == ["/events.csv"]


def test_a_failure_is_remembered_too(site: Site, fetcher: Fetcher) -> None:
    assert not is_event_table(site.url("/gone"), fetcher=fetcher)
    with pytest.raises(InputError, match=r"/gone: the server answers with error 404; check the address"):
        list(read_articles(site.url("/gone"), fetcher=fetcher))
    assert site.paths() == ["/gone"]


def test_we_say_who_asks(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = Page(b"x")
    fetcher.get(site.url("/a"))
    assert {headers["user-agent"].partition("/")[0] for _, headers in site.asked} == {"border-event-mapper"}


@pytest.mark.parametrize("url", ["ftp://news.example/a", "ftp://127.0.0.1/a", "FTP://x"])
def test_only_http_and_https_are_fetched(url: str) -> None:
    with pytest.raises(InputError, match="only http and https"):
        list(read_articles(url))


@pytest.mark.parametrize("there", ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1/", "http:///a", "//user:word@127.0.0.1/"])
def test_a_redirect_leads_to_http_only(site: Site, fetcher: Fetcher, there: str) -> None:
    site.pages["/a"] = Page(status=302, headers={"location": there})
    with pytest.raises(InputError, match=r"^(http://127\.0\.0\.1:\d+/a|127\.0\.0\.1): "):
        fetcher.get(site.url("/a"))


def test_a_password_in_an_address_is_neither_sent_nor_shown(fetcher: Fetcher) -> None:
    with pytest.raises(InputError, match="password") as refused:
        fetcher.get("http://desk:secret@127.0.0.1/a")
    assert "secret" not in str(refused.value)


def test_redirects_are_followed_and_the_last_address_is_the_source(site: Site, fetcher: Fetcher) -> None:
    site.pages["/1"] = Page(status=301, headers={"location": "/2"})
    site.pages["/2"] = Page(status=307, headers={"location": site.url("/3")})
    site.pages["/3"] = Page(PAGE)
    (article,) = read_articles(site.url("/1"), fetcher=fetcher)
    assert article.source_url == site.url("/3")


def test_a_ring_of_redirects_ends(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = Page(status=302, headers={"location": "/a"})
    with pytest.raises(InputError, match="more than 5 redirects"):
        fetcher.get(site.url("/a"))
    assert len(site.paths()) == 6


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_without_end_is_cut_off_by_its_size(site: Site, *, packed: bool) -> None:
    zeros = gzip.compress(b"0" * 2_000_000)

    def endless() -> Iterator[bytes]:
        yield from ([zeros] if packed else (b"0" * 10_000 for _ in count()))

    site.pages["/a"] = Page(endless, headers={"content-encoding": "gzip"} if packed else {})
    with pytest.raises(InputError, match=r"/a: the answer is larger than 1 MB"):
        Fetcher(allow_private=True, size_limit=1_000_000).get(site.url("/a"))


def test_a_server_that_falls_silent_does_not_hold_us(site: Site) -> None:
    site.pages["/a"] = Page(site.for_ever)
    with pytest.raises(InputError, match=r"/a: no whole answer within 0\.3 seconds"):
        Fetcher(allow_private=True, seconds=0.3).get(site.url("/a"))


def test_where_nobody_listens_there_is_one_clear_line(site: Site, fetcher: Fetcher) -> None:
    url = site.url("/a").replace(str(site.port), "1")
    with pytest.raises(InputError, match=r"/a: no answer \(.*\); check the address and the network") as refused:
        fetcher.get(url)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_under_ipv6s_cover_as_bare(address: object) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_one_s_own_network_is_not_asked(site: Site, host: str) -> None:
    with pytest.raises(InputError, match=r"private network; pass --allow-private-addresses|no host|no address"):
        Fetcher().get(site.url("/a", host))
    assert site.asked == []


def test_a_public_name_with_a_private_address_among_its_own_is_not_asked(site: Site) -> None:
    with pytest.raises(InputError, match=r"news\.example lies in a private network"):
        Fetcher(resolve=lambda _host, _port: ["93.184.215.14", "127.0.0.1"]).get(site.url("/a", "news.example"))
    assert site.asked == []


@pytest.mark.usefixtures("as_if_public")
@pytest.mark.parametrize("there", ["http://127.0.0.2/", "http://[::1]/", "http://10.0.0.1/", "http://metadata.example/"])
def test_a_redirect_into_a_private_network_is_not_followed(site: Site, there: str) -> None:
    site.pages["/a"] = Page(status=302, headers={"location": there})
    addresses = {"news.example": ["127.0.0.1"], "metadata.example": ["169.254.169.254"]}
    with pytest.raises(InputError, match="lies in a private network"):
        Fetcher(resolve=lambda host, _port: addresses[host]).get(site.url("/a", "news.example"))


@pytest.mark.usefixtures("as_if_public")
def test_a_name_that_changes_its_address_is_looked_at_each_time(site: Site) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    site.pages["/robots.txt"] = Page(b"")
    with pytest.raises(InputError, match=r"rebind\.example lies in a private network"):
        Fetcher(resolve=lambda _host, _port: next(answers)).get(site.url("/a", "rebind.example"))
    assert site.paths() == []


def test_the_connection_goes_to_the_address_that_was_looked_at(site: Site) -> None:
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"]

    site.pages["/a"] = Page(b"x")
    Fetcher(allow_private=True, resolve=resolve).get(site.url("/a", "news.example"))
    assert asked == [("news.example", site.port)] * 2
    assert [headers["host"] for _, headers in site.asked] == [f"news.example:{site.port}"] * 2


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
@pytest.mark.parametrize(("host", "is_trusted"), [("news.example", True), ("other.example", False)])
def test_a_certificate_is_checked_against_the_name_though_the_address_is_asked(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, *, is_trusted: bool
) -> None:
    certificate = tmp_path / "certificate.pem"
    made_for = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "-", "-out", "-", *made_for]
    certificate.write_bytes(subprocess.run(make, check=True, capture_output=True).stdout)  # noqa: S603 - made here
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    site.secure(certificate)
    site.pages["/a"] = Page(b"x")
    fetcher = Fetcher(allow_private=True, resolve=lambda _host, _port: ["127.0.0.1"])
    url = site.url("/a", host).replace("http:", "https:")
    if is_trusted:
        assert fetcher.get(url).body == b"x"
    else:
        with pytest.raises(InputError, match=r"no answer \(.*Hostname mismatch.*other\.example"):
            fetcher.get(url)


def test_what_robots_txt_forbids_is_not_fetched(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /private\n")
    site.pages["/private/a"] = Page(PAGE)
    with pytest.raises(InputError, match=r"asks programs not to fetch this \(robots\.txt\); save the page"):
        fetcher.get(site.url("/private/a"))
    assert site.paths() == []


def test_a_redirect_does_not_lead_round_robots_txt(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /private\n")
    site.pages["/a"] = Page(status=302, headers={"location": "/private/a"})
    with pytest.raises(InputError, match=r"robots\.txt"):
        fetcher.get(site.url("/a"))


def test_robots_txt_is_asked_for_once(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/a": Page(b"x"), "/b": Page(b"x")}
    fetcher.get(site.url("/a"))
    fetcher.get(site.url("/b"))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/b"]


def test_a_site_that_cannot_say_its_rules_is_left_alone(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/robots.txt": Page(status=503), "/a": Page(PAGE)}
    with pytest.raises(InputError, match=r"robots\.txt"):
        fetcher.get(site.url("/a"))


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\nAllow: /news", "/news/1", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: Border-Event-Mapper\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: border-event-mapper\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /\N{LATIN SMALL LETTER N WITH TILDE}", "/%C3%B1andu", False),
        ("user-agent : *  # all\n disallow : /a # this", "/a", False),
    ],
)
def test_the_longest_rule_for_us_decides(rules: str, path: str, *, is_allowed: bool) -> None:
    assert allowed(rules_for(rules, "border-event-mapper"), path) is is_allowed


def test_a_conditional_request_is_answered_with_nothing_new(site: Site, fetcher: Fetcher) -> None:
    site.pages["/feed"] = Page(b"<rss/>", headers={"etag": '"7"', "last-modified": "Fri, 28 Nov 2025 22:15:00 GMT"})
    first = fetcher.get(site.url("/feed"), headers={})
    again = fetcher.get(site.url("/feed"), headers={"if-none-match": first.headers["etag"]})
    assert (first.status, first.headers["last-modified"]) == (200, "Fri, 28 Nov 2025 22:15:00 GMT")
    assert (again.status, again.body) == (304, b"")


def test_a_zip_archive_is_unpacked_on_the_way(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("articles.csv", "id,text\n1,The gate is shut.\n")
    site.pages["/a.zip"] = Page((tmp_path / "a.zip").read_bytes())
    assert [article.text for article in read_articles(site.url("/a.zip"), lang="en", fetcher=fetcher)] == ["The gate is shut."]
