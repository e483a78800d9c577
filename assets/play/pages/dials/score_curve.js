// The score over tries, with guessing and the trained network beside it.

import { _ } from "../../parts/words.js";
import { counted } from "./counted.js";

const [WIDTH, HEIGHT] = [340, 170];
const EDGE = { left: 38, right: 10, top: 16, bottom: 26 };
const NEAR = 0.15; // of all
const SVG = "http://www.w3.org/2000/svg";

function element(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/**
 * @typedef {{tries: number, right: number, isByHand: boolean}} Point
 * @param {SVGElement} svg
 * @param {Point[]} points  the score from this try on
 * @param {{all: number, guessed: number, trained: number, tries: number}} beside
 */
export function showScores(svg, points, { all, guessed, trained, tries }) {
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  const last = Math.max(10, tries);
  const x = (value) => EDGE.left + (value / last) * (WIDTH - EDGE.left - EDGE.right);
  const y = (value) => HEIGHT - EDGE.bottom - (value / all) * (HEIGHT - EDGE.top - EDGE.bottom);
  const [from, to] = [x(0), WIDTH - EDGE.right];
  const line = (kind, at) => element("line", { class: kind, x1: from, y1: y(at), x2: to, y2: y(at) });
  const text = (u, v, anchor, content) => element("text", { x: u, y: v, "text-anchor": anchor }, content);
  // Where the network that came along does no better than guessing, the two words would lie on each other.
  const isNear = Math.abs(trained - guessed) < NEAR * all;
  let path = "";
  points.forEach((point, i) => (path += i === 0 ? `M${x(point.tries)} ${y(point.right)}` : `H${x(point.tries)}V${y(point.right)}`));
  const hands = points.filter(({ isByHand }) => isByHand).slice(-200);
  svg.replaceChildren(
    line("axis", 0),
    line("other-line", guessed),
    line("trained-line", trained),
    text(EDGE.left - 6, y(0) + 4, "end", "0"),
    text(EDGE.left - 6, y(all) + 4, "end", counted(all)),
    text(to, HEIGHT - 8, "end", _("tries: {tries}", { tries: counted(tries) })),
    text(isNear ? from + 8 : to, y(trained) + (trained > 0.85 * all ? 14 : -5), isNear ? "start" : "end", _("trained: {right}", { right: counted(trained) })),
    text(to, y(guessed) - 5, "end", _("guessing: {right}", { right: counted(Math.round(guessed)) })),
    element("path", { class: "scores", d: `${path}H${x(tries)}` }),
    ...hands.map((point) => element("circle", { class: "by-hand", cx: x(point.tries), cy: y(point.right), r: 3 })),
    element("circle", { class: "value", cx: x(tries), cy: y(points.at(-1).right), r: 5 }),
  );
}
