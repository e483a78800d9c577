"""What an earlier run wrote, damaged since: records, timelines, lists of sites, caches."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from network.bounds.sealed_json import sealed
from network.files.default_model import default_model
from network.measurements.provenance import Provenance, provenance_of
from network.measurements.records import RECORDS_DIRECTORY, load_provenance, load_record
from network.measurements.registry import MEASUREMENTS
from network.training.history import EpochRecord, TrainingHistory
from scenes.draw.film import film_status
from scenes.editions.clips.sections import record_in, sections_of
from scenes.editions.site.former_site import former_site
from scenes.media import captions
from scenes.media.captions import Cue
from scenes.render.outputs import (
    SectionRecord,
    Timeline,
    checksums,
    file_checksum,
    files_named,
    is_published,
    write_record,
)
from scenes.render.staging import TIMELINE, Staging
from scenes.render.timetable import TIMETABLE, read_timetable
from scenes.render.workers.jobs import scene_job
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings
from tests.fuzz.cases import Case, FaultError
from tests.fuzz.mutations import changed_bytes, changed_value, json_bytes
from tests.fuzz.targets.reading import read

SCENE = "Bias"


def changed_record(rng: random.Random, content: bytes) -> tuple[bytes, bool]:
    """A record with another value in it, or damaged; and whether its checksum is right again."""
    if rng.random() < 0.4:
        return changed_bytes(rng, content), False
    told = json.loads(content)
    seal = told.pop("sha256", None)
    changed = json_bytes(rng, changed_value(rng, told))
    if seal is None or rng.random() < 0.5:
        return changed, False
    return sealed(changed.decode("utf-8", "replace")).encode(), True


class Measurements:
    """Records of measurements."""

    name, share = "measurement", 5.0

    @cached_property
    def samples(self) -> dict[str, bytes]:
        """The project's own, the smaller ones."""
        found = {path.name: path.read_bytes() for path in sorted(RECORDS_DIRECTORY.glob("*.json"))}
        return {name: content for name, content in found.items() if len(content) < 20_000}

    @cached_property
    def wanted(self) -> dict[str, Provenance]:
        """What each is about."""
        model = default_model()
        return {
            f"{name}.json": provenance_of(measurement, model, is_mnist=True)
            for name, measurement in MEASUREMENTS.items()
        }

    def case(self, rng: random.Random) -> Case:
        """See `tests.fuzz.cases.Target`."""
        name = rng.choice(list(self.samples))
        content, is_sealed = changed_record(rng, self.samples[name])
        return Case(self.name, {name: content}, is_sealed)

    def run(self, case: Case, folder: Path) -> None:
        """See `tests.fuzz.cases.Target`."""
        name = next(iter(case.files))
        read(load_provenance, folder / name)
        found = read(load_record, folder / name, self.wanted[name])
        own = load_record(RECORDS_DIRECTORY / name, self.wanted[name])
        if found is not None and not case.told and repr(found) != repr(own):
            raise FaultError("a changed record is taken for the one that was measured")


