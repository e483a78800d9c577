// All parameters of a network as one row of numbers: layer by layer the weights, neuron after
// neuron, then the biases.

import { normal, uniform } from "../../parts/random.js";

/** Where each layer's parameters begin in the row, and how many there are. */
export function layerStarts({ layers }) {
  let count = 0;
  const starts = layers.map(({ weights, biases }) => {
    const start = { weights: count, biases: count + weights.length };
    count += weights.length + biases.length;
    return start;
  });
  return { starts, count };
}

/** The row of a network. */
export const parametersOf = ({ layers }) =>
  Float64Array.from(layers.flatMap(({ weights, biases }) => [...weights, ...biases]));

/** Every parameter from the standard normal distribution, the same for the same seed. */
export function randomParameters(network, seed) {
  return Float64Array.from({ length: layerStarts(network).count }, normal(uniform(seed)));
}

/**
 * What a parameter is: its layer, its neuron, and the input of its weight, null for a bias.
 * @returns {{layer: number, neuron: number, input: number | null}}
 */
export function placeOf(network, dial) {
  const { starts } = layerStarts(network);
  const layer = starts.findLastIndex(({ weights }) => dial >= weights);
  const { weights, biases } = starts[layer];
  if (dial >= biases) return { layer, neuron: dial - biases, input: null };
  const { fanIn } = network.layers[layer];
  return { layer, neuron: Math.floor((dial - weights) / fanIn), input: (dial - weights) % fanIn };
}

/**
 * A change by chance: some dials, each another one, and new values for them.
 * @param {() => number} next  random numbers from 0 up to 1
 * @param {() => number} draw  those of the standard normal distribution
 */
export function randomChange(count, size, next, draw) {
  const dials = new Set();
  if (count >= size) for (let dial = 0; dial < size; dial += 1) dials.add(dial);
  while (dials.size < Math.min(count, size)) dials.add(Math.floor(next() * size));
  return { dials: [...dials], values: Array.from(dials, () => draw()) };
}
