"""Example articles, written by us about a made-up week on the Peru-Chile border."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

PUBLISHED = "2026-03-14"


def article_path(lang: Literal["en", "es"] = "en") -> Path:
    """Give the path of the example article in a language; both were "published" on `PUBLISHED`, a Saturday.

    >>> article_path("es").name
    'border-week.es.txt'
    """
    return Path(__file__).parent / f"border-week.{lang}.txt"
