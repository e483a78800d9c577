// What the page can do beyond playing: copy and search. It all works without, too.
"use strict";

const say = (text) => {
  const place = document.getElementById("said");
  place.textContent = "";
  // A screen reader says it again only when it has changed.
  window.setTimeout(() => { place.textContent = text; }, 50);
};

function showWhatNeedsScript() {
  for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
}

const isOnDisk = window.location.protocol === "file:";

// Codes are written with addresses that begin at this page; elsewhere they need the whole address.
function completeAddresses() {
  if (isOnDisk) return;
  for (const code of document.querySelectorAll("code[data-root]")) {
    const root = new URL(code.dataset.root, document.baseURI).href;
    code.textContent = code.textContent.replaceAll(code.dataset.root, root);
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https a page may not use the clipboard, but may copy what is selected.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

function makeButtonsCopy() {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const notYet = isOnDisk && button.closest(".sharing").querySelector(".not-yet");
    button.addEventListener("click", async () => {
      if (notYet) {
        notYet.hidden = false;
        say(notYet.textContent);
        return;
      }
      await copy(document.getElementById(button.dataset.copy).textContent);
      button.focus();
      button.classList.add("done");
      say(button.dataset.copied);
      window.setTimeout(() => button.classList.remove("done"), 2500);
    });
  }
}

// An address on a disk is of no use elsewhere: so the codes are not shown there without a word.
function makeCodesSayWhatIsMissing() {
  if (!isOnDisk) return;
  for (const codes of document.querySelectorAll("details[data-needs-address]")) {
    codes.addEventListener("toggle", () => { codes.parentElement.querySelector(".not-yet").hidden = false; });
  }
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

// How well a clip fits: every word asked for must begin a word of it; titles count most.
function score(clip, asked) {
  let sum = 0;
  for (const word of asked) {
    const fits = (text) => wordsOf(text).some((each) => each.startsWith(word));
    const points = (fits(clip.title) ? 4 : 0) + (fits(clip.concepts) ? 3 : 0) + (fits(clip.text) ? 2 : 0);
    if (points === 0) return 0;
    sum += points;
  }
  return sum;
}

function markedText(text, asked) {
  const part = document.createDocumentFragment();
  for (const piece of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
    const isAsked = asked.some((word) => plain(piece).startsWith(word));
    const node = isAsked ? document.createElement("mark") : document.createTextNode(piece);
    if (isAsked) node.textContent = piece;
    part.append(node);
  }
  return part;
}

function resultOf(clip, asked) {
  const item = document.createElement("li");
  const image = Object.assign(document.createElement("img"), { src: clip.poster, alt: "", loading: "lazy" });
  const words = document.createElement("div");
  const link = Object.assign(document.createElement("a"), { href: clip.page });
  link.append(markedText(clip.title, asked));
  const text = document.createElement("p");
  text.append(markedText(clip.text, asked));
  words.append(link, text);
  item.append(image, words);
  return item;
}

function makeSearchFind() {
  const form = document.getElementById("search-form");
  if (!form) return;
  const query = document.getElementById("query");
  const count = document.getElementById("search-count");
  const results = document.getElementById("search-results");
  const find = () => {
    const asked = wordsOf(query.value);
    const found = asked.length === 0 ? [] : window.neuroscenesIndex
      .map((clip) => ({ clip, points: score(clip, asked) }))
      .filter(({ points }) => points > 0)
      .sort((one, other) => other.points - one.points);
    results.replaceChildren(...found.map(({ clip }) => resultOf(clip, asked)));
    const { none, one, many } = count.dataset;
    const said = found.length === 0 ? none : found.length === 1 ? one : many;
    count.textContent = asked.length === 0 ? "" : said.replace("{count}", found.length);
  };
  query.addEventListener("input", find);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
    results.querySelector("a")?.focus();
  });
  query.value = new URLSearchParams(window.location.search).get("q") ?? "";
  find();
}

showWhatNeedsScript();
completeAddresses();
makeButtonsCopy();
makeCodesSayWhatIsMissing();
makeSearchFind();
