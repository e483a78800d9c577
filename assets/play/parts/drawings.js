// Drawings: our own digits, and what a hand drew, as text for an address.

import { carried } from "./carried.js";

/** @typedef {import("../network/ink.js").Drawing & { digit?: number, hand?: number }} KnownDrawing */

/** @type {KnownDrawing} */
export const EMPTY = { strokes: [] };

export const hands = carried.digits.length;

/**
 * One of our digits.
 * @returns {KnownDrawing}
 */
export function ownDigit(digit, hand = 0) {
  return { strokes: carried.digits[hand][digit], smooth: true, digit, hand };
}

/** What an address needs to say of a drawing. */
export function drawingValues(drawing) {
  const isOwn = drawing.digit !== undefined;
  return {
    digit: isOwn ? String(drawing.digit) : null,
    hand: isOwn && drawing.hand ? String(drawing.hand) : null,
    ink: isOwn || drawing.strokes.length === 0 ? null : inkText(drawing.strokes),
  };
}

/** The drawing that an address names, null if none. */
export function drawingAt(address) {
  const [digit, hand, ink] = ["digit", "hand", "ink"].map((name) => address.get(name));
  if (/^\d$/.test(digit ?? "")) return ownDigit(Number(digit), Math.min(hands - 1, Number(hand) || 0));
  const strokes = ink ? inkOfText(ink) : [];
  return strokes.length > 0 ? { strokes } : null;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const MOST_STROKES = 200;

/** Strokes as letters: each number the step from the last, in groups of five bits. */
export function inkText(strokes) {
  return strokes
    .map((stroke) => {
      let [x, y] = [0, 0];
      return stroke
        .map(([u, v]) => {
          const text = letters(u - x) + letters(v - y);
          [x, y] = [u, v];
          return text;
        })
        .join("");
    })
    .join("~");
}

function letters(step) {
  let rest = step < 0 ? -2 * step - 1 : 2 * step;
  let text = "";
  for (; rest > 31; rest >>= 5) text += LETTERS[32 + (rest & 31)];
  return text + LETTERS[rest];
}

/** The strokes of a text; of one that is damaged, what can be read. */
export function inkOfText(text) {
  return text
    .split("~")
    .slice(0, MOST_STROKES)
    .map(placesOf)
    .filter((stroke) => stroke.length > 0);
}

function placesOf(text) {
  const steps = [];
  let [rest, shift] = [0, 0];
  for (const letter of text) {
    const found = LETTERS.indexOf(letter);
    if (found < 0 || shift > 15) break;
    rest += (found & 31) << shift;
    shift += 5;
    if (found > 31) continue;
    steps.push(rest & 1 ? -(rest + 1) / 2 : rest / 2);
    [rest, shift] = [0, 0];
  }
  const stroke = [];
  let [x, y] = [0, 0];
  const near = (value) => Math.min(2000, Math.max(-1000, value));
  for (let i = 0; i + 1 < steps.length; i += 2) {
    [x, y] = [near(x + steps[i]), near(y + steps[i + 1])];
    stroke.push([x, y]);
  }
  return stroke;
}
