// An activation function as a curve, with a sum on its axis and what becomes of it.

import { activation } from "../network/activations.js";
import { _, number } from "./words.js";

const [WIDTH, HEIGHT] = [320, 190];
const EDGE = { left: 34, right: 12, top: 14, bottom: 30 };
const POINTS = 160;
const SVG = "http://www.w3.org/2000/svg";

function element(name, attributes = {}, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** What one sum becomes. */
export const squished = (name, sum) => activation(name).of(new Float64Array([sum]))[0];

export class Curve {
  /**
   * @param {SVGElement} svg
   * @param {{reach: number, dragged?: (sum: number) => void}} how
   *   `reach`: the axis goes as far to both sides; `dragged` is called with the sum under the pointer
   */
  constructor(svg, { reach, dragged = null }) {
    Object.assign(this, { svg, reach });
    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    if (!dragged) return;
    const drag = (event) => {
      if (event.type === "pointerdown") svg.setPointerCapture(event.pointerId);
      else if (!svg.hasPointerCapture(event.pointerId)) return;
      const box = svg.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * WIDTH;
      const share = (x - EDGE.left) / (WIDTH - EDGE.left - EDGE.right);
      dragged(this.reach * (2 * Math.min(1, Math.max(0, share)) - 1));
    };
    svg.addEventListener("pointerdown", drag);
    svg.addEventListener("pointermove", drag);
  }

  /** Draw the function, a sum on it, and others, which are smaller. */
  show(name, sum, others = []) {
    const sums = Array.from({ length: POINTS + 1 }, (_point, i) => this.reach * ((2 * i) / POINTS - 1));
    const values = sums.map((each) => squished(name, each));
    const isUnit = activation(name).hasUnitRange;
    const [low, high] = isUnit ? [0, 1] : [Math.min(0, ...values), Math.max(1, ...values)];
    const x = (each) => EDGE.left + ((each / this.reach + 1) / 2) * (WIDTH - EDGE.left - EDGE.right);
    const y = (each) => HEIGHT - EDGE.bottom - ((each - low) / (high - low)) * (HEIGHT - EDGE.top - EDGE.bottom);
    const inside = Math.min(this.reach, Math.max(-this.reach, sum));
    const value = squished(name, inside);
    const path = sums.map((each, i) => `${i ? "L" : "M"}${x(each).toFixed(2)} ${y(values[i]).toFixed(2)}`).join("");
    const line = (kind, ...[u, v, w, z]) => element("line", { class: kind, x1: u, y1: v, x2: w, y2: z });
    const text = (u, v, anchor, content) => element("text", { x: u, y: v, "text-anchor": anchor }, content);
    const digits = Math.abs(this.reach) < 10 ? 1 : 0;
    this.svg.replaceChildren(
      line("axis", x(-this.reach), y(0), x(this.reach), y(0)),
      line("axis", x(0), y(low), x(0), y(high)),
      text(x(-this.reach), HEIGHT - 8, "start", number(-this.reach, digits)),
      text(x(0), HEIGHT - 8, "middle", "0"),
      text(x(this.reach), HEIGHT - 8, "end", number(this.reach, digits)),
      text(x(this.reach / 2), HEIGHT - 8, "middle", _("sum")),
      text(x(0) - 6, EDGE.top + 6, "end", _("activation")),
      ...(isUnit ? [1] : [low, high].filter((each) => each !== 0)).map((each) =>
        text(EDGE.left - 6, y(each) + 4, "end", number(each, Math.abs(each) < 10 && each % 1 ? 1 : 0)),
      ),
      element("path", { class: "curve", d: path }),
      ...others.filter((each) => Math.abs(each) <= this.reach).flatMap((each) => [
        element("circle", { class: "other sum", cx: x(each), cy: y(0), r: 3.5 }),
        element("circle", { class: "other value", cx: x(each), cy: y(squished(name, each)), r: 4.5 }),
      ]),
      line("guide", x(inside), y(0), x(inside), y(value)),
      line("guide", x(inside), y(value), x(0), y(value)),
      element("circle", { class: "sum", cx: x(inside), cy: y(0), r: 5 }),
      element("circle", { class: "value", cx: x(inside), cy: y(value), r: 7 }),
    );
    this.svg.setAttribute("aria-label", _("{function} of {sum} is {value}", { function: name, sum: number(sum, 2), value: number(squished(name, sum), 3) }));
  }
}

/** A round number that is not less. */
export function roundReach(value) {
  const unit = 10 ** Math.floor(Math.log10(Math.max(value, 1e-6)));
  return [1, 2, 3, 5, 8, 10].map((each) => each * unit).find((each) => each >= value);
}
