"""``tf.keras`` and Keras itself: cross-entropies that take logits only with ``from_logits=True``.

Their names still exist, so a use of one is not a finding; with logits, a separate rule reports it. The shims are for
code that relies on TensorFlow 1.15's order of arguments, reductions and rounding.
"""

from __future__ import annotations

from tfcompat._codes import Code
from tfcompat._symbols._keras_on_logits import on_logits
from tfcompat._symbols._model import Era, Labels, Library, Reduction, Symbol
from tfcompat._symbols._our_losses import CROSS_ENTROPY_FOR

_NEW = {
    "binary": CROSS_ENTROPY_FOR["independent"],
    "categorical": CROSS_ENTROPY_FOR["distribution"],
    "sparse_categorical": CROSS_ENTROPY_FOR["ids"],
}
_WHY = (
    "The name still exists, and computes the same numbers on logits. Without from_logits=True it takes probabilities, "
    "for which tfcompat has no loss: Keras 3 rounds them differently."
)
_POSITIONS = " Keras has changed the order of its arguments: pass them by name."


def _eras(*spans: tuple[str, str, str], gradient: bool, library: Library = "tensorflow") -> tuple[Era, ...]:
    return tuple(Era(first=a, last=b, signature=s, label_gradient=gradient, library=library) for a, b, s in spans)


def _differences(labels: Labels, *, is_class: bool, smooths: bool) -> tuple[str, ...]:
    """Return the intended differences of what ``from_logits=True`` becomes."""
    dense = labels != "ids"
    return (
        *(["label-sum"] if labels == "distribution" else []),
        "half-precision",
        "shapes",
        *(["infinite-logits"] if dense else []),
        *(["label-range"] if dense else []),
        *(["smoothing-range"] if dense and smooths else []),
        "dtypes",
        "activation",
        *(["empty-batch", "weight-alignment", "float64", "loss-object"] if is_class else []),
        *(["label-axis"] if labels == "ids" and not is_class else []),
    )


def _row(path: str, kind: str, eras: tuple[Era, ...], *, reduction: Reduction = "none", call: str, by: str) -> Symbol:
    """Return a row; this is what they have in common."""
    first, name = eras[0].first, path.rpartition(".")[2]
    labels = _NEW[kind].labels
    is_class = name[0].isupper()
    aliases: dict[str, tuple[str, str]] = {}
    if path.startswith("keras.losses.") and not is_class:
        aliases |= {f"tensorflow.keras.metrics.{name}": (first, "2.21"), f"keras.metrics.{name}": ("1.1", "3.15")}
    if not is_class:
        aliases |= {f"tensorflow.contrib.{path}": ("1.1", "1.15")}
    if path.startswith("keras.losses."):
        aliases |= {f"keras.objectives.{name}": ("2.3" if is_class else "1.0", "2.3")}
        aliases |= {f"tensorflow.losses.{name}": ("2.0", "2.21")}
    if not path.startswith("keras.backend."):
        aliases |= {f"tensorflow.metrics.{name}": ("2.0", "2.21")} if "metrics" in path or not is_class else {}
    return Symbol(
        path=path,
        kind="class" if is_class else "function",
        homes={
            "tensorflow": (first, "2.21"),
            "tensorflow.compat.v1": ("1.14" if first == "1.14" else "1.13", "2.21"),
            "tensorflow.compat.v2": ("1.14", "2.21"),
        },
        aliases=aliases,
        eras=eras,
        labels=labels,
        reduction=reduction,
        differences=() if "metrics" in path else _differences(labels, is_class=is_class, smooths="backend" not in path),
        on_logits=on_logits(path.removeprefix("keras."), _NEW[kind], is_class=is_class),
        code=Code.FROM_LOGITS,
        action="none",
        why=_WHY + _POSITIONS,
        by_hand=f"write {by} for logits, and tf.{path} with its arguments by name for probabilities",
        before=call,
    )


def _functions(kind: str, losses: tuple[Era, ...], backend: tuple[Era, ...]) -> tuple[Symbol, Symbol]:
    name, labels = f"{kind}_crossentropy", "ids" if kind.startswith("sparse") else "labels"
    ours = f"tfcompat.{_NEW[kind].function}(labels, logits)"
    mean: Reduction = "mean" if kind == "binary" else "none"
    call = f"tf.keras.losses.{name}({labels}, logits, from_logits=True)"
    below = f"tf.keras.backend.{name}({labels}, logits, from_logits=True)"
    return (
        _row(f"keras.losses.{name}", kind, losses, reduction=mean, call=call, by=ours),
        _row(f"keras.backend.{name}", kind, backend, call=below, by=ours),
    )


def _classes(kind: str, loss: tuple[Era, ...], metric: tuple[Era, ...]) -> tuple[Symbol, Symbol]:
    name = f"{kind.replace('_', ' ').title().replace(' ', '')}Crossentropy"
    labels = "ids" if kind.startswith("sparse") else "labels"
    return (
        _row(
            f"keras.losses.{name}",
            kind,
            loss,
            reduction="sum_over_batch_size",
            call=f"tf.keras.losses.{name}(from_logits=True)({labels}, logits)",
            by=f"tfcompat.{_NEW[kind].name}()",
        ),
        _row(
            f"keras.metrics.{name}",
            kind,
            metric,
            reduction="mean_with_sample_weight",
            call=f"tf.keras.metrics.{name}(from_logits=True)",
            by=f"tfcompat.metrics.FromLogits(keras.metrics.{name}())",
        ),
    )


