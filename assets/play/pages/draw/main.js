// Draw: a drawing, its pixels, the whole network as light, and the outputs.

import { pixelsOf } from "../../network/ink.js";
import { address } from "../../parts/address.js";
import { carried } from "../../parts/carried.js";
import { onColors, palette } from "../../parts/colors.js";
import { byId, make } from "../../parts/dom.js";
import { EMPTY, drawingAt, drawingValues } from "../../parts/drawings.js";
import { paintGrid } from "../../parts/grid.js";
import { neuronName, neuronOfText, neuronText } from "../../parts/names.js";
import { NetworkPicture } from "../../parts/network_picture.js";
import { Pad } from "../../parts/pad.js";
import { savePicture } from "../../parts/picture_file.js";
import { offerSamples } from "../../parts/samples.js";
import { format, network, read, start } from "../../parts/start.js";
import { NumberTable } from "../../parts/tables.js";
import { _, DECIMALS, brief, number, sentence } from "../../parts/words.js";
import { offerFilming } from "./filming.js";

class DrawPage {
  constructor() {
    this.trace = null;
    this.pointed = null; // the neuron under the pointer, or with the focus
    this.chosen = null; // the neuron that was clicked
    this.pad = new Pad(byId("pad"), (isFinished) => this.drawn(isFinished));
    this.picture = new NetworkPicture(byId("picture"), network, {
      picked: (layer, neuron) => this.choose(layer, neuron),
      pointed: (layer, neuron) => this.point([layer, neuron], number),
      left: () => this.point(this.chosen, brief),
    });
    this.tables = [
      new NumberTable(byId("pixel-table"), () => this.pixelNumbers()),
      new NumberTable(byId("neuron-table"), () => this.neuronNumbers()),
    ];
    byId("pixels-caption").textContent = _("{side} × {side} pixels", { side: format.side });
    offerSamples(byId("samples"), () => this.pad.drawing, (drawing) => this.pad.replace(drawing));
    byId("undo").addEventListener("click", () => this.pad.undo());
    byId("clear").addEventListener("click", () => this.pad.replace(EMPTY));
    byId("save").addEventListener("click", () => savePicture(this.pad.drawing, "my-digit.png"));
    onColors(() => {
      this.showPixels();
      tellSigns();
    });
    tellSigns();
    address.onChange(() => this.follow());
    this.follow();
  }

  // Show what the address names.
  follow() {
    const neuron = neuronOfText(network, address.get("neuron"));
    this.chosen = neuron;
    this.picture.choose(neuron);
    byId("look").hidden = !neuron;
    const drawing = drawingAt(address);
    if (drawing) this.pad.drawing = drawing;
    this.pad.show();
    this.drawn(true);
  }

  // The picture is drawn once a frame, however often the pointer moves.
  drawn(isFinished) {
    byId("undo").disabled = !this.pad.canUndo;
    byId("clear").disabled = byId("save").disabled = this.pad.isEmpty;
    byId("pad-hint").hidden = !this.pad.isEmpty;
    this.isFinished = isFinished;
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.show(this.isFinished);
    });
    if (isFinished) address.set(drawingValues(this.pad.drawing));
  }

  show(isFinished) {
    const ink = pixelsOf(this.pad.drawing, format);
    this.trace = ink && read(ink);
    this.showPixels();
    this.picture.show(this.trace, isFinished);
    byId("answer").hidden = !this.trace;
    byId("answer").textContent = this.trace ? network.labels[this.trace.answer] : "";
    if (!this.trace || isFinished) byId("verdict").replaceChildren(...verdict(this.trace));
    this.point(this.pointed ?? this.chosen, brief);
    for (const table of this.tables) table.refresh();
    document.documentElement.dataset.ready = "";
    dispatchEvent(new CustomEvent("read", { detail: { drawing: this.pad.drawing, trace: this.trace } }));
  }

  showPixels() {
    paintGrid(byId("pixels"), this.trace?.ink ?? new Float64Array(format.side ** 2), format.side);
    byId("pixels").setAttribute("aria-label", this.trace ? _("Your digit as the network gets it") : _("No digit yet"));
  }

  choose(layer, neuron) {
    const isSame = this.chosen?.[0] === layer && this.chosen[1] === neuron;
    this.chosen = isSame ? null : [layer, neuron];
    this.picture.choose(this.chosen);
    byId("look").hidden = !this.chosen;
    address.set({ neuron: this.chosen && neuronText(this.chosen) });
    this.point([layer, neuron], number);
  }

  // `shown` writes the numbers: all digits while a neuron is pointed at, four decimals later.
  point(pointed, shown) {
    this.pointed = shown === number ? pointed : null;
    const exact = byId("exact");
    if (!pointed) {
      exact.textContent = _("Point at a neuron for its exact value; click it for its connections alone.");
      return;
    }
    const [layer, neuron] = pointed;
    const name = sentence(neuronName(network, layer, neuron));
    if (!this.trace) {
      exact.textContent = name;
      return;
    }
    const { preActivations, activations } = this.trace.layers[layer];
    const value = `${network.layers[layer].activation}(${shown(preActivations[neuron])}) = ${shown(activations[neuron])}`;
    exact.textContent = `${name}: ${value}`;
  }

  pixelNumbers() {
    const { side } = format;
    const ink = this.trace?.ink ?? [];
    const rows = Array.from({ length: side }, (_row, row) => [
      String(row + 1),
      ...Array.from(ink.slice(row * side, (row + 1) * side), (pixel) => number(pixel, 2)),
    ]);
    const columns = Array.from({ length: side }, (_column, column) => String(column + 1));
    return { caption: _("Ink of each pixel, from 0 to 1"), head: [_("row"), ...columns], rows };
  }

  neuronNumbers() {
    const rows = network.layers.flatMap((layer, l) =>
      Array.from({ length: layer.fanOut }, (_neuron, n) => [
        sentence(neuronName(network, l, n)),
        ...(this.trace ? [this.trace.layers[l].preActivations[n], this.trace.layers[l].activations[n]].map(brief) : []),
      ]),
    );
    return { caption: _("What each neuron makes of your drawing"), head: [_("neuron"), _("sum plus bias"), _("activation")], rows };
  }
}

function tellSigns() {
  const [positive, negative] = palette.signs;
  byId("legend").textContent = _(
    "On the left the pixels once more, one below the other. Connections in {positive} raise a neuron's sum, those in {negative} lower it; the brighter a neuron, the higher its activation.",
    { positive, negative },
  );
}

function verdict(trace) {
  if (!trace) return [_("Every number here will be computed from your drawing.")];
  const outputs = trace.layers.at(-1).activations;
  const order = Array.from(outputs, (_output, i) => i).sort((a, b) => outputs[b] - outputs[a]);
  const sure = number(outputs[order[0]], DECIMALS);
  const said =
    order.length === 1
      ? _("It reads a {answer} (output {output})", { output: sure })
      : _("It reads a {answer} (output {output}; next {second} with {other})", {
          output: sure,
          second: network.labels[order[1]],
          other: number(outputs[order[1]], DECIMALS),
        });
  const [before, after] = said.split("{answer}");
  return [before, make("strong", { textContent: network.labels[trace.answer] }), after];
}

start(() => {
  const page = new DrawPage();
  globalThis.neuroscenes.drawing = () => page.pad.drawing;
  if (carried.filming) offerFilming(carried.filming, () => page.pad.drawing);
});
