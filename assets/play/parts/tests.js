// The digits on which a page tests the network: our own, warped, the same in every page.

import { forward } from "../network/network.js";
import { pixelsOf } from "../network/ink.js";
import { carried } from "./carried.js";
import { format, network } from "./start.js";

const SLICE_MS = 12; // of work at once, so that the page goes on

/**
 * @typedef {object} Test
 * @property {number} label  the digit
 * @property {import("../network/network.js").Trace} trace
 */

/** What the trained network makes of every test digit. @returns {Promise<Test[]>} */
export async function testTraces() {
  const found = [];
  let start = performance.now();
  for (const { label, strokes } of carried.tests) {
    found.push({ label, trace: forward(network, pixelsOf({ strokes, smooth: true }, format)) });
    if (performance.now() - start < SLICE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    start = performance.now();
  }
  return found;
}
