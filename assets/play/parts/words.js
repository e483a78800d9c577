// Words and numbers in the language of the page; the page carries the catalog along.

import { carried } from "./carried.js";

const { words, decimal_mark: decimalMark } = carried;

/** The message in the page's language, with values in its {slots}; an unknown slot stays. */
export function _(message, slots = {}) {
  return (words[message] ?? message).replace(/\{(\w+)\}/g, (slot, name) => slots[name] ?? slot);
}

export const DECIMALS = 4;

/** A number as it is written: all its digits, or so many decimals. */
export function number(value, decimals = null) {
  const text = decimals === null ? String(value) : value.toFixed(decimals);
  const signed = Number(text) === 0 ? text.replace("-", "") : text;
  return signed.replaceAll("-", "−").replace(".", decimalMark);
}

/** A number to be read; it has no more decimals than it needs. */
export function brief(value) {
  const [all, rounded] = [number(value), number(value, DECIMALS)];
  return all.length < rounded.length ? all : rounded;
}

export const sentence = (text) => text[0].toUpperCase() + text.slice(1);
