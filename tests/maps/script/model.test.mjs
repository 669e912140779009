import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../../../mapper/maps/script/src/model.js";
import { gatherScene } from "../../../mapper/maps/script/src/scene.js";
import { newestInView, newestOffMap } from "../../../mapper/maps/script/src/list.js";
import { Words } from "../../../mapper/maps/script/src/words.js";
import { pointStore, wholeWorld } from "./tables.mjs";

const style = { words: { en: { panel: "Events" }, es: { panel: "Eventos" } }, labels: {}, types: { aid: { colour: "#111", dark: "#eee", shape: "plus" } }, other: { colour: "#222", dark: "#ddd", shape: "disc" }, shapes: { plus: { outline: "P" }, disc: { outline: "D" } }, fills: { denied: "cross" } };

const spots = [[-70, -18, "aid"], [-40, 10, "clash"], [40, 50, "aid"]];
const modelOf = (options = {}) => new Model({ ...pointStore(spots), status: null, background: null, time: null, km: null }, style, new Words(style, "en"), { name: "Events", ...options });

test("a change of the filter is told to everyone and counted", () => {
  const model = modelOf();
  let told = 0;
  model.on("filter", () => told++);
  model.toggle("typesOff", "aid", false);
  assert.deepEqual([told, model.version, model.wanted], [1, 1, 1]);
  assert.ok(model.isFiltered());
  model.clear();
  assert.equal(model.wanted, 3);
  assert.ok(!model.isFiltered());
});

test("the same focus is told once", () => {
  const model = modelOf();
  const told = [];
  model.on("focus", (row) => told.push(row));
  model.focus(2);
  model.focus(2);
  model.focus(null);
  assert.deepEqual(told, [2, null]);
});

test("a language that nobody knows is not spoken", () => {
  const model = modelOf();
  model.speak("xx");
  assert.equal(model.words.lang, "en");
  model.speak("es");
  assert.equal(model.title, "Eventos");
});

test("a name of one's own stays in every language", () => {
  const model = modelOf({ name: "Patrols" });
  model.speak("es");
  assert.equal(model.title, "Patrols");
});

test("a place of ours is named in the reader's language, another as it stands", () => {
  const model = modelOf({ placeNames: { Peru: ["Peru", "Perú"], "Peru–Chile border": ["Peru–Chile border", "Frontera Perú–Chile"] } });
  model.style.words.es.monuments_of = "{border}, hitos {from} a {to}";
  model.speak("es");
  const named = ["Peru", "Tacna", "Peru–Chile border, monuments 1 to 16", null].map((text) => model.placeName(text));
  assert.deepEqual(named, ["Perú", "Tacna", "Frontera Perú–Chile, hitos 1 a 16", null]);
});

test("a type has its colour by theme, an unknown one the plain look", () => {
  const model = modelOf();
  assert.equal(model.lookOf("aid").colour, "#111");
  model.dark = true;
  assert.equal(model.lookOf("aid").colour, "#eee");
  assert.deepEqual(model.lookOf("eclipse").shape, { outline: "D" });
  assert.deepEqual([model.fillOf("denied"), model.fillOf("other")], ["cross", "filled"]);
});

test("the slider says a year where events are known by it only", () => {
  const model = modelOf();
  const [year, next] = [17897, 18262];
  model.store.time = { base: year - 1, days: [1, 1, 366], last: 366 };
  const dates = [[year, 3], [year, 3], [next, 1]];
  model.store.value = (_, row) => ({ day: dates[row][0], precision: dates[row][1] });
  assert.deepEqual([1, 2, 366].map((day) => model.dayText(day)), ["2019", "2 Jan 2019", "1 Jan 2020"]);
});

test("marks that stand apart are drawn one by one", () => {
  const { store, mask } = modelOf();
  const scene = gatherScene(store, mask, wholeWorld(4096));
  assert.deepEqual([scene.singles.length, scene.donuts.length, scene.inView], [3, 0, 3]);
});

test("the newest of a view come first, undated ones last", () => {
  const store = { ...modelOf().store, time: { days: Uint16Array.from([5, 0, 9]), last: 9, base: 0 } };
  assert.deepEqual(newestInView(store, [1, 1, 1], wholeWorld(), null), [2, 0, 1]);
  assert.deepEqual(newestInView(store, [1, 1, 1], wholeWorld(), null, 2), [2, 0]);
  assert.deepEqual(newestOffMap({ ...store, placed: 1 }, [1, 1, 1]), [2, 1]);
});
