// Players: controls below the picture, captions at its foot, links that lead to a time.
"use strict";

const clockOf = (seconds) => {
  const whole = Math.floor(seconds + 0.001);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
};

const once = (target, name) => new Promise((done) => target.addEventListener(name, done, { once: true }));

const fetched = new WeakMap();

// Have all of a video here, as long as the server sends files only whole: a browser can't move in what it has not.
async function fetchWhole(video) {
  if (!fetched.has(video)) {
    // Its own download holds the file's place in the cache, where this one would wait for it.
    fetched.set(video, fetch(video.currentSrc, { cache: "no-store" }).then((answer) => answer.blob()));
  }
  const whole = await fetched.get(video);
  if (video.src.startsWith("blob:")) return;
  const [known, isPlaying] = [once(video, "loadedmetadata"), !video.paused];
  video.src = URL.createObjectURL(whole);
  await known;
  if (isPlaying) video.play();
}

// Move a video to a time, also before any of it is loaded.
async function seek(video, seconds) {
  if (video.readyState === 0) {
    const known = once(video, "loadedmetadata");
    video.preload = "metadata";
    video.load();
    await known;
  }
  const { seekable } = video;
  if (seconds > 0 && (seekable.length === 0 || seekable.end(seekable.length - 1) < Math.min(seconds, video.duration))) {
    await fetchWhole(video);
  }
  video.currentTime = seconds;
}

// A telephone's volume is that of its keys: there a page can only be silent or not.
const canTurnDown = (() => {
  const probe = document.createElement("video");
  probe.volume = 0.5;
  return probe.volume === 0.5;
})();

// How loud one player is, all of the page are.
function hear({ volume, muted }) {
  for (const video of document.querySelectorAll(".player video")) Object.assign(video, { volume, muted });
}

function makePlayer(player) {
  const part = (name) => player.querySelector(name);
  const [video, caption, controls] = [part("video"), part(".caption"), part(".controls")];
  const [play, position, time, full] = [part(".play"), part(".seek"), part(".clock time"), part(".full")];
  const [words, speed] = [part(".words-switch"), part(".speed")];
  const [sound, volume] = [part(".sound-switch"), part(".volume")]; // of a silent clip there are none
  const seconds = Number(player.dataset.seconds);
  // A default track would be shown by the browser itself, over the picture.
  const element = part("track[kind=captions]");
  element.default = false;
  element.track.mode = "hidden";

  const toggle = () => { if (video.paused) video.play(); else video.pause(); };
  const showCaption = () => {
    const said = words.getAttribute("aria-pressed") === "true";
    const cues = said ? Array.from(element.track.activeCues ?? []) : [];
    caption.hidden = !said;
    caption.replaceChildren(...cues.map((cue) => cue.getCueAsHTML()));
  };
  const switchWords = () => {
    words.setAttribute("aria-pressed", String(words.getAttribute("aria-pressed") !== "true"));
    showCaption();
  };
  const showTime = () => {
    position.value = video.currentTime;
    position.setAttribute("aria-valuetext", `${clockOf(video.currentTime)} / ${clockOf(seconds)}`);
    time.textContent = clockOf(video.currentTime);
  };
  const showState = () => {
    player.classList.toggle("playing", !video.paused);
    play.setAttribute("aria-label", video.paused ? play.dataset.play : play.dataset.pause);
  };
  const switchSound = () => hear({ volume: video.volume || 1, muted: !(video.muted || video.volume === 0) });
  const turn = (steps) => hear({ volume: Math.min(1, Math.max(0, video.volume + steps / 20)), muted: false });
  const showVolume = () => {
    const isHeard = !video.muted && video.volume > 0;
    sound.setAttribute("aria-pressed", String(isHeard));
    volume.value = isHeard ? video.volume : 0;
    volume.setAttribute("aria-valuetext", `${Math.round(100 * Number(volume.value))} %`);
  };
  const fill = () => {
    if (document.fullscreenElement === player) document.exitFullscreen();
    else if (player.requestFullscreen) player.requestFullscreen();
    else video.webkitEnterFullscreen();
  };

  video.controls = false;
  video.tabIndex = 0;
  controls.hidden = false;
  full.hidden = !document.fullscreenEnabled && !video.webkitEnterFullscreen;
  play.addEventListener("click", toggle);
  video.addEventListener("click", toggle);
  position.addEventListener("input", () => seek(video, Number(position.value)));
  words.addEventListener("click", switchWords);
  speed.addEventListener("change", () => { video.defaultPlaybackRate = video.playbackRate = Number(speed.value); });
  full.addEventListener("click", fill);
  if (sound) {
    volume.hidden = !canTurnDown;
    sound.addEventListener("click", switchSound);
    volume.addEventListener("input", () => hear({ volume: Number(volume.value), muted: false }));
    video.addEventListener("volumechange", showVolume);
    showVolume();
  }
  element.track.addEventListener("cuechange", showCaption);
  for (const name of ["timeupdate", "seeked"]) video.addEventListener(name, showTime);
  for (const name of ["play", "pause", "ended"]) video.addEventListener(name, showState);
  video.addEventListener("play", () => {
    for (const other of document.querySelectorAll("video")) if (other !== video) other.pause();
  });
  const keys = {
    " ": toggle, k: toggle, c: switchWords, f: fill,
    ArrowLeft: () => seek(video, Math.max(0, video.currentTime - 5)),
    ArrowRight: () => seek(video, Math.min(seconds, video.currentTime + 5)),
    ...(sound ? { m: switchSound, ArrowUp: () => turn(1), ArrowDown: () => turn(-1) } : {}),
  };
  video.addEventListener("keydown", (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.metaKey || event.altKey || !(key in keys)) return;
    event.preventDefault();
    keys[key]();
  });
  showCaption();
}

// Seconds of `83`, `83.5s`, `1m23s`, `1:23`, `0:01:23` and a media fragment such as `npt:83,95`; NaN of anything else.
function secondsOf(text) {
  const start = text.replace(/^npt:/, "").split(",")[0];
  if (/^\d+(:\d+){0,2}(\.\d*)?$/.test(start)) return start.split(":").reduce((sum, each) => 60 * sum + Number(each), 0);
  const [whole, hours, minutes, rest] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d*)?)s)?$/.exec(start) ?? [];
  return whole ? 3600 * (hours ?? 0) + 60 * (minutes ?? 0) + Number(rest ?? 0) : NaN;
}

// An address that ends in #t=83 or ?t=83 shows the picture of that time; with #name before, in the clip of that name.
function goToTimeInAddress() {
  const hash = new URLSearchParams(window.location.hash.slice(1));
  const seconds = secondsOf(hash.get("t") ?? new URLSearchParams(window.location.search).get("t") ?? "");
  if (Number.isNaN(seconds)) return;
  const [name] = hash.keys();
  const named = name && name !== "t" ? document.getElementById(name)?.querySelector("video") : null;
  const video = named ?? document.querySelector("video");
  video.scrollIntoView({ block: "nearest" });
  seek(video, seconds);
}

function makeChaptersSeek() {
  for (const link of document.querySelectorAll("a[data-seek]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const video = document.getElementById(link.dataset.seek);
      // What is copied from the address bar leads here as well.
      window.history.replaceState(null, "", `#t=${link.dataset.seconds}`);
      video.focus();
      seek(video, Number(link.dataset.seconds)).then(() => video.play());
    });
  }
}

for (const player of document.querySelectorAll(".player")) makePlayer(player);
makeChaptersSeek();
goToTimeInAddress();
window.addEventListener("hashchange", goToTimeInAddress);
