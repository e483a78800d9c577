// The platform that the page runs in, by the standard SCORM 1.2; where there is none, all calls do nothing.
"use strict";

const FARTHEST = 500; // windows to look through: the standard says 500 levels at most

// Seconds as the standard writes a span of time: HHHH:MM:SS.SS.
function timespan(seconds) {
  const hundredths = Math.min(Math.round(seconds * 100), 9999 * 360000);
  const two = (number) => String(number).padStart(2, "0");
  const whole = Math.floor(hundredths / 100);
  const hours = String(Math.floor(whole / 3600)).padStart(4, "0");
  return `${hours}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${two(hundredths % 100)}`;
}

// The time of day as the standard writes it: HH:MM:SS.
const timeOfDay = (date) => date.toTimeString().slice(0, 8);

class Platform {
  // `refused(reason)` hears of what the platform does not take.
  constructor(refused) {
    this.api = Platform.find();
    this.refused = refused;
    this.isOpen = false;
    this.started = Date.now();
  }

  // The object that a platform puts into a window above this page, or above the window that opened it.
  static find() {
    const above = (from) => {
      let place = from;
      for (let level = 0; place && level < FARTHEST; level += 1) {
        try {
          if (place.API) return place.API;
        } catch {
          return null; // a window of another host
        }
        if (place.parent === place) return null;
        place = place.parent;
      }
      return null;
    };
    let opener = null;
    try {
      opener = window.top.opener;
    } catch {
      opener = window.opener;
    }
    return above(window) ?? (opener ? above(opener) : null);
  }

  // Whether the platform records from now on.
  open() {
    if (!this.api) return false;
    this.isOpen = String(this.api.LMSInitialize("")) === "true";
    return this.isOpen;
  }

  get(element) {
    if (!this.isOpen) return "";
    const value = String(this.api.LMSGetValue(element) ?? "");
    return this.error() === "0" ? value : "";
  }

  // Set a value; what a platform need not know is left out in silence where it does not.
  set(element, value, { optional = false } = {}) {
    if (!this.isOpen) return false;
    const taken = String(this.api.LMSSetValue(element, String(value))) === "true";
    if (!taken && !optional) this.refused(`${element}: ${this.api.LMSGetErrorString(this.error()) || this.error()}`);
    return taken;
  }

  commit() {
    if (this.isOpen && String(this.api.LMSCommit("")) !== "true") this.refused("LMSCommit");
  }

  get seconds() {
    return (Date.now() - this.started) / 1000;
  }

  // Say how long it took so far, and whether the learner comes back to it.
  tellTime(isFinished) {
    this.set("cmi.core.session_time", timespan(this.seconds));
    this.set("cmi.core.exit", isFinished ? "" : "suspend");
  }

  // End the visit; nothing is recorded after that. What matters was told before: a page that is
  // closed may be cut short.
  close(isFinished) {
    if (!this.isOpen) return;
    this.tellTime(isFinished);
    this.commit();
    this.api.LMSFinish("");
    this.isOpen = false;
  }

  error() {
    return String(this.api.LMSGetLastError());
  }
}
