"""The page's own files and words."""

from __future__ import annotations

import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from network.paths import ASSETS
from scenes.subject.languages import N_
from scenes.subject.words import _, language

WORDS = (
    N_("The server does not answer. Is `neuroscenes draw` still running?"),
    N_("The server answered {status}."),
    N_("{title}, with your {digit}"),
    N_("Progress of {clip}"),
    N_("Cancel"),
    N_("The server was stopped before it was finished."),
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


def catalog_script() -> str:
    """The script that tells the page its words in the language in force."""
    words = json.dumps({word: _(word) for word in WORDS}, ensure_ascii=False, indent=1)
    mark = json.dumps(language().decimal_mark)
    return f"export const decimalMark = {mark};\nexport const words = {words};\n"


FOLDER = ASSETS / "draw"
MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
CATALOG = "catalog.js"
"""Name of the script that holds the page's words."""


def page_files(folder: Path = FOLDER) -> dict[str, tuple[bytes, str]]:
    """Content and type of every file of the page, by its name, in the language in force."""
    files = {
        path.name: (
            _filled(path) if path.suffix == ".html" else path.read_bytes(),
            MEDIA_TYPES[path.suffix],
        )
        for path in sorted(folder.iterdir())
        if path.suffix in MEDIA_TYPES
    }
    files[CATALOG] = (catalog_script().encode(), MEDIA_TYPES[".js"])
    return files


def _filled(template: Path) -> bytes:
    environment = Environment(
        loader=FileSystemLoader(template.parent), autoescape=True, undefined=StrictUndefined
    )
    shown = environment.get_template(template.name).render(_=_, language=language().code)
    return shown.encode()
