// What the server is asked, and what an answer that is no answer says.

import { _ } from "../../parts/words.js";

export class Refusal extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

async function answered(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refusal(0, _("The server does not answer. Is `neuroscenes draw` still running?"));
  }
  if (!response.ok) {
    const said = await response.json().catch(() => ({}));
    throw new Refusal(response.status, said.error ?? _("The server answered {status}.", response));
  }
  return response.json();
}

export const clips = () => answered("/api/clips");

// `wanted`: drawing, scene, quality, aspect, burn_captions.
export const order = (wanted) =>
  answered("/api/clips", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(wanted),
  });

export const cancel = (key) => answered(`/api/clips/${key}`, { method: "DELETE" });

// Calls `hear` with every state of a clip until it ends; `lose` when the server is gone.
export function follow(key, hear, lose) {
  const events = new EventSource(`/api/clips/${key}/events`);
  events.onmessage = (event) => {
    const clip = JSON.parse(event.data);
    if (hasEnded(clip)) events.close();
    hear(clip);
  };
  // The browser connects anew by itself, which helps unless nobody is there who knows the clip.
  events.onerror = async () => {
    try {
      const clip = await answered(`/api/clips/${key}`);
      if (hasEnded(clip)) events.close();
      hear(clip);
    } catch {
      events.close();
      lose();
    }
  };
}

export const hasEnded = (clip) => ["done", "failed", "cancelled"].includes(clip.state);
