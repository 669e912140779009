"""Draw events: the canvas layer, the base map, the self-contained page and static pictures."""

from __future__ import annotations
