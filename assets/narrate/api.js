// What the server is asked, and what an answer that is no answer says.

import { _ } from "./words.js";

async function answered(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error(_("The server does not answer. Is `neuroscenes narrate --record` still running?"));
  }
  if (!response.ok) {
    const said = await response.json().catch(() => ({}));
    throw new Error(said.error ?? _("The server answered {status}.", response));
  }
  return response;
}

export const script = async () => (await answered("/api/script")).json();

const takePath = (line) => `/api/takes/${encodeURIComponent(line)}`;

export const take = async (line) => (await answered(takePath(line))).blob();

export const keep = async (line, recording) =>
  (
    await answered(takePath(line), {
      method: "POST",
      headers: { "content-type": "audio/wav" },
      body: recording,
    })
  ).json();
