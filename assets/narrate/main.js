// The page: one line at a time is read, recorded, listened to.

import * as api from "./api.js";
import { Recorder } from "./recorder.js";
import { _, number } from "./words.js";

const byId = (id) => document.getElementById(id);
const COUNT = 3;
const COUNT_MILLISECONDS = 600;
const FLOOR = -60;
const TOO_LOUD = -1;
const GOES_ON = "goes-on";

const seconds = (value) => number(value, 1);

class Page {
  constructor(script) {
    this.lines = script.lines;
    this.mostSeconds = script.most_seconds;
    this.state = "idle"; // or opening, counting, recording, saving
    this.recorder = new Recorder(
      (level) => this.showLevel(level),
      () => {
        this.rest();
        this.notice(_("The microphone fell silent: is it still plugged in?"));
      },
    );
    this.player = new Audio();
    byId("command").textContent = script.command;
    byId("goes-on").checked = localStorage.getItem(GOES_ON) === "yes";
    this.listLines();
    this.listen();
    const known = this.lines.findIndex((line) => `#${line.id}` === decodeURIComponent(location.hash));
    const missing = this.nextMissing(-1);
    this.show(known >= 0 ? known : Math.max(0, missing));
  }

  get line() {
    return this.lines[this.place];
  }

  listen() {
    byId("record").addEventListener("click", () => this.recordOrStop());
    byId("listen").addEventListener("click", () => this.play());
    const ways = { previous: () => this.go(-1), next: () => this.go(1), missing: () => this.goToMissing() };
    for (const [id, go] of Object.entries(ways)) {
      byId(id).addEventListener("click", (event) => {
        go();
        // Who clicked wants to record next, also by the space bar.
        if (event.detail) byId("record").focus({ preventScroll: true });
      });
    }
    byId("goes-on").addEventListener("change", (event) => localStorage.setItem(GOES_ON, event.target.checked ? "yes" : "no"));
    byId("microphone").addEventListener("change", (event) => this.attempt(() => this.open(event.target.value)));
    document.addEventListener("keydown", (event) => this.key(event));
    addEventListener("pagehide", () => this.recorder.close());
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const isControl = event.target.closest("button, select, input, summary, a");
    if (event.key === " " && isControl) return; // it presses that
    if (event.key.startsWith("Arrow") && event.target.closest("select, pre")) return;
    const keys = {
      " ": () => this.recordOrStop(),
      r: () => this.recordOrStop(),
      l: () => this.play(),
      n: () => this.goToMissing(),
      arrowleft: () => this.go(-1),
      arrowright: () => this.go(1),
      escape: () => this.cancel(),
    };
    const action = keys[event.key.toLowerCase()];
    if (!action || (event.target.closest("select") && event.key !== "Escape")) return;
    event.preventDefault();
    action();
  }

  notice(text) {
    byId("notice").textContent = text;
    byId("notice").hidden = !text;
  }

  async attempt(action) {
    try {
      await action();
    } catch (error) {
      this.rest();
      this.notice(error.message);
    }
  }

  // Lines

  listLines() {
    let scene = null;
    let list = null;
    this.lines.forEach((line, place) => {
      if (line.scene !== scene) {
        scene = line.scene;
        const title = document.createElement("h3");
        title.textContent = line.title;
        list = document.createElement("ol");
        byId("lines").append(title, list);
      }
      const button = document.createElement("button");
      button.type = "button";
      button.addEventListener("click", () => this.state === "idle" && this.show(place, true));
      const text = document.createElement("span");
      text.textContent = line.written;
      line.mark = document.createElement("span");
      line.mark.className = "mark";
      line.button = button;
      button.append(line.mark, text);
      const item = document.createElement("li");
      item.append(button);
      list.append(item);
      this.markLine(line);
    });
  }

  markLine(line) {
    line.mark.textContent = line.state === "recorded" ? "✓" : line.state === "missing" ? "·" : "!";
    line.button.dataset.state = line.state;
    line.mark.setAttribute("role", "img");
    line.mark.setAttribute("aria-label", stateText(line));
  }

