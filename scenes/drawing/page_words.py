"""Words that the page's scripts show, for the catalogs; a test compares them with the scripts."""

from __future__ import annotations

import json

from scenes.languages import marked
from scenes.words import _, language

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
