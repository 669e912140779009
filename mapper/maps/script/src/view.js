// The window onto the world: which world steps are on the canvas, and how large a step is.

import { WORLD } from "./mercator.js";

export const CELL_PIXELS = 56;

/** Where Leaflet's controls stand, as boxes on the canvas whose corner is at `corner`: nothing is written under them. */
export function controlBoxes(map, corner) {
  const frame = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().querySelectorAll(".leaflet-control")].map((control) => control.getBoundingClientRect())
    .filter((box) => box.width)
    .map((box) => [box.left - frame.left + corner.x - 4, box.top - frame.top + corner.y - 4, box.right - frame.left + corner.x + 4, box.bottom - frame.top + corner.y + 4]);
}

/** Describe the canvas that covers `bounds` (layer pixels) of a Leaflet map; `inset` is what other parts of the page cover. */
export function viewOf(map, bounds, inset, controls = []) {
  const size = bounds.getSize();
  const origin = map.getPixelOrigin().add(bounds.min);
  const pixelsPerStep = (256 * 2 ** map.getZoom()) / WORLD;
  const corner = map.containerPointToLayerPoint([0, 0]).subtract(bounds.min);
  const screen = map.getSize();
  return {
    width: size.x, height: size.y, pixelsPerStep, cellPixels: CELL_PIXELS,
    originX: origin.x, originY: origin.y,
    x0: origin.x / pixelsPerStep, x1: (origin.x + size.x) / pixelsPerStep,
    y0: origin.y / pixelsPerStep, y1: (origin.y + size.y) / pixelsPerStep,
    clear: {
      left: corner.x + 24, top: corner.y + 40,
      right: corner.x + screen.x - inset.right - 24, bottom: corner.y + screen.y - inset.bottom - 24,
    },
    controls,
    window: { left: corner.x, top: corner.y, right: corner.x + screen.x, bottom: corner.y + screen.y },
  };
}

export const pixelOf = (view, x, y) => [x * view.pixelsPerStep - view.originX, y * view.pixelsPerStep - view.originY];
