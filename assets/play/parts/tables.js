// The numbers behind a picture as a table, for those who read by ear; filled while it is open.

import { make } from "./dom.js";

export class NumberTable {
  /**
   * @param {HTMLDetailsElement} details
   * @param {() => {caption: string, head: string[], rows: string[][]}} tell
   */
  constructor(details, tell) {
    Object.assign(this, { details, tell });
    details.addEventListener("toggle", () => this.refresh());
  }

  refresh() {
    if (!this.details.open) return;
    const { caption, head, rows } = this.tell();
    const cell = (scope) => (textContent) => make("th", { scope, textContent });
    const table = make(
      "table",
      {},
      make("caption", { textContent: caption }),
      make("thead", {}, make("tr", {}, ...head.map(cell("col")))),
      make(
        "tbody",
        {},
        ...rows.map(([name, ...values]) =>
          make("tr", {}, cell("row")(name), ...values.map((textContent) => make("td", { textContent }))),
        ),
      ),
    );
    this.details.querySelector(".scroll").replaceChildren(table);
  }
}
