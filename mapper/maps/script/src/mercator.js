// Web mercator between degrees, whole world steps (24 bits an axis) and metres.

export const WORLD = 16777216;
const EQUATOR_M = 40075016.686;

export const lonOf = (x) => (x / WORLD) * 360 - 180;

export const latOf = (y) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD))) * 180) / Math.PI;

export const xOf = (lon) => ((lon + 180) / 360) * WORLD;

export function yOf(lat) {
  const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
}

/** Pixels of a screen at `pixelsPerStep` for one metre at the height of world step `y`. */
export const pixelsPerMetre = (pixelsPerStep, y) =>
  (WORLD * pixelsPerStep) / (EQUATOR_M * Math.cos((latOf(y) * Math.PI) / 180));
