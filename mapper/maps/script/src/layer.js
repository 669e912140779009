// The Leaflet layer: one canvas in a pane of its own that follows the map and paints the model.

import { openPopup } from "./popup.js";
import { Painter } from "./paint.js";
import { gatherScene } from "./scene.js";
import { latOf, lonOf } from "./mercator.js";
import { controlBoxes, viewOf } from "./view.js";

const PANE = "mapperEvents";
const CLOSEST = 18;

function paneOf(map) {
  if (!map.getPane(PANE)) {
    const pane = map.createPane(PANE);
    pane.style.zIndex = 450;
    pane.style.pointerEvents = "none";
  }
  return map.getPane(PANE);
}

/** Is the ground of the map dark? Told by its colour, so that any page's theme is followed. */
export function isDark(map) {
  const [r, g, b] = (getComputedStyle(map.getContainer()).backgroundColor.match(/[\d.]+/g) || [255, 255, 255]).map(Number);
  return 0.299 * r + 0.587 * g + 0.114 * b < 110;
}

/** Made when called, so that the script can be read before Leaflet. */
export function defineLayer(L) {
  return L.Renderer.extend({
    options: { pane: PANE, padding: 0.1 },

    initialize(name, ready) {
      L.setOptions(this, { name });
      L.stamp(this);
      this._layers = {};
      this.ready = ready;
      ready.then(({ model, moving }) => {
        this.model = model;
        this.painter = new Painter(model, moving);
        this._stack();
        model.on("filter", () => this.redraw());
        model.on("focus", () => this.repaint());
        model.on("lang", () => this.redraw());
        if (this._map) this._started();
      });
    },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.setAttribute("role", "img");
      this._container.setAttribute("aria-label", this.options.name);
      this._context = this._container.getContext("2d");
    },

    /** Places lie under events, whichever came first. */
    _stack() {
      if (this._container && this.model) this._container.style.zIndex = this.model.options.aside ? "0" : "1";
    },

    _destroyContainer() {
      this._container.remove();
      delete this._container;
    },

    _updatePaths() {},

    beforeAdd(map) {
      paneOf(map);
    },

    onAdd(map) {
      L.Renderer.prototype.onAdd.call(this, map);
      map.on("click", this._click, this).on("mousemove", this._move, this).on("mouseout", this._leave, this);
      if (this.model) this._started();
    },

    onRemove(map) {
      map.off("click", this._click, this).off("mousemove", this._move, this).off("mouseout", this._leave, this);
      if (this.model) this.model.emit("remove");
      L.Renderer.prototype.onRemove.call(this, map);
    },

    _started() {
      this._stack();
      this.model.emit("add", this._map);
      this.redraw();
      this.fire("ready");
    },

    _update() {
      if (!this._map || (this._map._animatingZoom && this._bounds)) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      const canvas = this._container;
      L.DomUtil.setPosition(canvas, this._bounds.min);
      if (canvas.width !== Math.round(size.x * ratio) || canvas.height !== Math.round(size.y * ratio)) {
        canvas.width = Math.round(size.x * ratio);
        canvas.height = Math.round(size.y * ratio);
        canvas.style.width = `${size.x}px`;
        canvas.style.height = `${size.y}px`;
      }
      this._ratio = ratio;
      this._controls = null;
      if (this.model) this._gather();
    },

    /** Gather and paint anew, as after a filter or a move. */
    redraw() {
      if (this._map && this._bounds) this._gather();
    },

    _gather() {
      const started = performance.now();
      this.model.dark = isDark(this._map);
      // asking where controls stand makes the browser lay out the page: once a move is enough, not at every step of a filter
      this._controls ||= controlBoxes(this._map, this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min));
      this.view = viewOf(this._map, this._bounds, this.model.options.inset(), this._controls);
      this.scene = gatherScene(this.model.store, this.model.mask, this.view);
      this.repaint();
      this.drawnIn = performance.now() - started;
      this.firstDrawn ??= performance.now();
      this.model.emit("view", this.scene);
    },

    /** Paint the gathered scene once more, as when another event is in focus. */
    repaint() {
      if (!this._map || !this.scene) return;
      const { width, height } = this.view;
      this._context.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
      this._context.clearRect(0, 0, width, height);
      this._hits = this.painter.paint(this._context, this.scene, this.view);
    },

    _hitAt(latlng) {
      if (!this._hits || !this._bounds) return null;
      const p = this._map.latLngToLayerPoint(latlng).subtract(this._bounds.min);
      for (let k = this._hits.length - 1; k >= 0; k--) {
        const hit = this._hits[k];
        if (hit.test ? hit.test(p.x, p.y) : Math.hypot(p.x - hit.x, p.y - hit.y) <= hit.reach) return hit;
      }
      return null;
    },

    _move(event) {
      if (!this.model) return;
      const hit = this._hitAt(event.latlng);
      this._map.getContainer().classList.toggle("ev-over", Boolean(hit));
      this.model.focus(hit && !hit.cluster ? hit.rows()[0] ?? null : null);
    },

    _leave() {
      if (this.model) this.model.focus(null);
    },

    _click(event) {
      const original = event.originalEvent || {};
      const hit = this.model && !original.mapperTaken && !this._map.mapperMeasuring && this._hitAt(event.latlng);
      if (!hit) return;
      original.mapperTaken = true;
      const { cluster } = hit;
      if (cluster && !cluster.same && this._map.getZoom() < Math.min(this._map.getMaxZoom(), CLOSEST)) {
        const centre = [latOf(cluster.sy / cluster.n), lonOf(cluster.sx / cluster.n)];
        this._map.flyTo(centre, Math.min(this._map.getZoom() + 2, CLOSEST), { duration: this._calm() ? 0 : 0.4, animate: !this._calm() });
        return;
      }
      openPopup(L, this, hit.rows(), 0, cluster ? null : event.latlng);
    },

    _calm() {
      return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    },
  });
}
