import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnShapes, gatherExtents } from "../../../mapper/maps/script/src/extents.js";
import { across, flowWidth, gatherFlows, heading, movingRows } from "../../../mapper/maps/script/src/flows.js";
import { arrow, freeAlong, isInside, isNearLine, offsetLine, Room, spreadAlong, thin } from "../../../mapper/maps/script/src/geometry.js";
import { latOf, lonOf, pixelsPerMetre, WORLD, xOf, yOf } from "../../../mapper/maps/script/src/mercator.js";
import { wholeWorld, wordColumn } from "./tables.mjs";

const line = Float64Array.from([0, 0, 100, 0]);
const box = { left: 20, top: -10, right: 60, bottom: 10 };

test("degrees and steps are each other's inverse", () => {
  assert.ok(Math.abs(lonOf(xOf(-70.3)) + 70.3) < 1e-9);
  assert.ok(Math.abs(latOf(yOf(-18.3)) + 18.3) < 1e-9);
});

test("a metre is larger on the screen far from the equator", () => {
  assert.ok(pixelsPerMetre(1, yOf(60)) / pixelsPerMetre(1, WORLD / 2) > 1.99);
});

test("a strand runs beside its line", () => assert.deepEqual([...offsetLine(line, 5)].map(Math.round), [0, 5, 100, 5]));

test("labels spread over what is visible of a line", () => {
  const points = spreadAlong([line], box, 2);
  assert.deepEqual(points.map((p) => Math.round(p.x)), [30, 50]);
  assert.deepEqual([points[0].nx, points[0].ny].map(Math.abs), [0, 1]);
});

test("a line out of view carries no label", () => assert.deepEqual(spreadAlong([Float64Array.from([0, 50, 100, 50])], box, 1), []));

test("thinning keeps the ends", () => assert.deepEqual([...thin(Float64Array.from([0, 0, 0.1, 0, 10, 0, 10.1, 0]), 1)], [0, 0, 10, 0, 10.1, 0]));

test("near a line is near it", () => {
  assert.ok(isNearLine(line, 50, 3, 5));
  assert.ok(!isNearLine(line, 50, 9, 5));
});

test("a hole is not inside", () => {
  const rings = [[0, 0, 10, 0, 10, 10, 0, 10, 0, 0], [4, 4, 6, 4, 6, 6, 4, 6, 4, 4]];
  assert.ok(isInside(rings, 1, 1));
  assert.ok(!isInside(rings, 5, 5));
});

test("an arrow points where it goes", () => {
  const { tip, tail } = arrow({ x: 0, y: 0, ux: 0, uy: 1, length: 80, width: 6 });
  assert.ok(tip[1] > 30 && tail[1] < -30);
});

test("a larger count makes a wider arrow, within bounds", () => {
  assert.ok(flowWidth(100) < flowWidth(5000));
  assert.equal(flowWidth(1e9), 13);
});

test("a movement goes from one country towards the other", () => {
  const way = heading({ PER: [-75, -10], CHL: [-71, -30] }, "CHL", "PER");
  assert.ok(way[1] < 0);
  assert.equal(heading({ PER: [-75, -10] }, "CHL", "PER"), null);
});

test("an arrow crosses the border squarely", () => {
  assert.deepEqual(across([0.2, -1], { nx: 0, ny: 1 }), [-0, -1]);
});

const moving = {
  placed: 3, type: wordColumn(["crossing", "crossing", "diplomacy"]),
  columns: { direction_from: ["CHL", "PER", "CHL"], direction_to: ["PER", "PER", "PER"], count_min: [100, null, null], count_text: ["At least 100 people", null, null] },
  word(name) { return wordColumn(this.columns[name]); },
  value(name, row) { return this.columns[name][row]; },
  typeOf(row) { return ["crossing", "crossing", "diplomacy"][row]; },
};

