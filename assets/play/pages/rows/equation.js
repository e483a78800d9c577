// A layer as an equation: the matrix as colored cells, times the column of inputs, plus biases; sums
// and activations beside it.

import { fullColor } from "../../network/scales.js";
import { isCalm } from "../../parts/dom.js";
import { paintGrid, shade } from "../../parts/grid.js";
import { palette } from "../../parts/colors.js";
import { _, number } from "../../parts/words.js";
import { EDGE, HUSHED, Sheet } from "./sheet.js";

const PAD = 12;
const HEAD = 26;
const FOOT = 24;
const LARGEST = 28; // side of a cell, px
const [LEAST_HEIGHT, MOST_HEIGHT] = [220, 330];
const NARROW_HEIGHT = 280;
const SHARE = 0.3; // of the window's height
const FEW = 40; // inputs whose column has cells as large as the matrix
const LEAST_TEXT = 12; // height of a row that has a number
const LEAST_CELL = 3;
const MOST_CELLS = 5000;
const MOVE_MS = 700;
const SERIF = "ui-serif, Georgia, serif";

const inverse = (order, count) => {
  const places = new Float64Array(count);
  for (let place = 0; place < count; place += 1) places[order ? order[place] : place] = place;
  return places;
};

export class Equation {
  /**
   * @param {HTMLElement} box
   * @param {(neuron: number, isPress: boolean) => void} pointed  called for the row under the pointer
   */
  constructor(box, pointed) {
    this.sheet = new Sheet(box, () => this.shown && this.paint());
    this.image = document.createElement("canvas");
    this.pointed = pointed;
    const { canvas } = this.sheet;
    const point = (event) => {
      const row = this.rowAt(event);
      if (row !== null) pointed(this.shown.rows ? this.shown.rows[row] : row, event.type === "pointerdown");
    };
    canvas.addEventListener("pointerdown", point);
    canvas.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(event));
  }

  rowAt(event) {
    const [, y] = this.sheet.place(event);
    const row = Math.floor((y - this.top) / this.rowHeight);
    return row >= 0 && row < this.shown.layer.fanOut ? row : null;
  }

  /**
   * @param {object} shown
   *   layer, inputs, their order (`rows`, `columns`, `inputsOrder`: arrays or null), `sums`,
   *   `activations` (null without the squish), `squish` its name, `names` of the rows, the chosen
   *   `neuron`, the `place` of its term in turn (null for none), its `soFar`, the `winner` or null
   */
  show(shown) {
    const { layer, rows, columns, inputsOrder } = shown;
    const last = this.shown;
    this.shown = shown;
    this.target = {
      rows: inverse(rows, layer.fanOut),
      columns: inverse(columns, layer.fanIn),
      inputs: inverse(inputsOrder, layer.fanIn),
    };
    const isOther = last?.layer !== layer;
    if (isOther) {
      cancelAnimationFrame(this.moving);
      this.moving = null;
    }
    const isMoved = !isOther && (last.rows !== rows || last.columns !== columns || last.inputsOrder !== inputsOrder);
    if (isMoved && !isCalm()) this.move();
    else if (!this.moving) this.places = this.target;
    this.paint();
  }

  // Rows, columns and inputs slide to their new places.
  move() {
    cancelAnimationFrame(this.moving);
    const [from, to, start] = [this.places, this.target, performance.now()];
    const step = () => {
      const share = Math.min(1, (performance.now() - start) / MOVE_MS);
      const eased = share * share * (3 - 2 * share);
      const between = (name) => to[name].map((place, i) => from[name][i] + eased * (place - from[name][i]));
      this.places = share < 1 ? { rows: between("rows"), columns: between("columns"), inputs: between("inputs") } : to;
      this.moving = share < 1 ? requestAnimationFrame(step) : null;
      this.paint();
    };
    this.moving = requestAnimationFrame(step);
  }

  arrange() {
    const { layer, names } = this.shown;
    const { width } = this.sheet;
    const isNarrow = width < 520;
    const gap = isNarrow ? 22 : 34;
    const value = isNarrow ? 46 : 56;
    this.textSize = isNarrow ? 11 : 13;
    const longest = names.reduce((most, each) => Math.max(most, each.length), 1);
    const name = Math.min(76, 12 + 0.62 * this.textSize * longest);
    const few = layer.fanIn <= FEW ? layer.fanIn : 1;
    const height = isNarrow
      ? NARROW_HEIGHT
      : Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, SHARE * innerHeight));
    const side = Math.min(LARGEST, height / Math.max(layer.fanOut, few));
    const small = isNarrow ? 11 : Math.min(Math.max(side, 14), 24); // width of a cell of a column
    const fixed = 2 * PAD + 4 * small + 2 * value + 4 * gap + name;
    const room = Math.max(60, width - fixed);
    this.rowHeight = side;
    this.columnWidth = Math.min(side, room / layer.fanIn);
    this.inputHeight = Math.min(side, height / layer.fanIn);
    const across = this.columnWidth * layer.fanIn;
    const tall = Math.max(side * layer.fanOut, this.inputHeight * layer.fanIn);
    this.height = HEAD + tall + FOOT;
    this.middle = HEAD + tall / 2;
    this.top = this.middle - (side * layer.fanOut) / 2;
    this.inputTop = this.middle - (this.inputHeight * layer.fanIn) / 2;
    let x = PAD + Math.max(0, (width - fixed - across) / 2);
    this.parts = {};
    this.operators = [];
    const put = (part, wide, sign) => {
      this.parts[part] = [x, wide];
      x += wide;
      if (sign) this.operators.push([sign, x + gap / 2]);
      x += gap;
    };
    Object.assign(this, { small, value });
    put("matrix", across, "×");
    put("inputs", small, "+");
    put("biases", small, "=");
    put("sums", small + value, "→");
    if (this.shown.activations) put("activations", small + value, "");
    this.nameX = x - gap + 6 + name / 2;
  }

  paint() {
    this.arrange();
    const { sheet } = this;
    const { layer, inputs, sums, activations, squish, names, winner } = this.shown;
    sheet.clear(this.height);
    this.paintMatrix();
    const isSigned = inputs.some((value) => value < 0);
    const full = isSigned ? fullColor(inputs) : inputs.reduce((most, each) => Math.max(most, each), 1);
    this.paintColumn(this.parts.inputs[0], inputs, this.places.inputs, this.inputTop, this.inputHeight, (value) =>
      shade(value, full, isSigned),
    );
    const { rows } = this.places;
    const most = fullColor(layer.biases);
    const violet = palette.colors.bias;
    this.paintColumn(this.parts.biases[0], layer.biases, rows, this.top, this.rowHeight, (value) => {
      const share = most > 0 ? Math.min(1, Math.abs(value) / most) : 0;
      return [1, 3, 5].map((i) => Math.round(parseInt(violet.slice(i, i + 2), 16) * (0.15 + 0.85 * share)));
    });
    const sumFull = fullColor(sums);
    this.paintColumn(this.parts.sums[0], sums, rows, this.top, this.rowHeight, (value) => shade(value, sumFull, true));
    this.paintValues("sums", sums);
    if (activations) {
      const signed = activations.some((value) => value < 0);
      const bright = signed ? fullColor(activations) : activations.reduce((a, b) => Math.max(a, b), 1);
      this.paintColumn(this.parts.activations[0], activations, rows, this.top, this.rowHeight, (value) =>
        shade(value, bright, signed),
      );
      this.paintValues("activations", activations);
    }
    if (this.rowHeight >= LEAST_TEXT) {
      rows.forEach((place, neuron) => {
        const color = neuron === winner ? palette.colors.signal : HUSHED;
        sheet.text(names[neuron], this.nameX, this.top + (place + 0.5) * this.rowHeight, { size: this.textSize + 1, color });
      });
    }
    this.paintWords(squish);
    this.paintChoice();
  }

  paintMatrix() {
    const { layer } = this.shown;
    const [left, across] = this.parts.matrix;
    const { fanIn, fanOut, weights } = layer;
    const { rows, columns } = this.places;
    const [wide, high] = [this.columnWidth, this.rowHeight];
    const full = (layer === this.measured?.layer ? this.measured : (this.measured = { layer, full: fullColor(weights) })).full;
    if (wide >= LEAST_CELL && high >= LEAST_CELL && weights.length <= MOST_CELLS) {
      for (let i = 0; i < fanOut; i += 1) {
        for (let j = 0; j < fanIn; j += 1) {
          const color = shade(weights[i * fanIn + j], full, true);
          this.sheet.cell(color, left + columns[j] * wide, this.top + rows[i] * high, wide - 0.5, high - 0.5);
        }
      }
      return;
    }
    const moved = new Float64Array(weights.length);
    for (let i = 0; i < fanOut; i += 1) {
      const start = Math.round(rows[i]) * fanIn;
      for (let j = 0; j < fanIn; j += 1) moved[start + Math.round(columns[j])] = weights[i * fanIn + j];
    }
    paintGrid(this.image, moved, fanIn, { isSigned: true, full });
    this.sheet.context.imageSmoothingEnabled = wide * devicePixelRatio < 1;
    this.sheet.context.drawImage(this.image, left, this.top, across, high * fanOut);
  }

  paintColumn(x, values, places, top, high, colorOf) {
    const seam = high >= LEAST_CELL ? 0.5 : 0;
    values.forEach((value, i) => {
      this.sheet.cell(colorOf(value), x, top + places[i] * high, this.small, Math.max(0.6, high - seam));
    });
  }

  paintValues(part, values) {
    const { neuron, soFar, isDone } = this.shown;
    if (this.rowHeight < LEAST_TEXT) return;
    const x = this.parts[part][0] + this.small + this.value - 4;
    values.forEach((value, i) => {
      const isOpen = i === neuron && !isDone;
      if (isOpen && part === "activations") return;
      const y = this.top + (this.places.rows[i] + 0.5) * this.rowHeight;
      const color = i === neuron ? palette.colors.signal : HUSHED;
      this.sheet.text(number(isOpen ? soFar : value, 2), x, y, { size: this.textSize, color, align: "right" });
    });
  }

  paintWords(squish) {
    const { sheet, parts, middle } = this;
    for (const [sign, x] of this.operators) {
      const size = this.textSize + 4;
      if (sign !== "→") sheet.text(sign, x, middle, { size });
      else if (parts.activations) sheet.text(sign, x, middle, { size, color: palette.colors.function });
    }
    const low = this.height - FOOT / 2;
    const told = {
      matrix: [_("weights: a row for each neuron"), _("weights")],
      inputs: [_("inputs")],
      biases: [_("biases")],
      sums: [_("sums")],
      activations: [squish],
    };
    const names = { matrix: "W", inputs: "x", biases: "b", sums: "z", activations: "a" };
    for (const [part, [x, wide]] of Object.entries(parts)) {
      const center = x + wide / 2;
      const isTall = part === "matrix" || part === "inputs";
      const [top, bottom] =
        part === "inputs" ? [this.inputTop, 2 * middle - this.inputTop] : [this.top, 2 * middle - this.top];
      const color = part === "activations" ? palette.colors.function : part === "biases" ? palette.colors.bias : HUSHED;
      sheet.text(names[part], center, top - 13, { size: 17, color, font: SERIF });
      this.bracket(x, wide, top, bottom);
      const y = isTall ? Math.min(low, bottom + 13) : bottom + 13;
      sheet.context.font = `${this.textSize}px system-ui, sans-serif`;
      const room = wide + (this.textSize > 11 ? 34 : 15);
      const words = told[part].find((each) => sheet.context.measureText(each).width <= room);
      if (words) sheet.text(words, center, y, { size: this.textSize, color });
    }
  }

  bracket(x, wide, top, bottom) {
    const [left, right] = [x - 4, x + wide + 4];
    this.sheet.line(EDGE, [left + 4, top - 3], [left, top - 3], [left, bottom + 3], [left + 4, bottom + 3]);
    this.sheet.line(EDGE, [right - 4, top - 3], [right, top - 3], [right, bottom + 3], [right - 4, bottom + 3]);
  }

  // The row in turn, and in it and in the column the term in turn.
  paintChoice() {
    const { neuron, place, isDone, activations } = this.shown;
    const { sheet, parts } = this;
    const color = palette.colors.signal;
    const y = this.top + this.places.rows[neuron] * this.rowHeight;
    const high = Math.max(2, this.rowHeight - 0.5);
    sheet.frame(color, parts.matrix[0], y, parts.matrix[1], high);
    if (place !== null) {
      const [x, wide] = [parts.matrix[0] + place * this.columnWidth, Math.max(1, this.columnWidth - 0.5)];
      sheet.frame("#ffffff", x, y, wide, high, 3);
      const inputY = this.inputTop + place * this.inputHeight;
      sheet.frame("#ffffff", parts.inputs[0], inputY, this.small, Math.max(1, this.inputHeight - 0.5), 3);
    }
    if (!isDone) return;
    sheet.frame(color, parts.biases[0], y, this.small, high);
    sheet.frame(color, parts.sums[0], y, this.small, high);
    if (activations) sheet.frame(color, parts.activations[0], y, this.small, high);
  }
}
