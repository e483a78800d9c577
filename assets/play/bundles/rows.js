// {"sources": "6d310f1a81a102f17419c981a7965c096acba3db8f804b754de600ac8ab10656", "words": ["= product", "All {count} terms are added up.", "Columns and inputs alike: every weight meets its own input again, and a sum doesn't mind the order.", "Columns: every weight meets another input than the one it was trained for.", "Draw our {digit}", "Hidden layer {layer}: {rows} × {inputs}", "Inputs: every input meets a weight that was trained for another one.", "Now the network says {answer}.", "One more shuffle mends it. Which one?", "Output layer: {rows} × {inputs}", "Rows: each is a neuron, which keeps its bias and its name: the same numbers in another order.", "Show in {positive} and {negative}", "Term {place} of {count}: {input} × {weight} = {product}", "Terms {first} to {last} of {count}", "The network says {answer}.", "The network still says {answer}.", "The rows: sums, biases and activations", "This layer has no squish.", "This row: {neuron}", "Which of the three changes the answer, and why?", "Without {function} the largest is still the largest.", "Without {function} the next layer gets sums that it was not trained for.", "Without {function} the outputs are the sums themselves.", "activation", "bias", "biases", "hidden layer {layer}, neuron {neuron} of {count}", "input", "inputs", "its activation, without squish", "output for {digit}", "product", "row of", "squish the sums by {function}", "sum", "sum of products", "sum of {count} products", "sum plus bias", "sum so far", "sums", "term", "weight", "weights", "weights: a row for each neuron", "{activation} of it: its activation", "{function} of {sum} is {value}", "{name}, activation {value}", "{neuron}: sum {sum} plus bias {bias} is {total}; activation {value}", "× weight"]}
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
  return strokes.map((stroke) => smoothPath(stroke, 60).map((at2) => at2.map(onPad)));
}
function boundsOf(paths, least) {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const path of paths) {
    for (const at2 of path) {
      for (const axis of [0, 1]) {
        low[axis] = Math.min(low[axis], at2[axis]);
        high[axis] = Math.max(high[axis], at2[axis]);
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
    for (const at2 of path) {
      for (const axis of [0, 1]) {
        const middle = (low[axis] + high[axis]) / 2;
        flat[next++] = (at2[axis] - middle) * scale + format2.ink_center;
      }
    }
  }
  if (!format2.is_centered_by_mass) return flat;
  const center = centerOfMass(inkOf(flat, format2), format2.side);
  return flat.map((at2, i) => at2 + (format2.ink_center - center[i % 2]));
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
  const first = (at2) => Math.max(0, Math.floor((at2 - reach) * fineness - 0.5));
  const last2 = (at2) => Math.min(fine - 1, Math.ceil((at2 + reach) * fineness - 0.5));
  for (let i = 0; i < places.length; i += 2) {
    const [x, y] = [places[i], places[i + 1]];
    const [left, right, bottom] = [first(x), last2(x), last2(y)];
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
  const points = stroke.filter((at2, i) => i === 0 || at2[0] !== stroke[i - 1][0] || at2[1] !== stroke[i - 1][1]);
  if (points.length === 1) return points;
  const lengths = cumulative(points.slice(1).map((at2, i) => distance(at2, points[i])));
  const count = Math.max(2, Math.ceil(lengths.at(-1) * scale / SAMPLE_DISTANCE) + 1);
  return alongCurve(points, lengths, count);
}
function smoothPath(points, samples = SMOOTH_SAMPLES) {
  const curve = betweenCorners(points).flatMap(smoothCurve);
  return alongCurve(curve, cumulative(curve.slice(1).map((at2, i) => distance(at2, curve[i]))), samples);
}
function betweenCorners(points) {
  const pieces = [[points[0]]];
  points.slice(1).forEach((at2, i) => {
    if (distance(at2, points[i]) === 0) pieces.push([at2]);
    else pieces.at(-1).push(at2);
  });
  return pieces.filter((piece) => piece.length > 1);
}
function smoothCurve(points) {
  const knots = cumulative(points.slice(1).map((at2, i) => Math.sqrt(distance(at2, points[i]))));
  const bends = [0, 1].map((axis) => secondDerivatives(knots, points.map((at2) => at2[axis])));
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
  const last2 = values.length - 1;
  const found = new Array(values.length).fill(0);
  const [upper, right] = [new Array(last2).fill(0), new Array(last2).fill(0)];
  for (let i = 1; i < last2; i += 1) {
    const [before, after] = [knots[i] - knots[i - 1], knots[i + 1] - knots[i]];
    const jump = (values[i + 1] - values[i]) / after - (values[i] - values[i - 1]) / before;
    const pivot = 2 * (before + after) - before * upper[i - 1];
    upper[i] = after / pivot;
    right[i] = (6 * jump - before * right[i - 1]) / pivot;
  }
  for (let i = last2 - 1; i > 0; i -= 1) found[i] = right[i] - upper[i] * found[i + 1];
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
  const at2 = (numbers, i) => numbers.length === 1 ? numbers[0] : numbers[i];
  return Float64Array.from(ink, (pixel, i) => at2(scale, i) * pixel + at2(offset, i));
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

// assets/play/network/product.js
var at = (order, place2) => order ? order[place2] : place2;
function termsOf({ weights, fanIn }, inputs, neuron, { columns, inputs: moved }) {
  const terms = {};
  for (const name of ["weights", "inputs", "products", "sums"]) terms[name] = new Float64Array(fanIn);
  let sum = 0;
  for (let place2 = 0; place2 < fanIn; place2 += 1) {
    const weight = weights[neuron * fanIn + at(columns, place2)];
    const input = inputs[at(moved, place2)];
    sum += weight * input;
    terms.weights[place2] = weight;
    terms.inputs[place2] = input;
    terms.products[place2] = weight * input;
    terms.sums[place2] = sum;
  }
  return terms;
}
function productOf(layer, inputs, order) {
  return layer.biases.map((bias, neuron) => termsOf(layer, inputs, neuron, order).sums.at(-1) + bias);
}
function shuffledOrder(count) {
  const order = Array.from({ length: count }, (_place, i) => i);
  let state = 16 + count;
  for (let last2 = count - 1; last2 > 0; last2 -= 1) {
    state = (1103515245 * (state % 65536) + 12345) % 2147483648;
    const other = Math.floor(state / 2147483648 * last2);
    [order[last2], order[other]] = [order[other], order[last2]];
  }
  return order;
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
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
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
      const last2 = this.stroke.at(-1);
      if (Math.hypot(place2[0] - last2[0], place2[1] - last2[1]) < LEAST_STEP) continue;
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

// assets/play/pages/rows/sheet.js
var FONT = "system-ui, sans-serif";
var WORDS = "#f2f0e9";
var HUSHED = "#c4c9d4";
var STAGE = "#0a0c12";
var EDGE = "#858ea3";
var Sheet = class {
  /**
   * @param {HTMLElement} box
   * @param {() => void} resized  called when its width has changed
   */
  constructor(box, resized) {
    this.box = box;
    this.canvas = box.querySelector("canvas");
    this.context = this.canvas.getContext("2d");
    let width = box.clientWidth;
    new ResizeObserver(() => {
      if (box.clientWidth === width) return;
      width = box.clientWidth;
      resized();
    }).observe(box);
  }
  get width() {
    return this.box.clientWidth;
  }
  /** An empty sheet of a height. */
  clear(height) {
    const sizes2 = [this.width, height].map((size) => Math.round(size * devicePixelRatio));
    if (this.canvas.width !== sizes2[0] || this.canvas.height !== sizes2[1]) {
      [this.canvas.width, this.canvas.height] = sizes2;
      this.canvas.style.height = `${height}px`;
    }
    this.context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.context.clearRect(0, 0, this.width, height);
  }
  /** Write; `isOver` what stands there. */
  text(content, x, y, { size = 13, color = WORDS, align = "center", font = FONT, isOver = false } = {}) {
    const { context } = this;
    context.font = `${size}px ${font}`;
    Object.assign(context, { fillStyle: color, textAlign: align, textBaseline: "middle" });
    if (isOver) {
      Object.assign(context, { strokeStyle: STAGE, lineWidth: 4, lineJoin: "round" });
      context.strokeText(content, x, y);
    }
    context.fillText(content, x, y);
  }
  cell(color, x, y, width, height) {
    this.context.fillStyle = `rgb(${color})`;
    this.context.fillRect(x, y, width, height);
  }
  frame(color, x, y, width, height, line = 2) {
    Object.assign(this.context, { strokeStyle: color, lineWidth: line });
    this.context.strokeRect(x - line / 2, y - line / 2, width + line, height + line);
  }
  line(color, ...places) {
    Object.assign(this.context, { strokeStyle: color, lineWidth: 1.5 });
    this.context.beginPath();
    for (const place2 of places) this.context.lineTo(...place2);
    this.context.stroke();
  }
  /** Where a pointer is. */
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
};

// assets/play/pages/rows/equation.js
var PAD = 12;
var HEAD = 26;
var FOOT = 24;
var LARGEST = 28;
var [LEAST_HEIGHT, MOST_HEIGHT] = [220, 330];
var NARROW_HEIGHT = 280;
var SHARE = 0.3;
var FEW = 40;
var LEAST_TEXT = 12;
var LEAST_CELL = 3;
var MOST_CELLS = 5e3;
var MOVE_MS = 700;
var SERIF = "ui-serif, Georgia, serif";
var inverse = (order, count) => {
  const places = new Float64Array(count);
  for (let place2 = 0; place2 < count; place2 += 1) places[order ? order[place2] : place2] = place2;
  return places;
};
var Equation = class {
  /**
   * @param {HTMLElement} box
   * @param {(neuron: number, isPress: boolean) => void} pointed  called for the row under the pointer
   */
  constructor(box, pointed) {
    this.sheet = new Sheet(box, () => this.shown && this.paint());
    this.image = document.createElement("canvas");
    this.pointed = pointed;
    const { canvas } = this.sheet;
    const point = (event) => {
      const row = this.rowAt(event);
      if (row !== null) pointed(this.shown.rows ? this.shown.rows[row] : row, event.type === "pointerdown");
    };
    canvas.addEventListener("pointerdown", point);
    canvas.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(event));
  }
  rowAt(event) {
    const [, y] = this.sheet.place(event);
    const row = Math.floor((y - this.top) / this.rowHeight);
    return row >= 0 && row < this.shown.layer.fanOut ? row : null;
  }
  /**
   * @param {object} shown
   *   layer, inputs, their order (`rows`, `columns`, `inputsOrder`: arrays or null), `sums`,
   *   `activations` (null without the squish), `squish` its name, `names` of the rows, the chosen
   *   `neuron`, the `place` of its term in turn (null for none), its `soFar`, the `winner` or null
   */
  show(shown) {
    const { layer, rows, columns, inputsOrder } = shown;
    const last2 = this.shown;
    this.shown = shown;
    this.target = {
      rows: inverse(rows, layer.fanOut),
      columns: inverse(columns, layer.fanIn),
      inputs: inverse(inputsOrder, layer.fanIn)
    };
    const isOther = last2?.layer !== layer;
    if (isOther) {
      cancelAnimationFrame(this.moving);
      this.moving = null;
    }
    const isMoved = !isOther && (last2.rows !== rows || last2.columns !== columns || last2.inputsOrder !== inputsOrder);
    if (isMoved && !isCalm()) this.move();
    else if (!this.moving) this.places = this.target;
    this.paint();
  }
  // Rows, columns and inputs slide to their new places.
  move() {
    cancelAnimationFrame(this.moving);
    const [from, to, start2] = [this.places, this.target, performance.now()];
    const step = () => {
      const share = Math.min(1, (performance.now() - start2) / MOVE_MS);
      const eased = share * share * (3 - 2 * share);
      const between = (name) => to[name].map((place2, i) => from[name][i] + eased * (place2 - from[name][i]));
      this.places = share < 1 ? { rows: between("rows"), columns: between("columns"), inputs: between("inputs") } : to;
      this.moving = share < 1 ? requestAnimationFrame(step) : null;
      this.paint();
    };
    this.moving = requestAnimationFrame(step);
  }
  arrange() {
    const { layer, names: names2 } = this.shown;
    const { width } = this.sheet;
    const isNarrow = width < 520;
    const gap = isNarrow ? 22 : 34;
    const value = isNarrow ? 46 : 56;
    this.textSize = isNarrow ? 11 : 13;
    const longest = names2.reduce((most, each) => Math.max(most, each.length), 1);
    const name = Math.min(76, 12 + 0.62 * this.textSize * longest);
    const few = layer.fanIn <= FEW ? layer.fanIn : 1;
    const height = isNarrow ? NARROW_HEIGHT : Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, SHARE * innerHeight));
    const side = Math.min(LARGEST, height / Math.max(layer.fanOut, few));
    const small = isNarrow ? 11 : Math.min(Math.max(side, 14), 24);
    const fixed = 2 * PAD + 4 * small + 2 * value + 4 * gap + name;
    const room = Math.max(60, width - fixed);
    this.rowHeight = side;
    this.columnWidth = Math.min(side, room / layer.fanIn);
    this.inputHeight = Math.min(side, height / layer.fanIn);
    const across = this.columnWidth * layer.fanIn;
    const tall = Math.max(side * layer.fanOut, this.inputHeight * layer.fanIn);
    this.height = HEAD + tall + FOOT;
    this.middle = HEAD + tall / 2;
    this.top = this.middle - side * layer.fanOut / 2;
    this.inputTop = this.middle - this.inputHeight * layer.fanIn / 2;
    let x = PAD + Math.max(0, (width - fixed - across) / 2);
    this.parts = {};
    this.operators = [];
    const put = (part, wide, sign) => {
      this.parts[part] = [x, wide];
      x += wide;
      if (sign) this.operators.push([sign, x + gap / 2]);
      x += gap;
    };
    Object.assign(this, { small, value });
    put("matrix", across, "×");
    put("inputs", small, "+");
    put("biases", small, "=");
    put("sums", small + value, "→");
    if (this.shown.activations) put("activations", small + value, "");
    this.nameX = x - gap + 6 + name / 2;
  }
  paint() {
    this.arrange();
    const { sheet } = this;
    const { layer, inputs, sums, activations, squish, names: names2, winner } = this.shown;
    sheet.clear(this.height);
    this.paintMatrix();
    const isSigned = inputs.some((value) => value < 0);
    const full = isSigned ? fullColor(inputs) : inputs.reduce((most2, each) => Math.max(most2, each), 1);
    this.paintColumn(
      this.parts.inputs[0],
      inputs,
      this.places.inputs,
      this.inputTop,
      this.inputHeight,
      (value) => shade(value, full, isSigned)
    );
    const { rows } = this.places;
    const most = fullColor(layer.biases);
    const violet = palette.colors.bias;
    this.paintColumn(this.parts.biases[0], layer.biases, rows, this.top, this.rowHeight, (value) => {
      const share = most > 0 ? Math.min(1, Math.abs(value) / most) : 0;
      return [1, 3, 5].map((i) => Math.round(parseInt(violet.slice(i, i + 2), 16) * (0.15 + 0.85 * share)));
    });
    const sumFull = fullColor(sums);
    this.paintColumn(this.parts.sums[0], sums, rows, this.top, this.rowHeight, (value) => shade(value, sumFull, true));
    this.paintValues("sums", sums);
    if (activations) {
      const signed = activations.some((value) => value < 0);
      const bright = signed ? fullColor(activations) : activations.reduce((a, b) => Math.max(a, b), 1);
      this.paintColumn(
        this.parts.activations[0],
        activations,
        rows,
        this.top,
        this.rowHeight,
        (value) => shade(value, bright, signed)
      );
      this.paintValues("activations", activations);
    }
    if (this.rowHeight >= LEAST_TEXT) {
      rows.forEach((place2, neuron) => {
        const color = neuron === winner ? palette.colors.signal : HUSHED;
        sheet.text(names2[neuron], this.nameX, this.top + (place2 + 0.5) * this.rowHeight, { size: this.textSize + 1, color });
      });
    }
    this.paintWords(squish);
    this.paintChoice();
  }
  paintMatrix() {
    const { layer } = this.shown;
    const [left, across] = this.parts.matrix;
    const { fanIn, fanOut, weights } = layer;
    const { rows, columns } = this.places;
    const [wide, high] = [this.columnWidth, this.rowHeight];
    const full = (layer === this.measured?.layer ? this.measured : this.measured = { layer, full: fullColor(weights) }).full;
    if (wide >= LEAST_CELL && high >= LEAST_CELL && weights.length <= MOST_CELLS) {
      for (let i = 0; i < fanOut; i += 1) {
        for (let j = 0; j < fanIn; j += 1) {
          const color = shade(weights[i * fanIn + j], full, true);
          this.sheet.cell(color, left + columns[j] * wide, this.top + rows[i] * high, wide - 0.5, high - 0.5);
        }
      }
      return;
    }
    const moved = new Float64Array(weights.length);
    for (let i = 0; i < fanOut; i += 1) {
      const start2 = Math.round(rows[i]) * fanIn;
      for (let j = 0; j < fanIn; j += 1) moved[start2 + Math.round(columns[j])] = weights[i * fanIn + j];
    }
    paintGrid(this.image, moved, fanIn, { isSigned: true, full });
    this.sheet.context.imageSmoothingEnabled = wide * devicePixelRatio < 1;
    this.sheet.context.drawImage(this.image, left, this.top, across, high * fanOut);
  }
  paintColumn(x, values, places, top, high, colorOf) {
    const seam = high >= LEAST_CELL ? 0.5 : 0;
    values.forEach((value, i) => {
      this.sheet.cell(colorOf(value), x, top + places[i] * high, this.small, Math.max(0.6, high - seam));
    });
  }
  paintValues(part, values) {
    const { neuron, soFar, isDone } = this.shown;
    if (this.rowHeight < LEAST_TEXT) return;
    const x = this.parts[part][0] + this.small + this.value - 4;
    values.forEach((value, i) => {
      const isOpen = i === neuron && !isDone;
      if (isOpen && part === "activations") return;
      const y = this.top + (this.places.rows[i] + 0.5) * this.rowHeight;
      const color = i === neuron ? palette.colors.signal : HUSHED;
      this.sheet.text(number(isOpen ? soFar : value, 2), x, y, { size: this.textSize, color, align: "right" });
    });
  }
  paintWords(squish) {
    const { sheet, parts, middle } = this;
    for (const [sign, x] of this.operators) {
      const size = this.textSize + 4;
      if (sign !== "→") sheet.text(sign, x, middle, { size });
      else if (parts.activations) sheet.text(sign, x, middle, { size, color: palette.colors.function });
    }
    const low = this.height - FOOT / 2;
    const told = {
      matrix: [_("weights: a row for each neuron"), _("weights")],
      inputs: [_("inputs")],
      biases: [_("biases")],
      sums: [_("sums")],
      activations: [squish]
    };
    const names2 = { matrix: "W", inputs: "x", biases: "b", sums: "z", activations: "a" };
    for (const [part, [x, wide]] of Object.entries(parts)) {
      const center = x + wide / 2;
      const isTall = part === "matrix" || part === "inputs";
      const [top, bottom] = part === "inputs" ? [this.inputTop, 2 * middle - this.inputTop] : [this.top, 2 * middle - this.top];
      const color = part === "activations" ? palette.colors.function : part === "biases" ? palette.colors.bias : HUSHED;
      sheet.text(names2[part], center, top - 13, { size: 17, color, font: SERIF });
      this.bracket(x, wide, top, bottom);
      const y = isTall ? Math.min(low, bottom + 13) : bottom + 13;
      sheet.context.font = `${this.textSize}px system-ui, sans-serif`;
      const room = wide + (this.textSize > 11 ? 34 : 15);
      const words2 = told[part].find((each) => sheet.context.measureText(each).width <= room);
      if (words2) sheet.text(words2, center, y, { size: this.textSize, color });
    }
  }
  bracket(x, wide, top, bottom) {
    const [left, right] = [x - 4, x + wide + 4];
    this.sheet.line(EDGE, [left + 4, top - 3], [left, top - 3], [left, bottom + 3], [left + 4, bottom + 3]);
    this.sheet.line(EDGE, [right - 4, top - 3], [right, top - 3], [right, bottom + 3], [right - 4, bottom + 3]);
  }
  // The row in turn, and in it and in the column the term in turn.
  paintChoice() {
    const { neuron, place: place2, isDone, activations } = this.shown;
    const { sheet, parts } = this;
    const color = palette.colors.signal;
    const y = this.top + this.places.rows[neuron] * this.rowHeight;
    const high = Math.max(2, this.rowHeight - 0.5);
    sheet.frame(color, parts.matrix[0], y, parts.matrix[1], high);
    if (place2 !== null) {
      const [x, wide] = [parts.matrix[0] + place2 * this.columnWidth, Math.max(1, this.columnWidth - 0.5)];
      sheet.frame("#ffffff", x, y, wide, high, 3);
      const inputY = this.inputTop + place2 * this.inputHeight;
      sheet.frame("#ffffff", parts.inputs[0], inputY, this.small, Math.max(1, this.inputHeight - 0.5), 3);
    }
    if (!isDone) return;
    sheet.frame(color, parts.biases[0], y, this.small, high);
    sheet.frame(color, parts.sums[0], y, this.small, high);
    if (activations) sheet.frame(color, parts.activations[0], y, this.small, high);
  }
};

// assets/play/pages/rows/terms.js
var PAD2 = 10;
var SLOT = 46;
var WIDEST = 60;
var HIGH = 22;
var STEP2 = 25;
var GRAPH = 56;
var BIAS = 1;
var LUMINANCE = [0.2126, 0.7152, 0.0722];
var readable2 = (color) => LUMINANCE.reduce((sum, share, i) => sum + share * (color[i] / 255) ** 2.2, 0) > 0.2 ? "#000" : "#fff";
var Terms = class {
  /**
   * @param {HTMLElement} box
   * @param {(place: number) => void} pointed  called with the term under the pointer
   */
  constructor(box, pointed) {
    this.sheet = new Sheet(box, () => this.shown && this.paint());
    const { canvas } = this.sheet;
    const point = (event) => {
      if (event.type === "pointerdown") canvas.setPointerCapture(event.pointerId);
      else if (!canvas.hasPointerCapture(event.pointerId)) return;
      pointed(this.placeAt(...this.sheet.place(event)));
    };
    canvas.addEventListener("pointerdown", point);
    canvas.addEventListener("pointermove", point);
  }
  // The place under a point; behind the last one are bias and answer.
  placeAt(x, y) {
    const count = this.shown.terms.weights.length;
    const isInGraph = this.isWhole || y > 3 * STEP2 + PAD2;
    const place2 = isInGraph ? Math.floor((x - this.left) / this.pitch) : this.first + Math.floor((x - this.left) / this.slot);
    return Math.max(0, Math.min(count, place2));
  }
  /** @param {object} shown  `terms`, `place` in turn (null when all are added), `bias`, `total` */
  show(shown) {
    this.shown = shown;
    this.paint();
  }
  paint() {
    const { sheet } = this;
    const { terms, place: place2 } = this.shown;
    const count = terms.weights.length;
    const label = sheet.width < 520 ? 62 : 78;
    this.left = PAD2 + label;
    const room = sheet.width - this.left - PAD2;
    this.isWhole = (count + BIAS) * SLOT <= room;
    this.slots = this.isWhole ? count : Math.min(count, Math.floor(room / SLOT));
    this.slot = this.isWhole ? Math.min(WIDEST, room / (count + BIAS)) : room / this.slots;
    this.pitch = this.isWhole ? this.slot : room / (count + BIAS * Math.max(1, count / 24));
    const seen = place2 ?? largest(terms.products.map(Math.abs));
    this.first = Math.min(count - this.slots, Math.floor(seen / this.slots) * this.slots);
    sheet.clear(PAD2 + 3 * STEP2 + GRAPH + 2 * PAD2 + 4);
    this.paintTerms();
    this.paintSum();
  }
  paintTerms() {
    const { sheet, first, slots, slot, left } = this;
    const { terms, place: place2 } = this.shown;
    const isSigned = terms.inputs.some((value) => value < 0);
    const brightest = terms.inputs.reduce((most, each) => Math.max(most, each), 1);
    const lines = [
      [_("input"), terms.inputs, isSigned ? fullColor(terms.inputs) : brightest, isSigned],
      [_("× weight"), terms.weights, fullColor(terms.weights), true],
      [_("= product"), terms.products, fullColor(terms.products), true]
    ];
    const size = sheet.width < 520 ? 11 : 13;
    lines.forEach(([name, values, full, signed], line) => {
      const y = PAD2 + line * STEP2;
      sheet.text(name, PAD2, y + HIGH / 2, { size, color: HUSHED, align: "left" });
      for (let i = first; i < first + slots; i += 1) {
        if (line === 2 && place2 !== null && i > place2) continue;
        const color = shade(values[i], full, signed);
        const x = left + (i - first) * slot;
        sheet.cell(color, x, y, slot - 2, HIGH);
        sheet.frame("#4a5060", x + 1, y + 1, slot - 4, HIGH - 2, 1);
        sheet.text(number(values[i], 2), x + slot / 2 - 1, y + HIGH / 2 + 0.5, { size, color: readable2(color) });
      }
    });
    if (place2 === null) return;
    sheet.frame("#ffffff", left + (place2 - first) * slot, PAD2, slot - 2, 2 * STEP2 + HIGH);
  }
  paintSum() {
    const { sheet, left, pitch } = this;
    const { terms, place: place2, bias, total } = this.shown;
    const count = terms.sums.length;
    const isDone = place2 === null;
    const reached = isDone ? count : place2 + 1;
    const [low, high] = terms.sums.reduce(([a, b], each) => [Math.min(a, each), Math.max(b, each)], [
      Math.min(0, total),
      Math.max(0, total)
    ]);
    const top = PAD2 + 3 * STEP2 + PAD2 + 14;
    const y = (value) => top + (high - value) / (high - low || 1) * (GRAPH - 14);
    const right = sheet.width - PAD2;
    const size = sheet.width < 520 ? 11 : 13;
    sheet.text(_("sum"), PAD2, y(0), { size, color: HUSHED, align: "left" });
    sheet.line(EDGE, [left, y(0)], [right, y(0)]);
    const seam = pitch > 4 ? 2 : 0;
    const bar = (color, x2, wide, from, to) => {
      sheet.context.fillStyle = color;
      const [above, below] = [Math.min(y(from), y(to)), Math.max(y(from), y(to))];
      sheet.context.fillRect(x2, above, Math.max(0.7, wide), Math.max(1, below - above));
    };
    const { positive, negative, bias: violet, signal } = palette.colors;
    for (let i = 0; i < reached; i += 1) {
      const color = terms.products[i] < 0 ? negative : positive;
      bar(color, left + i * pitch, pitch - seam, terms.sums[i - 1] ?? 0, terms.sums[i]);
    }
    const [end, x] = isDone ? [total, left + (count + this.biasSlots) * pitch] : [terms.sums[place2], left + reached * pitch];
    if (isDone) bar(violet, left + count * pitch, this.biasSlots * pitch - seam, total - bias, total);
    sheet.line(signal, [left, y(end)], [Math.min(right, x + 4), y(end)]);
    sheet.text(number(end, 2), Math.max(left + 44, Math.min(right, x - 2)), y(end) - 10, {
      size: size + 2,
      color: signal,
      align: "right",
      isOver: true
    });
  }
  get biasSlots() {
    return this.isWhole ? BIAS : BIAS * Math.max(1, this.shown.terms.sums.length / 24);
  }
};

// assets/play/pages/rows/main.js
var EMPTY_INK = new Float64Array(format.side ** 2);
var PARTS = ["rows", "columns", "inputs"];
var TERM_MS = 150;
var [LEAST_MS, MOST_MS] = [1200, 3600];
var MOST_TERMS = 100;
var MOVES2 = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
var last = network.layers.length - 1;
var nameOf = (name) => name === "relu" ? "ReLU" : name;
var RowsPage = class {
  constructor() {
    this.pad = new Pad(byId("pad"), (isFinished) => this.drawn(isFinished));
    this.equation = new Equation(byId("equation"), (neuron, isPress) => this.point(neuron, isPress));
    this.terms = new Terms(byId("terms"), (place2) => this.reach(place2));
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
    const textContent = i === last ? _("Output layer: {rows} × {inputs}", told) : _("Hidden layer {layer}: {rows} × {inputs}", told);
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
      squish: this.isSquished ? null : "off"
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
      const place2 = Math.floor((performance.now() - begin) / length * count);
      if (place2 >= count) return this.finish();
      this.place = Math.max(0, place2);
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
  reach(place2) {
    cancelAnimationFrame(this.adding);
    if (place2 >= this.layer.fanIn) return this.finish();
    this.place = Math.max(0, place2);
    this.show();
  }
  step(event) {
    if (!(event.key in MOVES2) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [down, across] = MOVES2[event.key];
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
    const { layer, neuron, place: place2, added, sums, activations } = this;
    const isDone = place2 === null;
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
      place: place2,
      soFar: isDone ? 0 : added.sums[place2],
      isDone,
      winner: this.depth === last ? this.answer : null
    });
    this.terms.show({ terms: added, place: place2, bias, total: sums[neuron] });
    this.showNumbers(isDone, bias, hasSquish);
    this.showAnswer(hasSquish);
    document.documentElement.dataset.ready = "";
  }
  names() {
    return Array.from(this.layer.biases, (_bias, i) => this.depth === last ? network.labels[i] : String(i + 1));
  }
  showNumbers(isDone, bias, hasSquish) {
    const { layer, neuron, place: place2, added, sums, activations } = this;
    const count = layer.fanIn;
    byId("row-name").textContent = _("This row: {neuron}", { neuron: neuronName(network, this.depth, neuron) });
    byId("term").textContent = isDone ? _("All {count} terms are added up.", { count }) : _("Term {place} of {count}: {input} × {weight} = {product}", {
      place: place2 + 1,
      count,
      input: brief(added.inputs[place2]),
      weight: brief(added.weights[place2]),
      product: brief(added.products[place2])
    });
    byId("so-far-name").textContent = isDone ? _("sum of {count} products", { count }) : _("sum so far");
    this.put("so-far", added.sums[place2 ?? count - 1], 3);
    this.put("bias", bias, 3);
    this.put("total", isDone ? sums[neuron] : null, 3);
    byId("activation-name").textContent = hasSquish && this.isSquished ? _("{activation} of it: its activation", { activation: nameOf(layer.activation) }) : _("its activation, without squish");
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
    const said = isWhole ? _("The network says {answer}.") : isSame ? _("The network still says {answer}.") : _("Now the network says {answer}.");
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
      value: number(activations[neuron], 4)
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
        ...[sums[i] - layer.biases[i], layer.biases[i], sums[i], activations[i]].map(brief)
      ])
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
        ...[inputs[i], weights[i], products[i], sums[i]].map(brief)
      ])
    };
  }
};
start(() => new RowsPage());
