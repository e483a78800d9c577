// Clips play when their slide comes, and wait on their last picture for the next key.
"use strict";

const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

// A printed page shows the still beside the video, and needs none of its bytes.
if (/print-pdf|view=print/i.test(window.location.search)) {
  for (const video of document.querySelectorAll("video")) video.remove();
}

for (const video of document.querySelectorAll("video")) {
  // A <track> that is a file may not be read from a file: the cues stand in the page instead.
  const track = video.addTextTrack("captions", "Captions", document.documentElement.lang);
  for (const [start, end, text] of JSON.parse(video.dataset.cues)) {
    track.addCue(new VTTCue(start, end, text));
  }
  // What the pictures have already is shown when asked for, with C.
  track.mode = "burnt" in video.dataset ? "hidden" : "showing";
  // The poster is the clip's last picture, which shall not flash up before the first.
  if (calm) video.controls = true;
  else video.removeAttribute("poster");
}

const hear = document.getElementById("hear");
// The speaker's window shows slides of its own: the room hears one of them.
let isSilent = /receiver/i.test(window.location.search);

// Play a clip from its beginning. Before the first key or click a browser plays only what is not heard.
async function play(video) {
  video.muted = isSilent;
  video.currentTime = 0;
  try {
    await video.play();
  } catch (error) {
    if (error.name !== "NotAllowedError") return; // the next slide came
    video.muted = true;
    if (hear) hear.hidden = false;
    await video.play().catch(() => {});
  }
}

function switchSound() {
  const video = current();
  isSilent = video ? !video.muted : !isSilent;
  if (video) video.muted = isSilent;
  hear.hidden = true;
}

function begin({ currentSlide }) {
  if (hear) hear.hidden = true;
  const video = currentSlide.querySelector("video");
  if (video && !calm) play(video);
}

const current = () => Reveal.getCurrentSlide().querySelector("video");

Reveal.initialize({
  width: Number(document.body.dataset.width),
  height: Number(document.body.dataset.height),
  margin: 0,
  center: false,
  pdfMaxPagesPerSlide: 1,
  maxScale: 4,
  hash: true,
  transition: "none",
  plugins: [RevealNotes],
  keyboard: {
    // R: once more. C: captions off and on. M: sound off and on. P: stop and go on.
    82: () => { const video = current(); if (video) play(video); },
    67: () => {
      for (const { textTracks: [track] } of document.querySelectorAll("video")) {
        track.mode = track.mode === "showing" ? "hidden" : "showing";
      }
    },
    77: () => { if (hear) switchSound(); },
    80: () => { const video = current(); if (video) { video.paused ? video.play() : video.pause(); } },
  },
});
Reveal.on("ready", begin);
Reveal.on("slidechanged", begin);
hear?.addEventListener("click", switchSound);
