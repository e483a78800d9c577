// All parameters as cells: a square a neuron of the first layer, then a row a neuron; one is chosen.

import { colorStrength, fullColor } from "../../network/scales.js";
import { onColors, palette, rgb } from "../../parts/colors.js";
import { isCalm } from "../../parts/dom.js";
import { layerStarts } from "./parameters.js";

const SIZES = [8, 7, 6, 5, 4, 3, 2, 1]; // of a cell, px
const [MOST_HEIGHT, NARROW_HEIGHT] = [480, 320]; // px
const NARROW = 560; // px
const GAP = 2; // cells
const PADDING = 10; // around them, px
const NO_DIAL = -1;
const MARKED_MS = 350;
const LEAST_RING = 13; // px
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const GROUND = [10, 12, 18];

export class DialField {
  /**
   * @param {HTMLElement} holder  with a canvas and a ring
   * @param {import("../../network/network.js").Network} network
   * @param {(dial: number) => void} picked
   */
  constructor(holder, network, picked) {
    Object.assign(this, { holder, network, picked, parameters: null, marked: new Set() });
    this.canvas = holder.querySelector("canvas");
    this.ring = holder.querySelector(".ring");
    this.canvas.addEventListener("click", (event) => this.pick(event));
    this.canvas.addEventListener("keydown", (event) => this.step(event));
    new ResizeObserver(() => this.fit()).observe(holder.parentElement);
    onColors(() => this.paint());
  }

  /** Show other values; those that changed are marked for a moment. */
  show(parameters, changed = []) {
    this.parameters = parameters;
    if (changed.length > 0 && changed.length < parameters.length / 4 && !isCalm()) {
      for (const dial of changed) this.marked.add(dial);
      clearTimeout(this.unmarking);
      this.unmarking = setTimeout(() => {
        this.marked.clear();
        this.paint();
      }, MARKED_MS);
    }
    this.paint();
  }

  /** Colors are full at the values that these parameters have, layer by layer. */
  scaleBy(parameters) {
    const { starts, count } = layerStarts(this.network);
    const ends = [...starts.slice(1).map(({ weights }) => weights), count];
    this.full = new Float64Array(count);
    starts.forEach(({ weights }, l) => this.full.fill(fullColor(parameters.subarray(weights, ends[l])), weights, ends[l]));
  }

  choose(dial) {
    this.chosen = dial;
    this.showRing();
  }

  fit() {
    const width = this.holder.parentElement.clientWidth - 2 * PADDING;
    if (width <= 0 || width === this.width) return;
    this.width = width;
    const most = width < NARROW ? NARROW_HEIGHT : MOST_HEIGHT;
    this.cell = SIZES.find((size) => this.layOut(Math.floor(width / size)) * size <= most) ?? 1;
    this.layOut(Math.floor(width / this.cell));
    this.rows = this.layOut(this.used);
    Object.assign(this.canvas, { width: this.columns, height: this.rows });
    Object.assign(this.canvas.style, { width: `${this.columns * this.cell}px`, height: `${this.rows * this.cell}px` });
    this.dialAt = new Int32Array(this.columns * this.rows).fill(NO_DIAL);
    this.places.forEach((place, dial) => (this.dialAt[place] = dial));
    this.paint();
    this.showRing();
  }

