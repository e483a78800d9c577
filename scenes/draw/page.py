"""The page's own files and words."""

from __future__ import annotations

import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from network.paths import ASSETS
from scenes.subject.languages import marked
from scenes.subject.words import _, language

WORDS = (
    marked("The server does not answer. Is `neuroscenes draw` still running?"),
    marked("The server answered {status}."),
    marked("{title}, with your {digit}"),
    marked("Progress of {clip}"),
    marked("Cancel"),
    marked("The server was stopped before it was finished."),
    marked("Download the clip (mp4)"),
    marked("Captions (vtt)"),
    marked("Your drawing (png)"),
    marked("Waiting for its turn."),
    marked("It could not be filmed: {reason}"),
    marked("Cancelled."),
    marked("Filmed in {seconds} s."),
    marked("Setting the stage …"),
    marked("{share} %, about {seconds} s left"),
    marked("Positive is {positive}, negative is {negative}; the brighter, the larger."),
    marked("your pixels"),
    marked("activations before"),
    marked("sum of {count} products"),
    marked("bias"),
    marked("sum plus bias"),
    marked("{activation} of it: its activation"),
    marked("row {row}, column {column}"),
    marked("neuron {number} before"),
    marked("{place}: weight {weight} × {input} = {product}"),
    marked("a network of {sizes} neurons, {count} parameters"),
    marked("{side} × {side} pixels"),
    marked("Draw our {digit}"),
    marked("Your digit as the network gets it"),
    marked("No digit yet"),
    marked("Draw a digit first: then a neuron shows what it does with it."),
    marked("Every number here will be computed from your drawing."),
    marked("It reads a {answer} (output {output})"),
    marked("It reads a {answer} (output {output}; next {second} with {other})"),
    marked("output for {digit}"),
    marked("hidden layer {layer}, neuron {neuron} of {count}"),
    marked("{name}, activation {value}"),
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
