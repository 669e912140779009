// The dock holds the panels of all event layers of one map: a column on the right, on a phone a sheet with three stops.

import { button, element } from "./dom.js";

const NARROW = 700;
const WIDTH = 320;
const STOPS = ["low", "half", "full"];

export class Dock {
  /** The one dock of a map. */
  static of(L, map) {
    map.mapperDock ||= new Dock(L, map);
    return map.mapperDock;
  }

  constructor(L, map) {
    this.map = map;
    this.panels = [];
    this.strips = new Set();
    this.stop = "low";
    this.closed = false;
    this.handle = button("", () => this.turn(), { class: "ev-handle" });
    this.body = element("div", { class: "ev-dock-body" });
    this.root = element("section", { class: "ev-dock" }, this.handle, this.body);
    L.DomEvent.disableClickPropagation(this.root);
    L.DomEvent.disableScrollPropagation(this.root);
    // a click that replaces its own button would otherwise reach the map, which could not tell where it came from
    this.root.addEventListener("click", (event) => event.stopPropagation());
    // a map moves on arrow keys; inside the dock they belong to its lists and sliders
    this.root.addEventListener("keydown", (event) => event.stopPropagation());
    map.getContainer().append(this.root);
    map.on("resize", () => this.fit());
    this.fit();
  }

  add(panel) {
    this.panels.push(panel);
    this.body.append(panel.root);
    this.fit();
  }

  drop(panel) {
    this.panels = this.panels.filter((each) => each !== panel);
    panel.root.remove();
    if (this.panels[0]) this.panels[0].build();
    this.fit();
  }

  get isSheet() {
    return this.map.getSize().x < NARROW;
  }

  /** Next stop of the sheet; open or closed beside the map. */
  turn() {
    if (this.isSheet) this.stop = STOPS[(STOPS.indexOf(this.stop) + 1) % STOPS.length];
    else this.closed = !this.closed;
    this.fit();
    this.panels.forEach((panel) => panel.model.emit("inset"));
  }

  /** Let the map be seen on a phone: a sheet over nearly all of it goes down to half of it. */
  lower() {
    if (!this.isSheet || this.stop !== "full") return;
    this.stop = "half";
    this.fit();
    this.panels.forEach((panel) => panel.model.emit("inset"));
  }

  get isOpen() {
    return this.isSheet ? this.stop !== "low" : !this.closed;
  }

  fit() {
    const { root, map } = this;
    root.hidden = !this.panels.length;
    root.classList.toggle("ev-sheet", this.isSheet);
    root.classList.toggle("ev-closed", !this.isSheet && this.closed);
    STOPS.forEach((stop) => root.classList.toggle(`ev-${stop}`, this.isSheet && stop === this.stop));
    map.getContainer().classList.toggle("ev-docked", this.panels.length > 0 && !this.isSheet && !this.closed);
    map.getContainer().classList.toggle("ev-sheeted", this.panels.length > 0 && this.isSheet);
    map.getContainer().classList.toggle("ev-stripped", this.stripHeight > 0);
    map.getContainer().style.setProperty("--ev-strip", `${this.stripHeight}px`);
    this.handle.setAttribute("aria-expanded", String(this.isOpen));
    this.speak();
  }

  speak() {
    const words = this.panels[0] && this.panels[0].model.words;
    if (!words) return;
    this.root.setAttribute("aria-label", words.say("panel"));
    const says = words.say(this.isOpen && !(this.isSheet && this.stop === "half") ? "close_panel" : "open_panel");
    this.handle.setAttribute("aria-label", says);
    this.handle.title = says;
  }

  paint(dark) {
    this.root.classList.toggle("ev-dark", dark);
  }

  /** How much of the map's foot the border strip covers. */
  get stripHeight() {
    if (this.isSheet) return 0;
    return [...this.strips].reduce((height, strip) => height + strip.root.offsetHeight, 0);
  }

  /** What the dock covers of the map, in pixels. */
  inset() {
    if (!this.panels.length || this.isPrinting) return { right: 0, bottom: 0 };
    if (this.isSheet) return { right: 0, bottom: this.stop === "low" ? 76 : Math.round(this.map.getSize().y * 0.5) };
    return { right: this.closed ? 0 : WIDTH + 20, bottom: this.stripHeight };
  }
}
