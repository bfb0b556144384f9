"""The base class of TensorFlow 1's layers and cells: scopes, variables, penalties and updates."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from tfcompat.legacy._implementations import _keras_names
from tfcompat.legacy._implementations._modes import in_graph
from tfcompat.legacy._implementations._variables import collect, kept, penalize
from tfcompat.legacy._implementations.layers._names import counted, snake_case
from tfcompat.legacy._implementations.layers._properties import Properties
from tfcompat.legacy._implementations.layers._spec import check

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Layer", "call_once"]

tf1 = tf.compat.v1


class Layer(Properties):
    """A layer with its own variables in a variable scope; `build` creates them, `call` computes.

    Args:
        trainable: Whether the variables are trained.
        name: The name of the variable scope. Default: the class name, numbered.
        dtype: The dtype of the variables. Default: that of the first inputs.
        activity_regularizer: A function of the outputs whose value is added to the regularisation losses.
    """

    # Old subclasses do not always call this constructor.
    built = False
    input_spec: Any = None
    trainable = True
    _name: str | None = None
    _named = False
    _dtype: tf.DType | None = None
    _scope: Any = None
    _reuse: Any = None
    _keeps = True
    _activity_regularizer: Any = None

    def __init__(self, trainable: bool = True, name: Any = None, dtype: Any = None, **settings: Any) -> None:
        self.trainable = trainable
        self._named = name is not None
        self._name = getattr(name, "name", name) or counted(snake_case(type(self).__name__))
        self._dtype = None if dtype is None else tf.as_dtype(dtype)
        self._reuse = settings.pop("_reuse", None)
        self._keeps = settings.pop("_keeps", True)
        scope = settings.pop("_scope", None)
        self._activity_regularizer = settings.pop("activity_regularizer", None)
        settings.pop("autocast", None)
        if settings:
            raise TypeError(
                f"tf.layers.{type(self).__name__} has no keyword {next(iter(settings))}=; apart from those in its "
                f"signature it takes dtype="
            )
        self.built = False
        if scope:
            self._open(scope)

    def build(self, input_shape: Any) -> None:  # noqa: ARG002 - subclasses need it
        """Create the variables; subclasses override it."""
        self.built = True

    def call(self, inputs: Any, *_: Any, **__: Any) -> Any:
        """Compute the outputs; subclasses override it."""
        return inputs

    def __call__(self, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Create the variables on the first call, and compute the outputs in the scope of the layer."""
        inputs = self._as_tensors(inputs)
        if self._scope is None:
            self._open(kwargs.pop("scope", None))
        else:
            kwargs.pop("scope", None)
        reuse = True if self.built else self._reuse
        with tf1.variable_scope(self._scope, reuse=reuse, auxiliary_name_scope=False) as here:
            if _takes_scope(self.call):
                kwargs["scope"] = here
            with tf1.name_scope(here.original_name_scope):
                self._ready(inputs)
                outputs = self.call(inputs, *args, **kwargs)
                self._collect(outputs)
        return outputs

    def apply(self, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Call the layer."""
        return self(inputs, *args, **kwargs)

    def _as_tensors(self, inputs: Any) -> Any:
        """Convert arrays and numbers to tensors; leave other objects to `call`."""
        return tf.nest.map_structure(
            lambda x: tf.convert_to_tensor(x) if isinstance(x, np.ndarray | float | int) else x, inputs
        )

    def _ready(self, inputs: Any) -> None:
        """Check the inputs, and build the layer if this is its first call."""
        check(self, inputs)
        if self.built:
            return
        if self._dtype is None:
            first: Any = next(iter(tf.nest.flatten(inputs)), None)
            self._dtype = getattr(first, "dtype", None)
        self.build(tf.nest.map_structure(lambda x: getattr(x, "shape", None), inputs))
        self.built = True
        check(self, inputs)

    def _open(self, scope: Any) -> None:
        """Store the variable scope: the given one, or the layer's name, numbered unless it reuses variables."""
        if scope is None and (self._reuse or (self._named and not in_graph())):
            scope = self._base_name
        with tf1.variable_scope(scope, default_name=self._base_name) as self._scope:
            pass

    @property
    def _base_name(self) -> str:
        return self._name if self._named and self._name else snake_case(type(self).__name__)

    def add_weight(
        self,
        name: str,
        shape: Any = None,
        dtype: Any = None,
        initializer: Any = None,
        regularizer: Any = None,
        trainable: bool | None = None,
        constraint: Any = None,
        **settings: Any,
    ) -> Any:
        """Create a variable in the scope of the layer, or find it if the scope reuses."""
        on_read = settings.get("synchronization") == tf.VariableSynchronization.ON_READ
        if on_read and trainable:
            raise ValueError(f"The variable {name} is synchronised on read, so it must have trainable=False, got True.")
        wanted = not on_read if trainable is None else bool(trainable)
        if self._scope is None:
            self._open(None)
        dtype = tf.as_dtype(dtype or self._dtype or tf.float32)
        known = {each.ref() for each in tf1.global_variables()} if in_graph() else set()
        lift = self._lift if self._keeps and not in_graph() else None
        reuse = True if self.built else self._reuse
        with (
            tf1.variable_scope(self._scope, reuse=reuse, auxiliary_name_scope=False, custom_getter=lift) as here,
            tf1.name_scope(here.original_name_scope),
        ):
            variable = tf1.get_variable(
                name,
                shape,
                dtype,
                _keras_names.initializer(initializer),
                trainable=wanted and self.trainable,
                constraint=constraint,
                **{key: value for key, value in settings.items() if value is not None},
            )
            self._keep(variable, wanted)
            if regularizer is not None:
                self._penalize(name, variable, regularizer, known)
        return variable

    add_variable = add_weight

    def _penalize(self, name: str, variable: Any, regularizer: Callable[[Any], Any], known: set[Any]) -> None:
        """Add the penalty of a variable to the graph, unless a layer that shares the variable has added it."""
        parts = list(variable) if _is_partitioned(variable) else [variable]
        if any(part.ref() in known for part in parts):
            return
        for part in parts:
            self._hidden("penalties").append((name, part, regularizer))
            if in_graph():
                with tf.name_scope(f"{name}/Regularizer"):
                    collect(regularizer(part))

    def _lift(self, getter: Callable[..., Any], name: str, **given: Any) -> tf.Variable:
        """Return a TensorFlow 2 variable, outside any graph or function, which only this layer finds again."""
        regularizer = given.pop("regularizer", None)
        with tf.init_scope():
            variable = getter(name=name, **given)
        if regularizer is not None:
            self._hidden("penalties").append((name, variable, regularizer))
        return variable

    def add_loss(self, losses: Any, *_: Any, **__: Any) -> None:
        """Add penalties to the regularisation losses of the graph or the traced function."""
        for loss in losses if isinstance(losses, list | tuple) else [losses]:
            if loss is not None and not tf.executing_eagerly():
                collect(loss)
                if in_graph():
                    self._hidden("collected").append(loss)

    def add_update(self, update: Callable[[], Any] | Any, *_: Any, **__: Any) -> None:
        """Run an update with this call; in a graph, add it to the collection of update ops instead."""
        if not self.trainable:
            return
        done = update() if callable(update) else update
        if in_graph():
            self._hidden("updates").append(done)
            tf1.add_to_collection(tf1.GraphKeys.UPDATE_OPS, getattr(done, "op", done))

    def _collect(self, outputs: Any) -> None:
        """Add the penalties of this call to the collection of this graph or traced function."""
        if tf.executing_eagerly():
            return
        if not in_graph():
            for _, variable, regularizer in self._hidden("penalties"):
                penalize(variable, regularizer)
        if self._activity_regularizer is not None:
            for each in tf.nest.flatten(outputs):
                with tf.name_scope("ActivityRegularizer"):
                    penalty = self._activity_regularizer(each)
                    self.add_loss(penalty / tf.cast(tf.shape(each)[0], penalty.dtype))


def _takes_scope(call: Callable[..., Any]) -> bool:
    return "scope" in inspect.signature(call).parameters


def _is_partitioned(variable: Any) -> bool:
    return not isinstance(variable, tf.Variable) and hasattr(variable, "_variable_list")


def call_once(
    kind: type[Layer],
    inputs: Any,
    name: str | None,
    *,
    reuse: Any = None,
    call: dict[str, Any] | None = None,
    **settings: Any,
) -> Any:
    """Build a layer for one call, like the functions in ``tf.layers``; its variables are shared by name."""
    with kept(name, snake_case(kind.__name__)) as name:
        return kind(name=name, _scope=name, _reuse=reuse, _keeps=False, **settings)(inputs, **(call or {}))
