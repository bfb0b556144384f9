"""What serving asks of a model: its inputs, the outputs in their structure, and whether they are logits at all."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat import _keras
from tfcompat._keras import keras
from tfcompat.layers.probabilities import check_link_name, refuse_activated
from tfcompat.links._arguments import refuse_one_unit
from tfcompat.links._plain import LINKS


def checked(model: Any, link: Any) -> Any:
    """The symbolic inputs of a model, None where it has none; after a look at model and links."""
    if not isinstance(model, keras.Model):
        raise TypeError(
            f"model must be a model of {keras.__name__}, which tfcompat uses in this process, got "
            f"{type(model).__module__}.{type(model).__qualname__}."
        )
    for each in tf.nest.flatten([link]):
        if each is not None:
            check_link_name(each)
    if isinstance(model, keras.Sequential) and not model.built:
        raise ValueError(
            f"model {model.name!r} is not built, so that its outputs are not known: start it with a keras.Input, or "
            "call it on a batch."
        )
    return _keras.symbolic_inputs(model)


def specs_of(inputs: Any) -> Any:
    """Tensor specifications like symbolic inputs or a batch, the first axis of any size; serving calls them by name."""
    leaves = _flatten(inputs)

    def spec(path: tuple[Any, ...], given: Any) -> tf.TensorSpec:
        given = given if hasattr(given, "dtype") else tf.convert_to_tensor(given)
        by_key = [key for key in path if isinstance(key, str)]
        name = "inputs" if len(leaves) == 1 else "_".join(by_key) or getattr(given, "name", None)
        return tf.TensorSpec([None, *tuple(given.shape)[1:]], given.dtype, name=name)

    return tf.nest.pack_sequence_as(inputs, [spec(path, given) for path, given in leaves])


def names_of(outputs: Any) -> list[str]:
    """A name for each output, as its place says; empty for the only one."""
    return ["_".join(map(str, path)) for path, _ in _flatten(outputs)]


def _flatten(structure: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """The leaves of dicts, lists and tuples with the way to each, in the order of ``tf.nest``."""
    if isinstance(structure, dict):
        return [leaf for key in sorted(structure) for leaf in _flatten(structure[key], (*path, key))]
    if isinstance(structure, list | tuple):
        return [leaf for key, value in enumerate(structure) for leaf in _flatten(value, (*path, key))]
    return [(path, structure)]


def for_each(make: Any, outputs: Any, link: Any) -> Any:
    """What `make` makes of each output, from its name, itself and its link; in the structure of the outputs."""
    leaves = _flatten(outputs)
    links = {path: link for path, _ in leaves} if link is None or isinstance(link, str) else dict(_flatten(link))
    if set(links) != {path for path, _ in leaves}:
        raise ValueError(
            f"link must be 'softmax' or 'sigmoid' for all outputs, or one of them for each, in a structure like theirs "
            f"({tf.nest.pack_sequence_as(outputs, ['...'] * len(leaves))}), got {link!r}."
        )
    made = [make("_".join(map(str, path)), leaf, links[path]) for path, leaf in leaves]
    return tf.nest.pack_sequence_as(outputs, made)


def refuse_probabilities(model: Any, spec: Any, link: Any) -> None:
    """Refuse an output that is no logits, or no logits of this link: of such a model nothing served would be right."""

    def trace(inputs: Any) -> Any:
        return logits_of(model, model(inputs, training=False), link)

    tf.function(trace, autograph=False).get_concrete_function(spec)


def logits_of(model: Any, outputs: Any, link: Any) -> Any:
    """The outputs of a model, each refused where it has a link and is no logits, or no logits of this link."""

    def look(name: str, output: Any, each: str | None) -> Any:
        if each:
            refuse_activated(output, f"{f'output {name!r}' if name else 'the output'} of model {model.name!r}")
        if each == "softmax":
            refuse_one_unit(output, -1)
        return output

    return for_each(look, outputs, link)


def at_least_float32(tensor: tf.Tensor) -> tf.Tensor:
    """The tensor, half precision as float32."""
    return tf.cast(tensor, tf.float32) if tensor.dtype.size < tf.float32.size else tensor


def link_of(logits: tf.Tensor, link: str) -> tf.Tensor:
    """The probabilities of logits."""
    return LINKS[link](at_least_float32(logits), -1)
