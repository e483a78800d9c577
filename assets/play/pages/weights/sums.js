// Weighted sums of pictures, and the bar that tells those that are lit from the others.

/** Pixels times weights, added up. */
export function weightedSum(weights, ink) {
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) sum += weights[i] * ink[i];
  return sum;
}

/**
 * Where a bar puts the most pictures on their right side: above it what has to be lit.
 * Of several such places the one with the most room.
 * @param {number[]} sums
 * @param {boolean[]} wanted  which of them have to be lit
 * @returns {{bar: number, right: number}}
 */
export function bestBar(sums, wanted) {
  const steps = [...new Set(sums)].sort((a, b) => a - b);
  const places = steps.slice(1).map((step, i) => ({ bar: (step + steps[i]) / 2, room: step - steps[i] }));
  // All dark and all lit: places beyond the last and the first sum.
  places.unshift({ bar: steps.at(-1), room: 0 }, { bar: steps[0] - 1, room: 0 });
  let best = { bar: 0, right: -1, room: 0 };
  for (const { bar, room } of places) {
    const right = sums.filter((sum, i) => sum > bar === wanted[i]).length;
    if (right > best.right || (right === best.right && room > best.room)) best = { bar, right, room };
  }
  return { bar: best.bar, right: best.right };
}

const LEVELS = 10; // a weight is a tenth of so many
const ZERO = "k".charCodeAt(0);

/** The nearest weight that can be painted. */
export const level = (weight) => Math.round(weight * LEVELS) / LEVELS || 0;

/** Weights as text: how many of a kind, then a letter, from a for -1 over k for 0 to u for 1. */
export function weightsText(weights) {
  const letters = Array.from(weights, (weight) => String.fromCharCode(ZERO + Math.round(weight * LEVELS))).join("");
  return letters.replace(/k+$/, "").replace(/(.)\1+/g, (run, letter) => run.length + letter);
}

/** The weights of a text; of one that is damaged, what can be read. */
export function weightsOfText(text, count) {
  const weights = new Float64Array(count);
  let next = 0;
  for (const [, run, letter] of text.matchAll(/(\d{0,4})([a-u])/g)) {
    const end = Math.min(count, next + Number(run || 1));
    weights.fill((letter.charCodeAt(0) - ZERO) / LEVELS, next, end);
    next = end;
  }
  return weights;
}
