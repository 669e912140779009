"""Draw events: the canvas layer, the base map, the self-contained page and static pictures."""

from __future__ import annotations

from mapper.maps.event_layer import EventLayer
from mapper.maps.event_map import EventMap, event_map, folium_map
from mapper.maps.page import PageText, page
from mapper.maps.place_layer import PlaceLayer

__all__ = ["EventLayer", "EventMap", "PageText", "PlaceLayer", "event_map", "folium_map", "page"]
