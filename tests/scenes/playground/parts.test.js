import assert from "node:assert/strict";
import { test } from "node:test";

import { Light } from "../../../assets/play/parts/light.js";

// Pages carry their data in an element; here there is none.
const palette = { signs: ["green", "red"], colors: {} };
const carried = { digits: [], words: {}, decimal_mark: ".", palette: "classic", palettes: { classic: palette } };
Object.assign(globalThis, {
  addEventListener: () => {},
  document: { getElementById: () => ({ textContent: JSON.stringify(carried) }), querySelectorAll: () => [] },
  location: { hash: "" },
});
const { checksum, withText } = await import("../../../assets/play/parts/picture_file.js");

test("a line gives each step of its way the same light, whatever its direction", () => {
  for (const [u, v] of [[90, 10], [10, 90], [90, 90], [30, 95]]) {
    const light = new Light(100, 100);
    light.line(10, 10, u, v, 0.5);
    const sum = light.positive.reduce((total, each) => total + each, 0);
    const length = Math.hypot(u - 10, v - 10);
    assert.ok(Math.abs(sum / length - 0.5) < 0.01, `${sum} along ${length}`);
  }
});

test("a negative light is summed apart, and nothing falls beside the picture", () => {
  const light = new Light(20, 20);
  light.line(-30, 5, 50, 5, -1);
  light.line(5, -30, 5, 50, 1);
  light.line(-40, -40, -10, 90, 1);
  assert.ok(Math.abs(light.negative.reduce((a, b) => a + b, 0) - 20) < 1e-3);
  assert.ok(Math.abs(light.positive.reduce((a, b) => a + b, 0) - 20) < 1.1);
});

test("a text stands in a PNG where readers look for it", () => {
  assert.equal(checksum(new TextEncoder().encode("123456789")), 0xcbf43926);
  const png = Uint8Array.from({ length: 40 }, (_, i) => i);
  const found = withText(png, "hi");
  const chunk = Buffer.from(found.subarray(33, -7)).toString("latin1");
  assert.equal(chunk.slice(4, 8), "tEXt");
  assert.ok(chunk.includes("neuroscenes\0hi"));
  assert.deepEqual([...found.subarray(-7)], [33, 34, 35, 36, 37, 38, 39]);
});
