"""The pages of the site: clips with embed codes, the film with its chapters, a search."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from network.atomic_write import atomic_folder, atomic_write_text, link_or_copy
from network.bounds.json_text import dump_json
from network.errors import VideoError, reading
from network.paths import ASSETS
from scenes.catalog import ACTS, FILM, act_name, entry
from scenes.editions.clips.entries import TITLE_MARK
from scenes.editions.clips.posters import telling_section
from scenes.editions.clips.sections import record_in
from scenes.editions.film import POSTER_SCENE, film_files
from scenes.editions.site.clip_list import search_index, write_clip_list
from scenes.editions.site.embed_codes import caption_address, oembed, shown_clip
from scenes.editions.site.former_site import former_site, in_film_order
from scenes.editions.teaching.words import teachers_notes
from scenes.media.captions import Cue, clock, placed, read_vtt, to_vtt
from scenes.media.encoding import share_video
from scenes.media.joining import video_seconds
from scenes.media.sound_streams import has_sound
from scenes.playground.pages import FOLDER as PLAYGROUND
from scenes.playground.pages import PAGES, pages_for
from scenes.playground.writing import surroundings_of, write_playground
from scenes.render.outputs import checksums, read_record
from scenes.stage.layout import caption_share
from scenes.subject.settings import using
from scenes.subject.words import _, language, plural, section_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from scenes.editions.clips.publication import Publication
    from scenes.editions.site.former_site import FormerSite
    from scenes.render.outputs import RenderedScene
    from scenes.subject.render_options import RenderOptions


TEMPLATES = ASSETS / "site"


def page(template: str, **shown: Any) -> str:
    """A page."""
    spoken = language()
    return (
        _environment()
        .get_template(template)
        .render(language=spoken.code, language_name=spoken.name, **shown)
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        _=_, plural=plural, clock=clock, section_title=section_title, caption_share=caption_share
    )
    return environment


LOOK = ("page.css", "clip.css", "page.js", "player.css", "player.js", "icon.svg")


@dataclass(frozen=True)
class WrittenSite:
    """A site, and what became of what it held before.

    Attributes
    ----------
    entries
        All clips that it lists now, in the order of the film.
    kept
        Names of scenes that were published before, and not now.
    incomplete
        Names of scenes that are no longer listed: files of theirs are missing.
    pruned_scenes, pruned
        Names of scenes that are gone, and all files that are, seen from the folder of the site.
    """

    index: Path
    entries: tuple[dict[str, Any], ...]
    kept: tuple[str, ...]
    incomplete: tuple[str, ...]
    pruned_scenes: tuple[str, ...]
    pruned: tuple[str, ...]


def write_site(
    scenes: Mapping[str, RenderedScene],
    entries: Sequence[dict[str, Any]],
    publication: Publication,
) -> WrittenSite:
    """Write the pages anew; those before stay until all of these are there.

    What was published before is kept, so that what is embedded elsewhere stays where it is. With
    `publication.prune` only what is given is kept, and what others put into the folder.

    Raises
    ------
    RecordError
        When the lists of the site before are damaged.
    """
    former = former_site(publication.site)
    others = [each for each in former.entries if each["scene"] not in scenes]
    kept, gone = ([], others) if publication.prune else (others, [])
    listed = in_film_order([*kept, *entries])
    with atomic_folder(publication.site) as folder:
        _copy_media(scenes, entries, publication.clips, folder)
        former.hand_media_over(kept, folder)
        write_clip_list(listed, folder / "clips")
        _write_look(listed, folder / "look")
        parts = [
            _scene_part(name, list(clips), publication, folder)
            for name, clips in groupby(listed, lambda each: each["scene"])
        ]
        _write_scene_pages(parts, publication, folder)
        _write_index(parts, _film(scenes, publication, former, folder), publication, folder)
        play = folder / PLAYGROUND
        write_playground(play, publication.settings, surroundings_of(play))
        pruned = former.hand_over(folder, prune=publication.prune)
    return WrittenSite(
        index=publication.site / "index.html",
        entries=tuple(listed),
        kept=tuple(dict.fromkeys(each["scene"] for each in kept)),
        incomplete=tuple(name for name in former.incomplete if name not in scenes),
        pruned_scenes=tuple(dict.fromkeys(each["scene"] for each in gone)),
        pruned=pruned,
    )


def _copy_media(
    scenes: Mapping[str, RenderedScene],
    entries: Sequence[Mapping[str, Any]],
    clips: Path,
    folder: Path,
) -> None:
    for each in entries:
        for file in each["files"].values():
            (folder / "clips" / file["path"]).parent.mkdir(parents=True, exist_ok=True)
            link_or_copy(clips / file["path"], folder / "clips" / file["path"])
    for name, scene in scenes.items():
        share_video(scene.video, folder / "scenes" / f"{name}.mp4")


@contextmanager
def _speaking(code: str, publication: Publication) -> Iterator[None]:
    """The language of a scene's clips: one that was published before may have another."""
    with using(replace(publication.settings, language=code)):
        yield


