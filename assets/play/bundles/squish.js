// {"sources": "188330a02e7d1f1771bf7d1b7a555a60a8a4c31717b7a70c6227ef16a9cc3e09", "words": ["Draw our {digit}", "It answers as before for {right} of {all} test digits.", "It reads {right} of {all} test digits correctly.", "Show in {positive} and {negative}", "The network as it was trained, with {function}", "The same weights, and no squish in the hidden layers", "The same weights, with {function} in the hidden layers", "The weights were trained with {function}. Even weights that are trained without a squish do no more than a single layer does.", "The white dots: all {count} sums of the first layer for this {digit}. Click another digit for its sums.", "Without a squish {sum} stays {value}", "activation", "hidden layer {layer}, neuron {neuron} of {count}", "no squish", "output for {digit}", "says {answer}", "says {answer}: wrong", "sum", "{digit}: the network says {answer}", "{function} of {sum} is {value}", "{name}, activation {value}"]}
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
  const size = bits / 8;
  const read2 = bits === 32 ? (i) => view.getFloat32(i * size, true) : (i) => view.getFloat64(i * size, true);
  return Float64Array.from({ length: bytes.length / size }, (_2, i) => read2(i));
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

// assets/play/parts/words.js
var { words, decimal_mark: decimalMark } = carried;
function _(message, slots = {}) {
  return (words[message] ?? message).replace(/\{(\w+)\}/g, (slot, name) => slots[name] ?? slot);
}
function number(value, decimals = null) {
  const text = decimals === null ? String(value) : value.toFixed(decimals);
  const signed = Number(text) === 0 ? text.replace("-", "") : text;
  return signed.replaceAll("-", "−").replace(".", decimalMark);
}

