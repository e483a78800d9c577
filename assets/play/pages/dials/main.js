// Turn the dials: all parameters of the network, by hand and by chance, and how much it gets right.

import { colorStrength } from "../../network/scales.js";
import { address } from "../../parts/address.js";
import { carried } from "../../parts/carried.js";
import { onColors, palette, rgb } from "../../parts/colors.js";
import { byId, make } from "../../parts/dom.js";
import { neuronName } from "../../parts/names.js";
import { normal, uniform } from "../../parts/random.js";
import { format, network, start } from "../../parts/start.js";
import { NumberTable } from "../../parts/tables.js";
import { testTraces } from "../../parts/tests.js";
import { _, brief, number, sentence } from "../../parts/words.js";
import { counted } from "./counted.js";
import { DialField } from "./field.js";
import { layerStarts, parametersOf, placeOf, randomChange, randomParameters } from "./parameters.js";
import { showScores } from "./score_curve.js";
import { Scorer } from "./scorer.js";
import { wayOfText, wayText } from "./way.js";

const FIRST_SEED = 1;
const MOST_SEED = 1e6;
const COUNTS = [1, 10, 100, 1000];
const FIRST_COUNT = 10;
const SLICE_MS = 6; // of tries a frame, so that the page stays quick
const FIVE_MINUTES = 300; // s
const MOST_KEPT = 30; // steps that can be taken back
const MOST_POINTS = 2000;
const LEAST_REACH = 3; // of a dial, to both sides
const KNOB_TURN = 135; // degrees to both sides
const KEY_STEP = 0.1;
const MOST_ROWS = 100;

const { count: size } = layerStarts(network);
const rounded = (value) => Math.round(100 * value) / 100;

class DialsPage {
  constructor() {
    this.field = new DialField(byId("field"), network, (dial) => this.choose(dial));
    this.tables = {
      scores: new NumberTable(byId("score-table"), () => this.scoreRows()),
      dials: new NumberTable(byId("dial-table"), () => this.dialRows()),
    };
    const counts = [...COUNTS.filter((count) => count < size), size];
    byId("count").append(...counts.map((count) => make("option", { value: count, textContent: count === size ? _("all {count}", { count: counted(size) }) : counted(count) })));
    byId("count").value = counts.includes(FIRST_COUNT) ? FIRST_COUNT : counts[0];
    byId("field-caption").textContent = _("Each of the {count} cells is a dial: {first} squares of weights, one for each neuron of the first layer; then a row for each later neuron. Click one.", {
      count: counted(size),
      first: network.layers[0].fanOut,
    });
    byId("dial").addEventListener("input", (event) => this.turn(Number(event.target.value)));
    byId("dial").addEventListener("change", () => this.turned());
    byId("field").addEventListener("keydown", (event) => this.type(event));
    byId("some").addEventListener("click", () => this.turnSome());
    byId("climb").addEventListener("click", () => (this.climbing ? this.stop() : this.climb()));
    byId("back").addEventListener("click", () => this.takeBack());
    byId("random").addEventListener("click", () => this.goTo({ start: null, seed: String((this.seed % MOST_SEED) + 1) }));
    byId("trained").addEventListener("click", () => this.goTo({ start: "trained" }));
    this.startKnob();
    onColors(() => this.parameters && this.showDial());
    address.onChange(() => this.follow());
    this.follow();
    testTraces().then((tests) => this.test(tests));
  }

  test(tests) {
    // The output of the digit; where the network knows no digits, what it answers as it was trained.
    const wanted = tests.map(({ label, trace }) => carried.outputs[label] ?? trace.answer);
    this.scorer = new Scorer(network, tests.map(({ trace }) => trace.inputs), wanted);
    this.beside = { all: tests.length, guessed: tests.length / network.labels.length, trained: this.scorer.set(parametersOf(network)) };
    for (const id of ["dial", "some", "climb"]) byId(id).disabled = false;
    document.documentElement.dataset.tested = "";
    this.begin();
  }

  goTo(values) {
    address.set({ ...values, way: null });
    this.follow();
  }

