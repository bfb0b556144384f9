"""``DropoutWrapper``: dropout of a cell's inputs, outputs and state."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat.legacy._implementations.nn.rnn_cell._base import LSTMStateTuple
from tfcompat.legacy._implementations.nn.rnn_cell.wrappers import Wrapper

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DropoutWrapper"]

tf1 = tf.compat.v1


class DropoutWrapper(Wrapper):
    """Dropout around a cell; `variational_recurrent` draws one mask for all steps (arXiv 1512.05287)."""

    def __init__(
        self,
        cell: Any,
        input_keep_prob: Any = 1.0,
        output_keep_prob: Any = 1.0,
        state_keep_prob: Any = 1.0,
        variational_recurrent: bool = False,
        input_size: Any = None,
        dtype: Any = None,
        seed: int | None = None,
        dropout_state_filter_visitor: Callable[[Any], Any] | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(cell, dtype=dtype, **settings)
        if dropout_state_filter_visitor is not None and not callable(dropout_state_filter_visitor):
            raise TypeError(
                f"dropout_state_filter_visitor= takes a function of a state, got {dropout_state_filter_visitor!r}."
            )
        self._state_filter = dropout_state_filter_visitor or _all_but_the_cell
        with tf1.name_scope("DropoutWrapperInit"):
            self._probabilities = {
                "input": _probability("input_keep_prob", input_keep_prob),
                "state": _probability("state_keep_prob", state_keep_prob),
                "output": _probability("output_keep_prob", output_keep_prob),
            }
        self._seed = seed
        self._noise: dict[str, Any] | None = self._draw(input_size, dtype) if variational_recurrent else None

    def _draw(self, input_size: Any, dtype: Any) -> dict[str, Any]:
        """Return the noise for all steps."""
        if dtype is None:
            raise ValueError("DropoutWrapper with variational_recurrent=True needs dtype=.")
        sizes = {"state": self.cell.state_size, "output": self.cell.output_size}
        if _drops(self._probabilities["input"]):
            if input_size is None:
                raise ValueError("DropoutWrapper with variational_recurrent=True needs input_size= to drop inputs.")
            sizes = {"input": input_size, **sizes}
        return {what: _mapped(size, lambda i, s, w=what: self._uniform(w, i, s, dtype)) for what, size in sizes.items()}

    def _uniform(self, what: str, number: int, size: Any, dtype: Any) -> Any:
        shape = [1, *tf.TensorShape(size).as_list()]
        return tf1.random_uniform(shape, seed=self._seed_of(what, number), dtype=dtype)

    def _seed_of(self, what: str, number: int) -> int | None:
        """Return a seed for each tensor: a digest of the given seed and the tensor's position."""
        if self._seed is None:
            return None
        text = f"{self._seed}{what}_{number}".encode()
        digest = hashlib.md5(text, usedforsecurity=False).hexdigest()
        return int(digest[:8], 16) & 0x7FFFFFFF

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        """Return the outputs and the next state, with dropout."""
        if _drops(self._probabilities["input"]):
            inputs = self._dropped("input", inputs, inputs)
        outputs, new = self.cell(inputs, state, scope=scope)
        if _drops(self._probabilities["state"]):
            new = self._dropped("state", new, _chosen(self._state_filter, new))
        if _drops(self._probabilities["output"]):
            outputs = self._dropped("output", outputs, outputs)
        return outputs, new

    def _dropped(self, what: str, values: Any, chosen: Any) -> Any:
        """Return the values with dropout, except those whose leaf in the filter is False."""
        keep = self._probabilities[what]

        def drop(number: int, choice: Any, value: Any, noise: Any = None) -> Any:
            if choice is False:
                return value
            if noise is None:
                return tf.nn.dropout(value, rate=1.0 - keep, seed=self._seed_of(what, number))
            kept = value / keep * tf.floor(keep + noise)
            kept.set_shape(value.shape)
            return kept

        return _mapped(chosen, drop, chosen, values, *(() if self._noise is None else (self._noise[what],)))


def _probability(name: str, given: Any) -> Any:
    """Return a number between 0 and 1, or a tensor if it is only known at run time."""
    tensor = tf.convert_to_tensor(given)
    known = tf.get_static_value(tensor)
    if known is None:
        return tensor
    if not 0 <= known <= 1:
        raise ValueError(f"{name}= takes a probability between 0 and 1, got {known}.")
    return float(known)


def _drops(keep: Any) -> bool:
    return not isinstance(keep, float) or keep < 1


def _all_but_the_cell(state: Any) -> Any:
    """Return the default filter: everything except the cell of an LSTM, which is its memory."""
    if isinstance(state, LSTMStateTuple):
        return LSTMStateTuple(c=False, h=True)
    return not isinstance(state, tf.TensorArray)


def _chosen(choose: Callable[[Any], Any], structure: Any) -> Any:
    """Return the structure to the depth of a filter, with True and False as leaves."""
    choice = choose(structure)
    if not tf.nest.is_nested(structure) or choice is False:
        return choice
    parts = _parts(structure)
    choices = [True] * len(parts) if isinstance(choice, bool) else _parts(choice)
    found = [_chosen(choose, part) if each else False for part, each in zip(parts, choices, strict=True)]
    return type(structure)(*found) if hasattr(structure, "_fields") else type(structure)(found)


def _parts(structure: Any) -> list[Any]:
    return [structure[key] for key in sorted(structure)] if isinstance(structure, dict) else list(structure)


def _mapped(shallow: Any, function: Callable[..., Any], *structures: Any) -> Any:
    """Map a function over the numbered leaves of a structure and of a second, possibly shallower one."""
    places = [_down_to(shallow, each) for each in structures or (shallow,)]
    found = [function(number, *each) for number, each in enumerate(zip(*places, strict=True))]
    return tf.nest.pack_sequence_as(shallow, found)


def _down_to(shallow: Any, deep: Any) -> list[Any]:
    if not tf.nest.is_nested(shallow):
        return [deep]
    return [leaf for a, b in zip(_parts(shallow), _parts(deep), strict=True) for leaf in _down_to(a, b)]
