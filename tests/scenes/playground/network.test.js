import assert from "node:assert/strict";
import { test } from "node:test";

import { ACTIVATIONS, activation } from "../../../assets/play/network/activations.js";
import { pixelsOf, smoothPath } from "../../../assets/play/network/ink.js";
import { contributions, decodeNetwork, floats, forward } from "../../../assets/play/network/network.js";

const MNIST = { side: 28, ink_box: 20, ink_center: 14.5, pen_width: 2.5, is_centered_by_mass: true, fineness: 1 };
const packed = (...values) => ({ bits: 64, base64: Buffer.from(new Float64Array(values).buffer).toString("base64") });
const near = (found, expected, most = 1e-12) =>
  found.forEach((each, i) => assert.ok(Math.abs(each - expected[i]) <= most, `${found} is not ${expected}`));

test("a network of two layers computes what a hand computes", () => {
  const network = decodeNetwork({
    layers: [
      { weights: packed(1, -2, 3, 0.5), biases: packed(0.5, -1), activation: "relu" },
      { weights: packed(2, -1), biases: packed(0.25), activation: "identity" },
    ],
    preparation: { scale: packed(2), offset: packed(-1) },
    labels: ["only"],
  });
  const trace = forward(network, [1, 0.25]); // read as 1 and -0.5
  assert.deepEqual([...trace.inputs], [1, -0.5]);
  assert.deepEqual([...trace.layers[0].preActivations], [2.5, 1.75]);
  assert.deepEqual([...trace.layers[1].activations], [2 * 2.5 - 1.75 + 0.25]);
  assert.deepEqual([...contributions(network.layers[0], trace.inputs)], [1, 1, 3, -0.25]);
  assert.deepEqual(network.sizes, [2, 2, 1]);
});

test("one scale and offset a pixel is applied pixel by pixel", () => {
  const network = decodeNetwork({
    layers: [{ weights: packed(1, 1), biases: packed(0), activation: "identity" }],
    preparation: { scale: packed(2, 3), offset: packed(1, -1) },
    labels: ["only"],
  });
  assert.deepEqual([...forward(network, [1, 1]).inputs], [3, 2]);
});

test("numbers of 32 bits are read where they are written so", () => {
  const base64 = Buffer.from(new Float32Array([0.5, -3]).buffer).toString("base64");
  assert.deepEqual([...floats({ bits: 32, base64 })], [0.5, -3]);
});

test("activation functions keep to their ranges, far out too", () => {
  const far = new Float64Array([-800, -1, 0, 1, 800]);
  near(ACTIVATIONS.sigmoid.of(far), [0, 0.2689414213699951, 0.5, 0.7310585786300049, 1]);
  assert.deepEqual([...ACTIVATIONS.relu.of(far)], [0, 0, 0, 1, 800]);
  near(ACTIVATIONS.softmax.of(far), [0, 0, 0, 0, 1]);
  for (const { of, hasUnitRange } of Object.values(ACTIVATIONS)) {
    const range = [...of(far)];
    if (hasUnitRange) assert.ok(range.every((value) => value >= 0 && value <= 1));
  }
  assert.throws(() => activation("toString"), /no activation function toString/);
});

test("a drawing gives the same pixels anywhere on the pad, and larger", () => {
  const seven = [[[100, 100], [500, 100], [250, 700]]];
  const moved = seven.map((stroke) => stroke.map(([x, y]) => [x + 300, y + 250]));
  const larger = seven.map((stroke) => stroke.map(([x, y]) => [x * 1.5, y * 1.5]));
  const pixels = pixelsOf({ strokes: seven }, MNIST);
  assert.equal(pixels.length, 784);
  near(pixelsOf({ strokes: moved }, MNIST), pixels);
  near(pixelsOf({ strokes: larger }, MNIST), pixels);
});

test("nothing drawn is nothing, and a dot is a dot in the middle", () => {
  assert.equal(pixelsOf({ strokes: [] }, MNIST), null);
  const dot = pixelsOf({ strokes: [[[900, 80]]] }, MNIST);
  assert.equal(dot[14 * 28 + 14], 1);
  assert.ok(dot.reduce((sum, pixel) => sum + pixel, 0) < 10);
});

test("a smooth curve goes through its control points and keeps its corners", () => {
  const points = [[0, 0], [0.4, 0.6], [1, 1], [1, 1], [0.5, 0.2]];
  const path = smoothPath(points, 2000);
  assert.deepEqual(path.at(-1), [0.5, 0.2]);
  for (const point of points) {
    const distances = path.map((at) => Math.hypot(at[0] - point[0], at[1] - point[1]));
    assert.ok(Math.min(...distances) < 1e-3);
  }
});
