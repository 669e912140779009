"""Bytes become text: the encoding is told from them, newlines become line feeds, a byte-order mark is dropped, nothing else changes."""

from __future__ import annotations

import codecs
import re

from mapper.errors import InputError

SAMPLE = 65_536
"""Bytes looked at to tell an encoding that is not UTF-8."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = "áéíóúüñÁÉÍÓÚÜÑçÇãõâêîôûàèìòùäëïöÄÖßåøæ¿¡«»\u201c\u201d\u2018\u2019\u2013\u2014\u2026ºª°·§©®€£\u00a0\u2022½¼¾±"
_WESTERN_BYTES = frozenset("".join(_WESTERN).encode("cp1252"))
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1b\x1e")
_FEW, _MANY = 3, 0.005
_SIGNATURES = (
    (b"%PDF", "a PDF; save its text as a .txt file"),
    (b"PK\x03\x04", "a zip archive or an office document; save its text as a .txt file"),
    (b"\xd0\xcf\x11\xe0", "an office document; save its text as a .txt file"),
    (b"\x1f\x8b", "compressed; unpack it first"),
    (b"{\\rtf", "a rich text document; save it as plain text"),
)
_NEWLINES = re.compile(r"\r\n?")


def decode(data: bytes, name: str) -> str:
    """
    Decode the bytes of a text file.

    A byte-order mark decides, else zero bytes, else UTF-8 is tried, then Western European, then what charset-normalizer finds likeliest.

    Raises
    ------
    InputError
        The bytes are no text; the message names the file ``name``.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return with_plain_newlines(_decoded(data[len(mark) :], encoding, name))
    _refuse_documents(data, name)
    if b"\0" in data:
        return with_plain_newlines(_decoded(data, _wide_encoding(data, name), name))
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > max(_FEW, _MANY * len(data)):
        raise _binary(name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, _narrow_encoding(data, name), name)
    return with_plain_newlines(text)


def with_plain_newlines(text: str) -> str:
    """Write every newline as a line feed, drop a byte-order mark, and replace half surrogates, which no file can hold."""
    text = _NEWLINES.sub("\n", text.removeprefix("\ufeff"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _refuse_documents(data: bytes, name: str) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            message = f"{name}: this is {what}"
            raise InputError(message)


def _binary(name: str) -> InputError:
    return InputError(f"{name}: this is no text but binary data; give a text, Markdown, HTML, JSON lines or CSV file")


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        message = f"{name}: the text is broken ({encoding}, byte {getattr(error, 'start', 0)}); save it as UTF-8"
        raise InputError(message) from error


def _wide_encoding(data: bytes, name: str) -> str:
    """Tell UTF-16 without a mark: most of its zero bytes stand at every other place."""
    sample = data[:SAMPLE]
    zeros = sample.count(0)
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        placed = sample[offset::2].count(0)
        if placed > 0.95 * zeros and placed > 0.3 * len(sample) / 2:
            return encoding
    raise _binary(name)


def _narrow_encoding(data: bytes, name: str) -> str:
    high = frozenset(data) & frozenset(range(128, 256))
    if high <= _WESTERN_BYTES:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        raise _binary(name)
    return str(best.encoding)
