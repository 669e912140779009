// What is to be drawn in one view: extents, and clusters that fell apart into single marks or stayed donuts.

import { clusterRows, mergeOverlapping, rowsOf } from "./cluster.js";
import { drawnShapes, gatherExtents } from "./extents.js";

const MERGED_AT_MOST = 700;
const SPLIT_AT_MOST = 4;
const APART_PIXELS = 24;

export function gatherScene(store, mask, view) {
  const drawn = store.shape ? drawnShapes(store.shapes, view) : null;
  const lines = drawn ? gatherExtents(store, mask, drawn) : { extents: [], inView: 0 };
  const points = clusterRows(store, mask, view, drawn);
  const merged = points.clusters.length > MERGED_AT_MOST ? points.clusters : mergeOverlapping(points.clusters, view);
  const singles = [];
  const donuts = [];
  for (const cluster of merged) {
    const rows = cluster.n <= SPLIT_AT_MOST ? rowsOf(cluster, mask, SPLIT_AT_MOST, inside(store, view, drawn)) : null;
    if (rows && areApart(store, rows, view)) singles.push(...rows);
    else donuts.push(cluster);
  }
  return { extents: lines.extents, singles, donuts, inView: lines.inView + points.inView, drawn };
}

/** Runs of a cluster can span rows that are out of view or drawn as a shape. */
export function inside({ X, Y, shape }, { x0, x1, y0, y1 }, drawn) {
  return (i) => X[i] >= x0 && X[i] <= x1 && Y[i] >= y0 && Y[i] <= y1 && !(drawn && drawn[shape[i]]);
}

function areApart({ X, Y }, rows, { pixelsPerStep }) {
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < i; j++) {
      const d = Math.hypot(X[rows[i]] - X[rows[j]], Y[rows[i]] - Y[rows[j]]) * pixelsPerStep;
      if (d < APART_PIXELS) return false;
    }
  }
  return true;
}
