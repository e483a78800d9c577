// What weights may look for: pictures that have it and pictures that don't, and weights that tell
// them apart. The line across, its pictures and its weights are those of
// `network.analysis.edge_masks`.

import { uniform } from "../../parts/random.js";
import { _ } from "../../parts/words.js";

const SIDE = 28; // of the grid that the numbers here are meant for
const LINE_AT = 13;
const [START, END] = [2, 26];
const SURROUND = -0.5;
const BLOB = { along: 13, across: 9 };
const SPECKS = 0.07; // of all pixels
const [GREY, FAINT] = [0.3, 0.8];

/**
 * @typedef {object} Picture
 * @property {string} name
 * @property {Float64Array} ink
 * @property {boolean} has  whether it has what is looked for
 *
 * @typedef {object} Challenge
 * @property {string} name  in the address
 * @property {string} title
 * @property {Float64Array} target  1 where it lies
 * @property {Picture[]} pictures
 * @property {Float64Array} solution
 */

/** All challenges on a grid of this side. @returns {Challenge[]} */
export function challenges(side) {
  const shape = new Grid(side);
  const across = shape.fill((row, column) => row === shape.line && shape.isLong(column));
  const down = shape.turned(across);
  const slanted = shape.fill((row, column) => column === side - 1 - row && shape.isLong(row));
  return [
    lineChallenge(shape, "across", _("line across"), across, [1, 0], down),
    lineChallenge(shape, "down", _("line down"), down, [0, 1], across),
    lineChallenge(shape, "slanted", _("slanted line"), slanted, [1, 0], shape.mirrored(slanted)),
    borderChallenge(shape),
  ];
}

function lineChallenge(shape, name, title, line, [rows, columns], crossing) {
  const { add, fill, map } = shape;
  const ones = map(line, () => 1);
  const moved = (far) => shape.moved(line, far * rows, far * columns);
  const solution = map(line, (pixel, i) => pixel || SURROUND * (moved(1)[i] + moved(-1)[i]));
  // How far a pixel is from the line, on one side of it; on the other side it is negative.
  const beside = (row, column) =>
    name === "slanted" ? row + column - (shape.side - 1) : (rows ? row : column) - shape.line;
  const [first, second] = [shape.specks(1), shape.specks(2)];
  const blob = name === "slanted" ? shape.blob(1, 1) : shape.blob(...(rows ? [0, 1] : [1, 0]));
  return challenge(name, title, line, solution, {
    has: [
      [_("exactly the line"), line],
      [_("two lines"), add(line, moved(shape.far(8)))],
      [_("a cross"), add(line, crossing)],
      [_("the line and specks"), add(line, first)],
      [_("the line and other specks"), add(line, second)],
      [_("the line on gray"), add(line, map(ones, () => GREY))],
      [_("most of the line"), shape.part(line, 5 / 6)],
      [_("a faint line"), map(line, (pixel) => FAINT * pixel)],
    ],
    hasNot: [
      [_("everything lit"), ones],
      [_("all but the line"), map(line, (pixel) => 1 - pixel)],
      [_("half the line"), shape.part(line, 1 / 2)],
      [_("a blob"), blob],
      [_("a line elsewhere"), moved(-shape.far(3))],
      [_("a line that crosses"), crossing],
      [_("light on one side"), fill((row, column) => beside(row, column) >= 0)],
      [_("light on the other side"), fill((row, column) => beside(row, column) <= 0)],
    ],
  });
}

function borderChallenge(shape) {
  const { add, fill, map, side } = shape;
  const { line } = shape;
  const thick = shape.far(3);
  const from = (first) => fill((row) => row >= first);
  const below = from(line);
  const within = (row, first, end) => row >= first && row < end;
  const solution = fill((row, column) => {
    if (!shape.isLong(column)) return 0;
    return within(row, line, line + thick) - within(row, line - thick, line);
  });
  const specks = shape.specks(1);
  return challenge("border", _("border"), below, solution, {
    has: [
      [_("exactly the border"), below],
      [_("a band below it"), fill((row) => within(row, line, line + thick + 1))],
      [_("a box below it"), fill((row, column) => row >= line && shape.isLong(column))],
      [_("the border and specks"), add(below, specks)],
      [_("the border and other specks"), add(below, shape.specks(2))],
      [_("the border on gray"), add(below, map(below, () => GREY))],
      [_("most of the border"), fill((row, column) => row >= line && column < (5 / 6) * side)],
      [_("a faint border"), map(below, (pixel) => FAINT * pixel)],
    ],
    hasNot: [
      [_("everything lit"), map(below, () => 1)],
      [_("light above, dark below"), map(below, (pixel) => 1 - pixel)],
      [_("a border further down"), from(line + shape.far(4))],
      [_("a border further up"), from(line - shape.far(4))],
      [_("a border from left to right"), fill((_row, column) => column >= side / 2)],
      [_("a thin line"), fill((row) => row === line)],
      [_("specks"), shape.specks(3)],
      [_("all gray"), map(below, () => 0.5)],
    ],
  });
}

function challenge(name, title, target, solution, { has, hasNot }) {
  const pictures = (found, answer) => found.map(([called, ink]) => ({ name: called, ink, has: answer }));
  return { name, title, target, solution, pictures: [...pictures(has, true), ...pictures(hasNot, false)] };
}

class Grid {
  constructor(side) {
    this.side = side;
    this.line = rounded(((LINE_AT + 0.5) * side) / SIDE - 0.5);
    [this.start, this.end] = [START, END].map((column) => rounded((column * side) / SIDE));
  }

  isLong = (at) => at >= this.start && at < this.end;

  /** So many pixels of 28, two at least. */
  far = (pixels) => Math.max(2, Math.round((pixels * this.side) / SIDE));

  fill = (value) => Float64Array.from({ length: this.side ** 2 }, (_pixel, i) => Number(value(Math.floor(i / this.side), i % this.side)));

  map = (ink, value) => ink.map((pixel, i) => value(pixel, i));

  add = (one, other) => one.map((pixel, i) => Math.max(pixel, other[i]));

  at = (ink, row, column) => (row >= 0 && row < this.side && column >= 0 && column < this.side ? ink[row * this.side + column] : 0);

  moved = (ink, rows, columns) => this.fill((row, column) => this.at(ink, row - rows, column - columns));

  turned = (ink) => this.fill((row, column) => this.at(ink, column, row));

  mirrored = (ink) => this.fill((row, column) => this.at(ink, row, this.side - 1 - column));

  /** The first pixels of a line, as they are read. */
  part(ink, share) {
    const most = share * ink.reduce((sum, pixel) => sum + pixel, 0);
    let count = 0;
    return ink.map((pixel) => (pixel && (count += 1) <= most ? pixel : 0));
  }

  specks(seed) {
    const next = uniform(seed);
    return this.fill(() => next() < SPECKS);
  }

  /** An ellipse over the line, that lies (0, 1), stands (1, 0) or is round (1, 1). */
  blob(tall, wide) {
    const [long, short] = [BLOB.along, BLOB.across].map((axis) => (axis * this.side) / SIDE);
    const middle = (this.start + this.end - 1) / 2;
    const isRound = tall && wide;
    const center = isRound ? [(this.side - 1) / 2, (this.side - 1) / 2] : tall ? [middle, this.line] : [this.line, middle];
    const axes = [tall ? long : short, wide ? long : short];
    return this.fill((row, column) => ((row - center[0]) / axes[0]) ** 2 + ((column - center[1]) / axes[1]) ** 2 <= 1);
  }
}

// As Python rounds: halves to the even neighbor.
function rounded(value) {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + (below % 2) : Math.round(value);
}
