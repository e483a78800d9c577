// {"sources": "0f8ac971ccb65b8adc2613bce4b35230c179a91cec71ca89061824baf07b0307", "words": ["All {all} right!", "Draw our {digit}", "Each pixel times its weight, all added up: {positive} adds, {negative} takes away. Light that meets no weight is gray.", "Lit: a sum above {bar}", "Show in {positive} and {negative}", "The bar lies where most are right. In a neuron, the bias moves it.", "The largest sum first", "The pictures, the largest sum first", "Too much {negative} takes away more than {positive} gives: paint it weaker, or thinner.", "What is lit everywhere fools you? {negative} takes light away.", "Without weights every sum is 0.", "Without weights every sum is 0: {right} of {all} right, as by guessing.", "Your weights like this most: {name}", "Your weights; all others are 0", "a band below it", "a blob", "a border from left to right", "a border further down", "a border further up", "a box below it", "a cross", "a faint border", "a faint line", "a line elsewhere", "a line that crosses", "a thin line", "activation", "all but the line", "all gray", "border", "bring the 7 to the front, and the 1 to the end", "digits", "erase", "everything lit", "exactly the border", "exactly the line", "fooled", "half the line", "hidden layer {layer}, neuron {neuron} of {count}", "light above, dark below", "light on one side", "light on the other side", "line across", "line down", "lit", "missed", "most of the border", "most of the line", "no", "output for {digit}", "picture", "row, column", "should be", "slanted line", "specks", "sum", "the border and other specks", "the border and specks", "the border on gray", "the line and other specks", "the line and specks", "the line on gray", "the yellow frame is where light has to be", "two lines", "wanted", "weight", "yes", "your drawing", "yours", "{function} of {sum} is {value}", "{name}, activation {value}", "{negative} has to take away what lights up pictures that should stay dark.", "{right} of {all} right"]}
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
function centerOfMass(ink, side2) {
  const moment = [0, 0];
  let mass = 0;
  ink.forEach((pixel, i) => {
    mass += pixel;
    moment[0] += pixel * (i % side2 + 0.5);
    moment[1] += pixel * (Math.floor(i / side2) + 0.5);
  });
  return moment.map((each) => each / mass);
}
function inkOf(places, { side: side2, fineness, pen_width: pen }) {
  const fine = side2 * fineness;
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
  return fineness === 1 ? ink : blocks(ink, side2, fineness);
}
function blocks(ink, side2, fineness) {
  const fine = side2 * fineness;
  const sums = new Float64Array(side2 * side2);
  ink.forEach((pixel, i) => {
    const [row, column] = [Math.floor(i / fine), i % fine];
    sums[Math.floor(row / fineness) * side2 + Math.floor(column / fineness)] += pixel;
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
  const [all, rounded2] = [number(value), number(value, DECIMALS)];
  return all.length < rounded2.length ? all : rounded2;
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

// assets/play/pages/weights/challenges.js
var SIDE = 28;
var LINE_AT = 13;
var [START, END] = [2, 26];
var SURROUND = -0.5;
var BLOB = { along: 13, across: 9 };
var SPECKS = 0.07;
var [GREY, FAINT] = [0.3, 0.8];
function challenges(side2) {
  const shape = new Grid(side2);
  const across = shape.fill((row, column) => row === shape.line && shape.isLong(column));
  const down = shape.turned(across);
  const slanted = shape.fill((row, column) => column === side2 - 1 - row && shape.isLong(row));
  return [
    lineChallenge(shape, "across", _("line across"), across, [1, 0], down),
    lineChallenge(shape, "down", _("line down"), down, [0, 1], across),
    lineChallenge(shape, "slanted", _("slanted line"), slanted, [1, 0], shape.mirrored(slanted)),
    borderChallenge(shape)
  ];
}
function lineChallenge(shape, name, title, line, [rows, columns], crossing) {
  const { add, fill, map } = shape;
  const ones = map(line, () => 1);
  const moved = (far) => shape.moved(line, far * rows, far * columns);
  const solution = map(line, (pixel, i) => pixel || SURROUND * (moved(1)[i] + moved(-1)[i]));
  const beside = (row, column) => name === "slanted" ? row + column - (shape.side - 1) : (rows ? row : column) - shape.line;
  const [first, second] = [shape.specks(1), shape.specks(2)];
  const blob = name === "slanted" ? shape.blob(1, 1) : shape.blob(...rows ? [0, 1] : [1, 0]);
  return challenge(name, title, line, solution, {
    has: [
      [_("exactly the line"), line],
      [_("two lines"), add(line, moved(shape.far(8)))],
      [_("a cross"), add(line, crossing)],
      [_("the line and specks"), add(line, first)],
      [_("the line and other specks"), add(line, second)],
      [_("the line on gray"), add(line, map(ones, () => GREY))],
      [_("most of the line"), shape.part(line, 5 / 6)],
      [_("a faint line"), map(line, (pixel) => FAINT * pixel)]
    ],
    hasNot: [
      [_("everything lit"), ones],
      [_("all but the line"), map(line, (pixel) => 1 - pixel)],
      [_("half the line"), shape.part(line, 1 / 2)],
      [_("a blob"), blob],
      [_("a line elsewhere"), moved(-shape.far(3))],
      [_("a line that crosses"), crossing],
      [_("light on one side"), fill((row, column) => beside(row, column) >= 0)],
      [_("light on the other side"), fill((row, column) => beside(row, column) <= 0)]
    ]
  });
}
function borderChallenge(shape) {
  const { add, fill, map, side: side2 } = shape;
  const { line } = shape;
  const thick = shape.far(3);
  const from = (first) => fill((row) => row >= first);
  const below = from(line);
  const within = (row, first, end) => row >= first && row < end;
  const solution = fill((row, column) => {
    if (!shape.isLong(column)) return 0;
    return within(row, line, line + thick) - within(row, line - thick, line);
  });
  const specks = shape.specks(1);
  return challenge("border", _("border"), below, solution, {
    has: [
      [_("exactly the border"), below],
      [_("a band below it"), fill((row) => within(row, line, line + thick + 1))],
      [_("a box below it"), fill((row, column) => row >= line && shape.isLong(column))],
      [_("the border and specks"), add(below, specks)],
      [_("the border and other specks"), add(below, shape.specks(2))],
      [_("the border on gray"), add(below, map(below, () => GREY))],
      [_("most of the border"), fill((row, column) => row >= line && column < 5 / 6 * side2)],
      [_("a faint border"), map(below, (pixel) => FAINT * pixel)]
    ],
    hasNot: [
      [_("everything lit"), map(below, () => 1)],
      [_("light above, dark below"), map(below, (pixel) => 1 - pixel)],
      [_("a border further down"), from(line + shape.far(4))],
      [_("a border further up"), from(line - shape.far(4))],
      [_("a border from left to right"), fill((_row, column) => column >= side2 / 2)],
      [_("a thin line"), fill((row) => row === line)],
      [_("specks"), shape.specks(3)],
      [_("all gray"), map(below, () => 0.5)]
    ]
  });
}
function challenge(name, title, target, solution, { has, hasNot }) {
  const pictures = (found, answer) => found.map(([called, ink]) => ({ name: called, ink, has: answer }));
  return { name, title, target, solution, pictures: [...pictures(has, true), ...pictures(hasNot, false)] };
}
var Grid = class {
  constructor(side2) {
    this.side = side2;
    this.line = rounded((LINE_AT + 0.5) * side2 / SIDE - 0.5);
    [this.start, this.end] = [START, END].map((column) => rounded(column * side2 / SIDE));
  }
  isLong = (at) => at >= this.start && at < this.end;
  /** So many pixels of 28, two at least. */
  far = (pixels) => Math.max(2, Math.round(pixels * this.side / SIDE));
  fill = (value) => Float64Array.from({ length: this.side ** 2 }, (_pixel, i) => Number(value(Math.floor(i / this.side), i % this.side)));
  map = (ink, value) => ink.map((pixel, i) => value(pixel, i));
  add = (one, other) => one.map((pixel, i) => Math.max(pixel, other[i]));
  at = (ink, row, column) => row >= 0 && row < this.side && column >= 0 && column < this.side ? ink[row * this.side + column] : 0;
  moved = (ink, rows, columns) => this.fill((row, column) => this.at(ink, row - rows, column - columns));
  turned = (ink) => this.fill((row, column) => this.at(ink, column, row));
  mirrored = (ink) => this.fill((row, column) => this.at(ink, row, this.side - 1 - column));
  /** The first pixels of a line, as they are read. */
  part(ink, share) {
    const most = share * ink.reduce((sum, pixel) => sum + pixel, 0);
    let count = 0;
    return ink.map((pixel) => pixel && (count += 1) <= most ? pixel : 0);
  }
  specks(seed) {
    const next = uniform(seed);
    return this.fill(() => next() < SPECKS);
  }
  /** An ellipse over the line, that lies (0, 1), stands (1, 0) or is round (1, 1). */
  blob(tall, wide) {
    const [long, short] = [BLOB.along, BLOB.across].map((axis) => axis * this.side / SIDE);
    const middle = (this.start + this.end - 1) / 2;
    const isRound = tall && wide;
    const center = isRound ? [(this.side - 1) / 2, (this.side - 1) / 2] : tall ? [middle, this.line] : [this.line, middle];
    const axes = [tall ? long : short, wide ? long : short];
    return this.fill((row, column) => ((row - center[0]) / axes[0]) ** 2 + ((column - center[1]) / axes[1]) ** 2 <= 1);
  }
};
function rounded(value) {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + below % 2 : Math.round(value);
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

// assets/play/pages/weights/sums.js
function weightedSum(weights, ink) {
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) sum += weights[i] * ink[i];
  return sum;
}
function bestBar(sums, wanted) {
  const steps = [...new Set(sums)].sort((a, b) => a - b);
  const places = steps.slice(1).map((step, i) => ({ bar: (step + steps[i]) / 2, room: step - steps[i] }));
  places.unshift({ bar: steps.at(-1), room: 0 }, { bar: steps[0] - 1, room: 0 });
  let best = { bar: 0, right: -1, room: 0 };
  for (const { bar, room } of places) {
    const right = sums.filter((sum, i) => sum > bar === wanted[i]).length;
    if (right > best.right || right === best.right && room > best.room) best = { bar, right, room };
  }
  return { bar: best.bar, right: best.right };
}
var LEVELS = 10;
var ZERO = "k".charCodeAt(0);
var level = (weight) => Math.round(weight * LEVELS) / LEVELS || 0;
function weightsText(weights) {
  const letters2 = Array.from(weights, (weight) => String.fromCharCode(ZERO + Math.round(weight * LEVELS))).join("");
  return letters2.replace(/k+$/, "").replace(/(.)\1+/g, (run, letter) => run.length + letter);
}
function weightsOfText(text, count) {
  const weights = new Float64Array(count);
  let next = 0;
  for (const [, run, letter] of text.matchAll(/(\d{0,4})([a-u])/g)) {
    const end = Math.min(count, next + Number(run || 1));
    weights.fill((letter.charCodeAt(0) - ZERO) / LEVELS, next, end);
    next = end;
  }
  return weights;
}

// assets/play/pages/weights/painter.js
var MOVES2 = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
var MOST_KEPT2 = 100;
var Painter = class {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {HTMLElement} cursor  lies over the cells that the pen covers
   * @param {number} side
   * @param {{pen: () => {value: number, size: number}, changed: (isFinished: boolean) => void}} how
   */
  constructor(canvas, cursor, side2, { pen, changed }) {
    Object.assign(this, { canvas, cursor, side: side2, pen, changed });
    this.weights = new Float64Array(side2 * side2);
    this.past = [];
    this.held = null;
    this.cell = [Math.floor(side2 / 2), Math.floor(side2 / 2)];
    this.isDown = false;
    canvas.addEventListener("pointerdown", (event) => this.begin(event));
    canvas.addEventListener("pointermove", (event) => this.go(event));
    canvas.addEventListener("pointerleave", () => this.showCursor(canvas.matches(":focus-visible")));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      canvas.addEventListener(end, (event) => this.lift(event));
    }
    canvas.addEventListener("keydown", (event) => this.type(event));
    canvas.addEventListener("focus", () => this.showCursor(canvas.matches(":focus-visible")));
    canvas.addEventListener("blur", () => {
      this.raise();
      this.showCursor(false);
    });
    onColors(() => this.show());
  }
  get isEmpty() {
    return this.weights.every((weight) => weight === 0);
  }
  replace(weights) {
    this.remember();
    this.weights = Float64Array.from(weights, level);
    this.tell(true);
  }
  undo() {
    if (this.past.length === 0) return;
    this.raise();
    this.weights = this.past.pop();
    this.tell(true);
  }
  remember() {
    this.past.push(this.weights.slice());
    if (this.past.length > MOST_KEPT2) this.past.shift();
  }
  begin(event) {
    if (this.held !== null || event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.held = event.pointerId;
    this.raise();
    this.remember();
    this.cell = this.place(event);
    this.dab();
    this.tell(false);
  }
  go(event) {
    const place2 = this.place(event);
    if (event.pointerId !== this.held) {
      if (event.pointerType === "mouse") {
        this.cell = place2;
        this.showCursor(true);
      }
      return;
    }
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length > 0 ? moves : [event]) this.strokeTo(this.place(move));
    this.tell(false);
  }
  // All cells on the way, so that a fast hand leaves no gap.
  strokeTo([column, row]) {
    const [fromColumn, fromRow] = this.cell;
    const steps = Math.max(Math.abs(column - fromColumn), Math.abs(row - fromRow));
    for (let step = 1; step <= steps; step += 1) {
      const share = step / steps;
      this.cell = [Math.round(fromColumn + share * (column - fromColumn)), Math.round(fromRow + share * (row - fromRow))];
      this.dab();
    }
  }
  lift(event) {
    if (event.pointerId !== this.held) return;
    this.held = null;
    if (event.pointerType !== "mouse") this.showCursor(false);
    this.changed(true);
  }
  type(event) {
    if (event.key === " ") {
      event.preventDefault();
      if (this.isDown) return this.raise();
      this.isDown = true;
      this.remember();
      this.dab();
      this.tell(false);
    } else if (event.key in MOVES2 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.cell = MOVES2[event.key].map((move, axis) => Math.min(this.side - 1, Math.max(0, this.cell[axis] + move)));
      this.showCursor(true);
      if (!this.isDown) return;
      this.dab();
      this.tell(false);
    }
  }
  raise() {
    if (!this.isDown) return;
    this.isDown = false;
    this.changed(true);
  }
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    const inside = (share) => Math.min(this.side - 1, Math.max(0, Math.floor(share * this.side)));
    return [inside((event.clientX - box.left) / box.width), inside((event.clientY - box.top) / box.height)];
  }
  // The square of cells under the pen, the cell in its middle.
  covered() {
    const { size } = this.pen();
    const [left, top] = this.cell.map((at) => at - Math.floor((size - 1) / 2));
    const inside = (at) => Math.min(this.side, Math.max(0, at));
    return [inside(left), inside(top), inside(left + size), inside(top + size)];
  }
  dab() {
    const [left, top, right, bottom] = this.covered();
    const { value } = this.pen();
    for (let row = top; row < bottom; row += 1) this.weights.fill(level(value), row * this.side + left, row * this.side + right);
  }
  tell(isFinished) {
    this.show();
    this.changed(isFinished);
  }
  show() {
    paintGrid(this.canvas, this.weights, this.side, { isSigned: true, full: 1 });
    if (!this.cursor.hidden) this.showCursor(true);
  }
  showCursor(isShown) {
    this.cursor.hidden = !isShown;
    const [left, top, right, bottom] = this.covered().map((at) => `${100 * at / this.side}%`);
    Object.assign(this.cursor.style, { left, top, right: `calc(100% - ${right})`, bottom: `calc(100% - ${bottom})` });
  }
};

// assets/play/pages/weights/main.js
var { side } = format;
var FOUR = [3, 7, 0, 1];
var GROUND = 0.6;
var MOVE_MS = 220;
var SIGNS = { positive: 1, negative: -1, none: 0 };
var WeightsPage = class {
  constructor() {
    this.sets = [...challenges(side), { name: "digits", title: _("digits"), pictures: digits() }];
    this.painter = new Painter(byId("weights"), byId("cursor"), side, {
      pen: () => this.penNow(),
      changed: (isFinished) => this.changed(isFinished)
    });
    this.pad = new Pad(byId("pad"), (isFinished) => this.changed(isFinished));
    this.tables = [new NumberTable(byId("sum-table"), () => this.sumRows()), new NumberTable(byId("weight-table"), () => this.weightRows())];
    document.documentElement.style.setProperty("--side", side);
    byId("challenges").append(...this.sets.map(({ name, title }) => choice("set", name, title, () => this.choose(name))));
    byId("pens").append(...Object.keys(SIGNS).map((name) => choice("pen", name, "", () => {
    })));
    byId("pens").querySelector("input").checked = true;
    for (const id of ["size", "strength"]) byId(id).addEventListener("input", () => this.showPen());
    byId("undo").addEventListener("click", () => this.painter.undo());
    byId("clear").addEventListener("click", () => this.painter.replace(new Float64Array(side * side)));
    byId("solve").addEventListener("click", () => this.painter.replace(this.set.solution));
    offerSamples(byId("samples"), () => this.pad.drawing, (drawing) => this.pad.replace(drawing));
    byId("clear-drawing").addEventListener("click", () => this.pad.replace(EMPTY));
    onColors(() => {
      this.namePens();
      if (this.set) this.show(true);
    });
    this.namePens();
    this.showPen();
    address.onChange(() => this.follow());
    this.follow();
  }
  follow() {
    this.pad.drawing = drawingAt(address) ?? EMPTY;
    this.pad.show();
    this.painter.weights = weightsOfText(address.get("weights") ?? "", side * side);
    this.painter.show();
    this.choose(address.get("set"), false);
  }
  choose(name, isNews = true) {
    this.set = this.sets.find((each) => each.name === name) ?? this.sets[0];
    byId("challenges").querySelector(`[value=${this.set.name}]`).checked = true;
    if (isNews) address.set({ set: this.set.name });
    const { target = null } = this.set;
    byId("target").setAttribute("viewBox", `0 0 ${side} ${side}`);
    byId("target").firstElementChild.setAttribute("d", target ? outline(target) : "");
    byId("hint-target").textContent = target ? _("the yellow frame is where light has to be") : _("bring the 7 to the front, and the 1 to the end");
    const own2 = { name: _("your drawing"), ink: null, isOwn: true };
    this.tiles = [...this.set.pictures, own2].map((picture) => this.tile(picture));
    this.shownOrder = "";
    byId("lit").replaceChildren();
    byId("unlit").replaceChildren();
    this.show(true);
  }
  tile(picture) {
    const canvas = make("canvas", { width: side, height: side });
    const [sum, said] = [make("strong"), make("span", { className: "said" })];
    const named = make("span", { className: "unseen", textContent: `${picture.name}: ` });
    const item = make("li", { title: picture.name }, named, canvas, sum, said);
    return { picture, canvas, sum, said, item };
  }
  penNow() {
    const name = byId("pens").querySelector(":checked").value;
    return { value: SIGNS[name] * Number(byId("strength").value), size: Number(byId("size").value) };
  }
  namePens() {
    const [positive, negative] = palette.signs;
    const names2 = { positive, negative, none: _("erase") };
    for (const input of byId("pens").querySelectorAll("input")) {
      input.nextSibling.textContent = names2[input.value];
      input.parentElement.style.setProperty("--ink", palette.colors[input.value] ?? "#000");
    }
  }
  showPen() {
    byId("size-value").textContent = `${byId("size").value} × ${byId("size").value}`;
    byId("strength-value").textContent = number(Number(byId("strength").value), 1);
  }
  changed(isFinished) {
    this.isFinished ||= isFinished;
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      if (this.isFinished) address.set({ ...drawingValues(this.pad.drawing), weights: weightsText(this.painter.weights) || null });
      this.show(this.isFinished);
      this.isFinished = false;
    });
  }
  show(isFinished) {
    const { weights } = this.painter;
    const own2 = this.tiles.at(-1).picture;
    own2.ink = pixelsOf(this.pad.drawing, format);
    this.colors = [rgb(palette.colors.positive), rgb(palette.colors.negative)];
    for (const tile of this.tiles) {
      tile.item.hidden = !tile.picture.ink;
      if (!tile.picture.ink) continue;
      tile.value = weightedSum(weights, tile.picture.ink);
      this.paintTile(tile, weights);
      tile.sum.textContent = number(tile.value, 1);
    }
    byId("weights-hint").hidden = !this.painter.isEmpty;
    byId("undo").disabled = this.painter.past.length === 0;
    byId("clear").disabled = this.painter.isEmpty;
    byId("clear-drawing").disabled = this.pad.isEmpty;
    byId("solve").hidden = !this.set.solution;
    this.judge();
    if (isFinished) for (const table of this.tables) table.refresh();
    document.documentElement.dataset.ready = "";
  }
  // Ink as light; where it meets a weight, their product.
  paintTile({ canvas, picture: { ink } }, weights) {
    const context = canvas.getContext("2d");
    const image = context.createImageData(side, side);
    const [positive, negative] = this.colors;
    for (let i = 0; i < ink.length; i += 1) {
      const strength = Math.abs(weights[i]) ** 0.7;
      const color = weights[i] < 0 ? negative : positive;
      for (let part = 0; part < 3; part += 1) {
        image.data[4 * i + part] = Math.round(ink[i] * (strength * color[part] + (1 - strength) * GROUND * 255));
      }
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }
  judge() {
    const isChallenge = Boolean(this.set.solution);
    const tiles = this.tiles.filter(({ picture }) => picture.ink);
    const ranked = [...tiles].sort((one, other) => other.value - one.value);
    const judged = tiles.filter(({ picture }) => !picture.isOwn);
    const { bar, right } = isChallenge ? bestBar(judged.map(({ value }) => value), judged.map(({ picture }) => picture.has)) : { bar: -Infinity, right: 0 };
    for (const tile of tiles) {
      const { picture } = tile;
      tile.isLit = tile.value > bar;
      const isWrong = tile.isWrong = isChallenge && !picture.isOwn && tile.isLit !== picture.has;
      tile.item.classList.toggle("wrong", isWrong);
      tile.item.classList.toggle("mine", Boolean(picture.isOwn));
      tile.said.textContent = picture.isOwn ? _("yours") : isWrong ? wrongly(picture, this.painter.isEmpty) : "";
    }
    this.result = { bar, right, sums: this.tiles.map(({ value }) => value) };
    this.arrange(ranked);
    byId("dark-group").hidden = !isChallenge;
    byId("lit-name").textContent = isChallenge ? _("Lit: a sum above {bar}", { bar: number(bar, 1) }) : _("The largest sum first");
    this.say(ranked, judged.length, right, isChallenge);
  }
  say(ranked, all, right, isChallenge) {
    if (this.painter.isEmpty) {
      byId("score").textContent = isChallenge ? _("Without weights every sum is 0: {right} of {all} right, as by guessing.", { right, all }) : _("Without weights every sum is 0.");
    } else if (isChallenge) {
      byId("score").textContent = right === all ? _("All {all} right!", { all }) : _("{right} of {all} right", { right, all });
    } else {
      byId("score").textContent = _("Your weights like this most: {name}", { name: ranked[0].picture.name });
    }
    byId("advice").textContent = this.advice(isChallenge && !this.painter.isEmpty, right === all);
  }
  advice(isTried, isSolved) {
    const [positive, negative] = palette.signs;
    if (!isTried) return _("Each pixel times its weight, all added up: {positive} adds, {negative} takes away. Light that meets no weight is gray.", { positive, negative });
    if (isSolved) return _("The bar lies where most are right. In a neuron, the bias moves it.");
    if (this.painter.weights.every((weight) => weight >= 0)) {
      return _("What is lit everywhere fools you? {negative} takes light away.", { negative: sentence(negative) });
    }
    const areAllMissed = this.tiles.every(({ isWrong, picture }) => !isWrong || picture.has);
    return areAllMissed ? _("Too much {negative} takes away more than {positive} gives: paint it weaker, or thinner.", { positive, negative }) : _("{negative} has to take away what lights up pictures that should stay dark.", { negative: sentence(negative) });
  }
  // Put tiles into their group in their order; where that changes they glide.
  arrange(ranked) {
    const order = ranked.map((tile) => `${this.tiles.indexOf(tile)}${tile.isLit}`).join();
    if (order === this.shownOrder) return;
    const isFirst = this.shownOrder === "";
    this.shownOrder = order;
    const items = this.tiles.map(({ item }) => item);
    const before = items.map((item) => item.isConnected && item.getBoundingClientRect());
    byId("lit").replaceChildren(...ranked.filter(({ isLit }) => isLit).map(({ item }) => item));
    byId("unlit").replaceChildren(...ranked.filter(({ isLit }) => !isLit).map(({ item }) => item));
    if (isFirst || isCalm()) return;
    items.forEach((item, i) => {
      if (!before[i] || !item.isConnected) return;
      const after = item.getBoundingClientRect();
      const [x, y] = [before[i].left - after.left, before[i].top - after.top];
      if (x || y) item.animate([{ transform: `translate(${x}px, ${y}px)` }, {}], { duration: MOVE_MS, easing: "ease-in-out" });
    });
  }
  sumRows() {
    const isChallenge = Boolean(this.set.solution);
    const yes = (found) => found ? _("yes") : _("no");
    const shown = this.tiles.filter(({ picture }) => picture.ink).sort((one, other) => other.value - one.value);
    return {
      caption: _("The pictures, the largest sum first"),
      head: [_("picture"), _("sum"), ...isChallenge ? [_("lit"), _("should be")] : []],
      rows: shown.map(({ picture, value, isLit }) => [
        picture.name,
        brief(value),
        ...isChallenge ? [yes(isLit), picture.isOwn ? "" : yes(picture.has)] : []
      ])
    };
  }
  weightRows() {
    const cells = Array.from(this.painter.weights, (weight, i) => [weight, i]).filter(([weight]) => weight !== 0);
    return {
      caption: _("Your weights; all others are 0"),
      head: [_("row, column"), _("weight")],
      rows: cells.map(([weight, i]) => [`${Math.floor(i / side) + 1}, ${i % side + 1}`, number(weight, 1)])
    };
  }
};
var digits = () => FOUR.map((digit) => ({ name: String(digit), ink: pixelsOf(ownDigit(digit), format) }));
function wrongly({ has }, isUntried) {
  if (!has) return _("fooled");
  return isUntried ? _("wanted") : _("missed");
}
function choice(group, value, text, chosen) {
  const input = make("input", { type: "radio", name: group, value });
  input.addEventListener("change", chosen);
  return make("label", { className: "pill" }, input, make("span", { textContent: text }));
}
function outline(target) {
  const lit = (row, column) => row >= 0 && row < side && column >= 0 && column < side && target[row * side + column] > 0;
  let path = "";
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      if (!lit(row, column)) continue;
      if (!lit(row - 1, column)) path += `M${column} ${row}h1`;
      if (!lit(row + 1, column)) path += `M${column} ${row + 1}h1`;
      if (!lit(row, column - 1)) path += `M${column} ${row}v1`;
      if (!lit(row, column + 1)) path += `M${column + 1} ${row}v1`;
    }
  }
  return path;
}
start(() => {
  const page = new WeightsPage();
  neuroscenes.painted = () => ({
    ...page.result,
    weights: [...page.painter.weights],
    pictures: page.tiles.map(({ picture: { name, ink, has = null } }) => ({ name, has, ink: ink && [...ink] }))
  });
});
