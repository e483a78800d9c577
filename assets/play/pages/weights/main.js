// Be the weights: painted by hand, and which pictures get the largest sums under them.

import { pixelsOf } from "../../network/ink.js";
import { address } from "../../parts/address.js";
import { onColors, palette, rgb } from "../../parts/colors.js";
import { byId, isCalm, make } from "../../parts/dom.js";
import { EMPTY, drawingAt, drawingValues, ownDigit } from "../../parts/drawings.js";
import { Pad } from "../../parts/pad.js";
import { offerSamples } from "../../parts/samples.js";
import { format, start } from "../../parts/start.js";
import { NumberTable } from "../../parts/tables.js";
import { _, brief, number, sentence } from "../../parts/words.js";
import { challenges } from "./challenges.js";
import { Painter } from "./painter.js";
import { bestBar, weightedSum, weightsOfText, weightsText } from "./sums.js";

const { side } = format;
const FOUR = [3, 7, 0, 1];
const GROUND = 0.6; // how bright ink is that no weight falls on
const MOVE_MS = 220;
const SIGNS = { positive: 1, negative: -1, none: 0 };

class WeightsPage {
  constructor() {
    this.sets = [...challenges(side), { name: "digits", title: _("digits"), pictures: digits() }];
    this.painter = new Painter(byId("weights"), byId("cursor"), side, {
      pen: () => this.penNow(),
      changed: (isFinished) => this.changed(isFinished),
    });
    this.pad = new Pad(byId("pad"), (isFinished) => this.changed(isFinished));
    this.tables = [new NumberTable(byId("sum-table"), () => this.sumRows()), new NumberTable(byId("weight-table"), () => this.weightRows())];
    document.documentElement.style.setProperty("--side", side);
    byId("challenges").append(...this.sets.map(({ name, title }) => choice("set", name, title, () => this.choose(name))));
    byId("pens").append(...Object.keys(SIGNS).map((name) => choice("pen", name, "", () => {})));
    byId("pens").querySelector("input").checked = true;
    for (const id of ["size", "strength"]) byId(id).addEventListener("input", () => this.showPen());
    byId("undo").addEventListener("click", () => this.painter.undo());
    byId("clear").addEventListener("click", () => this.painter.replace(new Float64Array(side * side)));
    byId("solve").addEventListener("click", () => this.painter.replace(this.set.solution));
    offerSamples(byId("samples"), () => this.pad.drawing, (drawing) => this.pad.replace(drawing));
    byId("clear-drawing").addEventListener("click", () => this.pad.replace(EMPTY));
    onColors(() => {
      this.namePens();
      if (this.set) this.show(true);
    });
    this.namePens();
    this.showPen();
    address.onChange(() => this.follow());
    this.follow();
  }

  follow() {
    this.pad.drawing = drawingAt(address) ?? EMPTY;
    this.pad.show();
    this.painter.weights = weightsOfText(address.get("weights") ?? "", side * side);
    this.painter.show();
    this.choose(address.get("set"), false);
  }

  choose(name, isNews = true) {
    this.set = this.sets.find((each) => each.name === name) ?? this.sets[0];
    byId("challenges").querySelector(`[value=${this.set.name}]`).checked = true;
    if (isNews) address.set({ set: this.set.name });
    const { target = null } = this.set;
    byId("target").setAttribute("viewBox", `0 0 ${side} ${side}`);
    byId("target").firstElementChild.setAttribute("d", target ? outline(target) : "");
    byId("hint-target").textContent = target ? _("the yellow frame is where light has to be") : _("bring the 7 to the front, and the 1 to the end");
    const own = { name: _("your drawing"), ink: null, isOwn: true };
    this.tiles = [...this.set.pictures, own].map((picture) => this.tile(picture));
    this.shownOrder = "";
    byId("lit").replaceChildren();
    byId("unlit").replaceChildren();
    this.show(true);
  }

  tile(picture) {
    const canvas = make("canvas", { width: side, height: side });
    const [sum, said] = [make("strong"), make("span", { className: "said" })];
    const named = make("span", { className: "unseen", textContent: `${picture.name}: ` });
    const item = make("li", { title: picture.name }, named, canvas, sum, said);
    return { picture, canvas, sum, said, item };
  }

  penNow() {
    const name = byId("pens").querySelector(":checked").value;
    return { value: SIGNS[name] * Number(byId("strength").value), size: Number(byId("size").value) };
  }

