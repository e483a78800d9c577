// A grid of values as a picture: white light for ink and activations, two colors for signed values.

import { colorStrength, fullColor } from "../network/scales.js";
import { palette, rgb } from "./colors.js";

/** Red, green and blue of a value. */
export function shade(value, full, isSigned) {
  const strength = isSigned ? colorStrength(value, full) : Math.max(0, Math.min(1, value / full));
  const color = !isSigned ? [255, 255, 255] : rgb(palette.colors[value < 0 ? "negative" : "positive"]);
  return color.map((part) => Math.round(part * strength));
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} values  row after row
 * @param {number} columns
 * @param {{isSigned?: boolean, full?: number}} [how]  `full`: the magnitude of full color
 */
export function paintGrid(canvas, values, columns, { isSigned = false, full = null } = {}) {
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
