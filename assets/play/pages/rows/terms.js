// The terms of a row, weight times input, and below them their sum, which grows term by term.

import { largest } from "../../network/network.js";
import { fullColor } from "../../network/scales.js";
import { palette } from "../../parts/colors.js";
import { shade } from "../../parts/grid.js";
import { _, number } from "../../parts/words.js";
import { EDGE, HUSHED, Sheet } from "./sheet.js";

const PAD = 10;
const SLOT = 46; // least width of a term with its numbers, px
const WIDEST = 60;
const HIGH = 22; // of a cell
const STEP = 25;
const GRAPH = 56;
const BIAS = 1; // slots behind the terms
const LUMINANCE = [0.2126, 0.7152, 0.0722];

const readable = (color) =>
  LUMINANCE.reduce((sum, share, i) => sum + share * (color[i] / 255) ** 2.2, 0) > 0.2 ? "#000" : "#fff";

export class Terms {
  /**
   * @param {HTMLElement} box
   * @param {(place: number) => void} pointed  called with the term under the pointer
   */
  constructor(box, pointed) {
    this.sheet = new Sheet(box, () => this.shown && this.paint());
    const { canvas } = this.sheet;
    const point = (event) => {
      if (event.type === "pointerdown") canvas.setPointerCapture(event.pointerId);
      else if (!canvas.hasPointerCapture(event.pointerId)) return;
      pointed(this.placeAt(...this.sheet.place(event)));
    };
    canvas.addEventListener("pointerdown", point);
    canvas.addEventListener("pointermove", point);
  }

  // The place under a point; behind the last one are bias and answer.
  placeAt(x, y) {
    const count = this.shown.terms.weights.length;
    const isInGraph = this.isWhole || y > 3 * STEP + PAD;
    const place = isInGraph
      ? Math.floor((x - this.left) / this.pitch)
      : this.first + Math.floor((x - this.left) / this.slot);
    return Math.max(0, Math.min(count, place));
  }

  /** @param {object} shown  `terms`, `place` in turn (null when all are added), `bias`, `total` */
  show(shown) {
    this.shown = shown;
    this.paint();
  }

  paint() {
    const { sheet } = this;
    const { terms, place } = this.shown;
    const count = terms.weights.length;
    const label = sheet.width < 520 ? 62 : 78;
    this.left = PAD + label;
    const room = sheet.width - this.left - PAD;
    this.isWhole = (count + BIAS) * SLOT <= room;
    this.slots = this.isWhole ? count : Math.min(count, Math.floor(room / SLOT));
    this.slot = this.isWhole ? Math.min(WIDEST, room / (count + BIAS)) : room / this.slots;
    this.pitch = this.isWhole ? this.slot : room / (count + BIAS * Math.max(1, count / 24));
    // Of more terms than there is room for those about the one in turn, at the end about the largest.
    const seen = place ?? largest(terms.products.map(Math.abs));
    this.first = Math.min(count - this.slots, Math.floor(seen / this.slots) * this.slots);
    sheet.clear(PAD + 3 * STEP + GRAPH + 2 * PAD + 4);
    this.paintTerms();
    this.paintSum();
  }

  paintTerms() {
    const { sheet, first, slots, slot, left } = this;
    const { terms, place } = this.shown;
    const isSigned = terms.inputs.some((value) => value < 0);
    const brightest = terms.inputs.reduce((most, each) => Math.max(most, each), 1);
    const lines = [
      [_("input"), terms.inputs, isSigned ? fullColor(terms.inputs) : brightest, isSigned],
      [_("× weight"), terms.weights, fullColor(terms.weights), true],
      [_("= product"), terms.products, fullColor(terms.products), true],
    ];
    const size = sheet.width < 520 ? 11 : 13;
    lines.forEach(([name, values, full, signed], line) => {
      const y = PAD + line * STEP;
      sheet.text(name, PAD, y + HIGH / 2, { size, color: HUSHED, align: "left" });
      for (let i = first; i < first + slots; i += 1) {
        if (line === 2 && place !== null && i > place) continue;
        const color = shade(values[i], full, signed);
        const x = left + (i - first) * slot;
        sheet.cell(color, x, y, slot - 2, HIGH);
        sheet.frame("#4a5060", x + 1, y + 1, slot - 4, HIGH - 2, 1);
        sheet.text(number(values[i], 2), x + slot / 2 - 1, y + HIGH / 2 + 0.5, { size, color: readable(color) });
      }
    });
    if (place === null) return;
    sheet.frame("#ffffff", left + (place - first) * slot, PAD, slot - 2, 2 * STEP + HIGH);
  }

  paintSum() {
    const { sheet, left, pitch } = this;
    const { terms, place, bias, total } = this.shown;
    const count = terms.sums.length;
    const isDone = place === null;
    const reached = isDone ? count : place + 1;
    const [low, high] = terms.sums.reduce(([a, b], each) => [Math.min(a, each), Math.max(b, each)], [
      Math.min(0, total),
      Math.max(0, total),
    ]);
    const top = PAD + 3 * STEP + PAD + 14;
    const y = (value) => top + ((high - value) / (high - low || 1)) * (GRAPH - 14);
    const right = sheet.width - PAD;
    const size = sheet.width < 520 ? 11 : 13;
    sheet.text(_("sum"), PAD, y(0), { size, color: HUSHED, align: "left" });
    sheet.line(EDGE, [left, y(0)], [right, y(0)]);
    const seam = pitch > 4 ? 2 : 0;
    const bar = (color, x, wide, from, to) => {
      sheet.context.fillStyle = color;
      const [above, below] = [Math.min(y(from), y(to)), Math.max(y(from), y(to))];
      sheet.context.fillRect(x, above, Math.max(0.7, wide), Math.max(1, below - above));
    };
    const { positive, negative, bias: violet, signal } = palette.colors;
    for (let i = 0; i < reached; i += 1) {
      const color = terms.products[i] < 0 ? negative : positive;
      bar(color, left + i * pitch, pitch - seam, terms.sums[i - 1] ?? 0, terms.sums[i]);
    }
    const [end, x] = isDone ? [total, left + (count + this.biasSlots) * pitch] : [terms.sums[place], left + reached * pitch];
    if (isDone) bar(violet, left + count * pitch, this.biasSlots * pitch - seam, total - bias, total);
    sheet.line(signal, [left, y(end)], [Math.min(right, x + 4), y(end)]);
    sheet.text(number(end, 2), Math.max(left + 44, Math.min(right, x - 2)), y(end) - 10, {
      size: size + 2,
      color: signal,
      align: "right",
      isOver: true,
    });
  }

  get biasSlots() {
    return this.isWhole ? BIAS : BIAS * Math.max(1, this.shown.terms.sums.length / 24);
  }
}