  namePens() {
    const [positive, negative] = palette.signs;
    const names = { positive, negative, none: _("erase") };
    for (const input of byId("pens").querySelectorAll("input")) {
      input.nextSibling.textContent = names[input.value];
      input.parentElement.style.setProperty("--ink", palette.colors[input.value] ?? "#000");
    }
  }

  showPen() {
    byId("size-value").textContent = `${byId("size").value} × ${byId("size").value}`;
    byId("strength-value").textContent = number(Number(byId("strength").value), 1);
  }

  changed(isFinished) {
    this.isFinished ||= isFinished;
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      if (this.isFinished) address.set({ ...drawingValues(this.pad.drawing), weights: weightsText(this.painter.weights) || null });
      this.show(this.isFinished);
      this.isFinished = false;
    });
  }

  show(isFinished) {
    const { weights } = this.painter;
    const own = this.tiles.at(-1).picture;
    own.ink = pixelsOf(this.pad.drawing, format);
    this.colors = [rgb(palette.colors.positive), rgb(palette.colors.negative)];
    for (const tile of this.tiles) {
      tile.item.hidden = !tile.picture.ink;
      if (!tile.picture.ink) continue;
      tile.value = weightedSum(weights, tile.picture.ink);
      this.paintTile(tile, weights);
      tile.sum.textContent = number(tile.value, 1);
    }
    byId("weights-hint").hidden = !this.painter.isEmpty;
    byId("undo").disabled = this.painter.past.length === 0;
    byId("clear").disabled = this.painter.isEmpty;
    byId("clear-drawing").disabled = this.pad.isEmpty;
    byId("solve").hidden = !this.set.solution;
    this.judge();
    if (isFinished) for (const table of this.tables) table.refresh();
    document.documentElement.dataset.ready = "";
  }

  // Ink as light; where it meets a weight, their product.
  paintTile({ canvas, picture: { ink } }, weights) {
    const context = canvas.getContext("2d");
    const image = context.createImageData(side, side);
    const [positive, negative] = this.colors;
    for (let i = 0; i < ink.length; i += 1) {
      const strength = Math.abs(weights[i]) ** 0.7;
      const color = weights[i] < 0 ? negative : positive;
      for (let part = 0; part < 3; part += 1) {
        image.data[4 * i + part] = Math.round(ink[i] * (strength * color[part] + (1 - strength) * GROUND * 255));
      }
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }

  judge() {
    const isChallenge = Boolean(this.set.solution);
    const tiles = this.tiles.filter(({ picture }) => picture.ink);
    const ranked = [...tiles].sort((one, other) => other.value - one.value);
    const judged = tiles.filter(({ picture }) => !picture.isOwn);
    const { bar, right } = isChallenge
      ? bestBar(judged.map(({ value }) => value), judged.map(({ picture }) => picture.has))
      : { bar: -Infinity, right: 0 };
    for (const tile of tiles) {
      const { picture } = tile;
      tile.isLit = tile.value > bar;
      const isWrong = (tile.isWrong = isChallenge && !picture.isOwn && tile.isLit !== picture.has);
      tile.item.classList.toggle("wrong", isWrong);
      tile.item.classList.toggle("mine", Boolean(picture.isOwn));
      tile.said.textContent = picture.isOwn ? _("yours") : isWrong ? wrongly(picture, this.painter.isEmpty) : "";
    }
    this.result = { bar, right, sums: this.tiles.map(({ value }) => value) };
    this.arrange(ranked);
    byId("dark-group").hidden = !isChallenge;
    byId("lit-name").textContent = isChallenge ? _("Lit: a sum above {bar}", { bar: number(bar, 1) }) : _("The largest sum first");
    this.say(ranked, judged.length, right, isChallenge);
  }

  say(ranked, all, right, isChallenge) {
    if (this.painter.isEmpty) {
      byId("score").textContent = isChallenge ? _("Without weights every sum is 0: {right} of {all} right, as by guessing.", { right, all }) : _("Without weights every sum is 0.");
    } else if (isChallenge) {
      byId("score").textContent = right === all ? _("All {all} right!", { all }) : _("{right} of {all} right", { right, all });
    } else {
      byId("score").textContent = _("Your weights like this most: {name}", { name: ranked[0].picture.name });
    }
    byId("advice").textContent = this.advice(isChallenge && !this.painter.isEmpty, right === all);
  }

  advice(isTried, isSolved) {
    const [positive, negative] = palette.signs;
    if (!isTried) return _("Each pixel times its weight, all added up: {positive} adds, {negative} takes away. Light that meets no weight is gray.", { positive, negative });
    if (isSolved) return _("The bar lies where most are right. In a neuron, the bias moves it.");
    if (this.painter.weights.every((weight) => weight >= 0)) {
      return _("What is lit everywhere fools you? {negative} takes light away.", { negative: sentence(negative) });
    }
    const areAllMissed = this.tiles.every(({ isWrong, picture }) => !isWrong || picture.has);
    return areAllMissed
      ? _("Too much {negative} takes away more than {positive} gives: paint it weaker, or thinner.", { positive, negative })
      : _("{negative} has to take away what lights up pictures that should stay dark.", { negative: sentence(negative) });
  }

  // Put tiles into their group in their order; where that changes they glide.
  arrange(ranked) {
    const order = ranked.map((tile) => `${this.tiles.indexOf(tile)}${tile.isLit}`).join();
    if (order === this.shownOrder) return;
    const isFirst = this.shownOrder === "";
    this.shownOrder = order;
    const items = this.tiles.map(({ item }) => item);
    const before = items.map((item) => item.isConnected && item.getBoundingClientRect());
    byId("lit").replaceChildren(...ranked.filter(({ isLit }) => isLit).map(({ item }) => item));
    byId("unlit").replaceChildren(...ranked.filter(({ isLit }) => !isLit).map(({ item }) => item));
    if (isFirst || isCalm()) return;
    items.forEach((item, i) => {
      if (!before[i] || !item.isConnected) return;
      const after = item.getBoundingClientRect();
      const [x, y] = [before[i].left - after.left, before[i].top - after.top];
      if (x || y) item.animate([{ transform: `translate(${x}px, ${y}px)` }, {}], { duration: MOVE_MS, easing: "ease-in-out" });
    });
  }

  sumRows() {
    const isChallenge = Boolean(this.set.solution);
    const yes = (found) => (found ? _("yes") : _("no"));
    const shown = this.tiles.filter(({ picture }) => picture.ink).sort((one, other) => other.value - one.value);
    return {
      caption: _("The pictures, the largest sum first"),
      head: [_("picture"), _("sum"), ...(isChallenge ? [_("lit"), _("should be")] : [])],
      rows: shown.map(({ picture, value, isLit }) => [
        picture.name,
        brief(value),
        ...(isChallenge ? [yes(isLit), picture.isOwn ? "" : yes(picture.has)] : []),
      ]),
    };
  }

  weightRows() {
    const cells = Array.from(this.painter.weights, (weight, i) => [weight, i]).filter(([weight]) => weight !== 0);
    return {
      caption: _("Your weights; all others are 0"),
      head: [_("row, column"), _("weight")],
      rows: cells.map(([weight, i]) => [`${Math.floor(i / side) + 1}, ${(i % side) + 1}`, number(weight, 1)]),
    };
  }
}

