"""Questions about act 1: what the task is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from network.analysis.what_if import connections_into_one, counted_share, share_of
from scenes.editions.courses.question import chosen, count, percent, typed
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.editions.courses.question import Maker, Question, Told


def common_pixels(told: Told) -> Question | None:
    """Which share of the lit pixels all hands light."""
    lit = dict(told.of_each("measurement.first", "in_any"))
    common = dict(told.of_each("measurement.first", "common_to_all"))
    if not lit or max(lit) not in common:
        return None
    whole, part = int(lit[max(lit)]), int(common[max(lit)])
    if whole == 0:
        return None
    outcome = share_of(part, whole, told.subject.model.layer_sizes[0])
    return chosen(
        "common-pixels",
        "laid-over-one-another",
        _(
            "Together the pictures light {whole} pixels; all of them light the same {part}. Which"
            " share of the lit pixels do they have in common?"
        ).format(whole=count(whole), part=count(part)),
        _("{part} of {whole} are {share}. The rest is dark in at least one of them.").format(
            part=count(part), whole=count(whole), share=percent(outcome.right)
        ),
        outcome,
        percent,
    )


def misread_images(told: Told) -> Question | None:
    """How many images the program misreads."""
    share = told.value("measurement.naive_program.by_program.accuracy")
    images = told.value("measurement.naive_program.by_program.images")
    if share is None or images is None:
        return None
    wrong = counted_share(1 - share, int(images))
    return typed(
        "misread-images",
        "how-good-is-it",
        _(
            "The program reads {share} of {images} test images right. How many does it misread?"
        ).format(share=percent(share, 1), images=count(images)),
        _("{wrong}: that is what is left of {images}.").format(
            wrong=count(wrong), images=count(images)
        ),
        wrong,
        max(1.0, 0.0006 * images),
    )


def connections_of_one(told: Told) -> Question | None:
    """How many connections lead into one neuron."""
    before, after = told.subject.model.layer_sizes[:2]
    return chosen(
        "connections-of-one",
        "its-outline",
        _(
            "The first layer has {before} neurons, one a pixel; the next one has {after}. Each is"
            " joined to each. How many connections lead into a single neuron of the second layer?"
        ).format(before=count(before), after=count(after)),
        _("One from each neuron before it: {before}.").format(before=count(before)),
        connections_into_one(before, after),
        count,
    )


QUESTIONS: dict[str, tuple[Maker, ...]] = {
    "ThisIsAThree": (common_pixels,),
    "WriteAProgram": (misread_images,),
    "PlainVanilla": (connections_of_one,),
}
