"""The timetable: how long every scene and its sections last, and what drawing each costs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from network.bounds.json_text import dump_json, read_json
from network.errors import OptionError, RecordError, reading
from network.paths import ASSETS
from scenes.catalog import CATALOG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scenes.render.manim_session import DryRun

TIMETABLE = ASSETS / "catalog.json"


@dataclass(frozen=True)
class SceneTimes:
    """Times of one scene.

    Attributes
    ----------
    seconds
        Length of the scene.
    sections
        `name`, `start_seconds`, `seconds` and `effort` of every section: the effort is the
        processor seconds that drawing it took on the machine that noted it.
    """

    seconds: float
    sections: tuple[Mapping[str, Any], ...]

    @property
    def cost(self) -> float:
        """Processor seconds that drawing the scene took."""
        return float(sum(section["effort"] for section in self.sections))


def times_of(rehearsal: DryRun, render_cost: Sequence[float]) -> SceneTimes:
    """The times that a dry run found, to the millisecond, with what drawing each section costs."""
    sections = tuple(
        {
            "name": section.name,
            "start_seconds": round(section.start_seconds, 3),
            "seconds": round(section.seconds, 3),
            "effort": round(cost, 2),
        }
        for section, cost in zip(rehearsal.sections, render_cost, strict=True)
    )
    return SceneTimes(round(rehearsal.seconds, 3), sections)


def read_timetable(path: Path = TIMETABLE) -> dict[str, SceneTimes]:
    """The times of every scene that has been noted, by name.

    Raises
    ------
    RecordError
        When the file holds something else.
    """
    if not path.exists():
        return {}
    fault = "expected the times of scenes: run `neuroscenes list --refresh`"
    with reading(path, RecordError, fault):
        return {
            name: SceneTimes(float(times["seconds"]), tuple(map(_section, times["sections"])))
            for name, times in read_json(path).items()
        }


def _section(noted: Mapping[str, Any]) -> dict[str, Any]:
    numbers = {key: float(noted[key]) for key in ("start_seconds", "seconds", "effort")}
    return {"name": str(noted["name"]), **numbers}


def catalog_times(path: Path = TIMETABLE) -> dict[str, SceneTimes]:
    """The times of every scene of the catalog, by name.

    Raises
    ------
    OptionError
        When one has not been noted.
    """
    noted = read_timetable(path)
    missing = [scene.name for scene in CATALOG if scene.name not in noted]
    if missing:
        raise OptionError(
            f"{path.name}: expected times of every scene, got none of {', '.join(missing)}:"
            " run `neuroscenes list --refresh`"
        )
    return {scene.name: noted[scene.name] for scene in CATALOG}


def write_timetable(
    found: Iterable[tuple[DryRun, Sequence[float]]], path: Path = TIMETABLE
) -> None:
    """Write the times of dry runs with the default settings, and the cost of their sections."""
    noted = {
        rehearsal.scene: asdict(times_of(rehearsal, render_cost))
        for rehearsal, render_cost in found
    }
    path.write_text(dump_json(noted, indent=1) + "\n", encoding="utf-8")
