import assert from "node:assert/strict";
import { test } from "node:test";

const carried = { digits: [[[[[0.1, 0.2], [0.3, 0.4]]]]], words: {}, palettes: { classic: {} } };
globalThis.document = { getElementById: () => ({ textContent: JSON.stringify(carried) }) };
const { inkOfText, inkText } = await import("../../../assets/play/parts/drawings.js");

test("ink goes into an address and comes back", () => {
  const strokes = [[[0, 0], [1000, 3], [1200, -200]], [[500, 500]], [[7, 999], [8, 998]]];
  assert.match(inkText(strokes), /^[\w~-]+$/);
  assert.deepEqual(inkOfText(inkText(strokes)), strokes);
});

test("ink that somebody cut or made up is read as far as it goes, and stays near the pad", () => {
  const whole = inkText([[[300, 220], [700, 220], [450, 800]]]);
  for (let end = 0; end <= whole.length; end += 1) {
    const [found = []] = inkOfText(whole.slice(0, end));
    assert.deepEqual(found, [[300, 220], [700, 220], [450, 800]].slice(0, found.length));
  }
  for (const [x, y] of inkOfText("______________~!!~ABCDEF%20~zzzzzzzz").flat()) {
    assert.ok(x >= -1000 && x <= 2000 && y >= -1000 && y <= 2000);
  }
});
