// The network of a page, and its forward pass in 64-bit floats, as `network.forward` has it.

import { activation } from "./activations.js";

/**
 * @typedef {object} Layer
 * @property {Float64Array} weights  row after row: neuron i's connections begin at i * fanIn
 * @property {Float64Array} biases
 * @property {number} fanIn
 * @property {number} fanOut
 * @property {string} activation
 *
 * @typedef {object} Network
 * @property {Layer[]} layers
 * @property {number[]} sizes  inputs, then the neurons of every layer
 * @property {Float64Array} scale  what ink is multiplied by, one number or one a pixel
 * @property {Float64Array} offset  what is added to that
 * @property {string[]} labels
 *
 * @typedef {object} LayerTrace
 * @property {Float64Array} inputs
 * @property {Float64Array} preActivations
 * @property {Float64Array} activations
 *
 * @typedef {object} Trace
 * @property {Float64Array} ink
 * @property {Float64Array} inputs
 * @property {LayerTrace[]} layers
 * @property {number} answer
 */

/**
 * The network that a page carries; `scenes.playground.description` writes it.
 * @returns {Network}
 */
export function decodeNetwork(described) {
  const layers = described.layers.map((layer) => {
    const [weights, biases] = [floats(layer.weights), floats(layer.biases)];
    activation(layer.activation);
    const fanOut = biases.length;
    return { weights, biases, fanOut, fanIn: weights.length / fanOut, activation: layer.activation };
  });
  return {
    layers,
    sizes: [layers[0].fanIn, ...layers.map((layer) => layer.fanOut)],
    scale: floats(described.preparation.scale),
    offset: floats(described.preparation.offset),
    labels: described.labels,
  };
}

/** Numbers as a page carries them: little-endian, 32 bits where that loses nothing. */
export function floats({ bits, base64 }) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const size = bits / 8;
  const read = bits === 32 ? (i) => view.getFloat32(i * size, true) : (i) => view.getFloat64(i * size, true);
  return Float64Array.from({ length: bytes.length / size }, (_, i) => read(i));
}

/** What the network reads of a picture's ink. */
export function prepare({ scale, offset }, ink) {
  const at = (numbers, i) => (numbers.length === 1 ? numbers[0] : numbers[i]);
  return Float64Array.from(ink, (pixel, i) => at(scale, i) * pixel + at(offset, i));
}

/**
 * @param {Network} network
 * @param {ArrayLike<number>} ink  from 0, paper, to 1, row after row
 * @returns {Trace}
 */
export function forward(network, ink) {
  const pixels = Float64Array.from(ink);
  const inputs = prepare(network, pixels);
  const layers = [];
  for (const layer of network.layers) layers.push(traceLayer(layer, layers.at(-1)?.activations ?? inputs));
  return { ink: pixels, inputs, layers, answer: largest(layers.at(-1).activations) };
}

/** @returns {LayerTrace} */
export function traceLayer(layer, inputs) {
  const { weights, biases, fanIn, fanOut } = layer;
  const preActivations = new Float64Array(fanOut);
  for (let neuron = 0; neuron < fanOut; neuron += 1) {
    let sum = 0;
    for (let i = 0, w = neuron * fanIn; i < fanIn; i += 1, w += 1) sum += weights[w] * inputs[i];
    preActivations[neuron] = sum + biases[neuron];
  }
  return { inputs, preActivations, activations: activation(layer.activation).of(preActivations) };
}

/** A neuron's weights. */
export const weightsOf = (layer, neuron) =>
  layer.weights.subarray(neuron * layer.fanIn, (neuron + 1) * layer.fanIn);

/** What comes over every connection into a layer: weights times inputs, in the order of weights. */
export function contributions({ weights, fanIn, fanOut }, inputs) {
  const found = new Float64Array(weights.length);
  for (let neuron = 0, i = 0; neuron < fanOut; neuron += 1) {
    for (let input = 0; input < fanIn; input += 1, i += 1) found[i] = weights[i] * inputs[input];
  }
  return found;
}

/** Index of the largest of some numbers, the first of equals. */
export function largest(values) {
  let best = 0;
  for (let i = 1; i < values.length; i += 1) if (values[i] > values[best]) best = i;
  return best;
}