class Renders:
    """Rendered scenes with all that stands beside them, sites, and what waits to be joined."""

    name, share = "render", 5.0

    @cached_property
    def samples(self) -> dict[str, bytes]:
        """The files of a scene of a second, of a site, and of what is staged."""
        place = Path.cwd() / "made"
        place.mkdir()
        scene = files_named(SCENE, RenderOptions(output=place, quality="l"))
        with av.open(str(scene.video), "w") as video:
            stream = video.add_stream("libx264", rate=15, options={"preset": "ultrafast"})
            stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
            for shade in range(15):
                picture = np.full((48, 64, 3), 10 * shade, np.uint8)
                video.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
            video.mux(stream.encode(None))
        Image.new("RGB", (64, 48)).save(scene.poster)
        cue = Cue(0.0, 1.0, "A cue.")
        scene.subtitles_srt.write_text(captions.to_srt([cue]))
        scene.subtitles_vtt.write_text(captions.to_vtt([cue]))
        sections = (SectionRecord("first", 0.0, 0.4), SectionRecord("second", 0.4, 0.6))
        record = {
            "scene": SCENE,
            "seconds": 1.0,
            "sections": [asdict(each) for each in sections],
            "options": {"language": "en", "burn_captions": False},
            "model": "a",
            "inputs": "b",
            "versions": {"manim": "0.22"},
            "values": [],
            "chapters": [],
            "files": checksums(scene),
        }
        write_record(scene.record, record)
        timeline = Timeline(1.0, sections, (cue,), ())
        (place / TIMELINE).write_text(sealed(json.dumps(asdict(timeline))))
        entry = {
            "scene": SCENE,
            "number": 1,
            "sound": False,
            "language": "en",
            "files": {"mp4": {"path": f"{SCENE}/01-first.mp4"}},
        }
        listed = {"language": "en", "clips": [entry]}
        (place / "clips.json").write_text(json.dumps(listed))
        noted = {"files": ["index.html"], "clips": file_checksum(place / "clips.json")}
        (place / "published.json").write_text(json.dumps(noted))
        (place / "catalog.json").write_bytes(
            TIMETABLE.read_bytes()[:3000].rpartition(b',\n "')[0] + b"}"
        )
        epochs = (EpochRecord(1, 0.1, 2.5, 0.25, None, 1.5),)
        (place / "history.json").write_text(TrainingHistory(epochs).to_json())
        found = {path.name: path.read_bytes() for path in sorted(place.iterdir())}
        for path in place.iterdir():
            path.unlink()
        place.rmdir()
        return found

    def case(self, rng: random.Random) -> Case:
        """See `tests.fuzz.cases.Target`."""
        name = rng.choice([name for name in self.samples if not name.endswith((".png", ".vtt"))])
        content = self.samples[name]
        is_sealed = False
        if name.endswith(".json"):
            content, is_sealed = changed_record(rng, content)
        else:
            content = changed_bytes(rng, content)
        told = {"name": name, "sealed": is_sealed}
        return Case(self.name, {**self.samples, name: content}, told)

    def run(self, case: Case, folder: Path) -> None:
        """See `tests.fuzz.cases.Target`."""
        options = RenderOptions(output=folder, quality="l")
        scene = files_named(SCENE, options)
        name = case.told["name"]
        is_damaged = case.files[name] != self.samples[name] and not case.told["sealed"]
        is_beside = name in {path.name for path in vars(scene).values()}
        if is_published(scene, {"scene": SCENE}) and is_damaged and is_beside:
            raise FaultError(f"{name} was damaged, and nobody noticed")
        read(record_in, scene)
        read(sections_of, scene)
        read(read_timetable, folder / "catalog.json")
        read(TrainingHistory.from_json, (folder / "history.json").read_text("utf-8", "replace"))
        film_status(folder, Settings())
        self._look_at_site(folder)
        self._look_at_staged(folder, options)

    def _look_at_site(self, folder: Path) -> None:
        site = folder / "site"
        for place in (site / "clips" / SCENE, site / "scenes", folder / "new"):
            place.mkdir(parents=True)
        (folder / "clips.json").rename(site / "clips" / "clips.json")
        (folder / "published.json").rename(site / "published.json")
        (site / "clips" / SCENE / "01-first.mp4").write_bytes(b"a clip")
        (site / "scenes" / f"{SCENE}.mp4").write_bytes(b"a scene")
        found = read(former_site, site)
        if found is not None:
            found.hand_media_over(found.entries, folder / "new")
            found.hand_over(folder / "new", prune=True)

    def _look_at_staged(self, folder: Path, options: RenderOptions) -> None:
        staging = Staging(self._job(options))
        staging.folder = folder / "staged"
        staging.folder.mkdir()
        (folder / TIMELINE).rename(staging.folder / TIMELINE)
        staging.is_whole()
        staging.has(staging.job)

    def _job(self, options: RenderOptions) -> Any:
        if not hasattr(self, "_made"):
            self._made = scene_job(SCENE, Settings(), options)
        return self._made
