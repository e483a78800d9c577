// Small tools for elements.

export const byId = (id) => document.getElementById(id);

/** An element with properties and children. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export function notice(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = !text;
}
