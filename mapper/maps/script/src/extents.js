// Events whose place is a line or an area: which are large enough on the screen to be drawn as such, and who shares each.

const LEAST_PIXELS = 18;
const KEPT_ROWS = 200;

/** A byte a shape: 1 where it is in view and large enough to be drawn as itself. */
export function drawnShapes(shapes, view) {
  const drawn = new Uint8Array(shapes.length);
  for (let s = 1; s < shapes.length; s++) {
    const { x0, y0, x1, y1 } = shapes[s];
    const large = Math.max(x1 - x0, y1 - y0) * view.pixelsPerStep >= LEAST_PIXELS;
    const visible = x1 >= view.x0 && x0 <= view.x1 && y1 >= view.y0 && y0 <= view.y1;
    if (large && visible) drawn[s] = 1;
  }
  return drawn;
}

/** For each drawn shape its groups of events of one type and status, the larger first: [{shape, groups: [{type, status, n, rows}]}]. */
export function gatherExtents(store, mask, drawn) {
  const found = new Map();
  const { shape, placed } = store;
  let inView = 0;
  for (let i = 0; i < placed; i++) {
    const s = shape[i];
    if (!drawn[s] || !mask[i]) continue;
    inView++;
    if (!found.has(s)) found.set(s, new Map());
    const groups = found.get(s);
    const type = store.typeOf(i);
    const status = store.statusOf(i);
    const key = `${type}\n${status}`;
    if (!groups.has(key)) groups.set(key, { type, status, n: 0, rows: [] });
    const group = groups.get(key);
    group.n++;
    if (group.rows.length < KEPT_ROWS) group.rows.push(i);
  }
  const extents = [...found].map(([s, groups]) => ({
    shape: store.shapes[s],
    groups: [...groups.values()].sort((a, b) => b.n - a.n),
  }));
  // areas lie under lines, larger ones deepest
  const size = ({ shape: { kind, x0, x1, y0, y1 } }) => (kind === 2 ? (x1 - x0) * (y1 - y0) : 0);
  return { extents: extents.sort((a, b) => size(b) - size(a)), inView };
}
