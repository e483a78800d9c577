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
  if (calm) {
    video.controls = true;
  } else {
    // The poster is the clip's last picture, which shall not flash up before the first.
    video.removeAttribute("poster");
    video.setAttribute("data-autoplay", "");
  }
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
    // R: once more. C: captions off and on. P: stop and go on.
    82: () => { const video = current(); if (video) { video.currentTime = 0; video.play(); } },
    67: () => {
      // A printed page shows the still beside the video, and needs none of its bytes.
if (/print-pdf|view=print/i.test(window.location.search)) {
  for (const video of document.querySelectorAll("video")) video.remove();
}

for (const video of document.querySelectorAll("video")) {
        const [track] = video.textTracks;
        track.mode = track.mode === "showing" ? "hidden" : "showing";
      }
    },
    80: () => { const video = current(); if (video) { video.paused ? video.play() : video.pause(); } },
  },
});
