"""``tf.contrib.layers.optimize_loss``: one training step as a tensor."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

__all__ = ["optimize_loss"]

tf1 = tf.compat.v1
_CLASSES = {
    "Adagrad": tf1.train.AdagradOptimizer,
    "Adam": tf1.train.AdamOptimizer,
    "Ftrl": tf1.train.FtrlOptimizer,
    "Momentum": lambda learning_rate: tf1.train.MomentumOptimizer(learning_rate, momentum=0.9),
    "RMSProp": tf1.train.RMSPropOptimizer,
    "SGD": tf1.train.GradientDescentOptimizer,
}
_SUMMARIES = ("learning_rate", "loss", "gradients", "gradient_norm", "global_gradient_norm")
_DEFAULT = ("loss", "learning_rate", "global_gradient_norm")


def optimize_loss(
    *,
    loss: Any,
    global_step: Any,
    learning_rate: Any,
    optimizer: Any,
    gradient_noise_scale: float | None,
    gradient_multipliers: Any,
    clip_gradients: Any,
    learning_rate_decay_fn: Any,
    update_ops: Any,
    variables: Any,
    name: str | None,
    summaries: Any,
    colocate_gradients_with_ops: bool,
    increment_global_step: bool,
) -> Any:
    """Return the loss; evaluating it takes one training step, after the update ops."""
    loss = tf.convert_to_tensor(loss)
    if loss.shape.rank != 0:
        raise ValueError(f"optimize_loss() takes a scalar loss, got shape {loss.shape}: reduce it.")
    if unknown := set(summaries or ()) - set(_SUMMARIES):
        raise ValueError(f"summaries= takes {', '.join(_SUMMARIES)}, got {', '.join(sorted(map(str, unknown)))}.")
    step = tf1.train.get_global_step() if global_step is None else global_step
    with tf1.variable_scope(name, "OptimizeLoss", [loss, step]):
        updates = tf1.get_collection(tf1.GraphKeys.UPDATE_OPS) if update_ops is None else list(update_ops)
        if updates:
            with tf.control_dependencies(updates):
                loss = tf.identity(loss)
        wanted = _DEFAULT if summaries is None else summaries
        rate = _rate(learning_rate, learning_rate_decay_fn, step, wanted)
        chosen = _optimizer(optimizer, rate)
        gradients = chosen.compute_gradients(
            loss,
            tf1.trainable_variables() if variables is None else variables,
            colocate_gradients_with_ops=colocate_gradients_with_ops,
        )
        gradients = _noisy(gradients, gradient_noise_scale)
        gradients = _multiplied(gradients, gradient_multipliers)
        _summarize_norm("gradient_norm", gradients, wanted)
        gradients = _clipped(gradients, clip_gradients)
        _summarize(loss, gradients, wanted)
        if clip_gradients is not None:
            _summarize_norm("clipped_gradient_norm", gradients, wanted)
        train = chosen.apply_gradients(gradients, step if increment_global_step else None, name="train")
        with tf.control_dependencies([train]):
            return tf.identity(loss)


def _rate(given: Any, decay: Any, step: Any, summaries: Any) -> Any:
    """Return the learning rate as a tensor; a number becomes a variable."""
    if given is None:
        return None
    if isinstance(given, float) and given >= 0.0:
        initial = tf1.constant_initializer(given)
        rate: Any = tf1.get_variable("learning_rate", [], trainable=False, initializer=initial)
    elif tf.is_tensor(given) and given.shape.rank == 0:
        rate = given
    else:
        raise ValueError(
            f"learning_rate= takes a floating-point number of at least 0.0 or a scalar tensor, got {given!r}."
        )
    if decay is None:
        return rate
    if step is None:
        raise ValueError("learning_rate_decay_fn= needs a global step: call tf.train.get_or_create_global_step first.")
    rate = decay(rate, step)
    if "learning_rate" in summaries:
        tf1.summary.scalar("learning_rate", rate)
    return rate


def _optimizer(given: Any, rate: Any) -> Any:
    """Return the optimizer from its name, its class, a function of the rate, or itself."""
    if isinstance(given, tf1.train.Optimizer):
        return given
    if isinstance(given, str) and given not in _CLASSES:
        raise ValueError(f"optimizer= takes one of {', '.join(_CLASSES)}, got {given!r}.")
    is_class = isinstance(given, str) or (isinstance(given, type) and issubclass(given, tf1.train.Optimizer))
    if is_class and rate is None:
        raise ValueError(f"optimizer={given!r} needs learning_rate=.")
    if not is_class and not callable(given):
        raise ValueError(f"optimizer= takes a name, a class, an optimizer or a function of the rate, got {given!r}.")
    make = _CLASSES[given] if isinstance(given, str) else given
    made = make(learning_rate=rate) if is_class else make() if rate is None else make(rate)
    if not isinstance(made, tf1.train.Optimizer):
        raise ValueError(  # noqa: TRY004 - TensorFlow 1 raises ValueError
            f"The function passed as optimizer= must return a tf.compat.v1.train optimizer, got {made!r}."
        )
    return made


def _each(gradients: Any, change: Any) -> list[Any]:
    """Return the pairs of gradient and variable, with a function applied to each gradient's values."""
    found = []
    for gradient, variable in gradients:
        new = gradient
        if isinstance(gradient, tf.IndexedSlices):
            new = tf.IndexedSlices(change(gradient.values, variable), gradient.indices, gradient.dense_shape)
        elif gradient is not None:
            new = change(gradient, variable)
        found.append((new, variable))
    return found


def _noisy(gradients: Any, scale: float | None) -> Any:
    if scale is None:
        return gradients
    return [
        (None if g is None else tf.convert_to_tensor(g) + tf1.truncated_normal(v.shape) * scale, v)
        for g, v in gradients
    ]


def _multiplied(gradients: Any, multipliers: Any) -> Any:
    if multipliers is None:
        return gradients
    if not gradients:
        raise ValueError("gradient_multipliers= matches no gradient: name variables of the loss.")
    by_name = {getattr(key, "name", key): factor for key, factor in multipliers.items()}
    return _each(gradients, lambda values, v: values * tf.cast(by_name.get(v.name, 1.0), values.dtype))


def _clipped(gradients: Any, clip: Any) -> Any:
    if clip is None:
        return gradients
    if isinstance(clip, float):
        values, variables = zip(*gradients, strict=True)
        return list(zip(tf.clip_by_global_norm(values, clip)[0], variables, strict=True))
    if callable(clip):
        return clip(gradients)
    raise ValueError(f"clip_gradients= takes a floating-point number or a function of the pairs, got {clip!r}.")


def _summarize(loss: Any, gradients: Any, wanted: Any) -> None:
    if "loss" in wanted:
        tf1.summary.scalar("loss", loss)
    for gradient, variable in gradients:
        if gradient is None:
            continue
        values, name = getattr(gradient, "values", gradient), variable.name.replace(":", "_")
        if "gradients" in wanted:
            tf1.summary.histogram(f"gradients/{name}", values)
        if "gradient_norm" in wanted:
            tf1.summary.scalar(f"gradient_norm/{name}", tf.linalg.global_norm([values]))


def _summarize_norm(name: str, gradients: Any, wanted: Any) -> None:
    if {"global_gradient_norm", "gradient_norm"} & set(wanted):
        tf1.summary.scalar(f"global_norm/{name}", tf.linalg.global_norm([g for g, _ in gradients]))
