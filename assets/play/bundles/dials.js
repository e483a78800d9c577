// {"sources": "2dc78c98ea257ea4730332f887dc560e2105e1b4906dc17daad22dd6c65bf357", "words": ["Bias: {neuron}", "By chance: try {tries}, {kept} kept.", "By hand: turn {turns}, {time} of 5:00, best {best}.", "Draw our {digit}", "Each of the {count} cells is a dial: {first} squares of weights, one for each neuron of the first layer; then a row for each later neuron. Click one.", "Five minutes by hand: {turns} turns, best {best}.", "How far do you get in five minutes? The clock starts with your first turn.", "Show in {positive} and {negative}", "Stop", "The score from each try on; guessing {guessed}, trained {trained}", "The score over {tries} tries: {right} of {all} now; guessing {guessed}, trained {trained}", "These values were found by training. How many can you turn before it gets worse?", "Up the hill by chance", "Weight: neuron {number} before, to {neuron}", "Weight: pixel in row {row}, column {column}, to {neuron}", "activation", "all {count}", "bias", "guessing: {right}", "hidden layer {layer}, neuron {neuron} of {count}", "neuron", "output for {digit}", "right", "row, column", "sum", "trained: {right}", "tries: {tries}", "try", "value", "{function} of {sum} is {value}", "{name}, activation {value}", "{neuron}: its bias and its weights, the largest first", "{right} of {all} digits right"]}
// assets/play/network/activations.js
var elementwise = (one) => (z) => z.map(one);
var ACTIVATIONS = {
  sigmoid: { of: elementwise((z) => 1 / (1 + Math.exp(-z))), hasUnitRange: true },
  relu: { of: elementwise((z) => Math.max(z, 0)), hasUnitRange: false },
  tanh: { of: elementwise(Math.tanh), hasUnitRange: false },
  identity: { of: (z) => z.slice(), hasUnitRange: false },
  softmax: { of: softmax, hasUnitRange: true }
};
function softmax(z) {
  const largest2 = z.reduce((most, each) => Math.max(most, each), -Infinity);
  const powers = z.map((each) => Math.exp(each - largest2));
  const sum = powers.reduce((total, each) => total + each, 0);
  return powers.map((each) => each / sum);
}
function activation(name) {
  const found = Object.hasOwn(ACTIVATIONS, name) ? ACTIVATIONS[name] : null;
  if (!found) throw new RangeError(`no activation function ${name}`);
  return found;
}

// assets/play/network/scales.js
var PERCENTILE = 0.995;
var SIGNED_EXPONENT = 0.7;
var percentile = (magnitudes) => percentileOfSorted(Float64Array.from(magnitudes).sort());
function percentileOfSorted(sorted) {
  if (sorted.length === 0) return 0;
  const rank = PERCENTILE * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return low + rank % 1 * (high - low);
}
var sizes = new Float64Array(0);
var fullColor = (values) => percentile(Float64Array.from(values, Math.abs));
var colorStrength = (value, full) => full > 0 ? Math.min(1, Math.abs(value) / full) ** SIGNED_EXPONENT : 0;

// assets/play/parts/address.js
var listeners = [];
var own = new URLSearchParams(location.hash.slice(1));
var address = {
  get: (name) => own.get(name),
  /** Note values; null takes one out. */
  set(values) {
    for (const [name, value] of Object.entries(values)) {
      if (value === null) own.delete(name);
      else own.set(name, value);
    }
    const hash = `#${readable(own)}`;
    try {
      history.replaceState(null, "", hash);
    } catch {
    }
    showInLinks(hash);
  },
  /** Calls `follow` when somebody goes to another address of this page. */
  onChange: (follow) => listeners.push(follow)
};
var readable = (values) => String(values).replaceAll("%2C", ",").replaceAll("%7E", "~");
function showInLinks(hash) {
  for (const link of document.querySelectorAll("a[data-takes-along]")) {
    link.href = link.getAttribute("href").split("#")[0] + hash;
  }
}
addEventListener("hashchange", () => {
  own = new URLSearchParams(location.hash.slice(1));
  showInLinks(location.hash);
  for (const follow of listeners) follow();
});
showInLinks(location.hash);

// assets/play/parts/carried.js
var carried = JSON.parse(document.getElementById("carried").textContent);

// assets/play/parts/dom.js
var byId = (id) => document.getElementById(id);
function make(tag, properties = {}, ...children) {
  const element2 = Object.assign(document.createElement(tag), properties);
  element2.append(...children);
  return element2;
}
var isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
function notice(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = !text;
}

