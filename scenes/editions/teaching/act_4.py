"""Notes for teachers about act 4: weights, sums, squashing, bias."""

from __future__ import annotations

from scenes.editions.teaching.notes import COUNTING, GRAPHS, SIGNED, Misconception, TeachersNotes
from scenes.subject.languages import N_

NOTES: dict[str, TeachersNotes] = {
    "WeightsOfOneNeuron": TeachersNotes(
        level=SIGNED,
        prerequisites=N_("Numbers above and below zero; that each connection has a weight."),
        misconceptions=(
            Misconception(
                N_("The weights show the digit that the neuron recognizes."),
                N_(
                    "They show what speaks for and what speaks against. Most look like no digit,"
                    " and few neurons stand for a single digit."
                ),
            ),
            Misconception(
                N_("Negative weights are errors, or weak connections."),
                N_(
                    "They say: light here speaks against. A large negative weight is as strong as a"
                    " large positive one."
                ),
            ),
        ),
        questions=(
            N_("Which picture would push this neuron up most? Which one least?"),
            N_("Why may the weights of pixels that are never lit have any value?"),
        ),
    ),
    "TheWeightedSum": TeachersNotes(
        level=SIGNED,
        prerequisites=N_("Multiplying and adding decimals above and below zero."),
        misconceptions=(
            Misconception(
                N_("A pixel with a large weight always matters much."),
                N_(
                    "What counts is weight times activation: on a dark pixel nothing is left of the"
                    " largest weight."
                ),
            ),
            Misconception(
                N_("The few largest products decide."),
                N_(
                    "Each of the others is small, but there are many: added up they can turn the"
                    " sum round."
                ),
            ),
        ),
        questions=(
            N_("Which single pixel would you change to lower the sum most?"),
            N_("What is a bias good for, if it is the same for every picture?"),
        ),
    ),
    "AnEdgeDetector": TeachersNotes(
        level=SIGNED,
        prerequisites=N_("The weighted sum."),
        misconceptions=(
            Misconception(
                N_("A high sum proves that there is a line."),
                N_(
                    "Positive weights alone ask for light: a blob gets the same sum. Only the"
                    " negative surround tells them apart."
                ),
            ),
            Misconception(
                N_("These weights were found by training."),
                N_(
                    "They were chosen by hand, to show what weights can do. Compare them with those"
                    " that training found."
                ),
            ),
        ),
        questions=(
            N_("Draw weights that answer to an upright line. Which pictures fool them?"),
            N_("Why does a picture that is white everywhere get a sum of zero?"),
        ),
    ),
    "SquishingTheNumberLine": TeachersNotes(
        level=GRAPHS,
        prerequisites=N_("The number line, and the graph of a function."),
        misconceptions=(
            Misconception(
                N_("Squishing means rounding to 0 or 1."),
                N_(
                    "What lies in between stays in between, and the order is kept. Only far out do"
                    " differences become tiny."
                ),
            ),
            Misconception(
                N_("The sigmoid makes a probability of a sum."),
                N_(
                    "It makes a number between 0 and 1. Nobody has counted how often anything"
                    " happens."
                ),
            ),
        ),
        questions=(
            N_(
                "Which two are farther apart after squishing: 0 and 1, or 9 and 10? What is lost by"
                " that?"
            ),
            N_("Which other curves could squish the number line? What must they have in common?"),
        ),
    ),
    "Bias": TeachersNotes(
        level=GRAPHS,
        prerequisites=N_("The weighted sum and the function that squishes it."),
        misconceptions=(
            Misconception(
                N_("A bias is a prejudice of the network."),
                N_(
                    "Here it is a number that is added to the sum, and moves the threshold. That"
                    " data can be biased is another matter, with the same word."
                ),
            ),
            Misconception(
                N_("The bias depends on the picture."),
                N_(
                    "It is the neuron's own, and the same for every picture. Only training changes"
                    " it."
                ),
            ),
        ),
        questions=(
            N_(
                "Which thresholds of daily life can be moved? What is the bias of a thermostat, or"
                " of an exam?"
            ),
            N_("Of what use is a neuron with a very low bias? And with a very high one?"),
        ),
    ),
    "CountingParameters": TeachersNotes(
        level=COUNTING,
        prerequisites=N_("Multiplying whole numbers; weights and biases."),
        misconceptions=(
            Misconception(
                N_("A network has as many parameters as neurons."),
                N_(
                    "Nearly all parameters are weights, and there is one for each connection."
                    " Biases are few."
                ),
            ),
            Misconception(
                N_("More parameters means: it knows more."),
                N_(
                    "Parameters are what can be set. Random networks have just as many, and know"
                    " nothing."
                ),
            ),
        ),
        questions=(
            N_("Where do most of them sit? What would you change to have fewer?"),
            N_(
                "How long does it take to write them all down, one a second? And those of a"
                " language model, a hundred billion?"
            ),
        ),
    ),
    "LearningIsFindingThem": TeachersNotes(
        level=COUNTING,
        prerequisites=N_("What the parameters are; shares in percent."),
        misconceptions=(
            Misconception(
                N_("When a network learns, its program is rewritten."),
                N_(
                    "The program stays: the same sums, the same functions. Only the numbers change."
                ),
            ),
            Misconception(
                N_("With enough patience, random turning would do."),
                N_(
                    "There are far more settings than anybody could ever try. Learning needs a"
                    " direction in which to turn each dial."
                ),
            ),
        ),
        questions=(
            N_("Which share would random dials get right if there were only two answers? Why?"),
            N_("How could one find out in which direction to turn a single dial?"),
        ),
    ),
    "LookingInside": TeachersNotes(
        level=SIGNED,
        prerequisites=N_("The weights of a neuron as a picture; the weighted sum."),
        misconceptions=(
            Misconception(
                N_("A network that reads nearly all test pictures right has understood digits."),
                N_(
                    "It answers noise too, as if it were a digit. It found something that works on"
                    " pictures like those of its training."
                ),
            ),
            Misconception(
                N_("Whoever can read all weights can explain every answer."),
                N_(
                    "All weights can be seen, as in this scene. Often they form patterns that have"
                    " no name."
                ),
            ),
        ),
        questions=(
            N_("Which explanation would satisfy you if a network had decided about you?"),
            N_("What should a network answer to noise? How could it be brought to do so?"),
        ),
    ),
}
