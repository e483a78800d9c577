// Buttons for our own digits: one a digit, and with every further click another hand.

import { hands, ownDigit } from "./drawings.js";
import { make } from "./dom.js";
import { _ } from "./words.js";

/**
 * @param {HTMLElement} holder
 * @param {() => import("./drawings.js").KnownDrawing} shown  what is shown now
 * @param {(drawing: import("./drawings.js").KnownDrawing) => void} take
 */
export function offerSamples(holder, shown, take) {
  for (let digit = 0; digit < 10; digit += 1) {
    const button = make("button", { type: "button", textContent: digit });
    button.setAttribute("aria-label", _("Draw our {digit}", { digit }));
    button.addEventListener("click", () => {
      const now = shown();
      take(ownDigit(digit, now.digit === digit ? (now.hand + 1) % hands : 0));
    });
    holder.append(button);
  }
}
