// The film with its chapters, where it has been made; else how to make it.

const byId = (id) => document.getElementById(id);

function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function show(film) {
  const video = byId("film");
  const captions = document.createElement("track");
  Object.assign(captions, { kind: "captions", src: film.files["captions.vtt"], default: !film.burn_captions });
  Object.assign(captions, film.captions);
  video.append(captions);
  Object.assign(video, { poster: film.files["poster.png"], src: film.files.film });
  for (const { title, start_seconds: start } of film.chapters) {
    const link = document.createElement("a");
    const time = document.createElement("time");
    time.textContent = clock(start);
    link.href = `${film.files.film}#t=${start.toFixed(3)}`;
    link.append(time, title);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      video.currentTime = start;
      video.play();
      video.focus();
    });
    const item = document.createElement("li");
    item.append(link);
    byId("chapters").append(item);
  }
}

try {
  const answer = await fetch("/api/film").catch(() => null);
  if (!answer?.ok) throw new Error(byId("notice").dataset.silent);
  const film = await answer.json();
  byId("command").textContent = film.command;
  if (film.files) show(film);
  byId(film.files ? "made" : "missing").hidden = false;
  document.documentElement.dataset.ready = "";
} catch (error) {
  byId("notice").textContent = error.message;
  byId("notice").hidden = false;
}
