"""Notes for teachers about act 3: why layers."""

from __future__ import annotations

from scenes.editions.teaching.notes import COUNTING, SIGNED, Misconception, TeachersNotes
from scenes.subject.languages import N_

NOTES: dict[str, TeachersNotes] = {
    "TheHopeForLayers": TeachersNotes(
        level=COUNTING,
        prerequisites=N_("That there are hidden layers; what they do is still open."),
        misconceptions=(
            Misconception(
                N_("Neurons of a trained network stand for loops, lines and edges."),
                N_(
                    "That is a hope, and the scene says so. “Looking inside” puts it to the test,"
                    " with mixed results."
                ),
            ),
            Misconception(
                N_("People tell hidden layers what to look for."),
                N_(
                    "In training only pictures and right answers are given. What a hidden neuron"
                    " responds to is whatever lowered the errors."
                ),
            ),
        ),
        questions=(
            N_(
                "Into which parts would you take apart the letters E, F and H? Which parts do they"
                " share?"
            ),
            N_("How could one test whether a neuron really stands for a loop?"),
        ),
    ),
    "LayersOfAbstraction": TeachersNotes(
        level=SIGNED,
        prerequisites=N_("Multiplying and adding small whole numbers, negative ones too."),
        misconceptions=(
            Misconception(
                N_("The filter knows what an edge is."),
                N_(
                    "Behind its colors stand nine numbers, multiplied by nine pixels and added up."
                    " Where the light is even they cancel out, where it changes they don't: no more"
                    " knowledge is needed."
                ),
            ),
            Misconception(
                N_("The network of this film slides filters over its pictures."),
                N_(
                    "Its layers are fully connected. Sliding filters belong to convolutional"
                    " networks; the idea of levels is the same."
                ),
            ),
        ),
        questions=(
            N_("What does a filter of nine equal positive numbers do to a picture?"),
            N_("Which levels are there in reading a text, or in recognizing a song?"),
        ),
    ),
}
