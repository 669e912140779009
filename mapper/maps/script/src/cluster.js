// Points of one grid cell stand together in Morton order, so one pass over the rows makes the clusters of any zoom and filter.

/** Cells narrower than this many world steps cannot part points any more. */
const FINEST = 0;

/**
 * Gather wanted rows inside `box` into cells of about `cellPixels`.
 * `skip` (a byte a shape, or null) leaves out rows whose shape is drawn as itself.
 * Each cluster: n, sx, sy (sums), x, y (of its first row), same (all at one spot), runs ([first, last] pairs), tally (rows of each type).
 */
export function clusterRows(store, mask, view, skip) {
  const { X, Y, placed, shape } = store;
  const types = store.type ? store.type.values : null;
  const kinds = (store.type ? store.type.words.length : 0) + 1;
  const { x0, x1, y0, y1 } = view;
  const shift = gridShift(view);
  const clusters = [];
  let current = null;
  let cellX = -1;
  let cellY = -1;
  let inView = 0;
  for (let i = 0; i < placed; i++) {
    if (!mask[i]) continue;
    const x = X[i];
    const y = Y[i];
    if (x < x0 || x > x1 || y < y0 || y > y1) continue;
    if (skip && skip[shape[i]]) continue;
    inView++;
    const kx = x >>> shift;
    const ky = y >>> shift;
    if (kx !== cellX || ky !== cellY) {
      cellX = kx;
      cellY = ky;
      current = { n: 0, sx: 0, sy: 0, x, y, same: true, runs: [[i, i]], tally: new Uint32Array(kinds) };
      clusters.push(current);
    }
    current.n++;
    current.sx += x;
    current.sy += y;
    current.runs[0][1] = i;
    if (x !== current.x || y !== current.y) current.same = false;
    current.tally[types ? types[i] : 0]++;
  }
  return { clusters, inView };
}

export function gridShift({ pixelsPerStep, cellPixels }) {
  return Math.max(FINEST, Math.min(23, Math.round(Math.log2(cellPixels / pixelsPerStep))));
}

export const radiusOf = (n, cellPixels) => (n === 1 ? 11 : Math.min(cellPixels / 2 - 2, 11 + 2.6 * Math.log2(n)));

/** Merge clusters whose discs overlap, larger ones first; for up to a few hundred of them. */
export function mergeOverlapping(clusters, { pixelsPerStep, cellPixels }) {
  const bySize = clusters.slice().sort((a, b) => b.n - a.n);
  const gone = new Set();
  for (let i = 0; i < bySize.length; i++) {
    const a = bySize[i];
    if (gone.has(a)) continue;
    for (let j = i + 1; j < bySize.length; j++) {
      const b = bySize[j];
      if (gone.has(b)) continue;
      const reach = radiusOf(a.n, cellPixels) + radiusOf(b.n, cellPixels) - 3;
      const dx = (a.sx / a.n - b.sx / b.n) * pixelsPerStep;
      const dy = (a.sy / a.n - b.sy / b.n) * pixelsPerStep;
      if (dx * dx + dy * dy >= reach * reach) continue;
      absorb(a, b);
      gone.add(b);
    }
  }
  return clusters.filter((cluster) => !gone.has(cluster));
}

function absorb(a, b) {
  a.same = a.same && b.same && a.x === b.x && a.y === b.y;
  a.n += b.n;
  a.sx += b.sx;
  a.sy += b.sy;
  a.runs = a.runs.concat(b.runs);
  for (let k = 0; k < a.tally.length; k++) a.tally[k] += b.tally[k];
}

/** The wanted rows of a cluster, at most `most`. */
export function rowsOf(cluster, mask, most, wanted = () => true) {
  const rows = [];
  for (const [first, last] of cluster.runs) {
    for (let i = first; i <= last && rows.length < most; i++) if (mask[i] && wanted(i)) rows.push(i);
  }
  return rows;
}
