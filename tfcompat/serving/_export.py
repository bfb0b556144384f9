"""Export a SavedModel that serves logits, probabilities and classes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat import _keras
from tfcompat._arguments.dtypes import at_least_float32
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._keras import keras
from tfcompat.links import predicted_class
from tfcompat.serving._model import (
    checked,
    for_each,
    link_of,
    names_of,
    readings_at,
    specs_of,
)

if TYPE_CHECKING:
    import os

__all__ = ["export_serving"]


@answers_old_keywords
def export_serving(
    model: Any,
    path: str | os.PathLike[str],
    link: Any = "softmax",
    *,
    axis: Any = None,
    inputs: Any = None,
    overwrite: bool = False,
) -> None:
    """Write a SavedModel that serves logits, probabilities and classes; it can be loaded without Keras and tfcompat.

    The signatures ``logits``, ``probabilities`` and ``classes`` each return the output of the model (a dict or list if
    it has several), and ``serving_default`` returns all three under these names. If the model has several outputs, the
    names are followed by ``_`` and the name of the output. An output whose link is None, such as the prediction of a
    regression, is the same in all signatures, and is called ``output_`` and its name in ``serving_default``. Batches
    may have any size.

    Under softmax, the class is the argmax of the logits, int64 ``[...]``. Under sigmoid, it is 1 if the logit is
    positive and 0 otherwise: one number for one unit, ``[..., units]`` for several.

    Args:
        model: A built Keras model whose outputs are logits.
        path: The folder to write; it must not exist yet, or be empty.
        link: As for `with_probabilities`. Default: ``'softmax'``.
        axis: As for `with_probabilities`. Default: None.
        inputs: The inputs of the model: a batch, or tensor specifications, in the structure that the model takes.
            Needed for subclassed models whose inputs, or their dtypes, are unknown to Keras: Keras 3 assumes that all
            inputs are floats. Default: None, the inputs that the model knows.
        overwrite: Whether to write into a folder that is not empty; a bool. Default: False.

    Raises:
        TypeError: ``model`` is not a model of the Keras in use.
        ValueError: The model was neither built nor called; a link is unknown; all links are None; an output is a
            probability; an output has no such axis; or its class axis is unknown.
        FileExistsError: ``path`` exists and is not an empty folder.

    Examples:
        >>> import keras
        >>> import tempfile, tensorflow as tf, tfcompat
        >>> model, path = keras.Sequential([keras.Input([4]), tfcompat.Logits(3)]), tempfile.mkdtemp()
        >>> export_serving(model, path)
        >>> sorted(tf.saved_model.load(path).signatures)
        ['classes', 'logits', 'probabilities', 'serving_default']

    References:
        ``keras.export.ExportArchive``, which writes it.
    """
    symbolic = checked(model, link)
    if not any(tf.nest.flatten([link])):
        raise ValueError(
            f"export_serving needs a link for at least one output, got {link!r}. For a model without logits, write "
            "model.export(path)."
        )
    given = next((known for known in (inputs, symbolic, _keras.called_with(model)) if known is not None), None)
    if given is None:
        raise ValueError(
            f"the inputs of model {model.name!r} are not known: call it on a batch, or pass a batch as inputs=."
        )
    spec = specs_of(given)
    folder = Path(path)
    if not overwrite and folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise FileExistsError(f"{folder} exists and is not empty: choose another folder, or pass overwrite=True.")
    reading = readings_at(model, spec, link, axis)
    archive = keras.export.ExportArchive()
    archive.track(model)
    for name, function in _endpoints(model, reading).items():
        served = tf.function(function, input_signature=[spec], autograph=False)
        served.get_concrete_function()
        archive.add_endpoint(name, served)
    _keras.write_out(archive, str(folder))


def _endpoints(model: Any, reading: Any) -> dict[str, Any]:
    """Return the functions to serve, by name."""
    kinds = {
        "logits": lambda _, z, each: at_least_float32(z) if each.link else z,
        "probabilities": lambda _, z, each: link_of(z, each),
        "classes": lambda _, z, each: _classes(z, each),
    }

    def serve_all(inputs: Any) -> dict[str, tf.Tensor]:
        found, made = model(inputs, training=False), {}
        for kind, make in kinds.items():
            names = zip(names_of(found), reading.values(), tf.nest.flatten(for_each(make, found, reading)), strict=True)
            for name, each, tensor in names:
                shown = kind if each.link else "output"
                made[f"{shown}_{name}" if name else shown] = tensor
        return made

    def serve(make: Any) -> Any:
        return lambda inputs: for_each(make, model(inputs, training=False), reading)

    return {"serving_default": serve_all, **{kind: serve(make) for kind, make in kinds.items()}}


def _classes(logits: tf.Tensor, reading: Any) -> tf.Tensor:
    if reading.link is None:
        return logits
    if reading.link == "sigmoid" and logits.shape[reading.axis] != 1:
        return tf.cast(logits > 0, tf.int64)
    return predicted_class(logits, axis=reading.axis)
