"""Questions about act 5: the compact way to write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from network.analysis.what_if import entries_of_product
from scenes.editions.courses.question import chosen, count, picked, shown, typed
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.editions.courses.question import Maker, Question, Told


def length_of_the_product(told: Told) -> Question | None:
    """How many sums a matrix times a vector gives."""
    columns, rows = told.subject.model.layer_sizes[-2:]
    if min(rows, columns) == 1:
        return None
    return chosen(
        "length-of-the-product",
        "the-other-rows",
        _(
            "The matrix has {rows} rows and {columns} columns. How many numbers has the column that"
            " it gives, times the vector?"
        ).format(rows=count(rows), columns=count(columns)),
        _("One for each row: {rows}.").format(rows=count(rows)),
        entries_of_product(rows, columns),
        count,
    )


def with_its_bias(told: Told) -> Question | None:
    """What goes into the activation function."""
    last = told.subject.trace.layers[-1]
    answer = told.subject.trace.answer
    total, bias = float(last.pre_activations[answer]), float(last.biases[answer])
    return typed(
        "with-its-bias",
        "plus-the-biases",
        _(
            "The weights and activations of output {output} add up to {sum}. Its bias is {bias}."
            " Which number goes into the activation function?"
        ).format(
            output=told.subject.model.labels[answer],
            sum=shown(total - bias, signed=True),
            bias=shown(bias, signed=True),
        ),
        _("Both added up: {total}.").format(total=shown(total, signed=True)),
        total,
        0.015,
    )


def shape_of_the_matrix(told: Told) -> Question | None:
    """Rows and columns of the last layer's matrix."""
    sizes = told.subject.model.layer_sizes
    before, after = sizes[-2:]
    if before == after or min(before, after) == 1:
        return None
    right = (after, before)
    others = [(before, after), (after, after), (before, before), (after, sizes[0])]
    write = _("{rows} rows, {columns} columns")
    return picked(
        "shape-of-the-matrix",
        "every-layer",
        _(
            "The last layer turns {before} activations into {after} outputs. Which shape has its"
            " matrix of weights?"
        ).format(before=count(before), after=count(after)),
        _(
            "A row for each of the {after} outputs, a column for each of the {before} before."
        ).format(after=count(after), before=count(before)),
        [
            write.format(rows=count(rows), columns=count(columns))
            for rows, columns in sorted(list(dict.fromkeys([right, *others]))[:4])
        ],
        write.format(rows=count(after), columns=count(before)),
    )


def changed_parameters(told: Told) -> Question | None:
    """How many parameters change while a pixel does."""
    pixel = told.value("measurement.pixel_sweep.pixel")
    model = told.subject.model
    if pixel is None:
        return None
    choices = sorted({0, 1, model.layer_sizes[1], model.parameter_count})
    return picked(
        "changed-parameters",
        "they-answer",
        _(
            "While pixel number {pixel} went from black to white, the outputs changed. How many of"
            " the {parameters} parameters changed with them?"
        ).format(pixel=count(pixel), parameters=count(model.parameter_count)),
        _("None. A trained network's parameters are fixed: the same function gets another input."),
        [count(number) for number in choices],
        count(0),
    )


QUESTIONS: dict[str, tuple[Maker, ...]] = {
    "MatrixVectorProduct": (length_of_the_product, with_its_bias),
    "CompactNotation": (shape_of_the_matrix,),
    "TheNetworkIsAFunction": (changed_parameters,),
}
