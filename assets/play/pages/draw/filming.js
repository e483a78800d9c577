// What a server adds to the page: scenes filmed with the drawing.

import { byId, isCalm, notice } from "../../parts/dom.js";
import * as api from "./api.js";
import { Clips, listScenes } from "./films.js";

/** Fill the form, and order what it says; `drawn` gives the drawing. */
export async function offerFilming({ scenes, qualities, aspects, captions }, drawn) {
  const clips = new Clips(byId("clips"), captions, notice);
  listScenes(byId("scenes"), scenes);
  for (const { letter, text } of qualities) byId("quality").add(new Option(text, letter));
  for (const { name, text } of aspects) byId("aspect").add(new Option(text, name));
  addEventListener("read", ({ detail: { trace } }) => {
    byId("film").disabled = !trace;
    byId("film-hint").hidden = Boolean(trace);
  });
  byId("order").addEventListener("submit", async (event) => {
    event.preventDefault();
    notice("");
    const { strokes, smooth = false } = drawn();
    try {
      clips.add(
        await api.order({
          drawing: { strokes, smooth },
          scene: new FormData(byId("order")).get("scene"),
          quality: byId("quality").value,
          aspect: byId("aspect").value,
          burn_captions: byId("burn-captions").checked,
        }),
      );
      byId("clips").scrollIntoView({ behavior: isCalm() ? "auto" : "smooth", block: "nearest" });
    } catch (error) {
      notice(error.message);
    }
  });
  try {
    for (const clip of await api.clips()) clips.add(clip);
  } catch (error) {
    notice(error.message);
  }
}
