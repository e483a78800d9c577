"""Options that several commands share, and the records that they fill."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from network.errors import OptionError
from scenes.media.formats import rendered_kinds
from scenes.stage.theme import PALETTES
from scenes.subject.aspects import ASPECTS, WIDE
from scenes.subject.languages import LANGUAGES, SOURCE
from scenes.subject.render_options import RENDERS, RenderOptions
from scenes.subject.settings import (
    INPUTS,
    Settings,
    check_variable,
    naming_variables,
    using,
    variable,
)

Function = TypeVar("Function", bound=Callable[..., Any])

ANY_PATH = click.Path(path_type=Path)


def names_of(_context: click.Context, _option: click.Parameter, text: str | None) -> Any:
    """The names in a text such as relu,relu,softmax."""
    return None if text is None else tuple(name.strip() for name in text.split(","))


class _SettingOption(click.Option):
    """An option whose variable, where that counts, is checked and named in messages."""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        found = super().process_value(ctx, value)
        if ctx.get_parameter_source(self.name) is ParameterSource.ENVIRONMENT:
            try:
                check_variable(self.name, found)
            except OptionError as error:
                raise click.UsageError(str(error), ctx) from error
        return found


def setting_option(name: str, **attributes: Any) -> Callable[[Function], Function]:
    """An option that fills a field of `Settings`; where it is not typed, its variable counts."""
    option = "--" + name.replace("_", "-")
    return click.option(
        option, cls=_SettingOption, envvar=variable(name), show_envvar=True, **attributes
    )


model_options = (
    setting_option("model", type=ANY_PATH, help="Your network: safetensors, npz or ONNX."),
    setting_option(
        "activations",
        callback=names_of,
        metavar="NAME,...",
        help="Activations of a model that doesn't say them, one a layer: relu,relu,softmax.",
    ),
)
mnist_dir_option = setting_option("mnist_dir", type=ANY_PATH, help="Where the MNIST files lie.")
palette_option = setting_option(
    "palette", type=click.Choice(list(PALETTES)), default="classic", show_default=True
)
language_option = setting_option(
    "language",
    type=click.Choice(list(LANGUAGES)),
    default=SOURCE,
    show_default=True,
    help="Of words and numbers.",
)
aspect_option = setting_option(
    "aspect",
    type=click.Choice(list(ASPECTS)),
    default=WIDE,
    show_default=True,
    help="Of the frame; scenes are laid out anew for it, not cropped.",
)
output_option = click.option(
    "--output", type=ANY_PATH, default=RENDERS, help="Folder for the files [default: renders]."
)
quality_option = click.option(
    "-q",
    "--quality",
    type=click.Choice(["l", "m", "h", "p", "k"]),
    default="h",
    show_default=True,
    help="480p15, 720p30, 1080p60, 1440p60, 2160p60.",
)
burn_captions_option = click.option(
    "--burn-captions",
    is_flag=True,
    help="Draw captions into the frames, for players that show none.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="For programs.")
_subject_options = (
    setting_option("digit", type=int, metavar="0..9", help="A digit drawn for this project."),
    setting_option("image", type=ANY_PATH, help="Your picture of a digit."),
    setting_option("mnist", type=int, metavar="INDEX", help="A test image of MNIST."),
    *model_options,
    palette_option,
    mnist_dir_option,
    language_option,
    aspect_option,
)
_render_options = (
    quality_option,
    click.option("--format", type=click.Choice(rendered_kinds()), default="mp4", show_default=True),
    click.option("--transparent", is_flag=True, help="Leave out the stage; not with mp4."),
    burn_captions_option,
    click.option("--force", is_flag=True, help="Render again what is there already."),
    output_option,
)


def decorated(options: tuple[Callable[..., Any], ...]) -> Callable[[Function], Function]:
    """A decorator that adds the options in their order."""
    return lambda function: functools.reduce(lambda f, add: add(f), reversed(options), function)


def with_settings(function: Function) -> Function:
    """Add the options that say what is shown; the command takes them as one `settings`."""

    @functools.wraps(function)
    def command(**given: Any) -> Any:
        names = Settings.__dataclass_fields__
        settings = settings_of(**{name: given.pop(name) for name in names})
        from scenes.cli.progress import measuring
        from scenes.subject.record_progress import report_progress_to
        from scenes.subject.subject import subject

        subject(settings)  # what can't be shown is refused before the work begins
        with report_progress_to(measuring), using(settings):
            return function(settings=settings, **given)

    return decorated(_subject_options)(command)  # type: ignore[return-value]


def with_render_options(function: Function) -> Function:
    """Add the options that say how to render; the command takes them as one `options`."""

    @functools.wraps(function)
    def command(**given: Any) -> Any:
        names = RenderOptions.__dataclass_fields__
        options = RenderOptions(**{name: given.pop(name) for name in names})
        options.output.mkdir(parents=True, exist_ok=True)  # or refused before the work begins
        return function(options=options, **given)

    return decorated(_render_options)(command)  # type: ignore[return-value]


def settings_of(**chosen: Any) -> Settings:
    """The settings that were typed or stand in the environment; says what it assumes.

    An input that was typed replaces one of the environment, whichever of the three it is.

    Raises
    ------
    NeuroscenesError
        When they make no sense, or the model can't be read.
    """
    source = click.get_current_context().get_parameter_source
    variables = [name for name in chosen if source(name) is ParameterSource.ENVIRONMENT]
    inputs = {name for name in INPUTS if chosen.get(name) is not None}
    if not inputs.issubset(variables):
        chosen.update(dict.fromkeys(inputs.intersection(variables)))
    try:
        settings = Settings(**chosen)
    except OptionError as error:
        raise OptionError(naming_variables(str(error), variables)) from None
    if settings.model is not None:
        from network.files.weight_files import read_model_file

        for note in read_model_file(settings.model, settings.activations).notes:
            click.echo(f"{settings.model} {note}", err=True)
    return settings
