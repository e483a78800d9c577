// The pad: strokes by mouse, pen, finger or keyboard, and taking them back.

import { ink } from "./ink.js";

const STEP = 7; // of the keyboard's pen, in pixels of the drawing
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Pad {
  // `changed(isFinished)` is called with every new piece of ink.
  constructor(canvas, side, pen, changed) {
    Object.assign(this, { canvas, side, pen, changed });
    this.strokes = [];
    this.past = [];
    this.held = null; // the pointer that draws
    this.cursor = [side / 2, side / 4];
    this.isDown = false; // the keyboard's pen
    this.hasCursor = false;
    this.context = canvas.getContext("2d");
    canvas.addEventListener("pointerdown", (event) => this.begin(event));
    canvas.addEventListener("pointermove", (event) => this.go(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      canvas.addEventListener(end, (event) => this.lift(event));
    }
    canvas.addEventListener("keydown", (event) => this.type(event));
    canvas.addEventListener("blur", () => this.leave());
    canvas.addEventListener("focus", () => this.arrive());
    new ResizeObserver(() => this.show()).observe(canvas);
  }

  get isEmpty() {
    return this.strokes.length === 0;
  }

  get canUndo() {
    return this.past.length > 0;
  }

  replace(strokes) {
    this.remember();
    this.strokes = strokes;
    this.tell(true);
  }

  undo() {
    if (!this.canUndo) return;
    this.raise();
    this.strokes = this.past.pop();
    this.tell(true);
  }

  remember() {
    this.past.push(this.strokes.map((stroke) => [...stroke]));
    if (this.past.length > 100) this.past.shift();
  }

  begin(event) {
    if (this.held !== null || event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.held = event.pointerId;
    this.hasCursor = false;
    this.raise();
    this.remember();
    this.strokes.push([this.place(event)]);
    this.tell(false);
  }

  go(event) {
    if (event.pointerId !== this.held) return;
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length > 0 ? moves : [event]) {
      const place = this.place(move);
      const last = this.strokes.at(-1).at(-1);
      if (Math.hypot(place[0] - last[0], place[1] - last[1]) >= 1) {
        this.strokes.at(-1).push(place);
        this.cursor = place;
      }
    }
    this.tell(false);
  }

  lift(event) {
    if (event.pointerId !== this.held) return;
    this.held = null;
    this.tell(true);
  }

  type(event) {
    this.hasCursor = true;
    if (event.key === " ") {
      event.preventDefault();
      if (this.isDown) return this.raise();
      this.remember();
      this.isDown = true;
      this.strokes.push([[...this.cursor]]);
      this.tell(false);
    } else if (event.key in MOVES && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      const inside = (value) => Math.min(this.side - this.pen / 2, Math.max(this.pen / 2, value));
      this.cursor = MOVES[event.key].map((move, axis) => inside(this.cursor[axis] + STEP * move));
      if (this.isDown) this.strokes.at(-1).push([...this.cursor]);
      if (this.isDown) this.tell(false);
      else this.show();
    }
  }

  arrive() {
    this.hasCursor = this.held === null && this.canvas.matches(":focus-visible");
    this.show();
  }

  leave() {
    this.hasCursor = false;
    this.raise();
    this.show();
  }

  raise() {
    if (!this.isDown) return;
    this.isDown = false;
    this.tell(true);
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * this.side,
      ((event.clientY - box.top) / box.height) * this.side,
    ];
  }

  tell(isFinished) {
    this.show();
    this.changed(isFinished);
  }

  show() {
    const size = Math.round(this.canvas.clientWidth * devicePixelRatio);
    if (size === 0) return;
    if (this.canvas.width !== size) this.canvas.width = this.canvas.height = size;
    const context = this.context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, size, size);
    context.scale(size / this.side, size / this.side);
    ink(context, this.strokes, this.pen);
    if (this.hasCursor) this.showCursor(context);
  }

  showCursor(context) {
    context.beginPath();
    context.arc(...this.cursor, this.pen / 2, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = getComputedStyle(this.canvas).getPropertyValue("--signal");
    context.stroke();
  }
}
