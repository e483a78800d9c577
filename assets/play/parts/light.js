// Connections as light: each adds its light to what crosses it, positive and negative apart, and
// one tone curve, 1 - exp(-light), brings the sum to the screen, so that nothing turns to mud.
//
// Lines are added up in memory, a pixel's share to the two pixels beside its middle: for the few
// thousand connections that are lit at once this is quicker than any canvas draws lines.

const STEPS = 2048; // of the table of the tone curve
const BRIGHTEST = 8; // what is brighter looks the same
const CURVE = Float32Array.from({ length: STEPS + 1 }, (_, i) => 1 - Math.exp((-BRIGHTEST * i) / STEPS));
const GLOW_SIZE = 8; // side of the blocks that glow is summed in, px
const GLOW = 0.5;
const STAGE = [10, 12, 18];
const BLACK = [0, 0, 0];

export class Light {
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
      const slope = down / across;
      const share = strength * Math.sqrt(1 + slope * slope);
      const [first, last] = [Math.max(0, Math.ceil(Math.min(x, u))), Math.min(width - 1, Math.max(x, u))];
      for (let column = first, at = y + slope * (first - x); column <= last; column += 1, at += slope) {
        const row = at | 0;
        if (at < 0 || row >= height) continue;
        const pixel = row * width + column;
        const rest = at - row;
        sums[pixel] += share * (1 - rest);
        sums[pixel + width] += share * rest;
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
  paint(canvas, colors, paintOver = () => {}) {
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
    const blocks = [this.positive, this.negative].map((sums) => this.blocks(sums, columns, rows));
    tone(...blocks, colors, BLACK, GLOW, new Uint32Array(this.small.data.buffer));
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
    const share = 4 / GLOW_SIZE ** 2; // every second pixel of every second row is looked at
    for (let row = 0; row < height; row += 2) {
      const start = Math.floor(row / GLOW_SIZE) * columns;
      for (let column = 0, pixel = row * width; column < width; column += 2, pixel += 2) {
        found[start + ((column / GLOW_SIZE) | 0)] += share * sums[pixel];
      }
    }
    return found;
  }
}

/** A color as a pixel of an image. */
export const pixelOf = ([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

const known = new Map();

// What the tone curve makes of each part of a color.
function tables(color, strength) {
  const key = `${color} ${strength}`;
  if (!known.has(key)) {
    known.set(key, color.map((part) => Uint8Array.from(CURVE, (light) => strength * part * light)));
  }
  return known.get(key);
}

// By the tone curve to colors on a ground; pixels without light are the ground.
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
    pixels[i] = (255 << 24) | ((z > 255 ? 255 : z) << 16) | ((y > 255 ? 255 : y) << 8) | (x > 255 ? 255 : x);
  }
}
