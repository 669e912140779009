import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { test } from "node:test";
import { cell, dayIndex, decodeCore, fromBase64, inflate, parseJson } from "../../../mapper/maps/script/src/decode.js";
import { latOf, lonOf } from "../../../mapper/maps/script/src/mercator.js";
import { readBlock, TextBlocks } from "../../../mapper/maps/script/src/text.js";
import { coreOf } from "./tables.mjs";

test("positions come back within 2.4 metres", () => {
  const core = decodeCore(coreOf({ points: [[-70.3, -18.3]] }));
  assert.ok(Math.abs(lonOf(core.X[0] + 0.5) + 70.3) < 2.4 / 111_320);
  assert.ok(Math.abs(latOf(core.Y[0] + 0.5) + 18.3) < 2.4 / 110_600);
});

test("positions of several rows are sums of their differences", () => {
  const core = decodeCore(coreOf({ points: [[-179.9, 80], [179.9, -80], [0, 0]] }));
  assert.deepEqual([...core.X].map((x) => Math.round(lonOf(x))).sort((a, b) => a - b), [-180, 0, 180]);
});

test("a word, a number, a switch and nothing are told apart", () => {
  assert.equal(cell({ kind: "word", words: ["aid"], values: [1] }, 0), "aid");
  assert.equal(cell({ kind: "number", base: 25, decimals: 2, values: [26] }, 0), 0.5);
  assert.equal(cell({ kind: "switch", values: [2] }, 0), true);
  assert.equal(cell({ kind: "switch", values: [1] }, 0), false);
  assert.equal(cell({ kind: "word", words: ["aid"], values: [0] }, 0), null);
});

test("a month keeps its precision", () => {
  assert.deepEqual(cell({ kind: "day", base: 20393, partial: true, values: [1 * 4 + 2] }, 0), { day: 20393, precision: 2 });
});

test("columns of two and three bytes are read", () => {
  const about = { name: "n", kind: "number", base: 0, decimals: 0 };
  const core = decodeCore(coreOf({ points: [[0, 0]], columns: [{ ...about, width: 2, stored: [513] }, { ...about, name: "m", width: 3, stored: [70000] }] }));
  assert.equal(cell(core.columns.get("n"), 0), 512);
  assert.equal(cell(core.columns.get("m"), 0), 69999);
});

test("days of partial dates are cut from their precision", () => {
  const time = dayIndex({ base: 100, partial: true, values: Uint16Array.from([4 * 3 + 1, 0, 4 * 1 + 2]) }, 3);
  assert.deepEqual([...time.days], [3, 0, 1]);
  assert.equal(time.days[0] + time.base, 102);
  assert.equal(time.last, 3);
});

test("a line comes back with its box", () => {
  const zigzag = (v) => (v << 1) ^ (v >> 31);
  const shapes = [[1], [1], [2], [zigzag(-70_000_000), zigzag(500_000)], [zigzag(-18_000_000), zigzag(250_000)]];
  const core = decodeCore(coreOf({ points: [[-70, -18]], columns: [{ name: "", kind: "shape", width: 1, stored: [1] }], shapes }));
  const line = core.shapes[1];
  assert.equal(line.kind, 1);
  assert.ok(Math.abs(lonOf(line.parts[0][2]) + 69.5) < 1e-6);
  assert.ok(Math.abs(latOf(line.y0) + 17.75) < 1e-6);
  assert.equal(core.shape[0], 1);
});

test("what was deflated is inflated", async () => {
  const packed = deflateSync(Buffer.from('{"a":"ñ"}')).toString("base64");
  assert.deepEqual(parseJson(await inflate(fromBase64(packed))), { a: "ñ" });
});

test("a block of text is opened once and gives the fields of its rows", async () => {
  const block = deflateSync(Buffer.from("first\nsecond\x1e\\0\nx")).toString("base64");
  let asked = 0;
  const text = new TextBlocks({ blocks: [[0, block.length]], textNames: ["quote", "note"], rowsPerBlock: 4096 }, () => { asked++; return block; });
  assert.deepEqual(await text.row(1), { quote: "second", note: "x" });
  assert.deepEqual(await text.row(0), { quote: "first", note: null });
  assert.equal(asked, 1);
});

test("line ends, column ends and backslashes stand inside a text", () => {
  assert.deepEqual(readBlock(Buffer.from("a\\nb\nC:\\\\new\n\\e\n\\0")), [["a\nb", "C:\\new", "\x1e", null]]);
});
