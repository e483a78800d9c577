"""Notes for teachers about act 2: neurons and layers."""

from __future__ import annotations

from scenes.editions.teaching.notes import COUNTING, SIGNED, Misconception, TeachersNotes
from scenes.subject.languages import N_

NOTES: dict[str, TeachersNotes] = {
    "ANeuronHoldsANumber": TeachersNotes(
        level=COUNTING,
        prerequisites=N_("Decimals between 0 and 1; that a picture is made of pixels."),
        misconceptions=(
            Misconception(
                N_("A neuron is a small machine or a switch."),
                N_(
                    "Here it is a place that holds one number. A switch knows on and off; this"
                    " number knows everything in between."
                ),
            ),
            Misconception(
                N_("A high activation means: right."),
                N_(
                    "It means that this number is large. What that says depends on the neuron; in"
                    " the first layer it says: bright."
                ),
            ),
        ),
        questions=(
            N_(
                "What would have to change for pictures in color? How many numbers does a pixel"
                " need then?"
            ),
            N_("Image files count brightness from 0 to 255. What speaks for 0 to 1 instead?"),
        ),
    ),
    "PixelsBecomeNeurons": TeachersNotes(
        level=COUNTING,
        prerequisites=N_("That a neuron holds a number; rows and columns of a table."),
        misconceptions=(
            Misconception(
                N_("The network sees the picture as we do, with above, below and beside."),
                N_(
                    "It gets a list of numbers. That two pixels were neighbors stands nowhere in"
                    " it: another order would do as well, if it is the same for all pictures."
                ),
            ),
            Misconception(
                N_("The input layer already computes something."),
                N_("It only holds the pixels. Computing begins in the layer behind it."),
            ),
        ),
        questions=(
            N_(
                "Shuffle the pixels of all pictures in the same way. Can you still read them? Could"
                " a network that is trained with them?"
            ),
            N_("How large would the input layer be for a photo from a telephone?"),
        ),
    ),
    "TheOutputLayer": TeachersNotes(
        level=COUNTING,
        prerequisites=N_("That a neuron holds a number, its activation."),
        misconceptions=(
            Misconception(
                N_("An output of 0.8 means: right with a probability of 80 percent."),
                N_(
                    "Nothing makes outputs probabilities, not even where they add up to 1. How"
                    " often an output of 0.8 is right would have to be measured."
                ),
            ),
            Misconception(
                N_("A network that doesn't know says so."),
                N_(
                    "One output is always the largest, so there is always an answer, even for a"
                    ' picture of nothing. "I don\'t know" has to be built in.'
                ),
            ),
        ),
        questions=(
            N_("From which output on would you trust the answer: in a game, and at a bank?"),
            N_("What might this network answer to the letter A, and why?"),
        ),
    ),
    "HiddenLayers": TeachersNotes(
        level=COUNTING,
        prerequisites=N_("Input layer and output layer."),
        misconceptions=(
            Misconception(
                N_("Hidden layers are secret: nobody can look at them."),
                N_("Hidden only means: neither input nor output. All their numbers can be read."),
            ),
            Misconception(
                N_("There is a formula for the right number of layers and neurons."),
                N_(
                    "There is none. One tries, and measures with pictures that were not trained"
                    " with, as a later scene does."
                ),
            ),
        ),
        questions=(
            N_(
                "What could go wrong with a hidden layer of a single neuron, and what with one of a"
                " million?"
            ),
            N_(
                "Which of the other shapes would you try first? How would you find out if it is"
                " better?"
            ),
        ),
    ),
    "ForwardPass": TeachersNotes(
        level=SIGNED,
        prerequisites=N_("Layers and activations; that a connection has a strength, its weight."),
        misconceptions=(
            Misconception(
                N_("The signal chooses a way through the network."),
                N_(
                    "All connections take part in every run. What looks like a way are the largest"
                    " products of weight and activation."
                ),
            ),
            Misconception(
                N_("For another picture the network changes its connections."),
                N_(
                    "The weights are the same in every run of the scene. Other pixels are bright,"
                    " so other connections carry much."
                ),
            ),
        ),
        questions=(
            N_("Which connections cannot matter for this picture? How do you know?"),
            N_("Does the network think longer about a picture that is hard to read?"),
        ),
    ),
}
