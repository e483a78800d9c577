// What the parts of a network are called.

import { _ } from "./words.js";

/** @param {import("../network/network.js").Network} network */
export function neuronName({ layers, labels }, layer, neuron) {
  if (layer === layers.length - 1) return _("output for {digit}", { digit: labels[neuron] });
  return _("hidden layer {layer}, neuron {neuron} of {count}", {
    layer: layer + 1,
    neuron: neuron + 1,
    count: layers[layer].fanOut,
  });
}

/** The neuron of a text like `1,5`: layer and number, from 1; null if there is none. */
export function neuronOfText({ layers }, text) {
  const found = /^(\d+),(\d+)$/.exec(text ?? "");
  if (!found) return null;
  const [layer, neuron] = [Number(found[1]) - 1, Number(found[2]) - 1];
  return layers[layer] && neuron >= 0 && neuron < layers[layer].fanOut ? [layer, neuron] : null;
}

export const neuronText = ([layer, neuron]) => `${layer + 1},${neuron + 1}`;
