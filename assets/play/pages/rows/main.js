// Row by column: a layer as matrix times column plus bias, row by row and term by term.

import { activation } from "../../network/activations.js";
import { pixelsOf } from "../../network/ink.js";
import { forward, largest, traceLayer } from "../../network/network.js";
import { productOf, shuffledOrder, termsOf } from "../../network/product.js";
import { address } from "../../parts/address.js";
import { carried } from "../../parts/carried.js";
import { onColors } from "../../parts/colors.js";
import { byId, isCalm, make } from "../../parts/dom.js";
import { EMPTY, drawingAt, drawingValues, ownDigit } from "../../parts/drawings.js";
import { neuronName, neuronOfText, neuronText } from "../../parts/names.js";
import { Pad } from "../../parts/pad.js";
import { offerSamples } from "../../parts/samples.js";
import { format, network, start } from "../../parts/start.js";
import { NumberTable } from "../../parts/tables.js";
import { _, brief, number, sentence } from "../../parts/words.js";
import { Equation } from "./equation.js";
import { Terms } from "./terms.js";

const EMPTY_INK = new Float64Array(format.side ** 2);
const PARTS = ["rows", "columns", "inputs"];
const TERM_MS = 150;
const [LEAST_MS, MOST_MS] = [1200, 3600];
const MOST_TERMS = 100; // in the table
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const last = network.layers.length - 1;

const nameOf = (name) => (name === "relu" ? "ReLU" : name);

class RowsPage {
  constructor() {
    this.pad = new Pad(byId("pad"), (isFinished) => this.drawn(isFinished));
    this.equation = new Equation(byId("equation"), (neuron, isPress) => this.point(neuron, isPress));
    this.terms = new Terms(byId("terms"), (place) => this.reach(place));
    this.rowTable = new NumberTable(byId("row-table"), () => this.tellRows());
    this.termTable = new NumberTable(byId("term-table"), () => this.tellTerms());
    offerSamples(byId("samples"), () => this.pad.drawing, (drawing) => this.pad.replace(drawing));
    byId("clear").addEventListener("click", () => this.pad.replace(EMPTY));
    byId("again").addEventListener("click", () => this.addUp());
    byId("layer").append(...network.layers.map((layer, i) => this.option(layer, i)));
    byId("layer").addEventListener("change", (event) => this.choose([Number(event.target.value), 0]));
    byId("squish").addEventListener("change", (event) => this.break({ isSquished: event.target.checked }));
    for (const button of document.querySelectorAll(".shuffle")) {
      const { part } = button.dataset;
      button.addEventListener("click", () => this.break({ [part]: !this[part] }));
    }
    for (const name of ["equation", "terms"]) byId(name).addEventListener("keydown", (event) => this.step(event));
    onColors(() => this.trace && this.show());
    address.onChange(() => this.follow());
    this.follow();
  }

  option({ fanIn, fanOut }, i) {
    const told = { layer: i + 1, inputs: fanIn, rows: fanOut };
    const textContent =
      i === last ? _("Output layer: {rows} × {inputs}", told) : _("Hidden layer {layer}: {rows} × {inputs}", told);
    return make("option", { value: i, textContent });
  }

  follow() {
    this.pad.drawing = drawingAt(address) ?? ownDigit(carried.digit);
    this.pad.show();
    this.trace = forward(network, this.ink);
    const order = (address.get("shuffled") ?? "").split(",");
    for (const part of PARTS) this[part] = order.includes(part);
    this.isSquished = address.get("squish") !== "off";
    this.choose(neuronOfText(network, address.get("row")) ?? [last, this.trace.answer], false);
  }

  get ink() {
    return pixelsOf(this.pad.drawing, format) ?? EMPTY_INK;
  }