  follow() {
    const seed = Number(address.get("seed"));
    this.seed = Number.isInteger(seed) && seed >= 1 && seed <= MOST_SEED ? seed : FIRST_SEED;
    this.isTrained = address.get("start") === "trained";
    this.parameters = this.isTrained ? parametersOf(network) : randomParameters(network, this.seed);
    this.field.scaleBy(this.parameters);
    const dial = Number(address.get("dial")) - 1;
    this.field.show(this.parameters);
    this.choose(Number.isInteger(dial) && dial >= 0 && dial < size ? dial : this.firstDial(), false);
    this.begin();
    document.documentElement.dataset.ready = "";
  }

  // In the middle of the first neuron's picture.
  firstDial = () => Math.floor(network.layers[0].fanIn / 2 + format.side / 2);

  /** From the start along the way that the address tells. */
  begin() {
    cancelAnimationFrame(this.frame);
    Object.assign(this, { steps: [], past: [], tries: 0, kept: 0, chance: 0, climbing: null, live: null, hand: null, byChance: 0 });
    clearInterval(this.clock);
    if (!this.scorer) return this.show();
    this.scorer.set(this.isTrained ? parametersOf(network) : randomParameters(network, this.seed));
    this.points = [{ tries: 0, right: this.scorer.right, isByHand: false }];
    this.replayed = wayOfText(address.get("way") ?? "", size);
    this.show();
    this.work();
  }

  replay(step) {
    if (step.kind === "climb") return this.climb(step);
    this.remember(step);
    if (step.kind === "dial") this.keepChange([step.dial], [step.value], false);
    else this.keepChange(...this.changeOf(step), false);
  }

  // Before a step: so that it can be taken back.
  remember(step) {
    const { tries, kept, byChance, points } = this;
    this.past.push({ parameters: this.scorer.parameters.slice(), tries, kept, byChance, points: points.slice() });
    if (this.past.length > MOST_KEPT) this.past.shift();
    this.steps.push(step);
    this.chance = Math.max(this.chance, step.chance ?? 0);
  }

  chancesOf({ chance }) {
    const next = uniform(this.seed * 7919 + chance * 104729);
    return [next, normal(next)];
  }

  changeOf(step) {
    const { dials, values } = randomChange(step.count, size, ...this.chancesOf(step));
    return [dials, values];
  }

  keepChange(dials, values, isByHand) {
    this.scorer.try(dials, values);
    this.scorer.keep();
    this.tries += 1;
    this.note(isByHand);
    this.changed = dials;
  }

  note(isByHand) {
    const { right } = this.scorer;
    this.points.push({ tries: this.tries, right, isByHand });
    if (this.points.length > MOST_POINTS) this.points = this.points.filter((_point, i) => i % 2 === 0 || i > MOST_POINTS - 10);
    if (!isByHand) return;
    if (!this.hand && this.byChance === 0 && !this.isTrained) this.startClock();
    if (!this.hand || this.hand.isOver) return;
    this.hand.turns += 1;
    this.hand.best = Math.max(this.hand.best, right);
  }

  startClock() {
    this.hand = { began: performance.now(), seconds: 0, turns: 0, best: this.points[0].right, isOver: false };
    this.clock = setInterval(() => {
      this.hand.seconds = Math.min(FIVE_MINUTES, Math.floor((performance.now() - this.hand.began) / 1000));
      if (this.hand.seconds === FIVE_MINUTES) this.endClock();
      this.showRecord();
    }, 1000);
  }

  endClock() {
    if (this.hand) this.hand.isOver = true;
    clearInterval(this.clock);
  }

  // While a dial moves; `turned` when it is let go.
  turn(value) {
    if (!this.scorer) return;
    this.halt();
    this.live ??= { dial: this.dial, parameters: this.scorer.parameters.slice() };
    this.live.value = rounded(value);
    this.waiting ??= requestAnimationFrame(() => this.followHand());
  }

  followHand() {
    cancelAnimationFrame(this.waiting);
    this.waiting = null;
    if (!this.live) return;
    this.scorer.try([this.live.dial], [this.live.value]);
    this.scorer.keep();
    this.show();
  }

  turned() {
    if (!this.live) return;
    this.followHand();
    const { dial, value, parameters } = this.live;
    this.live = null;
    const last = this.steps.at(-1);
    if (last?.kind === "dial" && last.dial === dial) last.value = value;
    else {
      this.remember({ kind: "dial", dial, value });
      this.past.at(-1).parameters = parameters;
    }
    this.tries += 1;
    this.note(true);
    this.finish();
  }