  show(place, scrolls = false) {
    this.player.pause();
    this.line?.button.removeAttribute("aria-current");
    this.place = place;
    const { line } = this;
    line.button.setAttribute("aria-current", "true");
    history.replaceState(null, "", `#${encodeURIComponent(line.id)}`);
    const count = this.lines.length;
    byId("place").textContent = `${line.title} · ${_("Line {number} of {count}", { number: place + 1, count })}`;
    byId("line").textContent = line.written;
    const isSaidOtherwise = plain(line.spoken) !== plain(line.written);
    byId("said").hidden = !isSaidOtherwise;
    byId("said").textContent = isSaidOtherwise ? _("Said: {words}", { words: line.spoken }) : "";
    byId("before").textContent = this.beside(place - 1);
    byId("after").textContent = this.beside(place + 1);
    byId("picture").textContent = line.picture ? _("On screen: {picture}", line) : "";
    byId("advice").textContent = _("The picture stands about {seconds} s; it waits for you if you need longer.", {
      seconds: seconds(line.seconds),
    });
    byId("status").textContent = stateText(line);
    this.fill("time", 0);
    this.refresh();
    if (scrolls) byId("prompt").scrollIntoView({ block: "start" });
  }

  beside(place) {
    const line = this.lines[place];
    return line && line.scene === this.line.scene ? line.written : "";
  }

  refresh() {
    const { line, state } = this;
    const done = this.lines.filter((each) => each.state === "recorded").length;
    byId("done").textContent =
      done === this.lines.length
        ? _("All lines are recorded.")
        : _("{done} of {count} recorded", { done, count: this.lines.length });
    byId("done-bar").max = this.lines.length;
    byId("done-bar").value = done;
    const isIdle = state === "idle";
    byId("record").textContent =
      state === "recording" || state === "counting" ? _("Stop") : line.state === "missing" ? _("Record") : _("Record again");
    byId("record").disabled = state === "saving" || state === "opening";
    byId("listen").disabled = !isIdle || line.state === "missing";
    byId("previous").disabled = !isIdle || this.place === 0;
    byId("next").disabled = !isIdle || this.place === this.lines.length - 1;
    byId("missing").disabled = !isIdle || this.nextMissing(this.place) < 0;
    byId("microphone").disabled = !isIdle;
    document.documentElement.dataset.state = state;
  }

  go(step) {
    const place = this.place + step;
    if (this.state === "idle" && this.lines[place]) this.show(place);
  }

  // The next line after a place that is to be recorded, from the beginning again; -1 for none.
  nextMissing(place) {
    const count = this.lines.length;
    for (let step = 1; step <= count; step += 1) {
      const next = (place + step + count) % count;
      if (next !== place && this.lines[next].state !== "recorded") return next;
    }
    return -1;
  }

  goToMissing() {
    const next = this.nextMissing(this.place);
    if (this.state === "idle" && next >= 0) this.show(next);
  }

  // Recording

  async open(deviceId) {
    if (!navigator.mediaDevices?.getUserMedia || !window.AudioWorkletNode) {
      throw new Error(_("This browser can't record: please take a current one."));
    }
    try {
      await this.recorder.open(deviceId);
    } catch (error) {
      this.recorder.close();
      throw new Error(microphoneFault(error));
    }
    const microphones = await this.recorder.microphones();
    byId("microphone").replaceChildren(
      ...microphones.map(
        ({ deviceId: id, label }, i) => new Option(label || _("Microphone {number}", { number: i + 1 }), id),
      ),
    );
    byId("microphone").value = this.recorder.chosen;
    byId("microphone-label").hidden = microphones.length < 2;
  }

  recordOrStop() {
    if (this.state === "idle") this.attempt(() => this.record());
    else if (this.state === "counting") this.cancel();
    else if (this.state === "recording") this.attempt(() => this.stop());
  }

