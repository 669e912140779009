// The strip's scales: kilometres to pixels across, stored days to pixels downwards, ticks, and lanes for bars of one day.

const LEFT = 104;
const RIGHT = 14;
const TOP = 20;
const BOTTOM = 12;
const LANE = 9;
/** Height of the row for events without a date. */
export const UNDATED = 24;

/** `undated` says that the lowest row is for events without a date; y(0) is in its middle. */
export function stripScale({ width, height, longest, first, last, undated = false }) {
  const [left, right, top, bottom] = [LEFT, width - RIGHT, TOP, height - BOTTOM - (undated ? UNDATED - 4 : 0)];
  const inner = [top + 14, bottom - 10];
  const days = Math.max(1, last - first);
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
  return {
    left, right, top, bottom, foot: height - BOTTOM, undated,
    x: (km) => left + (km / longest) * (right - left),
    y: (day) => (!day && undated ? height - BOTTOM - 4 : inner[0] + ((clamp(day, first, last) - first) / days) * (inner[1] - inner[0])),
    km: (x) => clamp(((x - left) / (right - left)) * longest, 0, longest),
    day: (y) => Math.round(clamp(((y - inner[0]) / (inner[1] - inner[0])) * days + first, first, last)),
  };
}

/** Round kilometres, at least 55 pixels apart. */
export function kmTicks(longest, width) {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].find((each) => (each / longest) * width >= 55) || 5000;
  return Array.from({ length: Math.floor(longest / step) + 1 }, (_, k) => k * step);
}

/** Up to `most` days from the first to the last. */
export function timeTicks(first, last, most) {
  const count = Math.min(most, last - first + 1);
  if (count < 2) return [first];
  return [...new Set(Array.from({ length: count }, (_, k) => Math.round(first + (k / (count - 1)) * (last - first))))];
}

/**
 * Bars that would lie on one another move up or down one lane, while there is room; marks of bars on one lane stand side by side.
 * Items are sorted by y.
 */
export function barLanes(items, { top, bottom }) {
  const bars = items.filter((item) => item.bar && item.dated !== false);
  const placed = [];
  for (const item of bars) {
    const sharing = (y) => placed.filter((other) => Math.abs(other.y - y) < LANE - 1 && item.x0 < other.x1 && item.x1 > other.x0);
    const tries = [0, -1, 1].map((lane) => item.y + lane * LANE).filter((y) => y > top + 4 && y < bottom + 6);
    item.y = tries.find((y) => !sharing(y).length) ?? item.y;
    const neighbours = placed.filter((other) => Math.abs(other.y - item.y) <= 2 * LANE && Math.abs(other.x0 - item.x0) < 60);
    item.mark = item.x0 + 12 + 20 * neighbours.length;
    placed.push(item);
  }
  return items;
}

const TOUCHING = 12;
const SIDEWARDS = 13;
const MOST_SIDEWARDS = 12;

/** Marks of one kilometre and day stand side by side instead of one on top of the other: each item gets `mark`, where its mark stands. */
export function partMarks(items) {
  const placed = [];
  for (const item of items) {
    let x = item.bar ? Math.min(item.mark ?? item.x0 + 12, item.x1) : item.x0;
    const isTaken = () => placed.some((other) => Math.abs(other.x - x) < TOUCHING && Math.abs(other.y - item.y) < TOUCHING);
    for (let k = 0; k < MOST_SIDEWARDS && isTaken(); k++) x += SIDEWARDS;
    item.mark = x;
    placed.push({ x, y: item.y });
  }
  return items;
}

const CELL = 3;

/** Count events in small cells of the strip; a stretch counts in every cell that it runs through. */
export function stripDensity({ rows, km, time }, isShown, scale) {
  const columns = Math.ceil((scale.right - scale.left) / CELL) + 1;
  const lines = Math.ceil((scale.foot - scale.top) / CELL) + 1;
  const steps = new Int32Array((columns + 1) * lines);
  const columnOf = (tenths) => Math.floor((scale.x((tenths - 1) / 10) - scale.left) / CELL);
  for (let row = 0; row < rows; row++) {
    if (!isShown(row)) continue;
    const line = Math.floor((scale.y(time.days[row]) - scale.top) / CELL);
    steps[line * (columns + 1) + columnOf(km.from[row])]++;
    steps[line * (columns + 1) + columnOf(km.to[row]) + 1]--;
  }
  const counts = new Uint32Array(columns * lines);
  let most = 1;
  for (let line = 0; line < lines; line++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      sum += steps[line * (columns + 1) + column];
      counts[line * columns + column] = sum;
      if (sum > most) most = sum;
    }
  }
  return { counts, columns, most, step: CELL };
}
