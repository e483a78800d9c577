// Words and numbers in the language of the film; the server writes the catalog.

import { decimalMark, words } from "./catalog.js";

// The message in the film's language, with values in its {slots}; an unknown slot stays.
export function _(message, slots = {}) {
  return (words[message] ?? message).replace(/\{(\w+)\}/g, (slot, name) => slots[name] ?? slot);
}

export const DECIMALS = 4;

// A number as it is written: all its digits, or so many decimals.
export function number(value, decimals = null) {
  const text = decimals === null ? String(value) : value.toFixed(decimals);
  return text.replaceAll("-", "−").replace(".", decimalMark);
}

// A number to be read; it has no more decimals than it needs.
export function brief(value) {
  const all = number(value);
  const rounded = number(value, DECIMALS);
  return all.length < rounded.length ? all : rounded;
}

// A brief number, which shows all its digits while it is pointed at or has the focus.
export function openable(value) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "number";
  button.textContent = brief(value);
  button.dataset.all = number(value);
  return button;
}

export const sentence = (text) => text[0].toUpperCase() + text.slice(1);
