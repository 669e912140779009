"""What plain folium objects may be given."""

from __future__ import annotations

import html

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.maps.safe import safe_html, safe_link


@given(st.text())
def test_no_sign_that_folium_branca_or_html_acts_on_is_left(text: str) -> None:
    assert not set(safe_html(text)) & set("<>\"'`${}\\")


@given(st.text())
def test_a_template_made_of_it_gives_it_back(text: str) -> None:
    safe = safe_html(text)
    assert jinja2.Template(safe, keep_trailing_newline=True).render() == safe


@given(st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=("Cc", "Cs", "Zl", "Zp"))))
def test_a_reader_sees_what_was_written(text: str) -> None:
    assert html.unescape(safe_html(text)) == text


def test_control_characters_are_dropped() -> None:
    assert safe_html("a\x00b\u2028c\td") == "abc\td"


@pytest.mark.parametrize("url", ["https://news.example/a?b=1&c=2#d", "http://news.example"])
def test_web_addresses_may_be_followed(url: str) -> None:
    assert safe_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//news.example", "/etc/passwd", "https://", "",
        'https://a.example/"onmouseover="x', "https://a.example/\nx", "https://a b.example", "http://[", "https://a.example/`x`",
    ],
)  # fmt: skip
def test_other_addresses_may_not(url: str) -> None:
    assert safe_link(url) is None
