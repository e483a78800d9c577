// The network as the film shows it: every neuron a disc, every connection light.

import { contributions } from "../network/network.js";
import { brightness, connectionLight } from "../network/scales.js";
import { onColors, palette, rgb } from "./colors.js";
import { Light, pixelOf } from "./light.js";
import { isCalm } from "./dom.js";
import { neuronName } from "./names.js";
import { _, DECIMALS, number } from "./words.js";

const FIRST_GAP = 1.35; // behind the input column, in gaps between other layers
const LEFT = 6;
const LABELS = 106; // room for the outputs' names and values
const LARGEST = 26; // diameter of a disc, px
const ROOM = 21; // least distance between two discs of a column, px
const APART = 15; // least distance between two columns of a layer, px
const GAP = 40; // least distance between two layers, px
const COLUMN_SHARE = 0.8; // of a gap, that the columns of a layer may take
const TICK = 12; // width of the input column, px
const MARGIN = 14; // above and below, for the bloom of the discs
const LEAST_LIGHT = 0.003; // of a connection that is drawn
const MOST_LINES = 3000; // of a layer pair; those that are left out would be too dim to be seen
const STEPS = 200; // of the scale on which they are found
const BLOOM = 0.5; // light around a neuron that is fully lit, and how far it reaches, in radii
const BLOOM_REACH = 2.3;
const WAVE_MS = 900;
const IN_MOTION = 0.5; // as many pixels a side while the pen moves
const SETTLED_MS = 150; // then it rests, and is sharp again
const SHARPEST = 1.5; // most pixels of the picture for one of the page
// How bright the connections of a pair are in all, for each pixel of height, and at most each.
const REST = { density: 0.16, each: 0.35 };
const FLOW = { density: 0.24, each: 1.6 };
const BRIGHTEST = 3; // of the connections of a chosen neuron
const QUIET = 0.1; // of the connections that a chosen neuron has no part in

export class NetworkPicture {
  /**
   * @param {HTMLElement} box
   * @param {import("../network/network.js").Network} network
   * @param {{picked: Function, pointed: Function, left: Function}} heard
   *   `picked(layer, neuron)` for a click, `pointed(layer, neuron)` for hover and focus, `left()` after
   */
  constructor(box, network, { picked, pointed, left }) {
    Object.assign(this, { box, network, picked, pointed, left });
    this.plane = box.querySelector(".plane");
    [this.rest, this.flow] = box.querySelectorAll("canvas");
    this.holder = box.querySelector(".neurons");
    this.trace = null;
    this.chosen = null;
    this.restLight = network.layers.map((layer) => connectionLight(layer.weights));
    this.buttons = network.layers.map((layer, number) => this.makeLayer(layer.fanOut, number));
    this.buttons[0][0].tabIndex = 0;
    this.holder.addEventListener("keydown", (event) => this.step(event));
    new ResizeObserver(() => this.arrange()).observe(box);
    onColors(() => this.places && this.paintAll());
  }

