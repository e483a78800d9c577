// One neuron: its weights, what comes in, the products, and what they add up to.

import { Grid } from "./grid.js";
import { _, brief, number, openable, sentence } from "./words.js";

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const byId = (id) => document.getElementById(id);

export class Inspector {
  constructor(described, nameOf, closed) {
    Object.assign(this, { described, nameOf, closed });
    this.section = byId("inspector");
    this.holder = byId("grids");
    this.canvases = ["weights", "inputs", "products"].map(byId);
    this.grids = this.canvases.map((canvas) => new Grid(canvas, described.colors));
    this.cursors = this.canvases.map((canvas) => {
      const cursor = document.createElement("span");
      cursor.className = "cursor";
      const frame = document.createElement("span");
      frame.className = "grid-frame";
      canvas.replaceWith(frame);
      frame.append(canvas, cursor);
      return cursor;
    });
    const [positive, negative] = described.signs;
    byId("legend").textContent = _(
      "Positive is {positive}, negative is {negative}; the brighter, the larger.",
      { positive, negative },
    );
    this.picked = null;
    this.cell = null;
    this.tellsAll = false;
    byId("close-inspector").addEventListener("click", () => this.close());
    this.section.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    this.holder.addEventListener("keydown", (event) => this.step(event));
    this.holder.addEventListener("focus", () => this.tellAll(true));
    this.holder.addEventListener("blur", () => this.tellAll(false));
    this.canvases.forEach((canvas) => {
      canvas.addEventListener("pointerenter", () => this.tellAll(true));
      canvas.addEventListener("pointerleave", (event) => {
        if (event.pointerType === "mouse") this.tellAll(document.activeElement === this.holder);
      });
      canvas.addEventListener("pointermove", (event) => this.hover(event));
      canvas.addEventListener("pointerdown", (event) => this.hover(event));
    });
  }

  open(layer, neuron) {
    this.picked = [layer, neuron];
    this.cell = null;
  }

  close() {
    const [layer, neuron] = this.picked;
    this.picked = null;
    this.section.hidden = true;
    this.closed(layer, neuron);
  }

  // Have the picked neuron fetched, and show it.
  async show(fetched) {
    if (!this.picked) return;
    const [layer, neuron] = this.picked;
    const found = await fetched(layer, neuron);
    if (!this.picked || this.picked[0] !== layer || this.picked[1] !== neuron) return;
    this.found = found;
    const isFirst = layer === 0;
    this.columns = isFirst ? this.described.grid : Math.ceil(Math.sqrt(found.weights.length));
    this.section.hidden = false;
    byId("inspector-title").textContent = sentence(this.nameOf(layer, neuron));
    byId("inputs-caption").textContent = isFirst ? _("your pixels") : _("activations before");
    this.grids[0].show(found.weights, this.columns, true);
    this.grids[1].show(found.inputs, this.columns, found.inputs.some((value) => value < 0));
    this.grids[2].show(found.contributions, this.columns, true);
    this.showSum(layer);
    this.point(this.cell ?? this.strongest());
  }

  showSum(layer) {
    const { sum, bias, pre_activation: before, activation } = this.found;
    const name = this.described.activations[layer];
    const parts = [
      [_("sum of {count} products", { count: this.found.weights.length }), sum],
      [_("bias"), bias, "bias"],
      [_("sum plus bias"), before],
      [_("{activation} of it: its activation", { activation: name }), activation, "signal"],
    ];
    byId("equation").replaceChildren(
      ...parts.map(([term, value, kind]) => {
        const part = document.createElement("div");
        const label = document.createElement("dt");
        const shown = document.createElement("dd");
        label.textContent = term;
        shown.append(openable(value));
        if (kind) shown.className = kind;
        part.append(label, shown);
        return part;
      }),
    );
  }

  // Whether the cell's numbers have all their digits: while it is pointed at, or has the focus.
  tellAll(tellsAll) {
    this.tellsAll = tellsAll;
    if (this.found) this.point(this.cell ?? this.strongest());
  }

  strongest() {
    const sizes = this.found.contributions.map(Math.abs);
    return sizes.indexOf(Math.max(...sizes));
  }

  hover(event) {
    if (!this.found) return;
    const box = event.currentTarget.getBoundingClientRect();
    const rows = Math.ceil(this.found.weights.length / this.columns);
    const column = Math.floor(((event.clientX - box.left) / box.width) * this.columns);
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
    const inside = column >= 0 && column < this.columns && row >= 0;
    if (inside) this.point(row * this.columns + column);
  }

  step(event) {
    if (!(event.key in MOVES) || !this.found) return;
    event.preventDefault();
    const [across, down] = MOVES[event.key];
    const column = (this.cell % this.columns) + across;
    if (column < 0 || column >= this.columns) return;
    this.point(this.cell + across + down * this.columns);
  }

  point(cell) {
    const { weights, inputs, contributions } = this.found;
    if (cell < 0 || cell >= weights.length) return;
    this.cell = cell;
    const rows = Math.ceil(weights.length / this.columns);
    const [column, row] = [cell % this.columns, Math.floor(cell / this.columns)];
    for (const cursor of this.cursors) {
      cursor.style.left = `${(100 * column) / this.columns}%`;
      cursor.style.top = `${(100 * row) / rows}%`;
      cursor.style.width = `${100 / this.columns}%`;
      cursor.style.height = `${100 / rows}%`;
    }
    const place =
      this.picked?.[0] === 0
        ? _("row {row}, column {column}", { row: row + 1, column: column + 1 })
        : _("neuron {number} before", { number: cell + 1 });
    const shown = this.tellsAll ? number : brief;
    byId("cell").textContent = _("{place}: weight {weight} × {input} = {product}", {
      place: sentence(place),
      weight: shown(weights[cell]),
      input: shown(inputs[cell]),
      product: shown(contributions[cell]),
    });
  }
}