  enter(state, text) {
    this.state = state;
    byId("status").textContent = text;
    this.refresh();
  }

  rest() {
    clearInterval(this.clock);
    clearTimeout(this.counting);
    byId("count").textContent = "";
    this.state = "idle";
    this.refresh();
  }

  async record() {
    this.notice("");
    this.player.pause();
    this.enter("opening", "");
    if (!this.recorder.isOpen) await this.open();
    this.enter("counting", _("Begin in {count}", { count: COUNT }));
    this.countDown(COUNT);
  }

  countDown(left) {
    if (!left) return this.begin();
    byId("count").textContent = left;
    this.counting = setTimeout(() => this.countDown(left - 1), COUNT_MILLISECONDS);
  }

  begin() {
    byId("count").textContent = "●";
    this.recorder.start();
    this.enter("recording", "");
    const start = performance.now();
    this.clock = setInterval(() => {
      const passed = (performance.now() - start) / 1000;
      byId("time").dataset.text = _("Recording: {seconds} s", { seconds: seconds(passed) });
      this.fill("time", Math.min(1, passed / this.line.seconds));
      if (passed > this.mostSeconds - 1) this.attempt(() => this.stop());
    }, 50);
  }

  async stop() {
    clearInterval(this.clock);
    byId("count").textContent = "";
    this.enter("saving", _("Saving …"));
    const { line } = this;
    const recording = await this.recorder.stop();
    if (!recording) return this.rest();
    let told;
    try {
      told = await api.keep(line.id, recording);
    } catch (error) {
      byId("status").textContent = "";
      throw new Error(_("It is not saved: {reason}", { reason: error.message }));
    } finally {
      this.fill("time", 0);
    }
    line.state = "recorded";
    this.markLine(line);
    this.rest();
    const faults = [
      told.clipped && _("It is cut off at its loudest: record it again, farther from the microphone."),
      told.soft && _("It is very soft: record it again, nearer to the microphone."),
    ].filter(Boolean);
    if (byId("goes-on").checked && !faults.length) this.goToMissing();
    byId("status").textContent = [_("Saved: {seconds} s of speech.", { seconds: seconds(told.seconds) }), ...faults].join(" ");
  }

  cancel() {
    if (this.state !== "counting" && this.state !== "recording") return;
    this.recorder.cancel();
    this.rest();
    this.fill("time", 0);
    byId("status").textContent = stateText(this.line);
  }

  async play() {
    if (this.state !== "idle" || this.line.state === "missing") return;
    await this.attempt(async () => {
      const take = await api.take(this.line.id);
      URL.revokeObjectURL(this.player.src);
      this.player.src = URL.createObjectURL(take);
      await this.player.play();
    });
  }

  fill(id, share) {
    byId(id).style.setProperty("--share", share);
    if (!share) byId(id).dataset.text = "";
  }

  showLevel(level) {
    const shown = Math.max(FLOOR, level);
    byId("level").setAttribute("aria-valuenow", Math.round(shown));
    byId("level").classList.toggle("loud", level > TOO_LOUD);
    this.fill("level", 1 - shown / FLOOR);
  }
}

function microphoneFault(error) {
  switch (error.name) {
    case "NotFoundError":
    case "OverconstrainedError":
      return _("No microphone was found: plug one in, then try again.");
    case "NotAllowedError":
      return _("The microphone may not be used: allow it in the browser, then try again.");
    default:
      return _("The microphone can't be used: {reason}", { reason: error.message || error.name });
  }
}

const plain = (text) => text.toLowerCase().replace(/\s+/g, " ").trim();

function stateText(line) {
  if (line.state === "missing") return _("Not recorded yet");
  if (line.state === "recorded") return _("Recorded");
  return _("Recorded of other words: {words}", { words: line.recorded_words });
}

try {
  new Page(await api.script());
  document.documentElement.dataset.ready = "";
} catch (error) {
  byId("notice").textContent = error.message;
  byId("notice").hidden = false;
}
