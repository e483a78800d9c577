// The colors that carry meaning, in the palette in force; the page's button changes it.

import { address } from "./address.js";
import { carried } from "./carried.js";
import { byId } from "./dom.js";
import { _ } from "./words.js";

const names = Object.keys(carried.palettes);
const listeners = [];

/** The palette in force: colors by their names, and the names of the two signs. */
export let palette = carried.palettes[carried.palette];

export const rgb = (color) => [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));

/** Calls `paint` whenever the colors change. */
export function onColors(paint) {
  listeners.push(paint);
}

function choose(name) {
  palette = carried.palettes[name];
  for (const [part, color] of Object.entries(palette.colors)) {
    document.documentElement.style.setProperty(`--${part}`, color);
  }
  const other = carried.palettes[names[(names.indexOf(name) + 1) % names.length]];
  const [positive, negative] = other.signs;
  byId("colors").textContent = _("Show in {positive} and {negative}", { positive, negative });
  for (const paint of listeners) paint();
}

/** Fill the button that changes the palette, and follow the address. */
export function startColors() {
  const asked = address.get("colors");
  let name = names.includes(asked) ? asked : carried.palette;
  choose(name);
  byId("colors").addEventListener("click", () => {
    name = names[(names.indexOf(name) + 1) % names.length];
    address.set({ colors: name === carried.palette ? null : name });
    choose(name);
  });
}
