// The page: a drawing goes to the server, what it answers is shown.

import * as api from "./api.js";
import { Clips, listScenes } from "./films.js";
import { Grid } from "./grid.js";
import { Paper } from "./ink.js";
import { Inspector } from "./inspector.js";
import { Pad } from "./pad.js";
import { Stage } from "./stage.js";
import { _, DECIMALS, brief, number, sentence } from "./words.js";

const byId = (id) => document.getElementById(id);
const FORGOTTEN = 404;

function notice(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = !text;
}

class Page {
  constructor(described) {
    this.described = described;
    this.reading = null;
    for (const [name, color] of Object.entries(described.colors)) {
      document.documentElement.style.setProperty(`--${name}`, color);
    }
    const { side, pen } = described.canvas;
    this.paper = new Paper(side, pen);
    this.pad = new Pad(byId("pad"), side, pen, (isFinished) => this.drawn(isFinished));
    this.pixels = new Grid(byId("pixels"), described.colors);
    this.stage = new Stage(byId("stage"), byId("light"), byId("neurons"), described, {
      picked: (layer, neuron) => this.inspect(layer, neuron),
      pointed: (layer, neuron) => this.point(layer, neuron, number),
      left: () => this.pointed && this.point(...this.pointed, brief),
    });
    this.inspector = new Inspector(
      described,
      (layer, neuron) => this.stage.nameOf(layer, neuron),
      (layer, neuron) => {
        this.stage.mark(null);
        this.stage.buttons[layer][neuron].focus();
      },
    );
    this.clips = new Clips(byId("clips"), described.captions, notice);
    this.fillIn();
    this.listen();
    this.show(null, false);
  }

