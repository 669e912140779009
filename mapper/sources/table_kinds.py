"""What kind of table of events a file is, told by its first bytes."""

from __future__ import annotations

import re
from typing import Literal

from mapper.sources.gdelt_files import event_width, mention_width

TableKind = Literal["geopackage", "parquet", "features", "gdelt", "mentions", "acled", "acled_json", "ged", "ours"]

_FEATURE = re.compile(rb'"type"\s*:\s*"Feature(?:Collection)?"')
_ACLED_JSON = re.compile(rb'"(?:event_id_cnty|data_id|disorder_type|assoc_actor_1)"\s*:')
_CELL = re.compile(r"[,;\t|]")
_MARKS = b"\xef\xbb\xbf\x1e \t\r\n"
_ACLED = frozenset({"event_id_cnty", "event_id_no_cnty", "disorder_type", "assoc_actor_1", "inter1", "interaction"})


def table_kind(head: bytes) -> TableKind | None:
    r"""
    Tell the kind of table of events from the first bytes of a file; None for what is none.

    Examples
    --------
    >>> table_kind(b"event_id,event_type\n"), table_kind(b'{"type": "Feature", "properties"'), table_kind(b"id,text\n")
    ('ours', 'features', None)
    """
    if head.startswith(b"SQLite format 3\0"):
        return "geopackage"
    if head.startswith(b"PAR1"):
        return "parquet"
    start = head.lstrip(_MARKS)
    if start[:1] in (b"{", b"["):
        return "acled_json" if _ACLED_JSON.search(head) else "features" if _FEATURE.search(head) and start[:1] == b"{" else None
    return _kind_of_rows(start.split(b"\n", 1)[0].decode("utf-8", "replace"))


def _kind_of_rows(line: str) -> TableKind | None:
    if event_width(line):
        return "gdelt"
    if mention_width(line):
        return "mentions"
    cells = {cell.strip().strip('"') for cell in _CELL.split(line.rstrip("\r"))}
    if {"type_of_violence", "where_prec"} <= cells:
        return "ged"
    if "event_type" not in cells or len(cells) == 1:
        return None
    return "acled" if cells & _ACLED and "event_id" not in cells else "ours"
