import assert from "node:assert/strict";
import { test } from "node:test";
import { clusterRows, mergeOverlapping, rowsOf } from "../../../mapper/maps/script/src/cluster.js";
import { pointStore, wholeWorld } from "./tables.mjs";

const spots = [[-70, -18, "aid"], [-70.01, -18.01, "clash"], [40, 50, "aid"]];
const all = (n) => new Uint8Array(n).fill(1);

test("near points make one cluster, far ones another", () => {
  const { clusters, inView } = clusterRows(pointStore(spots), all(3), wholeWorld(), null);
  assert.deepEqual(clusters.map((c) => c.n).sort(), [1, 2]);
  assert.equal(inView, 3);
});

test("every wanted row is in exactly one cluster at any zoom", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const store = pointStore(Array.from({ length: 500 }, () => [random() * 300 - 150, random() * 120 - 60, random() < 0.5 ? "aid" : "clash"]));
  for (const pixels of [256, 4096, 1 << 20]) {
    const view = wholeWorld(pixels);
    const merged = mergeOverlapping(clusterRows(store, all(500), view, null).clusters, view);
    const rows = merged.flatMap((cluster) => rowsOf(cluster, all(500), 1000));
    assert.equal(new Set(rows).size, 500);
    assert.equal(rows.length, 500);
  }
});

test("rows that are filtered out or out of view are in none", () => {
  const store = pointStore(spots);
  const mask = Uint8Array.from([1, 0, 1]);
  assert.equal(clusterRows(store, mask, wholeWorld(), null).inView, 2);
  const east = { ...wholeWorld(), x0: store.X.reduce((a, b) => Math.max(a, b)) };
  assert.equal(clusterRows(store, all(3), east, null).inView, 1);
});

test("a cluster tallies its types", () => {
  const store = pointStore(spots);
  const pair = clusterRows(store, all(3), wholeWorld(), null).clusters.find((c) => c.n === 2);
  assert.deepEqual([...pair.tally], [0, 1, 1]);
});

test("points at one spot are known to be at one spot", () => {
  const { clusters } = clusterRows(pointStore([[1, 1, "aid"], [1, 1, "clash"]]), all(2), wholeWorld(), null);
  assert.equal(clusters[0].same, true);
});

test("rows whose shape is drawn as itself are left out", () => {
  const store = { ...pointStore(spots), shape: Uint8Array.from([1, 0, 0]) };
  assert.equal(clusterRows(store, all(3), wholeWorld(), Uint8Array.from([0, 1])).inView, 2);
});
