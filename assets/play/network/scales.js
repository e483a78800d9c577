// From a value to the light, the brightness or the color that stands for it: `scenes.stage.scales`.

import { activation } from "./activations.js";

const PERCENTILE = 0.995;
const CONNECTION_EXPONENT = 1.3;
const SIGNED_EXPONENT = 0.7;

/** The 99.5th percentile of magnitudes: one large value doesn't darken all others. */
export const percentile = (magnitudes) => percentileOfSorted(Float64Array.from(magnitudes).sort());

function percentileOfSorted(sorted) {
  if (sorted.length === 0) return 0;
  const rank = PERCENTILE * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return low + (rank % 1) * (high - low);
}

let sizes = new Float64Array(0); // kept from call to call: this is done for every picture

/**
 * How brightly each connection of a layer pair shines, 0..1, with the sign of its value.
 * @param {ArrayLike<number>} values  weights or contributions
 */
export function connectionLight(values) {
  if (sizes.length < values.length) sizes = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i += 1) if (values[i] !== 0) sizes[count++] = Math.abs(values[i]);
  const full = percentileOfSorted(sizes.subarray(0, count).sort());
  const light = new Float32Array(values.length);
  for (let i = 0; i < values.length && full > 0; i += 1) {
    const value = values[i];
    if (value === 0) continue;
    const strength = Math.min(1, Math.abs(value) / full) ** CONNECTION_EXPONENT;
    light[i] = value < 0 ? -strength : strength;
  }
  return light;
}

/** How bright the neurons of a layer are, 0 black to 1 white. */
export function brightness(activations, name) {
  const clipped = (value) => Math.min(1, Math.max(0, value));
  if (activation(name).hasUnitRange) return Array.from(activations, clipped);
  const largest = activations.reduce((most, each) => Math.max(most, each), 0);
  return Array.from(activations, (value) => (largest > 0 ? clipped(value / largest) : 0));
}

/** The magnitude that has full color. */
export const fullColor = (values) => percentile(Float64Array.from(values, Math.abs));

/** How much of its sign's color a value has, 0..1. */
export const colorStrength = (value, full) =>
  full > 0 ? Math.min(1, Math.abs(value) / full) ** SIGNED_EXPONENT : 0;
