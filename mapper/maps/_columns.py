"""Columns of a table become dictionaries, whole numbers or days, each a few bytes a row.

Every stored value is unsigned and 0 means "no value", so that the script needs one reader for all kinds.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_EPOCH = dt.date(1970, 1, 1).toordinal()
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?")
_SAMPLE = 20_000
_FEW = 256
_MOST_CODES = 65_535
_MOST_DECIMALS = 6
_LARGEST = 2**32 - 2


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: what its numbers mean (``about`` goes into the header as it is) and the numbers, 0 where there is none."""

    name: str
    about: Mapping[str, Any]
    values: NDArray[Any]

    @property
    def width(self) -> int:
        """Bytes a row."""
        return width_of(self.values)


@dataclass(frozen=True, kw_only=True)
class TextColumn:
    """A column of long or mostly different strings, None where there is none; read by the script only when a row is opened."""

    name: str
    values: NDArray[np.object_]


def width_of(values: NDArray[Any]) -> int:
    """Say how many bytes hold the largest of unsigned ``values``."""
    return max(1, (int(values.max(initial=0)).bit_length() + 7) // 8)


def byte_planes(values: NDArray[Any], width: int) -> list[bytes]:
    r"""Write the lowest bytes of all values, then the next ones, …: like bytes stand together and compress well.

    >>> byte_planes(np.array([1, 258]), 2)
    [b'\x01\x02', b'\x00\x01']
    """
    little = np.ascontiguousarray(values, dtype="<u8").view(np.uint8).reshape(-1, 8)
    return [little[:, byte].tobytes() for byte in range(width)]


def column_of(name: str, series: pd.Series, *, is_date: bool = False, is_category: bool = False) -> Column | TextColumn:
    """Choose how a column is stored: days, yes and no, numbers, a dictionary, or text.

    ``is_date`` reads ISO strings (also ``YYYY-MM``) as days; ``is_category`` keeps a dictionary however many values there are.
    """
    if pd.api.types.is_datetime64_any_dtype(series.dtype) or is_date:
        return _days(name, series)
    if pd.api.types.is_bool_dtype(series.dtype):
        return _switch(name, series)
    if pd.api.types.is_numeric_dtype(series.dtype) and not is_category:
        return _number(name, series)
    if not is_category and _mostly_different(series):
        return TextColumn(name=name, values=_strings(series))
    return _dictionary(name, series, keep=is_category)


def _strings(series: pd.Series) -> NDArray[np.object_]:
    values = np.array(series.to_numpy(dtype=object), dtype=object)
    values[series.isna().to_numpy()] = None
    if pd.api.types.infer_dtype(values, skipna=True) not in {"string", "empty"}:
        values[:] = [value if value is None or isinstance(value, str) else str(value) for value in values]
    return values


def _mostly_different(series: pd.Series) -> bool:
    sample = series if len(series) <= _SAMPLE else series.iloc[:: len(series) // _SAMPLE]
    return len(set(_strings(sample))) > max(_FEW, len(sample) // 8)


def _dictionary(name: str, series: pd.Series, *, keep: bool) -> Column | TextColumn:
    text = _strings(series)
    codes, words = pd.factorize(text)
    if len(words) > _MOST_CODES and not keep:
        return TextColumn(name=name, values=text)
    return Column(name=name, about={"kind": "word", "words": [str(word) for word in words]}, values=codes.astype(np.int64) + 1)


def _switch(name: str, series: pd.Series) -> Column:
    values = series.astype("boolean")
    known = values.notna().to_numpy()
    return Column(name=name, about={"kind": "switch"}, values=np.where(known, values.fillna(value=False).to_numpy(dtype=np.int64) + 1, 0))


def _decimals(values: NDArray[np.float64]) -> int:
    """Count the decimals that bring every value back within the last bit or so; at most six."""
    for places in range(_MOST_DECIMALS + 1):
        if np.allclose(np.round(values, places), values, rtol=0, atol=10.0 ** -(places + 6)):
            return places
    return _MOST_DECIMALS


def _number(name: str, series: pd.Series) -> Column | TextColumn:
    values = series.to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.isfinite(values)
    some = values[known]
    places = _decimals(some[:_SAMPLE])
    places = _decimals(some) if places < _MOST_DECIMALS else places
    least = float(some.min()) if some.size else 0.0
    span = (float(some.max()) - least) * 10**places if some.size else 0.0
    if span > _LARGEST or abs(least) * 10**places > 2**53:
        return TextColumn(name=name, values=np.array([repr(v) if k else None for v, k in zip(values, known, strict=True)], dtype=object))
    base = round(least * 10**places)
    stored = np.zeros(len(values), dtype=np.int64)
    stored[known] = np.rint(some * 10**places).astype(np.int64) - base + 1
    return Column(name=name, about={"kind": "number", "base": base, "decimals": places}, values=stored)


def _day(text: object) -> tuple[int, int]:
    """Give days since 1970 and the precision 1 (day), 2 (month) or 3 (year) of an ISO date; (no day, 0) if it is none."""
    found = _DAY.fullmatch(str(text).strip())
    if not found:
        return 0, 0
    year, month, day = found.groups()
    try:
        date = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return 0, 0
    return date.toordinal() - _EPOCH, 1 if day else 2 if month else 3


def _days(name: str, series: pd.Series) -> Column:
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        naive = series.dt.tz_convert("UTC").dt.tz_localize(None) if getattr(series.dt, "tz", None) else series
        days = naive.to_numpy().astype("datetime64[D]").astype(np.int64)
        precision = np.where(series.isna().to_numpy(), 0, 1)
    else:
        codes, words = pd.factorize(_strings(series))
        table = np.array([*(_day(word) for word in words), (0, 0)], dtype=np.int64).reshape(-1, 2)
        days, precision = table[codes, 0], table[codes, 1]
    known = precision > 0
    base = int(days[known].min()) if known.any() else 0
    stored = np.where(known, days - base + 1, 0)
    about = {"kind": "day", "base": base, "partial": bool((precision > 1).any())}
    if about["partial"]:
        stored = stored * 4 + precision
    return Column(name=name, about=about, values=stored)
