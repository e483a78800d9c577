"""What each scene teaches, in a sentence, with the concepts to find it by."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.subject.words import _


@dataclass(frozen=True)
class SceneWords:
    """A scene in words.

    Attributes
    ----------
    summary
        What a student understands afterwards.
    concepts
        Keywords, the most important first.
    """

    summary: str
    concepts: tuple[str, ...]


def scene_words(name: str) -> SceneWords:
    """The words of a scene; one that has none yet is only called a neural network."""
    return _all_words().get(name, SceneWords("", (_("neural network"),)))


def _all_words() -> dict[str, SceneWords]:
    return {
        "ThisIsAThree": SceneWords(
            _(
                "Two pictures of the same digit can share few pixels and still be read alike:"
                " why recognizing digits is harder than it looks."
            ),
            (_("handwritten digits"), _("pixels"), _("recognition")),
        ),
        "WriteAProgram": SceneWords(
            _(
                "A first program for reading digits, written by hand, measured honestly,"
                " and beaten by a small network."
            ),
            (_("nearest mean"), _("baseline"), _("accuracy")),
        ),
        "PlainVanilla": SceneWords(
            _(
                "There are many kinds of networks. We begin with the plainest, the multilayer"
                " perceptron, in which a neuron is a number."
            ),
            (_("multilayer perceptron"), _("network architectures"), _("neuron")),
        ),
        "ANeuronHoldsANumber": SceneWords(
            _("A neuron holds one number, its activation; in the first layer it is a pixel."),
            (_("neuron"), _("activation"), _("pixels")),
        ),
        "PixelsBecomeNeurons": SceneWords(
            _("The pixels of a picture line up, row after row, and become the input layer."),
            (_("input layer"), _("flattening"), _("pixels")),
        ),
        "TheOutputLayer": SceneWords(
            _(
                "One output for each possible answer. The brightest is the choice, and what it"
                " holds is confidence, not probability."
            ),
            (_("output layer"), _("confidence"), _("classification")),
        ),
        "HiddenLayers": SceneWords(
            _("Between input and output stand hidden layers; how many and how wide is a choice."),
            (_("hidden layers"), _("network architectures"), _("hyperparameters")),
        ),
        "ForwardPass": SceneWords(
            _(
                "A digit runs through the whole network, layer by layer, with every single"
                " connection drawn."
            ),
            (_("forward pass"), _("activation"), _("weights"), _("inference")),
        ),
        "TheHopeForLayers": SceneWords(
            _(
                "Why one would want layers: edges could make loops and lines, and these could"
                " make digits. A hope, to be tested later."
            ),
            (_("features"), _("hidden layers"), _("layers of abstraction")),
        ),
        "LayersOfAbstraction": SceneWords(
            _(
                "A small filter finds edges in a picture, and frequencies make up a spoken word:"
                " recognition is made of layers everywhere."
            ),
            (_("convolution"), _("edge detection"), _("spectrogram"), _("features")),
        ),
        "WeightsOfOneNeuron": SceneWords(
            _(
                "Every connection has a weight. Laid out where their pixels are, the weights of"
                " a neuron become the pattern that it looks for."
            ),
            (_("weights"), _("connections"), _("interpretability")),
        ),
        "TheWeightedSum": SceneWords(
            _(
                "Weight times activation, pixel by pixel, all added up, and a bias: the sum that"
                " a neuron makes, term by term."
            ),
            (_("weighted sum"), _("weights"), _("bias"), _("dot product")),
        ),
        "AnEdgeDetector": SceneWords(
            _("Weights chosen by hand, and what a negative surround is good for."),
            (_("edge detection"), _("weights"), _("receptive field")),
        ),
        "SquishingTheNumberLine": SceneWords(
            _(
                "The sigmoid squishes the whole number line between zero and one; its curve grows"
                " out of real weighted sums."
            ),
            (_("sigmoid"), _("activation function"), _("nonlinearity")),
        ),
        "Bias": SceneWords(
            _("A bias says how large the weighted sum must be before a neuron fires."),
            (_("bias"), _("threshold"), _("weighted sum")),
        ),
        "CountingParameters": SceneWords(
            _("All weights and biases of the network are counted: the numbers to be learned."),
            (_("parameters"), _("weights"), _("bias")),
        ),
        "LearningIsFindingThem": SceneWords(
            _(
                "Random dials are as good as guessing. Learning means nothing but finding better"
                " values for them."
            ),
            (_("learning"), _("parameters"), _("random networks"), _("accuracy")),
        ),
        "LookingInside": SceneWords(
            _(
                "Looking into a trained network: a mistake traced back to its weights, a hope put"
                " to the test, and a sure answer to noise."
            ),
            (_("interpretability"), _("misclassification"), _("confidence")),
        ),
        "MatrixVectorProduct": SceneWords(
            _("All sums of a layer at once: a matrix of weights times a vector of activations."),
            (_("matrix"), _("vector"), _("matrix-vector product"), _("linear algebra")),
        ),
        "CompactNotation": SceneWords(
            _("A whole layer in one line of mathematics, and a network in four lines of code."),
            (_("matrix notation"), _("vectorization"), _("NumPy")),
        ),
        "TheNetworkIsAFunction": SceneWords(
            _("A neuron is a function, and so is the whole network: pixels in, answers out."),
            (_("function"), _("parameters"), _("sensitivity")),
        ),
        "WithoutNonlinearity": SceneWords(
            _("Without the bend, all layers collapse into one matrix: what a nonlinearity is for."),
            (_("nonlinearity"), _("matrix product"), _("linear models")),
        ),
        "SigmoidOrReLU": SceneWords(
            _("Two ways to bend a sum, and how well shallow and deep networks learn with each."),
            (_("sigmoid"), _("ReLU"), _("vanishing gradient"), _("activation function")),
        ),
        "HowBigShouldItBe": SceneWords(
            _("Wider and deeper networks, trained alike: what more parameters buy, and what not."),
            (_("capacity"), _("width and depth"), _("parameters"), _("accuracy")),
        ),
        "Recap": SceneWords(
            _("The whole lesson in one picture: pixels, layers, weights, sums, one function."),
            (_("neural network"), _("forward pass"), _("review")),
        ),
    }
