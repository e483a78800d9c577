"""What is to be seen in each section, for those who don't see it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.stage.theme import Palette


def alt_text(scene: str, section: str, palette: Palette, *, otherwise: str) -> str:
    """The picture at the end of a section, in a sentence or two.

    Parameters
    ----------
    scene, section
        Which picture; a number at the end of a section's name makes no difference.
    palette
        Whose colors are named.
    otherwise
        What is said of a section that nobody has described yet.
    """
    described = _pictures().get(scene, {}).get(unnumbered(section))
    if described is None:
        return otherwise
    names = {"positive": _(palette.positive_name), "negative": _(palette.negative_name)}
    text = described.format(**names)
    return text[0].upper() + text[1:]


def is_described(scene: str, section: str) -> bool:
    """Whether somebody has described the section."""
    return unnumbered(section) in _pictures().get(scene, {})


def unnumbered(section: str) -> str:
    """The name of a section without the digit, or the place in a row, that it ends with."""
    return re.sub(r",? \d+$", "", section)


def _pictures() -> dict[str, dict[str, str]]:
    return {**_act_1(), **_act_2(), **_act_3(), **_act_4(), **_act_5(), **_act_6()}


def _act_1() -> dict[str, dict[str, str]]:
    return {
        "ThisIsAThree": {
            "a pen writes": _("A digit, drawn with a smooth white pen on a dark square."),
            "the picture": _("A digit in square pixels, in a frame of its own."),
            "sampled": _("The same digit in coarse square pixels."),
            "other hands": _("Four pictures of the same digit side by side, in four hands."),
            "laid over one another": _(
                "The four pictures laid over one another. Few pixels, in yellow, are lit by all;"
                " many more, in grey, by some. Two counts stand beside them."
            ),
            "two by two": _(
                "The first digit beside its overlap with each other hand, in yellow, with the"
                " share of common pixels below each."
            ),
            "other digits": _(
                "Below the overlaps with the other hands, two overlaps with other digits."
            ),
            "the same idea": _(
                "All overlaps again. Frames mark the smallest share among the same digit and the"
                " largest among the others."
            ),
        },
        "WriteAProgram": {
            "numbers in": _(
                "A digit with a small frame on it; beside it, the framed pixels enlarged, each"
                " with its brightness as a number."
            ),
            "one digit out": _(
                "A digit, an arrow into a box that says: a program? Beside it the ten digits."
            ),
            "a first try": _(
                "In the box, the blurred mean picture of each digit, with a distance below each."
                " The nearest is framed in yellow."
            ),
            "how good is it": _("The mean pictures, and on the left the share of right answers."),
            "the box opens": _(
                "In place of the box stands a glowing network; two shares of right answers, by"
                " hand and by the network, are compared."
            ),
        },
        "PlainVanilla": {
            "where we are going": _("Two words on a line: structure, now; learning, later."),
            "convolutional": _("A sketch: a yellow window slides over a grid."),
            "recurrent": _("A second sketch: circles with yellow loops back into themselves."),
            "transformer": _("A third sketch: squares in a row, joined by yellow arcs."),
            "the plainest": _("A fourth sketch: columns of circles, each joined to the next."),
            "its outline": _(
                "The multilayer perceptron: columns of circles with thousands of faint"
                " {positive} and {negative} lines between them."
            ),
            "only maths": _(
                "A signal glows through the network. One of its neurons is drawn large, with the"
                " number that it holds."
            ),
        },
    }


def _act_2() -> dict[str, dict[str, str]]:
    return {
        "ANeuronHoldsANumber": {
            "a circle with a number": _("A grey circle with a number in it."),
            "one pixel": _(
                "A digit in pixels. Yellow lines lead from one pixel to the circle, which has its"
                " brightness."
            ),
            "black to white": _(
                "Beside pixel and circle stands a scale from black, zero, to white, one, with a"
                " yellow pointer."
            ),
            "along a row": _(
                "The yellow frame moves along a row of pixels; circle, number and pointer follow."
            ),
            "activation": _("The frame rests on a white pixel: the circle is lit, its number one."),
        },
        "PixelsBecomeNeurons": {
            "every pixel is a number": _(
                "A digit in pixels; one of them is drawn large, with its number."
            ),
            "squares become circles": _("The picture, now made of small circles."),
            "rows form one line": _("The rows of the picture laid end to end in one long line."),
            "the line folds": _("The line stands upright: a fine column beside the digit."),
            "the ones that matter": _(
                "Some pixels of the column are drawn as large circles, with number and value."
            ),
            "all of them": _("A brace around the column says: the input layer."),
        },
        "TheOutputLayer": {
            "one for each answer": _(
                "An empty picture, a closed box with a question mark, and ten circles named after"
                " the digits."
            ),
            "a run": _(
                "A digit enters; {positive} and {negative} lines glow into the box and out of it,"
                " and the ten circles fill."
            ),
            "the choice": _("The brightest circle gets a yellow frame and its number."),
            "another picture": _("A hard to read digit: two of the circles are almost as bright."),
            "number by number": _("For both pictures, ten bars with their numbers, side by side."),
            "their sums": _(
                "Below both charts stand their sums, neither of them one. A line says: confidence,"
                " not probability."
            ),
        },
        "HiddenLayers": {
            "both ends": _(
                "A digit and its column of pixels on the left, ten circles on the right."
            ),
            "in between": _("Columns of empty circles in between, each with a question mark."),
            "how many": _("Each hidden column has a number: how many neurons it holds."),
            "another choice": _("Another choice of hidden columns, with their sizes."),
            "our choice": _("The network's own hidden columns again, with faint connections."),
        },
        "ForwardPass": {
            "the whole network": _(
                "The network at rest: columns of circles, and every connection as a faint"
                " {positive} or {negative} line."
            ),
            "pixels to column": _("A digit has arrived; its pixels form the first column."),
            "layer by layer": _(
                "Connections shine {positive} and {negative} from the lit pixels through both"
                " hidden layers; circles fill with light."
            ),
            "the answer": _("A yellow frame stands around the brightest output, with its number."),
            "another digit": _(
                "Another digit, another pattern of shining connections, another framed output."
            ),
        },
    }


def _act_3() -> dict[str, dict[str, str]]:
    return {
        "TheHopeForLayers": {
            "a nine": _("A drawn nine, taken apart: a loop and a line."),
            "eight and four": _("A nine, an eight and a four, each taken apart into strokes."),
            "beside neurons": _("Strokes stand beside neurons of the last hidden layer: a hope."),
            "which parts make what": _(
                "Dotted lines lead from the strokes to digits made of them."
            ),
            "small edges": _(
                "A loop of short edges; dotted lines lead from small edges in one layer to loops"
                " and lines in the next."
            ),
            "does it really": _(
                "The network's true connections under the hoped-for strokes, and a large question"
                " mark: we will look."
            ),
        },
        "LayersOfAbstraction": {
            "a filter": _("A picture of a digit, and a small grid of numbers: the filter."),
            "pixel by pixel": _(
                "The filter has moved over every pixel. Its sums make a new picture in"
                " {positive} and {negative}."
            ),
            "edges": _(
                "Four pictures: the digit, its edges up and down, its edges left and right, and"
                " both together in white."
            ),
            "a sound": _("The waveform of a synthesized word."),
            "frequencies": _("Above the waveform stands its spectrogram in shades of yellow."),
            "phonemes to word": _(
                "Boxes above the spectrogram: phonemes, above them syllables, above them the word."
            ),
            "layers everywhere": _(
                "Two ladders side by side: pixels, edges, parts, digit; and waveform, phonemes,"
                " syllables, word."
            ),
        },
    }


def _act_4() -> dict[str, dict[str, str]]:
    return {
        "WeightsOfOneNeuron": {
            "at rest": _("The whole network with faint {positive} and {negative} connections."),
            "one neuron": _("Only the connections that lead into one neuron are left."),
            "its weights gather": _(
                "The weights of that neuron in a grid as large as the picture: a blurred pattern"
                " in {positive} and {negative}."
            ),
            "what it looks for": _(
                "The grid of weights with a color scale below it; the strongest weight of each sign"
                " is called out, on the grid and on the digit."
            ),
            "other neurons": _("The grid now shows the weights of another neuron."),
        },
        "TheWeightedSum": {
            "pixels and weights": _(
                "A digit, and beside it a grid of weights in {positive} and {negative}; above"
                " them the formula of the weighted sum."
            ),
            "weight times pixel": _(
                "Both laid over one another: colors are left only where the digit is bright."
            ),
            "the largest terms": _(
                "The largest products as a list: pixel, weight times activation, product."
            ),
            "the running total": _("Below the list the sum so far, and a bar that follows it."),
            "all the others": _("All other products have been added; the bar has moved."),
            "plus the bias": _("A bias in violet is added, and the total stands below a line."),
            "what it says": _("A yellow frame marks the total: the neuron leans to yes or to no."),
        },
        "AnEdgeDetector": {
            "chosen by hand": _("A grid of weights: a single {positive} row, all else black."),
            "the exact edge": _("The grid times a picture of exactly this line: a high sum."),
            "a blob fools it": _("The grid times a solid white blob: the same high sum."),
            "a negative surround": _(
                "{negative} cells lie above and below the row: the blob's sum is much lower now."
            ),
            "guess first": _("The weights above four pictures, each with a question mark."),
            "then see": _("The four pictures, ranked by the sums that now stand below them."),
        },
        "SquishingTheNumberLine": {
            "any number": _(
                "A histogram of real weighted sums over a long number line, {negative} below"
                " zero and {positive} above."
            ),
            "zero to one": _("Below the histogram, a short yellow line from zero to one."),
            "tick by tick": _(
                "Lines lead from the ticks of the long line to the short one; they crowd at both"
                " ends."
            ),
            "one neuron": _("One sum is marked on the long line, its squished value on the short."),
            "all of them": _("The histogram of squished values: high at both ends."),
            "upright": _("The short line stands upright on the zero of the long one."),
            "the curve": _("A yellow S-shaped curve rises from zero to one: the sigmoid."),
            "near and far": _("The curve, its formula, and its values far out on both sides."),
        },
        "Bias": {
            "its sums": _("A histogram of the weighted sums of one neuron; above it the formula."),
            "without a bias": _(
                "A dashed line at zero divides the histogram into {negative} and {positive}; above"
                " it the sigmoid rises at the same place."
            ),
            "only over ten": _(
                "Dashed line and curve have moved far to the right; few of the bars are still"
                " {positive}."
            ),
            "its own bias": _("Line and curve stand at the bias that the neuron has learned."),
            "all of them": _("The biases of the whole layer as violet bars, up and down."),
            "what they do": _(
                "Below each violet bar lies a circle, the brighter the more often the neuron fires."
            ),
        },
        "CountingParameters": {
            "what can be set": _("The network at rest, with an empty place for the count."),
            "weights of layer": _(
                "The connections of one layer shine; their number joins a growing sum."
            ),
            "biases": _("Violet rings around all neurons; the number of biases joins the sum."),
            "all together": _("The whole network shines; the total is framed in yellow."),
        },
        "LearningIsFindingThem": {
            "the dials": _(
                "Thousands of tiny dials in {positive}, {negative} and grey, turned at random."
            ),
            "how good": _(
                "The dials, smaller; below, a scale of right answers with one mark near its lower"
                " end."
            ),
            "again": _("The dials, turned anew; a few more marks near the lower end."),
            "all of them": _("The marks of all random networks: a narrow heap near guessing."),
            "the trained one": _(
                "The trained values on the dials: rows of like colors; on the scale a yellow mark,"
                " far above the heap."
            ),
            "learning": _("Above it all stands: learning is finding the right values."),
        },
        "LookingInside": {
            "a mistake": _("A badly written digit runs through the network, to a wrong answer."),
            "which weights": _("Only the strongest path from the wrong answer back is still lit."),
            "all patterns": _("The weights of all neurons of the first hidden layer, as grids."),
            "the scores": _(
                "Below each grid, the edge that resembles it most, and a score; good ones yellow."
            ),
            "noise": _("A picture of noise runs through the network, to a very sure answer."),
            "challenge": _("The grids again. A line says: challenge what you assumed."),
        },
    }


def _act_5() -> dict[str, dict[str, str]]:
    return {
        "MatrixVectorProduct": {
            "the last layer": _("The last layer: circles joined to the outputs and their values."),
            "one row": _("The weights into one output lie side by side as a row of numbers."),
            "the matrix": _("All rows in brackets: a matrix in {positive} and {negative}."),
            "the column": _("To its right, the activations as a column in brackets."),
            "row times column": _("A row and the column are framed in yellow; their sum appears."),
            "the other rows": _("The column of sums is complete."),
            "plus the biases": _("The biases have been added to the sums."),
            "the activation function": _("A last column: the sums after the sigmoid, in yellow."),
            "the same": _(
                "The network again: the computed numbers lie exactly on those of its outputs."
            ),
        },
        "CompactNotation": {
            "one layer": _("A digit, its column of pixels, and glowing lines to the next column."),
            "piece by piece": _("Beside the layer its formula; each letter is explained below it."),
            "each row": _(
                "The matrix of weights as a colored strip; one row is framed, and its neuron with"
                " its connections lit."
            ),
            "every layer": _("The formulas of all layers, one below the other."),
            "four lines": _("Beside the formulas, the network as a program of four lines."),
            "timed": _("Two bars compare the time of loops and of one product; it is far shorter."),
        },
        "TheNetworkIsAFunction": {
            "a number": _("One neuron of the network is lit, with the number that it holds."),
            "a function": _("All connections that lead from the pixels into this neuron glow."),
            "all of it": _("The whole network glows, from the picture to the ten outputs."),
            "parameters inside": _(
                "The network, small, in a yellow box named f; a picture goes in, outputs come out."
            ),
            "one pixel": _(
                "One pixel of the picture goes from black to white, and beside each output grows a"
                " curve."
            ),
            "they answer": _(
                "Ten curves, {positive} where an output rose, {negative} where it fell."
            ),
            "complicated": _("Picture, box and curves: a function with very many parameters."),
        },
    }


def _act_6() -> dict[str, dict[str, str]]:
    return {
        "WithoutNonlinearity": {
            "the bends": _("The whole network as one formula; its activation functions in yellow."),
            "taken away": _("The formula without the functions: matrices and biases only."),
            "the matrices": _("The matrices as colored grids, one beside the other."),
            "multiplied": _("They have been multiplied: a single grid is left."),
            "one matrix": _("One matrix and one bias stand for the whole network."),
            "the same answers": _(
                "Two columns of equal numbers, by layers and by one matrix, and their largest"
                " difference: next to nothing."
            ),
            "the price": _("Two bars of right answers: far fewer without the bends."),
            "one layer": _("A third bar: one layer trained afresh lies in between."),
        },
        "SigmoidOrReLU": {
            "the sigmoid": _("The yellow curve of the sigmoid with its formula."),
            "the ReLU": _("Beside it the ReLU: flat below zero, then a straight rise."),
            "flat tails": _("On the sigmoid's curve, the two flat ends are marked in white."),
            "shallow": _("Learning curves with one hidden layer: both kinds rise fast and alike."),
            "deep": _(
                "Learning curves with many hidden layers: ReLU in white rises at once, sigmoid in"
                " yellow late and unevenly."
            ),
        },
        "HowBigShouldItBe": {
            "one layer": _(
                "A curve of right answers over the width of one hidden layer: steep first, then"
                " flat."
            ),
            "no hidden layer": _("A dashed level: what is reached with no hidden layer."),
            "deeper": _("Curves for more hidden layers; where layers are narrow they lie lower."),
            "closer": _("The upper end enlarged: at the widest, deeper networks are ahead."),
            "what it buys": _("Two points of the curves are circled, with their right answers."),
            "trained longer": _(
                "The network of this film above the point of its size: trained longer, right more"
                " often."
            ),
        },
        "Recap": {
            "pixels": _("A digit and its column of pixels."),
            "layers": _("A signal glows through the whole network, to a framed answer."),
            "weights": _("The connections into one neuron, and its weights as a small grid."),
            "sum": _("Only what reaches that neuron glows; its sum stands beside it."),
            "squish": _("A small sigmoid turns the sum into the number that the neuron holds."),
            "matrix": _("The whole network with the formula of a layer above it."),
            "function": _("Below it stands: numbers in, numbers out, and how many parameters."),
            "the whole": _("The whole network, glowing, with all that was explained around it."),
            "what comes next": _("A last card: what comes next is how it learns."),
        },
    }