  // Give every parameter its cell, in so many columns at most; how many rows that takes.
  layOut(columns) {
    const { starts, count } = layerStarts(this.network);
    Object.assign(this, { columns, used: 0, places: new Int32Array(count) });
    let [x, y, height] = [0, 0, 0];
    const room = (wide, high) => {
      if (x + wide > columns && x > 0) [x, y, height] = [0, y + height + GAP, 0];
      const corner = [x, y];
      this.used = Math.max(this.used, x + wide);
      [x, height] = [x + wide + GAP, Math.max(height, high)];
      return corner;
    };
    const put = (dial, [left, top], column, row) => (this.places[dial] = (top + row) * columns + left + column);
    this.network.layers.forEach(({ fanIn, fanOut }, l) => {
      const { weights, biases } = starts[l];
      const isRow = l > 0 && fanIn + GAP <= columns;
      const side = isRow ? fanIn : Math.ceil(Math.sqrt(fanIn));
      const block = isRow ? room(fanIn + GAP, fanOut) : null;
      for (let neuron = 0; neuron < fanOut; neuron += 1) {
        const [corner, down] = isRow ? [block, neuron] : [room(side, Math.ceil(fanIn / side) + GAP), 0];
        for (let i = 0; i < fanIn; i += 1) put(weights + neuron * fanIn + i, corner, i % side, down + Math.floor(i / side));
        // A bias stands a little apart: at the end of its row, or below its square.
        if (isRow) put(biases + neuron, corner, fanIn + 1, neuron);
        else put(biases + neuron, corner, 0, Math.ceil(fanIn / side) + 1);
      }
    });
    return y + height;
  }

  paint() {
    if (!this.parameters || !this.dialAt) return;
    const context = this.canvas.getContext("2d");
    const image = context.createImageData(this.columns, this.rows);
    const cells = new Uint32Array(image.data.buffer);
    const packed = ([red, green, blue]) => (255 << 24) | (blue << 16) | (green << 8) | red;
    const [positive, negative] = [shades(palette.colors.positive), shades(palette.colors.negative)].map((all) => all.map(packed));
    const mark = packed(rgb(palette.colors.signal));
    cells.fill(packed(GROUND));
    for (let dial = 0; dial < this.places.length; dial += 1) {
      const value = this.parameters[dial];
      const shade = Math.round((STEPS - 1) * colorStrength(value, this.full[dial]));
      cells[this.places[dial]] = this.marked.has(dial) ? mark : (value < 0 ? negative : positive)[shade];
    }
    context.putImageData(image, 0, 0);
  }

  showRing() {
    if (this.chosen === undefined || !this.places) return;
    const place = this.places[this.chosen];
    const [column, row] = [place % this.columns, Math.floor(place / this.columns)];
    const size = Math.max(LEAST_RING, this.cell + 4);
    const [left, top] = [column, row].map((at) => `${(at + 0.5) * this.cell - size / 2}px`);
    Object.assign(this.ring.style, { left, top, width: `${size}px`, height: `${size}px` });
  }

  // The dial under the pointer, or the nearest one around.
  pick(event) {
    const [x, y] = [event.offsetX, event.offsetY].map((at) => Math.floor(at / this.cell));
    for (let far = 0; far <= GAP + 1; far += 1) {
      for (let row = y - far; row <= y + far; row += 1) {
        for (let column = x - far; column <= x + far; column += 1) {
          const dial = this.at(column, row);
          if (dial !== NO_DIAL) return this.picked(dial);
        }
      }
    }
  }

  at(column, row) {
    const isInside = column >= 0 && column < this.columns && row >= 0 && row < this.rows;
    return isInside ? this.dialAt[row * this.columns + column] : NO_DIAL;
  }

  // To the next dial in a direction, over gaps.
  step(event) {
    if (!(event.key in MOVES) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [across, down] = MOVES[event.key];
    const place = this.places[this.chosen];
    let [column, row] = [place % this.columns, Math.floor(place / this.columns)];
    do [column, row] = [column + across, row + down];
    while (column >= 0 && column < this.columns && row >= 0 && row < this.rows && this.at(column, row) === NO_DIAL);
    const dial = this.at(column, row);
    if (dial !== NO_DIAL) this.picked(dial);
  }
}

const STEPS = 256;

// From the ground to a color, since a dial at zero is still a dial.
const shades = (color) => {
  const full = rgb(color);
  return Array.from({ length: STEPS }, (_step, i) => full.map((part) => Math.round(part * (0.08 + (0.92 * i) / (STEPS - 1)))));
};