const digits = () => FOUR.map((digit) => ({ name: String(digit), ink: pixelsOf(ownDigit(digit), format) }));

// How a picture is on the wrong side.
function wrongly({ has }, isUntried) {
  if (!has) return _("fooled");
  return isUntried ? _("wanted") : _("missed");
}

function choice(group, value, text, chosen) {
  const input = make("input", { type: "radio", name: group, value });
  input.addEventListener("change", chosen);
  return make("label", { className: "pill" }, input, make("span", { textContent: text }));
}

// The border of all cells that are 1, as the path of an SVG whose unit is a cell.
function outline(target) {
  const lit = (row, column) => row >= 0 && row < side && column >= 0 && column < side && target[row * side + column] > 0;
  let path = "";
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      if (!lit(row, column)) continue;
      if (!lit(row - 1, column)) path += `M${column} ${row}h1`;
      if (!lit(row + 1, column)) path += `M${column} ${row + 1}h1`;
      if (!lit(row, column - 1)) path += `M${column} ${row}v1`;
      if (!lit(row, column + 1)) path += `M${column + 1} ${row}v1`;
    }
  }
  return path;
}

start(() => {
  const page = new WeightsPage();
  // For the curious: weights, pictures and what follows from them.
  neuroscenes.painted = () => ({
    ...page.result,
    weights: [...page.painter.weights],
    pictures: page.tiles.map(({ picture: { name, ink, has = null } }) => ({ name, has, ink: ink && [...ink] })),
  });
});