// assets/play/parts/curve.js
var [WIDTH, HEIGHT] = [320, 190];
var EDGE = { left: 34, right: 12, top: 14, bottom: 30 };
var POINTS = 160;
var SVG = "http://www.w3.org/2000/svg";
function element(name, attributes = {}, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
var squished = (name, sum) => activation(name).of(new Float64Array([sum]))[0];
var Curve = class {
  /**
   * @param {SVGElement} svg
   * @param {{reach: number, dragged?: (sum: number) => void}} how
   *   `reach`: the axis goes as far to both sides; `dragged` is called with the sum under the pointer
   */
  constructor(svg, { reach, dragged = null }) {
    Object.assign(this, { svg, reach });
    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    if (!dragged) return;
    const drag = (event) => {
      if (event.type === "pointerdown") svg.setPointerCapture(event.pointerId);
      else if (!svg.hasPointerCapture(event.pointerId)) return;
      const box = svg.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width * WIDTH;
      const share = (x - EDGE.left) / (WIDTH - EDGE.left - EDGE.right);
      dragged(this.reach * (2 * Math.min(1, Math.max(0, share)) - 1));
    };
    svg.addEventListener("pointerdown", drag);
    svg.addEventListener("pointermove", drag);
  }
  /** Draw the function, a sum on it, and others, which are smaller. */
  show(name, sum, others = []) {
    const sums = Array.from({ length: POINTS + 1 }, (_point, i) => this.reach * (2 * i / POINTS - 1));
    const values = sums.map((each) => squished(name, each));
    const isUnit = activation(name).hasUnitRange;
    const [low, high] = isUnit ? [0, 1] : [Math.min(0, ...values), Math.max(1, ...values)];
    const x = (each) => EDGE.left + (each / this.reach + 1) / 2 * (WIDTH - EDGE.left - EDGE.right);
    const y = (each) => HEIGHT - EDGE.bottom - (each - low) / (high - low) * (HEIGHT - EDGE.top - EDGE.bottom);
    const inside = Math.min(this.reach, Math.max(-this.reach, sum));
    const value = squished(name, inside);
    const path = sums.map((each, i) => `${i ? "L" : "M"}${x(each).toFixed(2)} ${y(values[i]).toFixed(2)}`).join("");
    const line = (kind, ...[u, v, w, z]) => element("line", { class: kind, x1: u, y1: v, x2: w, y2: z });
    const text = (u, v, anchor, content) => element("text", { x: u, y: v, "text-anchor": anchor }, content);
    const digits = Math.abs(this.reach) < 10 ? 1 : 0;
    this.svg.replaceChildren(
      line("axis", x(-this.reach), y(0), x(this.reach), y(0)),
      line("axis", x(0), y(low), x(0), y(high)),
      text(x(-this.reach), HEIGHT - 8, "start", number(-this.reach, digits)),
      text(x(0), HEIGHT - 8, "middle", "0"),
      text(x(this.reach), HEIGHT - 8, "end", number(this.reach, digits)),
      text(x(this.reach / 2), HEIGHT - 8, "middle", _("sum")),
      text(x(0) - 6, EDGE.top + 6, "end", _("activation")),
      ...(isUnit ? [1] : [low, high].filter((each) => each !== 0)).map(
        (each) => text(EDGE.left - 6, y(each) + 4, "end", number(each, Math.abs(each) < 10 && each % 1 ? 1 : 0))
      ),
      element("path", { class: "curve", d: path }),
      ...others.filter((each) => Math.abs(each) <= this.reach).flatMap((each) => [
        element("circle", { class: "other sum", cx: x(each), cy: y(0), r: 3.5 }),
        element("circle", { class: "other value", cx: x(each), cy: y(squished(name, each)), r: 4.5 })
      ]),
      line("guide", x(inside), y(0), x(inside), y(value)),
      line("guide", x(inside), y(value), x(0), y(value)),
      element("circle", { class: "sum", cx: x(inside), cy: y(0), r: 5 }),
      element("circle", { class: "value", cx: x(inside), cy: y(value), r: 7 })
    );
    this.svg.setAttribute("aria-label", _("{function} of {sum} is {value}", { function: name, sum: number(sum, 2), value: number(squished(name, sum), 3) }));
  }
};
function roundReach(value) {
  const unit = 10 ** Math.floor(Math.log10(Math.max(value, 1e-6)));
  return [1, 2, 3, 5, 8, 10].map((each) => each * unit).find((each) => each >= value);
}

// assets/play/parts/dom.js
var byId = (id) => document.getElementById(id);
function make(tag, properties = {}, ...children) {
  const element2 = Object.assign(document.createElement(tag), properties);
  element2.append(...children);
  return element2;
}
function notice(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = !text;
}

// assets/play/parts/drawings.js
var hands = carried.digits.length;
function ownDigit(digit, hand = 0) {
  return { strokes: carried.digits[hand][digit], smooth: true, digit, hand };
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

// assets/play/parts/colors.js
var names = Object.keys(carried.palettes);
var listeners2 = [];
var palette = carried.palettes[carried.palette];
var rgb = (color) => [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));
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

// assets/play/parts/grid.js
function shade(value, full, isSigned) {
  const strength = isSigned ? colorStrength(value, full) : Math.max(0, Math.min(1, value / full));
  const color = !isSigned ? [255, 255, 255] : rgb(palette.colors[value < 0 ? "negative" : "positive"]);
  return color.map((part) => Math.round(part * strength));
}
function paintGrid(canvas, values, columns, { isSigned = false, full = null } = {}) {
  const rows = Math.ceil(values.length / columns);
  if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
  const context = canvas.getContext("2d");
  const image = context.createImageData(columns, rows);
  const scale = full ?? (isSigned ? fullColor(values) : Math.max(1, ...values));
  for (let i = 0; i < values.length; i += 1) {
    image.data.set(shade(values[i], scale, isSigned), 4 * i);
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
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

// assets/play/pages/squish/main.js
var DIGITS = 10;
var FIRST_SUM = 1.5;
var OFFERED = Object.keys(ACTIVATIONS).filter((name) => name !== "softmax");
var hidden = network.layers.slice(0, -1);
var knowsDigits = carried.outputs.some((output) => output !== null);
var nameOf = (name) => ({ relu: "ReLU", identity: _("no squish") })[name] ?? name;
function withFunction(name) {
  return { ...network, layers: [...hidden.map((layer) => ({ ...layer, activation: name })), network.layers.at(-1)] };
}
var SquishPage = class {
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
      digit
    });
    byId("with").textContent = name === this.trainedWith ? _("The network as it was trained, with {function}", { function: nameOf(name) }) : name === "identity" ? _("The same weights, and no squish in the hidden layers") : _("The same weights, with {function} in the hidden layers", { function: nameOf(name) });
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
    const right = (changed) => this.tests.filter(({ label, trace }) => forward(changed, trace.ink).answer === this.expected(label, trace)).length;
    const all = this.tests.length;
    this.trainedRight ??= right(network);
    const now = right(withFunction(this.name));
    byId("score").textContent = knowsDigits ? _("It reads {right} of {all} test digits correctly.", { right: now, all }) : _("It answers as before for {right} of {all} test digits.", { right: now, all });
    byId("now-name").textContent = nameOf(this.name);
    byId("now").style.setProperty("--share", now / all);
    byId("trained").style.setProperty("--share", this.trainedRight / all);
    byId("note").textContent = _(
      "The weights were trained with {function}. Even weights that are trained without a squish do no more than a single layer does.",
      { function: nameOf(this.trainedWith) }
    );
  }
};
start(() => new SquishPage());
