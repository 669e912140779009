"""Borders: their lines, the kilometre along them, the side, the stretches, and where on them an event is drawn."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mapper.border.names import (
    FOCUS_BORDER,
    BorderRow,
    available_borders,
    border_between,
    border_label_point,
    border_table,
    canonical_border_id,
)

if TYPE_CHECKING:
    from mapper.border.atlas import Atlas, load_atlas
    from mapper.border.line import Border, BorderPosition, Crossing, Monument, load_border
    from mapper.border.placement import place_event

# numpy and shapely are imported when one of these is first asked for; names of borders come without them.
_LAZY = {
    "Atlas": "atlas",
    "load_atlas": "atlas",
    "Border": "line",
    "BorderPosition": "line",
    "Crossing": "line",
    "Monument": "line",
    "load_border": "line",
    "place_event": "placement",
}

__all__ = [
    "FOCUS_BORDER",
    "Atlas",
    "Border",
    "BorderPosition",
    "BorderRow",
    "Crossing",
    "Monument",
    "available_borders",
    "border_between",
    "border_label_point",
    "border_table",
    "canonical_border_id",
    "load_atlas",
    "load_border",
    "place_event",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds under this name
    if name in _LAZY:
        return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
