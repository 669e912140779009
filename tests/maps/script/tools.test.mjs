import assert from "node:assert/strict";
import { test } from "node:test";
import { csvCell, geometryOf, polygonsOf, toCsv, toGeoJson } from "../../../mapper/maps/script/src/export.js";
import { openFilter } from "../../../mapper/maps/script/src/filter.js";
import { lengthOf } from "../../../mapper/maps/script/src/measure.js";
import { xOf, yOf } from "../../../mapper/maps/script/src/mercator.js";
import { countDays, dayRange, nextPeriod } from "../../../mapper/maps/script/src/periods.js";
import { fromHash, toHash } from "../../../mapper/maps/script/src/permalink.js";
import { fold, Search, searchBlock, searchWords } from "../../../mapper/maps/script/src/search.js";
import { barLanes, kmTicks, partMarks, stripDensity, stripScale, timeTicks } from "../../../mapper/maps/script/src/strip_scale.js";
import { wordColumn } from "./tables.mjs";

const view = { zoom: 8.5, lat: -18.2, lng: -70 };

test("an address brings back view and filters", () => {
  const filter = { ...openFilter(), typesOff: new Set(["aid", "a,b&c"]), statusesOff: new Set(["denied"]), from: 20420, to: 20422, kmFrom: 0, kmTo: 8.1, background: true, query: "Peña & más" };
  const asked = fromHash(toHash(view, filter));
  assert.deepEqual(asked.view, view);
  assert.equal(asked.query, "Peña & más");
  for (const key of ["typesOff", "statusesOff", "from", "to", "kmFrom", "kmTo", "background"]) assert.deepEqual(asked.patch[key], filter[key], key);
});

test("an address without anything asks for nothing", () => {
  assert.deepEqual(fromHash(""), { view: null, patch: { typesOff: new Set(), statusesOff: new Set(), from: null, to: null, background: false }, query: "" });
});

test("what an address gets wrong is left out", () => {
  const asked = fromHash("#map=8/x/y&from=2025-99-99&km=5&off=%E0%A4%A&q=%");
  assert.deepEqual([asked.view, asked.patch.from, asked.patch.kmFrom, asked.query], [null, null, undefined, ""]);
});

test("a cell with commas and quotes is quoted", () => assert.equal(csvCell('a "b", c'), '"a ""b"", c"'));

test("a cell that a spreadsheet would run is led by an apostrophe", () => {
  assert.equal(csvCell("=1+1"), "'=1+1");
  assert.equal(csvCell(-3), "-3");
});

const records = [{ properties: { event_type: "aid", note: null }, lonLat: [-70.3, -18.3], shape: null }, { properties: { event_type: "policy" }, lonLat: null, shape: null }];

test("the table has the columns and the position", () => {
  assert.equal(toCsv(records), "\ufeffevent_type,note,longitude,latitude\r\naid,,-70.3,-18.3\r\npolicy,,,\r\n");
});

test("an event without a place is a feature without geometry", () => {
  const { features } = JSON.parse(toGeoJson(records, geometryOf));
  assert.deepEqual(features.map((f) => f.geometry && f.geometry.type), ["Point", null]);
});

const ring = (x0, y0, x1, y1) => Float64Array.from([[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]].flatMap(([x, y]) => [xOf(x), yOf(y)]));

test("a hole stays in its polygon, an island is another", () => {
  const polygons = polygonsOf([ring(0, 0, 10, 10), ring(2, 2, 4, 4), ring(20, 0, 30, 10)]);
  assert.deepEqual(polygons.map((p) => p.length), [2, 1]);
  assert.equal(geometryOf({ kind: 2, parts: [ring(0, 0, 10, 10), ring(20, 0, 30, 10)] }).type, "MultiPolygon");
  assert.deepEqual(geometryOf({ kind: 1, parts: [ring(0, 0, 1, 1).slice(0, 4)] }), { type: "LineString", coordinates: [[0, 0], [1, 0]] });
});

test("a measured line is the sum of its parts", () => assert.equal(lengthOf([1, 4, 9], (a, b) => b - a), 8));

test("search minds neither case nor accents", () => assert.equal(fold("CHACALLUTA, Peña"), "chacalluta, pena"));

test("a word of a dictionary marks all its rows", () => {
  const hits = new Uint8Array(3);
  searchWords([wordColumn(["Tacna", "Arica", "Tacna"])], "tac", hits);
  assert.deepEqual([...hits], [1, 0, 1]);
});

