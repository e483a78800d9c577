"""The page's files and words, and what it is told about the network, the colors, the scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from network.digits.drawn_digits import drawn_digit, stroke_path
from network.digits.image_format import image_format_of
from network.paths import ASSETS
from scenes.catalog import ACTS, CATALOG
from scenes.draw.readings import CANVAS_SIDE, PEN_WIDTH, strongest_connections
from scenes.render.timetable import read_timetable
from scenes.stage import theme
from scenes.subject.aspects import SQUARE, TALL, WIDE
from scenes.subject.languages import N_
from scenes.subject.words import _, language

if TYPE_CHECKING:
    from network.mlp import MLP
    from scenes.stage.theme import Palette


WORDS = (
    N_("The server does not answer. Is `neuroscenes draw` still running?"),
    N_("The server answered {status}."),
    N_("{title}, with your {digit}"),
    N_("Progress of {clip}"),
    N_("Cancel"),
    N_("The server was stopped before it was finished."),
    N_("Play with sound"),
    N_("Download the clip (mp4)"),
    N_("Captions (vtt)"),
    N_("Your drawing (png)"),
    N_("Waiting for its turn."),
    N_("It could not be filmed: {reason}"),
    N_("Cancelled."),
    N_("Filmed in {seconds} s."),
    N_("Setting the stage …"),
    N_("{share} %, about {seconds} s left"),
    N_("Positive is {positive}, negative is {negative}; the brighter, the larger."),
    N_("your pixels"),
    N_("activations before"),
    N_("sum of {count} products"),
    N_("bias"),
    N_("sum plus bias"),
    N_("{activation} of it: its activation"),
    N_("row {row}, column {column}"),
    N_("neuron {number} before"),
    N_("{place}: weight {weight} × {input} = {product}"),
    N_("a network of {sizes} neurons, {count} parameters"),
    N_("{side} × {side} pixels"),
    N_("Draw our {digit}"),
    N_("Your digit as the network gets it"),
    N_("No digit yet"),
    N_("Draw a digit first: then a neuron shows what it does with it."),
    N_("Every number here will be computed from your drawing."),
    N_("It reads a {answer} (output {output})"),
    N_("It reads a {answer} (output {output}; next {second} with {other})"),
    N_("output for {digit}"),
    N_("hidden layer {layer}, neuron {neuron} of {count}"),
    N_("{name}, activation {value}"),
)

FOLDER = ASSETS / "draw"


CLIP_QUALITIES = {"l": N_("480p, quick"), "m": N_("720p"), "h": N_("1080p, slow")}
"""What the page offers; larger ones are rendered by the command line."""
CLIP_ASPECTS = {
    WIDE: N_("16:9, wide"),
    TALL: N_("9:16, for phones"),
    SQUARE: N_("1:1, square"),
}
SAMPLE_SIDE = 0.72
"""Of a sample's box, as a share of the canvas."""


def description(model: MLP, palette: Palette) -> dict[str, Any]:
    """The network, how to draw for it, and what can be filmed, in the language in force."""
    spoken = language()
    return {
        "canvas": {"side": CANVAS_SIDE, "pen": PEN_WIDTH},
        "grid": image_format_of(model.layer_sizes[0]).side,
        "layer_sizes": list(model.layer_sizes),
        "activations": list(model.activations),
        "labels": list(model.labels),
        "parameters": model.parameter_count,
        "shown_parameters": spoken.number(f"{model.parameter_count:,}"),
        "light": [strongest_connections(layer.weights) for layer in model.layers],
        "colors": page_colors(palette),
        "signs": [_(palette.positive_name), _(palette.negative_name)],
        "scenes": listed_scenes(),
        "captions": {"srclang": spoken.code, "label": spoken.name},
        "qualities": [{"letter": q, "text": _(text)} for q, text in CLIP_QUALITIES.items()],
        "aspects": [{"name": name, "text": _(text)} for name, text in CLIP_ASPECTS.items()],
    }


def page_colors(palette: Palette) -> dict[str, str]:
    """The film's colors, by the names that the style sheet calls them."""
    return {
        "stage": theme.BACKGROUND,
        "panel": theme.PANEL,
        "text": theme.TEXT,
        "secondary": theme.SECONDARY,
        "rule": theme.RULE,
        "positive": palette.positive,
        "negative": palette.negative,
        "signal": palette.signal,
        "bias": palette.bias,
        "activation": palette.activation,
    }


def listed_scenes() -> list[dict[str, Any]]:
    """The scenes in viewing order, with their lengths where they have been noted."""
    times = read_timetable()
    return [
        {
            "name": scene.name,
            "act": scene.act,
            "act_title": _(ACTS[scene.act]),
            "title": scene.title_about(None),
            "seconds": times[scene.name].seconds if scene.name in times else None,
        }
        for scene in CATALOG
    ]


def sample_strokes(label: int) -> list[list[list[float]]]:
    """One of the project's own digits as strokes on the canvas: a list of points each.

    Raises
    ------
    OptionError
        When there is no such digit.
    """
    side = SAMPLE_SIDE * CANVAS_SIDE
    margin = (CANVAS_SIDE - side) / 2
    strokes = drawn_digit(label).strokes
    return [(stroke_path(stroke, 60) * side + margin).round(1).tolist() for stroke in strokes]