  fillIn() {
    const { layer_sizes, shown_parameters, grid, qualities, aspects, scenes } = this.described;
    byId("network-line").textContent = _("a network of {sizes} neurons, {count} parameters", {
      sizes: layer_sizes.join(" – "),
      count: shown_parameters,
    });
    byId("pixels-caption").textContent = _("{side} × {side} pixels", { side: grid });
    listScenes(byId("scenes"), scenes);
    for (const { letter, text } of qualities) byId("quality").add(new Option(text, letter));
    for (const { name, text } of aspects) byId("aspect").add(new Option(text, name));
    for (let digit = 0; digit < 10; digit += 1) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = digit;
      button.setAttribute("aria-label", _("Draw our {digit}", { digit }));
      button.addEventListener("click", () => this.attempt(() => this.takeSample(digit)));
      byId("samples").append(button);
    }
  }

  listen() {
    byId("undo").addEventListener("click", () => this.pad.undo());
    byId("clear").addEventListener("click", () => this.pad.replace([]));
    byId("save").addEventListener("click", () => this.save());
    byId("order").addEventListener("submit", (event) => {
      event.preventDefault();
      this.attempt(() => this.film());
    });
  }

  async attempt(action) {
    try {
      await action();
    } catch (error) {
      notice(error.message);
    }
  }

  drawn(isFinished) {
    this.changed = true;
    this.isFinished = isFinished;
    byId("undo").disabled = !this.pad.canUndo;
    byId("clear").disabled = byId("save").disabled = this.pad.isEmpty;
    byId("pad-hint").hidden = !this.pad.isEmpty;
    this.send();
  }

  // One drawing is on its way at a time; what is drawn meanwhile goes next.
  async send() {
    if (this.isSending) return;
    this.isSending = true;
    byId("stage").setAttribute("aria-busy", "true");
    while (this.changed) {
      this.changed = false;
      const isFinished = this.isFinished;
      await this.attempt(async () => this.show(await this.read(), isFinished));
    }
    byId("stage").setAttribute("aria-busy", "false");
    this.isSending = false;
  }

  async read() {
    if (this.pad.isEmpty) return null;
    this.paper.draw(this.pad.strokes);
    try {
      const reading = await api.read(this.paper.bytes());
      notice("");
      return reading;
    } catch (error) {
      if (error.status === 429) this.changed = true;
      if (error.status === 429) await new Promise((resolve) => setTimeout(resolve, 500));
      throw error;
    }
  }

  show(reading, isFinished) {
    this.reading = reading;
    this.pixels.show(reading?.pixels ?? new Array(this.described.grid ** 2).fill(0), this.described.grid, false);
    this.stage.show(reading, isFinished);
    byId("film").disabled = !reading;
    byId("film-hint").hidden = Boolean(reading);
    byId("pixels").setAttribute(
      "aria-label",
      reading ? _("Your digit as the network gets it") : _("No digit yet"),
    );
    byId("answer").hidden = !reading;
    byId("answer").textContent = reading?.label ?? "";
    if (!reading || isFinished) byId("verdict").replaceChildren(...verdict(reading, this.described.labels));
    if (this.pointed) this.point(...this.pointed, brief);
    this.attempt(() => this.refreshInspector());
  }

  async refreshInspector() {
    if (this.reading) {
      await this.inspector.show((layer, neuron) =>
        this.remembered((key) => api.neuron(key, layer, neuron)),
      );
    } else if (this.inspector.picked) this.inspector.section.hidden = true;
  }

  // `shown` writes the numbers: all digits while a neuron is pointed at, four decimals later.
  point(layer, neuron, shown) {
    this.pointed = [layer, neuron];
    if (!this.reading) return;
    const { pre_activations: before, activations } = this.reading.layers[layer];
    byId("exact").textContent =
      `${sentence(this.stage.nameOf(layer, neuron))}: ` +
      `${this.described.activations[layer]}(${shown(before[neuron])}) = ${shown(activations[neuron])}`;
  }

  async inspect(layer, neuron) {
    if (!this.reading) return notice(_("Draw a digit first: then a neuron shows what it does with it."));
    notice("");
    this.stage.mark(layer, neuron);
    this.inspector.open(layer, neuron);
    await this.attempt(() => this.refreshInspector());
    byId("inspector").focus({ preventScroll: true });
    reveal(byId("inspector"));
  }

  async takeSample(digit) {
    this.pad.replace(await api.sample(digit));
  }

  save() {
    this.paper.draw(this.pad.strokes);
    this.paper.canvas.toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = "my-digit.png";
      link.click();
      URL.revokeObjectURL(link.href);
    }, "image/png");
  }

  async film() {
    notice("");
    const wanted = {
      scene: new FormData(byId("order")).get("scene"),
      quality: byId("quality").value,
      aspect: byId("aspect").value,
      burn_captions: byId("burn-captions").checked,
    };
    this.clips.add(await this.remembered((key) => api.order(key, wanted)));
    reveal(byId("clips"));
  }

  // Ask about the reading by its key; when the server has read much meanwhile, send it again.
  async remembered(ask) {
    try {
      return await ask(this.reading.input);
    } catch (error) {
      if (error.status !== FORGOTTEN) throw error;
      const reading = await this.read();
      return ask(reading.input);
    }
  }
}

function reveal(element) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "nearest" });
}

function verdict(reading, labels) {
  if (!reading) return [_("Every number here will be computed from your drawing.")];
  const outputs = reading.layers.at(-1).activations;
  const order = outputs.map((_, i) => i).sort((a, b) => outputs[b] - outputs[a]);
  const answer = document.createElement("strong");
  answer.textContent = reading.label;
  const sure = number(outputs[order[0]], DECIMALS);
  const said =
    order.length === 1
      ? _("It reads a {answer} (output {output})", { output: sure })
      : _("It reads a {answer} (output {output}; next {second} with {other})", {
          output: sure,
          second: labels[order[1]],
          other: number(outputs[order[1]], DECIMALS),
        });
  const [before, after] = said.split("{answer}");
  return [before, answer, after];
}

try {
  const page = new Page(await api.network());
  for (const clip of await api.clips()) page.clips.add(clip);
  document.documentElement.dataset.ready = "";
} catch (error) {
  notice(error.message);
}
