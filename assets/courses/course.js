// A scene part by part: each clip waits at its end, questions are checked, and a platform hears of it.
"use strict";

const byId = (id) => document.getElementById(id);
const steps = Array.from(document.querySelectorAll(".step"));
const parts = steps.filter((step) => step.dataset.key !== "result");
const questions = parts.filter((step) => step.classList.contains("question-part"));
const FULL_SCORE = 100;
const MOST_SUSPENDED = 4096; // characters that every platform keeps

// What the learner has done: done[key] for parts, answers[key] for what was chosen or typed.
const state = { done: {}, answers: {} };
let current = 0;
let isReviewed = false; // the platform shows an attempt that is over
let best = null; // the highest score that was recorded in this attempt
let asked = Date.now();

const platform = new Platform((reason) => trouble(byId("trouble").dataset.refused.replace("{reason}", reason)));

function trouble(text) {
  byId("trouble").textContent = text;
  byId("trouble").hidden = false;
}

// A number as people type it: with a comma or a point, with marks between thousands, with any minus.
function numberOf(text) {
  const bare = text.trim().replace(/[\s\u00a0\u202f']/g, "").replace(/[−–]/g, "-").replace(/^\+/, "");
  const own = document.body.dataset.decimal;
  const other = own === "." ? "," : ".";
  const both = bare.includes(own) && bare.includes(other);
  const isGrouped = new RegExp(`^-?[1-9]\\d{0,2}(\\${other}\\d{3})+$`).test(bare);
  let plain = bare;
  if (both) plain = bare.lastIndexOf(own) > bare.lastIndexOf(other) ? bare.replaceAll(other, "") : bare.replaceAll(own, "");
  else if (isGrouped) plain = bare.replaceAll(other, "");
  plain = plain.replace(",", ".");
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

// What was answered, as text; empty if nothing was.
function answerIn(step) {
  const chosen = step.querySelector("input:checked");
  return chosen ? chosen.value : step.querySelector(".number-answer")?.value.trim() ?? "";
}

function isRight(step, answer) {
  const right = Number(step.dataset.right);
  if (step.querySelector(".choice")) return Number(answer) === right;
  return Math.abs(numberOf(answer) - right) <= Number(step.dataset.tolerance) + 1e-9;
}

const isAnswered = (step) => step.dataset.key in state.answers;
const countRight = () => questions.filter((step) => isAnswered(step) && isRight(step, state.answers[step.dataset.key])).length;
const isFinished = () => parts.every((step) => state.done[step.dataset.key]);

function showVerdict(step) {
  const answer = state.answers[step.dataset.key];
  const verdict = step.querySelector(".verdict");
  const found = step.querySelector(".found");
  const right = answer !== undefined && isRight(step, answer);
  verdict.hidden = answer === undefined;
  step.classList.toggle("right", right);
  step.classList.toggle("wrong", answer !== undefined && !right);
  found.textContent = answer === undefined ? "" : right ? found.dataset.right : found.dataset.wrong;
  for (const input of step.querySelectorAll("input")) {
    input.disabled = answer !== undefined;
    if (input.type === "radio") {
      input.checked = input.value === answer;
      const isIt = answer !== undefined && input.value === step.dataset.right;
      input.closest(".choice").classList.toggle("solution", isIt);
    } else if (answer !== undefined) {
      input.value = answer;
    }
  }
  step.querySelector(".check").hidden = answer !== undefined;
}

function check(step) {
  const answer = answerIn(step);
  const ask = step.querySelector(".ask");
  const isTyped = Boolean(step.querySelector(".number-answer"));
  const isNothing = answer === "" || (isTyped && Number.isNaN(numberOf(answer)));
  ask.hidden = !isNothing;
  if (isNothing) {
    ask.textContent = isTyped ? ask.dataset.type : ask.dataset.choose;
    step.querySelector("input").focus();
    return;
  }
  state.answers[step.dataset.key] = answer;
  state.done[step.dataset.key] = true;
  showVerdict(step);
  tellInteraction(step, answer);
  record();
  showBar();
  byId("go-on").focus({ preventScroll: true });
  step.querySelector(".verdict").scrollIntoView({ block: "nearest" });
}

// What was answered, for the platform's own statistics.
function tellInteraction(step, answer) {
  if (platform.get("cmi.interactions._children") === "") return;
  const at = `cmi.interactions.${platform.get("cmi.interactions._count") || 0}`;
  const isChoice = Boolean(step.querySelector(".choice"));
  const pattern = (value) => (isChoice ? String.fromCharCode(97 + Number(value)) : String(numberOf(String(value))));
  const optional = { optional: true };
  platform.set(`${at}.id`, step.dataset.key, optional);
  platform.set(`${at}.type`, isChoice ? "choice" : "numeric", optional);
  platform.set(`${at}.time`, timeOfDay(new Date()), optional);
  platform.set(`${at}.correct_responses.0.pattern`, isChoice ? pattern(step.dataset.right) : step.dataset.right, optional);
  platform.set(`${at}.student_response`, pattern(answer), optional);
  platform.set(`${at}.result`, isRight(step, answer) ? "correct" : "wrong", optional);
  platform.set(`${at}.latency`, timespan((Date.now() - asked) / 1000), optional);
}

// Tell the platform where the learner is, what is done, and how well.
function record() {
  if (!platform.isOpen || isReviewed) return;
  platform.set("cmi.core.lesson_location", steps[current].dataset.key);
  const kept = JSON.stringify({ version: 1, done: parts.map((step) => (state.done[step.dataset.key] ? 1 : 0)).join(""), answers: state.answers });
  if (kept.length <= MOST_SUSPENDED) platform.set("cmi.suspend_data", kept);
  if (questions.length > 0 && questions.some(isAnswered)) {
    best = Math.max(best ?? 0, Math.round((FULL_SCORE * countRight()) / questions.length));
    platform.set("cmi.core.score.min", 0, { optional: true });
    platform.set("cmi.core.score.max", FULL_SCORE, { optional: true });
    platform.set("cmi.core.score.raw", best);
  }
  platform.tellTime(isFinished());
  const status = lessonStatus();
  if (status !== platform.get("cmi.core.lesson_status")) platform.set("cmi.core.lesson_status", status);
  platform.commit();
}

function lessonStatus() {
  const before = platform.get("cmi.core.lesson_status");
  if (before === "passed" || before === "completed") return before;
  if (!isFinished()) return before === "failed" ? "failed" : "incomplete";
  if (questions.length === 0) return "completed";
  const mastery = Number(platform.get("cmi.student_data.mastery_score") || document.body.dataset.mastery);
  return best >= mastery ? "passed" : "failed";
}

function resume() {
  const text = platform.get("cmi.suspend_data");
  let kept = null;
  try {
    kept = JSON.parse(text);
  } catch {
    return; // nothing was kept, or something else
  }
  if (kept?.version !== 1) return;
  const keys = new Set(questions.map((step) => step.dataset.key));
  for (const [key, answer] of Object.entries(kept.answers ?? {})) if (keys.has(key)) state.answers[key] = String(answer);
  parts.forEach((step, i) => {
    const isQuestion = questions.includes(step);
    if (isQuestion ? isAnswered(step) : kept.done?.[i] === "1") state.done[step.dataset.key] = true;
  });
  const place = steps.findIndex((step) => step.dataset.key === platform.get("cmi.core.lesson_location"));
  if (place > 0) current = Math.min(place, farthest());
}

// The last part that one may go to: the first that is not done.
function farthest() {
  const open = parts.findIndex((step) => !state.done[step.dataset.key]);
  return open < 0 ? steps.length - 1 : open;
}

function showBar() {
  const step = steps[current];
  const isResult = step.dataset.key === "result";
  const where = byId("where");
  where.textContent = isResult ? where.dataset.end : where.dataset.text.replace("{number}", current + 1).replace("{count}", parts.length);
  byId("back").disabled = current === 0;
  byId("go-on").hidden = isResult;
  byId("go-on").disabled = questions.includes(step) && !isAnswered(step);
  byId("go-on").classList.toggle("strong", Boolean(state.done[step.dataset.key]));
  document.querySelectorAll(".path button").forEach((button, i) => {
    const key = parts[i].dataset.key;
    button.disabled = i > farthest();
    button.classList.toggle("is-done", Boolean(state.done[key]));
    button.classList.toggle("missed", isAnswered(parts[i]) && !isRight(parts[i], state.answers[key]));
    if (i === current) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
  });
}

function showResult() {
  const score = document.querySelector(".score");
  if (score) {
    const text = questions.length === 1 ? score.dataset.one : score.dataset.many;
    score.textContent = text.replace("{right}", countRight()).replace("{count}", questions.length);
  }
  document.querySelector(".recorded").hidden = !(platform.isOpen && !isReviewed && isFinished());
}

// Show a part; `plays` begins its clip, as one does who pressed a button.
function show(place, { plays = false, focuses = true } = {}) {
  steps[current].querySelector("video")?.pause();
  current = place;
  const step = steps[current];
  for (const other of steps) other.hidden = other !== step;
  asked = Date.now();
  if (step.dataset.key === "result") showResult();
  showBar();
  record();
  if (focuses) {
    window.scrollTo(0, 0);
    byId(`${step.dataset.key}-title`).focus({ preventScroll: true });
  }
  const video = step.querySelector("video");
  if (!video) return;
  if (plays) {
    video.currentTime = 0;
    video.play().catch(() => {}); // a browser may want to be asked first: the button is there
  }
  const next = steps[current + 1]?.querySelector("video");
  if (next) next.preload = "metadata";
}

function goOn() {
  const step = steps[current];
  if (!questions.includes(step)) state.done[step.dataset.key] = true;
  show(Math.min(current + 1, steps.length - 1), { plays: true });
}

function ended(step) {
  state.done[step.dataset.key] = true;
  record();
  showBar();
  const active = document.activeElement;
  if (document.fullscreenElement) document.exitFullscreen();
  if (active === document.body || step.contains(active)) byId("go-on").focus();
}

function retry() {
  for (const step of questions) {
    delete state.answers[step.dataset.key];
    delete state.done[step.dataset.key];
    for (const input of step.querySelectorAll("input")) if (input.type !== "radio") input.value = "";
    showVerdict(step);
  }
  show(steps.indexOf(questions[0]));
}

for (const step of parts) {
  step.querySelector("video")?.addEventListener("ended", () => ended(step));
  step.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    check(step);
  });
  step.querySelector(".look-again")?.addEventListener("click", (event) => {
    show(steps.findIndex((other) => other.dataset.key === event.target.dataset.clip), { plays: true });
  });
}
document.querySelectorAll(".path button").forEach((button, i) => button.addEventListener("click", () => show(i, { plays: true })));
byId("back").addEventListener("click", () => show(current - 1));
byId("go-on").addEventListener("click", goOn);
byId("anew").addEventListener("click", () => show(0, { plays: true }));
byId("retry")?.addEventListener("click", retry);

byId("alone").hidden = Boolean(platform.api);
if (platform.api && !platform.open()) trouble(byId("trouble").dataset.silent);
isReviewed = ["review", "browse"].includes(platform.get("cmi.core.lesson_mode"));
const before = platform.get("cmi.core.score.raw");
if (before !== "") best = Number(before);
resume();
for (const step of questions) showVerdict(step);
document.querySelector(".path").hidden = false;
document.querySelector(".bar").hidden = false;
show(current, { focuses: false });
window.addEventListener("pagehide", () => platform.close(isFinished()));
// A browser may bring back a page that it has kept; the platform has ended that visit.
window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
document.documentElement.dataset.ready = "";
