// A neuron: its weights, times your pixels, the sum, the squish; and what follows from other values.

import { activation } from "../../network/activations.js";
import { pixelsOf } from "../../network/ink.js";
import { forward, traceLayer, weightsOf } from "../../network/network.js";
import { address } from "../../parts/address.js";
import { carried } from "../../parts/carried.js";
import { onColors } from "../../parts/colors.js";
import { Curve, roundReach } from "../../parts/curve.js";
import { byId, make } from "../../parts/dom.js";
import { EMPTY, drawingAt, drawingValues, ownDigit } from "../../parts/drawings.js";
import { neuronName, neuronOfText, neuronText } from "../../parts/names.js";
import { NetworkPicture } from "../../parts/network_picture.js";
import { Pad } from "../../parts/pad.js";
import { offerSamples } from "../../parts/samples.js";
import { format, network, start } from "../../parts/start.js";
import { NumberTable } from "../../parts/tables.js";
import { testTraces } from "../../parts/tests.js";
import { ThreeGrids } from "../../parts/three_grids.js";
import { _, brief, number, sentence } from "../../parts/words.js";

const DIGITS = 10;
const EMPTY_INK = new Float64Array(format.side ** 2);

class NeuronPage {
  constructor() {
    this.pad = new Pad(byId("pad"), (isFinished) => this.drawn(isFinished));
    this.picture = new NetworkPicture(byId("picture"), network, {
      picked: (layer, neuron) => this.choose([layer, neuron]),
      pointed: () => {},
      left: () => {},
    });
    this.grids = new ThreeGrids(byId("grids"), (cell) => this.pickWeight(cell));
    this.table = new NumberTable(byId("weight-table"), () => this.numbers());
    offerSamples(byId("samples"), () => this.pad.drawing, (drawing) => this.pad.replace(drawing));
    byId("clear").addEventListener("click", () => this.pad.replace(EMPTY));
    byId("bias").addEventListener("input", (event) => this.change({ bias: Number(event.target.value) }));
    byId("weight").addEventListener("input", (event) => this.change({ weight: Number(event.target.value) }));
    for (const slider of ["bias", "weight"]) byId(slider).addEventListener("change", () => this.show(true));
    byId("reset").addEventListener("click", () => this.reset());
    for (let digit = 0; digit < DIGITS; digit += 1) {
      const name = make("span", { textContent: digit });
      byId("bars").append(make("div", { className: "bar" }, make("span", { className: "fill" }), name));
    }
    onColors(() => this.trace && this.show(true));
    address.onChange(() => this.follow());
    this.follow();
    testTraces().then((tests) => {
      this.tests = tests;
      this.showTests();
      document.documentElement.dataset.tested = "";
    });
  }

  follow() {
    const drawing = drawingAt(address);
    this.pad.drawing = drawing ?? ownDigit(carried.digit);
    this.pad.show();
    this.read();
    this.choose(neuronOfText(network, address.get("neuron")) ?? [0, carried.hero], false);
  }

  read() {
    this.original = forward(network, pixelsOf(this.pad.drawing, format) ?? EMPTY_INK);
  }

