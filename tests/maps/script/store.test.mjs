import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "../../../mapper/maps/script/src/store.js";

const km = (stored) => ({ kind: "number", base: 0, decimals: 1, values: Uint16Array.from(stored) });
const tableOf = (columns) => ({ rows: 3, placed: 3, columns: new Map(Object.entries(columns)), X: [], Y: [], shape: null, shapes: [], textNames: [], blocks: [] });
const borders = { kind: "word", words: ["PER-CHL", "BOL-PER"], values: Uint8Array.from([1, 2, 0]) };

test("kilometres of another border have no place on the strip", () => {
  const store = new Store(tableOf({ chainage_km: km([82, 902, 12]), border_id: borders }), () => "", { id: "PER-CHL", km: 167.7 });
  assert.deepEqual([...store.km.from], [82, 0, 0]);
});

test("the strip runs from end to end of its border", () => {
  const store = new Store(tableOf({ chainage_km: km([82, 902, 12]), border_id: borders }), () => "", { id: "PER-CHL", km: 167.7 });
  assert.equal(store.km.longest, 167.7);
});

test("a table that names no border has all its kilometres on the strip", () => {
  const store = new Store(tableOf({ chainage_km: km([82, 902, 12]) }), () => "");
  assert.deepEqual([...store.km.from], [82, 902, 12]);
  assert.equal(store.km.longest, 90.1);
});

test("a table without kilometres on its border has no strip", () => {
  assert.equal(new Store(tableOf({ chainage_km: km([82, 902, 12]), border_id: borders }), () => "", { id: "CHL-BOL", km: 800 }).km, null);
});
