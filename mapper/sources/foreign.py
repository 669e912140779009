"""Event tables of other projects take the columns of our contract, with what else they say behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapper.layers.columns import DTYPES, EVENT_TYPES_OF_COLUMNS
from mapper.sources.own_tables import numeric

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray
    from pandas import Series

    from mapper.errors import InputError

CRS = "EPSG:4326"
_SHOWN_CODES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is wanted of a table of events.

    ``border_id`` is the border that points near it are told by; with ``only_border`` nothing else is wanted. ``on_notice`` is told what
    was left out and why, ``on_error`` which rows are broken; None: the first one is raised.
    """

    border_id: str | None = None
    only_border: bool = False
    on_notice: Callable[[str], None] | None = None
    on_error: Callable[[InputError], None] | None = None

    def notice(self, text: str) -> None:
        """Say something about the table."""
        if self.on_notice is not None:
            self.on_notice(text)

    def problem(self, error: InputError) -> None:
        """Tell of a broken row, which is left out."""
        if self.on_error is None:
            raise error
        self.on_error(error)


def contract_frame(columns: Mapping[str, Any], shapes: NDArray[Any], provenance: Mapping[str, Any]) -> GeoDataFrame:
    """Tabulate events: the contract's columns in order, missing where ``columns`` lacks them, then ``provenance``, then the geometry."""
    import geopandas
    import numpy as np
    import pandas as pd

    index = pd.RangeIndex(len(shapes))
    blank = pd.Series(np.full(len(index), None, dtype=object), index=index, dtype=object)
    table: dict[str, Series[Any]] = {}
    for name, kind in EVENT_TYPES_OF_COLUMNS.items():
        if name not in columns:
            table[name] = blank.copy() if kind == "text" else pd.Series(False if kind == "truth" else None, index=index, dtype=DTYPES[kind])
        elif kind == "text":
            table[name] = texts(columns[name], index)
        else:
            table[name] = numeric(pd.Series(np.asarray(columns[name]), index=index), kind)
    table |= {name: texts(values, index) if _is_text(values) else pd.Series(values, index=index) for name, values in provenance.items()}
    return geopandas.GeoDataFrame(table, geometry=geopandas.GeoSeries(shapes, index=index, crs=CRS), crs=CRS)


def texts(values: Any, index: Any) -> Series[Any]:  # noqa: ANN401 - any column of text
    """Give a column of Python strings; empty ones become None."""
    import numpy as np
    import pandas as pd

    if isinstance(values, str):
        return pd.Series(np.full(len(index), values or None, dtype=object), index=index, dtype=object)
    plain = np.array(values, dtype=object)
    plain[pd.isna(plain) | (plain == "")] = None
    return pd.Series(plain, index=index, dtype=object)


def _is_text(values: Any) -> bool:  # noqa: ANN401 - any column
    import pandas as pd

    return isinstance(values, str) or pd.api.types.is_object_dtype(values) or pd.api.types.is_string_dtype(values)


def mapped(values: Series[Any], function: Callable[[Any], Any]) -> NDArray[Any]:
    """Apply a function to every value, but only once to each different one."""
    import numpy as np
    import pandas as pd

    codes, different = pd.factorize(values)
    answers = np.empty(len(different) + 1, dtype=object)
    answers[:-1] = [function(value) for value in different]
    by_row: NDArray[Any] = answers[codes]
    return by_row


def chosen(*cases: tuple[NDArray[Any], Any]) -> NDArray[Any]:
    """Give for each row the value of the first case that is true there, None where none is; a value is one for all rows, or a column."""
    import numpy as np

    answers = np.full(len(cases[0][0]), None, dtype=object)
    for is_so, values in reversed(cases):
        answers[is_so] = values if values is None or isinstance(values, (str, int, float)) else np.asarray(values, dtype=object)[is_so]
    return answers


def numbers(values: Series[Any]) -> Series[Any]:
    """Read text as numbers, not a number where it is none."""
    import pandas as pd

    return pd.to_numeric(values.replace("", None), errors="coerce").astype(float)


def say_left_out(name: str, codes: Series[Any], total: int, wanted: Wanted) -> None:
    """Say how many events were left out because their type is none of ours, with the commonest of their codes."""
    if len(codes):
        shown = ", ".join(str(code) for code in codes.value_counts().index[:_SHOWN_CODES])
        wanted.notice(f"{name}: {len(codes):,} of {total:,} events are of types that match none of ours (most of all {shown}); left out")


def points(lon: NDArray[Any], lat: NDArray[Any], drawn: NDArray[Any]) -> NDArray[Any]:
    """Make points, longitude first, where ``drawn`` says so; None elsewhere."""
    import numpy as np
    import shapely

    shapes = np.full(len(lon), None, dtype=object)
    shapes[drawn] = shapely.points(lon[drawn], lat[drawn])
    return shapes