  makeLayer(size, layer) {
    const isLast = layer === this.network.layers.length - 1;
    return Array.from({ length: size }, (_, neuron) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = isLast ? "neuron output" : "neuron";
      button.tabIndex = -1;
      button.dataset.layer = layer;
      button.dataset.neuron = neuron;
      const span = (className, textContent = "") => Object.assign(document.createElement("span"), { className, textContent });
      button.append(span("disc"));
      if (isLast) button.append(span("name", this.network.labels[neuron]), span("value"));
      button.addEventListener("click", () => this.picked(layer, neuron));
      button.addEventListener("focus", () => this.pointed(layer, neuron));
      button.addEventListener("blur", () => this.left());
      button.addEventListener("pointerenter", () => this.pointed(layer, neuron));
      button.addEventListener("pointerleave", (event) => {
        if (event.pointerType === "mouse" && document.activeElement !== button) this.left();
      });
      this.holder.append(button);
      return button;
    });
  }

  arrange() {
    const [shown, height] = [this.box.clientWidth, this.box.clientHeight];
    if (shown === 0) return;
    const tall = height - 2 * MARGIN;
    const rows = Math.floor(tall / ROOM);
    const width = Math.max(shown, this.leastWidth(rows));
    this.plane.style.width = `${width}px`;
    const gap = (width - LEFT - TICK - LABELS) / this.gaps;
    const inputs = this.network.sizes[0];
    this.tick = tall / inputs;
    this.places = [Array.from({ length: inputs }, (_, i) => [LEFT + TICK, MARGIN + (i + 0.5) * this.tick])];
    this.radii = [0];
    this.network.layers.forEach(({ fanOut: size }, layer) => {
      const columns = Math.ceil(size / rows);
      const inColumn = Math.ceil(size / columns);
      const pitch = Math.min(tall / inColumn, 44);
      const apart = Math.min(LARGEST + 5, (COLUMN_SHARE * gap) / columns);
      const diameter = Math.min(LARGEST, pitch * 0.8, columns > 1 ? apart * 0.8 : gap / 2);
      const x = LEFT + TICK + gap * (FIRST_GAP + layer);
      this.radii.push(diameter / 2);
      this.places.push(
        Array.from({ length: size }, (_, neuron) => [
          x + (Math.floor(neuron / inColumn) - (columns - 1) / 2) * apart,
          height / 2 + ((neuron % inColumn) - (inColumn - 1) / 2) * pitch,
        ]),
      );
      this.placeButtons(layer, diameter);
    });
    this.height = height;
    this.still = this.sheetOf(width, 1);
    this.moving = this.sheetOf(width, IN_MOTION);
    this.paintAll();
  }

  // What is painted on: its pixels for one of the page, and as a share of those of a still picture.
  sheetOf(width, share) {
    const ratio = share * Math.min(SHARPEST, devicePixelRatio);
    return { ratio, share, light: new Light(Math.round(width * ratio), Math.round(this.height * ratio)) };
  }

  get gaps() {
    return FIRST_GAP + this.network.layers.length - 1;
  }

  leastWidth(rows) {
    const columns = Math.max(...this.network.layers.map((layer) => Math.ceil(layer.fanOut / rows)));
    const gap = columns > 1 ? Math.max(GAP, (columns * APART) / COLUMN_SHARE) : GAP;
    return LEFT + TICK + LABELS + gap * this.gaps;
  }

  placeButtons(layer, diameter) {
    this.buttons[layer].forEach((button, neuron) => {
      const [x, y] = this.places[layer + 1][neuron];
      button.style.left = `${x - diameter / 2}px`;
      button.style.top = `${y - diameter / 2}px`;
      button.style.setProperty("--diameter", `${diameter}px`);
    });
  }

  /** Show a trace; where it is finished, names follow, and unless told otherwise the signal runs. */
  show(trace, isFinished, runs = isFinished) {
    this.trace = trace;
    const wave = Boolean(runs && trace && !isCalm());
    this.holder.classList.toggle("running", wave);
    this.fills = this.network.layers.map((layer, i) =>
      trace ? brightness(trace.layers[i].activations, layer.activation) : new Array(layer.fanOut).fill(0),
    );
    this.buttons.forEach((buttons, layer) => this.fill(buttons, layer));
    if (isFinished || !trace) this.nameAll();
    clearTimeout(this.settling);
    if (this.places && trace) {
      this.paintFlow(isFinished ? this.still : this.moving);
      if (!isFinished) this.settling = setTimeout(() => this.paintFlow(this.still), SETTLED_MS);
    }
    this.flow.hidden = !trace;
    if (!wave) return;
    for (const canvas of [this.rest, this.flow]) {
      const [from, to] = canvas === this.flow ? ["0 100% 0 0", "0"] : ["0", "0 0 0 100%"];
      const frames = [{ clipPath: `inset(${from})` }, { clipPath: `inset(${to})` }];
      canvas.animate(frames, { duration: WAVE_MS, easing: "ease-in-out" });
    }
  }

  fill(buttons, layer) {
    const isLast = layer === this.buttons.length - 1;
    const delay = `${Math.round((0.8 * WAVE_MS * (FIRST_GAP + layer)) / this.gaps)}ms`;
    buttons.forEach((button, neuron) => {
      const fill = this.fills[layer][neuron].toFixed(3);
      if (button.dataset.fill !== fill) {
        button.dataset.fill = fill;
        button.style.setProperty("--delay", delay);
        button.style.setProperty("--fill", fill);
      }
      if (!isLast) return;
      const value = this.trace ? number(this.trace.layers[layer].activations[neuron], DECIMALS) : "";
      if (button.lastChild.textContent !== value) button.lastChild.textContent = value;
      button.classList.toggle("winner", this.trace?.answer === neuron);
    });
  }

  // Labels for those who read by ear: when a drawing is finished, for they take as long as all else.
  nameAll() {
    this.buttons.forEach((buttons, layer) =>
      buttons.forEach((button, neuron) => {
        const name = neuronName(this.network, layer, neuron);
        const value = this.trace && number(this.trace.layers[layer].activations[neuron], DECIMALS);
        button.setAttribute("aria-label", value ? _("{name}, activation {value}", { name, value }) : name);
      }),
    );
  }

  /** Mark a neuron, and show what comes to it alone; null for none. */
  choose(chosen) {
    this.chosen = chosen;
    for (const button of this.buttons.flat()) button.removeAttribute("aria-pressed");
    if (chosen) this.buttons[chosen[0]][chosen[1]].setAttribute("aria-pressed", "true");
    if (this.places) this.paintAll();
  }

  paintAll() {
    this.paint(this.rest, this.still, this.restLight, REST, null, []);
    if (this.trace) this.paintFlow(this.still);
  }

  paintFlow(sheet) {
    this.paint(this.flow, sheet, this.flowLight(), FLOW, this.trace.ink, this.fills);
  }

  flowLight() {
    return this.network.layers.map((layer, i) => connectionLight(contributions(layer, this.trace.layers[i].inputs)));
  }

  paint(canvas, sheet, lights, exposure, ink, fills) {
    Object.assign(this, sheet);
    const { width, height } = this.light;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.light.clear();
    lights.forEach((light, layer) => this.connect(light, layer, exposure));
    const [positive, negative] = [rgb(palette.colors.positive), rgb(palette.colors.negative)];
    this.light.paint(canvas, { positive, negative }, (pixels) => {
      this.paintBlooms(fills);
      this.paintInputs(pixels, ink);
    });
  }

  connect(lights, layer, { density, each }) {
    const [from, to] = [this.places[layer], this.places[layer + 1]];
    const total = lights.reduce((sum, light) => sum + Math.abs(light), 0);
    const strength = this.share * Math.min(each, (density * this.height) / (total || 1));
    const least = Math.max(leastOf(lights), LEAST_LIGHT / (this.chosen ? BRIGHTEST : strength));
    const chosen = this.chosen && (this.chosen[0] === layer ? this.chosen[1] : -1);
    const { ratio, light: sum } = this;
    const [start, end] = [this.radii[layer], this.radii[layer + 1]];
    for (let neuron = 0, i = 0; neuron < to.length; neuron += 1) {
      const [u, v] = to[neuron];
      let share = strength;
      if (chosen !== null) share = chosen === neuron ? this.share * this.chosenStrength(lights, layer, density) : QUIET * strength;
      for (let input = 0; input < from.length; input += 1, i += 1) {
        const light = lights[i];
        if (light < least && light > -least) continue;
        const [x, y] = from[input];
        const [across, down] = [u - x, v - y];
        const along = Math.sqrt(across * across + down * down);
        const [leave, arrive] = [(ratio * start) / along, (ratio * end) / along];
        sum.line(
          ratio * x + leave * across,
          ratio * y + leave * down,
          ratio * u - arrive * across,
          ratio * v - arrive * down,
          share * light,
        );
      }
    }
  }

  // So bright that a neuron's connections, be they many or few, are half of what a pair's are.
  chosenStrength(lights, layer, density) {
    const { fanIn } = this.network.layers[layer];
    const own = lights.subarray(this.chosen[1] * fanIn, (this.chosen[1] + 1) * fanIn);
    const total = own.reduce((sum, light) => sum + Math.abs(light), 0);
    return Math.min(BRIGHTEST, (0.5 * density * this.height) / (total || 1));
  }

  // A neuron that is lit gives light.
  paintBlooms(fills) {
    const { width, height, data } = this.light.image;
    fills.forEach((layer, number) => {
      const reach = Math.ceil(BLOOM_REACH * this.radii[number + 1] * this.ratio);
      layer.forEach((fill, neuron) => {
        if (fill < 0.05) return;
        const [x, y] = this.places[number + 1][neuron].map((place) => Math.round(place * this.ratio));
        for (let row = Math.max(0, y - reach); row < Math.min(height, y + reach); row += 1) {
          for (let column = Math.max(0, x - reach); column < Math.min(width, x + reach); column += 1) {
            const away = ((column - x) ** 2 + (row - y) ** 2) / reach ** 2;
            if (away >= 1) continue;
            const light = 255 * BLOOM * fill * (1 - away) ** 2;
            const at = 4 * (row * width + column);
            data[at] += light;
            data[at + 1] += light;
            data[at + 2] += light;
          }
        }
      });
    });
  }

  // The input column: the picture's rows, one below the other, in a frame.
  paintInputs(pixels, ink) {
    const { ratio } = this;
    const { width } = this.light;
    const inputs = this.network.sizes[0];
    const [left, right, top] = [LEFT, LEFT + TICK, MARGIN].map((place) => Math.round(place * ratio));
    const height = Math.round(this.tick * inputs * ratio);
    const [panel, rule] = [rgb(palette.colors.panel), pixelOf(rgb(palette.colors.rule))];
    for (let row = -1; row <= height; row += 1) {
      const isEdge = row < 0 || row === height;
      // Of the inputs that fall on one row of the picture the brightest is seen.
      const [first, last] = [row, row + 1].map((each) => Math.floor((each / height) * inputs));
      let light = 0;
      for (let i = first; ink && !isEdge && (i < last || i === first); i += 1) light = Math.max(light, ink[i] ?? 0);
      const inside = isEdge ? rule : pixelOf(panel.map((part) => part + (255 - part) * light));
      const start = (top + row) * width;
      pixels.fill(inside, start + left, start + right);
      pixels[start + left - 1] = pixels[start + right] = rule;
    }
  }

  // Arrow keys: up and down within a layer, left and right to the next.
  step(event) {
    const button = event.target.closest(".neuron");
    const move = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    if (!button || !(event.key in move)) return;
    event.preventDefault();
    const [across, down] = move[event.key];
    const [layer, neuron] = [Number(button.dataset.layer), Number(button.dataset.neuron)];
    const next = this.buttons[Math.min(this.buttons.length - 1, Math.max(0, layer + across))];
    const share = neuron / Math.max(1, this.buttons[layer].length - 1);
    const row = across ? Math.round(share * (next.length - 1)) : neuron + down;
    const found = next[Math.min(next.length - 1, Math.max(0, row))];
    button.tabIndex = -1;
    found.tabIndex = 0;
    found.focus();
  }
}

// The light from which on a connection is drawn, so that no more than `MOST_LINES` are.
function leastOf(lights) {
  const counts = new Uint32Array(STEPS + 1);
  let lit = 0;
  for (let i = 0; i < lights.length; i += 1) {
    if (lights[i] === 0) continue;
    lit += 1;
    counts[(Math.abs(lights[i]) * STEPS) | 0] += 1;
  }
  let step = 0;
  for (; lit > MOST_LINES; step += 1) lit -= counts[step];
  return step / STEPS;
}
