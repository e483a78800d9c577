// Words and numbers in the language of the film; the server writes the catalog.

import { decimalMark, words } from "./catalog.js";

// The message in the film's language, with values in its {slots}; an unknown slot stays.
export function _(message, slots = {}) {
  return (words[message] ?? message).replace(/\{(\w+)\}/g, (slot, name) => slots[name] ?? slot);
}

// A number as it is written: all its digits, or so many decimals.
export function number(value, decimals = null) {
  const text = decimals === null ? String(value) : value.toFixed(decimals);
  return text.replaceAll("-", "−").replace(".", decimalMark);
}

export const sentence = (text) => text[0].toUpperCase() + text.slice(1);