// assets/play/parts/words.js
var { words, decimal_mark: decimalMark } = carried;
function _(message, slots = {}) {
  return (words[message] ?? message).replace(/\{(\w+)\}/g, (slot, name) => slots[name] ?? slot);
}
var DECIMALS = 4;
function number(value, decimals = null) {
  const text = decimals === null ? String(value) : value.toFixed(decimals);
  const signed = Number(text) === 0 ? text.replace("-", "") : text;
  return signed.replaceAll("-", "−").replace(".", decimalMark);
}
function brief(value) {
  const [all, rounded2] = [number(value), number(value, DECIMALS)];
  return all.length < rounded2.length ? all : rounded2;
}
var sentence = (text) => text[0].toUpperCase() + text.slice(1);

// assets/play/parts/colors.js
var names = Object.keys(carried.palettes);
var listeners2 = [];
var palette = carried.palettes[carried.palette];
var rgb = (color) => [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));
function onColors(paint) {
  listeners2.push(paint);
}
function choose(name) {
  palette = carried.palettes[name];
  for (const [part, color] of Object.entries(palette.colors)) {
    document.documentElement.style.setProperty(`--${part}`, color);
  }
  const other = carried.palettes[names[(names.indexOf(name) + 1) % names.length]];
  const [positive, negative] = other.signs;
  byId("colors").textContent = _("Show in {positive} and {negative}", { positive, negative });
  for (const paint of listeners2) paint();
}
function startColors() {
  const asked = address.get("colors");
  let name = names.includes(asked) ? asked : carried.palette;
  choose(name);
  byId("colors").addEventListener("click", () => {
    name = names[(names.indexOf(name) + 1) % names.length];
    address.set({ colors: name === carried.palette ? null : name });
    choose(name);
  });
}

// assets/play/parts/names.js
function neuronName({ layers, labels }, layer, neuron) {
  if (layer === layers.length - 1) return _("output for {digit}", { digit: labels[neuron] });
  return _("hidden layer {layer}, neuron {neuron} of {count}", {
    layer: layer + 1,
    neuron: neuron + 1,
    count: layers[layer].fanOut
  });
}

// assets/play/parts/random.js
function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = state + 1831565813 >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}
function normal(next) {
  let spare = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (; ; ) {
      const [u, v] = [2 * next() - 1, 2 * next() - 1];
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt(-2 * Math.log(square) / square);
      spare = v * factor;
      return u * factor;
    }
  };
}

// assets/play/network/network.js
function decodeNetwork(described) {
  const layers = described.layers.map((layer) => {
    const [weights, biases] = [floats(layer.weights), floats(layer.biases)];
    activation(layer.activation);
    const fanOut = biases.length;
    return { weights, biases, fanOut, fanIn: weights.length / fanOut, activation: layer.activation };
  });
  return {
    layers,
    sizes: [layers[0].fanIn, ...layers.map((layer) => layer.fanOut)],
    scale: floats(described.preparation.scale),
    offset: floats(described.preparation.offset),
    labels: described.labels
  };
}
function floats({ bits, base64 }) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const size2 = bits / 8;
  const read2 = bits === 32 ? (i) => view.getFloat32(i * size2, true) : (i) => view.getFloat64(i * size2, true);
  return Float64Array.from({ length: bytes.length / size2 }, (_2, i) => read2(i));
}
function prepare({ scale, offset }, ink) {
  const at = (numbers, i) => numbers.length === 1 ? numbers[0] : numbers[i];
  return Float64Array.from(ink, (pixel, i) => at(scale, i) * pixel + at(offset, i));
}
function forward(network2, ink) {
  const pixels = Float64Array.from(ink);
  const inputs = prepare(network2, pixels);
  const layers = [];
  for (const layer of network2.layers) layers.push(traceLayer(layer, layers.at(-1)?.activations ?? inputs));
  return { ink: pixels, inputs, layers, answer: largest(layers.at(-1).activations) };
}
function traceLayer(layer, inputs) {
  const { weights, biases, fanIn, fanOut } = layer;
  const preActivations = new Float64Array(fanOut);
  for (let neuron = 0; neuron < fanOut; neuron += 1) {
    let sum = 0;
    for (let i = 0, w = neuron * fanIn; i < fanIn; i += 1, w += 1) sum += weights[w] * inputs[i];
    preActivations[neuron] = sum + biases[neuron];
  }
  return { inputs, preActivations, activations: activation(layer.activation).of(preActivations) };
}
function largest(values) {
  let best = 0;
  for (let i = 1; i < values.length; i += 1) if (values[i] > values[best]) best = i;
  return best;
}

