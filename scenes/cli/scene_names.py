"""The argument SCENE and `--all`, which several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from network.errors import OptionError
from scenes.catalog import CATALOG, are_all, entry
from scenes.subject.settings import Settings, using

if TYPE_CHECKING:
    from scenes.render.manim_session import DryRun

Function = TypeVar("Function", bound=Callable[..., Any])


def _beginning_with(
    _context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Names to complete in a shell, with the scenes' titles."""
    found = (s for s in CATALOG if s.name.lower().startswith(begun.lower()))
    with using(Settings()):
        return [CompletionItem(scene.name, help=scene.title) for scene in found]


def with_scenes(*, or_all: bool = False) -> Callable[[Function], Function]:
    """Add SCENE... and --all; the command takes what was chosen as one list of `names`.

    `or_all` says that a command means every scene when nothing is typed.
    """

    def decorate(function: Function) -> Function:
        @functools.wraps(function)
        def command(*, scene: tuple[str, ...], every: bool, **given: Any) -> Any:
            chosen = every or (or_all and not scene)
            if chosen == bool(scene):
                name = click.get_current_context().info_name
                raise OptionError(f"{name}: expected names of scenes, or --all")
            names = [each.name for each in CATALOG] if chosen else list(map(_known, scene))
            return function(names=list(dict.fromkeys(names)), **given)

        command = click.option("--all", "every", is_flag=True, help="Every scene.")(command)
        return click.argument(  # type: ignore[return-value]
            "scene", nargs=-1, shell_complete=_beginning_with
        )(command)

    return decorate


def rehearsed(names: Iterable[str], settings: Settings, **how: Any) -> Iterator[DryRun]:
    """Dry runs of scenes, one after another; `how` as in `dry_run`.

    Raises
    ------
    OptionError
        When a scene has nothing to show of the network and is not one of all, which is left out.
    """
    from scenes.render.manim_session import dry_run

    told: set[str] = set()
    refused: dict[str, OptionError] = {}
    for name in names:
        told.add(name)
        try:
            yield dry_run(name, settings, **how)
        except OptionError as error:
            refused[name] = error
    for name, refusal in refused.items():
        if not are_all(told):
            raise refusal
        click.echo(left_out(name, str(refusal)), err=True)


def left_out(name: str, reason: str) -> str:
    """What is said where all scenes are asked for, and one has nothing to show."""
    return f"left out {name}: {reason}"


def _known(name: str) -> str:
    return entry(name).name
