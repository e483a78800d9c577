"""Commands that tell what scenes are made of: `list`, `values`, `sheet`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from network.atomic_write import atomic_write
from network.bounds.json_text import dump_json
from network.errors import OptionError
from scenes.catalog import ACTS, CATALOG, PARTS, act_heading
from scenes.cli.options import (
    json_option,
    language_option,
    output_option,
    quality_option,
    with_settings,
)
from scenes.cli.program import examples
from scenes.cli.progress import steps
from scenes.cli.scene_names import rehearsed, with_scenes
from scenes.render.timetable import catalog_times, write_timetable
from scenes.subject.aspects import ASPECTS
from scenes.subject.ledger import NAME, ShownName
from scenes.subject.settings import Settings, using

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from scenes.render.manim_session import DryRun
    from scenes.subject.ledger import ShownValue


@click.command("list", epilog=examples("neuroscenes list", "neuroscenes list --language de --json"))
@json_option
@click.option("--refresh", is_flag=True, help="Draw all scenes, and note their lengths anew.")
@language_option
def list_command(*, as_json: bool, refresh: bool, language: str) -> None:
    """Scenes in viewing order: name, act, title, seconds, sections.

    The times are those of the default settings; captions that say other values may take longer.
    """
    if refresh:
        from scenes.render.manim_session import dry_run
        from scenes.render.schedule import render_cost

        names = [part.name for part in PARTS]
        found = [dry_run(name, Settings()) for name in steps("rehearsing", names)]
        drawn = zip(steps("drawing", names), found, strict=True)
        costs = [render_cost(rehearsal) for _name, rehearsal in drawn]
        write_timetable(zip(found, costs, strict=True))
    with using(Settings(language=language)):
        _tell(as_json=as_json)


def _tell(*, as_json: bool) -> None:
    timetable = catalog_times()
    if as_json:
        listing = [
            {"name": s.name, "act": s.act, "title": s.title, **asdict(timetable[s.name])}
            for s in CATALOG
        ]
        click.echo(dump_json(listing, indent=1))
        return
    for act in ACTS:
        scenes = [scene for scene in CATALOG if scene.act == act]
        if scenes:
            click.echo(act_heading(act))
        for scene in scenes:
            time = timetable[scene.name]
            click.echo(
                f"  {scene.name:24} {time.seconds:5.1f} s  {len(time.sections):2} sections"
                f"  {scene.title}"
            )


@click.command(
    "values",
    epilog=examples(
        "neuroscenes values TheWeightedSum --digit 7",
        "neuroscenes values --all --json > values.json",
    ),
)
@with_scenes()
@with_settings
@json_option
def values_command(*, names: list[str], settings: Settings, as_json: bool) -> None:
    """Every number the scenes show or sound, at full precision, and where it comes from.

    Numbers that name something (a pixel, a neuron, an image) are listed as names.

    SCENE is a name that `neuroscenes list` shows.
    """
    found = list(rehearsed(names, settings))
    shown = [value for rehearsal in found for value in rehearsal.shown]
    listed = [each for rehearsal in found for each in _by_time(rehearsal)]
    if as_json:
        click.echo(dump_json([each.as_json() for each in listed], indent=1))
        return
    for each in listed:
        place = f"{each.scene}  {each.section:24} {each.seconds:6.2f} s"
        if isinstance(each, ShownName):
            click.echo(f"{place}  {each.text:>12}  {NAME:>24}  {each.words!r}")
        elif each.is_told:
            click.echo(f"{place}  {_told(each):>12}  {each.value!r:>24}  {each.source}")
    others = sum(not value.is_told for value in shown)
    if others:
        click.echo(f"and {others:,} values shown as a fill, a width, a color: {LISTED}")


LISTED = "--json lists them"


def _by_time(rehearsal: DryRun) -> list[ShownValue | ShownName]:
    return sorted([*rehearsal.shown, *rehearsal.ledger.names], key=lambda each: each.seconds)


def _told(value: ShownValue) -> str:
    """What is to be read, or the pitch that is to be heard."""
    return f"{value.heard.pitch:,.0f} Hz" if value.heard else value.text


@click.command(
    "sheet",
    epilog=examples(
        "neuroscenes sheet --all --aspect 9:16",
        "neuroscenes sheet Bias --movements",
    ),
)
@with_scenes()
@with_settings
@quality_option
@click.option("--section", metavar="ID", help="Only the last frame of this section, as it is.")
@click.option("--movements", is_flag=True, help="Frames of every movement, on several pages.")
@click.option("--watch", is_flag=True, help="Draw anew whenever the code changes.")
@output_option
def sheet_command(
    *,
    names: list[str],
    settings: Settings,
    quality: str,
    section: str | None,
    movements: bool,
    watch: bool,
    output: Path,
) -> None:
    """A contact sheet (PNG) of each scene: the last frame of every section.

    SCENE is a name that `neuroscenes list` shows. With --movements, what a viewer could not see,
    read or follow is told as well. With --watch and --section, a changed line of a scene is seen
    in less than a second.
    """

    def draw() -> None:
        if section is not None and not movements:
            for name in names:
                _show_section(name, section, settings, quality, output)
        elif movements:
            for name in steps("rehearsing", names):
                _show_movements(name, section, settings, output)
        else:
            _show_sheets(names, settings, quality, output)

    if not watch:
        draw()
        return
    from scenes.cli.watching import draw_again

    draw_again(draw)


def _show_sheets(names: list[str], settings: Settings, quality: str, output: Path) -> None:
    from scenes.editions.contact_sheet import contact_sheet

    told = steps("rehearsing", names)
    for rehearsal in rehearsed(told, settings, quality=quality, pictures=True):
        _save(contact_sheet(rehearsal), output / f"{rehearsal.scene}.sheet.png")


def _show_section(name: str, section: str, settings: Settings, quality: str, output: Path) -> None:
    from PIL import Image

    from scenes.render.manim_session import observed

    found = observed(name, settings, None, quality=quality, pictures=True, last_beat=section)
    if not found.pictures:
        raise OptionError(f"{name}: {section} is not played with these settings")
    _save(Image.fromarray(found.pictures[-1][1]), output / f"{name}.{section}.png")


def _show_movements(name: str, section: str | None, settings: Settings, output: Path) -> None:
    from scenes.audit.pictures import MovementPictures
    from scenes.editions.movement_sheet import FRAMES, frame_lines, movement_sheets
    from scenes.render.manim_session import dry_run, observed

    watch = MovementPictures(FRAMES, section)
    observed(name, settings, watch, lines=frame_lines(ASPECTS[settings.aspect]), last_beat=section)
    for number, page in enumerate(movement_sheets(watch.movements), 1):
        _save(page, output / f"{name}.movements-{number}.png")
    for fault in dry_run(name, settings, movements=True).faults:
        click.echo(f"{name}, {fault.section}: {fault.kind}: {fault.message}", err=True)


def _save(picture: Image.Image, path: Path) -> None:
    with atomic_write(path) as partial:
        picture.save(partial, format="PNG")
    click.echo(path)
