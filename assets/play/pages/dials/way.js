// The way from the start: what was turned, as text for an address, so that it can be gone again.
//
// `d12_0.35` a dial and its value, `r100-3` so many at random, `c10x2500-4` tries up the hill with
// so many dials each. The last number makes the chance of each step its own.

const MOST_STEPS = 400;
const STEP = /^(?:d(?<dial>\d+)_(?<value>-?\d+(?:\.\d+)?)|r(?<some>\d+)-(?<chance>\d+)|c(?<each>\d+)x(?<tries>\d+)-(?<luck>\d+))$/;

/**
 * @typedef {{kind: "dial", dial: number, value: number}
 *   | {kind: "random", count: number, chance: number}
 *   | {kind: "climb", count: number, tries: number, chance: number}} Step
 */

/** @param {Step} step */
function textOf(step) {
  if (step.kind === "dial") return `d${step.dial}_${step.value}`;
  return step.kind === "random" ? `r${step.count}-${step.chance}` : `c${step.count}x${step.tries}-${step.chance}`;
}

/** The way as text; null where nothing was turned, or too much for an address. */
export const wayText = (steps) => (steps.length > 0 && steps.length <= MOST_STEPS ? steps.map(textOf).join(",") : null);

/** The steps of a text; of one that is damaged, those before. @returns {Step[]} */
export function wayOfText(text, size) {
  const steps = [];
  for (const each of text.split(",").slice(0, MOST_STEPS)) {
    const found = STEP.exec(each)?.groups;
    const count = Number(found?.some ?? found?.each ?? 1);
    if (!found || Number(found.dial ?? 0) >= size || count < 1) break;
    if (found.dial !== undefined) steps.push({ kind: "dial", dial: Number(found.dial), value: Number(found.value) });
    else if (found.some) steps.push({ kind: "random", count, chance: Number(found.chance) });
    else steps.push({ kind: "climb", count, tries: Number(found.tries), chance: Number(found.luck) });
  }
  return steps;
}