  drawn(isFinished) {
    if (isFinished) address.set(drawingValues(this.pad.drawing));
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.trace = forward(network, this.ink);
      this.compute();
      this.finish();
    });
  }

  choose([layer, neuron], isNews = true) {
    Object.assign(this, { depth: layer, neuron, layer: network.layers[layer] });
    byId("layer").value = layer;
    if (isNews) address.set({ row: neuronText([layer, neuron]) });
    const { fanIn, fanOut } = this.layer;
    this.orders = { rows: shuffledOrder(fanOut), columns: shuffledOrder(fanIn) };
    this.compute();
    this.addUp();
  }

  // The mouse passes over rows, a press settles on one.
  point(neuron, isPress) {
    if (neuron === this.neuron && !isPress) return;
    this.neuron = neuron;
    if (isPress) address.set({ row: neuronText([this.depth, neuron]) });
    this.computeTerms();
    this.addUp();
  }

  break(changes) {
    Object.assign(this, changes);
    const shuffled = PARTS.filter((part) => this[part]);
    address.set({
      row: neuronText([this.depth, this.neuron]),
      shuffled: shuffled.join(",") || null,
      squish: this.isSquished ? null : "off",
    });
    this.compute();
    this.finish();
  }

  get order() {
    return { columns: this.columns ? this.orders.columns : null, inputs: this.inputs ? this.orders.columns : null };
  }

  compute() {
    const { layer, isSquished } = this;
    this.given = this.trace.layers[this.depth].inputs;
    this.sums = productOf(layer, this.given, this.order);
    this.activations = isSquished ? activation(layer.activation).of(this.sums) : this.sums;
    this.answer = this.answerOf(this.activations);
    this.computeTerms();
  }

  computeTerms() {
    this.added = termsOf(this.layer, this.given, this.neuron, this.order);
  }

  // What the network says when this layer's neurons hold these activations.
  answerOf(activations) {
    let passed = activations;
    for (const layer of network.layers.slice(this.depth + 1)) passed = traceLayer(layer, passed).activations;
    return largest(passed);
  }

  // One term after the other, then the bias.
  addUp() {
    cancelAnimationFrame(this.adding);
    if (isCalm()) return this.finish();
    const count = this.layer.fanIn;
    const length = Math.min(MOST_MS, Math.max(LEAST_MS, count * TERM_MS));
    const begin = performance.now();
    const next = () => {
      const place = Math.floor(((performance.now() - begin) / length) * count);
      if (place >= count) return this.finish();
      this.place = Math.max(0, place);
      this.show();
      this.adding = requestAnimationFrame(next);
    };
    delete document.documentElement.dataset.added;
    next();
  }

  finish() {
    cancelAnimationFrame(this.adding);
    this.place = null;
    this.show();
    this.rowTable.refresh();
    this.termTable.refresh();
    byId("said").textContent = this.told();
    document.documentElement.dataset.added = "";
  }

  // A term of the row; behind the last one is the answer.
  reach(place) {
    cancelAnimationFrame(this.adding);
    if (place >= this.layer.fanIn) return this.finish();
    this.place = Math.max(0, place);
    this.show();
  }

  step(event) {
    if (!(event.key in MOVES) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [down, across] = MOVES[event.key];
    const { fanIn, fanOut } = this.layer;
    if (across) {
      this.reach((this.place ?? fanIn) + across);
      if (this.place !== null) byId("said").textContent = byId("term").textContent;
      return;
    }
    const rows = this.rows ? this.orders.rows : null;
    const row = (rows ? rows.indexOf(this.neuron) : this.neuron) + down;
    if (row >= 0 && row < fanOut) this.point(rows ? rows[row] : row, true);
  }

  show() {
    const { layer, neuron, place, added, sums, activations } = this;
    const isDone = place === null;
    const bias = layer.biases[neuron];
    const hasSquish = layer.activation !== "identity";
    this.equation.show({
      layer,
      inputs: this.given,
      rows: this.rows ? this.orders.rows : null,
      columns: this.order.columns,
      inputsOrder: this.order.inputs,
      sums,
      activations: this.isSquished && hasSquish ? activations : null,
      squish: nameOf(layer.activation),
      names: this.names(),
      neuron,
      place,
      soFar: isDone ? 0 : added.sums[place],
      isDone,
      winner: this.depth === last ? this.answer : null,
    });
    this.terms.show({ terms: added, place, bias, total: sums[neuron] });
    this.showNumbers(isDone, bias, hasSquish);
    this.showAnswer(hasSquish);
    document.documentElement.dataset.ready = "";
  }

  names() {
    return Array.from(this.layer.biases, (_bias, i) => (this.depth === last ? network.labels[i] : String(i + 1)));
  }

  showNumbers(isDone, bias, hasSquish) {
    const { layer, neuron, place, added, sums, activations } = this;
    const count = layer.fanIn;
    byId("row-name").textContent = _("This row: {neuron}", { neuron: neuronName(network, this.depth, neuron) });
    byId("term").textContent = isDone
      ? _("All {count} terms are added up.", { count })
      : _("Term {place} of {count}: {input} × {weight} = {product}", {
          place: place + 1,
          count,
          input: brief(added.inputs[place]),
          weight: brief(added.weights[place]),
          product: brief(added.products[place]),
        });
    byId("so-far-name").textContent = isDone ? _("sum of {count} products", { count }) : _("sum so far");
    this.put("so-far", added.sums[place ?? count - 1], 3);
    this.put("bias", bias, 3);
    this.put("total", isDone ? sums[neuron] : null, 3);
    byId("activation-name").textContent = hasSquish && this.isSquished
      ? _("{activation} of it: its activation", { activation: nameOf(layer.activation) })
      : _("its activation, without squish");
    this.put("activation", isDone ? activations[neuron] : null, 4);
  }

  // A number that is read rounded, and kept whole.
  put(id, value, decimals) {
    byId(id).textContent = value === null ? "…" : number(value, decimals);
    byId(id).value = value === null ? "" : String(value);
  }

  showAnswer(hasSquish) {
    for (const button of document.querySelectorAll(".shuffle")) {
      const { part } = button.dataset;
      button.setAttribute("aria-pressed", String(this[part]));
      button.disabled = this.orders[part === "inputs" ? "columns" : part].length < 2;
    }
    const squish = nameOf(this.layer.activation);
    byId("squish").checked = this.isSquished && hasSquish;
    byId("squish").disabled = !hasSquish;
    byId("squish-name").textContent = hasSquish ? _("squish the sums by {function}", { function: squish }) : _("This layer has no squish.");
    const isWhole = !this.rows && !this.columns && !this.inputs && this.isSquished;
    const isSame = this.answer === this.trace.answer;
    const answer = network.labels[this.answer];
    const said = isWhole
      ? _("The network says {answer}.")
      : isSame
        ? _("The network still says {answer}.")
        : _("Now the network says {answer}.");
    const [before, after] = said.split("{answer}");
    byId("verdict").replaceChildren(before, make("strong", { textContent: answer }), after);
    byId("why").textContent = this.reasons(isSame, squish).join(" ");
    const isBroken = this.columns !== this.inputs;
    byId("hint").textContent = isBroken ? _("One more shuffle mends it. Which one?") : _("Which of the three changes the answer, and why?");
  }

  reasons(isSame, squish) {
    const found = [];
    if (this.rows) found.push(_("Rows: each is a neuron, which keeps its bias and its name: the same numbers in another order."));
    if (this.columns && this.inputs) found.push(_("Columns and inputs alike: every weight meets its own input again, and a sum doesn't mind the order."));
    else if (this.columns) found.push(_("Columns: every weight meets another input than the one it was trained for."));
    else if (this.inputs) found.push(_("Inputs: every input meets a weight that was trained for another one."));
    if (this.isSquished) return found;
    const told = { function: squish };
    if (this.depth < last) found.push(_("Without {function} the next layer gets sums that it was not trained for.", told));
    else if (isSame) found.push(_("Without {function} the largest is still the largest.", told));
    else found.push(_("Without {function} the outputs are the sums themselves.", told));
    return found;
  }

  told() {
    const { layer, neuron, sums, activations } = this;
    return _("{neuron}: sum {sum} plus bias {bias} is {total}; activation {value}", {
      neuron: sentence(neuronName(network, this.depth, neuron)),
      sum: number(this.added.sums.at(-1), 3),
      bias: number(layer.biases[neuron], 3),
      total: number(sums[neuron], 3),
      value: number(activations[neuron], 4),
    });
  }

  tellRows() {
    const { layer, sums, activations } = this;
    const order = this.rows ? this.orders.rows : Array.from(sums, (_sum, i) => i);
    return {
      caption: _("The rows: sums, biases and activations"),
      head: [_("row of"), _("sum of products"), _("bias"), _("sum plus bias"), _("activation")],
      rows: order.map((i) => [
        neuronName(network, this.depth, i),
        ...[sums[i] - layer.biases[i], layer.biases[i], sums[i], activations[i]].map(brief),
      ]),
    };
  }

  tellTerms() {
    const { weights, inputs, products, sums } = this.added;
    const shown = Math.min(MOST_TERMS, weights.length);
    const middle = weights.length > MOST_TERMS ? Math.floor((weights.length - MOST_TERMS) / 2) : 0;
    return {
      caption: _("Terms {first} to {last} of {count}", { first: middle + 1, last: middle + shown, count: weights.length }),
      head: [_("term"), _("input"), _("weight"), _("product"), _("sum so far")],
      rows: Array.from({ length: shown }, (_term, i) => middle + i).map((i) => [
        String(i + 1),
        ...[inputs[i], weights[i], products[i], sums[i]].map(brief),
      ]),
    };
  }
}

start(() => new RowsPage());