test("only movements between two countries have arrows", () => assert.deepEqual([...movingRows(moving)], [0]));

test("an arrow carries the count as worded", () => {
  const [flow] = gatherFlows(moving, [0, 1, 2], movingRows(moving), String);
  assert.deepEqual([flow.from, flow.to, flow.count, flow.text], ["CHL", "PER", 100, "At least 100 people"]);
});

const movingOf = (texts, counts) => ({
  value: (name, row) => ({ direction_from: "CHL", direction_to: "PER", count_min: counts[row], count_text: texts[row] })[name],
});

test("two counts of the same way have an arrow each, the largest first", () => {
  const flows = gatherFlows(movingOf(["At least 100 people", "thousands of migrants"], [100, 2000]), [0, 1], new Set([0, 1]), String);
  assert.deepEqual(flows.map(({ rows, text }) => [rows, text]), [[[1], "thousands of migrants"], [[0], "At least 100 people"]]);
});

test("a movement without a count shares the arrow of its way", () => {
  const flows = gatherFlows(movingOf([null, "100 people", "100 people"], [null, 100, 100]), [0, 1, 2], new Set([0, 1, 2]), String);
  assert.deepEqual(flows.map(({ rows, text }) => [rows, text]), [[[1, 2, 0], "100 people"]]);
});

test("of very many counts the last arrow stands for the rest", () => {
  const rows = [0, 1, 2, 3, 4, 5];
  const flows = gatherFlows(movingOf(rows.map(() => null), [6, 5, 4, 3, 2, 1]), rows, new Set(rows), String);
  assert.deepEqual(flows.map((flow) => flow.rows), [[0], [1], [2], [3, 4, 5]]);
});

test("a shape too small to be seen is no shape", () => {
  const shape = (size) => ({ kind: 2, x0: 100, y0: 100, x1: 100 + size, y1: 100 + size, parts: [] });
  assert.deepEqual([...drawnShapes([null, shape(10), shape(WORLD / 4)], wholeWorld(256))], [0, 0, 1]);
});

test("events of one type and status share a strand", () => {
  const store = {
    placed: 3, shape: [1, 1, 1], shapes: [null, { kind: 1, x0: 0, x1: 1, y0: 0, y1: 1 }],
    typeOf: (i) => ["clash", "aid", "aid"][i], statusOf: () => "reported",
  };
  const { extents, inView } = gatherExtents(store, Uint8Array.from([1, 1, 1]), Uint8Array.from([0, 1]));
  assert.deepEqual(extents[0].groups.map((g) => [g.type, g.n]), [["aid", 2], ["clash", 1]]);
  assert.equal(inView, 3);
});

test("two labels never share their room", () => {
  const room = new Room();
  room.take(0, 0, 10, 10);
  assert.ok(!room.isFree(5, 5, 15, 15));
  assert.ok(room.isFree(11, 0, 20, 10));
});

const road = [Float64Array.from([0, 50, 400, 50])];
const screen = { left: 0, right: 400, top: 0, bottom: 100 };

test("a mark on a line stands at its middle where that is free", () => {
  assert.deepEqual(freeAlong(road, screen, 1, () => true).map(({ x, y }) => [x, y]), [[200, 50]]);
});

test("a mark moves along its line to where there is room", () => {
  const [{ x, y }] = freeAlong(road, screen, 1, (px) => px > 300);
  assert.ok(x > 300 && x < 330 && y === 50);
});

test("a mark on a line that is full stands beside it", () => {
  const [{ y }] = freeAlong(road, screen, 1, (_, py) => Math.abs(py - 50) > 20);
  assert.equal(Math.abs(y - 50), 26);
});

test("marks of one line keep apart", () => {
  const chosen = freeAlong(road, screen, 3, (px) => px > 300);
  assert.ok(chosen.every((a, i) => chosen.every((b, j) => i === j || Math.hypot(a.x - b.x, a.y - b.y) >= 26)));
});
