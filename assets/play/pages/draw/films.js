// Ordering clips, watching them come along, and playing them.

import * as api from "./api.js";
import { isCalm, make } from "../../parts/dom.js";
import { _ } from "../../parts/words.js";

const TELLING_SHARE = 0.08; // before, nobody can tell how long it will take

export function listScenes(holder, scenes) {
  const acts = Map.groupBy
    ? Map.groupBy(scenes, (scene) => scene.act)
    : scenes.reduce((all, s) => all.set(s.act, [...(all.get(s.act) ?? []), s]), new Map());
  for (const [act, found] of acts) {
    const field = make("fieldset", {}, make("legend", { textContent: found[0].act_title }));
    for (const scene of found) {
      const radio = make("input", { type: "radio", name: "scene", value: scene.name });
      radio.checked = scene.name === "ForwardPass";
      const time = scene.seconds === null ? "" : `${Math.round(scene.seconds)} s`;
      const seconds = make("span", { className: "seconds", textContent: time });
      field.append(make("label", { className: "scene" }, radio, make("span", { textContent: scene.title }), seconds));
    }
    field.dataset.act = act;
    holder.append(field);
  }
}

export class Clips {
  constructor(holder, captions, failed) {
    Object.assign(this, { holder, captions, failed });
    this.cards = new Map();
  }

  add(clip) {
    const card = new Card(clip, this.captions, this.failed);
    this.cards.set(clip.key, card);
    this.holder.prepend(card.element);
    if (api.hasEnded(clip)) return;
    api.follow(
      clip.key,
      (state) => card.show(state, true),
      () => card.lose(),
    );
  }
}

class Card {
  constructor(clip, captions, failed) {
    this.captions = captions;
    this.title = _("{title}, with your {digit}", { title: clip.title, digit: clip.answer });
    this.element = make("article", { className: "clip" });
    this.bar = make("progress", { max: 1 });
    this.bar.setAttribute("aria-label", _("Progress of {clip}", { clip: this.title }));
    this.words = make("p", { className: "quiet" });
    this.words.setAttribute("role", "status");
    this.cancel = make("button", { type: "button", textContent: _("Cancel") });
    this.cancel.addEventListener("click", async () => {
      this.cancel.disabled = true;
      try {
        this.show(await api.cancel(clip.key), false);
      } catch (error) {
        failed(error.message);
      }
    });
    this.waiting = make("div", { className: "row" }, this.bar, this.cancel);
    this.element.append(make("h3", { textContent: this.title }), this.words, this.waiting);
    this.show(clip, false);
  }

  show(clip, isNews) {
    this.words.textContent = said(clip);
    if (clip.share === null) this.bar.removeAttribute("value");
    else this.bar.value = clip.share;
    this.element.dataset.state = clip.state;
    if (!api.hasEnded(clip)) return;
    this.waiting.remove();
    if (clip.state === "done" && !this.video) this.play(clip, isNews);
  }

  lose() {
    this.words.textContent = _("The server was stopped before it was finished.");
    this.waiting.remove();
  }

  play(clip, isNews) {
    const { files } = clip;
    // What plays by itself is silent until somebody wants to hear it.
    const plays = isNews && !isCalm();
    this.video = make("video", {
      controls: true,
      muted: plays,
      playsInline: true,
      preload: "metadata",
      width: clip.width,
      height: clip.height,
      poster: files["poster.png"],
      src: files["clip.mp4"],
    });
    this.video.setAttribute("aria-label", this.title);
    const track = make("track", {
      kind: "captions",
      src: files["captions.vtt"],
      ...this.captions,
      default: !clip.burn_captions, // what the picture has already is not shown twice
    });
    this.video.append(track);
    const name = `${clip.scene}-${clip.answer}`;
    const download = (file, ending, text) =>
      make("a", { href: files[file], download: `${name}.${ending}`, textContent: text });
    const links = make(
      "p",
      { className: "row" },
      download("clip.mp4", "mp4", _("Download the clip (mp4)")),
      download("captions.vtt", "vtt", _("Captions (vtt)")),
      download("drawing.png", "png", _("Your drawing (png)")),
    );
    this.element.append(this.video, links);
    if (!plays) return;
    if (clip.sound) links.prepend(this.hearing());
    this.video.play().catch(() => {});
  }

  hearing() {
    const button = make("button", { type: "button", textContent: _("Play with sound") });
    button.addEventListener("click", () => {
      Object.assign(this.video, { muted: false, currentTime: 0 });
      this.video.play();
      this.video.focus();
    });
    this.video.addEventListener("volumechange", () => { if (!this.video.muted) button.remove(); });
    return button;
  }
}

function said(clip) {
  if (clip.state === "queued") return _("Waiting for its turn.");
  if (clip.state === "failed") return _("It could not be filmed: {reason}", { reason: clip.error });
  if (clip.state === "cancelled") return _("Cancelled.");
  if (clip.state === "done") {
    return _("Filmed in {seconds} s.", { seconds: Math.round(clip.elapsed_seconds) });
  }
  if (clip.share === null) return _("Setting the stage …");
  const share = Math.round(100 * clip.share);
  if (clip.share < TELLING_SHARE) return `${share} %`;
  const left = Math.round((clip.elapsed_seconds * (1 - clip.share)) / clip.share);
  return _("{share} %, about {seconds} s left", { share, seconds: Math.max(1, left) });
}
