import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.errors import InputError
from mapper.sources.encodings import decode

TEXT = "El Perú cerró la frontera: «Señores, ¿quién pasó?», preguntó el juez — hacía frío.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"])
def test_a_text_is_read_in_each_of_these_encodings(encoding: str) -> None:
    text = TEXT.replace("\u2014", "-") if encoding == "latin-1" else TEXT
    assert decode(text.encode(encoding), "a.txt") == text


def test_a_rarer_encoding_is_told_by_its_letters() -> None:
    text = "Граница закрыта. Никто не может перейти мост, сказал губернатор области вчера вечером. Дорога закрыта до понедельника.\n" * 3
    assert decode(text.encode("cp1251"), "a.txt") == text


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_every_newline_becomes_a_line_feed(newline: str) -> None:
    assert decode(f"one{newline}two{newline}".encode(), "a.txt") == "one\ntwo\n"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_text_in_utf_8_comes_back_to_the_letter(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode(), "a.txt").removeprefix("\ufeff") == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (bytes(range(256)) * 10, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
        (b"\x01\x02\x03\x04\x05\x06\x07", "binary"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 word", "office"),
        (b"\x1f\x8b\x08 gz", "unpack"),
        (b"\xff\xfea", "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name_and_the_cure(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=rf"^a\.txt: .*{says}"):
        decode(data, "a.txt")
