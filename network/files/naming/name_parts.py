"""What the name of an array says: its kind, its layer, and the layer's place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKENS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_ENDINGS = re.compile(r"(:0|/\.ATTRIBUTES/VARIABLE_VALUE|[./](value|raw_value))+$")
_KERAS_VARIABLE = re.compile(r"\bvars[./](?P<number>[01])$")
"""What Keras calls the kernel (0) and the bias (1) of a layer in files of its weights."""
_WEIGHTS = {"weight", "weights", "kernel", "kernels", "w", "coef", "coefs", "theta"}
_BIASES = {"bias", "biases", "b", "intercept", "intercepts"}
_GLUED = re.compile(r"(?P<kind>[wb])(?P<ends>input|in|hidden|hid|output|out|[ixhoy]{1,2}|[a-e])")
"""Names such as `wih`, weights from inputs to hidden neurons, and `bh`."""
_LETTERS = re.compile("[ixh][hoy]")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_ORDINALS |= {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_FIRST = {"input", "inputs", "in", "i", "x", "stem", "encoder", "features", "backbone"}
_LAST = {"output", "outputs", "out", "o", "y", "last", "final", "head", "classifier", "decoder"}
_LAST |= {"logits", "prediction", "predictions", "answer", "top", "softmax", "probabilities"}


class Kind(Enum):
    """What an array of a layer is."""

    WEIGHTS = "weights"
    BIASES = "biases"


@dataclass(frozen=True)
class NameParts:
    """The name of an array, taken apart."""

    name: str

    @cached_property
    def kind(self) -> Kind | None:
        """What the array is; None if its name does not say it."""
        # In `biases/w1` the word counts, not the letter, and of several the last.
        said = [token for token in self._tokens if token in _WEIGHTS | _BIASES]
        for token in reversed([token for token in said if len(token) > 1] or said):
            return Kind.WEIGHTS if token in _WEIGHTS else Kind.BIASES
        glued = self._glued
        return None if glued is None else {"w": Kind.WEIGHTS, "b": Kind.BIASES}[glued["kind"]]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words besides those that say the kind: they name the layer."""
        glued = self._glued
        named = (token for token in self._tokens if token not in _WEIGHTS | _BIASES | {*_ORDINALS})
        words = (glued["ends"] if glued and token == glued[0] else token for token in named)
        return tuple(word for word in words if not word.isdigit())

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """Numbers in the order in which they stand."""
        found = (_ORDINALS.get(token, token) for token in self._tokens)
        return tuple(int(token) for token in found if isinstance(token, int) or token.isdigit())

    @property
    def layer(self) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """What weights and biases of one layer have in common."""
        return self.words, self.numbers

    @property
    def counts_arrays(self) -> bool:
        """Whether its number may be that of an array, as in `arr_2`, instead of a layer's."""
        return self.kind is None or self._tokens[-1].isdigit()

    @property
    def place(self) -> int:
        """-1 for a layer that its name puts first, 1 for one that it puts last, else 0."""
        ends = set(self._named)
        if not _FIRST.isdisjoint(ends):
            return -1
        return 0 if _LAST.isdisjoint(ends) else 1

    @property
    def is_kernel(self) -> bool:
        """Whether it is the word of those who keep a column a neuron."""
        return not {"kernel", "kernels"}.isdisjoint(self._tokens)

    @property
    def is_weight(self) -> bool:
        """Whether it is the word of those who keep a row a neuron."""
        return "weight" in self._tokens

    def comes_before(self, other: NameParts) -> bool:
        """Whether both are of one row of numbers, and this one's is smaller."""
        return self.words == other.words and () < self.numbers < other.numbers

    def belongs_to(self, weights: NameParts) -> bool:
        """Whether biases of this name end as the weights do: `hidden` as `input_hidden`."""
        own = self._named
        return bool(own) and weights._named[-len(own) :] == own

    @property
    def _named(self) -> tuple[str, ...]:
        """Words and numbers as they stand, without the kind; `ih`, from input to hidden, apart."""
        glued = self._glued
        named = (token for token in self._tokens if token not in _WEIGHTS | _BIASES)
        words = (glued["ends"] if glued and token == glued[0] else token for token in named)
        return tuple(
            part for word in words for part in (word if _LETTERS.fullmatch(word) else (word,))
        )

    @cached_property
    def _glued(self) -> re.Match[str] | None:
        """The token that is kind and layer in one, unless another says the kind."""
        if not (_WEIGHTS | _BIASES).isdisjoint(self._tokens):
            return None
        found = (_GLUED.fullmatch(token) for token in self._tokens)
        return next((match for match in found if match), None)

    @cached_property
    def _tokens(self) -> tuple[str, ...]:
        return tuple(_split(self.name))


def _split(name: str) -> Iterator[str]:
    """Words and numbers of a name, in lower case."""
    plain = _ENDINGS.sub("", name)
    plain = _KERAS_VARIABLE.sub(lambda match: ("kernel", "bias")[int(match["number"])], plain)
    yield from (token.lower() for token in _TOKENS.findall(plain))
