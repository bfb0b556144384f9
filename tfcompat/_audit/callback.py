"""The audit as a callback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tfcompat._audit.audit import audit
from tfcompat._audit.model_outputs import UnknownInputsError
from tfcompat._keras import keras
from tfcompat._user_frames import warn_at_caller

if TYPE_CHECKING:
    from tfcompat._audit.result import Audit

__all__ = ["AuditCallback"]


class AuditCallback(keras.callbacks.Callback):  # type: ignore[misc] # Keras 3 ships no types
    """Callback that audits the model when ``fit`` or ``evaluate`` begins, and warns or raises an error.

    A model that does not know its inputs before it is called is audited after its first batch.

    Args:
        action: ``"warn"``, or ``"raise"`` to stop training with a ValueError.

    Examples:
        >>> import keras
        >>> import numpy as np, tfcompat
        >>> model = keras.Sequential([keras.Input([4]), keras.layers.Dense(3, "softmax", name="head")])
        >>> model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        >>> model.fit(np.zeros([2, 4]), np.zeros(2), verbose=0, callbacks=[tfcompat.AuditCallback("raise")])
        Traceback (most recent call last):
        ...
        ValueError: loss SparseCategoricalCrossentropy: TFC201 it takes logits, but gets the output of a softmax ...
    """

    def __init__(self, action: str = "warn") -> None:
        super().__init__()
        if action not in ("warn", "raise"):
            raise ValueError(f"action must be 'warn' or 'raise', got {action!r}.")
        self.action = action
        self._done = False
        """Whether the model was audited, or cannot be."""

    def on_train_begin(self, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """Audit the model, if its inputs are known."""
        self._done = False
        self._look()

    def on_test_begin(self, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """Do the same in ``evaluate``."""
        self._look()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """Look where that was not possible before."""
        self._look(last=True)

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """Do the same in ``evaluate``."""
        self._look(last=True)

    def set_model(self, model: Any) -> None:
        """Start again with another model."""
        if model is not self.model:
            self._done = False
        super().set_model(model)

    def _look(self, *, last: bool = False) -> None:
        if self._done:
            return
        try:
            found = audit(self.model)
        except UnknownInputsError as error:
            if last:
                self._say_unknown(error)
        except Exception as error:  # noqa: BLE001 - training continues if the model's own code fails in a graph
            self._say_unknown(error)
        else:
            self._done = True
            self._say(found)

    def _say_unknown(self, error: Exception) -> None:
        self._done = True
        why = f"{type(error).__name__}: {error}".strip().splitlines()[0]
        warn_at_caller(f"AuditCallback could not audit model {self.model.name!r} ({why}).", UserWarning)

    def _say(self, found: Audit) -> None:
        for row in found.wrong:
            text = f"{row}".removeprefix("wrong").strip()
            if self.action == "raise":
                raise ValueError(text)
            warn_at_caller(text, UserWarning)
