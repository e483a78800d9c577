// {"sources": "dc1aee42c17627ee61c091c254043058e03dc3b4fb26ba549eb1eb21c61d4f2c", "words": ["Draw our {digit}", "It lights up for {lit} of {all} test digits.", "It lights up for {lit} of {all} test digits; as trained for {trained}.", "Show in {positive} and {negative}", "The network reads a {answer}.", "The products, the largest first", "activation", "activations before", "hidden layer {layer}, neuron {neuron} of {count}", "input", "neuron", "neuron {number} before", "output for {digit}", "product", "row {row}, column {column}", "row, column", "softmax looks at the sums of all outputs, so it has no curve of its own", "sum", "sum of {count} products", "weight", "your pixels", "{activation} of it: its activation", "{function} of the sum plus bias", "{function} of {sum} is {value}", "{name}, activation {value}", "{place}: weight {weight} × {input} = {product}"]}
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
var PAD_SIDE = 1e3;
var LEAST_EXTENT = 150;
var SMOOTH_SIDE = 0.72;
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
function shownStrokes({ strokes, smooth = false }) {
  if (!smooth) return strokes;
  const margin = (1 - SMOOTH_SIDE) / 2;
  const onPad = (share) => Math.round(PAD_SIDE * (share * SMOOTH_SIDE + margin));
  return strokes.map((stroke) => smoothPath(stroke, 60).map((at) => at.map(onPad)));
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
var weightsOf = (layer, neuron) => layer.weights.subarray(neuron * layer.fanIn, (neuron + 1) * layer.fanIn);
function contributions({ weights, fanIn, fanOut }, inputs) {
  const found = new Float64Array(weights.length);
  for (let neuron = 0, i = 0; neuron < fanOut; neuron += 1) {
    for (let input = 0; input < fanIn; input += 1, i += 1) found[i] = weights[i] * inputs[input];
  }
  return found;
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
  const [all, rounded] = [number(value), number(value, DECIMALS)];
  return all.length < rounded.length ? all : rounded;
}
var sentence = (text) => text[0].toUpperCase() + text.slice(1);

// assets/play/parts/colors.js
var names = Object.keys(carried.palettes);
var listeners2 = [];
var palette = carried.palettes[carried.palette];
var rgb = (color) => [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));
function onColors(paint2) {
  listeners2.push(paint2);
}
function choose(name) {
  palette = carried.palettes[name];
  for (const [part, color] of Object.entries(palette.colors)) {
    document.documentElement.style.setProperty(`--${part}`, color);
  }
  const other = carried.palettes[names[(names.indexOf(name) + 1) % names.length]];
  const [positive, negative] = other.signs;
  byId("colors").textContent = _("Show in {positive} and {negative}", { positive, negative });
  for (const paint2 of listeners2) paint2();
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

// assets/play/parts/drawings.js
var EMPTY = { strokes: [] };
var hands = carried.digits.length;
function ownDigit(digit, hand = 0) {
  return { strokes: carried.digits[hand][digit], smooth: true, digit, hand };
}
function drawingValues(drawing) {
  const isOwn = drawing.digit !== void 0;
  return {
    digit: isOwn ? String(drawing.digit) : null,
    hand: isOwn && drawing.hand ? String(drawing.hand) : null,
    ink: isOwn || drawing.strokes.length === 0 ? null : inkText(drawing.strokes)
  };
}
function drawingAt(address2) {
  const [digit, hand, ink] = ["digit", "hand", "ink"].map((name) => address2.get(name));
  if (/^\d$/.test(digit ?? "")) return ownDigit(Number(digit), Math.min(hands - 1, Number(hand) || 0));
  const strokes = ink ? inkOfText(ink) : [];
  return strokes.length > 0 ? { strokes } : null;
}
var LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
var MOST_STROKES = 200;
function inkText(strokes) {
  return strokes.map((stroke) => {
    let [x, y] = [0, 0];
    return stroke.map(([u, v]) => {
      const text = letters(u - x) + letters(v - y);
      [x, y] = [u, v];
      return text;
    }).join("");
  }).join("~");
}
function letters(step) {
  let rest = step < 0 ? -2 * step - 1 : 2 * step;
  let text = "";
  for (; rest > 31; rest >>= 5) text += LETTERS[32 + (rest & 31)];
  return text + LETTERS[rest];
}
function inkOfText(text) {
  return text.split("~").slice(0, MOST_STROKES).map(placesOf).filter((stroke) => stroke.length > 0);
}
function placesOf(text) {
  const steps = [];
  let [rest, shift] = [0, 0];
  for (const letter of text) {
    const found = LETTERS.indexOf(letter);
    if (found < 0 || shift > 15) break;
    rest += (found & 31) << shift;
    shift += 5;
    if (found > 31) continue;
    steps.push(rest & 1 ? -(rest + 1) / 2 : rest / 2);
    [rest, shift] = [0, 0];
  }
  const stroke = [];
  let [x, y] = [0, 0];
  const near = (value) => Math.min(2e3, Math.max(-1e3, value));
  for (let i = 0; i + 1 < steps.length; i += 2) {
    [x, y] = [near(x + steps[i]), near(y + steps[i + 1])];
    stroke.push([x, y]);
  }
  return stroke;
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
function neuronOfText({ layers }, text) {
  const found = /^(\d+),(\d+)$/.exec(text ?? "");
  if (!found) return null;
  const [layer, neuron] = [Number(found[1]) - 1, Number(found[2]) - 1];
  return layers[layer] && neuron >= 0 && neuron < layers[layer].fanOut ? [layer, neuron] : null;
}
var neuronText = ([layer, neuron]) => `${layer + 1},${neuron + 1}`;

// assets/play/network/scales.js
var PERCENTILE = 0.995;
var CONNECTION_EXPONENT = 1.3;
var SIGNED_EXPONENT = 0.7;
var percentile = (magnitudes) => percentileOfSorted(Float64Array.from(magnitudes).sort());
function percentileOfSorted(sorted) {
  if (sorted.length === 0) return 0;
  const rank = PERCENTILE * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return low + rank % 1 * (high - low);
}
var sizes = new Float64Array(0);
function connectionLight(values) {
  if (sizes.length < values.length) sizes = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i += 1) if (values[i] !== 0) sizes[count++] = Math.abs(values[i]);
  const full = percentileOfSorted(sizes.subarray(0, count).sort());
  const light = new Float32Array(values.length);
  for (let i = 0; i < values.length && full > 0; i += 1) {
    const value = values[i];
    if (value === 0) continue;
    const strength = Math.min(1, Math.abs(value) / full) ** CONNECTION_EXPONENT;
    light[i] = value < 0 ? -strength : strength;
  }
  return light;
}
function brightness(activations, name) {
  const clipped = (value) => Math.min(1, Math.max(0, value));
  if (activation(name).hasUnitRange) return Array.from(activations, clipped);
  const largest2 = activations.reduce((most, each) => Math.max(most, each), 0);
  return Array.from(activations, (value) => largest2 > 0 ? clipped(value / largest2) : 0);
}
var fullColor = (values) => percentile(Float64Array.from(values, Math.abs));
var colorStrength = (value, full) => full > 0 ? Math.min(1, Math.abs(value) / full) ** SIGNED_EXPONENT : 0;

// assets/play/parts/light.js
var STEPS = 2048;
var BRIGHTEST = 8;
var CURVE = Float32Array.from({ length: STEPS + 1 }, (_2, i) => 1 - Math.exp(-BRIGHTEST * i / STEPS));
var GLOW_SIZE = 8;
var GLOW = 0.5;
var STAGE = [10, 12, 18];
var BLACK = [0, 0, 0];
var Light = class {
  constructor(width, height) {
    Object.assign(this, { width, height });
    this.positive = new Float32Array(width * (height + 1));
    this.negative = new Float32Array(width * (height + 1));
  }
  clear() {
    this.positive.fill(0);
    this.negative.fill(0);
  }
  /** Add a line: its light is that of a pixel of its way, with the sign of what it stands for. */
  line(x, y, u, v, light) {
    const sums = light < 0 ? this.negative : this.positive;
    const { width, height } = this;
    const strength = Math.abs(light);
    const [across, down] = [u - x, v - y];
    if (Math.abs(across) >= Math.abs(down)) {
      const slope2 = down / across;
      const share2 = strength * Math.sqrt(1 + slope2 * slope2);
      const [first2, last2] = [Math.max(0, Math.ceil(Math.min(x, u))), Math.min(width - 1, Math.max(x, u))];
      for (let column = first2, at = y + slope2 * (first2 - x); column <= last2; column += 1, at += slope2) {
        const row = at | 0;
        if (at < 0 || row >= height) continue;
        const pixel = row * width + column;
        const rest = at - row;
        sums[pixel] += share2 * (1 - rest);
        sums[pixel + width] += share2 * rest;
      }
      return;
    }
    const slope = across / down;
    const share = strength * Math.sqrt(1 + slope * slope);
    const [first, last] = [Math.max(0, Math.ceil(Math.min(y, v))), Math.min(height - 1, Math.max(y, v))];
    for (let row = first, at = x + slope * (first - y); row <= last; row += 1, at += slope) {
      const column = at | 0;
      if (at < 0 || column >= width - 1) continue;
      const pixel = row * width + column;
      const rest = at - column;
      sums[pixel] += share * (1 - rest);
      sums[pixel + 1] += share * rest;
    }
  }
  /**
   * Fill a canvas of this width and height.
   * @param {HTMLCanvasElement} canvas
   * @param {{positive: number[], negative: number[]}} colors  red, green, blue
   * @param {(pixels: Uint32Array) => void} [paintOver]  what is painted over the light, before glow
   */
  paint(canvas, colors, paintOver = () => {
  }) {
    const context = canvas.getContext("2d");
    this.image ??= new ImageData(this.width, this.height);
    const pixels = new Uint32Array(this.image.data.buffer);
    tone(this.positive, this.negative, colors, STAGE, 1, pixels);
    paintOver(pixels);
    context.putImageData(this.image, 0, 0);
    this.addGlow(context, colors);
  }
  // A faint blur of the sums: blocks of pixels, enlarged.
  addGlow(context, colors) {
    const [columns, rows] = [Math.ceil(this.width / GLOW_SIZE), Math.ceil(this.height / GLOW_SIZE)];
    this.small ??= new ImageData(columns, rows);
    const blocks2 = [this.positive, this.negative].map((sums) => this.blocks(sums, columns, rows));
    tone(...blocks2, colors, BLACK, GLOW, new Uint32Array(this.small.data.buffer));
    this.glow ??= Object.assign(document.createElement("canvas"), { width: columns, height: rows });
    this.glow.getContext("2d").putImageData(this.small, 0, 0);
    context.globalCompositeOperation = "lighter";
    context.imageSmoothingEnabled = true;
    context.drawImage(this.glow, 0, 0, columns * GLOW_SIZE, rows * GLOW_SIZE);
    context.globalCompositeOperation = "source-over";
  }
  blocks(sums, columns, rows) {
    const found = new Float32Array(columns * rows);
    const { width, height } = this;
    const share = 4 / GLOW_SIZE ** 2;
    for (let row = 0; row < height; row += 2) {
      const start2 = Math.floor(row / GLOW_SIZE) * columns;
      for (let column = 0, pixel = row * width; column < width; column += 2, pixel += 2) {
        found[start2 + (column / GLOW_SIZE | 0)] += share * sums[pixel];
      }
    }
    return found;
  }
};
var pixelOf = ([red, green, blue]) => (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
var known = /* @__PURE__ */ new Map();
function tables(color, strength) {
  const key = `${color} ${strength}`;
  if (!known.has(key)) {
    known.set(key, color.map((part) => Uint8Array.from(CURVE, (light) => strength * part * light)));
  }
  return known.get(key);
}
function tone(positive, negative, colors, ground, strength, pixels) {
  const [[r, g, b], [u, v, w]] = [tables(colors.positive, strength), tables(colors.negative, strength)];
  const [red, green, blue] = ground;
  const dark = pixelOf(ground);
  const scale = STEPS / BRIGHTEST;
  for (let i = 0; i < pixels.length; i += 1) {
    const [plus, minus] = [positive[i] * scale, negative[i] * scale];
    if (plus + minus < 1) {
      pixels[i] = dark;
      continue;
    }
    const p = plus < STEPS ? plus | 0 : STEPS;
    const n = minus < STEPS ? minus | 0 : STEPS;
    const [x, y, z] = [red + r[p] + u[n], green + g[p] + v[n], blue + b[p] + w[n]];
    pixels[i] = 255 << 24 | (z > 255 ? 255 : z) << 16 | (y > 255 ? 255 : y) << 8 | (x > 255 ? 255 : x);
  }
}

// assets/play/parts/network_picture.js
var FIRST_GAP = 1.35;
var LEFT = 6;
var LABELS = 106;
var LARGEST = 26;
var ROOM = 21;
var APART = 15;
var GAP = 40;
var COLUMN_SHARE = 0.8;
var TICK = 12;
var MARGIN = 14;
var LEAST_LIGHT = 3e-3;
var MOST_LINES = 3e3;
var STEPS2 = 200;
var BLOOM = 0.5;
var BLOOM_REACH = 2.3;
var WAVE_MS = 900;
var IN_MOTION = 0.5;
var SETTLED_MS = 150;
var SHARPEST = 1.5;
var REST = { density: 0.16, each: 0.35 };
var FLOW = { density: 0.24, each: 1.6 };
var BRIGHTEST2 = 3;
var QUIET = 0.1;
var NetworkPicture = class {
  /**
   * @param {HTMLElement} box
   * @param {import("../network/network.js").Network} network
   * @param {{picked: Function, pointed: Function, left: Function}} heard
   *   `picked(layer, neuron)` for a click, `pointed(layer, neuron)` for hover and focus, `left()` after
   */
  constructor(box, network2, { picked, pointed, left }) {
    Object.assign(this, { box, network: network2, picked, pointed, left });
    this.plane = box.querySelector(".plane");
    [this.rest, this.flow] = box.querySelectorAll("canvas");
    this.holder = box.querySelector(".neurons");
    this.trace = null;
    this.chosen = null;
    this.restLight = network2.layers.map((layer) => connectionLight(layer.weights));
    this.buttons = network2.layers.map((layer, number2) => this.makeLayer(layer.fanOut, number2));
    this.buttons[0][0].tabIndex = 0;
    this.holder.addEventListener("keydown", (event) => this.step(event));
    new ResizeObserver(() => this.arrange()).observe(box);
    onColors(() => this.places && this.paintAll());
  }
  makeLayer(size, layer) {
    const isLast = layer === this.network.layers.length - 1;
    return Array.from({ length: size }, (_2, neuron) => {
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
    this.places = [Array.from({ length: inputs }, (_2, i) => [LEFT + TICK, MARGIN + (i + 0.5) * this.tick])];
    this.radii = [0];
    this.network.layers.forEach(({ fanOut: size }, layer) => {
      const columns = Math.ceil(size / rows);
      const inColumn = Math.ceil(size / columns);
      const pitch = Math.min(tall / inColumn, 44);
      const apart = Math.min(LARGEST + 5, COLUMN_SHARE * gap / columns);
      const diameter = Math.min(LARGEST, pitch * 0.8, columns > 1 ? apart * 0.8 : gap / 2);
      const x = LEFT + TICK + gap * (FIRST_GAP + layer);
      this.radii.push(diameter / 2);
      this.places.push(
        Array.from({ length: size }, (_2, neuron) => [
          x + (Math.floor(neuron / inColumn) - (columns - 1) / 2) * apart,
          height / 2 + (neuron % inColumn - (inColumn - 1) / 2) * pitch
        ])
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
    const gap = columns > 1 ? Math.max(GAP, columns * APART / COLUMN_SHARE) : GAP;
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
    this.fills = this.network.layers.map(
      (layer, i) => trace ? brightness(trace.layers[i].activations, layer.activation) : new Array(layer.fanOut).fill(0)
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
    const delay = `${Math.round(0.8 * WAVE_MS * (FIRST_GAP + layer) / this.gaps)}ms`;
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
    this.buttons.forEach(
      (buttons, layer) => buttons.forEach((button, neuron) => {
        const name = neuronName(this.network, layer, neuron);
        const value = this.trace && number(this.trace.layers[layer].activations[neuron], DECIMALS);
        button.setAttribute("aria-label", value ? _("{name}, activation {value}", { name, value }) : name);
      })
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
    const total = lights.reduce((sum2, light) => sum2 + Math.abs(light), 0);
    const strength = this.share * Math.min(each, density * this.height / (total || 1));
    const least = Math.max(leastOf(lights), LEAST_LIGHT / (this.chosen ? BRIGHTEST2 : strength));
    const chosen = this.chosen && (this.chosen[0] === layer ? this.chosen[1] : -1);
    const { ratio, light: sum } = this;
    const [start2, end] = [this.radii[layer], this.radii[layer + 1]];
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
        const [leave, arrive] = [ratio * start2 / along, ratio * end / along];
        sum.line(
          ratio * x + leave * across,
          ratio * y + leave * down,
          ratio * u - arrive * across,
          ratio * v - arrive * down,
          share * light
        );
      }
    }
  }
  // So bright that a neuron's connections, be they many or few, are half of what a pair's are.
  chosenStrength(lights, layer, density) {
    const { fanIn } = this.network.layers[layer];
    const own2 = lights.subarray(this.chosen[1] * fanIn, (this.chosen[1] + 1) * fanIn);
    const total = own2.reduce((sum, light) => sum + Math.abs(light), 0);
    return Math.min(BRIGHTEST2, 0.5 * density * this.height / (total || 1));
  }
  // A neuron that is lit gives light.
  paintBlooms(fills) {
    const { width, height, data } = this.light.image;
    fills.forEach((layer, number2) => {
      const reach = Math.ceil(BLOOM_REACH * this.radii[number2 + 1] * this.ratio);
      layer.forEach((fill, neuron) => {
        if (fill < 0.05) return;
        const [x, y] = this.places[number2 + 1][neuron].map((place2) => Math.round(place2 * this.ratio));
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
    const [left, right, top] = [LEFT, LEFT + TICK, MARGIN].map((place2) => Math.round(place2 * ratio));
    const height = Math.round(this.tick * inputs * ratio);
    const [panel, rule] = [rgb(palette.colors.panel), pixelOf(rgb(palette.colors.rule))];
    for (let row = -1; row <= height; row += 1) {
      const isEdge = row < 0 || row === height;
      const [first, last] = [row, row + 1].map((each) => Math.floor(each / height * inputs));
      let light = 0;
      for (let i = first; ink && !isEdge && (i < last || i === first); i += 1) light = Math.max(light, ink[i] ?? 0);
      const inside = isEdge ? rule : pixelOf(panel.map((part) => part + (255 - part) * light));
      const start2 = (top + row) * width;
      pixels.fill(inside, start2 + left, start2 + right);
      pixels[start2 + left - 1] = pixels[start2 + right] = rule;
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
};
function leastOf(lights) {
  const counts = new Uint32Array(STEPS2 + 1);
  let lit = 0;
  for (let i = 0; i < lights.length; i += 1) {
    if (lights[i] === 0) continue;
    lit += 1;
    counts[Math.abs(lights[i]) * STEPS2 | 0] += 1;
  }
  let step = 0;
  for (; lit > MOST_LINES; step += 1) lit -= counts[step];
  return step / STEPS2;
}

// assets/play/parts/pad.js
var PEN = 75;
var STEP = 25;
var LEAST_STEP = 3;
var MOST_KEPT = 100;
var CORNER = 1.5;
var MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
var Pad = class {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {(isFinished: boolean) => void} changed  called with every new piece of ink
   */
  constructor(canvas, changed) {
    Object.assign(this, { canvas, changed });
    this.drawing = EMPTY;
    this.past = [];
    this.held = null;
    this.cursor = [PAD_SIDE / 2, PAD_SIDE / 4];
    this.isDown = false;
    this.hasCursor = false;
    this.context = canvas.getContext("2d");
    canvas.addEventListener("pointerdown", (event) => this.begin(event));
    canvas.addEventListener("pointermove", (event) => this.go(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      canvas.addEventListener(end, (event) => this.lift(event));
    }
    canvas.addEventListener("keydown", (event) => this.type(event));
    canvas.addEventListener("blur", () => this.leave());
    canvas.addEventListener("focus", () => this.arrive());
    new ResizeObserver(() => this.show()).observe(canvas);
    onColors(() => this.show());
  }
  get isEmpty() {
    return this.drawing.strokes.length === 0;
  }
  get canUndo() {
    return this.past.length > 0;
  }
  replace(drawing) {
    this.remember();
    this.drawing = drawing;
    this.tell(true);
  }
  undo() {
    if (!this.canUndo) return;
    this.raise();
    this.drawing = this.past.pop();
    this.tell(true);
  }
  remember() {
    this.past.push(this.drawing);
    if (this.past.length > MOST_KEPT) this.past.shift();
  }
  // A new stroke on what is drawn; one of our digits becomes what a hand drew.
  start(place2) {
    this.remember();
    const strokes = shownStrokes(this.drawing);
    this.stroke = [place2];
    this.drawing = { strokes: [...strokes, this.stroke] };
  }
  begin(event) {
    if (this.held !== null || event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.held = event.pointerId;
    this.hasCursor = false;
    this.raise();
    this.start(this.place(event));
    this.tell(false);
  }
  go(event) {
    if (event.pointerId !== this.held) return;
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length > 0 ? moves : [event]) {
      const place2 = this.place(move);
      const last = this.stroke.at(-1);
      if (Math.hypot(place2[0] - last[0], place2[1] - last[1]) < LEAST_STEP) continue;
      this.stroke.push(place2);
      this.cursor = place2;
    }
    this.tell(false);
  }
  lift(event) {
    if (event.pointerId !== this.held) return;
    this.held = null;
    this.end();
  }
  end() {
    this.stroke.splice(0, this.stroke.length, ...corners(this.stroke));
    this.tell(true);
  }
  type(event) {
    this.hasCursor = true;
    if (event.key === " ") {
      event.preventDefault();
      if (this.isDown) return this.raise();
      this.isDown = true;
      this.start([...this.cursor]);
      this.tell(false);
    } else if (event.key in MOVES && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      const inside = (value) => Math.round(Math.min(PAD_SIDE - PEN / 2, Math.max(PEN / 2, value)));
      this.cursor = MOVES[event.key].map((move, axis) => inside(this.cursor[axis] + STEP * move));
      if (this.isDown) this.stroke.push([...this.cursor]);
      if (this.isDown) this.tell(false);
      else this.show();
    }
  }
  arrive() {
    this.hasCursor = this.held === null && this.canvas.matches(":focus-visible");
    this.show();
  }
  leave() {
    this.hasCursor = false;
    this.raise();
    this.show();
  }
  raise() {
    if (!this.isDown) return;
    this.isDown = false;
    this.end();
  }
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    const near = (share) => Math.round(PAD_SIDE * Math.min(1.2, Math.max(-0.2, share)));
    return [near((event.clientX - box.left) / box.width), near((event.clientY - box.top) / box.height)];
  }
  tell(isFinished) {
    this.show();
    this.changed(isFinished);
  }
  show() {
    const size = Math.round(this.canvas.clientWidth * devicePixelRatio);
    if (size === 0) return;
    if (this.canvas.width !== size) this.canvas.width = this.canvas.height = size;
    paint(this.context, this.drawing, size);
    if (this.hasCursor) this.showCursor(this.context);
  }
  showCursor(context) {
    context.beginPath();
    context.arc(...this.cursor, PEN / 2, 0, 2 * Math.PI);
    context.lineWidth = 8;
    context.strokeStyle = palette.colors.signal;
    context.stroke();
  }
};
function paint(context, drawing, size) {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = "#000";
  context.fillRect(0, 0, size, size);
  context.scale(size / PAD_SIDE, size / PAD_SIDE);
  Object.assign(context, { strokeStyle: "#fff", lineWidth: PEN, lineCap: "round", lineJoin: "round" });
  for (const points of shownStrokes(drawing)) {
    context.beginPath();
    context.moveTo(...points[0]);
    if (points.length === 1) context.lineTo(points[0][0] + 0.1, points[0][1]);
    for (const point of points.slice(1)) context.lineTo(...point);
    context.stroke();
  }
}
function corners(points) {
  if (points.length < 3) return points;
  const [[x, y], [u, v]] = [points[0], points.at(-1)];
  const length = Math.hypot(u - x, v - y);
  const away = ([a, b]) => length === 0 ? Math.hypot(a - x, b - y) : Math.abs((u - x) * (b - y) - (v - y) * (a - x)) / length;
  const distances = points.map(away);
  const farthest = distances.indexOf(Math.max(...distances));
  if (distances[farthest] <= CORNER) return [points[0], points.at(-1)];
  return [...corners(points.slice(0, farthest + 1)).slice(0, -1), ...corners(points.slice(farthest))];
}

// assets/play/parts/samples.js
function offerSamples(holder, shown, take) {
  for (let digit = 0; digit < 10; digit += 1) {
    const button = make("button", { type: "button", textContent: digit });
    button.setAttribute("aria-label", _("Draw our {digit}", { digit }));
    button.addEventListener("click", () => {
      const now = shown();
      take(ownDigit(digit, now.digit === digit ? (now.hand + 1) % hands : 0));
    });
    holder.append(button);
  }
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

// assets/play/parts/three_grids.js
var MOVES2 = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
var ThreeGrids = class {
  /**
   * @param {HTMLElement} holder  with three canvases
   * @param {(cell: number) => void} pointed  called with the cell under the cursor
   */
  constructor(holder, pointed) {
    Object.assign(this, { holder, pointed });
    this.cell = 0;
    this.canvases = [...holder.querySelectorAll("canvas")];
    this.cursors = this.canvases.map((canvas) => {
      const [frame, cursor] = ["grid-frame", "cursor"].map(
        (className) => Object.assign(document.createElement("span"), { className })
      );
      canvas.replaceWith(frame);
      frame.append(canvas, cursor);
      return cursor;
    });
    holder.addEventListener("keydown", (event) => this.step(event));
    for (const canvas of this.canvases) {
      canvas.addEventListener("pointerdown", (event) => {
        canvas.setPointerCapture(event.pointerId);
        this.reach(event);
      });
      canvas.addEventListener("pointermove", (event) => {
        if (canvas.hasPointerCapture(event.pointerId)) this.reach(event);
      });
    }
  }
  /** Weights, inputs, products of a neuron, in so many columns. */
  show(weights, inputs, products, columns) {
    Object.assign(this, { count: weights.length, columns });
    paintGrid(this.canvases[0], weights, columns, { isSigned: true });
    paintGrid(this.canvases[1], inputs, columns, { isSigned: inputs.some((value) => value < 0) });
    paintGrid(this.canvases[2], products, columns, { isSigned: true });
    this.point(Math.min(this.cell, this.count - 1));
  }
  point(cell) {
    if (cell < 0 || cell >= this.count) return;
    this.cell = cell;
    const rows = Math.ceil(this.count / this.columns);
    const [column, row] = [cell % this.columns, Math.floor(cell / this.columns)];
    for (const cursor of this.cursors) {
      cursor.style.left = `${100 * column / this.columns}%`;
      cursor.style.top = `${100 * row / rows}%`;
      cursor.style.width = `${100 / this.columns}%`;
      cursor.style.height = `${100 / rows}%`;
    }
  }
  reach(event) {
    const box = event.currentTarget.getBoundingClientRect();
    const rows = Math.ceil(this.count / this.columns);
    const column = Math.floor((event.clientX - box.left) / box.width * this.columns);
    const row = Math.floor((event.clientY - box.top) / box.height * rows);
    if (column >= 0 && column < this.columns && row >= 0) this.take(row * this.columns + column);
  }
  step(event) {
    if (!(event.key in MOVES2)) return;
    event.preventDefault();
    const [across, down] = MOVES2[event.key];
    const column = this.cell % this.columns + across;
    if (column >= 0 && column < this.columns) this.take(this.cell + across + down * this.columns);
  }
  take(cell) {
    if (cell < 0 || cell >= this.count) return;
    this.point(cell);
    this.pointed(cell);
  }
};

// assets/play/pages/neuron/main.js
var DIGITS = 10;
var EMPTY_INK = new Float64Array(format.side ** 2);
var NeuronPage = class {
  constructor() {
    this.pad = new Pad(byId("pad"), (isFinished) => this.drawn(isFinished));
    this.picture = new NetworkPicture(byId("picture"), network, {
      picked: (layer, neuron) => this.choose([layer, neuron]),
      pointed: () => {
      },
      left: () => {
      }
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
    const largest2 = weights.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    const reach = this.reachOf(chosen);
    this.curve = new Curve(byId("curve"), { reach });
    Object.assign(byId("weight"), { min: -2 * largest2, max: 2 * largest2 });
    Object.assign(byId("bias"), { min: this.trained.bias - reach, max: this.trained.bias + reach });
    this.grids.cell = this.strongest();
    this.reset();
  }
  // How far the sums of this neuron go for our own digits.
  reachOf([layer, neuron]) {
    const sums = Array.from(
      { length: DIGITS },
      (_digit, digit) => Math.abs(forward(network, pixelsOf(ownDigit(digit), format)).layers[layer].preActivations[neuron])
    );
    return roundReach(Math.max(4, ...sums));
  }
  strongest() {
    const { inputs } = this.original.layers[this.chosen[0]];
    const sizes2 = this.trained.weights.map((weight, i) => Math.abs(weight * inputs[i]));
    return sizes2.indexOf(Math.max(...sizes2));
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
    byId("curve-caption").textContent = isCurve ? _("{function} of the sum plus bias", { function: name }) : _("softmax looks at the sums of all outputs, so it has no curve of its own");
    byId("verdict").textContent = _("The network reads a {answer}.", { answer: network.labels[this.trace.answer] });
    this.showCell();
    this.showTests();
    if (isFinished) this.table.refresh();
    document.documentElement.dataset.ready = "";
  }
  showCell() {
    const { cell, columns } = this.grids;
    const place2 = this.chosen[0] === 0 ? _("row {row}, column {column}", { row: Math.floor(cell / columns) + 1, column: cell % columns + 1 }) : _("neuron {number} before", { number: cell + 1 });
    const [weight, input] = [this.weights[cell], this.trace.layers[this.chosen[0]].inputs[cell]];
    byId("cell").textContent = _("{place}: weight {weight} × {input} = {product}", {
      place: sentence(place2),
      weight: brief(weight),
      input: brief(input),
      product: brief(weight * input)
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
    byId("lit").textContent = this.isTrained ? _("It lights up for {lit} of {all} test digits.", told) : _("It lights up for {lit} of {all} test digits; as trained for {trained}.", told);
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
    const name = (i) => this.chosen[0] === 0 ? `${Math.floor(i / columns) + 1}, ${i % columns + 1}` : String(i + 1);
    return {
      caption: _("The products, the largest first"),
      head: [this.chosen[0] === 0 ? _("row, column") : _("neuron"), _("weight"), _("input"), _("product")],
      rows: order.slice(0, 100).map((i) => [name(i), ...[this.weights[i], inputs[i], this.products[i]].map(brief)])
    };
  }
};
start(() => new NeuronPage());
