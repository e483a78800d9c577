// A canvas that is as wide as its box, drawn on in pixels of the page.

export const FONT = "system-ui, sans-serif";
export const WORDS = "#f2f0e9";
export const HUSHED = "#c4c9d4";
const STAGE = "#0a0c12";
export const EDGE = "#858ea3";

export class Sheet {
  /**
   * @param {HTMLElement} box
   * @param {() => void} resized  called when its width has changed
   */
  constructor(box, resized) {
    this.box = box;
    this.canvas = box.querySelector("canvas");
    this.context = this.canvas.getContext("2d");
    let width = box.clientWidth;
    new ResizeObserver(() => {
      if (box.clientWidth === width) return;
      width = box.clientWidth;
      resized();
    }).observe(box);
  }

  get width() {
    return this.box.clientWidth;
  }

  /** An empty sheet of a height. */
  clear(height) {
    const sizes = [this.width, height].map((size) => Math.round(size * devicePixelRatio));
    if (this.canvas.width !== sizes[0] || this.canvas.height !== sizes[1]) {
      [this.canvas.width, this.canvas.height] = sizes;
      this.canvas.style.height = `${height}px`;
    }
    this.context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.context.clearRect(0, 0, this.width, height);
  }

  /** Write; `isOver` what stands there. */
  text(content, x, y, { size = 13, color = WORDS, align = "center", font = FONT, isOver = false } = {}) {
    const { context } = this;
    context.font = `${size}px ${font}`;
    Object.assign(context, { fillStyle: color, textAlign: align, textBaseline: "middle" });
    if (isOver) {
      Object.assign(context, { strokeStyle: STAGE, lineWidth: 4, lineJoin: "round" });
      context.strokeText(content, x, y);
    }
    context.fillText(content, x, y);
  }

  cell(color, x, y, width, height) {
    this.context.fillStyle = `rgb(${color})`;
    this.context.fillRect(x, y, width, height);
  }

  frame(color, x, y, width, height, line = 2) {
    Object.assign(this.context, { strokeStyle: color, lineWidth: line });
    this.context.strokeRect(x - line / 2, y - line / 2, width + line, height + line);
  }

  line(color, ...places) {
    Object.assign(this.context, { strokeStyle: color, lineWidth: 1.5 });
    this.context.beginPath();
    for (const place of places) this.context.lineTo(...place);
    this.context.stroke();
  }

  /** Where a pointer is. */
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
}