  type(event) {
    const sign = { "+": 1, "=": 1, "-": -1, "−": -1 }[event.key];
    if (!sign || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.turn(Math.min(this.reach, Math.max(-this.reach, this.parameters[this.dial] + sign * KEY_STEP)));
    this.turned();
  }

  turnSome() {
    this.halt();
    const step = { kind: "random", count: Number(byId("count").value), chance: this.chance + 1 };
    this.remember(step);
    this.keepChange(...this.changeOf(step), true);
    this.finish();
  }

  takeBack() {
    this.halt();
    const before = this.past.pop();
    if (!before) return;
    this.steps.pop();
    const { parameters, ...rest } = before;
    Object.assign(this, rest);
    this.scorer.set(parameters);
    this.finish();
  }

  /** Random changes, each kept only when the score gets better; a step of the way if one is told. */
  climb(told = null) {
    if (!told) this.halt();
    this.endClock();
    const step = told ? { ...told, tries: 0 } : { kind: "climb", count: Number(byId("count").value), tries: 0, chance: this.chance + 1 };
    this.remember(step);
    const [next, draw] = this.chancesOf(step);
    this.climbing = { step, next, draw, most: told?.tries ?? Infinity };
    if (!told) {
      this.show();
      this.work();
    }
  }

  // Slices of what is to be done, a frame each.
  work() {
    document.documentElement.dataset.busy = "";
    this.frame = requestAnimationFrame(() => {
      const end = performance.now() + SLICE_MS;
      do {
        if (this.climbing) this.tryOnce();
        else if (this.replayed.length > 0) this.replay(this.replayed.shift());
        else return this.finish();
      } while (performance.now() < end);
      this.show();
      this.work();
    });
  }

  tryOnce() {
    const { step, next, draw, most } = this.climbing;
    if (step.tries >= most) return void (this.climbing = null);
    const { dials, values } = randomChange(step.count, size, next, draw);
    const isBetter = this.scorer.try(dials, values) > this.scorer.right;
    step.tries += 1;
    this.tries += 1;
    this.byChance += 1;
    if (isBetter) {
      this.scorer.keep();
      this.kept += 1;
      this.note(false);
      this.changed = dials;
    } else this.scorer.takeBack();
  }

  stop() {
    this.halt();
    this.finish();
  }

  halt() {
    cancelAnimationFrame(this.frame);
    this.climbing = null;
    this.replayed = [];
  }

  finish() {
    delete document.documentElement.dataset.busy;
    address.set({ way: wayText(this.steps), start: this.isTrained ? "trained" : null, seed: String(this.seed) });
    this.show();
    byId("said").textContent = byId("score").textContent;
    for (const table of Object.values(this.tables)) table.refresh();
  }

  choose(dial, isNews = true) {
    this.dial = dial;
    this.field.choose(dial);
    if (isNews) address.set({ dial: String(dial + 1) });
    this.showDial();
    this.tables.dials.refresh();
  }

  show() {
    if (this.scorer) this.parameters = this.scorer.parameters;
    this.field.show(this.parameters, this.changed);
    this.changed = [];
    const isBusy = Boolean(this.climbing);
    byId("climb").textContent = isBusy ? _("Stop") : _("Up the hill by chance");
    byId("back").disabled = this.past.length === 0;
    this.showDial();
    this.showRecord();
    if (!this.scorer) return;
    const { right } = this.scorer;
    byId("score").textContent = _("{right} of {all} digits right", { right, all: this.beside.all });
    showScores(byId("curve"), this.points, { ...this.beside, tries: this.tries });
    byId("curve").setAttribute("aria-label", _("The score over {tries} tries: {right} of {all} now; guessing {guessed}, trained {trained}", {
      tries: counted(this.tries), right, all: this.beside.all, guessed: Math.round(this.beside.guessed), trained: this.beside.trained,
    }));
  }

  showRecord() {
    const { hand } = this;
    const texts = [];
    if (hand) {
      const told = { turns: counted(hand.turns), time: clockText(hand.seconds), best: hand.best };
      texts.push(hand.seconds === FIVE_MINUTES ? _("Five minutes by hand: {turns} turns, best {best}.", told) : _("By hand: turn {turns}, {time} of 5:00, best {best}.", told));
    } else if (this.byChance === 0) {
      texts.push(this.isTrained ? _("These values were found by training. How many can you turn before it gets worse?") : _("How far do you get in five minutes? The clock starts with your first turn."));
    }
    if (this.byChance > 0) texts.push(_("By chance: try {tries}, {kept} kept.", { tries: counted(this.byChance), kept: counted(this.kept) }));
    byId("record").textContent = texts.join(" ");
  }

  startKnob() {
    const knob = byId("knob");
    const turn = (event) => {
      const box = knob.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
      const angle = (Math.atan2(x, -y) * 180) / Math.PI; // from the top, clockwise
      this.turn((this.reach * Math.min(KNOB_TURN, Math.max(-KNOB_TURN, angle))) / KNOB_TURN);
    };
    knob.addEventListener("pointerdown", (event) => {
      knob.setPointerCapture(event.pointerId);
      turn(event);
    });
    knob.addEventListener("pointermove", (event) => knob.hasPointerCapture(event.pointerId) && turn(event));
    for (const end of ["pointerup", "pointercancel"]) knob.addEventListener(end, () => this.turned());
  }

  showDial() {
    const value = this.parameters[this.dial];
    const { layer, neuron, input } = placeOf(network, this.dial);
    this.reach = Math.max(LEAST_REACH, Math.ceil(this.field.full[this.dial] * 1.5), Math.ceil(Math.abs(value)));
    Object.assign(byId("dial"), { min: -this.reach, max: this.reach, value });
    byId("dial-value").textContent = number(value, 2);
    const name = neuronName(network, layer, neuron);
    const told = { neuron: name, row: Math.floor(input / format.side) + 1, column: (input % format.side) + 1, number: input + 1 };
    byId("dial-name").textContent =
      input === null
        ? _("Bias: {neuron}", told)
        : layer === 0
          ? _("Weight: pixel in row {row}, column {column}, to {neuron}", told)
          : _("Weight: neuron {number} before, to {neuron}", told);
    byId("knob").querySelector(".needle").setAttribute("transform", `rotate(${(KNOB_TURN * value) / this.reach})`);
    const strength = colorStrength(value, this.field.full[this.dial]);
    const color = rgb(value < 0 ? palette.colors.negative : palette.colors.positive).map((part) => Math.round(part * strength));
    byId("knob").style.setProperty("--tint", `rgb(${color})`);
  }

  scoreRows() {
    const { guessed = 0, trained = 0 } = this.beside ?? {};
    return {
      caption: _("The score from each try on; guessing {guessed}, trained {trained}", { guessed: Math.round(guessed), trained }),
      head: [_("try"), _("right")],
      rows: (this.points ?? []).slice(-MOST_ROWS).map(({ tries, right }) => [counted(tries), counted(right)]),
    };
  }

  dialRows() {
    const { layer, neuron } = placeOf(network, this.dial);
    const { weights, biases } = layerStarts(network).starts[layer];
    const { fanIn } = network.layers[layer];
    const values = Array.from(this.parameters.subarray(weights + neuron * fanIn, weights + (neuron + 1) * fanIn), (value, i) => [value, i]);
    const name = (i) => (layer === 0 ? `${Math.floor(i / format.side) + 1}, ${(i % format.side) + 1}` : String(i + 1));
    const largest = values.sort(([one], [other]) => Math.abs(other) - Math.abs(one)).slice(0, MOST_ROWS);
    return {
      caption: _("{neuron}: its bias and its weights, the largest first", { neuron: sentence(neuronName(network, layer, neuron)) }),
      head: [layer === 0 ? _("row, column") : _("neuron"), _("value")],
      rows: [[_("bias"), brief(this.parameters[biases + neuron])], ...largest.map(([value, i]) => [name(i), brief(value)])],
    };
  }
}

const clockText = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

start(() => {
  const page = new DialsPage();
  // For the curious: the dials as they are, the score, and the outputs for every test digit.
  neuroscenes.turned = () => ({
    parameters: [...page.scorer.parameters],
    right: page.scorer.right,
    outputs: page.scorer.outputs(),
  });
});
