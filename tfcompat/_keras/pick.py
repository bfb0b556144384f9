"""The only file that knows Keras 3 from tf_keras: it picks one, once, and hides what differs.

``TF_USE_LEGACY_KERAS=1`` picks tf_keras, as TensorFlow itself does; otherwise it is Keras 3 on its TensorFlow backend.
"""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING, Any, TypeVar

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable

_OLDEST_TENSORFLOW, _OLDEST_KERAS = (2, 16), (3, 10)
_NO_KERAS = "tfcompat needs Keras 3.10 or later, which is not installed: run pip install 'keras>=3.10'."
_NO_TF_KERAS = (
    "TF_USE_LEGACY_KERAS asks for tf_keras, which is not installed: run pip install tf_keras "
    "(with --no-deps beside tensorflow-cpu), or unset TF_USE_LEGACY_KERAS to use Keras 3."
)
_OTHER_BACKEND = (
    "tfcompat computes with TensorFlow, but Keras runs on the {backend} backend (KERAS_BACKEND or keras.json): "
    "set KERAS_BACKEND=tensorflow before keras is first imported."
)
_MIXED = (
    "{what} is of {theirs}, but tfcompat uses {ours} in this process. Build the model with {ours}, or choose the Keras "
    "before tfcompat is first used: TF_USE_LEGACY_KERAS=1 means tf_keras."
)
_OLD = "tfcompat needs {name} {wanted} or later, but {found} is installed: run pip install --upgrade {name}."

Registered = TypeVar("Registered")


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])


def _refuse_old(name: str, found: str, oldest: tuple[int, ...]) -> None:
    if _release(found) < oldest:
        raise ImportError(_OLD.format(name=name, wanted=".".join(map(str, oldest)), found=found))


def _pick() -> Any:
    """The Keras to use, or an ImportError that says in one sentence what is wrong with the one that was found."""
    _refuse_old("tensorflow", tf.__version__, _OLDEST_TENSORFLOW)
    if os.environ.get("TF_USE_LEGACY_KERAS") in ("1", "true", "True"):
        return _import("tf_keras", _NO_TF_KERAS)
    backend = os.environ.get("KERAS_BACKEND", "tensorflow")
    if backend != "tensorflow":
        raise ImportError(_OTHER_BACKEND.format(backend=backend))
    keras = _import("keras", _NO_KERAS)
    _refuse_old("keras", keras.__version__, _OLDEST_KERAS)
    if keras.config.backend() != "tensorflow":
        raise ImportError(_OTHER_BACKEND.format(backend=keras.config.backend()))
    return keras


