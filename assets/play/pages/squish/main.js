// Squish: what a function makes of a sum, and what the network answers with another function.

import { ACTIVATIONS } from "../../network/activations.js";
import { pixelsOf } from "../../network/ink.js";
import { forward } from "../../network/network.js";
import { address } from "../../parts/address.js";
import { carried } from "../../parts/carried.js";
import { Curve, roundReach, squished } from "../../parts/curve.js";
import { byId, make } from "../../parts/dom.js";
import { ownDigit } from "../../parts/drawings.js";
import { paintGrid } from "../../parts/grid.js";
import { format, network, start } from "../../parts/start.js";
import { testTraces } from "../../parts/tests.js";
import { _, number } from "../../parts/words.js";

const DIGITS = 10;
const FIRST_SUM = 1.5;
const OFFERED = Object.keys(ACTIVATIONS).filter((name) => name !== "softmax");
const hidden = network.layers.slice(0, -1);

const knowsDigits = carried.outputs.some((output) => output !== null);

const nameOf = (name) => ({ relu: "ReLU", identity: _("no squish") })[name] ?? name;

// The network with another function in its hidden layers, and the same weights.
function withFunction(name) {
  return { ...network, layers: [...hidden.map((layer) => ({ ...layer, activation: name })), network.layers.at(-1)] };
}

class SquishPage {
  constructor() {
    this.traces = Array.from({ length: DIGITS }, (_digit, digit) => forward(network, pixelsOf(ownDigit(digit), format)));
    const sums = this.traces.flatMap((trace) => [...trace.layers[0].preActivations].map(Math.abs));
    this.reach = roundReach(Math.max(4, sums.sort((a, b) => a - b)[Math.floor(0.9 * sums.length)]));
    this.trainedWith = OFFERED.includes(network.layers[0].activation) ? network.layers[0].activation : "identity";
    this.curve = new Curve(byId("curve"), { reach: this.reach, dragged: (sum) => this.set({ sum }) });
    Object.assign(byId("sum"), { min: -this.reach, max: this.reach });
    byId("sum").addEventListener("input", (event) => this.set({ sum: Number(event.target.value) }));
    byId("functions").append(...OFFERED.map((name) => this.choice(name)));
    byId("tiles").append(...this.traces.map((trace, digit) => this.tile(trace, digit)));
    address.onChange(() => this.follow());
    this.follow();
    testTraces().then((tests) => {
      this.tests = tests;
      this.showScore();
      document.documentElement.dataset.tested = "";
    });
  }

  choice(name) {
    const input = make("input", { type: "radio", name: "function", value: name });
    input.addEventListener("change", () => this.set({ name }));
    return make("label", { className: "pill" }, input, make("span", { textContent: nameOf(name) }));
  }

  tile(trace, digit) {
    const canvas = document.createElement("canvas");
    paintGrid(canvas, trace.ink, format.side);
    const button = make("button", { type: "button", className: "tile" }, canvas, make("span"));
    button.addEventListener("click", () => this.set({ digit }));
    return button;
  }

  follow() {
    const asked = address.get("function");
    this.name = OFFERED.includes(asked) ? asked : this.trainedWith;
    const sum = Number(address.get("sum") ?? FIRST_SUM);
    this.sum = Number.isFinite(sum) ? Math.min(this.reach, Math.max(-this.reach, sum)) : FIRST_SUM;
    this.digit = /^\d$/.test(address.get("digit") ?? "") ? Number(address.get("digit")) : carried.digit;
    byId("functions").querySelector(`[value=${this.name}]`).checked = true;
    this.show();
  }

  set(changes) {
    Object.assign(this, changes);
    this.sum = Math.round(100 * this.sum) / 100;
    address.set({ function: this.name, sum: this.sum.toFixed(2), digit: String(this.digit) });
    this.show();
  }

  show() {
    const { name, sum, digit } = this;
    this.curve.show(name, sum, [...this.traces[digit].layers[0].preActivations]);
    byId("sum").value = sum;
    byId("sum-value").textContent = number(sum, 2);
    const told = { function: nameOf(name), sum: number(sum, 2) };
    const said = name === "identity" ? _("Without a squish {sum} stays {value}", told) : _("{function} of {sum} is {value}", told);
    const [before, after] = said.split("{value}");
    byId("becomes").replaceChildren(before, make("strong", { textContent: number(squished(name, sum), 3) }), after);
    byId("dots").textContent = _("The white dots: all {count} sums of the first layer for this {digit}. Click another digit for its sums.", {
      count: network.layers[0].fanOut,
      digit,
    });
    byId("with").textContent =
      name === this.trainedWith
        ? _("The network as it was trained, with {function}", { function: nameOf(name) })
        : name === "identity"
          ? _("The same weights, and no squish in the hidden layers")
          : _("The same weights, with {function} in the hidden layers", { function: nameOf(name) });
    const changed = withFunction(name);
    this.traces.forEach((trace, each) => {
      const answer = network.labels[forward(changed, trace.ink).answer];
      const tile = byId("tiles").children[each];
      const isRight = answer === network.labels[this.expected(each, trace)];
      tile.lastChild.textContent = isRight ? _("says {answer}", { answer }) : _("says {answer}: wrong", { answer });
      tile.classList.toggle("wrong", !isRight);
      tile.setAttribute("aria-pressed", String(each === digit));
      tile.setAttribute("aria-label", _("{digit}: the network says {answer}", { digit: each, answer }));
    });
    this.showScore();
    document.documentElement.dataset.ready = "";
  }

  // The output that should be largest: the digit's, or where the network knows no digits, what it answers.
  expected(label, trace) {
    return carried.outputs[label] ?? trace.answer;
  }

  showScore() {
    if (!this.tests) return;
    const right = (changed) =>
      this.tests.filter(({ label, trace }) => forward(changed, trace.ink).answer === this.expected(label, trace)).length;
    const all = this.tests.length;
    this.trainedRight ??= right(network);
    const now = right(withFunction(this.name));
    byId("score").textContent = knowsDigits
      ? _("It reads {right} of {all} test digits correctly.", { right: now, all })
      : _("It answers as before for {right} of {all} test digits.", { right: now, all });
    byId("now-name").textContent = nameOf(this.name);
    byId("now").style.setProperty("--share", now / all);
    byId("trained").style.setProperty("--share", this.trainedRight / all);
    byId("note").textContent = _(
      "The weights were trained with {function}. Even weights that are trained without a squish do no more than a single layer does.",
      { function: nameOf(this.trainedWith) },
    );
  }
}

start(() => new SquishPage());