// assets/play/network/ink.js
var LEAST_EXTENT = 150;
var SAMPLE_DISTANCE = 0.25;
var SMOOTH_SAMPLES = 160;
var SAMPLES_A_SPAN = 24;
function pixelsOf({ strokes, smooth = false }, format2) {
  if (strokes.length === 0) return null;
  const fit = format2.ink_box - format2.pen_width;
  const least = smooth ? 0 : LEAST_EXTENT;
  const scale = fit / boundsOf(strokes, least).extent;
  const paths = strokes.map((stroke) => smooth ? smoothPath(stroke) : evenPath(stroke, scale));
  return inkOf(place(paths, format2, least), format2);
}
function boundsOf(paths, least) {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const path of paths) {
    for (const at of path) {
      for (const axis of [0, 1]) {
        low[axis] = Math.min(low[axis], at[axis]);
        high[axis] = Math.max(high[axis], at[axis]);
      }
    }
  }
  return { low, high, extent: Math.max(high[0] - low[0], high[1] - low[1], least) };
}
function place(paths, format2, least) {
  const { low, high, extent } = boundsOf(paths, least);
  const scale = (format2.ink_box - format2.pen_width) / extent;
  const flat = new Float64Array(2 * paths.reduce((count, path) => count + path.length, 0));
  let next = 0;
  for (const path of paths) {
    for (const at of path) {
      for (const axis of [0, 1]) {
        const middle = (low[axis] + high[axis]) / 2;
        flat[next++] = (at[axis] - middle) * scale + format2.ink_center;
      }
    }
  }
  if (!format2.is_centered_by_mass) return flat;
  const center = centerOfMass(inkOf(flat, format2), format2.side);
  return flat.map((at, i) => at + (format2.ink_center - center[i % 2]));
}
function centerOfMass(ink, side) {
  const moment = [0, 0];
  let mass = 0;
  ink.forEach((pixel, i) => {
    mass += pixel;
    moment[0] += pixel * (i % side + 0.5);
    moment[1] += pixel * (Math.floor(i / side) + 0.5);
  });
  return moment.map((each) => each / mass);
}
function inkOf(places, { side, fineness, pen_width: pen }) {
  const fine = side * fineness;
  const edge = 1 / fineness;
  const reach = (pen + edge) / 2;
  const nearest = new Float64Array(fine * fine).fill(Infinity);
  const first = (at) => Math.max(0, Math.floor((at - reach) * fineness - 0.5));
  const last = (at) => Math.min(fine - 1, Math.ceil((at + reach) * fineness - 0.5));
  for (let i = 0; i < places.length; i += 2) {
    const [x, y] = [places[i], places[i + 1]];
    const [left, right, bottom] = [first(x), last(x), last(y)];
    for (let row = first(y); row <= bottom; row += 1) {
      const down = (row + 0.5) / fineness - y;
      for (let column = left; column <= right; column += 1) {
        const across = (column + 0.5) / fineness - x;
        const distance2 = across * across + down * down;
        const pixel = row * fine + column;
        if (distance2 < nearest[pixel]) nearest[pixel] = distance2;
      }
    }
  }
  const ink = nearest.map((square) => Math.min(1, Math.max(0, (reach - Math.sqrt(square)) / edge)));
  return fineness === 1 ? ink : blocks(ink, side, fineness);
}
function blocks(ink, side, fineness) {
  const fine = side * fineness;
  const sums = new Float64Array(side * side);
  ink.forEach((pixel, i) => {
    const [row, column] = [Math.floor(i / fine), i % fine];
    sums[Math.floor(row / fineness) * side + Math.floor(column / fineness)] += pixel;
  });
  return sums.map((sum) => sum / fineness ** 2);
}
function evenPath(stroke, scale) {
  const points = stroke.filter((at, i) => i === 0 || at[0] !== stroke[i - 1][0] || at[1] !== stroke[i - 1][1]);
  if (points.length === 1) return points;
  const lengths = cumulative(points.slice(1).map((at, i) => distance(at, points[i])));
  const count = Math.max(2, Math.ceil(lengths.at(-1) * scale / SAMPLE_DISTANCE) + 1);
  return alongCurve(points, lengths, count);
}
function smoothPath(points, samples = SMOOTH_SAMPLES) {
  const curve = betweenCorners(points).flatMap(smoothCurve);
  return alongCurve(curve, cumulative(curve.slice(1).map((at, i) => distance(at, curve[i]))), samples);
}
function betweenCorners(points) {
  const pieces = [[points[0]]];
  points.slice(1).forEach((at, i) => {
    if (distance(at, points[i]) === 0) pieces.push([at]);
    else pieces.at(-1).push(at);
  });
  return pieces.filter((piece) => piece.length > 1);
}
function smoothCurve(points) {
  const knots = cumulative(points.slice(1).map((at, i) => Math.sqrt(distance(at, points[i]))));
  const bends = [0, 1].map((axis) => secondDerivatives(knots, points.map((at) => at[axis])));
  const count = SAMPLES_A_SPAN * (points.length - 1) + 1;
  let span = 0;
  return Array.from({ length: count }, (_2, i) => {
    const t = i === count - 1 ? knots.at(-1) : knots.at(-1) / (count - 1) * i;
    while (span < points.length - 2 && t >= knots[span + 1]) span += 1;
    const width = knots[span + 1] - knots[span];
    const [after, before] = [t - knots[span], knots[span + 1] - t];
    return [0, 1].map((axis) => {
      const [start2, end] = [points[span][axis], points[span + 1][axis]];
      const [bend, next] = [bends[axis][span], bends[axis][span + 1]];
      return (bend * before ** 3 + next * after ** 3) / (6 * width) + (start2 / width - bend * width / 6) * before + (end / width - next * width / 6) * after;
    });
  });
}
function secondDerivatives(knots, values) {
  const last = values.length - 1;
  const found = new Array(values.length).fill(0);
  const [upper, right] = [new Array(last).fill(0), new Array(last).fill(0)];
  for (let i = 1; i < last; i += 1) {
    const [before, after] = [knots[i] - knots[i - 1], knots[i + 1] - knots[i]];
    const jump = (values[i + 1] - values[i]) / after - (values[i] - values[i - 1]) / before;
    const pivot = 2 * (before + after) - before * upper[i - 1];
    upper[i] = after / pivot;
    right[i] = (6 * jump - before * right[i - 1]) / pivot;
  }
  for (let i = last - 1; i > 0; i -= 1) found[i] = right[i] - upper[i] * found[i + 1];
  return found;
}
function alongCurve(points, lengths, count) {
  const whole = lengths.at(-1);
  const step = whole / (count - 1);
  let span = 0;
  return Array.from({ length: count }, (_2, i) => {
    const wanted = i === count - 1 ? whole : step * i;
    while (span < points.length - 2 && wanted >= lengths[span + 1]) span += 1;
    const share = (wanted - lengths[span]) / (lengths[span + 1] - lengths[span]);
    return i === count - 1 ? points.at(-1) : [0, 1].map((axis) => points[span][axis] + share * (points[span + 1][axis] - points[span][axis]));
  });
}
function distance([x, y], [u, v]) {
  return Math.sqrt((x - u) * (x - u) + (y - v) * (y - v));
}
function cumulative(steps) {
  const sums = [0];
  for (const step of steps) sums.push(sums.at(-1) + step);
  return sums;
}

