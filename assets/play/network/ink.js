// From strokes to the pixels that a network reads, as `network.digits.pen_drawing` makes them.

/** Units along each side of the pad. */
export const PAD_SIDE = 1000;
/** A drawing that is smaller, in these units, is not enlarged. */
export const LEAST_EXTENT = 150;
/** Of the box of smooth strokes, as a share of the pad. */
export const SMOOTH_SIDE = 0.72;
const SAMPLE_DISTANCE = 0.25; // along the way of a hand, in the network's pixels
const SMOOTH_SAMPLES = 160;
const SAMPLES_A_SPAN = 24;

/**
 * @typedef {[number, number]} Place
 *
 * @typedef {object} Drawing
 * @property {Place[][]} strokes  smooth: control points in 0..1; else places on the pad
 * @property {boolean} [smooth]
 *
 * @typedef {object} Format  as `network.digits.image_format.ImageFormat`
 * @property {number} side
 * @property {number} ink_box
 * @property {number} ink_center
 * @property {number} pen_width
 * @property {boolean} is_centered_by_mass
 * @property {number} fineness
 */

/**
 * The pixels of a drawing, row after row, or null where there is no stroke.
 * @param {Drawing} drawing
 * @param {Format} format
 */
export function pixelsOf({ strokes, smooth = false }, format) {
  if (strokes.length === 0) return null;
  const fit = format.ink_box - format.pen_width;
  const least = smooth ? 0 : LEAST_EXTENT;
  const scale = fit / boundsOf(strokes, least).extent;
  const paths = strokes.map((stroke) => (smooth ? smoothPath(stroke) : evenPath(stroke, scale)));
  return inkOf(place(paths, format, least), format);
}

/** The way of the pen over the pad, for the eye: the same strokes in the pad's units. */
export function shownStrokes({ strokes, smooth = false }) {
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

// All places of the pen over the grid, x and y by turns: scaled into the box, moved to the middle.
function place(paths, format, least) {
  const { low, high, extent } = boundsOf(paths, least);
  const scale = (format.ink_box - format.pen_width) / extent;
  const flat = new Float64Array(2 * paths.reduce((count, path) => count + path.length, 0));
  let next = 0;
  for (const path of paths) {
    for (const at of path) {
      for (const axis of [0, 1]) {
        const middle = (low[axis] + high[axis]) / 2;
        flat[next++] = (at[axis] - middle) * scale + format.ink_center;
      }
    }
  }
  if (!format.is_centered_by_mass) return flat;
  const center = centerOfMass(inkOf(flat, format), format.side);
  return flat.map((at, i) => at + (format.ink_center - center[i % 2]));
}

function centerOfMass(ink, side) {
  const moment = [0, 0];
  let mass = 0;
  ink.forEach((pixel, i) => {
    mass += pixel;
    moment[0] += pixel * ((i % side) + 0.5);
    moment[1] += pixel * (Math.floor(i / side) + 0.5);
  });
  return moment.map((each) => each / mass);
}

// Darkness of each pixel by its distance from the way of the pen, a ramp at the pen's edge.
function inkOf(places, { side, fineness, pen_width: pen }) {
  const fine = side * fineness;
  const edge = 1 / fineness;
  const reach = (pen + edge) / 2;
  const nearest = new Float64Array(fine * fine).fill(Infinity); // squares of distances
  const first = (at) => Math.max(0, Math.floor((at - reach) * fineness - 0.5));
  const last = (at) => Math.min(fine - 1, Math.ceil((at + reach) * fineness - 0.5));
  for (let i = 0; i < places.length; i += 2) {
    const [x, y] = [places[i], places[i + 1]];
    const [left, right, bottom] = [first(x), last(x), last(y)];
    for (let row = first(y); row <= bottom; row += 1) {
      const down = (row + 0.5) / fineness - y;
      for (let column = left; column <= right; column += 1) {
        const across = (column + 0.5) / fineness - x;
        const distance = across * across + down * down;
        const pixel = row * fine + column;
        if (distance < nearest[pixel]) nearest[pixel] = distance;
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

// Places along the way of a hand, equally far apart.
function evenPath(stroke, scale) {
  const points = stroke.filter((at, i) => i === 0 || at[0] !== stroke[i - 1][0] || at[1] !== stroke[i - 1][1]);
  if (points.length === 1) return points;
  const lengths = cumulative(points.slice(1).map((at, i) => distance(at, points[i])));
  const count = Math.max(2, Math.ceil((lengths.at(-1) * scale) / SAMPLE_DISTANCE) + 1);
  return alongCurve(points, lengths, count);
}

/**
 * A smooth curve through control points, sharp only where a point comes twice in a row:
 * `network.digits.pen_strokes.stroke_path`.
 * @param {Place[]} points
 */
export function smoothPath(points, samples = SMOOTH_SAMPLES) {
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

// The natural cubic spline through the points over centripetal knots.
function smoothCurve(points) {
  const knots = cumulative(points.slice(1).map((at, i) => Math.sqrt(distance(at, points[i]))));
  const bends = [0, 1].map((axis) => secondDerivatives(knots, points.map((at) => at[axis])));
  const count = SAMPLES_A_SPAN * (points.length - 1) + 1;
  let span = 0;
  return Array.from({ length: count }, (_, i) => {
    const t = i === count - 1 ? knots.at(-1) : (knots.at(-1) / (count - 1)) * i;
    while (span < points.length - 2 && t >= knots[span + 1]) span += 1;
    const width = knots[span + 1] - knots[span];
    const [after, before] = [t - knots[span], knots[span + 1] - t];
    return [0, 1].map((axis) => {
      const [start, end] = [points[span][axis], points[span + 1][axis]];
      const [bend, next] = [bends[axis][span], bends[axis][span + 1]];
      return (
        (bend * before ** 3 + next * after ** 3) / (6 * width) +
        (start / width - (bend * width) / 6) * before +
        (end / width - (next * width) / 6) * after
      );
    });
  });
}

// Second derivatives of the natural spline at its knots: a tridiagonal system.
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

// So many places along a line, equally far apart, by its lengths at its points.
function alongCurve(points, lengths, count) {
  const whole = lengths.at(-1);
  const step = whole / (count - 1);
  let span = 0;
  return Array.from({ length: count }, (_, i) => {
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
