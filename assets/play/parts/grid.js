// A grid of values as a picture: white light for ink and activations, two colors for signed values.

import { colorStrength, fullColor } from "../network/scales.js";
import { palette, rgb } from "./colors.js";

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
  const [positive, negative] = [rgb(palette.colors.positive), rgb(palette.colors.negative)];
  const scale = full ?? (isSigned ? fullColor(values) : Math.max(1, ...values));
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    const strength = isSigned ? colorStrength(value, scale) : Math.max(0, Math.min(1, value / scale));
    const color = !isSigned ? [255, 255, 255] : value < 0 ? negative : positive;
    for (let part = 0; part < 3; part += 1) image.data[4 * i + part] = Math.round(color[part] * strength);
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
