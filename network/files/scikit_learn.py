"""Networks out of fitted objects of scikit-learn, which is not imported for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from network.errors import WeightsError
from network.files.full_ink import full_ink_of
from network.input_preparation import InputPreparation
from network.layers import Layer
from network.mlp import MLP

if TYPE_CHECKING:
    from collections.abc import Iterator

Estimator: TypeAlias = Any
"""An object of scikit-learn, which is no dependency."""

_EXPECTED = "a fitted MLPClassifier or MLPRegressor, or a Pipeline or GridSearchCV with one"
_SCALERS = "StandardScaler, MinMaxScaler, MaxAbsScaler, RobustScaler"


def from_scikit_learn(classifier: Estimator, *, full_ink: float | None = None) -> MLP:
    """Take the network out of a fitted object of scikit-learn.

    Parameters
    ----------
    classifier
        An `MLPClassifier` or `MLPRegressor`, a `Pipeline` of scalers that ends in one, or a search
        such as `GridSearchCV` over either. What the scalers do becomes the preparation of the
        network's inputs, `classes_` the names of its classes.
    full_ink
        The number that stood for full ink where it was trained: 16 for `load_digits` as it comes,
        255 for bytes. By default what the scalers fit best, and 1 where there are none.

    Returns
    -------
    The same network, which makes its inputs of ink from 0 to 1.

    Raises
    ------
    WeightsError
        If it is not fitted, if it is or holds something else, or if `full_ink` is not more than 0.
    """
    if full_ink is not None and not full_ink > 0:
        message = f"full_ink must be more than 0, got {full_ink}"
        raise WeightsError(message)
    network, scalers = _taken_apart(classifier)
    scaling = InputPreparation()
    for scaler in scalers:
        scaling = scaling.then(_line_of(scaler))
    ink = full_ink_of(scaling) if full_ink is None else full_ink
    return MLP(
        tuple(_layers(network)),
        InputPreparation(scale=np.asarray(ink)).then(scaling),
        _labels(network),
    )


def _taken_apart(estimator: Estimator) -> tuple[Estimator, list[Estimator]]:
    """The network itself, and what comes before it."""
    if hasattr(estimator, "best_estimator_"):
        return _taken_apart(estimator.best_estimator_)
    kind = type(estimator).__name__
    if hasattr(estimator, "steps"):
        if not estimator.steps:
            raise WeightsError(f"{kind}: expected {_EXPECTED}, got no steps")
        *before, last = [step for _, step in estimator.steps]
        network, nested = _taken_apart(last)
        return network, [*_flattened(before), *nested]
    if hasattr(estimator, "coefs_"):
        return estimator, []
    if kind in ("MLPClassifier", "MLPRegressor"):
        raise WeightsError(f"{kind} must be fitted, got one without coefs_")
    if hasattr(estimator, "estimator") and kind.endswith("SearchCV"):
        raise WeightsError(
            f"{kind} must be fitted, with refit=True, got one without best_estimator_"
        )
    raise WeightsError(f"expected {_EXPECTED}, got {kind}")


def _flattened(steps: list[Estimator]) -> Iterator[Estimator]:
    """Steps without those that do nothing, and those of pipelines in pipelines."""
    for step in steps:
        if hasattr(step, "steps"):
            yield from _flattened([inner for _, inner in step.steps])
        elif step is not None and not isinstance(step, str):  # "passthrough"
            yield step


def _line_of(scaler: Estimator) -> InputPreparation:
    """What a scaler multiplies by and adds."""
    kind = type(scaler).__name__
    if kind == "FunctionTransformer" and scaler.func is None:
        return InputPreparation()
    if kind == "FunctionTransformer":
        raise WeightsError(
            "FunctionTransformer can be any program: take the pipeline's last step alone, and say"
            " by full_ink, or by --input-range and its kin, what its inputs are"
        )
    if kind not in _SCALERS.split(", "):
        raise WeightsError(
            f"{kind} is no scaling of single pixels: fit the network without it, or with one of"
            f" {_SCALERS}"
        )
    if getattr(scaler, "clip", False):
        raise WeightsError(f"{kind} with clip=True bends its numbers: fit it without")
    if not any(hasattr(scaler, name) for name in ("scale_", "center_")):
        raise WeightsError(f"{kind} must be fitted, got one without scale_")
    if kind == "MinMaxScaler":
        return InputPreparation(scaler.scale_, scaler.min_)
    center = getattr(scaler, "mean_" if kind == "StandardScaler" else "center_", None)
    # with_std=False, or with_mean=False, leaves None: nothing is done.
    if not getattr(scaler, "with_mean", True):
        center = None
    scale = 1 / np.asarray(1.0 if scaler.scale_ is None else scaler.scale_)
    return InputPreparation(scale, -scale * np.asarray(0.0 if center is None else center))


def _layers(network: Estimator) -> Iterator[Layer]:
    """Layers of the network; scikit-learn keeps one column a neuron."""
    hidden = [network.activation] * (len(network.coefs_) - 1)
    names = [*hidden, network.out_activation_]
    for weights, biases, name in zip(network.coefs_, network.intercepts_, names, strict=True):
        yield Layer(weights.T, biases, name)


def _labels(network: Estimator) -> tuple[str, ...]:
    """Names of the classes; of two classes the one that the single output stands for."""
    classes = [str(each) for each in getattr(network, "classes_", ())]
    outputs = len(network.intercepts_[-1])
    return tuple(classes[-1:] if outputs == 1 else classes) if len(classes) > 1 else ()
