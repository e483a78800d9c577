// The score of a network on many pictures, followed while a few of its parameters change.
//
// Sums are kept for all pictures at once. Of the first layer only those of changed neurons move,
// by what changed; all later layers are added up again.

import { activation } from "../../network/activations.js";
import { largest } from "../../network/network.js";
import { layerStarts } from "./parameters.js";

export class Scorer {
  /**
   * @param {import("../../network/network.js").Network} network  its layers' shapes and functions
   * @param {Float64Array[]} inputs  what the network reads of each picture
   * @param {number[]} wanted  the output that should be largest
   */
  constructor(network, inputs, wanted) {
    Object.assign(this, { layers: network.layers, wanted, count: inputs.length, starts: layerStarts(network).starts });
    const { fanIn, fanOut } = network.layers[0];
    // Pixel by pixel, so that a weight meets its pixel of all pictures in a row.
    this.pixels = new Float64Array(fanIn * this.count);
    inputs.forEach((input, picture) => input.forEach((value, i) => (this.pixels[i * this.count + picture] = value)));
    this.isUsed = Array.from({ length: fanIn }, (_pixel, i) => this.row(this.pixels, i).some((value) => value !== 0));
    this.sums = network.layers.map((layer) => new Float64Array(layer.fanOut * this.count));
    this.activations = network.layers.map((layer) => new Float64Array(layer.fanOut * this.count));
    this.kept = { sums: new Float64Array(fanOut * this.count), activations: new Float64Array(fanOut * this.count) };
    this.tried = null;
  }

  row = (rows, i) => rows.subarray(i * this.count, (i + 1) * this.count);

  /** Take all parameters anew, and count right answers. */
  set(parameters) {
    this.parameters = Float64Array.from(parameters);
    const { fanIn, fanOut } = this.layers[0];
    for (let neuron = 0; neuron < fanOut; neuron += 1) {
      const sums = this.row(this.sums[0], neuron).fill(0);
      for (let i = 0; i < fanIn; i += 1) {
        if (this.isUsed[i]) addTimes(sums, this.row(this.pixels, i), this.parameters[this.starts[0].weights + neuron * fanIn + i]);
      }
      add(sums, this.parameters[this.starts[0].biases + neuron]);
    }
    this.activate(0);
    this.tried = null;
    this.kept.sums.set(this.sums[0]);
    this.kept.activations.set(this.activations[0]);
    this.right = this.answer();
    return this.right;
  }

  /**
   * How many answers were right with other values of some parameters, each named once.
   * Then `keep` them; else they are taken back before the next try.
   */
  try(dials, values) {
    this.takeBack();
    const { weights, biases } = this.starts[0];
    const { fanIn, fanOut } = this.layers[0];
    const old = dials.map((dial) => this.parameters[dial]);
    const neurons = new Set();
    dials.forEach((dial, i) => {
      const change = values[i] - old[i];
      this.parameters[dial] = values[i];
      if (dial >= biases + fanOut) return;
      const isBias = dial >= biases;
      const neuron = isBias ? dial - biases : Math.floor((dial - weights) / fanIn);
      neurons.add(neuron);
      const sums = this.row(this.sums[0], neuron);
      if (isBias) add(sums, change);
      else addTimes(sums, this.row(this.pixels, (dial - weights) % fanIn), change);
    });
    this.tried = { dials, old, neurons };
    this.activate(0, neurons);
    this.tried.right = this.answer();
    return this.tried.right;
  }

  keep() {
    if (!this.tried) return;
    this.copy(this.sums[0], this.kept.sums, this.activations[0], this.kept.activations);
    this.right = this.tried.right;
    this.tried = null;
  }

  takeBack() {
    if (!this.tried) return;
    this.copy(this.kept.sums, this.sums[0], this.kept.activations, this.activations[0]);
    this.tried.dials.forEach((dial, i) => (this.parameters[dial] = this.tried.old[i]));
    this.tried = null;
  }

  copy(sums, toSums, activations, toActivations) {
    const isWhole = this.layers[0].activation === "softmax";
    if (isWhole) toActivations.set(activations);
    for (const neuron of this.tried.neurons) {
      this.row(toSums, neuron).set(this.row(sums, neuron));
      if (!isWhole) this.row(toActivations, neuron).set(this.row(activations, neuron));
    }
  }

  /** The outputs for every picture, of what is kept. */
  outputs() {
    this.takeBack();
    this.answer();
    const found = new Float64Array(this.layers.at(-1).fanOut);
    return Array.from({ length: this.count }, (_picture, picture) => [...this.column(this.activations.at(-1), picture, found)]);
  }

  // The layers behind the first, and how many answers are right.
  answer() {
    for (let l = 1; l < this.layers.length; l += 1) {
      const { fanIn, fanOut } = this.layers[l];
      const { weights, biases } = this.starts[l];
      for (let neuron = 0; neuron < fanOut; neuron += 1) {
        const sums = this.row(this.sums[l], neuron).fill(0);
        for (let i = 0; i < fanIn; i += 1) addTimes(sums, this.row(this.activations[l - 1], i), this.parameters[weights + neuron * fanIn + i]);
        add(sums, this.parameters[biases + neuron]);
      }
      this.activate(l);
    }
    const outputs = new Float64Array(this.layers.at(-1).fanOut);
    let right = 0;
    for (let picture = 0; picture < this.count; picture += 1) {
      right += Number(largest(this.column(this.activations.at(-1), picture, outputs)) === this.wanted[picture]);
    }
    return right;
  }

  activate(l, neurons = null) {
    const { activation: name, fanOut } = this.layers[l];
    const { of } = activation(name);
    const [sums, activations] = [this.sums[l], this.activations[l]];
    if (name !== "softmax") {
      if (neurons === null) activations.set(of(sums));
      else for (const neuron of neurons) this.row(activations, neuron).set(of(this.row(sums, neuron)));
      return;
    }
    // Softmax looks at all sums of a picture.
    const some = new Float64Array(fanOut);
    for (let picture = 0; picture < this.count; picture += 1) {
      of(this.column(sums, picture, some)).forEach((value, i) => (activations[i * this.count + picture] = value));
    }
  }

  column(rows, picture, into) {
    for (let i = 0; i < into.length; i += 1) into[i] = rows[i * this.count + picture];
    return into;
  }
}

function addTimes(sums, inputs, weight) {
  for (let i = 0; i < sums.length; i += 1) sums[i] += weight * inputs[i];
}

function add(sums, bias) {
  for (let i = 0; i < sums.length; i += 1) sums[i] += bias;
}
