"""Fitted objects of scikit-learn: the network taken out of them answers as they do."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from network.errors import WeightsError
from network.files.weight_files import from_scikit_learn, load_model, save_model
from network.forward import forward

neural_network = pytest.importorskip("sklearn.neural_network")
preprocessing = pytest.importorskip("sklearn.preprocessing")
decomposition = pytest.importorskip("sklearn.decomposition")
selection = pytest.importorskip("sklearn.model_selection")
pipelines = pytest.importorskip("sklearn.pipeline")
trees = pytest.importorskip("sklearn.tree")

WORDS = np.array(["zero", "one", "two"])


@pytest.fixture
def images(rng: np.random.Generator) -> np.ndarray:
    """Pictures of 8 pixels of full ink 1; the first pixel is never lit."""
    found = rng.random((60, 8)) * rng.random(8)
    found[:, 0] = 0
    return found


@pytest.fixture
def classes(rng: np.random.Generator) -> np.ndarray:
    return rng.integers(0, 3, 60)


def classifier(**said):
    return neural_network.MLPClassifier((5, 4), max_iter=5, random_state=0, **said)


def fitted(estimator, images, classes):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of trainings that end early
        return estimator.fit(images, classes)


@pytest.mark.parametrize("activation", ["logistic", "relu", "tanh", "identity"])
def test_a_classifier_answers_as_there(activation, images, classes):
    found = fitted(classifier(activation=activation), images, classes)
    model = from_scikit_learn(found)
    assert model.layer_sizes == (8, 5, 4, 3)
    assert model.activations[-1] == "softmax"
    trace = forward(model, images)
    np.testing.assert_allclose(trace.outputs, found.predict_proba(images), atol=1e-12)
    np.testing.assert_array_equal(trace.answers, found.predict(images))
    assert model.preparation.is_identity
    assert not model.has_named_classes


def test_inks_up_to_sixteen_are_made_of_inks_up_to_one(images, classes):
    found = fitted(classifier(), images * 16, classes)
    outputs = forward(from_scikit_learn(found, full_ink=16), images).outputs
    np.testing.assert_allclose(outputs, found.predict_proba(images * 16), atol=1e-12)
    with pytest.raises(WeightsError, match="full_ink must be more than 0, got 0"):
        from_scikit_learn(found, full_ink=0)


SCALERS = {
    "standard": preprocessing.StandardScaler(),
    "no mean": preprocessing.StandardScaler(with_mean=False),
    "no deviation": preprocessing.StandardScaler(with_std=False),
    "range": preprocessing.MinMaxScaler(),
    "other range": preprocessing.MinMaxScaler((-1, 1)),
    "largest": preprocessing.MaxAbsScaler(),
    "robust": preprocessing.RobustScaler(),
    "not centered": preprocessing.RobustScaler(with_centering=False),
    "not scaled": preprocessing.RobustScaler(with_scaling=False),
    "identity": preprocessing.FunctionTransformer(),
    "nothing": "passthrough",
    "two": pipelines.make_pipeline(preprocessing.MaxAbsScaler(), preprocessing.StandardScaler()),
}


@pytest.mark.parametrize("scaler", SCALERS.values(), ids=SCALERS)
@pytest.mark.parametrize("full_ink", [None, 1, 255])
def test_what_scalers_do_becomes_the_preparation(scaler, full_ink, images, classes, tmp_path):
    ink = full_ink or 1
    found = fitted(pipelines.make_pipeline(scaler, classifier()), images * ink, classes)
    model = from_scikit_learn(found, full_ink=full_ink)
    trace = forward(model, images)
    np.testing.assert_allclose(trace.outputs, found.predict_proba(images * ink), atol=1e-9)
    np.testing.assert_allclose(
        trace.inputs, found[:-1].transform(images * ink), atol=1e-9, rtol=1e-9
    )
    np.testing.assert_array_equal(model.layers[0].weights, found[-1].coefs_[0].T)
    save_model(tmp_path / "net.safetensors", model, {})
    assert load_model(tmp_path / "net.safetensors") == model


@pytest.mark.parametrize("name", ["standard", "range", "other range", "largest"])
@pytest.mark.parametrize("ink", [1, 16, 255])
def test_full_ink_is_told_by_the_scaler(name, ink, rng, classes):
    images = np.round(rng.random((60, 8)) ** 2 * 255) / 255
    images[0] = 1
    found = fitted(pipelines.make_pipeline(SCALERS[name], classifier()), images * ink, classes)
    outputs = forward(from_scikit_learn(found), images).outputs
    np.testing.assert_allclose(outputs, found.predict_proba(images * ink), atol=1e-9)


@pytest.mark.parametrize("search", ["GridSearchCV", "RandomizedSearchCV"])
def test_the_best_of_a_search_is_taken(search, images, classes):
    pipeline = pipelines.make_pipeline(preprocessing.MinMaxScaler(), classifier())
    searched = getattr(selection, search)(
        pipeline, {"mlpclassifier__alpha": [1e-3]}, cv=2, **({"n_iter": 1} if "R" in search else {})
    )
    with pytest.raises(WeightsError, match=f"{search} must be fitted, with refit=True"):
        from_scikit_learn(searched)
    found = fitted(searched, images, classes)
    outputs = forward(from_scikit_learn(found), images).outputs
    np.testing.assert_allclose(outputs, found.predict_proba(images), atol=1e-9)


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        (WORDS, ("one", "two", "zero")),
        (np.array([7, 8, 9]), ("7", "8", "9")),
        (np.array([7.0, 8.0, 9.0]), ("7.0", "8.0", "9.0")),
        (np.array(["0", "1", "2"]), ("0", "1", "2")),
    ],
)
def test_classes_are_the_labels(names, labels, images, classes):
    found = fitted(classifier(), images, names[classes])
    model = from_scikit_learn(found)
    assert model.labels == labels
    answers = [model.labels[answer] for answer in forward(model, images).answers]
    assert answers == [str(each) for each in found.predict(images)]
    piped = fitted(pipelines.make_pipeline("passthrough", classifier()), images, names[classes])
    assert from_scikit_learn(piped).labels == labels


def test_two_classes_share_one_output(images, classes):
    found = fitted(classifier(), images, np.array(["no", "yes"])[classes % 2])
    model = from_scikit_learn(found)
    assert model.labels == ("yes",)
    np.testing.assert_allclose(
        forward(model, images).outputs[:, 0], found.predict_proba(images)[:, 1]
    )


def test_several_labels_a_picture_are_several_outputs(images, rng):
    found = fitted(classifier(), images, rng.integers(0, 2, (60, 3)))
    model = from_scikit_learn(found)
    assert model.activations[-1] == "sigmoid"
    np.testing.assert_allclose(forward(model, images).outputs, found.predict_proba(images))


def test_a_regressor_ends_in_plain_numbers(images, rng):
    regressor = neural_network.MLPRegressor(hidden_layer_sizes=(4,), max_iter=5)
    found = fitted(regressor, images, rng.random(60))
    outputs = forward(from_scikit_learn(found), images).outputs
    np.testing.assert_allclose(outputs[:, 0], found.predict(images))


@pytest.mark.parametrize(
    ("scaler", "message"),
    [
        (preprocessing.FunctionTransformer(np.sqrt), "FunctionTransformer can be any program"),
        (preprocessing.MinMaxScaler(clip=True), "MinMaxScaler with clip=True bends"),
        (decomposition.PCA(3), "PCA is no scaling of single pixels: fit the network without it"),
        (preprocessing.Normalizer(), "Normalizer is no scaling of single pixels"),
        (preprocessing.PolynomialFeatures(), "PolynomialFeatures is no scaling"),
    ],
)
def test_what_is_no_scaling_is_refused_by_name(scaler, message, images, classes):
    found = fitted(pipelines.make_pipeline(scaler, classifier()), images, classes)
    with pytest.raises(WeightsError, match=message):
        from_scikit_learn(found)


@pytest.mark.parametrize(
    ("estimator", "message"),
    [
        (classifier(), "MLPClassifier must be fitted, got one without coefs_"),
        (
            pipelines.make_pipeline(preprocessing.StandardScaler(), classifier()),
            "MLPClassifier must be fitted",
        ),
        (
            pipelines.make_pipeline(trees.DecisionTreeClassifier()),
            "expected a fitted MLPClassifier .* got DecisionTreeClassifier",
        ),
        (trees.DecisionTreeClassifier(), "or a Pipeline or GridSearchCV with one, got Decision"),
        ([1, 2], "expected a fitted MLPClassifier .* got list"),
    ],
)
def test_anything_else_is_refused_in_words_that_fit(estimator, message):
    with pytest.raises(WeightsError, match=message):
        from_scikit_learn(estimator)


def test_a_pipeline_of_no_steps_and_a_scaler_that_is_not_fitted_are_refused(images, classes):
    with pytest.raises(WeightsError, match=r"Pipeline: expected a fitted .*, got no steps"):
        from_scikit_learn(pipelines.Pipeline([]))
    found = fitted(classifier(), images, classes)
    unfitted = pipelines.Pipeline([("scale", preprocessing.StandardScaler()), ("net", found)])
    with pytest.raises(WeightsError, match="StandardScaler must be fitted, got one without scale_"):
        from_scikit_learn(unfitted)
