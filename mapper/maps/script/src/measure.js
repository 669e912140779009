// Measuring on the map: presses set points, their distance is summed along the ellipsoid's mean sphere.

import { element } from "./dom.js";
import { formatNumber } from "./format.js";

export class Measure {
  constructor(L, map) {
    Object.assign(this, { L, map, isOn: false, onchange: () => {} });
    this.add = (event) => this.point(event.latlng);
    this.key = (event) => {
      if (event.key === "Escape") this.stop();
      // by keyboard the arrows move the map, and Enter takes its middle
      else if (event.key === "Enter" && event.target === map.getContainer()) this.point(map.getCenter());
    };
  }

  toggle(model) {
    if (this.isOn) this.stop();
    else this.start(model);
  }

  start(model) {
    this.isOn = true;
    this.model = model;
    this.points = [];
    this.line = this.L.polyline([], { color: model.theme().ink, weight: 2, dashArray: "6 4", interactive: false }).addTo(this.map);
    this.label = element("output", { class: `ev-measure${model.dark ? " ev-dark" : ""}`, text: model.words.say("measure_hint") });
    this.map.getContainer().append(this.label);
    this.map.getContainer().classList.add("ev-measuring");
    this.map.mapperMeasuring = true;
    this.map.on("click", this.add);
    document.addEventListener("keydown", this.key);
    this.onchange();
  }

  point(latlng) {
    this.points.push(latlng);
    this.line.setLatLngs(this.points);
    const metres = lengthOf(this.points, (a, b) => this.map.distance(a, b));
    const { lang } = this.model.words;
    this.label.textContent = metres < 1000 ? `${formatNumber(Math.round(metres), lang)} m` : `${formatNumber(metres / 1000, lang, { maximumFractionDigits: metres < 1e5 ? 2 : 0 })} km`;
  }

  stop() {
    this.isOn = false;
    this.line.remove();
    this.label.remove();
    this.map.getContainer().classList.remove("ev-measuring");
    this.map.mapperMeasuring = false;
    this.map.off("click", this.add);
    document.removeEventListener("keydown", this.key);
    this.onchange();
  }
}

/** The sum of distances from point to point. */
export const lengthOf = (points, distance) => points.slice(1).reduce((sum, point, i) => sum + distance(points[i], point), 0);
