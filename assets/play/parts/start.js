// The network of the page, and how a page begins.

import { decodeNetwork, forward } from "../network/network.js";
import { pixelsOf } from "../network/ink.js";
import { carried } from "./carried.js";
import { startColors } from "./colors.js";
import { notice } from "./dom.js";

export const network = decodeNetwork(carried.network);
/** @type {import("../network/ink.js").Format} */
export const format = carried.network.format;

/** What the network makes of pixels. */
export const read = (ink) => forward(network, ink);

/** Begin a page; what goes wrong is said on it. */
export function start(begin) {
  try {
    startColors();
    showOwnLink();
    begin();
  } catch (error) {
    notice(error.message);
    throw error;
  }
}

// On a narrow screen the links to the pages are wider than it: that to this page shall be seen.
function showOwnLink() {
  const link = document.querySelector("nav [aria-current]");
  const nav = link.parentElement;
  nav.scrollLeft = link.offsetLeft + link.offsetWidth / 2 - nav.offsetLeft - nav.clientWidth / 2;
}

// For the curious, in the browser's console: `neuroscenes.read({ strokes: [[[300, 200], [700, 200]]] })`.
globalThis.neuroscenes = { network, read: (drawing) => read(pixelsOf(drawing, format)) };
