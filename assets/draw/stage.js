// The network as the film shows it: every neuron a disc, the strongest connections as light.

import { _, DECIMALS, number } from "./words.js";

const FIRST_GAP = 1.35; // behind the input column, in gaps between other layers
const LEFT = 12;
const LABELS = 104; // room for the outputs' names and values
const LARGEST = 30; // diameter of a disc, px
const ROOM = 25; // least distance between two discs of a column, px
const APART = 15; // least distance between two columns of a layer, px
const GAP = 40; // least distance between two layers, px
const COLUMN_SHARE = 0.8; // of a gap, that the columns of a layer may take
const TICK = 9; // width of the input column, px
// Exposure of the first layer pair and of all others, and the light that they bear: the sum of a
// pair's lights, beyond which it is exposed less, or it would be white all over.
const REST = { first: { exposure: 0.08, light: 360 }, other: { exposure: 0.22, light: 50 } };
const FLOW = { first: { exposure: 0.34, light: 140 }, other: { exposure: 0.6, light: 50 } };
const WAVE_MS = 900;

export class Stage {
  // `picked(layer, neuron)` for a click, `pointed(layer, neuron)` for hover and focus, `left()` after.
  constructor(box, light, holder, described, { picked, pointed, left }) {
    Object.assign(this, { box, light, holder, described, picked, pointed, left });
    this.plane = light.parentElement;
    this.sizes = described.layer_sizes;
    this.labels = described.labels;
    this.reading = null;
    this.rest = document.createElement("canvas");
    this.flow = document.createElement("canvas");
    this.buttons = this.sizes.slice(1).map((size, layer) => this.makeLayer(size, layer));
    this.buttons[0][0].tabIndex = 0;
    holder.addEventListener("keydown", (event) => this.step(event));
    new ResizeObserver(() => this.arrange()).observe(box);
  }

