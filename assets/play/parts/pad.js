// The pad: strokes by mouse, pen, finger or keyboard, and taking them back.

import { PAD_SIDE, shownStrokes } from "../network/ink.js";
import { onColors, palette } from "./colors.js";
import { EMPTY } from "./drawings.js";

export const PEN = 75; // width of the line that is seen, in units of the pad
const STEP = 25; // of the keyboard's pen
const LEAST_STEP = 3; // of a hand
const MOST_KEPT = 100;
const CORNER = 1.5; // what is nearer to a straight way is left out, in units of the pad
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Pad {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {(isFinished: boolean) => void} changed  called with every new piece of ink
   */
  constructor(canvas, changed) {
    Object.assign(this, { canvas, changed });
    /** @type {import("./drawings.js").KnownDrawing} */
    this.drawing = EMPTY;
    this.past = [];
    this.held = null; // the pointer that draws
    this.cursor = [PAD_SIDE / 2, PAD_SIDE / 4];
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
    onColors(() => this.show());
  }

  get isEmpty() {
    return this.drawing.strokes.length === 0;
  }

  get canUndo() {
    return this.past.length > 0;
  }

  replace(drawing) {
    this.remember();
    this.drawing = drawing;
    this.tell(true);
  }

  undo() {
    if (!this.canUndo) return;
    this.raise();
    this.drawing = this.past.pop();
    this.tell(true);
  }

  remember() {
    this.past.push(this.drawing);
    if (this.past.length > MOST_KEPT) this.past.shift();
  }

  // A new stroke on what is drawn; one of our digits becomes what a hand drew.
  start(place) {
    this.remember();
    const strokes = shownStrokes(this.drawing);
    this.stroke = [place];
    this.drawing = { strokes: [...strokes, this.stroke] };
  }

  begin(event) {
    if (this.held !== null || event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.held = event.pointerId;
    this.hasCursor = false;
    this.raise();
    this.start(this.place(event));
    this.tell(false);
  }

  go(event) {
    if (event.pointerId !== this.held) return;
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length > 0 ? moves : [event]) {
      const place = this.place(move);
      const last = this.stroke.at(-1);
      if (Math.hypot(place[0] - last[0], place[1] - last[1]) < LEAST_STEP) continue;
      this.stroke.push(place);
      this.cursor = place;
    }
    this.tell(false);
  }

  lift(event) {
    if (event.pointerId !== this.held) return;
    this.held = null;
    this.end();
  }

  end() {
    this.stroke.splice(0, this.stroke.length, ...corners(this.stroke));
    this.tell(true);
  }

  type(event) {
    this.hasCursor = true;
    if (event.key === " ") {
      event.preventDefault();
      if (this.isDown) return this.raise();
      this.isDown = true;
      this.start([...this.cursor]);
      this.tell(false);
    } else if (event.key in MOVES && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      const inside = (value) => Math.round(Math.min(PAD_SIDE - PEN / 2, Math.max(PEN / 2, value)));
      this.cursor = MOVES[event.key].map((move, axis) => inside(this.cursor[axis] + STEP * move));
      if (this.isDown) this.stroke.push([...this.cursor]);
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
    this.end();
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    const near = (share) => Math.round(PAD_SIDE * Math.min(1.2, Math.max(-0.2, share)));
    return [near((event.clientX - box.left) / box.width), near((event.clientY - box.top) / box.height)];
  }

  tell(isFinished) {
    this.show();
    this.changed(isFinished);
  }

  show() {
    const size = Math.round(this.canvas.clientWidth * devicePixelRatio);
    if (size === 0) return;
    if (this.canvas.width !== size) this.canvas.width = this.canvas.height = size;
    paint(this.context, this.drawing, size);
    if (this.hasCursor) this.showCursor(this.context);
  }

  showCursor(context) {
    context.beginPath();
    context.arc(...this.cursor, PEN / 2, 0, 2 * Math.PI);
    context.lineWidth = 8;
    context.strokeStyle = palette.colors.signal;
    context.stroke();
  }
}

/** Draw white ink on black paper of a side, in pixels. */
export function paint(context, drawing, size) {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = "#000";
  context.fillRect(0, 0, size, size);
  context.scale(size / PAD_SIDE, size / PAD_SIDE);
  Object.assign(context, { strokeStyle: "#fff", lineWidth: PEN, lineCap: "round", lineJoin: "round" });
  for (const points of shownStrokes(drawing)) {
    context.beginPath();
    context.moveTo(...points[0]);
    if (points.length === 1) context.lineTo(points[0][0] + 0.1, points[0][1]);
    for (const point of points.slice(1)) context.lineTo(...point);
    context.stroke();
  }
}

// The way of a hand with fewer points: Douglas and Peucker's.
export function corners(points) {
  if (points.length < 3) return points;
  const [[x, y], [u, v]] = [points[0], points.at(-1)];
  const length = Math.hypot(u - x, v - y);
  const away = ([a, b]) =>
    length === 0 ? Math.hypot(a - x, b - y) : Math.abs((u - x) * (b - y) - (v - y) * (a - x)) / length;
  const distances = points.map(away);
  const farthest = distances.indexOf(Math.max(...distances));
  if (distances[farthest] <= CORNER) return [points[0], points.at(-1)];
  return [...corners(points.slice(0, farthest + 1)).slice(0, -1), ...corners(points.slice(farthest))];
}
