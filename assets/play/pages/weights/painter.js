// Weights that are painted by mouse, pen, finger or keyboard, and taken back.

import { onColors } from "../../parts/colors.js";
import { paintGrid } from "../../parts/grid.js";
import { level } from "./sums.js";

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const MOST_KEPT = 100;

export class Painter {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {HTMLElement} cursor  lies over the cells that the pen covers
   * @param {number} side
   * @param {{pen: () => {value: number, size: number}, changed: (isFinished: boolean) => void}} how
   */
  constructor(canvas, cursor, side, { pen, changed }) {
    Object.assign(this, { canvas, cursor, side, pen, changed });
    this.weights = new Float64Array(side * side);
    this.past = [];
    this.held = null; // the pointer that paints
    this.cell = [Math.floor(side / 2), Math.floor(side / 2)];
    this.isDown = false; // the keyboard's pen
    canvas.addEventListener("pointerdown", (event) => this.begin(event));
    canvas.addEventListener("pointermove", (event) => this.go(event));
    canvas.addEventListener("pointerleave", () => this.showCursor(canvas.matches(":focus-visible")));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      canvas.addEventListener(end, (event) => this.lift(event));
    }
    canvas.addEventListener("keydown", (event) => this.type(event));
    canvas.addEventListener("focus", () => this.showCursor(canvas.matches(":focus-visible")));
    canvas.addEventListener("blur", () => {
      this.raise();
      this.showCursor(false);
    });
    onColors(() => this.show());
  }

  get isEmpty() {
    return this.weights.every((weight) => weight === 0);
  }

  replace(weights) {
    this.remember();
    this.weights = Float64Array.from(weights, level);
    this.tell(true);
  }

  undo() {
    if (this.past.length === 0) return;
    this.raise();
    this.weights = this.past.pop();
    this.tell(true);
  }

  remember() {
    this.past.push(this.weights.slice());
    if (this.past.length > MOST_KEPT) this.past.shift();
  }

  begin(event) {
    if (this.held !== null || event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.held = event.pointerId;
    this.raise();
    this.remember();
    this.cell = this.place(event);
    this.dab();
    this.tell(false);
  }

  go(event) {
    const place = this.place(event);
    if (event.pointerId !== this.held) {
      if (event.pointerType === "mouse") {
        this.cell = place;
        this.showCursor(true);
      }
      return;
    }
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length > 0 ? moves : [event]) this.strokeTo(this.place(move));
    this.tell(false);
  }

  // All cells on the way, so that a fast hand leaves no gap.
  strokeTo([column, row]) {
    const [fromColumn, fromRow] = this.cell;
    const steps = Math.max(Math.abs(column - fromColumn), Math.abs(row - fromRow));
    for (let step = 1; step <= steps; step += 1) {
      const share = step / steps;
      this.cell = [Math.round(fromColumn + share * (column - fromColumn)), Math.round(fromRow + share * (row - fromRow))];
      this.dab();
    }
  }

  lift(event) {
    if (event.pointerId !== this.held) return;
    this.held = null;
    if (event.pointerType !== "mouse") this.showCursor(false);
    this.changed(true);
  }

  type(event) {
    if (event.key === " ") {
      event.preventDefault();
      if (this.isDown) return this.raise();
      this.isDown = true;
      this.remember();
      this.dab();
      this.tell(false);
    } else if (event.key in MOVES && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.cell = MOVES[event.key].map((move, axis) => Math.min(this.side - 1, Math.max(0, this.cell[axis] + move)));
      this.showCursor(true);
      if (!this.isDown) return;
      this.dab();
      this.tell(false);
    }
  }

  raise() {
    if (!this.isDown) return;
    this.isDown = false;
    this.changed(true);
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    const inside = (share) => Math.min(this.side - 1, Math.max(0, Math.floor(share * this.side)));
    return [inside((event.clientX - box.left) / box.width), inside((event.clientY - box.top) / box.height)];
  }

  // The square of cells under the pen, the cell in its middle.
  covered() {
    const { size } = this.pen();
    const [left, top] = this.cell.map((at) => at - Math.floor((size - 1) / 2));
    const inside = (at) => Math.min(this.side, Math.max(0, at));
    return [inside(left), inside(top), inside(left + size), inside(top + size)];
  }

  dab() {
    const [left, top, right, bottom] = this.covered();
    const { value } = this.pen();
    for (let row = top; row < bottom; row += 1) this.weights.fill(level(value), row * this.side + left, row * this.side + right);
  }

  tell(isFinished) {
    this.show();
    this.changed(isFinished);
  }

  show() {
    paintGrid(this.canvas, this.weights, this.side, { isSigned: true, full: 1 });
    if (!this.cursor.hidden) this.showCursor(true);
  }

  showCursor(isShown) {
    this.cursor.hidden = !isShown;
    const [left, top, right, bottom] = this.covered().map((at) => `${(100 * at) / this.side}%`);
    Object.assign(this.cursor.style, { left, top, right: `calc(100% - ${right})`, bottom: `calc(100% - ${bottom})` });
  }
}