def _write_look(entries: Sequence[dict[str, Any]], folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in LOOK:
        shutil.copyfile(TEMPLATES / name, folder / name)
    atomic_write_text(folder / "search-index.js", search_index(entries))


def _write_clip_pages(clips: Sequence[Mapping[str, Any]], base_url: str, folder: Path) -> None:
    root = f"{base_url}clips/" if base_url else "../"
    for clip in clips:
        html = page("clip.html", top="../../", base_url=base_url, root=root, clip=clip)
        atomic_write_text(folder / clip["page"], html)
        answer = dump_json(oembed(clip, base_url), indent=1, ensure_ascii=False)
        atomic_write_text(folder / f"{clip['id']}.oembed.json", answer + "\n")


def _scene_part(
    name: str, entries: Sequence[Mapping[str, Any]], publication: Publication, folder: Path
) -> dict[str, Any]:
    """What the templates need to know of a scene; writes the pages of its clips, too."""
    catalogued = entry(name)
    chapter = catalogued.load()
    first, last = entries[0], entries[-1]
    with _speaking(first["language"], publication):
        clips = [shown_clip(each, folder / "clips", publication.base_url) for each in entries]
        _write_clip_pages(clips, publication.base_url, folder / "clips")
        sections = {clip["section"]: clip for clip in clips}
        posters = {section: folder / clip["poster"] for section, clip in sections.items()}
        poster = sections[telling_section(name, posters)]
        return {
            "name": name,
            "language": first["language"],
            "act": catalogued.act,
            "act_name": act_name(catalogued.act),
            "act_title": _(ACTS[catalogued.act]),
            "title": first["title"].rpartition(TITLE_MARK)[0],
            "summary": _(chapter.summary),
            "concepts": [_(concept) for concept in chapter.concepts],
            "seconds": last["start_seconds"] + last["seconds"],
            "width": first["width"],
            "height": first["height"],
            "burnt_captions": first["burnt_captions"],
            "sound": first["sound"],
            "poster_size": (poster["files"]["png"]["width"], poster["files"]["png"]["height"]),
            "video": f"scenes/{name}.mp4",
            "poster": poster["poster"],
            "poster_png": f"clips/{poster['poster_png']}",
            "alt": poster["alt"],
            "captions": caption_address(to_vtt(_cues_of(clips))),
            "clips": clips,
            "for_teachers": teachers_notes(name),
            "playground": _playground_pages(name),
        }


def _playground_pages(scene: str | None = None) -> list[dict[str, str]]:
    """Pages of the playground for a scene, or all."""
    return [
        {
            "place": f"{PLAYGROUND}/{page.file}",
            "title": _(page.title),
            "question": _(page.question),
        }
        for page in (PAGES.values() if scene is None else pages_for(scene))
    ]


def _cues_of(clips: Sequence[Mapping[str, Any]]) -> list[Cue]:
    """What is said in a scene, from what is said in its clips."""
    return [
        cue
        for clip in clips
        for cue in placed(
            clip["cues"], clip["start_seconds"], clip["start_seconds"] + clip["seconds"]
        )
    ]


def _write_scene_pages(
    parts: Sequence[Mapping[str, Any]], publication: Publication, folder: Path
) -> None:
    befores, nexts = [None, *parts[:-1]], [*parts[1:], None]
    for before, part, after in zip(befores, parts, nexts, strict=True):
        with _speaking(part["language"], publication):
            html = page(
                "scene.html",
                top="../",
                base_url=publication.base_url,
                scene=part,
                previous=before,
                next=after,
            )
        atomic_write_text(folder / "scenes" / f"{part['name']}.html", html)


def _write_index(
    parts: Sequence[Mapping[str, Any]],
    film: Mapping[str, Any] | None,
    publication: Publication,
    folder: Path,
) -> None:
    acts = [
        {"number": act, "name": act_name(act), "title": _(ACTS[act]), "scenes": list(found)}
        for act, found in groupby(parts, lambda part: part["act"])
    ]
    html = page(
        "index.html",
        top="",
        base_url=publication.base_url,
        hero=_hero(parts, film),
        acts=acts,
        scenes=parts,
        clip_count=sum(len(part["clips"]) for part in parts),
        playground=_playground_pages(),
    )
    atomic_write_text(folder / "index.html", html)


def _hero(parts: Sequence[Mapping[str, Any]], film: Mapping[str, Any] | None) -> dict[str, Any]:
    """What plays at the top: the film, or the scene that stands for it."""
    chosen = next((part for part in parts if part["name"] == POSTER_SCENE), parts[0])
    return {
        **chosen,
        "scene": chosen["name"],
        "files": [{"path": chosen["video"], "type": "video/mp4"}],
        "chapters": [],
        "chapter_track": "",
        **(film or {}),
    }


FILM_VIDEO, FILM_CAPTIONS, FILM_CHAPTERS = f"{FILM}.mp4", f"{FILM}.vtt", f"{FILM}.chapters.vtt"
"""The film in a site."""


def _film(
    scenes: Mapping[str, RenderedScene], publication: Publication, former: FormerSite, folder: Path
) -> dict[str, Any] | None:
    """What the film adds to the hero; None if there is none of these scenes.

    The film of an earlier run is shown as long as scenes of that run are.
    """
    film = film_with(publication.options, record_in(next(iter(scenes.values()))))
    if film is not None:
        share_video(film.video, folder / FILM_VIDEO)
        shutil.copyfile(film.subtitles_vtt, folder / FILM_CAPTIONS)
        atomic_write_text(folder / FILM_CHAPTERS, chapter_cues(film))
    elif (
        publication.prune
        or not former.has_others_than(scenes)
        or not former.hand_files_over((FILM_VIDEO, FILM_CAPTIONS, FILM_CHAPTERS), folder)
    ):
        return None
    fault = "can't be read: make it anew with `neuroscenes film`"
    with reading(publication.site / FILM_VIDEO, VideoError, fault):
        chapters = (folder / FILM_CHAPTERS).read_text(encoding="utf-8")
        return {
            "title": "Neuroscenes",
            "seconds": round(float(video_seconds(folder / FILM_VIDEO)), 3),
            "files": [{"path": FILM_VIDEO, "type": "video/mp4"}],
            "sound": has_sound(folder / FILM_VIDEO),
            "captions": caption_address((folder / FILM_CAPTIONS).read_text(encoding="utf-8")),
            "chapters": read_vtt(chapters),
            "chapter_track": caption_address(chapters),
        }


SAME = ("options", "model", "inputs", "versions")
"""Equal in the film's record and in those of its scenes."""


def film_with(options: RenderOptions, record: Mapping[str, Any]) -> RenderedScene | None:
    """The film, if it stands there and was made as the scene of this record was."""
    film = film_files(options)
    if not all(path.exists() for path in vars(film).values()):
        return None
    noted = read_record(film.record)
    if noted is None or noted.get("files") != checksums(film):
        return None
    is_same = all(noted.get(name) == record[name] for name in SAME)
    return film if is_same and noted.get("chapters") else None


def chapter_cues(film: RenderedScene) -> str:
    """The chapters as WebVTT, for players that have a menu of them."""
    return to_vtt(
        Cue(
            chapter["start_seconds"],
            chapter["start_seconds"] + chapter["seconds"],
            chapter["title"],
        )
        for chapter in record_in(film)["chapters"]
    )