_MEAN = "'sum_over_batch_size'"
_TWO = "(y_true, y_pred)"
_FLAG = "(y_true, y_pred, from_logits=False)"
_BACKEND = "(target, output, from_logits=False)"
_AXIS = "(target, output, from_logits=False, axis=-1)"


def _smoothed(*, gradient: bool = True) -> tuple[Era, ...]:
    return _eras(
        ("1.4", "1.12", _TWO),
        ("1.13", "1.13", _FLAG),
        ("1.14", "2.5", "(y_true, y_pred, from_logits=False, label_smoothing=0)"),
        ("2.6", "2.6", "(y_true, y_pred, from_logits=False, label_smoothing=0, axis=-1)"),
        ("2.7", "2.21", "(y_true, y_pred, from_logits=False, label_smoothing=0.0, axis=-1)"),
        gradient=gradient,
    )


def _smoothed_class(name: str) -> tuple[Era, ...]:
    return _eras(
        ("1.13", "1.13", "(from_logits=False, label_smoothing=0, reduction='sum_over_batch_size', name=None)"),
        ("1.14", "2.5", f"(from_logits=False, label_smoothing=0, reduction='auto', name='{name}')"),
        ("2.6", "2.6", f"(from_logits=False, label_smoothing=0, axis=-1, reduction='auto', name='{name}')"),
        ("2.7", "2.15", f"(from_logits=False, label_smoothing=0.0, axis=-1, reduction='auto', name='{name}')"),
        (
            "2.16",
            "2.16",
            f"(from_logits=False, label_smoothing=0.0, axis=-1, reduction='sum_over_batch_size', name='{name}')",
        ),
        (
            "2.17",
            "2.21",
            f"(from_logits=False, label_smoothing=0.0, axis=-1, reduction={_MEAN}, name='{name}', dtype=None)",
        ),
        gradient=True,
    )


_SPARSE = "sparse_categorical_crossentropy"
ROWS = (
    *_functions(
        "categorical",
        _smoothed(),
        _eras(("1.4", "1.10", _BACKEND), ("1.11", "2.21", _AXIS), gradient=True),
    ),
    *_functions(
        "sparse_categorical",
        _eras(
            ("1.4", "1.12", _TWO),
            ("1.13", "1.13", _FLAG),
            ("1.14", "2.9", "(y_true, y_pred, from_logits=False, axis=-1)"),
            ("2.10", "2.15", "(y_true, y_pred, from_logits=False, axis=-1, ignore_class=None)"),
            ("2.16", "2.21", "(y_true, y_pred, from_logits=False, ignore_class=None, axis=-1)"),
            gradient=False,
        ),
        _eras(
            ("1.4", "1.10", _BACKEND),
            ("1.11", "2.9", _AXIS),
            ("2.10", "2.21", "(target, output, from_logits=False, axis=-1, ignore_class=None)"),
            gradient=False,
        ),
    ),
    *_functions("binary", _smoothed(), _eras(("1.4", "2.21", _BACKEND), gradient=True)),
    *_classes(
        "categorical",
        _smoothed_class("categorical_crossentropy"),
        _eras(
            ("1.14", "2.9", "(name='categorical_crossentropy', dtype=None, from_logits=False, label_smoothing=0)"),
            (
                "2.10",
                "2.21",
                "(name='categorical_crossentropy', dtype=None, from_logits=False, label_smoothing=0, axis=-1)",
            ),
            gradient=True,
        ),
    ),
    *_classes(
        "sparse_categorical",
        _eras(
            ("1.14", "1.14", "(from_logits=False, reduction='auto', name=None)"),
            ("1.15", "2.9", f"(from_logits=False, reduction='auto', name='{_SPARSE}')"),
            ("2.10", "2.15", f"(from_logits=False, ignore_class=None, reduction='auto', name='{_SPARSE}')"),
            (
                "2.16",
                "2.16",
                f"(from_logits=False, ignore_class=None, reduction='sum_over_batch_size', name='{_SPARSE}')",
            ),
            (
                "2.17",
                "2.19",
                f"(from_logits=False, ignore_class=None, reduction={_MEAN}, name='{_SPARSE}', dtype=None)",
            ),
            (
                "2.20",
                "2.21",
                f"(from_logits=False, ignore_class=None, reduction={_MEAN}, axis=-1, name='{_SPARSE}', dtype=None)",
            ),
            gradient=False,
        ),
        _eras(
            ("1.14", "2.9", f"(name='{_SPARSE}', dtype=None, from_logits=False, axis=-1)"),
            ("2.10", "2.15", f"(name='{_SPARSE}', dtype=None, from_logits=False, ignore_class=None, axis=-1)"),
            ("2.16", "2.20", f"(name='{_SPARSE}', dtype=None, from_logits=False, axis=-1)"),
            ("2.21", "2.21", f"(name='{_SPARSE}', dtype=None, from_logits=False, ignore_class=None, axis=-1)"),
            gradient=False,
        ),
    ),
    *_classes(
        "binary",
        _smoothed_class("binary_crossentropy"),
        _eras(
            ("1.14", "2.21", "(name='binary_crossentropy', dtype=None, from_logits=False, label_smoothing=0)"),
            gradient=True,
        ),
    ),
)
