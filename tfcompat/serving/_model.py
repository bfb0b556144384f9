"""What serving needs to know of a model: its inputs, the structure of its outputs, and whether they are logits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import tensorflow as tf

from tfcompat import _keras
from tfcompat._arguments.dtypes import at_least_float32
from tfcompat._arguments.links import refuse_one_unit
from tfcompat._arguments.named_links import LINKS
from tfcompat._arguments.nested import leaves_of
from tfcompat._arguments.tensors import check_axis
from tfcompat._keras import keras
from tfcompat.layers.probabilities import check_link_name, refuse_activated
from tfcompat.serving._axes import axes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    Path = tuple[Any, ...]


def checked(model: Any, link: Any) -> Any:
    """Return the symbolic inputs of a model, or None if it has none, after a check of model and links."""
    _keras.check_model(model)
    for each in tf.nest.flatten([link]):
        if each is not None:
            check_link_name(each)
    if isinstance(model, keras.Sequential) and not model.built:
        raise ValueError(
            f"model {model.name!r} is not built, so its outputs are not known: start it with a keras.Input, or "
            "call it on a batch."
        )
    return _keras.symbolic_inputs(model)


def specs_of(inputs: Any) -> Any:
    """Return tensor specifications for symbolic inputs or a batch, with a first axis of any size, named for serving."""
    leaves = leaves_of(inputs)

    def spec(path: tuple[Any, ...], given: Any) -> tf.TensorSpec:
        given = given if hasattr(given, "dtype") else tf.convert_to_tensor(given)
        by_key = [key for key in path if isinstance(key, str)]
        name = "inputs" if len(leaves) == 1 else "_".join(by_key) or getattr(given, "name", None)
        return tf.TensorSpec([None, *tuple(given.shape)[1:]], given.dtype, name=name)

    return tf.nest.pack_sequence_as(inputs, [spec(path, given) for path, given in leaves])


def names_of(outputs: Any) -> list[str]:
    """Return a name for each output, from its path; empty for the only one."""
    return ["_".join(map(str, path)) for path, _ in leaves_of(outputs)]


class Reading(NamedTuple):
    """How the logits of one output are read."""

    link: str | None
    """``softmax``, ``sigmoid``, or None for an output that stays unchanged."""
    axis: int
    """The class axis."""


def for_each(make: Any, outputs: Any, reading: Mapping[Path, Reading]) -> Any:
    """Return what `make` returns for the name, value and reading of each output, in their structure."""
    leaves = zip(leaves_of(outputs), reading.values(), strict=True)  # Keras 3 may unpack a list of one output
    made = [make("_".join(map(str, path)), leaf, each) for (path, leaf), each in leaves]
    return tf.nest.pack_sequence_as(outputs, made)


def readings(model: Any, outputs: Any, link: Any, axis: Any) -> dict[Path, Reading]:
    """Return how each output is read, by its path, after a check of the structure of links and axes."""
    leaves = dict(leaves_of(outputs))
    links = dict.fromkeys(leaves, link) if link is None or isinstance(link, str) else dict(leaves_of(link))
    if set(links) != set(leaves):
        raise ValueError(
            "link must be 'softmax' or 'sigmoid' for all outputs, or one per output, in a structure like theirs "
            f"({tf.nest.pack_sequence_as(outputs, ['...'] * len(leaves))}), got {link!r}."
        )
    if isinstance(axis, dict | list | tuple):
        axis = dict(leaves_of(axis))
        if set(axis) != set(leaves):
            raise ValueError(
                "axis must be an int for all outputs, or one int per output, in a structure like theirs "
                f"({tf.nest.pack_sequence_as(outputs, ['...'] * len(leaves))})."
            )
    axes = axes_of(model, leaves, axis)
    return {path: Reading(links[path], axes[path]) for path in leaves}


def axes_in(outputs: Any, reading: Mapping[Path, Reading]) -> Any:
    """Return the class axes in the structure of the outputs."""
    return tf.nest.pack_sequence_as(outputs, [each.axis for each in reading.values()])


def readings_at(model: Any, spec: Any, link: Any, axis: Any) -> dict[Path, Reading]:
    """Return how each output is read; refuse one that is not logits, because nothing served from it would be right."""
    found: dict[Path, Reading] = {}

    def trace(inputs: Any) -> Any:
        outputs = model(inputs, training=False)
        found.update(readings(model, outputs, link, axis))
        return checked_logits(model, outputs, found)

    tf.function(trace, autograph=False).get_concrete_function(spec)
    return found


def checked_logits(model: Any, outputs: Any, reading: Mapping[Path, Reading]) -> Any:
    """Return the outputs of a model; refuse an output with a link that is not logits, or not logits for this link."""

    def look(name: str, output: Any, each: Reading) -> Any:
        if each.link:
            refuse_activated(output, f"{f'output {name!r}' if name else 'the output'} of model {model.name!r}")
            check_axis(each.axis, output, f"output {name!r}" if name else "the output")
        if each.link == "softmax":
            refuse_one_unit(output, each.axis)
        return output

    return for_each(look, outputs, reading)


def link_of(logits: tf.Tensor, reading: Reading) -> tf.Tensor:
    """Return the probabilities of logits; an output without a link stays unchanged."""
    return LINKS[reading.link](at_least_float32(logits), reading.axis) if reading.link else logits
