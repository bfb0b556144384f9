"""The place of old layers' variables: in the graph as before, in TensorFlow 2 on the ``tf.Module`` that calls them.

In a graph, ``tf.compat.v1.get_variable`` finds a variable again by its name. Eagerly it creates a new one each time, so
the variables created inside a method of a ``tf.Module`` are kept on the module and found there, by the same name.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._user_frames import function_name, user_frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

tf1 = tf.compat.v1
_HOME = "tf1_variables"
_COUNTS = "__tf1_layers__"
_PENALIZED = "tfcompat/penalized"


class Variables(tf.Module):
    """The variables of the old layers in one module, by full name; an attribute of the module, which owns them."""

    def __init__(self) -> None:
        super().__init__(name=_HOME)
        self.by_name: dict[str, tf.Variable] = {}

    def get(self, getter: Callable[..., Any], name: str, **given: Any) -> tf.Variable:
        """Return the variable of this name, creating it if there is none yet; a custom getter of a variable scope."""
        regularizer = given.pop("regularizer", None)
        if name not in self.by_name:
            with tf.init_scope():
                self.by_name[name] = getter(name=name, **{**given, "reuse": False})
        variable = self.by_name[name]
        wanted = tf.TensorShape(given.get("shape"))
        if not wanted.is_compatible_with(variable.shape):
            raise ValueError(
                f"The variable {name} of this module has shape {variable.shape}, but a layer needs {wanted} under the "
                f"same name: give each layer its own name."
            )
        penalize(variable, regularizer)
        return variable


@contextmanager
def kept(name: Any, default: str, *, counts: bool = True) -> Iterator[Any]:
    """Open the place in which a layer creates or finds its variables; yield the name of the layer's scope.

    Args:
        name: The layer's name, or None.
        default: The default name, which TensorFlow 1 numbers: ``dense``, ``dense_1``, ...
        counts: Whether it is a layer, which is numbered if it has no name.
    """
    if not tf1.executing_eagerly_outside_functions():
        yield name
        return
    frames = _frames_of_module()
    get = _unkept if frames is None else _variables_of(_owner(frames[0])).get
    if counts and frames is not None:
        name = _count(frames, default) if name is None else _counted(frames, name)
    with tf1.variable_scope(tf1.get_variable_scope(), custom_getter=get, auxiliary_name_scope=False):
        yield name


def penalize(variable: tf.Variable, regularizer: Callable[[Any], Any] | None) -> None:
    """Add the penalty of a variable to the collection of the function that is being traced, once per function."""
    if regularizer is None or tf.executing_eagerly():
        return
    done = tf1.get_collection_ref(_PENALIZED)
    if variable.ref() not in done:
        done.append(variable.ref())
        collect(regularizer(variable))


def collect(penalty: Any) -> None:
    """Add a penalty to the regularisation losses of the graph."""
    if penalty is not None:
        tf1.add_to_collection(tf1.GraphKeys.REGULARIZATION_LOSSES, penalty)


def _unkept(getter: Callable[..., Any], name: str, **given: Any) -> tf.Variable:
    """Return a new variable; its penalty belongs to the function that is being traced, and is not a constant."""
    regularizer = given.pop("regularizer", None)
    variable = getter(name=name, **given)
    penalize(variable, regularizer)
    return variable


def _owner(frame: FrameType) -> Any:
    """Return the first argument of a frame's function, which is the object if the function is a method."""
    return frame.f_locals.get(frame.f_code.co_varnames[0]) if frame.f_code.co_argcount else None


def _frames_of_module() -> list[FrameType] | None:
    """Return the running methods of the calling module, innermost first. None if no module is calling."""
    frames = list(user_frames())
    module = next((owner for frame in frames if isinstance(owner := _owner(frame), tf.Module)), None)
    return None if module is None else [frame for frame in frames if _owner(frame) is module]


def _variables_of(module: tf.Module) -> Variables:
    home = getattr(module, _HOME, None)
    if home is None:
        home = Variables()
        setattr(module, _HOME, home)
    variables: Variables = home
    return variables


def _count(frames: list[FrameType], default: str) -> str:
    """Return a default name for a layer; numbering restarts in each call of the module, as in a new graph."""
    opened = _opened(frames)
    if opened is None:
        raise ValueError(
            f"This layer has no name, and several methods of {type(_owner(frames[0])).__name__} are running, so it is "
            f"unknown where the numbering {default}, {default}_1, ... restarts: give the layer a name."
        )
    scope = tf1.get_variable_scope().name
    name = next(name for name in _candidates(default) if f"{scope}/{name}" not in opened)
    opened.add(f"{scope}/{name}")
    return name


def _counted(frames: list[FrameType], name: Any) -> Any:
    """Return an explicit name, which default names must not use."""
    opened = _opened(frames)
    if opened is not None and isinstance(name, str):
        opened.add(f"{tf1.get_variable_scope().name}/{name}")
    return name


def _candidates(default: str) -> Iterator[str]:
    yield default
    yield from (f"{default}_{number}" for number in count(1))


def _opened(frames: list[FrameType]) -> set[str] | None:
    """Return the scopes that this call of the module has opened; None if the call is unknown."""
    call = next((frame for frame in frames if function_name(frame) == "__call__"), None)
    if call is None and len(frames) > 1:
        return None
    # A local variable of the call: it ends with the call, so the next call starts at the first name.
    found: set[str] = (call or frames[0]).f_locals.setdefault(_COUNTS, set())
    return found