// assets/play/parts/start.js
var network = decodeNetwork(carried.network);
var format = carried.network.format;
var read = (ink) => forward(network, ink);
function start(begin) {
  try {
    startColors();
    showOwnLink();
    begin();
  } catch (error) {
    notice(error.message);
    throw error;
  }
}
function showOwnLink() {
  const link = document.querySelector("nav [aria-current]");
  const nav = link.parentElement;
  nav.scrollLeft = link.offsetLeft + link.offsetWidth / 2 - nav.offsetLeft - nav.clientWidth / 2;
}
globalThis.neuroscenes = { network, read: (drawing) => read(pixelsOf(drawing, format)) };

// assets/play/parts/tables.js
var NumberTable = class {
  /**
   * @param {HTMLDetailsElement} details
   * @param {() => {caption: string, head: string[], rows: string[][]}} tell
   */
  constructor(details, tell) {
    Object.assign(this, { details, tell });
    details.addEventListener("toggle", () => this.refresh());
  }
  refresh() {
    if (!this.details.open) return;
    const { caption, head, rows } = this.tell();
    const cell = (scope) => (textContent) => make("th", { scope, textContent });
    const table = make(
      "table",
      {},
      make("caption", { textContent: caption }),
      make("thead", {}, make("tr", {}, ...head.map(cell("col")))),
      make(
        "tbody",
        {},
        ...rows.map(
          ([name, ...values]) => make("tr", {}, cell("row")(name), ...values.map((textContent) => make("td", { textContent })))
        )
      )
    );
    this.details.querySelector(".scroll").replaceChildren(table);
  }
};

