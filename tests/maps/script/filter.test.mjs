import assert from "node:assert/strict";
import { test } from "node:test";
import { applyFilter, countWords, openFilter } from "../../../mapper/maps/script/src/filter.js";
import { wordColumn } from "./tables.mjs";

const store = () => ({
  rows: 4,
  type: wordColumn(["aid", "clash", "aid", null]),
  status: wordColumn(["reported", "denied", "announced", "reported"]),
  background: { kind: "switch", values: Uint8Array.from([1, 1, 2, 0]) },
  time: { days: Uint16Array.from([1, 5, 9, 0]), base: 99, last: 9 },
  km: { from: Uint16Array.from([1, 101, 501, 0]), to: Uint16Array.from([1678, 101, 601, 0]) },
});

const wanted = (patch) => {
  const mask = new Uint8Array(4);
  const n = applyFilter(store(), { ...openFilter(), ...patch }, mask);
  assert.equal(n, mask.reduce((sum, v) => sum + v, 0));
  return [...mask];
};

test("background events are hidden unless asked for", () => {
  assert.deepEqual(wanted({}), [1, 1, 0, 1]);
  assert.deepEqual(wanted({ background: true }), [1, 1, 1, 1]);
});

test("a type switched off is gone, and rows without one stay", () => assert.deepEqual(wanted({ typesOff: new Set(["aid"]) }), [0, 1, 0, 1]));

test("type and status must both be wanted", () => {
  assert.deepEqual(wanted({ typesOff: new Set(["clash"]), statusesOff: new Set(["announced"]), background: true }), [1, 0, 0, 1]);
});

test("a period leaves out events before, after and without a date", () => {
  assert.deepEqual(wanted({ from: 101, to: 106, background: true }), [0, 1, 0, 0]);
  assert.deepEqual(wanted({ from: 103, background: true }), [0, 1, 1, 0]);
});

test("a stretch keeps what touches it", () => assert.deepEqual(wanted({ kmFrom: 8, kmTo: 20, background: true }), [1, 1, 0, 0]));

test("a search keeps its hits", () => assert.deepEqual(wanted({ hits: Uint8Array.from([0, 1, 1, 0]), background: true }), [0, 1, 1, 0]));

test("counts are by word, with rows without one first", () => {
  assert.deepEqual([...countWords(store().type, null, 4)], [1, 2, 1]);
  assert.deepEqual([...countWords(store().type, Uint8Array.from([1, 0, 0, 1]), 4)], [1, 1, 0]);
});