test("text is searched where it stands", () => {
  const hits = new Uint8Array(4);
  searchBlock([["one", null], ["x", "Two"]], "two", hits, 2);
  assert.deepEqual([...hits], [0, 0, 0, 1]);
});

test("a search hears the names of types in the reader's language", async () => {
  const type = wordColumn(["crossing", "aid"]);
  const model = {
    store: { rows: 2, type, status: null, columns: new Map([["event_type", type]]), core: { blocks: [] } },
    words: { label: (group, word) => ({ crossing: "cruce", aid: "ayuda" })[word] },
    change(patch) { this.patch = patch; },
  };
  await new Search(model).run("Cruce");
  assert.deepEqual([...model.patch.hits], [1, 0]);
  await new Search(model).run(" ");
  assert.equal(model.patch.hits, null);
});

const dated = { rows: 4, time: { days: Uint16Array.from([1, 50, 52, 0]), last: 52 }, background: { values: Uint8Array.from([2, 1, 1, 1]) } };

test("background does not stretch the time", () => {
  assert.deepEqual(dayRange(dated, false), [50, 52]);
  assert.deepEqual(dayRange(dated, true), [1, 52]);
});

test("days are counted without background, undated events first", () => {
  const counts = countDays(dated);
  assert.deepEqual([counts[0], counts[1], counts[50]], [1, 0, 1]);
});

test("a step goes to the next period and stops at the end", () => {
  assert.deepEqual(nextPeriod(1, 30, 7, [1, 30], 1), [1, 7]);
  assert.deepEqual(nextPeriod(1, 7, 7, [1, 30], 1), [8, 14]);
  assert.deepEqual(nextPeriod(22, 28, 7, [1, 30], 1), [24, 30]);
  assert.deepEqual(nextPeriod(8, 14, 7, [1, 30], -1), [1, 7]);
});

const scale = stripScale({ width: 900, height: 124, longest: 167.7, first: 10, last: 40 });

test("kilometres and days go to pixels and back", () => {
  assert.ok(Math.abs(scale.km(scale.x(8.1)) - 8.1) < 1e-9);
  assert.equal(scale.day(scale.y(25)), 25);
});

test("a choice beyond the strip ends at its edge", () => {
  assert.equal(scale.km(-50), 0);
  assert.equal(scale.km(5000), 167.7);
  assert.equal(scale.day(-50), 10);
});

test("ticks are round and not too near", () => {
  assert.deepEqual(kmTicks(167.7, 900).slice(0, 3), [0, 20, 40]);
  assert.deepEqual(timeTicks(10, 40, 3), [10, 25, 40]);
  assert.deepEqual(timeTicks(5, 5, 3), [5]);
});

test("bars of one day do not lie on one another", () => {
  const bars = barLanes([0, 1, 2].map(() => ({ bar: true, x0: 100, x1: 800, y: 60 })), scale);
  assert.equal(new Set(bars.map((bar) => bar.y)).size, 3);
  assert.equal(new Set(bars.map((bar) => bar.mark)).size, 3);
});

test("a stretch counts all along, a spot once", () => {
  const km = { from: Uint16Array.from([1, 501]), to: Uint16Array.from([1678, 501]) };
  const { counts, columns } = stripDensity({ rows: 2, km, time: { days: [10, 40] } }, () => true, scale);
  const lines = [...Array(counts.length / columns).keys()].map((k) => counts.slice(k * columns, (k + 1) * columns).reduce((a, b) => a + b, 0));
  assert.equal(lines.filter((n) => n > 0).length, 2);
  assert.ok(lines.includes(1) && Math.max(...lines) > 250);
});

test("events without a date have a row of their own below the last day", () => {
  const plain = stripScale({ width: 900, height: 124, longest: 167.7, first: 10, last: 40 });
  const roomy = stripScale({ width: 900, height: 148, longest: 167.7, first: 10, last: 40, undated: true });
  assert.equal(roomy.bottom, plain.bottom + 4);
  assert.ok(roomy.y(0) > roomy.bottom && roomy.y(0) < roomy.foot);
  assert.ok(roomy.y(40) < roomy.bottom);
});

test("marks of one kilometre and day stand side by side", () => {
  const items = partMarks([{ x0: 50, x1: 50, y: 30 }, { x0: 50, x1: 50, y: 30 }, { x0: 52, x1: 52, y: 31 }, { x0: 50, x1: 50, y: 60 }]);
  assert.deepEqual(items.map((item) => item.mark), [50, 63, 78, 50]);
});