  makeLayer(size, layer) {
    const isLast = layer === this.sizes.length - 2;
    return Array.from({ length: size }, (_, neuron) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = isLast ? "neuron output" : "neuron";
      button.tabIndex = -1;
      button.dataset.layer = layer;
      button.dataset.neuron = neuron;
      const disc = document.createElement("span");
      disc.className = "disc";
      button.append(disc);
      if (isLast) {
        const name = document.createElement("span");
        name.className = "name";
        name.textContent = this.labels[neuron];
        const value = document.createElement("span");
        value.className = "value";
        button.append(name, value);
      }
      button.setAttribute("aria-label", this.nameOf(layer, neuron));
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

  nameOf(layer, neuron) {
    if (layer === this.sizes.length - 2) return _("output for {digit}", { digit: this.labels[neuron] });
    return _("hidden layer {layer}, neuron {neuron} of {count}", {
      layer: layer + 1,
      neuron: neuron + 1,
      count: this.sizes[layer + 1],
    });
  }

  arrange() {
    const [shown, height] = [this.box.clientWidth, this.box.clientHeight];
    if (shown === 0) return;
    const rows = Math.floor(height / ROOM);
    const width = Math.max(shown, this.leastWidth(rows));
    this.plane.style.width = `${width}px`;
    const gap = (width - LEFT - TICK - LABELS) / this.gaps;
    this.places = [this.inputPlaces(height)];
    this.radii = [0];
    this.sizes.slice(1).forEach((size, layer) => {
      const columns = Math.ceil(size / rows);
      const inColumn = Math.ceil(size / columns);
      const pitch = Math.min(height / inColumn, 46);
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
    for (const canvas of [this.light, this.rest, this.flow]) {
      canvas.width = Math.round(width * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
    }
    this.shine(this.rest, this.described.light, REST);
    if (this.reading) this.shine(this.flow, this.reading.light, FLOW, this.reading.pixels);
    this.compose(this.reading ? 1 : 0);
  }

  get gaps() {
    return FIRST_GAP + this.sizes.length - 2;
  }

  // A network that is wider than its place is not squeezed: one scrolls.
  leastWidth(rows) {
    const columns = Math.max(...this.sizes.slice(1).map((size) => Math.ceil(size / rows)));
    const gap = columns > 1 ? Math.max(GAP, (columns * APART) / COLUMN_SHARE) : GAP;
    return LEFT + TICK + LABELS + gap * this.gaps;
  }

  inputPlaces(height) {
    const count = this.sizes[0];
    return Array.from({ length: count }, (_, i) => [LEFT + TICK, ((i + 0.5) / count) * height]);
  }

  placeButtons(layer, diameter) {
    this.buttons[layer].forEach((button, neuron) => {
      const [x, y] = this.places[layer + 1][neuron];
      button.style.left = `${x - diameter / 2}px`;
      button.style.top = `${y - diameter / 2}px`;
      button.style.setProperty("--diameter", `${diameter}px`);
    });
  }

  // Show a reading; with `isFinished` the signal runs through from left to right.
  show(reading, isFinished) {
    this.reading = reading;
    const wave = isFinished && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.buttons.forEach((layer, number) => {
      const share = (FIRST_GAP + number) / (FIRST_GAP + this.buttons.length - 1);
      layer.forEach((button, neuron) => {
        const fill = reading ? reading.fills[number][neuron] : 0;
        const gray = Math.round(255 * fill);
        button.style.setProperty("--delay", wave ? `${0.8 * share * WAVE_MS}ms` : "0ms");
        button.style.setProperty("--fill", `rgb(${gray} ${gray} ${gray})`);
        this.label(button, number, neuron);
      });
    });
    if (!this.places) return;
    if (reading) this.shine(this.flow, reading.light, FLOW, reading.pixels);
    cancelAnimationFrame(this.frame);
    if (wave && reading) this.run(performance.now());
    else this.compose(reading ? 1 : 0);
  }

  label(button, layer, neuron) {
    const activation = this.reading?.layers[layer].activations[neuron];
    const name = this.nameOf(layer, neuron);
    const value = activation === undefined ? "" : number(activation, DECIMALS);
    const said = value ? _("{name}, activation {value}", { name, value }) : name;
    button.setAttribute("aria-label", said);
    if (layer !== this.buttons.length - 1) return;
    button.lastChild.textContent = value;
    button.classList.toggle("winner", this.reading?.answer === neuron);
  }

  mark(layer, neuron) {
    for (const button of this.buttons.flat()) button.removeAttribute("aria-pressed");
    if (layer !== null) this.buttons[layer][neuron].setAttribute("aria-pressed", "true");
  }

  run(start) {
    const step = (now) => {
      const time = Math.min(1, (now - start) / WAVE_MS);
      this.compose(time * time * (3 - 2 * time));
      if (time < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  // At rest to the right of the front, in flow to the left of it.
  compose(front) {
    const context = this.light.getContext("2d");
    const { width, height } = this.light;
    const x = Math.round(front * width);
    context.clearRect(0, 0, width, height);
    if (x > 0) context.drawImage(this.flow, 0, 0, x, height, 0, 0, x, height);
    if (x < width) {
      context.drawImage(this.rest, x, 0, width - x, height, x, 0, width - x, height);
    }
  }

  shine(canvas, light, exposures, pixels = null) {
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.scale(devicePixelRatio, devicePixelRatio);
    context.globalCompositeOperation = "lighter";
    light.forEach((connections, layer) => this.connect(context, connections, layer, exposures));
    context.globalCompositeOperation = "source-over";
    context.globalAlpha = 1;
    this.drawInputs(context, pixels);
  }

  connect(context, connections, layer, exposures) {
    const { exposure, light } = layer === 0 ? exposures.first : exposures.other;
    const total = connections.reduce((sum, [, , signed]) => sum + Math.abs(signed), 0);
    const strength = exposure * Math.min(1, light / total);
    const { positive, negative } = this.described.colors;
    const [from, to] = [this.places[layer], this.places[layer + 1]];
    context.lineWidth = layer === 0 ? 0.8 : 1.4;
    for (const [input, neuron, signed] of connections) {
      const [x, y] = from[input];
      const [u, v] = to[neuron];
      const along = Math.hypot(u - x, v - y) || 1;
      const [dx, dy] = [(u - x) / along, (v - y) / along];
      context.strokeStyle = signed < 0 ? negative : positive;
      context.globalAlpha = 1 - Math.exp(-strength * Math.abs(signed) * 1.6);
      context.beginPath();
      context.moveTo(x + this.radii[layer] * dx, y + this.radii[layer] * dy);
      context.lineTo(u - this.radii[layer + 1] * dx, v - this.radii[layer + 1] * dy);
      context.stroke();
    }
  }

  drawInputs(context, pixels) {
    const height = this.box.clientHeight;
    const tick = height / this.sizes[0];
    context.fillStyle = this.described.colors.panel;
    context.fillRect(LEFT, 0, TICK, height);
    pixels?.forEach((pixel, i) => {
      if (pixel === 0) return;
      context.globalAlpha = pixel;
      context.fillStyle = "#fff";
      context.fillRect(LEFT, i * tick, TICK, Math.max(tick, 0.8));
    });
    context.globalAlpha = 1;
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
