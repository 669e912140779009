// Lines on the screen: parallel strands, points along what is visible, arrows.

/** World steps of a shape's part become canvas pixels. */
export function toPixels(part, view) {
  const out = new Float64Array(part.length);
  for (let i = 0; i < part.length; i += 2) {
    out[i] = part[i] * view.pixelsPerStep - view.originX;
    out[i + 1] = part[i + 1] * view.pixelsPerStep - view.originY;
  }
  return out;
}

/** Leave out points nearer than `least` pixels to the one before; the last point stays. */
export function thin(xy, least) {
  const out = [xy[0], xy[1]];
  for (let i = 2; i < xy.length; i += 2) {
    const far = Math.hypot(xy[i] - out[out.length - 2], xy[i + 1] - out[out.length - 1]) >= least;
    if (far || i === xy.length - 2) out.push(xy[i], xy[i + 1]);
  }
  return Float64Array.from(out);
}

/** Move a line sideways by `distance` pixels (to its right when positive, y down). */
export function offsetLine(xy, distance) {
  const n = xy.length / 2;
  if (n < 2 || !distance) return xy;
  const out = new Float64Array(xy.length);
  for (let i = 0; i < n; i++) {
    const before = Math.max(0, i - 1);
    const after = Math.min(n - 1, i + 1);
    const dx = xy[2 * after] - xy[2 * before];
    const dy = xy[2 * after + 1] - xy[2 * before + 1];
    const length = Math.hypot(dx, dy) || 1;
    out[2 * i] = xy[2 * i] - (dy / length) * distance;
    out[2 * i + 1] = xy[2 * i + 1] + (dx / length) * distance;
  }
  return out;
}

/** Cut segment a-b to a box; [t0, t1] of what is inside, or null. */
function insideSpan(ax, ay, bx, by, box) {
  let t0 = 0;
  let t1 = 1;
  for (const [p, d, low, high] of [[ax, bx - ax, box.left, box.right], [ay, by - ay, box.top, box.bottom]]) {
    if (d === 0) {
      if (p < low || p > high) return null;
      continue;
    }
    const a = (low - p) / d;
    const b = (high - p) / d;
    t0 = Math.max(t0, Math.min(a, b));
    t1 = Math.min(t1, Math.max(a, b));
  }
  return t0 < t1 ? [t0, t1] : null;
}

function visibleSpans(lines, box) {
  const spans = [];
  let total = 0;
  for (const xy of lines) {
    for (let i = 0; i + 3 < xy.length; i += 2) {
      const [ax, ay, bx, by] = [xy[i], xy[i + 1], xy[i + 2], xy[i + 3]];
      const inside = insideSpan(ax, ay, bx, by, box);
      const length = Math.hypot(bx - ax, by - ay);
      if (!inside || !length) continue;
      const visible = (inside[1] - inside[0]) * length;
      spans.push({ ax, ay, dx: bx - ax, dy: by - ay, length, t0: inside[0], start: total, visible });
      total += visible;
    }
  }
  return { spans, total };
}

/** `count` points spread evenly over what of the lines is inside `box`: [{x, y, nx, ny}], n being the normal to the right. */
export function spreadAlong(lines, box, count) {
  const { spans, total } = visibleSpans(lines, box);
  const points = [];
  let k = 0;
  for (let i = 0; i < count && spans.length; i++) {
    const along = ((i + 0.5) / count) * total;
    while (k < spans.length - 1 && spans[k].start + spans[k].visible < along) k++;
    const span = spans[k];
    const t = span.t0 + (along - span.start) / span.length;
    points.push({ x: span.ax + span.dx * t, y: span.ay + span.dy * t, nx: -span.dy / span.length, ny: span.dx / span.length });
  }
  return points;
}

const BESIDE = 26;

/**
 * Choose a point for each of `count` marks among those along the lines: the nearest to its even share that is free and clear of the other
 * marks; on a line without such a point, one beside it. `isFree(x, y)` tells whether a mark has room.
 */
export function freeAlong(lines, box, count, isFree) {
  const even = spreadAlong(lines, box, count);
  const along = spreadAlong(lines, box, count * 16);
  const beside = [1, -1].flatMap((side) => along.map(({ x, y, nx, ny }) => ({ x: x + side * nx * BESIDE, y: y + side * ny * BESIDE, nx, ny })));
  const chosen = [];
  for (const share of even) {
    const apart = (point) => chosen.every((other) => Math.hypot(other.x - point.x, other.y - point.y) >= BESIDE);
    const nearest = (points) => points.filter((point) => isFree(point.x, point.y) && apart(point))
      .sort((a, b) => Math.hypot(a.x - share.x, a.y - share.y) - Math.hypot(b.x - share.x, b.y - share.y))[0];
    chosen.push((isFree(share.x, share.y) && apart(share) ? share : null) || nearest(along) || nearest(beside) || share);
  }
  return chosen;
}

/** A tapered, slightly bent arrow through x, y along unit vector ux, uy: the polygon's points and where its label goes. */
export function arrow({ x, y, ux, uy, length, width, bend = 0.1 }) {
  const [nx, ny] = [-uy, ux];
  const head = Math.max(12, width * 1.9);
  const at = (t, side) => {
    const along = (t - 0.5) * length;
    const bow = bend * length * (4 * t * (1 - t) - 0.5);
    return [x + ux * along + nx * (bow + side), y + uy * along + ny * (bow + side)];
  };
  const neck = 1 - head / length;
  const left = [];
  const right = [];
  for (let k = 0; k <= 8; k++) {
    const t = (k / 8) * neck;
    const half = (width / 2) * (0.35 + 0.65 * (k / 8));
    left.push(at(t, half));
    right.push(at(t, -half));
  }
  const polygon = [...left, at(neck, width * 0.5 + head * 0.4), at(1, 0), at(neck, -width * 0.5 - head * 0.4), ...right.reverse()];
  return { polygon, tail: at(0, 0), tip: at(1, 0), middle: at(0.5, 0) };
}

/** Is x, y within `reach` pixels of the line? */
export function isNearLine(xy, x, y, reach) {
  for (let i = 0; i + 3 < xy.length; i += 2) {
    const dx = xy[i + 2] - xy[i];
    const dy = xy[i + 3] - xy[i + 1];
    const t = Math.max(0, Math.min(1, ((x - xy[i]) * dx + (y - xy[i + 1]) * dy) / (dx * dx + dy * dy || 1)));
    if (Math.hypot(x - xy[i] - t * dx, y - xy[i + 1] - t * dy) <= reach) return true;
  }
  return false;
}

/** Is x, y inside the rings (even-odd)? */
export function isInside(rings, x, y) {
  let inside = false;
  for (const xy of rings) {
    for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
      if (xy[i + 1] > y !== xy[j + 1] > y && x < ((xy[j] - xy[i]) * (y - xy[i + 1])) / (xy[j + 1] - xy[i + 1]) + xy[i]) inside = !inside;
    }
  }
  return inside;
}

/** Boxes already taken on the screen; a label asks for room before it is drawn. */
export class Room {
  constructor() {
    this.boxes = [];
  }

  isFree(left, top, right, bottom) {
    return !this.boxes.some((box) => left < box[2] && right > box[0] && top < box[3] && bottom > box[1]);
  }

  take(left, top, right, bottom) {
    this.boxes.push([left, top, right, bottom]);
  }
}