def _import(name: str, message: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name in ("jax", "torch", "openvino"):  # keras.json names the backend
            raise ImportError(_OTHER_BACKEND.format(backend=error.name)) from None
        if error.name != name:
            raise
        raise ImportError(message, name=name) from None


keras = _pick()
IS_KERAS_3 = keras.__name__ == "keras"
OTHER = "tf_keras" if IS_KERAS_3 else "keras"


def register(named: Registered, name: str | None = None) -> Registered:
    """Register a class or function with Keras as ``tfcompat>name``, so that saved models that hold one load again."""
    registered: Registered = keras.saving.register_keras_serializable(package="tfcompat", name=name)(named)
    return registered


def init_loss(loss: Any, name: str, reduction: str | None) -> None:
    """Run the constructor of Keras' Loss, whose arguments and known reductions differ, and keep `reduction`."""
    keras.losses.Loss.__init__(loss, name=name, reduction="sum")
    loss.reduction = reduction


def mask_of(tensor: Any) -> Any:
    """The mask that Keras hung on a tensor, or None."""
    return getattr(tensor, "_keras_mask", None)


def without_appended_axis(labels: Any, logits: Any) -> Any:
    """Labels as the user gave them to ``fit``: tf_keras appends an axis to a batch of ids before a function sees it."""
    appended = not IS_KERAS_3 and logits.shape.rank == 2 and labels.shape.rank == 2 and labels.shape[-1] == 1
    return tf.squeeze(labels, -1) if appended and logits.shape[-1] != 1 else labels


def over_replicas(mean: Any) -> Any:
    """A mean, divided by the number of replicas to be summed: Keras 3 leaves that to the loss, tf_keras to fit."""
    replicas = tf.distribute.get_strategy().num_replicas_in_sync
    return mean / replicas if IS_KERAS_3 and replicas > 1 else mean


def for_add_loss(loss: Any, reduction: str | None) -> Any:
    """A reduced loss as ``add_loss`` wants it: fit divides all that is added by the number of replicas, sums too."""
    replicas = tf.distribute.get_strategy().num_replicas_in_sync
    divided_again = IS_KERAS_3 or reduction == "sum"  # a mean was divided by `over_replicas`, a sum is to stay one
    return loss * replicas if divided_again and replicas > 1 else loss


def symbolic(shape: Any, dtype: str) -> Any:
    """A symbolic tensor of Keras 3."""
    return keras.KerasTensor(shape, dtype=dtype)


def is_symbolic_build(tensor: Any) -> bool:
    """Whether Keras only asks for shapes, with tensors on which no layer has hung anything."""
    return "scratch_graph" in str(getattr(getattr(tensor, "graph", None), "name", ""))


def model_in_training() -> Any:
    """The model whose ``fit`` or ``evaluate`` led here, or None: a Loss is not told, but its caller is on the stack.

    Raises:
        TypeError: It is a model of the other Keras.
    """
    other = getattr(sys.modules.get(OTHER), "Model", ())
    frame: Any = sys._getframe(1)  # noqa: SLF001 - the documented way to reach a frame without building a traceback
    while frame is not None:
        owner = frame.f_locals.get("self")
        if isinstance(owner, keras.Model):
            return owner
        if isinstance(owner, other):
            raise TypeError(_MIXED.format(what="The model", ours=keras.__name__, theirs=OTHER))
        frame = frame.f_back
    return None


def refuse_other(tensor: Any) -> None:
    """Refuse a symbolic tensor of the other Keras, which fails late and obscurely."""
    if type(tensor).__module__.split(".")[0] == OTHER:
        raise TypeError(_MIXED.format(what="The input", ours=keras.__name__, theirs=OTHER))


def compiled_metrics(model: Any, loss: Any) -> list[Any]:
    """The metrics, as given to ``compile``, that read the same output as a loss; none where that is not certain."""
    container = getattr(model, "_compile_metrics", None) or getattr(model, "compiled_metrics", None)
    given = [getattr(container, name, None) for name in ("_user_metrics", "_user_weighted_metrics")]
    compiled = getattr(model, "loss", None)  # what a class of the user's calls so may be anything
    named = isinstance(compiled, str) and compiled == loss.name
    if isinstance(compiled, dict):
        output = next((name for name, its in compiled.items() if its is loss), None)
        given = [metrics.get(output) if isinstance(metrics, dict) else None for metrics in given]
    elif compiled is not loss and compiled is not type(loss) and not named:
        given = []
    return [metric for metric in tf.nest.flatten(given) if metric is not None]


def metrics_of_output(model: Any, name: str, place: int, count: int) -> list[Any] | None:
    """The metrics, as given to ``compile``, that read one of several outputs; None where that is not certain."""
    container = getattr(model, "_compile_metrics", None) or getattr(model, "compiled_metrics", None)
    found: list[Any] = []
    for given in (getattr(container, each, None) for each in ("_user_metrics", "_user_weighted_metrics")):
        if isinstance(given, dict):
            found += tf.nest.flatten(given if count == 1 else given.get(name))
        elif count == 1:
            found += tf.nest.flatten(given)
        elif isinstance(given, list | tuple) and given:
            if len(given) != count or not all(each is None or isinstance(each, list | tuple) for each in given):
                return None
            found += tf.nest.flatten(given[place])
    return [metric for metric in found if metric is not None]


def losses_kept(model: Any) -> Callable[[], None]:
    """What brings back the losses that layers hold from the last call: a call in a graph puts its own there."""
    names = ("_losses", "_loss_ids", "_eager_losses")
    layers = list(model._flatten_layers())  # noqa: SLF001 - nested layers too; Keras has no public way
    held = [(layer, name, getattr(layer, name, None)) for layer in layers for name in names]
    kept = [(layer, name, list(each)) for layer, name, each in held if isinstance(each, list | set)]

    def bring_back() -> None:
        for layer, name, before in kept:
            now = getattr(layer, name)
            now.clear()
            now.update(before) if isinstance(now, set) else now.extend(before)

    return bring_back


def is_of_keras(metric: Any) -> bool:
    """Whether a metric is Keras' own, not a user's of the same name."""
    defined = getattr(metric, "__module__", "") or ""
    return bool(defined.split(".")[0] in ("keras", "tf_keras"))


def deserialize(config: dict[str, Any], read: Callable[[dict[str, Any]], Any]) -> Any:
    """An object that stands inside another one's config; `read` is Keras' way to one of its kind.

    tf_keras writes into .h5 files what the object was registered as, and does not look there when it reads them.
    """
    name = config["config"] if config["class_name"] == "function" else config.get("registered_name")
    registered = None if IS_KERAS_3 or name is None else keras.saving.get_registered_object(name)
    if registered is None:
        return read(config)
    return registered if config["class_name"] == "function" else registered.from_config(config["config"])


def table_of_losses() -> dict[str, Any]:
    """The table in which Keras looks a loss's name up; private, so tests hold both Kerases to it."""
    module = import_module(f"{keras.__name__}.src.losses")
    table: dict[str, Any] = module.ALL_OBJECTS_DICT if IS_KERAS_3 else vars(module)
    return table


def symbolic_inputs(model: Any) -> Any:
    """The symbolic inputs of a functional or built sequential model in the structure it takes; None for others."""
    if isinstance(model, keras.Sequential):
        return model.inputs[0] if model.inputs else None
    if IS_KERAS_3:
        return getattr(model, "_inputs_struct", None)
    return getattr(model, "_nested_inputs", None)


def called_with(model: Any) -> Any:
    """A specification of what a subclassed model was called with, as far as its Keras remembers; None where not.

    Keras 3 remembers shapes alone, so that the dtype is that of the model's computation.
    """
    if not IS_KERAS_3:
        found: Any = model.save_spec()
        return found[0][0] if found is not None and len(found[0]) == 1 else None
    shapes = list((getattr(model, "_build_shapes_dict", None) or {}).values())
    if len(shapes) != 1 or not isinstance(shapes[0], tuple) or not all(isinstance(n, int | None) for n in shapes[0]):
        return None
    return tf.TensorSpec([None, *shapes[0][1:]], model.input_dtype)


def write_out(archive: Any, path: str) -> None:
    """Write an ExportArchive without a word: Keras 3 prints its endpoints unless told not to, tf_keras always does."""
    if IS_KERAS_3:
        archive.write_out(path, verbose=False)
        return
    with redirect_stdout(StringIO()):
        archive.write_out(path)
