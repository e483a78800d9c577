// A neuron's weights, what comes in, and the products: three grids with one cursor.

import { paintGrid } from "./grid.js";

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class ThreeGrids {
  /**
   * @param {HTMLElement} holder  with three canvases
   * @param {(cell: number) => void} pointed  called with the cell under the cursor
   */
  constructor(holder, pointed) {
    Object.assign(this, { holder, pointed });
    this.cell = 0;
    this.canvases = [...holder.querySelectorAll("canvas")];
    this.cursors = this.canvases.map((canvas) => {
      const [frame, cursor] = ["grid-frame", "cursor"].map((className) =>
        Object.assign(document.createElement("span"), { className }),
      );
      canvas.replaceWith(frame);
      frame.append(canvas, cursor);
      return cursor;
    });
    holder.addEventListener("keydown", (event) => this.step(event));
    for (const canvas of this.canvases) {
      canvas.addEventListener("pointerdown", (event) => {
        canvas.setPointerCapture(event.pointerId);
        this.reach(event);
      });
      canvas.addEventListener("pointermove", (event) => {
        if (canvas.hasPointerCapture(event.pointerId)) this.reach(event);
      });
    }
  }

  /** Weights, inputs, products of a neuron, in so many columns. */
  show(weights, inputs, products, columns) {
    Object.assign(this, { count: weights.length, columns });
    paintGrid(this.canvases[0], weights, columns, { isSigned: true });
    paintGrid(this.canvases[1], inputs, columns, { isSigned: inputs.some((value) => value < 0) });
    paintGrid(this.canvases[2], products, columns, { isSigned: true });
    this.point(Math.min(this.cell, this.count - 1));
  }

  point(cell) {
    if (cell < 0 || cell >= this.count) return;
    this.cell = cell;
    const rows = Math.ceil(this.count / this.columns);
    const [column, row] = [cell % this.columns, Math.floor(cell / this.columns)];
    for (const cursor of this.cursors) {
      cursor.style.left = `${(100 * column) / this.columns}%`;
      cursor.style.top = `${(100 * row) / rows}%`;
      cursor.style.width = `${100 / this.columns}%`;
      cursor.style.height = `${100 / rows}%`;
    }
  }

  reach(event) {
    const box = event.currentTarget.getBoundingClientRect();
    const rows = Math.ceil(this.count / this.columns);
    const column = Math.floor(((event.clientX - box.left) / box.width) * this.columns);
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
    if (column >= 0 && column < this.columns && row >= 0) this.take(row * this.columns + column);
  }

  step(event) {
    if (!(event.key in MOVES)) return;
    event.preventDefault();
    const [across, down] = MOVES[event.key];
    const column = (this.cell % this.columns) + across;
    if (column >= 0 && column < this.columns) this.take(this.cell + across + down * this.columns);
  }

  take(cell) {
    if (cell < 0 || cell >= this.count) return;
    this.point(cell);
    this.pointed(cell);
  }
}
