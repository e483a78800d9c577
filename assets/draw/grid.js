// A grid of values as a picture: white light for inputs, two colors for signed values.

const rgb = (color) => [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));

// Full color at the 99.5th percentile, as in the film, so that one large value doesn't darken all.
export function scaleOf(values) {
  const sorted = values.map(Math.abs).sort((a, b) => a - b);
  const rank = 0.995 * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return low + (rank % 1) * (high - low) || 1;
}

export class Grid {
  constructor(canvas, colors) {
    this.canvas = canvas;
    this.colors = { positive: rgb(colors.positive), negative: rgb(colors.negative) };
    this.white = [255, 255, 255];
  }

  show(values, columns, isSigned) {
    const rows = Math.ceil(values.length / columns);
    [this.canvas.width, this.canvas.height] = [columns, rows];
    const context = this.canvas.getContext("2d");
    const image = context.createImageData(columns, rows);
    const scale = isSigned ? scaleOf(values) : Math.max(1, ...values);
    values.forEach((value, i) => {
      const strength = Math.min(1, Math.abs(value) / scale);
      const positive = isSigned ? this.colors.positive : this.white;
      const color = value < 0 ? this.colors.negative : positive;
      image.data.set([...color.map((part) => part * strength), 255], 4 * i);
    });
    context.putImageData(image, 0, 0);
  }
}