// assets/play/parts/tests.js
var SLICE_MS = 12;
async function testTraces() {
  const found = [];
  let start2 = performance.now();
  for (const { label, strokes } of carried.tests) {
    found.push({ label, trace: forward(network, pixelsOf({ strokes, smooth: true }, format)) });
    if (performance.now() - start2 < SLICE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    start2 = performance.now();
  }
  return found;
}

// assets/play/pages/dials/counted.js
var grouped = new Intl.NumberFormat(document.documentElement.lang);
var counted = (count) => grouped.format(count);

// assets/play/pages/dials/parameters.js
function layerStarts({ layers }) {
  let count = 0;
  const starts = layers.map(({ weights, biases }) => {
    const start2 = { weights: count, biases: count + weights.length };
    count += weights.length + biases.length;
    return start2;
  });
  return { starts, count };
}
var parametersOf = ({ layers }) => Float64Array.from(layers.flatMap(({ weights, biases }) => [...weights, ...biases]));
function randomParameters(network2, seed) {
  return Float64Array.from({ length: layerStarts(network2).count }, normal(uniform(seed)));
}
function placeOf(network2, dial) {
  const { starts } = layerStarts(network2);
  const layer = starts.findLastIndex(({ weights: weights2 }) => dial >= weights2);
  const { weights, biases } = starts[layer];
  if (dial >= biases) return { layer, neuron: dial - biases, input: null };
  const { fanIn } = network2.layers[layer];
  return { layer, neuron: Math.floor((dial - weights) / fanIn), input: (dial - weights) % fanIn };
}
function randomChange(count, size2, next, draw) {
  const dials = /* @__PURE__ */ new Set();
  if (count >= size2) for (let dial = 0; dial < size2; dial += 1) dials.add(dial);
  while (dials.size < Math.min(count, size2)) dials.add(Math.floor(next() * size2));
  return { dials: [...dials], values: Array.from(dials, () => draw()) };
}

// assets/play/pages/dials/field.js
var SIZES = [8, 7, 6, 5, 4, 3, 2, 1];
var [MOST_HEIGHT, NARROW_HEIGHT] = [480, 320];
var NARROW = 560;
var GAP = 2;
var PADDING = 10;
var NO_DIAL = -1;
var MARKED_MS = 350;
var LEAST_RING = 13;
var MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
var GROUND = [10, 12, 18];
var DialField = class {
  /**
   * @param {HTMLElement} holder  with a canvas and a ring
   * @param {import("../../network/network.js").Network} network
   * @param {(dial: number) => void} picked
   */
  constructor(holder, network2, picked) {
    Object.assign(this, { holder, network: network2, picked, parameters: null, marked: /* @__PURE__ */ new Set() });
    this.canvas = holder.querySelector("canvas");
    this.ring = holder.querySelector(".ring");
    this.canvas.addEventListener("click", (event) => this.pick(event));
    this.canvas.addEventListener("keydown", (event) => this.step(event));
    new ResizeObserver(() => this.fit()).observe(holder.parentElement);
    onColors(() => this.paint());
  }
  /** Show other values; those that changed are marked for a moment. */
  show(parameters, changed = []) {
    this.parameters = parameters;
    if (changed.length > 0 && changed.length < parameters.length / 4 && !isCalm()) {
      for (const dial of changed) this.marked.add(dial);
      clearTimeout(this.unmarking);
      this.unmarking = setTimeout(() => {
        this.marked.clear();
        this.paint();
      }, MARKED_MS);
    }
    this.paint();
  }
  /** Colors are full at the values that these parameters have, layer by layer. */
  scaleBy(parameters) {
    const { starts, count } = layerStarts(this.network);
    const ends = [...starts.slice(1).map(({ weights }) => weights), count];
    this.full = new Float64Array(count);
    starts.forEach(({ weights }, l) => this.full.fill(fullColor(parameters.subarray(weights, ends[l])), weights, ends[l]));
  }
  choose(dial) {
    this.chosen = dial;
    this.showRing();
  }
  fit() {
    const width = this.holder.parentElement.clientWidth - 2 * PADDING;
    if (width <= 0 || width === this.width) return;
    this.width = width;
    const most = width < NARROW ? NARROW_HEIGHT : MOST_HEIGHT;
    this.cell = SIZES.find((size2) => this.layOut(Math.floor(width / size2)) * size2 <= most) ?? 1;
    this.layOut(Math.floor(width / this.cell));
    this.rows = this.layOut(this.used);
    Object.assign(this.canvas, { width: this.columns, height: this.rows });
    Object.assign(this.canvas.style, { width: `${this.columns * this.cell}px`, height: `${this.rows * this.cell}px` });
    this.dialAt = new Int32Array(this.columns * this.rows).fill(NO_DIAL);
    this.places.forEach((place2, dial) => this.dialAt[place2] = dial);
    this.paint();
    this.showRing();
  }
  // Give every parameter its cell, in so many columns at most; how many rows that takes.
  layOut(columns) {
    const { starts, count } = layerStarts(this.network);
    Object.assign(this, { columns, used: 0, places: new Int32Array(count) });
    let [x, y, height] = [0, 0, 0];
    const room = (wide, high) => {
      if (x + wide > columns && x > 0) [x, y, height] = [0, y + height + GAP, 0];
      const corner = [x, y];
      this.used = Math.max(this.used, x + wide);
      [x, height] = [x + wide + GAP, Math.max(height, high)];
      return corner;
    };
    const put = (dial, [left, top], column, row) => this.places[dial] = (top + row) * columns + left + column;
    this.network.layers.forEach(({ fanIn, fanOut }, l) => {
      const { weights, biases } = starts[l];
      const isRow = l > 0 && fanIn + GAP <= columns;
      const side = isRow ? fanIn : Math.ceil(Math.sqrt(fanIn));
      const block = isRow ? room(fanIn + GAP, fanOut) : null;
      for (let neuron = 0; neuron < fanOut; neuron += 1) {
        const [corner, down] = isRow ? [block, neuron] : [room(side, Math.ceil(fanIn / side) + GAP), 0];
        for (let i = 0; i < fanIn; i += 1) put(weights + neuron * fanIn + i, corner, i % side, down + Math.floor(i / side));
        if (isRow) put(biases + neuron, corner, fanIn + 1, neuron);
        else put(biases + neuron, corner, 0, Math.ceil(fanIn / side) + 1);
      }
    });
    return y + height;
  }
  paint() {
    if (!this.parameters || !this.dialAt) return;
    const context = this.canvas.getContext("2d");
    const image = context.createImageData(this.columns, this.rows);
    const cells = new Uint32Array(image.data.buffer);
    const packed = ([red, green, blue]) => 255 << 24 | blue << 16 | green << 8 | red;
    const [positive, negative] = [shades(palette.colors.positive), shades(palette.colors.negative)].map((all) => all.map(packed));
    const mark = packed(rgb(palette.colors.signal));
    cells.fill(packed(GROUND));
    for (let dial = 0; dial < this.places.length; dial += 1) {
      const value = this.parameters[dial];
      const shade = Math.round((STEPS - 1) * colorStrength(value, this.full[dial]));
      cells[this.places[dial]] = this.marked.has(dial) ? mark : (value < 0 ? negative : positive)[shade];
    }
    context.putImageData(image, 0, 0);
  }
  showRing() {
    if (this.chosen === void 0 || !this.places) return;
    const place2 = this.places[this.chosen];
    const [column, row] = [place2 % this.columns, Math.floor(place2 / this.columns)];
    const size2 = Math.max(LEAST_RING, this.cell + 4);
    const [left, top] = [column, row].map((at) => `${(at + 0.5) * this.cell - size2 / 2}px`);
    Object.assign(this.ring.style, { left, top, width: `${size2}px`, height: `${size2}px` });
  }
  // The dial under the pointer, or the nearest one around.
  pick(event) {
    const [x, y] = [event.offsetX, event.offsetY].map((at) => Math.floor(at / this.cell));
    for (let far = 0; far <= GAP + 1; far += 1) {
      for (let row = y - far; row <= y + far; row += 1) {
        for (let column = x - far; column <= x + far; column += 1) {
          const dial = this.at(column, row);
          if (dial !== NO_DIAL) return this.picked(dial);
        }
      }
    }
  }
  at(column, row) {
    const isInside = column >= 0 && column < this.columns && row >= 0 && row < this.rows;
    return isInside ? this.dialAt[row * this.columns + column] : NO_DIAL;
  }
  // To the next dial in a direction, over gaps.
  step(event) {
    if (!(event.key in MOVES) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [across, down] = MOVES[event.key];
    const place2 = this.places[this.chosen];
    let [column, row] = [place2 % this.columns, Math.floor(place2 / this.columns)];
    do
      [column, row] = [column + across, row + down];
    while (column >= 0 && column < this.columns && row >= 0 && row < this.rows && this.at(column, row) === NO_DIAL);
    const dial = this.at(column, row);
    if (dial !== NO_DIAL) this.picked(dial);
  }
};
var STEPS = 256;
var shades = (color) => {
  const full = rgb(color);
  return Array.from({ length: STEPS }, (_step, i) => full.map((part) => Math.round(part * (0.08 + 0.92 * i / (STEPS - 1)))));
};

// assets/play/pages/dials/score_curve.js
var [WIDTH, HEIGHT] = [340, 170];
var EDGE = { left: 38, right: 10, top: 16, bottom: 26 };
var NEAR = 0.15;
var SVG = "http://www.w3.org/2000/svg";
function element(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
function showScores(svg, points, { all, guessed, trained, tries }) {
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  const last = Math.max(10, tries);
  const x = (value) => EDGE.left + value / last * (WIDTH - EDGE.left - EDGE.right);
  const y = (value) => HEIGHT - EDGE.bottom - value / all * (HEIGHT - EDGE.top - EDGE.bottom);
  const [from, to] = [x(0), WIDTH - EDGE.right];
  const line = (kind, at) => element("line", { class: kind, x1: from, y1: y(at), x2: to, y2: y(at) });
  const text = (u, v, anchor, content) => element("text", { x: u, y: v, "text-anchor": anchor }, content);
  const isNear = Math.abs(trained - guessed) < NEAR * all;
  let path = "";
  points.forEach((point, i) => path += i === 0 ? `M${x(point.tries)} ${y(point.right)}` : `H${x(point.tries)}V${y(point.right)}`);
  const hands = points.filter(({ isByHand }) => isByHand).slice(-200);
  svg.replaceChildren(
    line("axis", 0),
    line("other-line", guessed),
    line("trained-line", trained),
    text(EDGE.left - 6, y(0) + 4, "end", "0"),
    text(EDGE.left - 6, y(all) + 4, "end", counted(all)),
    text(to, HEIGHT - 8, "end", _("tries: {tries}", { tries: counted(tries) })),
    text(isNear ? from + 8 : to, y(trained) + (trained > 0.85 * all ? 14 : -5), isNear ? "start" : "end", _("trained: {right}", { right: counted(trained) })),
    text(to, y(guessed) - 5, "end", _("guessing: {right}", { right: counted(Math.round(guessed)) })),
    element("path", { class: "scores", d: `${path}H${x(tries)}` }),
    ...hands.map((point) => element("circle", { class: "by-hand", cx: x(point.tries), cy: y(point.right), r: 3 })),
    element("circle", { class: "value", cx: x(tries), cy: y(points.at(-1).right), r: 5 })
  );
}

// assets/play/pages/dials/scorer.js
var Scorer = class {
  /**
   * @param {import("../../network/network.js").Network} network  its layers' shapes and functions
   * @param {Float64Array[]} inputs  what the network reads of each picture
   * @param {number[]} wanted  the output that should be largest
   */
  constructor(network2, inputs, wanted) {
    Object.assign(this, { layers: network2.layers, wanted, count: inputs.length, starts: layerStarts(network2).starts });
    const { fanIn, fanOut } = network2.layers[0];
    this.pixels = new Float64Array(fanIn * this.count);
    inputs.forEach((input, picture) => input.forEach((value, i) => this.pixels[i * this.count + picture] = value));
    this.isUsed = Array.from({ length: fanIn }, (_pixel, i) => this.row(this.pixels, i).some((value) => value !== 0));
    this.sums = network2.layers.map((layer) => new Float64Array(layer.fanOut * this.count));
    this.activations = network2.layers.map((layer) => new Float64Array(layer.fanOut * this.count));
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
    const neurons = /* @__PURE__ */ new Set();
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
    this.tried.dials.forEach((dial, i) => this.parameters[dial] = this.tried.old[i]);
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
    const some = new Float64Array(fanOut);
    for (let picture = 0; picture < this.count; picture += 1) {
      of(this.column(sums, picture, some)).forEach((value, i) => activations[i * this.count + picture] = value);
    }
  }
  column(rows, picture, into) {
    for (let i = 0; i < into.length; i += 1) into[i] = rows[i * this.count + picture];
    return into;
  }
};
function addTimes(sums, inputs, weight) {
  for (let i = 0; i < sums.length; i += 1) sums[i] += weight * inputs[i];
}
function add(sums, bias) {
  for (let i = 0; i < sums.length; i += 1) sums[i] += bias;
}

// assets/play/pages/dials/way.js
var MOST_STEPS = 400;
var STEP = /^(?:d(?<dial>\d+)_(?<value>-?\d+(?:\.\d+)?)|r(?<some>\d+)-(?<chance>\d+)|c(?<each>\d+)x(?<tries>\d+)-(?<luck>\d+))$/;
function textOf(step) {
  if (step.kind === "dial") return `d${step.dial}_${step.value}`;
  return step.kind === "random" ? `r${step.count}-${step.chance}` : `c${step.count}x${step.tries}-${step.chance}`;
}
var wayText = (steps) => steps.length > 0 && steps.length <= MOST_STEPS ? steps.map(textOf).join(",") : null;
function wayOfText(text, size2) {
  const steps = [];
  for (const each of text.split(",").slice(0, MOST_STEPS)) {
    const found = STEP.exec(each)?.groups;
    const count = Number(found?.some ?? found?.each ?? 1);
    if (!found || Number(found.dial ?? 0) >= size2 || count < 1) break;
    if (found.dial !== void 0) steps.push({ kind: "dial", dial: Number(found.dial), value: Number(found.value) });
    else if (found.some) steps.push({ kind: "random", count, chance: Number(found.chance) });
    else steps.push({ kind: "climb", count, tries: Number(found.tries), chance: Number(found.luck) });
  }
  return steps;
}

// assets/play/pages/dials/main.js
var FIRST_SEED = 1;
var MOST_SEED = 1e6;
var COUNTS = [1, 10, 100, 1e3];
var FIRST_COUNT = 10;
var SLICE_MS2 = 6;
var FIVE_MINUTES = 300;
var MOST_KEPT = 30;
var MOST_POINTS = 2e3;
var LEAST_REACH = 3;
var KNOB_TURN = 135;
var KEY_STEP = 0.1;
var MOST_ROWS = 100;
var { count: size } = layerStarts(network);
var rounded = (value) => Math.round(100 * value) / 100;
var DialsPage = class {
  constructor() {
    this.field = new DialField(byId("field"), network, (dial) => this.choose(dial));
    this.tables = {
      scores: new NumberTable(byId("score-table"), () => this.scoreRows()),
      dials: new NumberTable(byId("dial-table"), () => this.dialRows())
    };
    const counts = [...COUNTS.filter((count) => count < size), size];
    byId("count").append(...counts.map((count) => make("option", { value: count, textContent: count === size ? _("all {count}", { count: counted(size) }) : counted(count) })));
    byId("count").value = counts.includes(FIRST_COUNT) ? FIRST_COUNT : counts[0];
    byId("field-caption").textContent = _("Each of the {count} cells is a dial: {first} squares of weights, one for each neuron of the first layer; then a row for each later neuron. Click one.", {
      count: counted(size),
      first: network.layers[0].fanOut
    });
    byId("dial").addEventListener("input", (event) => this.turn(Number(event.target.value)));
    byId("dial").addEventListener("change", () => this.turned());
    byId("field").addEventListener("keydown", (event) => this.type(event));
    byId("some").addEventListener("click", () => this.turnSome());
    byId("climb").addEventListener("click", () => this.climbing ? this.stop() : this.climb());
    byId("back").addEventListener("click", () => this.takeBack());
    byId("random").addEventListener("click", () => this.goTo({ start: null, seed: String(this.seed % MOST_SEED + 1) }));
    byId("trained").addEventListener("click", () => this.goTo({ start: "trained" }));
    this.startKnob();
    onColors(() => this.parameters && this.showDial());
    address.onChange(() => this.follow());
    this.follow();
    testTraces().then((tests) => this.test(tests));
  }
  test(tests) {
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
      this.hand.seconds = Math.min(FIVE_MINUTES, Math.floor((performance.now() - this.hand.began) / 1e3));
      if (this.hand.seconds === FIVE_MINUTES) this.endClock();
      this.showRecord();
    }, 1e3);
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
      const end = performance.now() + SLICE_MS2;
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
      tries: counted(this.tries),
      right,
      all: this.beside.all,
      guessed: Math.round(this.beside.guessed),
      trained: this.beside.trained
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
      const angle = Math.atan2(x, -y) * 180 / Math.PI;
      this.turn(this.reach * Math.min(KNOB_TURN, Math.max(-KNOB_TURN, angle)) / KNOB_TURN);
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
    const told = { neuron: name, row: Math.floor(input / format.side) + 1, column: input % format.side + 1, number: input + 1 };
    byId("dial-name").textContent = input === null ? _("Bias: {neuron}", told) : layer === 0 ? _("Weight: pixel in row {row}, column {column}, to {neuron}", told) : _("Weight: neuron {number} before, to {neuron}", told);
    byId("knob").querySelector(".needle").setAttribute("transform", `rotate(${KNOB_TURN * value / this.reach})`);
    const strength = colorStrength(value, this.field.full[this.dial]);
    const color = rgb(value < 0 ? palette.colors.negative : palette.colors.positive).map((part) => Math.round(part * strength));
    byId("knob").style.setProperty("--tint", `rgb(${color})`);
  }
  scoreRows() {
    const { guessed = 0, trained = 0 } = this.beside ?? {};
    return {
      caption: _("The score from each try on; guessing {guessed}, trained {trained}", { guessed: Math.round(guessed), trained }),
      head: [_("try"), _("right")],
      rows: (this.points ?? []).slice(-MOST_ROWS).map(({ tries, right }) => [counted(tries), counted(right)])
    };
  }
  dialRows() {
    const { layer, neuron } = placeOf(network, this.dial);
    const { weights, biases } = layerStarts(network).starts[layer];
    const { fanIn } = network.layers[layer];
    const values = Array.from(this.parameters.subarray(weights + neuron * fanIn, weights + (neuron + 1) * fanIn), (value, i) => [value, i]);
    const name = (i) => layer === 0 ? `${Math.floor(i / format.side) + 1}, ${i % format.side + 1}` : String(i + 1);
    const largest2 = values.sort(([one], [other]) => Math.abs(other) - Math.abs(one)).slice(0, MOST_ROWS);
    return {
      caption: _("{neuron}: its bias and its weights, the largest first", { neuron: sentence(neuronName(network, layer, neuron)) }),
      head: [layer === 0 ? _("row, column") : _("neuron"), _("value")],
      rows: [[_("bias"), brief(this.parameters[biases + neuron])], ...largest2.map(([value, i]) => [name(i), brief(value)])]
    };
  }
};
var clockText = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
start(() => {
  const page = new DialsPage();
  neuroscenes.turned = () => ({
    parameters: [...page.scorer.parameters],
    right: page.scorer.right,
    outputs: page.scorer.outputs()
  });
});