  drawn(isFinished) {
    if (isFinished) address.set(drawingValues(this.pad.drawing));
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.read();
      this.show(isFinished);
    });
  }

  choose(chosen, isNews = true) {
    this.chosen = chosen;
    const layer = network.layers[chosen[0]];
    const weights = weightsOf(layer, chosen[1]);
    this.trained = { bias: layer.biases[chosen[1]], weights };
    if (isNews) address.set({ neuron: neuronText(chosen) });
    this.picture.choose(chosen);
    const largest = weights.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    const reach = this.reachOf(chosen);
    this.curve = new Curve(byId("curve"), { reach });
    Object.assign(byId("weight"), { min: -2 * largest, max: 2 * largest });
    Object.assign(byId("bias"), { min: this.trained.bias - reach, max: this.trained.bias + reach });
    this.grids.cell = this.strongest();
    this.reset();
  }

  // How far the sums of this neuron go for our own digits.
  reachOf([layer, neuron]) {
    const sums = Array.from({ length: DIGITS }, (_digit, digit) =>
      Math.abs(forward(network, pixelsOf(ownDigit(digit), format)).layers[layer].preActivations[neuron]),
    );
    return roundReach(Math.max(4, ...sums));
  }

  strongest() {
    const { inputs } = this.original.layers[this.chosen[0]];
    const sizes = this.trained.weights.map((weight, i) => Math.abs(weight * inputs[i]));
    return sizes.indexOf(Math.max(...sizes));
  }

  reset() {
    this.bias = this.trained.bias;
    this.weights = this.trained.weights.slice();
    this.show(true);
  }

  change({ bias = this.bias, weight = this.weights[this.grids.cell] }) {
    this.bias = bias;
    this.weights[this.grids.cell] = weight;
    this.show(false);
  }

  pickWeight() {
    this.showCell();
  }

  get isTrained() {
    return this.bias === this.trained.bias && this.weights.every((each, i) => each === this.trained.weights[i]);
  }

  // The network with the neuron as it is now, from its layer on.
  traceNow() {
    const [chosen, neuron] = this.chosen;
    const changed = { ...network.layers[chosen] };
    changed.weights = changed.weights.slice();
    changed.weights.set(this.weights, neuron * changed.fanIn);
    changed.biases = changed.biases.slice();
    changed.biases[neuron] = this.bias;
    const layers = this.original.layers.slice(0, chosen);
    for (let i = chosen; i < network.layers.length; i += 1) {
      const inputs = layers.at(-1)?.activations ?? this.original.inputs;
      layers.push(traceLayer(i === chosen ? changed : network.layers[i], inputs));
    }
    const outputs = layers.at(-1).activations;
    return { ...this.original, layers, answer: outputs.indexOf(Math.max(...outputs)) };
  }

  show(isFinished) {
    const [layer, neuron] = this.chosen;
    this.trace = this.isTrained ? this.original : this.traceNow();
    const traced = this.trace.layers[layer];
    const isFirst = layer === 0;
    const columns = isFirst ? format.side : Math.ceil(Math.sqrt(this.weights.length));
    this.products = this.weights.map((weight, i) => weight * traced.inputs[i]);
    this.grids.show(this.weights, traced.inputs, this.products, columns);
    this.picture.show(this.trace, isFinished, false);
    byId("neuron-name").textContent = sentence(neuronName(network, layer, neuron));
    byId("inputs-caption").textContent = isFirst ? _("your pixels") : _("activations before");
    byId("count").textContent = _("sum of {count} products", { count: this.weights.length });
    const name = network.layers[layer].activation;
    const total = traced.preActivations[neuron];
    byId("sum").textContent = number(total - this.bias, 3);
    byId("plus").textContent = number(this.bias, 3);
    byId("total").textContent = number(total, 3);
    byId("squish").textContent = _("{activation} of it: its activation", { activation: name });
    byId("activation").textContent = number(traced.activations[neuron], 4);
    byId("bias").value = this.bias;
    byId("bias-value").textContent = number(this.bias, 2);
    byId("reset").disabled = this.isTrained;
    const isCurve = name !== "softmax";
    byId("curve").toggleAttribute("hidden", !isCurve);
    if (isCurve) this.curve.show(name, total);
    byId("curve-caption").textContent = isCurve
      ? _("{function} of the sum plus bias", { function: name })
      : _("softmax looks at the sums of all outputs, so it has no curve of its own");
    byId("verdict").textContent = _("The network reads a {answer}.", { answer: network.labels[this.trace.answer] });
    this.showCell();
    this.showTests();
    if (isFinished) this.table.refresh();
    document.documentElement.dataset.ready = "";
  }

  showCell() {
    const { cell, columns } = this.grids;
    const place =
      this.chosen[0] === 0
        ? _("row {row}, column {column}", { row: Math.floor(cell / columns) + 1, column: (cell % columns) + 1 })
        : _("neuron {number} before", { number: cell + 1 });
    const [weight, input] = [this.weights[cell], this.trace.layers[this.chosen[0]].inputs[cell]];
    byId("cell").textContent = _("{place}: weight {weight} × {input} = {product}", {
      place: sentence(place),
      weight: brief(weight),
      input: brief(input),
      product: brief(weight * input),
    });
    byId("weight").value = weight;
    byId("weight-value").textContent = number(weight, 2);
  }

  // For which test digits it lights up: more than half of 1, or where there is no 1, more than nothing.
  showTests() {
    if (!this.tests) return;
    const [layer, neuron] = this.chosen;
    const { activation: name } = network.layers[layer];
    const { of, hasUnitRange } = activation(name);
    const isLit = (inputs, sums) => {
      const now = Float64Array.from(sums);
      const change = this.weights.reduce((sum, weight, i) => sum + (weight - this.trained.weights[i]) * inputs[i], 0);
      now[neuron] += change + this.bias - this.trained.bias;
      return of(now)[neuron] > (hasUnitRange ? 0.5 : 0);
    };
    const counts = Array.from({ length: DIGITS }, () => ({ lit: 0, all: 0 }));
    let trained = 0;
    for (const { label, trace } of this.tests) {
      const { inputs, preActivations, activations } = trace.layers[layer];
      counts[label].all += 1;
      counts[label].lit += isLit(inputs, preActivations);
      trained += activations[neuron] > (hasUnitRange ? 0.5 : 0);
    }
    const lit = counts.reduce((sum, each) => sum + each.lit, 0);
    const told = { lit, all: this.tests.length, trained };
    byId("lit").textContent = this.isTrained
      ? _("It lights up for {lit} of {all} test digits.", told)
      : _("It lights up for {lit} of {all} test digits; as trained for {trained}.", told);
    const shares = counts.map((each) => each.lit / each.all);
    shares.forEach((share, digit) => {
      byId("bars").children[digit].firstChild.style.setProperty("--share", share.toFixed(3));
    });
    byId("bars").setAttribute("aria-label", shares.map((share, digit) => `${digit}: ${Math.round(100 * share)} %`).join(", "));
  }

  numbers() {
    const { inputs } = this.trace.layers[this.chosen[0]];
    const order = Array.from(this.products, (_product, i) => i).sort((a, b) => Math.abs(this.products[b]) - Math.abs(this.products[a]));
    const { columns } = this.grids;
    const name = (i) => (this.chosen[0] === 0 ? `${Math.floor(i / columns) + 1}, ${(i % columns) + 1}` : String(i + 1));
    return {
      caption: _("The products, the largest first"),
      head: [this.chosen[0] === 0 ? _("row, column") : _("neuron"), _("weight"), _("input"), _("product")],
      rows: order.slice(0, 100).map((i) => [name(i), ...[this.weights[i], inputs[i], this.products[i]].map(brief)]),
    };
  }
}

start(() => new NeuronPage());
