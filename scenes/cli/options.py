"""Options that several commands share, and the records that they fill."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from network.errors import OptionError, shown
from network.mlp import NUMERALS
from scenes.media.formats import rendered_kinds
from scenes.stage.theme import PALETTES
from scenes.subject.aspects import ASPECTS, WIDE
from scenes.subject.languages import LANGUAGES, SOURCE
from scenes.subject.render_options import RENDERS, RenderOptions
from scenes.subject.settings import (
    DEFAULT_DIGIT,
    DEFAULT_VOICE,
    EXPECTED,
    INPUTS,
    Settings,
    check_variable,
    names_in,
    naming_variables,
    numbers_in,
    truth_in,
    using,
    variable,
    voice_in,
)

if TYPE_CHECKING:
    from network.analysis.input_meaning import InputCheck

Function = TypeVar("Function", bound=Callable[..., Any])

ANY_PATH = click.Path(path_type=Path)


def reading(read: Callable[[str], Any], expected: str) -> Callable[..., Any]:
    """A callback for an option: what the text holds, or what was expected instead."""

    def callback(context: click.Context, option: click.Parameter, text: str | None) -> Any:
        try:
            return None if text is None else read(text)
        except ValueError:
            raise click.BadParameter(
                f"expected {expected}, got {text!r}", context, option
            ) from None

    return callback


names_of = reading(names_in, "names")


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
    setting_option(
        "model", type=ANY_PATH, help="Your network: safetensors, npz or ONNX [default: ours]."
    ),
    setting_option(
        "activations",
        callback=names_of,
        metavar="NAME,...",
        help="Activations of a model that doesn't say them, one a layer: relu,relu,softmax.",
    ),
    setting_option(
        "labels",
        callback=names_of,
        metavar="NAME,...",
        help="Classes of a model that doesn't say them, one an output: cat,dog.",
    ),
    setting_option(
        "input_range",
        callback=reading(numbers_in, EXPECTED["input_range"]),
        metavar="LOW,HIGH",
        help="Numbers for paper and ink where the model was trained: 0,255 for bytes.",
    ),
    setting_option(
        "input_mean", type=float, help="Mean that was subtracted where the model was trained."
    ),
    setting_option("input_std", type=float, help="Standard deviation that was divided by there."),
    setting_option(
        "input_inverted", is_flag=True, help="The model was trained on dark ink: paper is 1."
    ),
)
mnist_dir_option = setting_option(
    "mnist_dir",
    type=ANY_PATH,
    help="Where the MNIST files lie [default: $MNIST_DIR, else the cache].",
)
palette_option = setting_option(
    "palette",
    type=click.Choice(list(PALETTES)),
    default="classic",
    show_default=True,
    help="Green and red, or blue and orange, for positive and negative.",
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
    setting_option(
        "digit",
        type=int,
        metavar="0..9",
        help=f"A digit drawn for this project [default: {DEFAULT_DIGIT}].",
    ),
    setting_option("image", type=ANY_PATH, help="Your picture of a digit."),
    setting_option("mnist", type=int, metavar="INDEX", help="A test image of MNIST."),
    *model_options,
    palette_option,
    mnist_dir_option,
    language_option,
    aspect_option,
)
_sound_options = (
    setting_option(
        "voice",
        callback=reading(voice_in, EXPECTED["voice"]),
        default=DEFAULT_VOICE,
        show_default=True,
        metavar="default|none|FILE|FOLDER",
        help="Who speaks the captions: a Piper voice (.onnx), or a folder of your recordings.",
    ),
    setting_option(
        "sounds",
        type=click.Choice(["on", "off"]),
        callback=reading(truth_in, EXPECTED["sounds"]),
        default="on",
        show_default=True,
        help="Let values be heard: a tick for every term added, a tone for an activation.",
    ),
)
_render_options = (
    *_sound_options,
    quality_option,
    click.option(
        "--format",
        type=click.Choice(rendered_kinds()),
        default="mp4",
        show_default=True,
        help="Of the files; png is the last frame.",
    ),
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
        # Only what renders has a voice and sounds.
        settings = settings_of(**{name: given.pop(name) for name in names if name in given})
        from scenes.cli.progress import measuring
        from scenes.sound.voices import notes_on_voice
        from scenes.subject.record_progress import report_progress_to
        from scenes.subject.subject import subject

        subject(settings)  # what can't be shown is refused before the work begins
        for note in notes_on_voice(settings):
            click.echo(shown(note), err=True)
        with report_progress_to(measuring), using(settings):
            return function(settings=settings, **given)

    return decorated(_subject_options)(command)  # type: ignore[return-value]


with_sounds = decorated(_sound_options)


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
        for note in _notes_on(settings.model, settings):
            click.echo(shown(note), err=True)
    return settings


def _notes_on(file: Path, settings: Settings) -> Iterator[str]:
    """What a user should know of a model before it is shown."""
    from network.analysis.input_meaning import check_inputs
    from network.digits.image_format import image_format_of
    from network.files.weight_files import read_model_file

    read = read_model_file(
        file, settings.activations, preparation=settings.preparation, labels=settings.labels
    )
    for note in read.notes:
        yield f"{file} {note}"
    outputs = len(read.model.labels)
    try:
        image_format_of(read.model.layer_sizes[0])
        if not read.model.has_named_classes and outputs not in (1, len(NUMERALS)):
            taken = "0, 1, 2 and so on" if outputs < len(NUMERALS) else "digits, the first ten"
            yield (
                f"{file} doesn't say what its {outputs} outputs stand for: they are taken as"
                f" {taken}; --labels names them"
            )
        found = check_inputs(read.model, read.own_preparation)
    except OptionError:
        return  # it doesn't read digits, or nobody said so: the command says what it lacks
    if found.is_suspicious:
        yield (
            f"{file} reads only {found.accuracy:.0%} of this project's digits correctly (guessing:"
            f" {found.chance:.0%}): {_way_out(found)}"
        )


def _way_out(found: InputCheck) -> str:
    if found.better:
        return f"with {found.better.options} it reads {found.better_accuracy:.0%}"
    return (
        "if it was trained on other inputs than 0 for paper to 1 for ink, say so with"
        " --input-range, --input-mean, --input-std, --input-inverted; if its outputs stand in"
        " another order, with --labels; if its layers have other functions, with --activations"
    )
