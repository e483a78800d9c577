"""Notes for teachers about act 5: the compact way to write it."""

from __future__ import annotations

from scenes.editions.teaching.notes import GRAPHS, MATRICES, Misconception, TeachersNotes
from scenes.subject.languages import N_

NOTES: dict[str, TeachersNotes] = {
    "MatrixVectorProduct": TeachersNotes(
        level=MATRICES,
        prerequisites=N_("The weighted sum of one neuron. Matrices need not be known."),
        misconceptions=(
            Misconception(
                N_("A matrix times a vector is multiplied cell by cell."),
                N_(
                    "Each row goes with the whole column, and its products are added up: one number"
                    " for each row."
                ),
            ),
            Misconception(
                N_("Rows and columns can be swapped."),
                N_(
                    "A row has a weight for each neuron before, so it is as long as the vector. The"
                    " rows are as many as the neurons behind."
                ),
            ),
        ),
        questions=(
            N_("A row tells what one neuron looks for. What does a column tell?"),
            N_("What happens to the sums if one activation becomes 0? And if all are doubled?"),
        ),
    ),
    "CompactNotation": TeachersNotes(
        level=MATRICES,
        prerequisites=N_("Matrix times vector, and the function that squishes each sum."),
        misconceptions=(
            Misconception(
                N_("So short a formula must leave something out."),
                N_("It is the same computation to the last number. What is short is the writing."),
            ),
            Misconception(
                N_("The program is fast because it is short."),
                N_(
                    "It is fast because one product lets the processor work on many numbers at"
                    " once. Loops pay for every single step."
                ),
            ),
        ),
        questions=(
            N_("Which letters of the formula change from picture to picture, and which don't?"),
            N_("What has to change in the program for one more layer?"),
        ),
    ),
    "TheNetworkIsAFunction": TeachersNotes(
        level=GRAPHS,
        prerequisites=N_("That a function gives one output for each input; reading a graph."),
        misconceptions=(
            Misconception(
                N_("A function is a short formula."),
                N_(
                    "A function gives exactly one output for each input, however much has to be"
                    " computed for it. This one has very many parameters."
                ),
            ),
            Misconception(
                N_("A network changes a little with each picture that it reads."),
                N_(
                    "After training its parameters are fixed: the same picture gets the same"
                    " answer, always."
                ),
            ),
        ),
        questions=(
            N_("Is a person who reads digits a function in this sense?"),
            N_("How could one find the pixel that matters most to the answer?"),
        ),
    ),
}
