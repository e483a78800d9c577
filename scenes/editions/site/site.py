"""The pages of the site: clips with embed codes, the film with its chapters, a search."""

from __future__ import annotations

import json
import shutil
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from network.atomic_write import atomic_folder, atomic_write_text, link_or_copy
from network.paths import ASSETS
from scenes.catalog import ACTS, entry
from scenes.editions.clips.sections import record_in
from scenes.editions.film import POSTER_SCENE, film_files
from scenes.editions.site.clip_list import search_index, write_clip_list
from scenes.editions.site.embed_codes import caption_address, oembed, shown_clip
from scenes.media.captions import Cue, clock, to_vtt
from scenes.media.encoding import share_video
from scenes.media.frames import video_size
from scenes.subject.words import _, language, plural, section_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from scenes.editions.clips.publication import Publication
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
    environment.globals.update(_=_, plural=plural, clock=clock, section_title=section_title)
    return environment


LOOK = ("page.css", "clip.css", "page.js", "icon.svg")


def write_site(
    scenes: Mapping[str, RenderedScene],
    entries: Sequence[dict[str, Any]],
    publication: Publication,
) -> Path:
    """Write the page anew; the one before stays until this one is whole.

    Parameters
    ----------
    scenes
        The rendered scenes, in order.
    """
    shown = [shown_clip(each, publication.clips, publication.base_url) for each in entries]
    with atomic_folder(publication.site) as folder:
        _copy_media(scenes, entries, publication, folder)
        write_clip_list(entries, folder / "clips")
        _write_look(entries, folder / "look")
        _write_clip_pages(shown, publication.base_url, folder / "clips")
        parts = [
            _scene_part(name, scene, [clip for clip in shown if clip["scene"] == name])
            for name, scene in scenes.items()
        ]
        _write_scene_pages(parts, publication.base_url, folder / "scenes")
        _write_index(scenes, parts, publication, folder)
    return publication.site / "index.html"


def _copy_media(
    scenes: Mapping[str, RenderedScene],
    entries: Sequence[Mapping[str, Any]],
    publication: Publication,
    folder: Path,
) -> None:
    for each in entries:
        for file in each["files"].values():
            (folder / "clips" / file["path"]).parent.mkdir(parents=True, exist_ok=True)
            link_or_copy(publication.clips / file["path"], folder / "clips" / file["path"])
    for name, scene in scenes.items():
        share_video(scene.video, folder / "scenes" / f"{name}.mp4")


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
        answer = json.dumps(oembed(clip, base_url), indent=1, ensure_ascii=False)
        atomic_write_text(folder / f"{clip['id']}.oembed.json", answer + "\n")


def _scene_part(
    name: str, scene: RenderedScene, clips: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    catalogued = entry(name)
    chapter = catalogued.load()
    width, height = video_size(scene.video)
    poster, record = clips[-1], record_in(scene)
    if name == POSTER_SCENE:  # the answer of the first digit, rather than of the last
        poster = next((clip for clip in clips if clip["stem"].endswith("-the-answer")), poster)
    captions = scene.subtitles_vtt.read_text(encoding="utf-8")
    return {
        "name": name,
        "act": catalogued.act,
        "act_title": _(ACTS[catalogued.act]),
        "title": _(catalogued.title),
        "summary": _(chapter.summary),
        "concepts": [_(concept) for concept in chapter.concepts],
        "seconds": record["seconds"],
        "width": width,
        "height": height,
        "burnt_captions": record["options"]["burn_captions"],
        "poster_size": (poster["files"]["png"]["width"], poster["files"]["png"]["height"]),
        "video": f"scenes/{name}.mp4",
        "poster": poster["poster"],
        "poster_png": f"clips/{poster['poster_png']}",
        "alt": poster["alt"],
        "captions": caption_address(captions),
        "clips": clips,
    }


def _write_scene_pages(parts: Sequence[Mapping[str, Any]], base_url: str, folder: Path) -> None:
    befores, nexts = [None, *parts[:-1]], [*parts[1:], None]
    for before, part, after in zip(befores, parts, nexts, strict=True):
        html = page(
            "scene.html", top="../", base_url=base_url, scene=part, previous=before, next=after
        )
        atomic_write_text(folder / f"{part['name']}.html", html)


def _write_index(
    scenes: Mapping[str, RenderedScene],
    parts: Sequence[Mapping[str, Any]],
    publication: Publication,
    folder: Path,
) -> None:
    acts = [
        {"number": act, "title": _(ACTS[act]), "scenes": list(found)}
        for act, found in groupby(parts, lambda part: part["act"])
    ]
    html = page(
        "index.html",
        top="",
        base_url=publication.base_url,
        hero=_hero(scenes, parts, publication, folder),
        acts=acts,
        scenes=parts,
        clip_count=sum(len(part["clips"]) for part in parts),
    )
    atomic_write_text(folder / "index.html", html)


def _hero(
    scenes: Mapping[str, RenderedScene],
    parts: Sequence[Mapping[str, Any]],
    publication: Publication,
    folder: Path,
) -> dict[str, Any]:
    """What plays at the top: the film, or the scene that stands for it."""
    chosen = next((part for part in parts if part["name"] == POSTER_SCENE), parts[0])
    film = film_with(publication.options, record_in(next(iter(scenes.values()))))
    hero = {
        **chosen,
        "scene": chosen["name"],
        "files": [{"path": chosen["video"], "type": "video/mp4"}],
        "chapters": [],
        "chapter_track": "",
    }
    if film is None:
        return hero
    share_video(film.video, folder / film.video.name)
    return {
        **hero,
        "title": "Neuroscenes",
        "files": [{"path": film.video.name, "type": "video/mp4"}],
        "captions": caption_address(film.subtitles_vtt.read_text(encoding="utf-8")),
        "chapters": chapters_of(film),
        "chapter_track": caption_address(chapter_cues(film)),
    }


SAME = ("options", "model", "inputs", "versions")
"""Equal in the film's record and in those of its scenes."""


def film_with(options: RenderOptions, record: Mapping[str, Any]) -> RenderedScene | None:
    """The film, if it stands there and was made as the scene of this record was."""
    film = film_files(options)
    if not all(path.exists() for path in vars(film).values()):
        return None
    try:
        noted = json.loads(film.record.read_text(encoding="utf-8"))
    except ValueError:
        return None
    is_same = all(noted.get(name) == record[name] for name in SAME)
    return film if is_same and noted.get("chapters") else None


def chapters_of(film: RenderedScene) -> Sequence[Mapping[str, Any]]:
    """Name, title, start and length of every chapter."""
    chapters: Sequence[Mapping[str, Any]] = record_in(film)["chapters"]
    return chapters


def chapter_cues(film: RenderedScene) -> str:
    """The chapters as WebVTT, for players that have a menu of them."""
    return to_vtt(
        Cue(
            chapter["start_seconds"],
            chapter["start_seconds"] + chapter["seconds"],
            chapter["title"],
        )
        for chapter in chapters_of(film)
    )
