"""A loss from its value and its gradients, computed as `_choice` selects, and differentiable again."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._kernels._choice import Way, in_a_program, way_of
from tfcompat._kernels._device import unrecorded, vectorized
from tfcompat._kernels._upstream import unbroadcast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tfcompat._kernels._operations import Operation

    Value = Callable[..., tuple[tf.Tensor, tuple[tf.Tensor, ...]]]
    Grad = Callable[..., tf.Tensor]

_MOST_GRAPHS = 256


def kernel(
    value: Value, grads: Sequence[Grad | None], *, each: bool = False, operation: Operation | None = None
) -> Callable[..., tf.Tensor]:
    """Return a loss from its value and its gradients, each an ordinary function of tensors.

    Args:
        value: From ``(*tensors, **settings)`` to the loss and the residuals, a tuple of small tensors that the
            gradients use again. The last tensor is the logits.
        grads: For each tensor, the gradient to it, from ``(upstream, residuals, *tensors, **settings)``; or None.
        each: Whether there is one loss per element, and the gradients take an upstream that broadcasts to them.
        operation: The operation that TensorFlow has for it if all settings are 0.

    Returns:
        A function of ``(*tensors, **settings)``, differentiable again. As a program, sigmoid
        losses have three derivatives; TensorFlow raises a TypeError for a fourth.
    """

    def run(*tensors: tf.Tensor, **settings: Any) -> tf.Tensor:
        way = way_of(tensors[-1], operation.form if operation and not any(settings.values()) else "")
        wanted = [grad if _may_be_asked_for(tensor) else None for tensor, grad in zip(tensors, grads, strict=True)]

        @tf.custom_gradient
        def loss_of(*tensors: tf.Tensor) -> Any:
            if way is Way.STEPS:
                loss, residuals = value(*tensors, **settings)
                return loss, lambda upstream: [
                    grad and grad(upstream, residuals, *tensors, **settings) for grad in wanted
                ]
            if operation and way is Way.OPERATION:
                with unrecorded():
                    loss, residuals = operation.value(*tensors)
                firsts = [
                    own or (grad and _by_steps(value, grad)) for own, grad in zip(operation.grads, wanted, strict=True)
                ]
            else:
                with unrecorded():
                    loss, residuals = _run(_program, value, *tensors, **settings)
                firsts = [partial(_run, _program, grad) for grad in wanted]

            def gradients(upstream: tf.Tensor) -> list[tf.Tensor | None]:
                given = unbroadcast(upstream) if each else upstream
                return [
                    _grad(first, grad, value, residuals, settings)(given, *tensors) if first and grad else None
                    for first, grad in zip(firsts, wanted, strict=True)
                ]

            return loss, gradients

        return loss_of(*tensors)

    return run


def _may_be_asked_for(tensor: tf.Tensor) -> bool:
    """Return whether anything may ask for the gradient to a tensor; a graph computes only what is asked for."""
    if not tf.executing_eagerly():
        return True
    from tensorflow.python.ops import gradients_util  # there is no public API for this

    return bool(gradients_util.PossibleTapeGradientTypes([tensor]))


def with_own_gradient(function: Callable[..., tuple[tf.Tensor, Any]]) -> Callable[..., tf.Tensor]:
    """Return `tf.custom_gradient` of a function; in eager mode without it, if nothing may ask for a gradient."""
    recorded = tf.custom_gradient(function)

    def run(*tensors: tf.Tensor) -> tf.Tensor:
        return recorded(*tensors) if any(map(_may_be_asked_for, tensors)) else function(*tensors)[0]

    return run


def _by_steps(value: Value, grad: Grad) -> Grad:
    """Return a gradient that computes its residuals itself."""

    def first(upstream: tf.Tensor, _: Any, *tensors: tf.Tensor, **settings: Any) -> tf.Tensor:
        return grad(upstream, value(*tensors, **settings)[1], *tensors, **settings)

    return first


def differentiated(value: Grad, count: int) -> Callable[..., tf.Tensor]:
    """Return a loss whose gradients TensorFlow derives; compiled, they need no more memory than those of `kernel`.

    Args:
        value: From ``(*tensors, **settings)`` to the loss; the last tensor is the logits.
        count: The number of tensors.
    """

    def grad(place: int) -> Grad:
        def to_one(upstream: tf.Tensor, _residuals: Any, *tensors: tf.Tensor, **settings: Any) -> tf.Tensor:
            return _gradients(value(*tensors, **settings), [tensors[place]], upstream)[0]

        return to_one

    whole = kernel(lambda *tensors, **settings: (value(*tensors, **settings), ()), [grad(i) for i in range(count)])

    def run(*tensors: tf.Tensor, **settings: Any) -> tf.Tensor:
        return (whole if way_of(tensors[-1]) is Way.PROGRAM else value)(*tensors, **settings)

    return run


def as_program(function: Callable[..., tf.Tensor]) -> Callable[..., tf.Tensor]:
    """Return a function of logits that is computed as a program if they are large, and must not be differentiated."""

    def run(logits: tf.Tensor, **settings: Any) -> tf.Tensor:
        if way_of(logits) is not Way.PROGRAM:
            return function(logits, **settings)
        with unrecorded():
            result: tf.Tensor = _run(_program, function, logits, **settings)
        return result

    return run


def _run(make: Callable[..., Any], *given: Any, **settings: Any) -> Any:
    """Call a graph that is specific to one function and these shapes.

    One ``tf.function`` for all shapes would also work, but would warn about each retracing.
    """
    functions = tuple(part for part in given if callable(part))
    tensors = tf.nest.map_structure(_of_this_graph, given[len(functions) :])
    shapes = tuple((t.shape, t.dtype) for t in tf.nest.flatten(tensors))
    return make(*functions, shapes, tuple(settings.items()))(*tensors, **settings)


def _of_this_graph(tensor: Any) -> Any:
    """Return a tensor as one of the current graph.

    The gradient of `tf.cond` loses what a compiled function is given of the forward graph: it takes all of that for a
    part of a compiled graph.
    """
    here = None if tf.executing_eagerly() else tf.compat.v1.get_default_graph()
    return tf.identity(tensor) if here and getattr(tensor, "graph", here) is not here else tensor


@lru_cache(maxsize=_MOST_GRAPHS)
def _program(function: Callable[..., Any], *_: Any) -> Any:
    """Return a function that XLA compiles; do not differentiate it, or it returns all its intermediate results."""

    def traced(*tensors: Any, **settings: Any) -> Any:
        with in_a_program():
            return function(*tensors, **settings)

    return tf.function(traced, jit_compile=True, autograph=False)


def _grad(first: Grad, grad: Grad, value: Value, residuals: Any, settings: dict[str, Any]) -> Callable[..., tf.Tensor]:
    """Return a gradient that `first` computes from the residuals, and whose derivatives are those of `grad`."""

    @tf.custom_gradient
    def whole(*tensors: tf.Tensor) -> Any:
        def second(further: tf.Tensor) -> list[tf.Tensor | None]:
            found = iter(_run(_second, grad, value, further, *tensors, **settings))
            return [next(found) if t.dtype.is_floating else None for t in tensors]

        upstream, *others = tensors
        with unrecorded():
            return first(upstream, residuals, *others, **settings), second

    def by_steps(upstream: tf.Tensor, *tensors: tf.Tensor) -> tf.Tensor:
        return _by_steps(value, grad)(upstream, residuals, *tensors, **settings)

    # The map of a Jacobian drops `second`, and `first` does not show how the residuals were computed.
    return by_steps if vectorized() else whole


@lru_cache(maxsize=_MOST_GRAPHS)
def _second(grad: Grad, value: Value, *_: Any) -> Callable[..., list[tf.Tensor]]:
    """Return a graph of the gradients of a gradient to all floating-point tensors of ``upstream, *tensors``."""

    def gradients(further: tf.Tensor, upstream: tf.Tensor, *tensors: tf.Tensor, **settings: Any) -> list[tf.Tensor]:
        first = grad(upstream, value(*tensors, **settings)[1], *tensors, **settings)
        return _gradients(first, [t for t in (upstream, *tensors) if t.dtype.is_floating], further)

    traced: Callable[..., list[tf.Tensor]] = tf.function(gradients, autograph=False)
    return traced


def _gradients(of: tf.Tensor, to: list[tf.Tensor], upstream: tf.Tensor) -> list[tf.Tensor]:
    """Return gradients in a graph, in which a tape sees nothing if forward mode, which stops tapes, needs them."""
    found: list[tf.Tensor] = tf.gradients(of, to, upstream, unconnected_gradients="zero")
    return found
